"""A large increase for improvements: the landlord must offer another home (PRV-05, PRV-06)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from rules.byfornyelse.scope import tenant_with_own_right
from rules.case import Case
from rules.conditions import Test, holds
from rules.parameters import Span
from rules.truth import NO, UNKNOWN, YES, Truth, readings, truth

BIG_INCREASE = "prv.big_increase"
RETURN_INCREASE = "prv.return_increase"

regulated = holds("regulated_property", "regulated_property")
#: § 107: works that the law requires give no such right; not told, they are not.
required_by_law = Test(
    "works_required_by_law",
    (),
    lambda case: truth(bool(case.facts.works_required_by_law)),
    lambda case: [("works_required_by_law", True)],
    rescue="works_required_by_law",
)


def _span(case: Case, parameter: str) -> Span | None:
    return case.parameters.span_or_none(parameter, case.facts.increase_announced or case.on)


def threshold_text(case: Case) -> str | None:
    """The threshold of the year of the announcement, else of today; None where none is known."""
    span = _span(case, BIG_INCREASE)
    return None if span is None else span.text


def _above(amount: Decimal | None, more: Decimal | None, span: Span | None) -> Truth:
    """More than the threshold under both readings of it; what may still be added is open."""
    if amount is None or span is None:
        return UNKNOWN
    total = amount + (more or 0)

    def over(limit: Decimal) -> Truth:
        return YES if total > limit else UNKNOWN if more is None else NO

    return readings(over(span.high), over(span.low))


def _untold_day(case: Case, result: Truth) -> Truth:
    """An announcement in an earlier year has a lower threshold: a *no* may still turn."""
    announced = case.facts.increase_announced
    return result if announced or result == YES else result | YES


def _turn(parameter: str, fact: str) -> Any:
    def turns(case: Case) -> Iterable[tuple[str, Any]]:
        if span := _span(case, parameter):
            yield fact, span.high + 1

    return turns


above_big_increase = Test(
    "above_big_increase",
    ("increase_per_m2", "earlier_increase_per_m2", "increase_announced"),
    lambda case: _untold_day(
        case,
        _above(
            case.facts.increase_per_m2,
            case.facts.earlier_increase_per_m2,
            _span(case, BIG_INCREASE),
        ),
    ),
    _turn(BIG_INCREASE, "increase_per_m2"),
)
above_return_increase = Test(
    "above_return_increase",
    ("return_increase_per_m2", "increase_announced"),
    lambda case: _untold_day(
        case,
        _above(case.facts.return_increase_per_m2, Decimal(0), _span(case, RETURN_INCREASE)),
    ),
    _turn(RETURN_INCREASE, "return_increase_per_m2"),
)

#: § 106 and § 23, stk. 4
must_offer = (
    tenant_with_own_right
    & regulated
    & ((above_big_increase & ~required_by_law) | above_return_increase)
)
