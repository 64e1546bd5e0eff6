"""Items taken out of the list of a case, put back, and deleted."""

from datetime import date

from flask import Flask
from sqlmodel import select

from portal.cases.items_shown import rule_of
from portal.cases.own import OwnItems
from portal.cases.tables import Case, Change, Household, Tick
from portal.staff.actions import Action
from portal.staff.scope import unscoped
from tests.portal import pages
from tests.portal.cases.factory import make_case
from tests.portal.cases.items_page import (
    add,
    case,
    done,
    edit,
    entry,
    own,
    path,
    planned,
    row_of,
    sqlite_case,
)
from tests.portal.staff.conftest import People
from tests.portal.staff.worker import Worker

__all__ = ["case", "sqlite_case"]


def test_before_it_is_removed_the_page_says_what_it_rests_on(worker: Worker, case: Case) -> None:
    page = worker.open(path(case, "/moving_help"))
    assert "gælder stadig" in page.text
    assert "almenlejeloven" in page.text
    worker.send(path(case, "/moving_help"), 422, do="remove", version="")
    assert set(pages.errors(worker.page)) == {"sure"}
    assert row_of(case, "moving_help") is None

    sent = worker.send(path(case, "/moving_help"), do="remove", sure="1", version="")
    page = worker.follow(sent)
    assert own(case).removed == {"moving_help"}
    assert "moving_help" not in planned(case)
    removed = page.first("tbody", id="removed")
    assert "fjernet" in entry(removed, "moving_help")

    version = worker.hidden("version")
    worker.follow(worker.send(path(case, "/moving_help/restore"), version=version))
    assert own(case) == OwnItems()
    assert "moving_help" in planned(case)
    assert done(Action.ITEM_REMOVED) == done(Action.ITEM_RESTORED) == 1


def test_a_time_limit_is_named_as_one(sqlite_office: Flask, sqlite_people: People) -> None:
    case = make_case(sqlite_people.our_organisation, notice=date(2026, 11, 20))
    worker = Worker(sqlite_office).sign_in()
    said = {
        item: "Punktet er en frist" in worker.open(path(case, f"/{item}")).text
        for item in ("empty", "fridge")
    }
    assert said == {
        "empty": bool(rule_of(case, "empty", [], date(2026, 11, 21)).must_act),
        "fridge": False,
    }


def test_own_words_survive_being_removed(sqlite_worker: Worker, sqlite_case: Case) -> None:
    edit(sqlite_worker, sqlite_case, "fridge", title_da="Tøm fryseren")
    edit(sqlite_worker, sqlite_case, "fridge", do="remove", sure="1")
    row = row_of(sqlite_case, "fridge")
    assert row is not None
    assert row.change is Change.REMOVED
    sqlite_worker.open(path(sqlite_case, "/fridge"))
    sqlite_worker.send(path(sqlite_case, "/fridge/restore"), version=str(row.version))
    assert own(sqlite_case).reworded["fridge"]["da"]["title"] == "Tøm fryseren"


def test_an_own_item_is_removed_put_back_and_deleted_with_its_ticks(
    worker: Worker, case: Case
) -> None:
    item = add(worker, case)
    with unscoped() as session:
        household = session.exec(select(Household)).first()
        assert household is not None
        tick = Tick(household_id=household.id or 0, item=item, organisation_id=case.organisation_id)
        session.add(tick)
        session.commit()
    worker.open(path(case, f"/{item}"))
    assert worker.try_to_send(path(case, f"/{item}"), do="delete", version="0").status_code == 404
    worker.follow(worker.send(path(case, f"/{item}"), do="remove", version="0"))
    assert item not in planned(case)
    assert "Hent flyttekasser" in entry(worker.page, item)
    worker.follow(worker.send(path(case, f"/{item}/restore"), version=worker.hidden("version")))
    (added,) = own(case).added
    assert added.day == date(2027, 2, 20)

    worker.open(path(case, f"/{item}"))
    worker.follow(worker.send(path(case, f"/{item}"), do="remove", version="2"))
    worker.open(path(case, f"/{item}"))
    worker.follow(worker.send(path(case, f"/{item}"), do="delete", version="3"))
    assert row_of(case, item) is None
    with unscoped() as session:
        assert session.exec(select(Tick)).all() == []
    worker.open(path(case, f"/{item}"), status=404)
    assert done(Action.ITEM_DELETED) == 1
