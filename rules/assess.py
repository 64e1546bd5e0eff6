"""The assessment: from facts and a day to the act, the main verdict, findings and deadlines."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TypeAlias, TypeVar

from rules import parameters
from rules.case import Case
from rules.facts import Facts
from rules.findings import Advice, Certainty, Deadline, Finding, Value
from rules.laws import ACTS, LAW
from rules.memo import Memo
from rules.outcomes import Duty, Law, Rehousing
from rules.reasons import reasons
from rules.rehousing import acts_of, main_of, needed
from rules.rehousing import possible_laws as possible_laws
from rules.truth import NO, UNKNOWN, VERDICT, Truth, Verdict

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found:
    """A finding about this household. ``reasons`` are (test name, its verdict)."""

    id: str
    verdict: Verdict
    rules: tuple[str, ...]
    certainty: Certainty
    reasons: tuple[tuple[str, Verdict], ...]
    value: Value | None
    deadline: date | None
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A date that matters, and the rules it rests on."""

    id: str
    date: date
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What holds for a household on a day.

    ``law`` is None while completions of the facts still differ. ``covered`` is False where the
    rules of the act that applies are not here. ``needs`` are the facts still missing for the main
    verdict, most telling first.
    """

    case: Case
    law: Law | None
    covered: bool
    rehousing: Rehousing
    duty: Duty | None
    reasons: tuple[tuple[str, Verdict], ...]
    needs: tuple[str, ...]
    findings: tuple[Found, ...]
    deadlines: tuple[Due, ...]

    def finding(self, finding_id: str) -> Found | None:
        """The finding of that id, or None where it was left out (which counts as *no*)."""
        return next((found for found in self.findings if found.id == finding_id), None)

    def verdict(self, finding_id: str) -> Verdict:
        """The verdict of a finding; left out counts as *no*."""
        found = self.finding(finding_id)
        return Verdict.NO if found is None else found.verdict


def assess(
    facts: Facts, on: date, parameters_used: parameters.Parameters | None = None
) -> Assessment:
    """Apply the rules to (valid) facts as the law stood on a day."""
    case = Case(facts, on, parameters_used or parameters.load())
    laws = possible_laws(case)
    acts, main = acts_of(laws), main_of(case, laws)
    return Assessment(
        case=case,
        law=next(iter(laws)) if len(laws) == 1 else None,
        covered=bool(acts),
        rehousing=main.verdict,
        duty=acts[0].duty(case, main.verdict) if len(laws) == len(acts) == 1 else None,
        reasons=main.reasons,
        needs=main.needs,
        findings=tuple(_findings(case, laws)),
        deadlines=tuple(_deadlines(case, laws)),
    )


@lru_cache(maxsize=64)
def _by_id(laws: frozenset[Law]) -> tuple[tuple[Finding, ...], ...]:
    """The findings of the acts that are here, those of one id together, in the acts' order."""
    groups: dict[str, list[Finding]] = {}
    for act in acts_of(laws):
        for finding in act.findings:
            groups.setdefault(finding.id, []).append(finding)
    return tuple(tuple(group) for group in groups.values())


#: what the tests alone say of a finding, and where its number and date come from; None: left out
_Outline: TypeAlias = tuple[Found, Finding] | None


@lru_cache(maxsize=64)
def _outlines(laws: frozenset[Law]) -> tuple[Memo[_Outline], ...]:
    return tuple(_outline(laws, group) for group in _by_id(laws))


