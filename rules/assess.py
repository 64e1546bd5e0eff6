"""The assessment: from facts and a day to the act, the main verdict, findings and deadlines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rules import parameters
from rules.case import Case
from rules.conditions import needs, reasons
from rules.facts import Facts
from rules.findings import Advice, Certainty, Finding, Value
from rules.laws import ACTS, LAW
from rules.outcomes import Act, Duty, Law, Rehousing
from rules.truth import NO, UNKNOWN, VERDICT, YES, Truth, Verdict


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
    law = next(iter(laws)) if len(laws) == 1 else None
    rehousing = main_verdict(case, laws)
    acts = [ACTS[law] for law in laws if law in ACTS]
    return Assessment(
        case=case,
        law=law,
        covered=bool(acts),
        rehousing=rehousing,
        duty=acts[0].duty(case, rehousing) if len(laws) == len(acts) == 1 else None,
        reasons=tuple(_why(case, acts, rehousing)),
        needs=main_needs(case, laws),
        findings=tuple(_findings(case, laws)),
        deadlines=tuple(_deadlines(case, acts)),
    )


def possible_laws(case: Case) -> frozenset[Law]:
    """The acts that may still turn out to apply."""
    narrow, wide = LAW.possible(case)
    return narrow | wide


def main_verdict(case: Case, laws: Iterable[Law]) -> Rehousing:
    """The one main verdict, over all acts that may apply."""
    narrow: set[Rehousing] = set()
    wide: set[Rehousing] = set()
    tentative: list[Rehousing] = []
    for law in laws:
        act = ACTS.get(law)
        if act is None:
            return Rehousing.UNKNOWN
        act_narrow, act_wide = act.rehousing.possible(case)
        narrow |= act_narrow
        wide |= act_wide
        tentative += [
            result
            for result, condition in act.tentative.items()
            if condition.of(case) == YES and result in act_narrow & act_wide
        ]
    if len(narrow) == len(wide) == 1:
        return narrow.pop() if narrow == wide else Rehousing.DISPUTED
    if len(tentative) == 1 and len(tuple(laws)) == 1:
        return tentative[0]
    return Rehousing.UNKNOWN


def main_needs(case: Case, laws: Iterable[Law]) -> tuple[str, ...]:
    """The facts still missing for the act and the main verdict, most telling first."""
    open_branches = LAW.open_branches(case)
    attainable = LAW.attainable(case)
    for act in (ACTS[law] for law in laws if law in ACTS and law in attainable):
        told = {result for result, condition in act.tentative.items() if condition.of(case) == YES}
        if act.rehousing.attainable(case) - told:
            open_branches += act.rehousing.open_branches(case)
        open_branches += act.tentative.values()
    return tuple(dict.fromkeys(n for c in open_branches for n in needs(c, case)))


def _why(case: Case, acts: list[Act], rehousing: Rehousing) -> Iterator[tuple[str, Verdict]]:
    """The tests along the decision list, up to the branch that gave the answer."""
    if len(acts) != 1 or rehousing is Rehousing.UNKNOWN:
        return
    seen: set[str] = set()
    for branch in acts[0].rehousing.branches:
        value = branch.when.of(case)
        if value == NO:
            continue
        for name, verdict in reasons(branch.when, case):
            if name not in seen:
                seen.add(name)
                yield name, verdict
        if value == YES:
            return


@lru_cache(maxsize=64)
def _by_id(laws: frozenset[Law]) -> tuple[tuple[Finding, ...], ...]:
    """The findings of the acts that are here, those of one id together, in the acts' order."""
    groups: dict[str, list[Finding]] = {}
    for law in Law:
        if law in laws and law in ACTS:
            for finding in ACTS[law].findings:
                groups.setdefault(finding.id, []).append(finding)
    return tuple(tuple(group) for group in groups.values())


def _findings(case: Case, laws: frozenset[Law]) -> Iterator[Found]:
    for_law = tuple(fact for c in LAW.open_branches(case) for fact in needs(c, case))
    for group in _by_id(laws):
        concerned = [finding for finding in group if not finding.is_left_out(case)]
        if not concerned:
            continue
        finding, verdict = concerned[0], VERDICT[truth_over(case, laws, group)]
        yield Found(
            id=finding.id,
            verdict=verdict,
            rules=finding.rules,
            certainty=Certainty.DISPUTED if verdict is Verdict.DISPUTED else finding.certainty,
            reasons=reasons(finding.condition, case),
            value=finding.value(case),
            deadline=finding.deadline(case),
            needs=tuple(dict.fromkeys((*for_law, *needs(finding.condition, case))))
            if verdict is Verdict.UNKNOWN
            else (),
        )


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


def truth_over(case: Case, laws: frozenset[Law], group: tuple[Finding, ...]) -> Truth:
    """What holds whichever of the acts applies: all that any of them leaves possible."""
    truth: Truth = 0
    if len(group) < len(laws):
        # Some act that may apply has no such finding (no), or its rules are not here (unknown).
        truth = NO if all(law in ACTS for law in laws) else UNKNOWN
    for finding in group:
        truth |= finding.of(case)
    return truth


def _deadlines(case: Case, acts: list[Act]) -> Iterator[Due]:
    for act in acts:
        for finding in act.findings:
            if finding.of(case) != NO and (day := finding.deadline(case)):
                yield Due(finding.id, day, finding.rules)
        for deadline in act.deadlines:
            if deadline.concerns.of(case) != NO and (day := deadline.date(case)):
                yield Due(deadline.id, day, deadline.rules)
