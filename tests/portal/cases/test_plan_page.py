"""The page of a plan: what stands on it, marking tasks, the line of time, and the calendar file."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar
from sqlmodel import select

from portal.cases.tables import Case, Kind, TaskDone
from portal.clock import today
from portal.staff.actions import Action
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import LogEntry
from rules import dates
from tests.portal import pages
from tests.portal.cases.factory import make_case, make_household, make_households
from tests.portal.staff.conftest import People
from tests.portal.staff.worker import Worker


def marks() -> dict[str, TaskDone]:
    with unscoped() as session:
        return {row.task: row for row in session.exec(select(TaskDone)).all()}


def ahead(**columns: Any) -> dict[str, Any]:
    """Key dates of a case that lie ahead, whatever day it is."""
    start = dates.plus_months(today().replace(day=1), 18)
    return {"works_start": start, "empty_by": dates.minus_months(start, 1), **columns}


def row_of(page: pages.Element, task: str) -> pages.Element:
    return page.first("tr", id=task)


def events(worker: Worker, case: Case) -> dict[str, Any]:
    answer = worker.try_to_open(f"/cases/{case.id}/plan.ics")
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Cache-Control"] == "no-store"
    return {str(e["uid"]): e for e in Calendar.from_ical(answer.data).walk("VEVENT")}


@pytest.fixture
def caseworker(office: Flask, people: People) -> Worker:
    return Worker(office).sign_in(Role.CASEWORKER)


@pytest.fixture
def quick(sqlite_office: Flask, sqlite_people: People) -> Worker:
    """The same on SQLite only."""
    return Worker(sqlite_office).sign_in(Role.CASEWORKER)


def test_a_task_is_marked_and_taken_back(caseworker: Worker, people: People) -> None:
    case = make_case(people.our_organisation)
    path = f"/cases/{case.id}/plan"
    caseworker.open(path)
    answer = caseworker.send(f"{path}/talks", do="done")
    assert answer.location is not None
    assert answer.location.endswith("/plan#talks")
    page = caseworker.open(path)
    assert row_of(page, "talks").first("button").attrs["value"] == "open"
    assert row_of(page, "talks").attrs["class"] == "done"
    assert marks()["talks"].done == today()
    caseworker.send(f"{path}/talks", do="done")  # sent twice
    caseworker.send(f"{path}/talks", do="open")
    assert marks() == {}
    with unscoped() as session:
        noted = session.exec(select(LogEntry).where(LogEntry.action == Action.TASK_MARKED)).all()
    assert {(row.object_kind, row.object_id) for row in noted} == {("office_case", case.id)}
    assert len(noted) == 3


def test_a_task_gets_a_day_of_its_own(caseworker: Worker, people: People) -> None:
    case = make_case(people.our_organisation, **ahead())
    path, day = f"/cases/{case.id}/plan", today() + timedelta(40)
    caseworker.open(path)
    caseworker.send(f"{path}/talks", do="day", day=f"{day.day}/{day.month} {day.year}")
    caseworker.send(f"{path}/talks", do="done")
    assert (marks()["talks"].day, marks()["talks"].done) == (day, today())
    row = row_of(caseworker.open(path), "talks")
    assert "jeres egen dag" in row.text
    assert row.first("time").attrs["datetime"] == day.isoformat()
    assert row.first("input", name="day").attrs["value"] == f"{day.day}.{day.month}.{day.year}"
    caseworker.send(f"{path}/talks", do="day", day="")
    assert marks()["talks"].day is None
    assert "jeres egen dag" not in row_of(caseworker.open(path), "talks").text


@pytest.mark.parametrize("day", ["snart", "31.2.2027", "marts 2027", "1.1.2099", "1.1.1900"])
def test_a_day_that_is_none(quick: Worker, sqlite_people: People, day: str) -> None:
    case = make_case(sqlite_people.our_organisation)
    quick.open(f"/cases/{case.id}/plan")
    quick.send(f"/cases/{case.id}/plan/talks", 422, do="day", day=day)
    assert set(pages.errors(quick.page)) == {"day-talks"}
    field = quick.page.first("input", id="day-talks")
    assert (field.attrs["value"], field.attrs["aria-invalid"]) == (day, "true")
    assert marks() == {}


@pytest.mark.parametrize(("task", "act"), [("nothing", "done"), ("talks", "x"), ("talks", "")])
def test_what_no_page_offers_is_not_found(
    quick: Worker, sqlite_people: People, task: str, act: str
) -> None:
    case = make_case(sqlite_people.our_organisation)
    quick.open(f"/cases/{case.id}/plan")
    assert quick.try_to_send(f"/cases/{case.id}/plan/{task}", do=act).status_code == 404
    assert marks() == {}


def test_two_who_mark_the_same_task_at_once(
    caseworker: Worker, office: Flask, people: People
) -> None:
    case = make_case(people.our_organisation)
    path = f"/cases/{case.id}/plan"
    workers = [caseworker, *(Worker(office).sign_in(role) for role in (Role.ADMINISTRATOR,) * 3)]
    for worker in workers:
        worker.open(path)
    with ThreadPoolExecutor(len(workers)) as pool:
        sent = [pool.submit(w.try_to_send, f"{path}/talks", do="done") for w in workers]
        assert {each.result().status_code for each in sent} == {303}
    assert marks()["talks"].done == today()


def test_a_reader_sees_the_plan_and_marks_nothing(
    sqlite_office: Flask, sqlite_people: People
) -> None:
    case = make_case(sqlite_people.our_organisation)
    reader = Worker(sqlite_office).sign_in(Role.READER)
    page = reader.open(f"/cases/{case.id}/plan")
    assert row_of(page, "talks")
    assert not list(page.all("form", class_="mark-task"))
    assert reader.try_to_send(f"/cases/{case.id}/plan/talks", do="done").status_code == 403
    assert events(reader, case)


def test_the_phases_say_what_a_task_rests_on(quick: Worker, sqlite_people: People) -> None:
    case = make_case(sqlite_people.our_organisation, **ahead())
    page = quick.open(f"/cases/{case.id}/plan")
    headings = [h.text for h in page.all("h2")]
    order = ["Forberedelse", "Planlægning", "Gennemførelse"]
    assert [h for h in headings if h in order] == order
    talks, court = row_of(page, "talks"), row_of(page, "court")
    assert "vejledning" in talks.text
    assert "12 måneder før byggestart" in talks.text
    assert "AlmenNets vejledning" in talks.text
    assert "6 uger + 6 uger efter opsigelsen" in court.text
    assert "almenlejeloven, § 89, stk. 2" in court.text
    assert "24" in row_of(page, "open_case").text
    with_english = Worker(quick.client.application, "en")
    with_english.client = quick.client
    english = with_english.open(f"/cases/{case.id}/plan")
    assert "12 months before the start of works" in row_of(english, "talks").text


def test_a_notice_that_is_too_late_is_told(quick: Worker, sqlite_people: People) -> None:
    days = ahead()
    case = make_case(sqlite_people.our_organisation, **days, notice=days["empty_by"])
    row = row_of(quick.open(f"/cases/{case.id}/plan"), "notice")
    assert "Loven: senest" in row.first("p", class_="error").text


def test_a_day_later_than_the_law_counts_is_not_told_as_advice(
    quick: Worker, sqlite_people: People
) -> None:
    days = ahead()
    case = make_case(sqlite_people.our_organisation, **days)
    path, late = f"/cases/{case.id}/plan", days["works_start"] - timedelta(3)
    quick.open(path)
    for task in ("works_warning", "talks"):
        quick.send(f"{path}/{task}", do="day", day=f"{late.day}.{late.month}.{late.year}")
    page = quick.open(path)
    told = {t: row_of(page, t).first("p", class_="unsure").text for t in ("works_warning", "talks")}
    assert "regnet efter loven" in told["works_warning"]
    assert "anbefalet" in told["talks"]


def test_the_line_of_time_has_the_tables_beside_it(quick: Worker, sqlite_people: People) -> None:
    case = make_case(sqlite_people.our_organisation, **ahead())
    page = quick.open(f"/cases/{case.id}/plan")
    figure = page.first("figure", class_="timeplan")
    assert figure.first("svg").attrs["aria-hidden"] == "true"
    titles = {each.text for each in figure.all("title")}
    rows = {row.attrs["id"]: row for row in page.all("tr") if row.attrs.get("id")}
    assert titles <= {row.first("th").text.partition(" Mere om")[0] for row in rows.values()}
    assert "style" not in {name for each in page.all() for name in each.attrs}
    legend = figure.first("ul", class_="legend").text
    assert "A Boligerne skal være tomme" in legend
    empty = make_case(sqlite_people.our_organisation, empty_by=None, works_start=None)
    page = quick.open(f"/cases/{empty.id}/plan")
    assert not list(page.all("figure"))
    assert "Arbejdet begynder" in page.first("div", class_="notice").text


def test_the_need_for_homes(office: Flask, caseworker: Worker, people: People) -> None:
    case = make_case(people.our_organisation, reserve=50)
    path = f"/cases/{case.id}/plan"
    assert "ingen husstande" in caseworker.open(path).first("section", class_="need").text
    make_households(case, [str(n) for n in range(7)])
    make_household(case, "p", kind=Kind.PERMANENT)
    make_household(case, "gone", removed=case.created)
    need = caseworker.open(path).first("section", class_="need").text
    assert "12 boliger" in need
    assert "8 (7 midlertidig, 1 permanent)" in need
    assert "10–12" in need
    assert "uden for det, AlmenNet anbefaler" in need


def test_the_calendar_knows_its_entries_again(quick: Worker, sqlite_people: People) -> None:
    case = make_case(sqlite_people.our_organisation, **ahead(works_end=today() + timedelta(900)))
    path = f"/cases/{case.id}/plan"
    before = events(quick, case)
    quick.open(path)
    day = today() + timedelta(33)
    quick.send(f"{path}/talks", do="day", day=f"{day.day}.{day.month}.{day.year}")
    quick.send(f"{path}/open_case", do="done")
    after = events(quick, case)
    assert set(after) == set(before)
    changed = {u for u in after if after[u]["dtstart"].dt != before[u]["dtstart"].dt}
    assert [after[u]["dtstart"].dt for u in changed] == [day]
    assert any(str(e["summary"]).startswith("Gjort: Opret") for e in after.values())
    assert {e["dtstart"].dt for e in after.values()} >= {case.works_end, case.works_start}
    other = make_case(sqlite_people.our_organisation, **ahead())
    assert not set(events(quick, other)) & set(after)


def test_the_calendar_reminds_of_what_is_to_come_only(quick: Worker, sqlite_people: People) -> None:
    case = make_case(sqlite_people.our_organisation, **ahead())
    for event in events(quick, case).values():
        tells = bool(event.walk("VALARM"))
        of_a_task = "description" in event
        assert tells == (of_a_task and event["dtstart"].dt >= today())
        assert event["dtend"].dt - event["dtstart"].dt == timedelta(1)
        assert case.name in event["summary"]


def test_a_date_long_ago_is_no_error(quick: Worker, sqlite_people: People) -> None:
    case = make_case(
        sqlite_people.our_organisation, empty_by=date(2001, 1, 1), works_start=date(2000, 1, 1)
    )
    assert "dagen er gået" in row_of(quick.open(f"/cases/{case.id}/plan"), "notice").text
