"""What follows from tests alone, worked out once for each way that they can come out.

A household's dates and amounts are seen by the tests only: of each test the conditions above it
see no more than its state (`Test.state`). So two households whose tests come out alike get the
same verdicts, reasons and needs, and those of the second are looked up. Nothing of a person is
kept: a key holds the states of tests, what is kept under it holds names of tests and of facts.
"""

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from rules.case import Case

if TYPE_CHECKING:
    from rules.conditions import Condition

T = TypeVar("T")


class Memo(Generic[T]):
    """One thing that follows from the tests of some conditions, as ``work_out`` finds it."""

    #: results kept in all memos together; when there are more, all are forgotten
    most: ClassVar[int] = 10_000
    _all: ClassVar[list["Memo[Any]"]] = []
    _count: ClassVar[int] = 0

    def __init__(self, conditions: Iterable["Condition"], work_out: Callable[[Case], T]) -> None:
        self._tests = tuple(dict.fromkeys(t for each in conditions for t in each.tests()))
        indices = [test.index for test in self._tests]
        self._key: Callable[[dict[int, int]], Any]
        self._key = itemgetter(*indices) if indices else lambda states: ()
        self._work_out = work_out
        self._kept: dict[Any, T] = {}
        Memo._all.append(self)

    def of(self, case: Case) -> T:
        """What holds in a case."""
        states = case.states
        try:
            key = self._key(states)
        except KeyError:
            key = self._key(self._settled(case))
        try:
            return self._kept[key]
        except KeyError:
            return self._keep(key, self._work_out(case))

    def _settled(self, case: Case) -> dict[int, int]:
        for test in self._tests:
            if test.index not in case.states:
                case.states[test.index] = test.state(case)
        return case.states

    def _keep(self, key: object, result: T) -> T:
        if Memo._count >= Memo.most:
            Memo.forget()
        Memo._count += 1
        self._kept[key] = result
        return result

    @classmethod
    def forget(cls) -> None:
        """Start anew with nothing kept."""
        for memo in cls._all:
            memo._kept.clear()
        cls._count = 0
