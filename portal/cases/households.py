"""The households of a case as a table: how far each is, which are asked for, in which order.

Labels lie encrypted, so the database can neither search nor sort by them. All rows of a case are
therefore read, with a number of queries that does not grow, and chosen here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case as sql_case
from sqlalchemy import func
from sqlmodel import col, select

from portal.cases import labels
from portal.cases.filters import Filter
from portal.cases.tables import Case, Household, HouseholdLink, Kind, PlannedItem, Tick
from portal.staff.scope import Scope
from portal.staff.times import now

PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A household in the table.

    ``kind``: its own, or that of the case. ``linked``: a link to its list works. ``total``,
    ``done``, ``late``: items of the list.
    """

    id: int
    label: str
    language: str
    kind: Kind
    linked: bool
    opened: datetime | None
    call_asked: datetime | None
    total: int
    done: int
    late: int

    @property
    def finished(self) -> bool:
        """Nothing is left to do."""
        return self.total == self.done


@dataclass(frozen=True, slots=True)
class Counts:
    """So many items."""

    items: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page of the table. ``number``: from 1."""

    rows: Sequence[Row]
    found: int
    number: int

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.found // PAGE))


def rows(scope: Scope, case: Case, on: date) -> list[Row]:
    """All households of a case that were not taken out. Four queries, however many there are."""
    columns: Sequence[Any] = (
        Household.id,
        Household.label,
        Household.language,
        Household.kind,
        Household.opened,
        Household.call_asked,
        Household.list_id,
    )
    found = scope.session.execute(
        select(*columns).where(Household.case_id == case.id, col(Household.removed).is_(None))
    ).all()
    planned, done, nothing = _planned(scope, case, on), _done(scope, case, on), Counts()
    linked = _linked(scope, case)
    return [
        Row(
            id=number,
            label=label,
            language=language,
            kind=kind or case.kind,
            linked=number in linked,
            opened=opened,
            call_asked=call_asked,
            total=planned.get(shared, nothing).items,
            done=done.get(number, nothing).items,
            late=planned.get(shared, nothing).late - done.get(number, nothing).late,
        )
        for number, label, language, kind, opened, call_asked, shared in found
    ]


def _planned(scope: Scope, case: Case, on: date) -> dict[int, Counts]:
    """What there is to do, by list."""
    statement: Any = (
        select(PlannedItem.list_id, func.count(), _late(on))
        .where(PlannedItem.case_id == case.id)
        .group_by(col(PlannedItem.list_id))
    )
    return _counts(scope, statement)


def _done(scope: Scope, case: Case, on: date) -> dict[int, Counts]:
    """What of it is done, by household. A tick at what is no longer in the list counts for none."""
    statement: Any = (
        select(Tick.household_id, func.count(), _late(on))
        .join(Household, col(Household.id) == Tick.household_id)
        .join(
            PlannedItem,
            (col(PlannedItem.list_id) == Household.list_id) & (col(PlannedItem.item) == Tick.item),
        )
        .where(Household.case_id == case.id, col(Tick.done))
        .group_by(col(Tick.household_id))
    )
    return _counts(scope, statement)


def _linked(scope: Scope, case: Case) -> set[int]:
    works = (col(HouseholdLink.withdrawn).is_(None), col(HouseholdLink.expires) > now())
    statement = select(HouseholdLink.household_id).where(HouseholdLink.case_id == case.id, *works)
    return set(scope.session.exec(statement.distinct()).all())


def late_with(scope: Scope, case: Case, item: str, on: date) -> set[int]:
    """The households whose day for an item is gone, and who have not done it."""
    households: Any = (
        select(Household.id)
        .join(PlannedItem, col(PlannedItem.list_id) == Household.list_id)
        .outerjoin(
            Tick,
            (col(Tick.household_id) == Household.id)
            & (col(Tick.item) == PlannedItem.item)
            & col(Tick.done),
        )
        .where(
            PlannedItem.case_id == case.id,
            PlannedItem.item == item,
            col(PlannedItem.day) < on,
            col(Tick.item).is_(None),
        )
    )
    return set(scope.session.execute(households).scalars())


def _late(on: date) -> Any:
    return func.sum(sql_case((col(PlannedItem.day) < on, 1), else_=0))


def _counts(scope: Scope, statement: Any) -> dict[int, Counts]:
    return {key: Counts(*counts) for key, *counts in scope.session.execute(statement)}


def find(scope: Scope, case: Case, asked: Filter, on: date) -> tuple[list[Row], list[Row]]:
    """All households of a case, and those that are asked for."""
    every = rows(scope, case, on)
    if not asked.item:
        return every, chosen(every, asked)
    late = late_with(scope, case, asked.item, on)
    return every, chosen([row for row in every if row.id in late], asked)


def chosen(every: Sequence[Row], asked: Filter) -> list[Row]:
    """The rows that are asked for, in the order that is asked for; `item` is not looked at."""
    wanted = asked.text.casefold()
    found = [row for row in every if wanted in row.label.casefold() and _fits(row, asked)]
    found.sort(key=lambda row: labels.sort_key(row.label))
    if order := _ORDERS.get(asked.sort):
        found.sort(key=order)
    return found


def _fits(row: Row, asked: Filter) -> bool:
    return (
        asked.language in ("", row.language)
        and asked.kind in ("", row.kind)
        and asked.link in ("", "yes" if row.linked else "no")
        and asked.opened in ("", "yes" if row.opened else "no")
        and not (asked.finished and not row.finished)
        and not (asked.late and not row.late)
        and not (asked.call and not row.call_asked)
    )


#: a sort keeps the order of labels among equals; what most needs a look comes first
_ORDERS: dict[str, Callable[[Row], Any]] = {
    "language": lambda row: row.language,
    "opened": lambda row: row.opened is not None,
    "done": lambda row: row.done / row.total if row.total else 1,
    "late": lambda row: -row.late,
    "call": lambda row: (row.call_asked is None, row.call_asked),
}


def page_of(found: Sequence[Row], number: int) -> Page | None:
    """One page of what was chosen; None where there is none of that number."""
    page = Page(found[(number - 1) * PAGE : number * PAGE], len(found), number)
    return page if page.rows or number == 1 else None
