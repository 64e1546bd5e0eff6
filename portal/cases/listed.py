"""The cases of an organisation as they are listed: how many households, and what comes next."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, func, select

from portal.cases.plan_tasks import Key
from portal.cases.tables import Case, Household
from portal.staff.scope import Scope


@dataclass(frozen=True, slots=True)
class Listed:
    """One case. ``key`` and ``day``: its next key date; None where none is to come."""

    case: Case
    households: int
    key: Key | None
    day: date | None


@dataclass(frozen=True, slots=True)
class Cases:
    """Those that run, the next date first; and those that have ended, the last first."""

    running: list[Listed]
    ended: list[Listed]


def cases_of(scope: Scope, today: date) -> Cases:
    """All cases of the organisation, in three queries however many there are."""
    counted = scope.session.exec(
        select(Household.case_id, func.count())
        .where(col(Household.removed).is_(None))
        .group_by(col(Household.case_id))
    ).all()
    households = dict(iter(counted))
    found = [
        Listed(case, households.get(case.id or 0, 0), *_next(case, today))
        for case in scope.all(select(Case).order_by(col(Case.name), col(Case.id)))
    ]
    ended = [each for each in found if each.case.ends and each.case.ends < today]
    running = [each for each in found if each not in ended]
    running.sort(key=lambda each: each.day or date.max)
    ended.sort(key=lambda each: each.case.ends or date.max, reverse=True)
    return Cases(running, ended)


def _next(case: Case, today: date) -> tuple[Key | None, date | None]:
    days = [(day, key) for key in Key if (day := getattr(case, key)) and day >= today]
    day, key = min(days, default=(None, None))
    return key, day
