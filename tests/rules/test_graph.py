"""The ladders say the same as the rules that they are made from."""

from collections.abc import Iterator
from functools import reduce
from random import Random

import pytest
from hypothesis import given, settings

from rules import parameters
from rules.case import Case
from rules.conditions import All, Condition, Some, holds
from rules.conditions import Test as NamedTest
from rules.findings import Branch, Decision
from rules.graph import Group, Part, Step, _ladder, _names, ladders, questions_of, steps
from rules.interview import BY_ID
from rules.laws import ACTS, LAW
from rules.outcomes import Law
from rules.private.increase import must_offer
from rules.truth import NO, YES, Truth, both, either, negated
from tests.rules.households import NOT_SHRINKING, ON, RANDOMS, household


@pytest.fixture(autouse=True)
def made_anew() -> None:
    """No test rests on what another made."""
    ladders.cache_clear()
    _names.cache_clear()


DECISIONS = {"law": LAW, **{law.value: ACTS[law].rehousing for law in Law if law in ACTS}}


def by_name() -> dict[str, NamedTest]:
    conditions = [branch.when for d in DECISIONS.values() for branch in d.branches]
    return {test.name: test for condition in conditions for test in condition.tests()}


TESTS = by_name()


def truth_of(part: Part, case: Case) -> Truth:
    if isinstance(part, Step):
        value = TESTS[part.test].of(case)
        return value if part.holds else negated(value)
    values = [truth_of(each, case) for each in part.parts]
    return reduce(both, values, YES) if part.every else reduce(either, values, NO)


def groups(part: Part) -> Iterator[Group]:
    if isinstance(part, Group):
        yield part
        for each in part.parts:
            yield from groups(each)


def test_there_is_a_ladder_for_each_decision_with_its_results() -> None:
    assert [ladder.id for ladder in ladders()] == list(DECISIONS)
    for ladder in ladders():
        decision = DECISIONS[ladder.id]
        assert [gate.result for gate in ladder.gates] == [b.result for b in decision.branches]
        assert ladder.otherwise == decision.otherwise


@settings(max_examples=150, phases=NOT_SHRINKING)
@given(RANDOMS)
def test_every_gate_is_as_true_as_its_condition(random: Random) -> None:
    case = Case(household(random), ON, parameters.load())
    for ladder in ladders():
        for gate, branch in zip(ladder.gates, DECISIONS[ladder.id].branches, strict=True):
            assert truth_of(gate.part, case) == branch.when.of(case), (ladder.id, gate.result)


def test_the_questions_of_a_gate_are_those_of_its_tests_in_order() -> None:
    for ladder in ladders():
        for gate in ladder.gates:
            assert gate.questions == questions_of(gate.part)
            facts = {fact for step in steps(gate.part) for fact in step.facts}
            assert all(facts & {*BY_ID[question].fields} for question in gate.questions)
    law = ladders()[0]
    assert law.gates[1].questions == ("reason", "renewal_decision")


def part_of(condition: Condition) -> Part:
    return _ladder("one", Decision([Branch(condition, Law.NONE)], Law.NONE)).gates[0].part


def test_not_moves_down_to_the_tests() -> None:
    a, b, c = (holds(name, "fixed_term") for name in "abc")
    facts = ("fixed_term",)
    inside = Group(True, (Step("b", False, facts), Step("c", True, facts)), None, False)
    outer = Group(False, (Step("a", False, facts), inside), None, False)
    assert part_of(~All(a, Some(b, ~c))) == outer


def test_what_has_a_name_in_the_code_keeps_it_inside_of_more() -> None:
    names = {
        group.name
        for ladder in ladders()
        for gate in ladder.gates
        for group in groups(gate.part)
        if group.name
    }
    assert {"byfornyelse.rent_rule.may_ask", "byfornyelse.two_year.vacating"} <= names
    first = ladders()[list(DECISIONS).index("byfornyelse")].gates[0].part
    assert isinstance(first, Group)
    # Only the rent rises, and the rule on it: two parts, though the condition has one level.
    assert [getattr(part, "name", None) for part in first.parts] == [
        None,
        "byfornyelse.rent_rule.may_ask",
    ]


def test_what_has_a_name_keeps_it_where_it_does_not_hold() -> None:
    part = part_of(~All(holds("a", "fixed_term"), *must_offer.children))
    assert isinstance(part, Group)
    inner = [each for each in part.parts if isinstance(each, Group)]
    assert [(each.name, each.holds, each.every) for each in inner] == [
        ("private.increase.must_offer", False, False)
    ]
