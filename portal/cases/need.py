"""How many homes a case needs: one for each household, and a reserve beyond."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import col, func, select

from portal.cases.plan_tasks import numbers
from portal.cases.tables import Case, Household, Kind
from portal.staff.scope import Scope


@dataclass(frozen=True, slots=True)
class Need:
    """``households`` of each kind (mixed: not settled yet); ``reserve`` in per cent.

    ``low``, ``high``: the homes with the reserve that AlmenNet recommends at least and at most.
    """

    by_kind: Mapping[Kind, int]
    reserve: int

    @property
    def households(self) -> int:
        return sum(self.by_kind.values())

    @property
    def homes(self) -> int:
        return homes(self.households, self.reserve)

    @property
    def low(self) -> int:
        return homes(self.households, reserve_range()[0])

    @property
    def high(self) -> int:
        return homes(self.households, reserve_range()[1])

    @property
    def is_usual(self) -> bool:
        """The reserve lies within what AlmenNet recommends."""
        low, high = reserve_range()
        return low <= self.reserve <= high


def homes(households: int, reserve: int) -> int:
    """The homes for so many households and so many per cent more, rounded up."""
    return -(-households * (100 + reserve) // 100)


def reserve_range() -> tuple[int, int]:
    """The reserve that AlmenNet recommends, in per cent."""
    return numbers()["reserve_low"].amount, numbers()["reserve_high"].amount


def need_of(scope: Scope, case: Case) -> Need:
    """What a case needs, by the households that are in it now."""
    counted = scope.session.exec(
        select(Household.kind, func.count())
        .where(Household.case_id == case.id, col(Household.removed).is_(None))
        .group_by(col(Household.kind))
    ).all()
    by_kind: dict[Kind, int] = dict.fromkeys(Kind, 0)
    for kind, number in counted:
        by_kind[Kind(kind or case.kind)] += number
    return Need(by_kind, case.reserve)
