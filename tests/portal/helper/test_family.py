"""One family after another: their answers never meet, and a closed family is closed."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from portal import create_app, migrate
from portal.config import Config
from portal.helper import store, views
from portal.helper.family import LASTS, FamilyError, new, read
from portal.i18n import LANGUAGES
from tests.conftest import SECRET, portal_on
from tests.portal import danish, pages
from tests.rules.households import ON

WIPED = '"cache", "storage"'


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with portal_on(f"sqlite:///{tmp_path_factory.mktemp('helper') / 'portal.sqlite3'}") as app:
        yield app


@pytest.fixture
def helper(app: Flask) -> Iterator[FlaskClient]:
    with time_machine.travel(f"{ON}T12:00:00+01:00", tick=False):
        yield app.test_client()


def begin(client: FlaskClient, own: str = "da", of_family: str = "ar") -> str:
    """Begin with a family; the address of its first question."""
    response = client.post(f"/{own}/helper/", data={"language": of_family})
    assert response.status_code == 303
    assert response.location.startswith(f"/{of_family}/guide/?family=")
    return response.location


def family_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["family"][0]


def answer(client: FlaskClient, address: str, question: str = "reason") -> str:
    """Answer the question at an address; the address of the next one."""
    page = pages.read(client.get(address))
    action = page.first("form", class_="question").attrs["action"]
    response = client.post(action, data={question: "demolition"})
    assert response.status_code == 303
    return response.location


def result(client: FlaskClient, address: str) -> str:
    """The address of the result, with *ved ikke* to all that is asked."""
    while "/result" not in address:
        question = urlsplit(address).path.rpartition("/")[2]
        page = pages.read(client.get(address))
        action = page.first("form", class_="question").attrs["action"]
        sent = {question: "unknown", "unknown": "1"}
        address = client.post(action, data=sent).location
    return address


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_offers_each_language_by_its_own_name(helper: FlaskClient, lang: str) -> None:
    response = helper.get(f"/{lang}/helper/")
    page = pages.read(response)
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert {b.attrs["value"]: b.text for b in page.first("main").all("button")} == {
        code: language.endonym for code, language in LANGUAGES.items()
    }
    for path in ("", "ready"):
        shown = pages.read(helper.get(f"/{lang}/helper/{path}"))
        assert lang == "da" or not danish.left(shown, lang)
        assert lang != "ar" or not danish.without_arabic(shown)
    assert f"/{lang}/helper/" in pages.links(pages.read(helper.get(f"/{lang}/")))


@pytest.mark.parametrize("sent", [{}, {"language": "xx"}, {"language": "da\0"}])
def test_a_language_that_there_is_not_begins_nothing(
    helper: FlaskClient, sent: dict[str, str]
) -> None:
    response = helper.post("/da/helper/", data=sent)
    assert response.status_code == 422
    pages.read(response, 422)


@pytest.mark.parametrize("path", ["guide/", "", "topics/notice", "topics/", "glossary", "ask"])
def test_every_page_says_it_and_every_link_goes_on(helper: FlaskClient, path: str) -> None:
    name = family_of(begin(helper))
    response = helper.get(f"/ar/{path}?family={name}")
    page = pages.read(response)
    assert response.headers["Cache-Control"] == "no-store"
    assert page.first("aside", class_="helping")
    for link in pages.links(page):
        if link.startswith("/") and "/poster" not in link:
            assert f"family={name}" in link, link
    for form in page.all("form"):
        assert f"family={name}" in form.attrs["action"]
    plain = pages.read(helper.get(f"/ar/{path}"))
    assert not list(plain.all("aside", class_="helping"))
    assert not [link for link in pages.links(plain) if "family" in link]


def test_the_day_of_the_law_keeps_the_family(helper: FlaskClient) -> None:
    at = result(helper, answer(helper, begin(helper, of_family="da")))
    page = pages.read(helper.get(at))
    name = family_of(at)
    days = next(page.all("form", method="get"))
    assert [f.attrs["value"] for f in days.all("input", name="family")] == [name]
    moved = helper.get(f"{urlsplit(at).path}?family={name}&on_text=maj+2023")
    assert family_of(moved.location) == name
    then = pages.read(helper.get(moved.location))
    back = next(then.all("aside", class_="day")).first("a").attrs["href"]
    assert family_of(back) == name
    pages.read(helper.get(back))


def test_next_family_closes_all_pages_of_the_former(helper: FlaskClient) -> None:
    first = begin(helper)
    second = answer(helper, first)
    last = result(helper, second)
    for address in (first, second, last):
        assert helper.get(address).status_code == 200
    response = helper.post(f"/ar/helper/next?family={family_of(first)}")
    assert response.status_code == 303
    assert response.location == "/da/helper/ready", "in the helper's own language"
    ready = helper.get(response.location)
    for told in (response, ready):
        assert told.headers["Clear-Site-Data"] == WIPED
        assert told.headers["Cache-Control"] == "no-store"
    token = urlsplit(last).path.split("/")[3]
    others = [f"/ar/{p}?family={family_of(last)}" for p in ("", f"letters/{token}/", "topics/")]
    for address in (first, second, last, *others, last.replace("/ar/", "/da/")):
        closed = helper.get(address)
        page = pages.read(closed, 410)
        assert closed.headers["Cache-Control"] == "no-store"
        assert family_of(last) not in closed.text
        assert token not in closed.text
        assert not list(page.all("form"))
    again = helper.post(f"/ar/helper/next?family={family_of(first)}")
    assert again.status_code == 303, "pressed twice"
    assert helper.post(second, data={"tenure": "tenant"}).status_code == 410


def test_beginning_anew_closes_the_former_too(helper: FlaskClient) -> None:
    first = begin(helper)
    response = helper.post(f"/ar/helper/?family={family_of(first)}", data={"language": "en"})
    assert response.headers["Clear-Site-Data"] == WIPED
    assert family_of(response.location) != family_of(first)
    assert helper.get(first).status_code == 410
    assert helper.get(response.location).status_code == 200


def test_the_answers_of_two_families_never_meet(helper: FlaskClient) -> None:
    one, other = begin(helper), begin(helper)
    assert family_of(one) != family_of(other)
    asked = answer(helper, one)
    assert helper.get(asked).status_code == 200
    path = urlsplit(asked).path
    lost = pages.read(helper.get("/ar/guide/not-a-token/result")).first("h1").text
    for address in (f"{path}?family={family_of(other)}", path):
        assert pages.read(helper.get(address)).first("h1").text == lost
    plain = answer(helper, "/ar/guide/")
    assert pages.read(helper.get(f"{plain}?family={family_of(one)}")).first("h1").text == lost


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_family_takes_away_outlives_the_closing(
    helper: FlaskClient, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    real = views.picture
    monkeypatch.setattr(views, "picture", lambda address: drawn.append(address) or real(address))
    at = result(helper, answer(helper, begin(helper, of_family=lang)))
    page = pages.read(helper.get(at))
    leads = page.first("aside", class_="helping").first("a").attrs["href"]
    shown = pages.read(helper.get(leads))
    assert page.first("h1").text in shown.first("main").text
    assert list(shown.all("svg", class_="qr"))
    assert lang == "da" or not danish.left(shown, lang)
    (address,) = drawn
    assert "family" not in address
    helper.post(f"/{lang}/helper/next?family={family_of(at)}")
    assert helper.get(leads).status_code == 410
    own = pages.read(helper.get(address.removeprefix("http://localhost")))
    assert own.first("h1").text == page.first("h1").text
    assert not list(own.all("aside", class_="helping"))


def test_without_answers_there_is_nothing_to_take_away(helper: FlaskClient) -> None:
    first = begin(helper)
    page = pages.read(helper.get(first))
    assert not list(page.first("aside", class_="helping").all("a"))
    taken = helper.get(f"/ar/helper/take-away/0?family={family_of(first)}")
    assert not list(pages.read(taken).all("svg", class_="qr"))


def test_more_answers_than_a_picture_holds(
    helper: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.helper.views.here", lambda path: "x" * 5000)
    at = result(helper, answer(helper, begin(helper, of_family="da")))
    leads = pages.read(helper.get(at)).first("aside", class_="helping").first("a").attrs["href"]
    shown = pages.read(helper.get(leads))
    assert not list(shown.all("svg", class_="qr"))
    assert "QR" in shown.first("main").text


def test_a_list_is_not_kept_on_the_phone_of_the_helper(helper: FlaskClient) -> None:
    at = result(helper, answer(helper, begin(helper)))
    way = helper.get(at).text
    token = next(part for part in way.split('"') if "/checklist/" in part).replace("&amp;", "&")
    assert "/keep" not in helper.get(token).text
    assert "/keep" in helper.get(f"/ar/checklist/{_plain_list(helper)}").text


def _plain_list(client: FlaskClient) -> str:
    return urlsplit(answer(client, "/da/guide/")).path.split("/")[3]


@pytest.mark.parametrize(
    "name", ["x", "da.a.b", "%00", "x" * 5000, "daAAAAAAAAAAAAAAAA.awHt4g.bad"]
)
def test_a_name_that_was_not_drawn_here_opens_nothing(helper: FlaskClient, name: str) -> None:
    assert helper.get(f"/da/guide/?family={name}").status_code == 410
    assert helper.post(f"/da/helper/next?family={name}").status_code == 303


def test_a_family_that_nobody_closed_is_closed_by_itself(app: Flask) -> None:
    with time_machine.travel(f"{ON}T08:00:00+01:00", tick=False) as clock:
        client = app.test_client()
        first = begin(client)
        clock.shift(LASTS - 60)
        assert client.get(first).status_code == 200
        clock.shift(120)
        assert client.get(first).status_code == 410


def test_what_is_kept_of_a_closed_family_goes_with_it(database_url: str) -> None:
    with (
        portal_on(database_url) as app,
        app.test_request_context("/da/"),
        time_machine.travel(f"{ON}T08:00:00Z", tick=False) as clock,
    ):
        engine = app.extensions["engine"]
        one, other = new("da"), new("en")
        assert (one.lang, read(other.name).lang) == ("da", "en")
        store.close(engine, one.digest)
        store.close(engine, one.digest)
        assert store.is_closed(engine, one.digest)
        assert not store.is_closed(engine, other.digest)
        clock.shift(LASTS + 1)
        with pytest.raises(FamilyError):
            read(one.name)
        store.close(engine, other.digest)
        assert not store.is_closed(engine, one.digest), "its row is gone"


def test_a_new_key_closes_nobody(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'keys.sqlite3'}"
    migrate.upgrade(address)
    names = {}
    for keys in (SECRET, f"{'n' * 40},{SECRET}"):
        config = Config.from_environ({"SECRET_KEY": keys, "DATABASE_URL": address})
        app = create_app(config)
        with app.test_request_context("/da/"):
            names[keys] = new("da").name
            assert [read(name).name for name in names.values()] == list(names.values())
        app.extensions["engine"].dispose()


def test_the_office_knows_no_families(helper: FlaskClient) -> None:
    name = family_of(begin(helper))
    response = helper.get(f"/da/staff/sign-in?family={name}", follow_redirects=True)
    assert name not in response.text
