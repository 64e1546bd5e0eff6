"""Conditions on a case: small named tests, and *all*, *some* and *not* of them.

From the one tree come the verdict (`Condition.of`), how it can still be settled (`reachable`) and
the places where the answer would turn (`Test.turns`); see `rules.reasons` for the reasons and the
facts still needed.
"""

from collections.abc import Callable, Iterable, Iterator
from operator import or_
from typing import Any, final

from rules.case import Case, Reach
from rules.parameters import NotInForceError
from rules.truth import (
    NO,
    UNKNOWN,
    VERDICT,
    YES,
    Truth,
    Verdict,
    both,
    either,
    negated,
    truth,
)

#: from a case, the values of one fact just on either side of where the test turns
Turns = Callable[[Case], Iterable[tuple[str, Any]]]
#: from a case in which the test is open, how further facts can settle it
Ways = Callable[[Case], Reach]


class Condition:
    """A node of a rule's condition. Evaluated at most once in a case."""

    __slots__ = ("_tests", "children", "index", "rescues")
    _count = 0

    def __init__(self, *children: "Condition") -> None:
        self.children = children
        self.index = Condition._count
        Condition._count += 1
        self._tests = tuple(test for child in children for test in child.tests())
        #: the tests below that have a rescue, each once
        self.rescues = tuple(dict.fromkeys(test for test in self._tests if test.rescue))

    def of(self, case: Case) -> Truth:
        """The truth of this condition in a case."""
        known = case.truths.get(self.index)
        if known is None:
            known = case.truths[self.index] = self.evaluate(case)
        return known

    def evaluate(self, case: Case) -> Truth:
        raise NotImplementedError

    def tests(self) -> Iterator["Test"]:
        """The named tests below this node, in order, possibly repeated."""
        return iter(self._tests)

    def __and__(self, other: "Condition") -> "All":
        return All(*_parts(self, All), *_parts(other, All))

    def __or__(self, other: "Condition") -> "Some":
        return Some(*_parts(self, Some), *_parts(other, Some))

    def __invert__(self) -> "Condition":
        return self.children[0] if isinstance(self, Not) else Not(self)


def _parts(condition: Condition, kind: type[Condition]) -> tuple[Condition, ...]:
    """*All* of *all* is one *all*: fewer nodes to go through."""
    return condition.children if isinstance(condition, kind) else (condition,)


def _in_force(turns: Turns) -> Turns:
    """The same; nothing where the register has no parameter for the day."""

    def found(case: Case) -> Iterable[tuple[str, Any]]:
        try:
            return list(turns(case))
        except NotInForceError:
            return []

    return found


@final
class Test(Condition):
    """One named question to the facts.

    ``facts`` are the attribute names that can settle it, most telling first; ``name`` is the key
    of its reasons in the content files; ``rescue`` is a fact that counts as not the case while
    untold, and would turn a *no*. ``ways`` is given where not every fact still missing could
    settle the test either way.
    """

    __slots__ = ("_evaluate", "facts", "name", "rescue", "turns", "ways")

    def __init__(
        self,
        name: str,
        facts: tuple[str, ...],
        evaluate: Callable[[Case], Truth],
        turns: Turns | None = None,
        rescue: str | None = None,
        ways: Ways | None = None,
    ) -> None:
        super().__init__()
        self.ways = ways
        self.rescue = rescue
        self.name = name
        self.facts = facts
        self.turns = turns and _in_force(turns)
        self._evaluate = evaluate
        self._tests = (self,)
        self.rescues = (self,) if rescue else ()

    def evaluate(self, case: Case) -> Truth:
        try:
            return self._evaluate(case)
        except NotInForceError:
            return UNKNOWN  # the register does not tell how the law stood on that day

    def state(self, case: Case) -> int:
        """All that a condition above sees of this test, in bits.

        Its truth (4); while that is open how it can be settled (3), and which of its facts can
        still be asked for (one each).
        """
        value = case.truths.get(self.index)
        if value is None:
            value = case.truths[self.index] = self.evaluate(case)
        if _SETTLED[value] is not None:
            return value
        yes, no, disputed = reachable(self, case)
        state = value | yes << 4 | no << 5 | disputed << 6
        for bit, fact in enumerate(self.facts, start=7):
            state |= case.may_ask(fact) << bit
        return state


