"""Why a condition came out as it did, and the facts still needed to settle it."""

from collections.abc import Sequence
from functools import cache
from itertools import chain
from operator import and_
from typing import TypeVar

from rules.case import Case, Reach
from rules.conditions import All, Condition, Not, Some, Test, reachable
from rules.truth import NO, UNKNOWN, VERDICT, YES, Truth, Verdict, open_bits


def reasons(condition: Condition, case: Case) -> tuple[tuple[str, Verdict], ...]:
    """The tests that decided the verdict, as (name, verdict), each once, in order."""
    return tuple(_reason(test.name, VERDICT[test.of(case)]) for test in _deciding(condition, case))


@cache
def _reason(name: str, verdict: Verdict) -> tuple[str, Verdict]:
    """One pair, kept: thousands of findings hold it."""
    return name, verdict


def _deciding(condition: Condition, case: Case) -> tuple[Test, ...]:
    known = case.deciding.get(condition.index)
    if known is None:
        known = case.deciding[condition.index] = _decide(condition, case)
    return known


def _decide(condition: Condition, case: Case) -> tuple[Test, ...]:
    if isinstance(condition, Test):
        return (condition,)
    value = condition.of(case)
    children: Sequence[Condition] = condition.children
    decided_by_all = NO if isinstance(condition, Some) else YES
    if not isinstance(condition, Not) and value != decided_by_all:
        verdict = VERDICT[value]
        same = [c for c in children if VERDICT[c.of(case)] is verdict]
        # One reason is enough where any would do; all that are missing matter where it is open.
        children = (same if verdict is Verdict.UNKNOWN else same[:1]) or children
    return _each_once([_deciding(child, case) for child in children])


T = TypeVar("T")


def _each_once(parts: Sequence[tuple[T, ...]]) -> tuple[T, ...]:
    """All of the parts in order, each once; the parts have nothing twice."""
    return parts[0] if len(parts) == 1 else tuple(dict.fromkeys(chain.from_iterable(parts)))


def needs(condition: Condition, case: Case) -> tuple[str, ...]:
    """The facts, not given, that could still settle the condition; most telling first.

    Facts asked for before are taken to stay unknown; what they alone hold open is not worth a
    further question.
    """
    if VERDICT[condition.of(case)] is not Verdict.UNKNOWN:
        return ()
    return _needed(condition, case, reachable(condition, case), UNKNOWN)


def _needed(condition: Condition, case: Case, worth: Reach, within: Truth) -> tuple[str, ...]:
    """The facts that can still settle the condition on something it is ``worth`` settling on.

    ``within`` are the readings that are still open above it: the others it cannot change.
    """
    within &= open_bits(condition.of(case))
    if not within:
        return ()
    known = case.wanted.get((condition.index, worth, within))
    if known is None:
        known = _find_needed(condition, case, worth, within)
        case.wanted[condition.index, worth, within] = known
    return known


def _find_needed(condition: Condition, case: Case, worth: Reach, within: Truth) -> tuple[str, ...]:
    reach = reachable(condition, case)
    if not any(map(and_, reach, worth)):
        return ()
    if isinstance(condition, Test):
        return tuple(dict.fromkeys(fact for fact in condition.facts if case.may_ask(fact)))
    if isinstance(condition, Not):
        worth = worth.negated
    elif isinstance(condition, All):
        # To be *no* one child's *no* is enough; to be *yes* or disputed each child has its part.
        positive = (worth.yes and reach.yes) or (worth.disputed and reach.disputed)
        worth = Reach(positive, worth.no and reach.no, worth.disputed and reach.disputed)
    else:
        negative = (worth.no and reach.no) or (worth.disputed and reach.disputed)
        worth = Reach(worth.yes and reach.yes, negative, worth.disputed and reach.disputed)
    children: Sequence[Condition] = condition.children
    if any(VERDICT[child.of(case)] is Verdict.DISPUTED for child in children):
        # Beside a disputed child another counts only if it can settle the parent alone.
        alone = "no" if isinstance(condition, All) else "yes"
        children = [child for child in children if getattr(reachable(child, case), alone)]
    below = [_needed(child, case, worth, within) for child in children]
    return _each_once([found for found in below if found] or [()])
