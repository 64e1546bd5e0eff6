"""Of two who change the same thing at once, the second waits, or is told what the first did."""

from typing import Any

from flask import abort
from sqlalchemy import CursorResult, update
from sqlmodel import col

from portal.cases.tables import Case, Household
from portal.staff.scope import Scope

_DIGITS = 9
"""Of a version; each is then a number that every database can hold."""


def household_of(scope: Scope, case_id: int, household_id: int) -> tuple[Case, Household]:
    """A household of this case that was not taken out, and the case; else 404."""
    case, household = scope.get(Case, case_id), scope.get(Household, household_id)
    if household.case_id != case.id or household.removed:
        abort(404)
    return case, household


def hold(scope: Scope, case: Case) -> None:
    """From here to the commit nobody else who holds the case goes on; who comes now waits.

    Comes before other writing, so that no two wait for each other. Changes nothing, and unlike
    `FOR UPDATE` it holds on SQLite too.
    """
    same = update(Case).where(col(Case.id) == case.id).values(version=col(Case.version))
    scope.session.execute(same.execution_options(synchronize_session=False))


def version_of(typed: str) -> int | None:
    """The version that a form was made from; None where there was nothing yet."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _DIGITS else None


def claim(scope: Scope, row: Case | Household, seen: int | None) -> bool:
    """Whether a row is still of the version that was seen; from here on nobody else changes it.

    Where it is not, all that was written in the session is taken back.
    """
    table = type(row)
    claimed: CursorResult[Any] = scope.session.execute(  # type: ignore[assignment]
        update(table)
        .where(col(table.id) == row.id, col(table.version) == seen)
        .values(version=col(table.version) + 1)
        .execution_options(synchronize_session=False)
    )
    if claimed.rowcount != 1:
        scope.session.rollback()
        return False
    scope.session.refresh(row)
    return True
