"""The course of a case as a page, and as a calendar that another library and the RFC agree with."""

import re
import warnings
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.i18n import LANGUAGES
from portal.tokens import EMPTY, AnswerTokens
from portal.words import words
from rules.approximate import Month, assess_answers
from rules.course import CONTRADICTION_IDS, STAGE_IDS, State, course
from rules.course.build import PLANS
from rules.facts import HomeKind, Landlord, Reason, SelfFound, Tenure
from rules.outcomes import Law
from tests.browser.states import DEMOLITION, RESULTS
from tests.portal import danish, pages
from tests.rules.households import ON

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what it does while it is imported is its own business
    import vobject

Answers = Mapping[str, Any]

ALMEN: Answers = {
    "reason": Reason.RENOVATION,
    "tenure": Tenure.TENANT,
    "renewal_decision": False,
    "landlord": Landlord.ALMEN,
    "months_away": 8,
    "fixed_term": False,
    "agreed_kind": HomeKind.TEMPORARY,
    "notice_received": Month(2026, 11),
    "notice_leave_by": date(2027, 9, 1),
}
MOVED: Answers = {
    **DEMOLITION,
    "assigned": date(2024, 1, 8),
    "moved_in": date(2024, 2, 1),
    "self_found": SelfFound.NO,
}
TANGLED: Answers = {**DEMOLITION, "notice_leave_by": date(2026, 10, 1)}
CASES = {**RESULTS, "almen": ALMEN, "moved": MOVED, "tangled": TANGLED}
WITHOUT_DAYS = (
    "temporary",
    "permanent",
    "on-demand",
    "condemned",
    "unknown",
    "no-reason",
    "if-decided",
    "andel",
)


def tokens(portal: Flask) -> AnswerTokens:
    found: AnswerTokens = portal.extensions["answer_tokens"]
    return found


def fetch(visitor: FlaskClient, token: str, lang: str = "da") -> TestResponse:
    response = visitor.get(f"/{lang}/course/{token}.ics")
    assert response.status_code == 200
    return response


def events(response: TestResponse) -> dict[str, Any]:
    """The entries of a calendar as another library reads them, by their UID."""
    calendar = vobject.readOne(response.get_data(as_text=True))
    found = {event.uid.value: event for event in calendar.vevent_list}
    assert len(found) == len(calendar.vevent_list), "each UID once"
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_the_page(portal: Flask, visitor: FlaskClient, name: str, lang: str) -> None:
    answers = CASES[name]
    response = visitor.get(f"/{lang}/course/{tokens(portal).write(answers)}")
    assert response.headers["Cache-Control"] == "no-store"
    page = pages.read(response)
    months = frozenset(k for k, v in answers.items() if isinstance(v, Month))
    expected = course(assess_answers(answers, ON), months)
    lines = [
        li for ol in page.all("ol", class_="course") for li in ol.all("li") if "id" in li.attrs
    ]
    assert [line.attrs["id"] for line in lines] == [s.id for s in expected.stages if not s.step]
    for line in lines:
        stage = expected.stage(line.attrs["id"])
        assert stage
        assert stage.state in line.attrs["class"].split()
        assert ("past" in line.attrs["class"].split()) is (stage.state in (State.DONE, State.OVER))
        assert ("soft" in line.attrs["class"].split()) is (stage.certainty != "law")
        assert next(line.all("ul", class_="sources")).text
        if stage.moment.marked:
            assert next(line.all("time")).attrs["datetime"] == stage.moment.marked.isoformat()
    has_file = any(href.endswith(".ics") for href in pages.links(page))
    assert has_file is bool(expected.dated)
    if lang != "da":
        assert not danish.left(page, lang)
    if lang == "ar":
        assert not danish.without_arabic(page)


def test_the_steps_of_the_support_stand_in_one_place(portal: Flask, visitor: FlaskClient) -> None:
    page = pages.read(visitor.get(f"/da/course/{tokens(portal).write(MOVED)}"))
    steps = next(page.all("ul", class_="steps-of-support"))
    days = [time.attrs["datetime"] for time in steps.all("time")]
    assert days == [f"{2024 + n}-02-01" for n in range(1, 11)]


def test_a_month_is_shown_as_a_month(portal: Flask, visitor: FlaskClient) -> None:
    page = pages.read(visitor.get(f"/da/course/{tokens(portal).write(ALMEN)}"))
    assert page.first("li", id="notice").first("time").text == "november 2026"
    # Counted from the first day of it, the careful one.
    objection = page.first("li", id="notice_objection").first("time").text
    assert objection == "cirka: senest 13. december 2026"


