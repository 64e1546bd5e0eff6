"""How the guide decides, the rules of another day, and the commands for those who keep them."""

import re
import subprocess
import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.i18n import LANGUAGES, format_date, in_language
from portal.rulebook import layout
from portal.rulebook.impact_of_texts import Changed, differences, report
from portal.rulebook.layout import Drawing
from portal.rulebook.picture import captions, together
from portal.rulebook.shown import ShownPart, shown_ladders
from portal.words import words
from rules.days import FIRST_DAY
from rules.facts import Reason, Tenure
from rules.graph import Group, Part, ladders
from rules.outcomes import Law, Rehousing
from rules.table import table
from tests.portal import pages
from tests.portal.danish import left
from tests.rules.households import ON
from tests.rules.test_impact import copied, edit, git

PAGE = "/{}/how-it-decides"
RAISED = {
    "reason": Reason.RENT_INCREASE,
    "tenure": Tenure.TENANT,
    "renewal_decision": True,
    "increase_per_m2": Decimal(225),
    "earlier_increase_per_m2": Decimal(0),
}
#: what cannot be looked at, by what stands in the address, and part of what is said of it
WRONG_DAYS = {
    "?on=hest": "findes ikke",
    "?on=2023-02-30": "findes ikke",
    "?on=2022-06-30": "langt tilbage",
    "?on=0001-01-01": "langt tilbage",
    "?on=9999-12-31": "langt fremme",
    "?on=%00": "findes ikke",
    "?on={{7*7}}": "findes ikke",
    "?on=" + "9" * 5000: "for langt",
    "?on_day=31&on_month=4&on_year=2023": "findes ikke",
    "?on_day=&on_month=&on_year=": "findes ikke",
    "?on_day=1&on_month=5&on_year=": "året",
    "?on_text=noget": "findes ikke",
    "?on_text=maj": "året",
}


@pytest.fixture
def sealed(visitor: FlaskClient) -> str:
    """The answers of a household, sealed on the day of the tests."""
    return str(visitor.application.extensions["answer_tokens"].write(RAISED))


# The page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_decision_stands_there_as_a_figure_and_as_text(
    visitor: FlaskClient, lang: str
) -> None:
    response = visitor.get(PAGE.format(lang))
    assert response.headers["Cache-Control"] == "public, max-age=300"
    page = pages.read(response)
    figures = {figure.attrs["aria-label"]: figure for figure in page.all("svg", role="img")}
    assert len(figures) == len(ladders())
    with in_language(lang):
        for ladder, (label, figure) in zip(shown_ladders(ON), figures.items(), strict=True):
            assert ladder.name in label
            drawn = unbroken("".join(text.text for text in figure.all("text")))
            told = unbroken(page.first("section", id=ladder.id).text)
            for gate in ladder.gates:
                for text in (*sentences(gate.part), gate.result, *gate.questions):
                    assert unbroken(text) in told
                for line in gate.lines("", ""):
                    assert unbroken(line.text) in drawn
    if lang != "da":
        assert not left(page, lang)


def unbroken(text: str) -> str:
    """Without the spaces at which lines are broken."""
    return re.sub(r"[\s\u2066\u2069]", "", text)


def sentences(part: ShownPart) -> list[str]:
    own = [part.text] if part.text else []
    return own + [text for each in part.parts for text in sentences(each)]


def test_numbers_of_the_law_come_from_the_day(visitor: FlaskClient) -> None:
    assert "6 måneder" in pages.read(visitor.get(PAGE.format("da"))).text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_for_everything_and_nothing_besides(lang: str) -> None:
    found = words(lang)
    ids = {ladder.id for ladder in ladders()}
    assert set(found.branch("rulebook", "ladders")) == ids | {law.value for law in Law}
    assert set(found.branch("rulebook", "about")) == ids
    assert set(found.branch("rulebook", "results")) == {result.value for result in Rehousing}
    named = {name for ladder in ladders() for gate in ladder.gates for name in names(gate.part)}
    for condition in found.branch("rulebook", "conditions"):
        assert condition in named, (
            f"no rule has a condition {condition}: rename or remove its words"
        )


def names(part: Part) -> list[str]:
    if not isinstance(part, Group):
        return []
    return [part.name or "", *(name for each in part.parts for name in names(each))]