def _outline(laws: frozenset[Law], group: tuple[Finding, ...]) -> Memo[_Outline]:
    def work_out(case: Case) -> _Outline:
        concerned = [finding for finding in group if not finding.is_left_out(case)]
        if not concerned:
            return None
        finding, verdict = concerned[0], VERDICT[truth_over(case, laws, group)]
        open_ = verdict is Verdict.UNKNOWN
        found = Found(
            id=finding.id,
            verdict=verdict,
            rules=finding.rules,
            certainty=Certainty.DISPUTED if verdict is Verdict.DISPUTED else finding.certainty,
            reasons=reasons(finding.condition, case),
            value=None,
            deadline=None,
            needs=needed([*LAW.open_branches(case), finding.condition], case) if open_ else (),
        )
        return found, finding

    which = LAW.conditions if len(laws) > 1 else ()
    return Memo((*which, *(finding.condition for finding in group)), work_out)


def _findings(case: Case, laws: frozenset[Law]) -> Iterator[Found]:
    for memo in _outlines(laws):
        if outline := memo.of(case):
            found, finding = outline
            value, deadline = _known(finding.value, case), _known(finding.deadline, case)
            if value is None and deadline is None:
                yield found
            else:
                yield replace(found, value=value, deadline=deadline)


def advice(assessment: Assessment) -> tuple[tuple[Advice, ...], tuple[Advice, ...]]:
    """The steps to take now, in order, and what is good to know, under the act that applies."""
    if assessment.law not in ACTS:
        return (), ()
    act, case = ACTS[assessment.law], assessment.case
    steps = tuple(step for step in act.steps if VERDICT[step.when.of(case)] in _GIVEN)
    return steps, tuple(note for note in act.notes if VERDICT[note.when.of(case)] in _GIVEN)


_GIVEN = (Verdict.YES, Verdict.DISPUTED)


def verdict_of(case: Case, finding_id: str) -> Verdict:
    """The verdict of one finding, without working out the others."""
    laws = possible_laws(case)
    group = next((g for g in _by_id(laws) if g[0].id == finding_id), ())
    return VERDICT[truth_over(case, laws, group)]


def value_of(case: Case, finding_id: str) -> Value | None:
    """What a finding's `value` is, under the first of the acts that may apply and has it."""
    group = next((g for g in _by_id(possible_laws(case)) if g[0].id == finding_id), ())
    return next((_known(finding.value, case) for finding in group), None)


def _known(work_out: Callable[[Case], T], case: Case) -> T | None:
    """What a rule works out, or None where the register has no parameter for the day."""
    try:
        return work_out(case)
    except parameters.NotInForceError:
        return None


def truth_over(case: Case, laws: frozenset[Law], group: tuple[Finding, ...]) -> Truth:
    """What holds whichever of the acts applies: all that any of them leaves possible."""
    truth: Truth = 0
    if len(group) < len(laws):
        # Some act that may apply has no such finding (no), or its rules are not here (unknown).
        truth = NO if all(law in ACTS for law in laws) else UNKNOWN
    for finding in group:
        truth |= finding.of(case)
    return truth


@lru_cache(maxsize=64)
def _dated(laws: frozenset[Law]) -> tuple[tuple[Deadline, ...], ...]:
    """What may have a date, that of one id together, in the acts' order."""
    groups: dict[str, list[Deadline]] = {}
    for act in acts_of(laws):
        for each in (*(finding.dated for finding in act.findings), *act.deadlines):
            if each:
                groups.setdefault(each.id, []).append(each)
    return tuple(tuple(group) for group in groups.values())


def _deadlines(case: Case, laws: frozenset[Law]) -> Iterator[Due]:
    """Each date once; of acts that may apply and give different days the first."""
    for group in _dated(laws):
        days = [(day, each) for each in group if (day := _day(each, case))]
        if days:
            rules = dict.fromkeys(rule for _, each in days for rule in each.rules)
            yield Due(group[0].id, min(day for day, _ in days), tuple(rules))


def _day(deadline: Deadline, case: Case) -> date | None:
    """The date, if it concerns the household, or, where it is gone, did so on that day."""
    day = _known(deadline.date, case)
    if day is None or deadline.concerns.of(case) != NO:
        return day
    gone = day < case.on and deadline.concerns.of(case.seen_on(day)) != NO
    return day if gone else None