def test_what_contradicts_is_named_and_can_be_put_right(
    portal: Flask, visitor: FlaskClient
) -> None:
    page = pages.read(visitor.get(f"/da/course/{tokens(portal).write(TANGLED)}"))
    clashes = next(page.all("ul", class_="clashes"))
    assert (
        "1. oktober 2026, men du har svaret, at du først fik den 1. november 2026" in clashes.text
    )
    for href in pages.links(clashes):
        assert visitor.get(href).status_code == 200
    assert len(pages.links(clashes)) == 4


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [n for n in CASES if n in WITHOUT_DAYS])
def test_without_any_day_there_is_no_file_but_a_page_that_tells_which_to_find_out(
    portal: Flask, visitor: FlaskClient, name: str, lang: str
) -> None:
    token = tokens(portal).write(CASES[name])
    response = visitor.get(f"/{lang}/course/{token}.ics")
    assert response.status_code == 303
    assert response.location == f"/{lang}/course/{token}#calendar"
    page = pages.read(visitor.get(response.location))
    part = page.first("section", id="calendar")
    title = words(lang).text("course", "page", "no_dates_title").raw[0]
    assert part.first("h2").text == title
    for href in pages.links(part):
        assert visitor.get(href).status_code == 200
    if name in ("permanent", "condemned"):
        assert pages.links(part)


def test_before_the_first_answer(visitor: FlaskClient) -> None:
    assert visitor.get(f"/da/course/{EMPTY}.ics").status_code == 303
    page = pages.read(visitor.get(f"/da/course/{EMPTY}"))
    assert "Vi ved ikke nok endnu" in page.text


@pytest.mark.parametrize("path", ["not-a-token", "not-a-token.ics", "a" * 5000, "æ.ics", ".ics"])
def test_a_link_that_does_not_open(visitor: FlaskClient, path: str) -> None:
    response = visitor.get(f"/da/course/{path}")
    assert response.status_code in (200, 404)
    assert "text/html" in response.headers["Content-Type"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [n for n in CASES if n not in WITHOUT_DAYS])
def test_the_file_holds_every_day(
    portal: Flask, visitor: FlaskClient, name: str, lang: str
) -> None:
    answers = CASES[name]
    dated = course(assess_answers(answers, ON)).dated
    response = fetch(visitor, tokens(portal).write(answers), lang)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == "attachment; filename=genhusning.ics"
    found = list(events(response).values())
    assert len(found) == len(dated)
    for event, stage in zip(found, dated, strict=True):
        assert event.dtstart.value == stage.moment.marked
        assert event.dtend.value == event.dtstart.value + timedelta(days=1)
        assert event.dtstart.params["VALUE"] == ["DATE"]
        assert event.summary.params["LANGUAGE"] == [lang]
        assert event.summary.value
        assert "{" not in event.summary.value + event.description.value
        assert "…" not in event.summary.value + event.description.value
        alarms = [alarm.trigger.value for alarm in event.contents.get("valarm", ())]
        real = stage.must_act and event.dtstart.value >= ON
        # At nine in the morning, seven days before and the day before.
        times = [timedelta(days=-7, hours=9), timedelta(days=-1, hours=9)]
        assert alarms == (times if real else [])
        if lang == "ar":
            assert re.search("[\u0600-\u06ff]", event.summary.value)


