"""The rent of a temporary home beside that of one's own (BYF-T-08, ALM-13)."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rules import support
from rules.case import Case
from rules.conditions import Test, needs_all
from rules.truth import UNKNOWN, Truth, truth


def _temporary_is_cheaper(case: Case) -> Truth:
    old, temporary = case.facts.old_rent, case.facts.temporary_rent
    return UNKNOWN if old is None or temporary is None else truth(temporary < old)


def _turn_cheaper(case: Case) -> Iterable[tuple[str, Any]]:
    if old := case.facts.old_rent:
        yield "temporary_rent", max(Decimal(0), old - 1)


temporary_is_cheaper = Test(
    "temporary_is_cheaper",
    ("old_rent", "temporary_rent"),
    _temporary_is_cheaper,
    _turn_cheaper,
    ways=needs_all("old_rent", "temporary_rent"),
)


def difference(case: Case) -> Decimal | None:
    """Kr. per month owed because the temporary home is cheaper (§ 63, stk. 3; § 86 a, stk. 1)."""
    old, temporary = case.facts.old_rent, case.facts.temporary_rent
    if old is None or temporary is None or temporary >= old:
        return None
    return support.to_oere(Fraction(old - temporary))
