"""The list as a page: what is on it, what a press does, and the calendar."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.checklist.links import ONWARD
from portal.i18n import LANGUAGES
from portal.letters.catalogue import BY_ID
from portal.tokens import EMPTY, AnswerTokens
from portal.topics.library import topics
from portal.words import words
from rules.approximate import assess_answers
from rules.checklist import ITEM_IDS, Doer, Phase, items
from rules.checklist.build import PLANS
from rules.course import STAGE_IDS
from rules.outcomes import Law
from tests.browser.states import DEMOLITION
from tests.portal import danish, pages
from tests.portal.test_course import CASES, MOVED, events
from tests.rules.households import ON

LATE = {**DEMOLITION, "notice_received": DEMOLITION["notice_received"].replace(month=9)}


def token_of(portal: Flask, answers: Mapping[str, Any]) -> str:
    tokens: AnswerTokens = portal.extensions["answer_tokens"]
    return tokens.write(answers)


def entries(page: pages.Element) -> dict[str, pages.Element]:
    return {
        li.attrs["id"]: li
        for ul in page.all("ul", class_="todo")
        for li in ul.all("li")
        if "id" in li.attrs
    }


def ticked(page: pages.Element) -> set[str]:
    return {
        name
        for name, li in entries(page).items()
        if li.first("button", role="checkbox").attrs["aria-checked"] == "true"
    }


def press(visitor: FlaskClient, address: str, **form: str) -> str:
    """The address that a press leads to."""
    response = visitor.post(address, data=form)
    assert response.status_code == 303
    assert response.headers["Cache-Control"] == "no-store"
    location: str = response.location
    return location


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_every_item_is_on_the_page(
    portal: Flask, visitor: FlaskClient, name: str, lang: str
) -> None:
    answers = CASES[name]
    response = visitor.get(f"/{lang}/checklist/{token_of(portal, answers)}")
    assert response.headers["Cache-Control"] == "no-store"
    page = pages.read(response)
    expected = {due.id: due for due in items(assess_answers(answers, ON))}
    found = entries(page)
    assert set(found) == set(expected)
    for name, due in expected.items():
        if due.moment.marked:
            day = found[name].first("time").attrs["datetime"]
            assert day == due.moment.marked.isoformat()
        if due.is_over(ON):
            assert "late" in found[name].attrs["class"].split()
        assert found[name].first("p", class_="why-do").text
    # The groups in their order, and in each the days in theirs.
    groups = [h2.attrs["id"] for h2 in page.first("div", **{"data-part": "list"}).all("h2")]
    assert groups == [f"phase-{phase}" for phase in Phase if f"phase-{phase}" in groups]
    for part in page.all("ul", class_="todo"):
        days = [time.attrs["datetime"] for time in part.all("time")]
        assert days == sorted(days)
    if lang != "da":
        assert not danish.left(page, lang)
    if lang == "ar":
        assert not danish.without_arabic(page)


def test_a_tick_leads_to_a_new_address_and_can_be_taken_back(
    portal: Flask, visitor: FlaskClient
) -> None:
    first = f"/da/checklist/{token_of(portal, DEMOLITION)}"
    count = len(entries(pages.read(visitor.get(first))))
    second = press(visitor, first, do="done:keys")
    assert second.endswith("#keys")
    page = pages.read(visitor.get(second))
    assert ticked(page) == {"keys"}
    assert f"1 af {count} er gjort" in page.text
    progress = page.first("progress").attrs
    assert (progress["value"], progress["max"]) == ("1", str(count))
    third = press(visitor, second, do="open:keys")
    assert ticked(pages.read(visitor.get(third))) == set()
    # The former address still holds what it held: Back works.
    assert ticked(pages.read(visitor.get(second))) == {"keys"}


def test_what_is_next_and_what_is_late_is_seen_at_once(portal: Flask, visitor: FlaskClient) -> None:
    address = f"/da/checklist/{token_of(portal, LATE)}"
    now = pages.read(visitor.get(address)).first("div", **{"data-part": "now"})
    assert "Dagen er gået" in now.text
    assert pages.links(now)[:2] == ["#notice_objection", "#offer_objection"]
    after = press(
        visitor, press(visitor, address, do="done:notice_objection"), do="done:offer_objection"
    )
    now = pages.read(visitor.get(after)).first("div", **{"data-part": "now"})
    assert "Dagen er gået" not in now.text
    assert pages.links(now)[0] == "#moving_help"


def test_when_all_is_done(portal: Flask, visitor: FlaskClient) -> None:
    address = f"/ar/checklist/{token_of(portal, DEMOLITION)}"
    for name in entries(pages.read(visitor.get(address))):
        address = press(visitor, address, do=f"done:{name}")
    page = pages.read(visitor.get(address))
    assert words("ar").text("checklist", "page", "all_done").raw[0] in page.text
    assert not [href for href in pages.links(page) if href.endswith(".ics")]
    assert "next" not in {c for li in entries(page).values() for c in li.attrs["class"].split()}


def test_a_note_is_kept_with_the_tick_and_comes_back_as_it_was_written(
    portal: Flask, visitor: FlaskClient
) -> None:
    written = "Ring til <Ali> & «سلام»\nkl. 9"
    first = f"/en/checklist/{token_of(portal, DEMOLITION)}"
    address = press(visitor, first, do="done:keys", note=written, was="")
    page = pages.read(visitor.get(address))
    item = entries(page)["keys"]
    assert ticked(page) == {"keys"}
    note = item.first("p", class_="own-note")
    assert (note.children, note.attrs["dir"]) == ([written], "auto")
    assert item.first("textarea").children == [f"\n{written}"]
    assert item.first("input", name="was").attrs["value"] == written
    emptied = press(visitor, address, do="note:keys", note="", was=written)
    assert not list(pages.read(visitor.get(emptied)).all("p", class_="own-note"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_note_that_is_too_long_is_told_and_kept(
    portal: Flask, visitor: FlaskClient, lang: str
) -> None:
    address = f"/{lang}/checklist/{token_of(portal, DEMOLITION)}"
    typed = "lang " * 100
    page = pages.read(visitor.post(address, data={"do": "note:keys", "note": typed}), 422)
    message = words(lang).text("checklist", "errors", "note_long").raw[0]
    assert pages.errors(page) == {"note-keys": message}
    area = entries(page)["keys"].first("textarea")
    assert area.children == [f"\n{typed}"]
    assert area.attrs["aria-invalid"] == "true"
    assert "open" in entries(page)["keys"].first("details").attrs


def test_notes_that_no_address_can_hold_are_told_and_kept(
    portal: Flask, visitor: FlaskClient
) -> None:
    import random
    import string

    letters = random.Random(1)
    address = f"/da/checklist/{token_of(portal, DEMOLITION)}"
    for name in entries(pages.read(visitor.get(address))):
        note = "".join(letters.choices(string.ascii_letters, k=300))
        response = visitor.post(address, data={"do": f"note:{name}", "note": note})
        if response.status_code == 422:
            page = pages.read(response, 422)
            assert "Der er ikke plads" in pages.errors(page)[f"note-{name}"]
            assert entries(page)[name].first("textarea").children == [f"\n{note}"]
            return
        address = response.location
        assert len(address) < 4000
    raise AssertionError("an address without end")


@pytest.mark.parametrize("do", ["", "done", "done:", "done:nothing", "drop:keys", "done:<b>"])
def test_a_press_of_nothing_changes_nothing(portal: Flask, visitor: FlaskClient, do: str) -> None:
    address = f"/da/checklist/{token_of(portal, DEMOLITION)}"
    assert press(visitor, address, do=do) == address


@pytest.mark.parametrize("path", ["not-a-token", "a" * 5000, "not-a-token.ics"])
def test_a_link_that_does_not_open(visitor: FlaskClient, path: str) -> None:
    assert visitor.get(f"/da/checklist/{path}").status_code == 200
    assert visitor.post(f"/da/checklist/{path}", data={"do": "done:keys"}).status_code in (200, 405)


def test_before_the_first_answer_there_is_no_list_but_the_way_to_one(
    visitor: FlaskClient,
) -> None:
    assert visitor.get(f"/da/checklist/{EMPTY}").location == "/da/checklist/"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_that_tells_of_it(visitor: FlaskClient, lang: str) -> None:
    page = pages.read(visitor.get(f"/{lang}/checklist/"))
    assert page.first("a", class_="button").attrs["href"] == f"/{lang}/guide/"
    if lang != "da":
        assert not danish.left(page, lang)


def test_the_way_to_it_from_the_answer_and_from_the_pages(
    portal: Flask, visitor: FlaskClient
) -> None:
    token = token_of(portal, DEMOLITION)
    page = pages.read(visitor.get(f"/da/guide/{token}/result"))
    assert f"/da/checklist/{token}" in pages.links(page)
    topic = pages.read(visitor.get("/da/topics/utilities-and-insurance"))
    assert "/da/checklist/" in pages.links(topic)


def test_the_danish_beside(portal: Flask, visitor: FlaskClient) -> None:
    token = token_of(portal, DEMOLITION)
    page = pages.read(visitor.get(f"/ar/checklist/{token}?beside=da"))
    item = entries(page)["keys"]
    beside = item.first("div", class_="danish")
    assert beside.attrs["lang"] == "da"
    assert "Aflever nøglerne til boligen" in beside.text
    action = item.first("form").attrs["action"]
    assert press(visitor, action, do="done:keys").endswith("?beside=da#keys")
    alone = pages.read(visitor.get(f"/da/checklist/{token}?beside=da"))
    assert not list(alone.all("div", class_="danish"))


def test_where_the_items_lead(portal: Flask, visitor: FlaskClient) -> None:
    page = pages.read(visitor.get(f"/da/checklist/{token_of(portal, DEMOLITION)}"))
    letter = entries(page)["notice_objection"].first("a", class_="to-letter").attrs["href"]
    opened = pages.read(visitor.get(letter))
    assert "1. november 2026" in opened.text, "with the answers filled in"
    for href in pages.links(page):
        if href.startswith("/"):
            assert visitor.get(href).status_code == 200, href


def test_the_calendar_has_the_days_that_are_left(portal: Flask, visitor: FlaskClient) -> None:
    token = token_of(portal, DEMOLITION)
    page = pages.read(visitor.get(f"/da/checklist/{token}"))
    (href,) = [href for href in pages.links(page) if href.endswith(".ics")]
    before = events(visitor.get(href))
    dated = [due for due in items(assess_answers(DEMOLITION, ON)) if due.moment.marked]
    assert len(before) == len(dated)
    # A deadline is the same entry as in the calendar of the course.
    course = events(visitor.get(f"/da/course/{token}.ics"))
    shared = set(before) & set(course)
    assert {before[uid].dtstart.value for uid in shared} == {
        due.moment.marked for due in dated if due.stage
    }
    after = press(visitor, f"/da/checklist/{token}", do="done:offer_objection")
    left = events(visitor.get(after.replace("#offer_objection", ".ics")))
    assert set(left) < set(before)
    assert len(left) == len(before) - 1


def test_without_a_day_there_is_no_calendar(portal: Flask, visitor: FlaskClient) -> None:
    token = token_of(portal, CASES["temporary"])
    assert not [
        href
        for href in pages.links(pages.read(visitor.get(f"/da/checklist/{token}")))
        if ".ics" in href
    ]
    response = visitor.get(f"/da/checklist/{token}.ics")
    assert (response.status_code, response.location) == (303, f"/da/checklist/{token}")


def test_nothing_of_the_household_is_in_the_calendar(portal: Flask, visitor: FlaskClient) -> None:
    first = f"/da/checklist/{token_of(portal, DEMOLITION)}"
    noted = press(visitor, first, do="note:keys", note="Hos Ali")
    raw = visitor.get(noted.replace("#keys", ".ics")).get_data(as_text=True)
    assert "Ali" not in raw.replace("\r\n ", "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_item_has_words_and_leads_somewhere(lang: str) -> None:
    found = words(lang)
    assert set(found.branch("checklist", "items")) == set(ITEM_IDS) == set(ONWARD)
    assert set(found.branch("checklist", "phases")) == set(Phase)
    assert set(found.branch("checklist", "who")) == set(Doer)
    for name, onward in ONWARD.items():
        parts = set(found.branch("checklist", "items", name))
        assert {"title", "why"} <= parts
        for part in parts - {"title", "why"}:
            law = Law(part.removeprefix("why_"))
            assert name in {item.id for item in PLANS[law]}, (name, part)
        assert onward.topic in topics(lang)
        assert onward.letter is None or onward.letter in BY_ID


def test_what_an_item_is_before_or_after_has_words() -> None:
    for plan in PLANS.values():
        for item in plan:
            if item.by and item.by.side != "on":
                assert item.by.stage in STAGE_IDS
                stages = {item.by.stage} | ({"moving"} if item.by.stage == "leave" else set())
                for stage in stages:
                    path = ("course", "stages", stage, item.by.side)
                    assert words("da").has(*path), path


def test_acts_are_acts() -> None:
    """What is ticked off is something to do: the titles end without a stop, and are short."""
    for lang in LANGUAGES:
        for name in ITEM_IDS:
            title = words(lang).text("checklist", "items", name, "title").raw[0]
            assert not re.search(r"[.!]$", title), (lang, name)
            assert len(title) <= 90, (lang, name)


def test_a_case_that_is_nearly_over(portal: Flask, visitor: FlaskClient) -> None:
    page = pages.read(visitor.get(f"/da/checklist/{token_of(portal, MOVED)}"))
    assert "meters" not in entries(page)
    assert {"cpr", "receipts"} <= set(entries(page))