@final
class All(Condition):
    """Every child holds."""

    __slots__ = ()

    def evaluate(self, case: Case) -> Truth:
        result = YES
        for child in self.children:
            result = both(result, child.of(case))
            if result == NO:
                return NO
        return result


@final
class Some(Condition):
    """At least one child holds."""

    __slots__ = ()

    def evaluate(self, case: Case) -> Truth:
        result = NO
        for child in self.children:
            result = either(result, child.of(case))
            if result == YES:
                return YES
        return result


@final
class Not(Condition):
    """The child does not hold."""

    __slots__ = ()

    def evaluate(self, case: Case) -> Truth:
        return negated(self.children[0].of(case))


def is_one_of(name: str, fact: str, *values: object) -> Test:
    """The fact is one of the values."""
    wanted = frozenset(values)

    def evaluate(case: Case) -> Truth:
        value = getattr(case.facts, fact)
        return UNKNOWN if value is None else YES if value in wanted else NO

    return Test(name, (fact,), evaluate)


def holds(name: str, fact: str) -> Test:
    """A yes/no fact is yes."""
    return Test(name, (fact,), lambda case: truth(getattr(case.facts, fact)))


def fixed(name: str, value: Truth) -> Test:
    """What no fact can change: where sources differ, or where an authority is free to choose."""
    return Test(name, (), lambda case: value)


def reachable(condition: Condition, case: Case) -> Reach:
    """How further facts can settle the condition; facts asked before stay unknown."""
    known = case.reachable.get(condition.index)
    if known is None:
        known = case.reachable[condition.index] = _reach(condition, case)
    return known


def _reach(condition: Condition, case: Case) -> Reach:
    settled = _SETTLED[condition.of(case)]
    if settled is not None:
        return settled
    if isinstance(condition, Test):
        if not any(map(case.may_ask, condition.facts)):
            return NO_WAY
        return condition.ways(case) if condition.ways else EITHER_WAY
    ways = [reachable(child, case) for child in condition.children]
    if isinstance(condition, Not):
        return ways[0].negated
    # It is disputed where one child is, and no other settles it the one way or the other.
    yes, no, disputed = zip(*ways, strict=True)
    if isinstance(condition, All):
        return Reach(all(yes), any(no), any(disputed) and all(map(or_, yes, disputed)))
    return Reach(any(yes), all(no), any(disputed) and all(map(or_, no, disputed)))


_REACH = {
    Verdict.YES: Reach(yes=True, no=False, disputed=False),
    Verdict.NO: Reach(yes=False, no=True, disputed=False),
    Verdict.DISPUTED: Reach(yes=False, no=False, disputed=True),
}
#: of each truth, by index; None where it is not settled
_SETTLED = tuple(_REACH.get(verdict) for verdict in VERDICT)
EITHER_WAY = Reach(yes=True, no=True, disputed=False)
ANY_WAY = Reach(yes=True, no=True, disputed=True)
ONLY_YES = Reach(yes=True, no=False, disputed=False)
ONLY_NO = Reach(yes=False, no=True, disputed=False)
NO_WAY = Reach(yes=False, no=False, disputed=False)


def can_be_known(case: Case, *facts: str) -> bool:
    """One of the facts is known, or can still be asked for."""
    return any(getattr(case.facts, fact) is not None or case.may_ask(fact) for fact in facts)


def needs_all(*facts: str | tuple[str, ...], ways: Reach = EITHER_WAY) -> Ways:
    """The ways of a test that stays open without all of the facts (of a tuple, any one)."""
    groups = [(fact,) if isinstance(fact, str) else fact for fact in facts]
    return lambda case: ways if all(can_be_known(case, *group) for group in groups) else NO_WAY
