"""How a case stands: who has opened, what is overdue, who asked to be called. A fixed number of
questions to the database, however many households there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case as sql_case
from sqlalchemy import func
from sqlmodel import col, select

from portal.cases import households, labels
from portal.cases.households import Row
from portal.cases.own import own_items
from portal.cases.tables import Case, Household, HouseholdLink, PlannedItem, Tick
from portal.cases.titles import title_of
from portal.staff.scope import Scope

#: households named in one table; the rest are found by the filter
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Call:
    """A household that asked to be called. ``note``: when and where."""

    id: int
    label: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ItemCount:
    """One item: on how many lists it is, on how many done, and on how many overdue."""

    item: str
    title: str
    lists: int
    done: int
    late: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole case. ``late``: the households with something overdue, most first."""

    households: int
    linked: int
    opened: int
    finished: int
    late: Sequence[Row]
    calls: Sequence[Call]
    items: Sequence[ItemCount]

    @property
    def worst(self) -> Sequence[Row]:
        """The first of those with something overdue."""
        return self.late[:SHOWN]


def overview(scope: Scope, case: Case, on: date, now: datetime) -> Overview:
    """The case on a day."""
    rows = households.rows(scope, case, on)
    late = sorted(
        (row for row in rows if row.late), key=lambda row: (-row.late, labels.sort_key(row.label))
    )
    names = {row.id: row.label for row in rows}
    return Overview(
        households=len(rows),
        linked=_linked(scope, case, now),
        opened=sum(row.opened is not None for row in rows),
        finished=sum(row.total == row.done for row in rows),
        late=late,
        calls=_calls(scope, case, names),
        items=_items(scope, case, on),
    )


def _linked(scope: Scope, case: Case, now: datetime) -> int:
    """Households with a link that works."""
    statement = (
        select(func.count(func.distinct(col(HouseholdLink.household_id))))
        .join(Household, col(Household.id) == HouseholdLink.household_id)
        .where(
            HouseholdLink.case_id == case.id,
            col(HouseholdLink.withdrawn).is_(None),
            col(HouseholdLink.expires) > now,
            col(Household.removed).is_(None),
        )
    )
    return scope.session.exec(statement).one()


def _calls(scope: Scope, case: Case, names: dict[int, str]) -> Sequence[Call]:
    """The one that has waited longest first."""
    columns: Sequence[Any] = (Household.id, Household.call_note, Household.call_asked)
    asked = scope.session.execute(
        select(*columns)
        .where(
            Household.case_id == case.id,
            col(Household.call_asked).is_not(None),
            col(Household.removed).is_(None),
        )
        .order_by(col(Household.call_asked))
    )
    return [Call(number, names[number], note or "", at) for number, note, at in asked]


def _items(scope: Scope, case: Case, on: date) -> Sequence[ItemCount]:
    """Every item that is on a list, what is overdue most often first."""
    shared: Any = (
        select(Household.list_id, func.count().label("lists"))
        .where(Household.case_id == case.id, col(Household.removed).is_(None))
        .group_by(col(Household.list_id))
        .subquery()
    )
    late = sql_case((col(PlannedItem.day) < on, shared.c.lists), else_=0)
    planned = scope.session.execute(
        select(PlannedItem.item, func.sum(shared.c.lists), func.sum(late))
        .join(shared, shared.c.list_id == PlannedItem.list_id)
        .group_by(PlannedItem.item)
    ).all()
    done = _done(scope, case, on)
    own = own_items(scope.session, case.id or 0)
    counts = [
        ItemCount(
            item=item,
            title=title_of(item, own) or item,
            lists=int(number),
            done=done.get(item, (0, 0))[0],
            late=int(overdue) - done.get(item, (0, 0))[1],
        )
        for item, number, overdue in planned
    ]
    return sorted(counts, key=lambda count: (-count.late, count.done - count.lists, count.title))


def _done(scope: Scope, case: Case, on: date) -> dict[str, tuple[int, int]]:
    """By item: how often it is done, and how often of those its day is gone."""
    late = sql_case((col(PlannedItem.day) < on, 1), else_=0)
    statement: Any = (
        select(Tick.item, func.count(), func.sum(late))
        .join(Household, col(Household.id) == Tick.household_id)
        .join(
            PlannedItem,
            (col(PlannedItem.list_id) == Household.list_id) & (col(PlannedItem.item) == Tick.item),
        )
        .where(Household.case_id == case.id, col(Household.removed).is_(None), col(Tick.done))
        .group_by(col(Tick.item))
    )
    return {item: (done, int(gone)) for item, done, gone in scope.session.execute(statement)}
