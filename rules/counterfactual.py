"""What would have to be different, and what is most worth finding out.

Every answer here is verified by evaluating it: a change is offered only if the rules say *yes*
with it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from rules.assess import assess
from rules.case import Case
from rules.conditions import turning_points
from rules.facts import SPECS, Facts, Kind
from rules.findings import Finding
from rules.laws import ACTS
from rules.samples import sample_values
from rules.truth import VERDICT, Verdict
from rules.validation import check

#: What a household can still do something about comes first, what it is comes last.
_LEAST_LIKE_ADVICE = ("tenure", "reason", "landlord", "renewal_decision", "condemnable_conditions")


@dataclass(frozen=True, slots=True)
class Change:
    """One fact with another value."""

    fact: str
    value: Any


def what_would_change(facts: Facts, on: date, finding_id: str) -> Change | None:
    """The smallest single change that turns a finding from *no* to *yes*, or None."""
    assessment = assess(facts, on)
    if assessment.law is None or assessment.law not in ACTS:
        return None
    finding = next((f for f in ACTS[assessment.law].findings if f.id == finding_id), None)
    if finding is None or VERDICT[finding.of(assessment.case)] is not Verdict.NO:
        return None
    candidates = _candidates(finding, assessment.case)
    changes = [change for change in candidates if _makes_yes(change, facts, on, finding)]
    return min(changes, key=lambda change: _size(change, facts), default=None)


def _makes_yes(change: Change, facts: Facts, on: date, finding: Finding) -> bool:
    changed = facts.but(**{change.fact: change.value})
    if check(changed, on):
        return False
    return assess(changed, on).verdict(finding.id) is Verdict.YES


def _candidates(finding: Finding, case: Case) -> Iterator[Change]:
    seen: set[tuple[str, Any]] = set()
    for fact, value in _values(finding, case):
        if (fact, value) not in seen and value != getattr(case.facts, fact):
            seen.add((fact, value))
            yield Change(fact, value)


def _values(finding: Finding, case: Case) -> Iterator[tuple[str, Any]]:
    yield from turning_points(finding.condition, case)
    for test in finding.condition.tests():
        for fact in test.facts:
            spec = SPECS[fact]
            if spec.kind is Kind.BOOL:
                yield fact, True
                yield fact, False
            elif spec.kind is Kind.CHOICE and spec.enum is not None:
                yield from ((fact, value) for value in spec.enum)


def _size(change: Change, facts: Facts) -> tuple[int, Decimal, str]:
    """Small first: things one can act on, then near dates and amounts, then who one is."""
    rank = _LEAST_LIKE_ADVICE.index(change.fact) + 2 if change.fact in _LEAST_LIKE_ADVICE else 0
    before, after = getattr(facts, change.fact), change.value
    distance = Decimal(0)
    if isinstance(before, date) and isinstance(after, date):
        rank, distance = max(rank, 1), Decimal(abs((after - before) // timedelta(days=1)))
    elif isinstance(before, int | Decimal) and isinstance(after, int | Decimal):
        distance = abs(Decimal(after) - Decimal(before))
    return rank, distance, f"{change.fact}={change.value}"


def most_worth_finding_out(facts: Facts, on: date, finding_id: str) -> str | None:
    """Of the facts that an *unknown* finding needs, the one that settles it most often.

    Each is tried with every value that matters; ties go to the more telling one.
    """
    assessment = assess(facts, on)
    found = assessment.finding(finding_id)
    if found is None or not found.needs:
        return None
    return max(found.needs, key=lambda fact: _settles(fact, facts, on, finding_id))


def _settles(fact: str, facts: Facts, on: date, finding_id: str) -> Decimal:
    tried = settled = 0
    for value in sample_values(fact, facts, on):
        changed = facts.but(**{fact: value})
        if check(changed, on):
            continue
        tried += 1
        settled += assess(changed, on).verdict(finding_id) is not Verdict.UNKNOWN
    return Decimal(settled) / tried if tried else Decimal(0)