def drawings(lang: str) -> list[Drawing]:
    with in_language(lang):
        shown = shown_ladders(ON)
        return [*(layout.column(ladder, captions()) for ladder in shown), together(shown)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_in_a_drawing_overlaps(portal: Flask, lang: str) -> None:
    with portal.app_context():
        for drawing in drawings(lang):
            for box in drawing.boxes:
                assert box.x >= 0
                assert box.x + box.width <= drawing.width
                assert box.y + box.height <= drawing.height
                ys = [row.y for row in box.rows]
                assert ys == sorted(set(ys))
                assert box.y + layout.FONT <= ys[0]
                assert ys[-1] < box.y + box.height
                for other in drawing.boxes:
                    apart = (
                        box.x + box.width <= other.x
                        or other.x + other.width <= box.x
                        or box.y + box.height <= other.y
                        or other.y + other.height <= box.y
                    )
                    assert other is box or apart, (box, other)


def test_a_phone_shows_a_ladder_whole(portal: Flask) -> None:
    with portal.app_context():
        assert all(drawing.width <= 320 for drawing in drawings("da")[:-1])


# Another day


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_day_is_said_and_kept(visitor: FlaskClient, sealed: str, lang: str) -> None:
    address = f"/{lang}/guide/{sealed}/result?on=2023-05-01"
    page = pages.read(visitor.get(address))
    assert page.first("article", class_="letter")
    with in_language(lang):
        said = words(lang).text("rulebook", "day", "past").fill({"day": format_date(DAY_OF_LAW)})
    banner = page.first("aside", class_="day")
    assert said in banner.text
    assert banner.first("a").attrs["href"] == address.partition("?")[0]
    inside = [href for href in pages.links(page) if href.startswith(f"/{lang}/")]
    away = {banner.first("a").attrs["href"]}
    assert f"/{lang}/?on=2023-05-01" in inside, "home as well"
    assert [href for href in inside if "on=2023-05-01" not in href] == list(away)
    switcher = [href for href in pages.links(page) if href.endswith("/result?on=2023-05-01")]
    assert {href.split("/")[1] for href in switcher} == set(LANGUAGES) - {lang}, "kept, once"


DAY_OF_LAW = date(2023, 5, 1)


def test_the_threshold_of_that_year_decides(visitor: FlaskClient, sealed: str) -> None:
    here = f"/da/guide/{sealed}/result"
    then = pages.read(visitor.get(f"{here}?on=2023-05-01")).text
    now = pages.read(visitor.get(here)).text
    assert "218 kr." in then
    assert "218 kr." not in now


def test_a_day_to_come(visitor: FlaskClient) -> None:
    page = pages.read(visitor.get("/da/how-it-decides?on=2027-01-01"))
    assert "så vidt vi kender dem i dag" in page.first("aside", class_="day").text


@pytest.mark.parametrize("query", ["", "?on=", f"?on={ON}"])
def test_today_has_no_banner(visitor: FlaskClient, query: str) -> None:
    page = pages.read(visitor.get(f"/da/how-it-decides{query}"))
    assert not list(page.all("aside", class_="day"))
    assert "on=2" not in "".join(
        href for href in pages.links(page) if not href.endswith(f"how-it-decides{query}")
    )


def test_an_answer_under_another_day_leads_on_under_it(visitor: FlaskClient) -> None:
    page = pages.read(visitor.get("/da/guide/?on=2023-05-01"))
    action = page.first("form", class_="question").attrs["action"]
    assert action.endswith("?on=2023-05-01")
    answered = visitor.post(action, data={"reason": "renovation"})
    assert answered.status_code == 303
    assert answered.location.endswith("/main/tenure?on=2023-05-01")
    refused = pages.read(visitor.post(action, data={}), 422)
    assert refused.first("aside", class_="day")
    # What is kept ready for everyone is the page of today.
    assert "on=2023" not in visitor.get("/da/guide/").text


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("on_day=1&on_month=5&on_year=2023&on_text=", "2023-05-01"),
        ("on_day=&on_month=5&on_year=2023", "2023-05-01"),
        ("on_text=maj+2023", "2023-05-01"),
        ("on_day=٣&on_month=٥&on_year=٢٠٢٣", "2023-05-03"),
        ("on_text=1.+juli+2022", str(FIRST_DAY)),
    ],
)
def test_the_form_leads_to_the_day(visitor: FlaskClient, typed: str, day: str) -> None:
    response = visitor.get(f"/ar/phase-in-support/?{typed}")
    assert response.status_code == 303
    assert response.location == f"/ar/phase-in-support/?on={day}"


def test_the_danish_beside_is_kept(visitor: FlaskClient, sealed: str) -> None:
    here = f"/en/guide/{sealed}/result"
    response = visitor.get(f"{here}?beside=da&on_text=maj+2023")
    assert response.location == f"{here}?on=2023-05-01&beside=da"


