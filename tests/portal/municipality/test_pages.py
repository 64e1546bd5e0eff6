"""What residents read: practice and no right, who told it and when, and when nobody did."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from portal.i18n import LANGUAGES, in_language
from portal.municipality.kinds import Kind, Per
from portal.municipality.shown import told
from portal.staff.times import now
from portal.words import words
from tests.portal import pages
from tests.portal.municipality.conftest import AALBORG, AARHUS, tell
from tests.portal.staff.conftest import People

ADDRESS = "/{}/municipalities/aalborg"


def opened(app: Flask, lang: str = "da") -> pages.Element:
    return pages.read(app.test_client().get(ADDRESS.format(lang)))


def of_kind(page: pages.Element, kind: Kind) -> pages.Element:
    heading = page.first("h2", id=kind)
    return next(each for each in page.all("section") if heading in each.children)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_needs_no_database(visitor: FlaskClient, lang: str) -> None:
    page = pages.read(visitor.get(f"/{lang}/municipalities/"))
    listed = [link for link in pages.links(page) if f"/{lang}/municipalities/" in link]
    assert len(set(listed)) >= 98
    assert f"/{lang}/municipalities/aeroe" in listed


def test_one_that_is_found_is_opened(visitor: FlaskClient) -> None:
    response = visitor.post("/ar/municipalities/", data={"q": " Ålborg kommune"})
    assert response.status_code == 303
    assert response.location == ADDRESS.format("ar")


@pytest.mark.parametrize(
    ("typed", "said"), [("frederiks", "Frederikssund"), ("Atlantis", "Vi fandt ikke den kommune")]
)
def test_several_or_none_are_shown(visitor: FlaskClient, typed: str, said: str) -> None:
    page = pages.read(visitor.post("/da/municipalities/", data={"q": typed}))
    assert said in page.first("div", class_="found").text
    assert page.first("input", id="q").attrs["value"] == typed


def test_what_is_typed_is_shown_and_nothing_else(visitor: FlaskClient) -> None:
    typed = "<script>alert(1)</script>" + "x" * 500
    response = visitor.post("/da/municipalities/", data={"q": typed})
    assert "<script>alert" not in response.text
    assert len(pages.read(response).first("input", id="q").attrs["value"]) == 200


@pytest.mark.parametrize("slug", ["atlantis", "Aalborg", "0851", "aalborg/x"])
def test_there_is_no_such_municipality(visitor: FlaskClient, slug: str) -> None:
    assert visitor.get(f"/da/municipalities/{slug}").status_code == 404


@pytest.mark.parametrize("lang", LANGUAGES)
def test_when_nobody_has_told_anything_it_says_so(
    sqlite_office: Flask, sqlite_people: People, lang: str
) -> None:
    tell(sqlite_people.our_organisation, municipality=AARHUS)
    page = opened(sqlite_office, lang)
    assert page.first("h1").text == "Aalborg Kommune"
    assert not list(page.all("ul", class_="practices"))
    assert not list(page.all("div", class_="notice"))
    assert f"/{lang}/topics/get-help" in pages.links(page)
    if lang == "da":
        assert "Ingen har fortalt noget om denne kommune endnu." in page.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_told_is_practice_and_says_by_whom(
    office: Flask, people: People, lang: str
) -> None:
    with time_machine.travel(datetime(2026, 11, 20, 23, 30, tzinfo=UTC), tick=False):
        tell(people.our_organisation, source="Byrådet, 3. marts 2026")
        tell(people.their_organisation, kind=Kind.HOURS, texts={"da": "Mandag 9-12"})
    page = opened(office, lang)
    warning = page.first("div", class_="notice")
    assert "warn" in warning.attrs["class"]
    practice = of_kind(page, Kind.PRACTICE)
    assert "Vores Boligforening" in practice.text
    assert "Byrådet, 3. marts 2026" in practice.text
    days = [time.attrs["datetime"] for time in practice.all("time")]
    assert days == ["2026-11-21", "2026-01-01"]  # told after midnight in Denmark
    assert "Deres Bolig" in of_kind(page, Kind.HOURS).text
    if lang == "da":
        assert "Praksis – ikke en ret" in warning.text
        assert "Fortalt den21. november 2026" in practice.text


def test_an_amount_is_written_as_the_language_does(office: Flask, people: People) -> None:
    tell(people.our_organisation, kind=Kind.OWN_HOME, amount=450_000, per=Per.PERSON_MONTH)
    tell(people.our_organisation, kind=Kind.OWN_HOME, amount=14_750, per=Per.DAY)
    da = of_kind(opened(office), Kind.OWN_HOME).text
    assert "4.500 kr. om måneden for hver person" in da
    assert "147,50 kr. om dagen" in da
    assert "kan kommunen give penge til det, men den har ikke pligt til det" in da
    assert "a month for each person" in of_kind(opened(office, "en"), Kind.OWN_HOME).text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_only_in_danish_is_marked_as_danish(
    sqlite_office: Flask, sqlite_people: People, lang: str
) -> None:
    tell(
        sqlite_people.our_organisation, texts={"da": "Vi låner kasser ud.", "en": "We lend boxes."}
    )
    tell(sqlite_people.our_organisation, kind=Kind.HOURS, texts={"da": "Kun om mandagen\nfra 9"})
    page = opened(sqlite_office, lang)
    practice = of_kind(page, Kind.PRACTICE)
    assert ("We lend boxes." in practice.text) == (lang == "en")
    said = {text: of for of, text in page.strings()}
    assert said["Kun om mandagen"] == said["fra 9"] == "da"
    only = words(lang).text("pages", "municipalities", "only_danish").raw[0]
    assert (only in of_kind(page, Kind.HOURS).text) == (lang != "da")
    assert ("Vi låner kasser ud." in practice.text) == (lang != "en")


def test_a_contact_can_be_called_and_a_page_opened(
    sqlite_office: Flask, sqlite_people: People
) -> None:
    ours = sqlite_people.our_organisation
    contact = {"texts": {"da": "Genhusning"}, "phone": "+45 12 34 56 78", "email": "bo@x.dk"}
    tell(ours, kind=Kind.CONTACT, **contact)
    tell(ours, kind=Kind.LINK, texts={"da": "Folder"}, url="https://www.x.dk/a?b=1&c=2")
    page = opened(sqlite_office, "ar")
    links = {a.attrs["href"]: a for a in page.all("a")}
    assert links["tel:+4512345678"].text == "+45 12 34 56 78"
    assert "mailto:bo@x.dk" in links
    outside = links["https://www.x.dk/a?b=1&c=2"]
    assert outside.attrs["rel"] == "external nofollow noopener"
    assert "(www.x.dk)" in page.text


def test_nothing_of_it_is_read_as_markup(sqlite_office: Flask, sqlite_people: People) -> None:
    for lang in LANGUAGES:
        tell(
            sqlite_people.our_organisation,
            texts={"da": "<b>fed</b>", lang: "<img src=x onerror=alert(1)>"},
            source="<i>kilde</i>",
        )
    for lang in LANGUAGES:
        html = sqlite_office.test_client().get(ADDRESS.format(lang)).text
        assert "<img src=x" not in html
        assert "<i>kilde" not in html


def test_what_is_withdrawn_is_gone_at_once(office: Flask, people: People) -> None:
    tell(people.our_organisation, withdrawn=now())
    assert "flyttekasser" not in opened(office).text
    tell(people.our_organisation)
    assert "flyttekasser" in opened(office).text


def test_what_was_told_long_ago_says_so(sqlite_office: Flask, sqlite_people: People) -> None:
    ago = {"new": timedelta(days=300), "old": timedelta(days=400)}
    for name, since in ago.items():
        tell(sqlite_people.our_organisation, texts={"da": name}, entered=now() - since)
    listed = opened(sqlite_office).first("ul", class_="practices")
    items = {item.first("p").text: item for item in listed.all("li")}
    careful = {name: list(items[name].all("p", class_="careful")) for name in ago}
    assert not careful["new"]
    assert careful["old"]


def test_told_comes_by_kind_the_newest_first(sqlite_office: Flask, sqlite_people: People) -> None:
    ours: dict[str, Any] = {"of": sqlite_people.our_organisation}
    tell(**ours, kind=Kind.LINK, url="https://x.dk")
    tell(**ours, kind=Kind.PRACTICE, texts={"da": "første"}, entered=now() - timedelta(days=2))
    tell(**ours, kind=Kind.PRACTICE, texts={"da": "anden"})
    tell(**ours, kind=Kind.OWN_HOME, amount=100, per=Per.ONCE)
    tell(**ours, municipality=AARHUS)
    found = told(AALBORG, "da")
    order = [list(Kind).index(each.kind) for each in found]
    assert all(a <= b for a, b in pairwise(order))
    assert [e.text.text for e in found if e.kind is Kind.PRACTICE] == ["anden", "første"]
    assert len(found) == 4
    assert {each.by for each in found} == {"Vores Boligforening"}
    assert told("9999", "da") == []


def test_told_is_asked_in_any_language_from_anywhere(
    sqlite_office: Flask, sqlite_people: People
) -> None:
    tell(sqlite_people.our_organisation, kind=Kind.OWN_HOME, amount=450_000, per=Per.MONTH)
    with in_language("ar"):
        (danish,) = told(AALBORG, "da")
    (arabic,) = told(AALBORG, "ar")
    assert danish.amount == "4.500\N{NO-BREAK SPACE}kr."
    assert arabic.amount != danish.amount
    assert danish.since == date(2026, 1, 1)


def test_a_browser_keeps_it_for_a_minute_at_most(
    sqlite_office: Flask, sqlite_people: People
) -> None:
    response = sqlite_office.test_client().get(ADDRESS.format("da"))
    assert response.headers["Cache-Control"] == "public, max-age=60"


def test_it_is_linked_from_where_it_is_needed(visitor: FlaskClient) -> None:
    for lang in LANGUAGES:
        for path in ("topics/get-help", "topics/own-temporary-home", "topics/own-permanent-home"):
            page = pages.read(visitor.get(f"/{lang}/{path}"))
            linked = f"/{lang}/municipalities/" in pages.links(page)
            assert linked == (path != "topics/own-permanent-home"), path


def test_reading_the_list_loads_no_tables() -> None:
    import subprocess
    import sys

    code = """
import sys
from portal import create_app
from portal.config import Config
app = create_app(Config.from_environ({"SECRET_KEY": "x" * 40, "DATABASE_URL": "sqlite:////x"}))
assert app.test_client().get("/da/municipalities/").status_code == 200
print("sqlmodel" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
