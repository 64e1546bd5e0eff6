"""The 155 kr. rule, § 61, stk. 2 (BYF-R-01 to R-05)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from rules.byfornyelse import two_year
from rules.byfornyelse.scope import rebuilding
from rules.case import Case, Reach
from rules.conditions import ANY_WAY, NO_WAY, ONLY_YES, Test, can_be_known
from rules.facts import NOT_YET
from rules.parameters import Span
from rules.shared.tenure import tenant_with_own_right
from rules.truth import DISPUTED, NO, UNKNOWN, VERDICT, YES, Truth, Verdict, readings

THRESHOLD = "byf.rent.threshold"


def threshold(case: Case) -> Span | None:
    """Kr. per m² a year: of the year of the announcement, else of today; None if not published."""
    return case.parameters.span_or_none(THRESHOLD, case.facts.increase_announced or case.on)


def threshold_text(case: Case) -> str | None:
    """``"218"``, or ``"228-229"`` where the year's value is not settled to the krone."""
    span = threshold(case)
    return None if span is None else span.text


def _above(increase: Decimal, earlier: Decimal | None, limit: Decimal) -> Truth:
    if increase + (earlier or 0) > limit:
        return YES
    return UNKNOWN if earlier is None else NO


def _over(span: Span, increase: Decimal, earlier: Decimal | None) -> Truth:
    return readings(_above(increase, earlier, span.high), _above(increase, earlier, span.low))


def _above_threshold(case: Case) -> Truth:
    facts = case.facts
    span = threshold(case)
    if facts.increase_per_m2 is None or span is None:
        return UNKNOWN
    result = _over(span, facts.increase_per_m2, facts.earlier_increase_per_m2)
    if facts.increase_announced is None and result != YES:
        # An announcement in an earlier year has a lower threshold, so a *no* may still turn.
        lowest = case.parameters.first_span(THRESHOLD).low
        total = facts.increase_per_m2 + (facts.earlier_increase_per_m2 or 0)
        if facts.earlier_increase_per_m2 is None or total > lowest:
            return result | YES
    return result


def _turn_threshold(case: Case) -> Iterable[tuple[str, Any]]:
    limits = [case.parameters.first_span(THRESHOLD).low]
    if span := threshold(case):
        limits = [span.high + 1, span.low, *limits]
    earlier = case.facts.earlier_increase_per_m2 or Decimal(0)
    increase = case.facts.increase_per_m2 or Decimal(0)
    for limit in limits:
        yield "increase_per_m2", max(Decimal(0), limit - earlier)
        yield "earlier_increase_per_m2", max(Decimal(0), limit - increase)
    yield "increase_announced", date(case.on.year, 1, 1)
    yield "increase_announced", date(case.on.year + 1, 1, 1)


def _above_ways(case: Case) -> Reach:
    increase, earlier = case.facts.increase_per_m2, case.facts.earlier_increase_per_m2
    if increase is None:
        if not can_be_known(case, "increase_per_m2"):
            return NO_WAY
        # What is above the threshold is so whatever was raised earlier; the rest may be so.
        return ANY_WAY if can_be_known(case, "earlier_increase_per_m2") else ONLY_YES
    if case.may_ask("earlier_increase_per_m2"):
        return ANY_WAY
    told = {
        VERDICT[_over(span, increase, earlier)]
        for value in case.parameters.all[THRESHOLD].values
        if (span := case.parameters.span_or_none(THRESHOLD, value.start))
    }
    return Reach(*(verdict in told for verdict in (Verdict.YES, Verdict.NO, Verdict.DISPUTED)))


#: More than the threshold; equal to it is not more (BYF-R-01, R-05, U-06).
above_threshold = Test(
    "above_threshold",
    ("increase_per_m2", "earlier_increase_per_m2", "increase_announced"),
    _above_threshold,
    _turn_threshold,
    ways=_above_ways,
)


def _not_yet_paid(case: Case) -> Truth:
    paid = case.facts.raised_rent_first_paid
    if paid is None:
        return readings(UNKNOWN, YES)
    if not isinstance(paid, date):
        return YES
    return YES if paid > case.on else DISPUTED


#: U-02: the folder wants the demand before the raised rent is first paid; the act has no limit.
not_yet_paid = Test(
    "not_yet_paid",
    ("raised_rent_first_paid",),
    _not_yet_paid,
    lambda case: [("raised_rent_first_paid", NOT_YET)],
    ways=lambda case: Reach(yes=True, no=False, disputed=True),
)

may_ask = tenant_with_own_right & rebuilding & above_threshold & not_yet_paid & ~two_year.rent


def pay_day(case: Case) -> date | None:
    """The day to ask before: when the raised rent is first paid, if that is still to come."""
    paid = case.facts.raised_rent_first_paid
    return paid if isinstance(paid, date) and paid > case.on else None
