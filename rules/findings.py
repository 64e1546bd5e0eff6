"""Findings: what the rules say about one right, duty or deadline, and the decision lists."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from rules.case import Case
from rules.conditions import Condition, fixed, reachable
from rules.truth import NARROW, NO, VERDICT, WIDE, YES, Truth, Verdict


class Certainty(StrEnum):
    """What kind of source carries a finding."""

    LAW = "law"
    GUIDANCE = "guidance"
    PRACTICE = "practice"
    DISPUTED = "disputed"


#: rooms, kroner, or a threshold as text (``"228-229"`` where it is a span)
Value = int | Decimal | str


def _nothing(case: Case) -> None:
    return None


ALWAYS = fixed("always", YES)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding under one act.

    ``rules`` are the ids of the rules that carry it, most telling first. It is left out where
    ``concerns`` is *no*; otherwise it holds where both ``concerns`` and ``when`` do.
    """

    id: str
    rules: tuple[str, ...]
    when: Condition
    concerns: Condition = ALWAYS
    certainty: Certainty = Certainty.LAW
    value: Callable[[Case], Value | None] = _nothing
    deadline: Callable[[Case], date | None] = _nothing
    condition: Condition = field(init=False)

    def __post_init__(self) -> None:
        whole = self.when if self.concerns is ALWAYS else self.concerns & self.when
        object.__setattr__(self, "condition", whole)

    def of(self, case: Case) -> Truth:
        """The truth of the finding in a case."""
        return self.condition.of(case)

    @property
    def dated(self) -> "Deadline | None":
        """Its deadline, where it can have one."""
        if self.deadline is _nothing:
            return None
        return Deadline(self.id, self.rules, self.condition, (), self.deadline)

    def is_left_out(self, case: Case) -> bool:
        """It does not concern this household."""
        return self.concerns.of(case) == NO


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date that follows from the facts and is no part of a finding."""

    id: str
    rules: tuple[str, ...]
    concerns: Condition
    #: the facts that the date follows from
    facts: tuple[str, ...]
    date: Callable[[Case], date | None]


@dataclass(frozen=True, slots=True)
class Advice:
    """A step to take, or something good to know: shown unless its condition is *no* or open."""

    id: str
    rules: tuple[str, ...]
    when: Condition


R = TypeVar("R", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Branch(Generic[R]):
    """One line of a decision list: where the condition holds, this is the result.

    Where ``hinge`` can no longer be settled, neither can this line nor any after it.
    """

    when: Condition
    result: R
    hinge: Condition = ALWAYS


class Decision(Generic[R]):
    """A decision list read from the top, under both readings at once.

    With facts missing it gives every result that may still come out; only where one is left is
    that the answer, so that an answer given early is never taken back.
    """

    def __init__(self, branches: Sequence[Branch[R]], otherwise: R) -> None:
        self.branches = tuple(branches)
        self.otherwise = otherwise
        #: all that the list looks at
        self.conditions = tuple(c for branch in branches for c in (branch.when, branch.hinge))

    def possible(self, case: Case) -> tuple[frozenset[R], frozenset[R]]:
        """The results that may still come out, under the narrow and the wide reading."""
        return self._possible(case, NARROW), self._possible(case, WIDE)

    def _possible(self, case: Case, reading: Truth) -> frozenset[R]:
        found: set[R] = set()
        for branch in self.branches:
            value = branch.when.of(case) & reading
            if value & YES:
                found.add(branch.result)
            if not value & NO:
                return frozenset(found)
        return frozenset({*found, self.otherwise})

    def attainable(self, case: Case) -> frozenset[R]:
        """The results that further facts can still settle on; facts asked before stay unknown."""
        found: set[R] = set()
        for branch in self.branches:
            if not any(reachable(branch.hinge, case)):
                return frozenset(found)
            way = reachable(branch.when, case)
            if way.yes or way.disputed:
                found.add(branch.result)
            if not (way.no or way.disputed):
                return frozenset(found)
        return frozenset({*found, self.otherwise})

    def open_branches(self, case: Case) -> list[Condition]:
        """The conditions not yet settled on the way to the answer, in order.

        One that can no longer fail ends the list: beyond it nothing can be settled.
        """
        open_: list[Condition] = []
        for branch in self.branches:
            if not any(reachable(branch.hinge, case)):
                break
            if VERDICT[branch.when.of(case)] is Verdict.UNKNOWN:
                open_.append(branch.when)
            way = reachable(branch.when, case)
            if not (way.no or way.disputed):
                break
        return open_