@pytest.mark.parametrize("query", WRONG_DAYS)
@pytest.mark.parametrize("path", ["/da/how-it-decides", "/da/guide/0/main/reason"])
def test_a_day_that_cannot_be_looked_at(visitor: FlaskClient, path: str, query: str) -> None:
    response = visitor.get(path + query)
    page = pages.read(response, 422)
    assert response.headers["Cache-Control"] == "no-store"
    found = pages.errors(page)
    assert list(found) == ["on"]
    assert WRONG_DAYS[query] in found["on"]
    form = page.first("main").first("form")
    assert form.attrs["action"] == path
    assert not list(page.all("aside", class_="day"))


def test_what_was_typed_is_kept(visitor: FlaskClient) -> None:
    page = pages.read(visitor.get("/en/how-it-decides?on_day=31&on_month=4&on_year=2023"), 422)
    kept = {"on_day": "31", "on_month": "4", "on_year": "2023", "on_text": ""}
    assert pages.fields(page) == kept
    page = pages.read(visitor.get("/en/how-it-decides?on=<b>"), 422)
    assert pages.fields(page)["on_text"] == "<b>"


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_wrong_day_is_told_in_the_readers_language(visitor: FlaskClient, lang: str) -> None:
    page = pages.read(visitor.get(f"/{lang}/how-it-decides?on=hest"), 422)
    assert not left(page, lang)


def test_other_addresses_take_no_day(visitor: FlaskClient) -> None:
    assert visitor.get("/healthz?on=hest").status_code == 200
    assert visitor.post("/api/v1/assess?on=hest", json={"facts": {}}).status_code == 200
    assert visitor.get("/?on=hest").status_code == 200


# The commands


def run(portal: Flask, *arguments: str) -> str:
    result = portal.test_cli_runner().invoke(args=["rules", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_table(portal: Flask) -> None:
    assert run(portal, "table") == table()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_graph_is_one_drawing_of_all(portal: Flask, lang: str) -> None:
    root = ET.fromstring(run(portal, "graph", "--lang", lang, "--on", "2023-05-01"))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    drawn = unbroken("".join(root.itertext()))
    with in_language(lang):
        for ladder in shown_ladders(ON)[1:]:
            assert unbroken(ladder.name) in drawn
            assert unbroken(ladder.otherwise) in drawn


def test_a_revision_that_is_none(portal: Flask) -> None:
    result = portal.test_cli_runner().invoke(args=["rules", "impact", "nope"])
    assert result.exit_code == 2
    assert "git has no revision 'nope'" in result.output


def test_the_impact_names_answers_texts_and_languages(portal: Flask, tmp_path: Path) -> None:
    root = copied(tmp_path)
    for part in ("portal", "content", "locales", "migrations"):
        subprocess.run(["cp", "-r", Path(__file__).parents[2] / part, root], check=True)
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "Before")
    number = root / "rules/parameters/byfornyelse.yaml"
    before = "byf.perm.objection_weeks:"
    text = number.read_text(encoding="utf-8")
    head, tail = text.split(before)
    later = (
        "checked: 2026-11-21}\n"
        "    - {from: 2027-07-01, value: 8, status: official, checked: 2027-06-12}"
    )
    tail = tail.replace("checked: 2026-11-21}", later, 1)
    number.write_text(head + before + tail, encoding="utf-8")
    edit(root / "content/rulebook/da.yaml", "Ellers", "Eller")
    told = run(portal, "impact", "HEAD", "--root", str(root), "--interviews", "60")
    assert "- `byf.perm.objection_weeks` from 2027-07-01: not there → 8" in told
    assert "8 uger" in told
    assert "### objection_open: " in told
    assert "### findings/objection_open/" in told
    assert f"({', '.join(LANGUAGES)})" in told
    assert "### rulebook/page/otherwise (da)" in told
    assert "- before: Ellers\n- after: Eller\n- **unchanged in en, ar" in told


def test_texts_that_differ() -> None:
    old = {"da": {"a": "en", "b": "to"}, "en": {"a": "one", "b": "two"}}
    new = {"da": {"a": "en", "b": "tre", "c": "ny"}, "en": {"a": "One", "b": "three", "c": "new"}}
    found = list(differences(old, new))
    assert found == [
        Changed("a", ("en",), "en", "en"),
        Changed("b", ("da", "en"), "to", "tre"),
        Changed("c", ("da", "en"), None, "ny"),
    ]
    assert "before: not there" in report(found)
    assert "No text reads otherwise." in report([])
