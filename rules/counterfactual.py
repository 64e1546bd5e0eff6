"""What would have to be different, and what is most worth finding out.

Every answer here is verified by evaluating it: a change is offered only if the rules say *yes*
with it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from rules import parameters
from rules.assess import assess, possible_laws, verdict_of
from rules.case import Case
from rules.facts import Facts
from rules.findings import Finding
from rules.laws import ACTS
from rules.samples import sample_values
from rules.truth import VERDICT, Verdict
from rules.validation import check

#: What a household can still do something about comes first, what it is comes last.
_LEAST_LIKE_ADVICE = (
    "earlier_increase_per_m2",
    "offer_kind",
    "condemnable_conditions",
    "renewal_decision",
    "landlord",
    "tenure",
    "reason",
)


#: days; a date that was not known counts as further off than any other
_FAR = 100_000


@dataclass(frozen=True, slots=True)
class Change:
    """One fact with another value."""

    fact: str
    value: Any


def what_would_change(facts: Facts, on: date, finding_id: str) -> Change | None:
    """The smallest single change that turns a finding from *no* to *yes*, or None."""
    case = Case(facts, on, parameters.load())
    laws = possible_laws(case)
    acts = [ACTS[law] for law in laws if law in ACTS]
    finding = next((f for act in acts for f in act.findings if f.id == finding_id), None)
    if len(laws) != 1 or finding is None or VERDICT[finding.of(case)] is not Verdict.NO:
        return None

    def makes_yes(change: Change) -> bool:
        return _verdict(facts, change, on, finding_id) is Verdict.YES

    candidates = sorted(_candidates(finding, facts, on), key=lambda c: _size(c, facts))
    found = next(filter(makes_yes, candidates), None)
    return found and _closest(found, getattr(facts, found.fact), makes_yes)


def _closest(change: Change, before: Any, makes_yes: Callable[[Change], bool]) -> Change:
    """The change with a day or an amount as near to what it was as still makes it *yes*."""
    after = change.value
    dated = isinstance(before, date) and isinstance(after, date)
    counted = isinstance(before, int | Decimal) and isinstance(after, int | Decimal)
    if isinstance(after, bool) or not (dated or counted):
        return change
    step: Any = timedelta(days=1) if dated else 1
    enough, too_little = 0, abs(after - before) // step
    while too_little - enough > 1:
        middle = int(enough + too_little) // 2
        nearer = after - middle * step if after > before else after + middle * step
        if makes_yes(Change(change.fact, nearer)):
            enough = middle
        else:
            too_little = middle
    if enough == 0:
        return change
    return replace(change, value=after - enough * step if after > before else after + enough * step)


def _verdict(facts: Facts, change: Change, on: date, finding_id: str) -> Verdict | None:
    """The verdict of a finding after a change; None where the change is impossible."""
    changed = facts.but(**{change.fact: change.value})
    if check(changed, on):
        return None
    return verdict_of(Case(changed, on, parameters.load()), finding_id)


def _candidates(finding: Finding, facts: Facts, on: date) -> Iterator[Change]:
    tests = list(finding.condition.tests())
    used = dict.fromkeys(fact for test in tests for fact in test.facts)
    used |= dict.fromkeys(test.rescue for test in tests if test.rescue)
    for fact in used:
        for value in sample_values(fact, facts, on):
            if value != getattr(facts, fact):
                yield Change(fact, value)


def _size(change: Change, facts: Facts) -> tuple[int, Decimal, int, str]:
    """Small first: things one can act on, then near dates and amounts, then who one is.

    Of two dates equally near the later one: less of it lies in the past.
    """
    rank = _LEAST_LIKE_ADVICE.index(change.fact) + 2 if change.fact in _LEAST_LIKE_ADVICE else 0
    before, after = getattr(facts, change.fact), change.value
    distance, early = Decimal(0), 0
    if isinstance(after, date):
        early = -after.toordinal()
        days = abs((after - before) // timedelta(days=1)) if isinstance(before, date) else _FAR
        rank, distance = max(rank, 1), Decimal(days)
    elif isinstance(before, int | Decimal) and isinstance(after, int | Decimal):
        distance = abs(Decimal(after) - Decimal(before))
    return rank, distance, early, f"{change.fact}={change.value}"


def most_worth_finding_out(facts: Facts, on: date, finding_id: str) -> str | None:
    """Of the facts that an *unknown* finding needs, the one that settles it most often.

    Each is tried with every value that matters; ties go to the more telling one.
    """
    found = assess(facts, on).finding(finding_id)
    if found is None or not found.needs:
        return None
    return max(found.needs, key=lambda fact: _settles(fact, facts, on, finding_id))


def _settles(fact: str, facts: Facts, on: date, finding_id: str) -> Decimal:
    values = sample_values(fact, facts, on)
    verdicts = [_verdict(facts, Change(fact, value), on, finding_id) for value in values]
    possible = [verdict for verdict in verdicts if verdict is not None]
    settled = [verdict for verdict in possible if verdict is not Verdict.UNKNOWN]
    return Decimal(len(settled)) / len(possible) if possible else Decimal(0)
