"""A case at a glance: its figures, and that they cost the same for few households and many."""

from datetime import date, timedelta

import time_machine
from flask import Flask, current_app
from sqlalchemy import event
from sqlmodel import select

from portal.cases.overview import overview
from portal.cases.tables import Case, Change, Household, OwnItem, Tick
from portal.clock import today
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.times import now
from tests.portal.cases.factory import (
    make_case,
    make_household,
    make_households,
    make_link,
    scope_of,
)
from tests.portal.staff.conftest import People
from tests.portal.staff.worker import Worker

#: the day by which the homes must be empty, and the day after
EMPTY = date(2027, 3, 1)
LATER = date(2027, 3, 2)


def tick(household: Household, *items: str, done: bool = True) -> None:
    with unscoped() as session:
        for item in items:
            session.add(
                Tick(
                    household_id=household.id,
                    organisation_id=household.organisation_id,
                    item=item,
                    done=done,
                )
            )
        session.commit()


def set_on(household: Household, **columns: object) -> None:
    with unscoped() as session:
        row = session.get_one(Household, household.id)
        for name, value in columns.items():
            setattr(row, name, value)
        session.commit()


def test_the_figures(case: Case, people: People) -> None:
    one, two, three = make_households(case, ["1", "2", "10"])
    gone = make_household(case, "4")
    make_link(one)
    make_link(one)
    make_link(two, days=-1)
    set_on(one, opened=now())
    set_on(three, call_asked=now(), call_note="efter kl. 16")
    set_on(gone, removed=now(), call_asked=now())
    tick(gone, "keys")
    tick(one, "empty", "keys", "never-was")
    tick(two, "keys", done=False)
    scope = scope_of(people.ours[Role.READER])
    with scope.session:
        shown = overview(scope, scope.get(Case, case.id or 0), LATER, now())
    assert (shown.households, shown.linked, shown.opened) == (3, 1, 1)
    assert [(call.label, call.note) for call in shown.calls] == [("10", "efter kl. 16")]
    items = {item.item: item for item in shown.items}
    assert (items["keys"].lists, items["keys"].done) == (3, 1)
    assert (items["empty"].lists, items["empty"].done, items["empty"].late) == (3, 1, 2)
    assert "never-was" not in items
    late = {row.label: row.late for row in shown.late}
    assert late["2"] == late["10"] > late["1"]
    assert [row.label for row in shown.late] == ["2", "10", "1"]


def test_nothing_is_overdue_on_its_own_day(case: Case, people: People) -> None:
    make_household(case)
    scope = scope_of(people.ours[Role.READER])
    with scope.session:
        shown = overview(scope, scope.get(Case, case.id or 0), EMPTY, now())
    assert {item.item: item.late for item in shown.items}["empty"] == 0


def test_own_items_are_named(case: Case, people: People) -> None:
    with unscoped() as session:
        session.add(
            OwnItem(
                organisation_id=case.organisation_id,
                case_id=case.id,
                item="own-1",
                change=Change.ADDED,
                phase="before",
                texts={"da": {"title": "Hent kasser"}},
            )
        )
        session.commit()
    make_household(case)
    scope = scope_of(people.ours[Role.READER])
    with scope.session:
        shown = overview(scope, scope.get(Case, case.id or 0), EMPTY, now())
    assert "Hent kasser" in [item.title for item in shown.items]


def questions(case: Case, people: People) -> int:
    """How often the database is asked for the page."""
    worker = Worker(current_app._get_current_object())  # type: ignore[attr-defined]
    worker.sign_in(Role.READER)
    asked = []
    engine = current_app.extensions["engine"]

    def count(*_: object) -> None:
        asked.append(1)

    worker.open(f"/cases/{case.id}")
    event.listen(engine, "before_cursor_execute", count)
    worker.open(f"/cases/{case.id}")
    event.remove(engine, "before_cursor_execute", count)
    return len(asked)


def test_more_households_are_not_more_questions_to_the_database(case: Case, people: People) -> None:
    make_households(case, ["1", "2"])
    few = questions(case, people)
    more = make_households(case, [f"3-{number}" for number in range(60)], children=True)
    for household in more[:40]:
        tick(household, "keys")
    assert questions(case, people) == few


def test_a_new_day_works_the_lists_out_anew(sqlite_office: Flask, sqlite_people: People) -> None:
    case = make_case(sqlite_people.our_organisation)
    make_household(case)
    with time_machine.travel(now() + timedelta(days=1), tick=True):
        worker = Worker(sqlite_office)
        worker.sign_in(Role.READER)
        worker.open(f"/cases/{case.id}")
    with unscoped() as session:
        planned = session.exec(select(Case.planned_on).where(Case.id == case.id)).one()
    assert planned == today() + timedelta(days=1)


def test_the_export_names_nobody(case: Case, people: People) -> None:
    household = make_household(case, "Familien Hansen")
    set_on(household, call_asked=now(), call_note="12345678")
    worker = Worker(current_app._get_current_object())  # type: ignore[attr-defined]
    worker.sign_in(Role.READER)
    for kind in ("csv", "xlsx"):
        made = worker.try_to_open(f"/cases/{case.id}/overview.{kind}")
        assert made.status_code == 200
    csv = worker.try_to_open(f"/cases/{case.id}/overview.csv").data.decode("utf-8-sig")
    assert '"Beder om at blive ringet op";"1"' in csv
    assert "Hansen" not in csv
    assert "12345678" not in csv
    assert worker.try_to_open(f"/cases/{case.id}/overview.pdf").status_code == 404
