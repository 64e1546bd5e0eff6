"""Which acts may apply, and the one main verdict over all of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rules.case import Case
from rules.conditions import Condition
from rules.laws import ACTS, LAW
from rules.memo import Memo
from rules.outcomes import Act, Law, Rehousing
from rules.reasons import needs, reasons
from rules.truth import NO, YES, Verdict


def possible_laws(case: Case) -> frozenset[Law]:
    """The acts that may still turn out to apply."""
    return _LAWS.of(case)


_LAWS = Memo(LAW.conditions, lambda case: frozenset.union(*LAW.possible(case)))


@lru_cache(maxsize=64)
def acts_of(laws: frozenset[Law]) -> tuple[Act, ...]:
    """Those of the acts whose rules are here, in the order of `Law`."""
    return tuple(ACTS[law] for law in Law if law in laws and law in ACTS)


@dataclass(frozen=True, slots=True)
class Main:
    """The main verdict, the tests that led to it, and the facts still missing for it."""

    verdict: Rehousing
    reasons: tuple[tuple[str, Verdict], ...]
    needs: tuple[str, ...]


@lru_cache(maxsize=64)
def _memo(laws: frozenset[Law]) -> Memo[Main]:
    acts = acts_of(laws)

    def work_out(case: Case) -> Main:
        verdict = _verdict(case, laws)
        return Main(verdict, tuple(_why(case, acts, verdict)), _needs(case, acts))

    of_acts = (c for act in acts for c in (*act.rehousing.conditions, *act.tentative.values()))
    return Memo((*LAW.conditions, *of_acts), work_out)


def main_of(case: Case, laws: Iterable[Law]) -> Main:
    """The main verdict over all acts that may apply, and what led to it."""
    return _memo(frozenset(laws)).of(case)


def main_verdict(case: Case, laws: Iterable[Law]) -> Rehousing:
    """The one main verdict, over all acts that may apply."""
    return main_of(case, laws).verdict


def main_needs(case: Case, laws: Iterable[Law]) -> tuple[str, ...]:
    """The facts still missing for the act and the main verdict, most telling first."""
    return main_of(case, laws).needs


def _verdict(case: Case, laws: frozenset[Law]) -> Rehousing:
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
    if len(tentative) == 1 and len(laws) == 1:
        return tentative[0]
    return Rehousing.UNKNOWN


def _needs(case: Case, acts: tuple[Act, ...]) -> tuple[str, ...]:
    open_branches = LAW.open_branches(case)
    attainable = LAW.attainable(case)
    for act in (act for act in acts if act.law in attainable):
        told = {result for result, condition in act.tentative.items() if condition.of(case) == YES}
        if act.rehousing.attainable(case) - told:
            open_branches += act.rehousing.open_branches(case)
        open_branches += act.tentative.values()
    return needed(open_branches, case)


def needed(conditions: Iterable[Condition], case: Case) -> tuple[str, ...]:
    """The facts that any of the conditions needs, each once."""
    return tuple(dict.fromkeys(fact for each in conditions for fact in needs(each, case)))


def _why(case: Case, acts: tuple[Act, ...], rehousing: Rehousing) -> Iterator[tuple[str, Verdict]]:
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
