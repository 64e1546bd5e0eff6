"""An answer given with some facts unknown still holds when they are filled in."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from hypothesis import given, settings

from rules.assess import assess
from rules.facts import Facts
from rules.outcomes import Rehousing
from rules.truth import Verdict
from rules.validation import check
from tests.rules.cases import ALL
from tests.rules.households import NOT_SHRINKING, ON, RANDOMS, household

#: Facts that stand for something as long as they are not told, as the interface fixes it: signed
#: on the day the lease starts, not away longer than expected, not ready, nothing condemnable, not
#: objected, no works that the law requires. Telling them may change an answer.
WITH_A_DEFAULT = {
    "lease_signed",
    "months_already_away",
    "home_ready",
    "never_habitable",
    "condemnable_conditions",
    "offer_objected",
    "notice_objected",
    "works_required_by_law",
}
TENTATIVE = {Rehousing.UNKNOWN, Rehousing.MUNICIPALITY_DECIDES, Rehousing.LANDLORD_DECIDES}


def taken_back(known_less: Facts, known_more: Facts) -> Iterator[str]:
    """What was said to the household when it knew less, and is not said when it knows more."""
    less, more = assess(known_less, ON), assess(known_more, ON)
    if less.law is not None and less.law != more.law:
        yield f"law: {less.law}, then {more.law}"
    if less.rehousing not in TENTATIVE and more.rehousing != less.rehousing:
        yield f"rehousing: {less.rehousing}, then {more.rehousing}"
    if less.duty is not None and more.duty is not None and less.duty != more.duty:
        yield f"duty: {less.duty}, then {more.duty}"
    for finding in {found.id for found in (*less.findings, *more.findings)}:
        before, after = less.verdict(finding), more.verdict(finding)
        if before is not Verdict.UNKNOWN and before is not after:
            yield f"{finding}: {before}, then {after}"


def without_some(full: Facts, random: Random) -> Facts:
    """The same household, with some of its facts not told."""
    names = sorted(full.known().keys() - WITH_A_DEFAULT)
    share = random.choice((0.1, 0.3, 0.6, 0.9))
    hidden = {name for name in names if random.random() < share}
    if full.increase_announced and full.increase_announced.year > ON.year:
        # Not told, an increase counts as announced this year at the latest.
        hidden.discard("increase_announced")
    less = replace(full, **dict.fromkeys(hidden))
    return full if check(less, ON) else less


def shortest(less: Facts, full: Facts) -> tuple[Facts, Facts]:
    """As few facts as still show it: what both tell is left out one by one."""
    for name in full.known():
        less_still, full_still = less.but(**{name: None}), full.but(**{name: None})
        if any(taken_back(less_still, full_still)):
            less, full = less_still, full_still
    return less, full


def told(less: Facts, full: Facts) -> str:
    less, full = shortest(less, full)
    learnt = {k: v for k, v in full.known().items() if k not in less.known()}
    changed = "; ".join(taken_back(less, full))
    return f"{changed}\n  known: {less.known()}\n  learnt then: {learnt}"


@settings(max_examples=2000, deadline=None, phases=NOT_SHRINKING)
@given(RANDOMS)
def test_no_answer_is_taken_back(random: Random) -> None:
    full = household(random)
    less = without_some(full, random)
    assert not any(taken_back(less, full)), told(less, full)


def test_no_answer_to_a_worked_case_is_taken_back_when_one_fact_is_learnt_last() -> None:
    for case in ALL:
        for name in case.facts.known().keys() - WITH_A_DEFAULT:
            less = case.facts.but(**{name: None})
            if not check(less, case.on):
                assert not any(taken_back(less, case.facts)), f"{case.id}: " + told(
                    less, case.facts
                )
