"""The values of a fact that matter: its boundary classes, given the other facts.

From the turning points of the tests that look at the fact: the point itself and a step to either
side. Used to weigh what is worth finding out, and to walk every path of the interview.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from rules import parameters
from rules.case import Case
from rules.conditions import Condition, Test
from rules.facts import MAX_HEADS, NOT_YET, SPECS, Facts, Kind, Spec
from rules.laws import ACTS, LAW
from rules.validation import check

_A_DAY = timedelta(days=1)
#: a number and an amount that are nothing special, for facts whose tests have no turning point yet
_PLAIN_DAYS_AGO = 200
_PLAIN_AMOUNT = Decimal(5000)


def sample_values(fact: str, facts: Facts, on: date) -> list[Any]:
    """Possible values of a fact, one of each class that the rules can tell apart; never None."""
    spec = SPECS[fact]
    case = Case(facts, on, parameters.load())
    values = dict.fromkeys(_around(spec, _points(fact, case), on))
    return [value for value in values if not check(facts.but(**{fact: value}), on)]


def _points(fact: str, case: Case) -> list[Any]:
    tests = _tests_by_fact().get(fact, ())
    return [value for test in tests if test.turns for f, value in test.turns(case) if f == fact]


def _around(spec: Spec, points: list[Any], on: date) -> Iterator[Any]:
    if spec.kind is Kind.BOOL:
        yield from (True, False)
    elif spec.kind is Kind.CHOICE and spec.enum is not None:
        yield from spec.enum
    elif spec.kind is Kind.COUNT:
        for point in points or [2]:
            yield from (n for n in (point - 1, point, point + 1) if spec.low <= n <= MAX_HEADS)
    elif spec.kind is Kind.NUMBER:
        for number in points or [_PLAIN_AMOUNT]:
            yield from (n for n in (number - 1, number, number + 1) if n >= spec.low)
    else:
        if spec.kind is Kind.DATE_OR_NOT_YET:
            yield NOT_YET
        yield on - _PLAIN_DAYS_AGO * _A_DAY
        for day in (p for p in points if isinstance(p, date)):
            yield from (day - _A_DAY, day, day + _A_DAY)


@cache
def _tests_by_fact() -> dict[str, tuple[Test, ...]]:
    conditions: list[Condition] = [branch.when for branch in LAW.branches]
    for act in ACTS.values():
        conditions += [finding.condition for finding in act.findings]
        conditions += [branch.when for branch in act.rehousing.branches]
    found: dict[str, dict[str, Test]] = {}
    for test in (t for condition in conditions for t in condition.tests()):
        if test.turns is not None:
            for fact in SPECS:
                found.setdefault(fact, {})[test.name] = test
    return {fact: tuple(tests.values()) for fact, tests in found.items()}
