"""The links of one household, as the office makes and closes them."""

import re
from datetime import timedelta

import pytest
from flask import current_app
from sqlmodel import select

from portal.cases import family
from portal.cases.tables import Case, HouseholdLink
from portal.clock import today
from portal.sharing import picture
from portal.staff.actions import Action
from portal.staff.scope import unscoped
from portal.staff.tables import LogEntry
from portal.staff.times import now
from tests.portal.cases.factory import make_case, make_household, make_link
from tests.portal.staff.conftest import People
from tests.portal.staff.worker import Worker


def opens(secret: str) -> bool:
    return family.read(current_app.extensions["engine"], secret, now()) is not None


def test_a_new_link_is_shown_once_with_its_picture_and_code(case: Case, worker: Worker) -> None:
    household = make_household(case, "1-1", language="ar")
    old = make_link(household)
    path = f"/cases/{case.id}/households/{household.id}"
    worker.open(path)
    page = worker.follow(worker.send(f"{path}/link"))
    address = page.first("textarea", id="made-link").text
    assert re.fullmatch(r"http://localhost/ar/list/[\w-]{22}", address)
    assert opens(address.rpartition("/")[2])
    assert opens(old.secret), "the one before goes on"
    drawn = [path.attrs["d"] for path in page.first("svg", class_="qr").all("path")]
    assert drawn[-1] == picture(address).path
    code = page.first("strong", class_="household-code").text
    assert family.by_code(current_app.extensions["engine"], code, now())
    again = worker.open(path)
    assert not list(again.all("textarea", id="made-link"))
    assert code not in again.text


def test_a_new_link_lasts_as_long_as_its_case(people: People, worker: Worker) -> None:
    ends = today() + timedelta(days=40)
    case = make_case(people.our_organisation, ends=ends)
    household = make_household(case)
    path = f"/cases/{case.id}/households/{household.id}"
    worker.open(path)
    worker.send(f"{path}/link")
    with unscoped() as session:
        (link,) = session.exec(select(HouseholdLink)).all()
    assert link.expires.date() == ends


def test_all_links_are_closed_at_once(case: Case, worker: Worker) -> None:
    household, neighbour = make_household(case, "1"), make_household(case, "2")
    closed, other = make_link(household), make_link(neighbour)
    path = f"/cases/{case.id}/households/{household.id}"
    worker.open(path)
    page = worker.follow(worker.send(f"{path}/link/withdraw"))
    assert "lukket" in page.first("div", role="status").text
    assert not opens(closed.secret)
    assert family.by_code(current_app.extensions["engine"], closed.code, now()) is None
    assert opens(other.secret)


def test_the_log_tells_of_both(case: Case, worker: Worker) -> None:
    household = make_household(case)
    path = f"/cases/{case.id}/households/{household.id}"
    worker.open(path)
    worker.send(f"{path}/link")
    worker.send(f"{path}/link/withdraw")
    with unscoped() as session:
        entries = session.exec(select(LogEntry)).all()
    told = [(entry.action, entry.object_id) for entry in entries if "link" in entry.action]
    assert told == [
        (Action.HOUSEHOLD_LINK_MADE, household.id),
        (Action.HOUSEHOLD_LINKS_WITHDRAWN, household.id),
    ]


@pytest.mark.parametrize("act", ["link", "link/withdraw"])
def test_a_household_of_another_case_or_taken_out_is_not_there(
    case: Case, people: People, worker: Worker, act: str
) -> None:
    elsewhere = make_household(make_case(people.our_organisation), "1")
    removed = make_household(case, "2", removed=now())
    worker.open(f"/cases/{case.id}/letters")
    for household in (elsewhere, removed):
        path = f"/cases/{case.id}/households/{household.id}/{act}"
        assert worker.try_to_send(path).status_code == 404
    with unscoped() as session:
        assert not session.exec(select(HouseholdLink)).all()
