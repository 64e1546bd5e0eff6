"""A large increase for improvements: the landlord must offer another home (PRV-05, PRV-06)."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from rules.case import Case, Reach
from rules.conditions import NO_WAY, Test, Turns, Ways, can_be_known, holds
from rules.parameters import Span
from rules.shared.tenure import tenant_with_own_right
from rules.truth import NO, UNKNOWN, VERDICT, YES, Truth, Verdict, readings, truth

BIG_INCREASE = "prv.big_increase"
RETURN_INCREASE = "prv.return_increase"
#: kr. per m² a year of a case, None where it was not told
Amount: TypeAlias = Callable[[Case], Decimal | None]

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


def threshold(case: Case) -> Span | None:
    """The threshold of the year of the announcement, else of today; None where none is known."""
    return _span(case, BIG_INCREASE)


def threshold_text(case: Case) -> str | None:
    """The same, as the interface gives it."""
    span = threshold(case)
    return None if span is None else span.text


def _above(amount: Decimal, more: Decimal | None, span: Span) -> Truth:
    """More than the threshold under both readings of it; what may still be added is open."""
    total = amount + (more or 0)

    def over(limit: Decimal) -> Truth:
        return YES if total > limit else UNKNOWN if more is None else NO

    return readings(over(span.high), over(span.low))


def _above_threshold(parameter: str, amount: Amount, more: Amount) -> Callable[[Case], Truth]:
    def evaluate(case: Case) -> Truth:
        raised, added, announced = amount(case), more(case), case.facts.increase_announced
        if raised is None:
            return UNKNOWN
        if (span := _span(case, parameter)) is not None:
            result = _above(raised, added, span)
            # An announcement in an earlier year has a lower threshold: a *no* may still turn.
            return result if announced or result == YES else result | YES
        if announced and announced < case.parameters.all[parameter].values[0].start:
            # No threshold is known so far back, but it was no higher than the first one known.
            over = _above(raised, added, case.parameters.first_span(parameter))
            return over if over == YES else UNKNOWN
        return UNKNOWN

    return evaluate


def _ways(parameter: str, fact: str, more: str | None) -> Ways:
    """Without the day of the announcement only a *yes* is sure; some years have no threshold."""

    def ways(case: Case) -> Reach:
        spans = list(_possible_spans(case, parameter))
        if not spans or not can_be_known(case, fact):
            return NO_WAY
        settled = can_be_known(case, "increase_announced")
        amount = getattr(case.facts, fact)
        added = Decimal(0) if more is None else getattr(case.facts, more)
        if amount is None or (more is not None and case.may_ask(more)):
            settled &= more is None or can_be_known(case, more)
            differ = any(span.low != span.high for span in spans)
            return Reach(yes=True, no=settled, disputed=settled and differ)
        told = {VERDICT[_above(amount, added, span)] for span in spans}
        return Reach(
            yes=Verdict.YES in told,
            no=settled and Verdict.NO in told,
            disputed=settled and Verdict.DISPUTED in told,
        )

    return ways


def _possible_spans(case: Case, parameter: str) -> Iterable[Span]:
    """The thresholds that may turn out to be the one that counts."""
    values = case.parameters.all[parameter].values
    days = [value.start for value in values] if case.may_ask("increase_announced") else [case.on]
    for day in [case.facts.increase_announced] if case.facts.increase_announced else days:
        if (span := case.parameters.span_or_none(parameter, day)) is not None:
            yield span


def _turns(parameter: str, fact: str, more: Amount) -> Turns:
    def turns(case: Case) -> Iterable[tuple[str, Any]]:
        added = more(case) or Decimal(0)
        first = case.parameters.first_span(parameter)
        span = _span(case, parameter)
        for limit in (first.low, *(() if span is None else (span.high, span.low))):
            yield fact, max(Decimal(0), limit + 1 - added)
        values = case.parameters.all[parameter].values
        yield "increase_announced", values[0].start
        yield "increase_announced", values[-1].start
        yield "increase_announced", date(values[-1].start.year + 1, 1, 1)

    return turns


def _test(name: str, parameter: str, fact: str, more: str | None) -> Test:
    def amount(case: Case) -> Decimal | None:
        found: Decimal | None = getattr(case.facts, fact)
        return found

    def added(case: Case) -> Decimal | None:
        found: Decimal | None = Decimal(0) if more is None else getattr(case.facts, more)
        return found

    facts = (fact, more, "increase_announced") if more else (fact, "increase_announced")
    return Test(
        name,
        facts,
        _above_threshold(parameter, amount, added),
        _turns(parameter, fact, added),
        ways=_ways(parameter, fact, more),
    )


above_big_increase = _test(
    "above_big_increase", BIG_INCREASE, "increase_per_m2", "earlier_increase_per_m2"
)
above_return_increase = _test(
    "above_return_increase", RETURN_INCREASE, "return_increase_per_m2", None
)

#: § 106 and § 23, stk. 4
must_offer = (
    tenant_with_own_right
    & regulated
    & ((above_big_increase & ~required_by_law) | above_return_increase)
)