def test_the_file_keeps_to_the_format(portal: Flask, visitor: FlaskClient) -> None:
    raw = fetch(visitor, tokens(portal).write(MOVED), "ar").data
    assert raw.endswith(b"END:VCALENDAR\r\n")
    lines = raw.split(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no letter is cut in two
    head = lines[: lines.index(b"BEGIN:VEVENT")]
    assert {b"VERSION:2.0", b"CALSCALE:GREGORIAN", b"METHOD:PUBLISH"} <= set(head)
    assert b"VTIMEZONE" not in raw
    assert re.search(rb"\r\nDTSTAMP:2026\d{4}T\d{6}Z\r\n", raw)


def test_a_file_fetched_again_puts_the_same_entries_right(
    portal: Flask, visitor: FlaskClient
) -> None:
    """The day of the notice is corrected in the guide, and the calendar fetched once more."""
    token = tokens(portal).write(DEMOLITION)
    before = events(fetch(visitor, token))
    corrected = visitor.post(
        f"/da/guide/{token}/notice/notice_received",
        data={
            "notice_received_day": "8",
            "notice_received_month": "11",
            "notice_received_year": "2026",
        },
    )
    assert corrected.status_code == 303
    new = re.findall(r"/guide/([^/]+)/", corrected.location)[0]
    assert new != token
    with time_machine.travel(f"{ON + timedelta(days=1)}T08:00:00+01:00", tick=False):
        after = events(fetch(visitor, new))
    assert set(after) == set(before)
    moved = {uid for uid in after if after[uid].dtstart.value != before[uid].dtstart.value}
    assert len(moved) == 2, "the notice and the objection"
    for uid, event in after.items():
        assert int(event.sequence.value) > int(before[uid].sequence.value)
        assert event.dtstamp.value > before[uid].dtstamp.value


def test_the_same_link_and_another_language_give_the_same_entries(
    portal: Flask, visitor: FlaskClient
) -> None:
    token = tokens(portal).write(DEMOLITION)
    seen = [set(events(fetch(visitor, token, lang))) for lang in (*LANGUAGES, "da")]
    assert all(each == seen[0] for each in seen)


def test_two_households_with_the_same_answers_share_no_entry(
    portal: Flask, visitor: FlaskClient
) -> None:
    """One helper may have the calendars of many families."""
    first, second = (events(fetch(visitor, tokens(portal).write(DEMOLITION))) for _ in range(2))
    assert set(first).isdisjoint(second)


def test_a_link_from_before_cases_were_told_apart(portal: Flask, visitor: FlaskClient) -> None:
    written = tokens(portal)
    sealed = written.unseal(written.write(DEMOLITION))
    old = written.seal(sealed[1:])
    assert written.read(old) == DEMOLITION
    assert written.case_of(old) is None
    assert set(events(fetch(visitor, old))) == set(events(fetch(visitor, old)))


def test_nothing_personal_is_in_the_file(portal: Flask, visitor: FlaskClient) -> None:
    token = tokens(portal).write(DEMOLITION)
    raw = fetch(visitor, token).get_data(as_text=True).replace("\r\n ", "")
    case = tokens(portal).case_of(token)
    assert case
    for told in (token, case, "4385", "4.385", "6912", "6.912", "http", "ORGANIZER", "ATTENDEE"):
        assert told not in raw


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_stage_and_contradiction_has_its_words(lang: str) -> None:
    found = words(lang)
    named = {stage for stage in STAGE_IDS if not re.fullmatch(r"support_\d+", stage)}
    assert set(found.branch("course", "stages")) == named | {"support_step"}
    assert set(found.branch("course", "contradictions")) == set(CONTRADICTION_IDS)
    for plans in PLANS.values():
        for plan in plans:
            name = "support_step" if plan.step else plan.id
            assert {"title", "text"} <= set(found.branch("course", "stages", name))
    suffixes = {*Law, Reason.FIRE, "done", "last"}
    for name, branch in found.branch("course", "stages").items():
        for part in branch:
            kind, _, variant = part.partition("_")
            assert kind in ("title", "text", "before", "after"), (name, part)
            assert not variant or variant in suffixes, (name, part)


@pytest.mark.parametrize("name", CASES)
def test_neighbours_have_words(name: str) -> None:
    for stage in course(assess_answers(CASES[name], ON)).stages:
        for side, other in (("before", stage.moment.before), ("after", stage.moment.after)):
            assert other is None or words("da").has("course", "stages", other, side), (other, side)


BURNT: Answers = {
    "reason": Reason.FIRE,
    "tenure": Tenure.TENANT,
    "landlord": Landlord.ALMEN,
    "home_destroyed": True,
    "fixed_term": False,
}


def test_after_a_fire_the_municipality_offers_and_nobody_gives_notice(
    portal: Flask, visitor: FlaskClient
) -> None:
    token = portal.extensions["answer_tokens"].write(BURNT)
    page = pages.read(visitor.get(f"/da/course/{token}"))
    assert "kommunen, der skal anvise" in page.first("li", id="offer").text
    assert "opsig" not in page.first("ol", class_="course").text.lower()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_settled_answer_without_stages_asks_for_nothing_more(
    portal: Flask, visitor: FlaskClient, lang: str
) -> None:
    for answers, word in (
        ({**BURNT, "landlord": Landlord.PRIVATE}, "empty_settled"),
        ({"reason": None}, "empty"),
    ):
        token = portal.extensions["answer_tokens"].write(answers)
        page = pages.read(visitor.get(f"/{lang}/course/{token}"))
        assert (
            page.first("p", class_="lead").text == words(lang).text("course", "page", word).raw[0]
        )
