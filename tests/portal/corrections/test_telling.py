"""What a reader can tell of a text: from which pages, what is refused, and what is kept of it."""

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from portal.corrections.kinds import PageKind, State
from portal.corrections.store import purge
from portal.i18n import LANGUAGES
from portal.staff import limits
from portal.staff.times import now
from portal.tokens import answer_tokens
from tests.browser.states import TEMPORARY
from tests.portal import pages
from tests.portal.corrections.conftest import kept, told

LINK = "Er teksten forkert eller svær at forstå?"
FORM = "/{}/correction?page=topic&of=notice"


def link_of(page: pages.Element) -> str:
    footer = page.first("footer", class_="bottom")
    return next(a.attrs["href"] for a in footer.all("a") if "/correction?" in a.attrs["href"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_kind_of_page_leads_to_the_form(
    portal: Flask, visitor: FlaskClient, lang: str
) -> None:
    with portal.app_context():
        token = answer_tokens().write(TEMPORARY)
    for path, kind, name in (
        ("topics/notice", "topic", "notice"),
        ("glossary", "glossary", ""),
        (f"guide/{token}/result", "result", ""),
        (f"guide/{token}/main/reason", "question", "reason"),
        (f"checklist/{token}", "checklist", ""),
    ):
        link = link_of(pages.read(visitor.get(f"/{lang}/{path}")))
        assert urlsplit(link).path == f"/{lang}/correction"
        sent = dict(parse_qsl(urlsplit(link).query))
        assert sent == {"page": kind, **({"of": name} if name else {})}
        form = pages.read(visitor.get(link))
        assert [field.attrs["name"] for field in form.all("textarea")] == ["wrong", "sentence"]
        assert form.first("form").attrs["action"] == link
        assert pages.fields(form) == {}


def test_other_pages_have_no_such_link(visitor: FlaskClient) -> None:
    for path in ("/", "/municipalities/", "/topics/", "/correction?page=glossary"):
        assert LINK not in [a.text for a in pages.read(visitor.get(f"/da{path}")).all("a")]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?page=topic",
        "?page=topic&of=nowhere",
        "?page=letter",
        "?page=glossary&of=notice",
        "?page=question&of=notice",
        "?page=result&of=abc",
    ],
)
def test_a_page_that_is_none_is_not_found(visitor: FlaskClient, query: str) -> None:
    assert visitor.get(f"/da/correction{query}").status_code == 404
    assert visitor.post(f"/da/correction{query}", data={"wrong": "x"}).status_code == 404
    assert visitor.get(f"/da/correction/thanks{query}").status_code == 404


def test_what_was_told_is_kept_and_encrypted(office: Flask) -> None:
    client = office.test_client()
    sent = {"wrong": " Ordet »opsigelse«\r\ner svært ", "sentence": "Udlejer kan opsige dig."}
    response = client.post(FORM.format("ar"), data={**sent, "page": "glossary", "lang": "en"})
    assert response.status_code == 303
    assert "opsigelse" not in response.location
    assert "Set-Cookie" not in response.headers
    thanks = pages.read(client.get(response.location))
    assert "/ar/topics/notice" in pages.links(thanks)
    (row,) = kept()
    assert (row.lang, row.page, row.name) == ("ar", PageKind.TOPIC, "notice")
    assert (row.wrong, row.sentence) == ("Ordet »opsigelse«\ner svært", "Udlejer kan opsige dig.")
    assert row.state is State.OPEN
    with office.extensions["engine"].connect() as connection:
        raw = connection.execute(text("SELECT wrong, sentence FROM correction")).one()
    assert all(b"ops" not in bytes(value) for value in raw)


def test_only_what_is_wrong_is_needed(sqlite_office: Flask) -> None:
    client = sqlite_office.test_client()
    sent = client.post("/da/correction?page=result", data={"wrong": "Forkert", "sentence": " "})
    assert sent.status_code == 303
    assert kept()[0].sentence is None
    # The page needs answers to be shown, and nobody has sent them along.
    thanks = pages.read(client.get(sent.location or ""))
    assert list(thanks.first("main").all("a")) == []


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("wrong", "", "Skriv, hvad der er forkert"),
        ("wrong", " \N{ZERO WIDTH SPACE}\t\n", "Skriv, hvad der er forkert"),
        ("wrong", "x" * 1001, "for langt"),
        ("wrong", "Jeg hedder 010190-1234", "CPR-nummer"),
        ("wrong", "٠١٠١٩٠ ١٢٣٤", "CPR-nummer"),
        ("sentence", "x" * 501, "for langt"),
        ("sentence", "0101901234", "CPR-nummer"),
    ],
)
def test_what_is_refused_is_told_at_the_field(
    sqlite_office: Flask, field: str, typed: str, said: str
) -> None:
    sent = {"wrong": "Forkert", field: typed}
    response = sqlite_office.test_client().post(FORM.format("da"), data=sent)
    page = pages.read(response, 422)
    assert said in pages.errors(page)[field]
    assert page.first("textarea", id=field).text == " ".join(typed.split())
    assert kept() == []


def test_a_thousand_signs_are_taken(sqlite_office: Flask) -> None:
    sent = {"wrong": "ع" * 1000, "sentence": "x" * 500}
    assert sqlite_office.test_client().post(FORM.format("ar"), data=sent).status_code == 303


def test_one_address_cannot_fill_the_list(sqlite_office: Flask) -> None:
    client = sqlite_office.test_client()
    free = limits.CORRECTION.free
    codes = [client.post(FORM.format("da"), data={"wrong": "x"}).status_code for _ in range(free)]
    assert set(codes) == {303}
    client.post(FORM.format("da"), data={"wrong": "x"})
    waiting = client.post(FORM.format("da"), data={"wrong": "Endnu en"})
    assert waiting.status_code == 429
    assert int(waiting.headers["Retry-After"]) > 0
    page = pages.parse(waiting.text)
    assert page.first("textarea", id="wrong").text == "Endnu en"
    assert "Vent" in page.first("p", class_="error").text
    assert len(kept()) <= free + 1
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    other = client.post(FORM.format("da"), data={"wrong": "x"}, environ_base=elsewhere)
    assert other.status_code == 303


def test_it_is_purged_after_twelve_months(office: Flask) -> None:
    day = timedelta(days=1)
    told(at=now() - 366 * day)
    stays = told(at=now() - 364 * day)
    told(at=now() - 400 * day, state=State.ACCEPTED)
    engine = office.extensions["engine"]
    assert purge(engine, now()) == 2
    assert [row.id for row in kept()] == [stays]
    assert purge(engine, now()) == 0
