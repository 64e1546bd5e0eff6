"""What would have to be different, and what is most worth finding out.

Every answer here is verified by evaluating it: a change is offered only if the rules say *yes*
with it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, cast

from rules import parameters
from rules.assess import assess, verdict_of
from rules.case import Case
from rules.conditions import Test
from rules.facts import SPECS, Facts
from rules.findings import Finding
from rules.laws import ACTS, LAW
from rules.rehousing import possible_laws
from rules.samples import sample_values
from rules.truth import UNKNOWN, VERDICT, Verdict
from rules.validation import check

#: What a household can still do something about comes first, what it is comes last.
_LEAST_LIKE_ADVICE = (
    "earlier_increase_per_m2",
    "offer_kind",
    "condemnable_conditions",
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

    def is_possible(change: Change) -> bool:
        return not check(facts.but(**{change.fact: change.value}), on)

    candidates = sorted(_candidates(finding, case), key=lambda c: _size(c, facts))
    found = next(filter(makes_yes, candidates), None)
    return found and _closest(
        found,
        getattr(facts, found.fact),
        lambda change: is_possible(change) and makes_yes(change),
    )


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


def _verdict(facts: Facts, change: Change, on: date, finding_id: str) -> Verdict:
    """The verdict of a finding after a (possible) change."""
    changed = facts.but(**{change.fact: change.value})
    return verdict_of(Case(changed, on, parameters.load()), finding_id)


def _candidates(finding: Finding, case: Case) -> Iterator[Change]:
    """Every possible value of the facts that the *no* hangs on."""
    tests = list(finding.condition.tests())
    used = dict.fromkeys(fact for test in tests for fact in test.facts)
    used |= dict.fromkeys(test.rescue for test in tests if test.rescue)
    readers = _readers(finding.id, case)
    for fact in used:
        if _can_turn(readers.get(fact, ()), finding.id, case):
            for value in sample_values(fact, case.facts, case.on):
                if value != getattr(case.facts, fact):
                    yield Change(fact, value)


def _can_turn(readers: Iterable[Test], finding_id: str, case: Case) -> bool:
    """With these tests open the finding is no longer *no*; else no outcome of theirs turns it."""
    open_ = {test.index: UNKNOWN for test in readers}
    told = Case(case.facts, case.on, case.parameters, truths=open_)
    return verdict_of(told, finding_id) is not Verdict.NO


def _readers(finding_id: str, case: Case) -> dict[str, list[Test]]:
    """Of each fact the tests that look at it, in this case; a test may look at more than it asks.

    A fact that a test does not look at cannot change what it says while the others stay.
    """
    found: dict[str, list[Test]] = {}
    for test in _tests(finding_id):
        watched = _Watched(case.facts)
        test.evaluate(Case(cast(Facts, watched), case.on, case.parameters))
        for fact in watched.seen:
            found.setdefault(fact, []).append(test)
    return found


@cache
def _tests(finding_id: str) -> tuple[Test, ...]:
    """The tests that tell the act, and those of the finding under each act."""
    findings = (f for act in ACTS.values() for f in act.findings if f.id == finding_id)
    conditions = (*LAW.conditions, *(finding.condition for finding in findings))
    return tuple(dict.fromkeys(test for each in conditions for test in each.tests()))


class _Watched:
    """Facts that note which of them are looked at."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.seen: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        if name in SPECS:
            self.seen.add(name)
            return getattr(self._facts, name)
        return getattr(Facts, name).__get__(self)  # what follows from facts, such as `lease_made`


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
    settled = [verdict for verdict in verdicts if verdict is not Verdict.UNKNOWN]
    return Decimal(len(settled)) / len(verdicts) if verdicts else Decimal(0)
