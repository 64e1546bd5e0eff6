"""Of two who change the same thing at once, the second waits or is told."""

import pytest
from flask import Flask, current_app
from sqlalchemy import text, update
from sqlalchemy.exc import OperationalError
from sqlmodel import col
from werkzeug.exceptions import NotFound

from portal.cases.claims import claim, hold, household_of, version_of
from portal.cases.tables import Case, Household
from portal.staff.roles import Role
from portal.staff.times import now
from tests.portal.cases.factory import make_case, make_household, scope_of
from tests.portal.staff.conftest import People

NO_PATIENCE = {
    "sqlite": "PRAGMA busy_timeout = 0",
    "postgresql": "SET LOCAL lock_timeout = '1ms'",
}


def change_without_waiting(case: Case) -> None:
    engine = current_app.extensions["engine"]
    with engine.connect() as other:
        other.execute(text(NO_PATIENCE[engine.dialect.name]))
        try:
            other.execute(update(Case).where(col(Case.id) == case.id).values(name="Andet"))
            other.commit()
        finally:
            other.rollback()
            other.invalidate()  # the next to have it shall be patient


def test_while_one_holds_a_case_nobody_else_gets_it(office: Flask, people: People) -> None:
    case = make_case(people.our_organisation)
    scope = scope_of(people.ours[Role.CASEWORKER])
    with scope.session:
        hold(scope, case)
        with pytest.raises(OperationalError):
            change_without_waiting(case)
        scope.commit()
        change_without_waiting(case)
        scope.session.expire_all()
        found = scope.get(Case, case.id or 0)
        assert (found.name, found.version) == ("Andet", case.version)


def test_a_row_is_claimed_once_by_its_version(office: Flask, people: People) -> None:
    row = make_household(make_case(people.our_organisation))
    scope = scope_of(people.ours[Role.CASEWORKER])
    with scope.session:
        found = scope.get(Household, row.id or 0)
        for seen in (None, 1):
            assert not claim(scope, found, seen)
        assert claim(scope, found, 0)
        assert found.version == 1
        scope.commit()
        assert not claim(scope, found, 0)
        assert claim(scope, found, 1)


def test_a_household_is_found_in_its_own_case_only(office: Flask, people: People) -> None:
    case, other = make_case(people.our_organisation), make_case(people.our_organisation)
    theirs = make_case(people.their_organisation)
    mine, gone = make_household(case), make_household(case, "2", removed=now())
    foreign = make_household(theirs)
    scope = scope_of(people.ours[Role.CASEWORKER])
    with scope.session:
        assert household_of(scope, case.id or 0, mine.id or 0)[1].id == mine.id
        for of, number in ((other, mine), (case, gone), (case, foreign), (theirs, foreign)):
            with pytest.raises(NotFound):
                household_of(scope, of.id or 0, number.id or 0)


@pytest.mark.parametrize(
    ("typed", "version"),
    [("0", 0), ("12", 12), ("", None), ("-1", None), ("²", None), ("٣", None), ("9" * 10, None)],
)
def test_versions(typed: str, version: int | None) -> None:
    assert version_of(typed) == version
