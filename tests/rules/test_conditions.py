"""Conditions: verdict, reasons, what is needed, where they turn."""

from datetime import date
from itertools import product

import pytest

from rules import parameters
from rules.case import Case
from rules.conditions import (
    ONLY_NO,
    ONLY_YES,
    All,
    Condition,
    Not,
    Some,
    fixed,
    holds,
    is_one_of,
)
from rules.conditions import (
    Test as NamedTest,
)
from rules.facts import Facts, Reason, Tenure
from rules.reasons import needs, reasons
from rules.truth import (
    DISPUTED,
    DISPUTED_AGAINST,
    NO,
    UNKNOWN,
    VERDICT,
    YES,
    Truth,
    Verdict,
    both,
    either,
    negated,
)

ON = date(2026, 11, 21)
TRUTHS = (YES, NO, UNKNOWN, DISPUTED, DISPUTED_AGAINST)

ready = holds("ready", "home_ready")
danger = holds("danger", "imminent_danger")
told = holds("told", "told_in_writing")


def case(asked: frozenset[str] = frozenset(), **facts: object) -> Case:
    return Case(Facts(**facts), ON, parameters.load(), asked)  # type: ignore[arg-type]


def names(condition: Condition, of: Case) -> list[tuple[str, str]]:
    return [(name, str(verdict)) for name, verdict in reasons(condition, of)]


@pytest.mark.parametrize(("a", "b"), list(product(TRUTHS, TRUTHS)))
def test_all_some_and_not_are_those_of_the_logic(a: Truth, b: Truth) -> None:
    one, other = fixed("one", a), fixed("other", b)
    assert (one & other).of(case()) == both(a, b)
    assert (one | other).of(case()) == either(a, b)
    assert (~one).of(case()) == negated(a)
    assert All(one, other, one).of(case()) == both(both(a, b), a)
    assert Some(one, other, one).of(case()) == either(either(a, b), a)


def test_empty_all_holds_and_empty_some_does_not() -> None:
    assert All().of(case()) == YES
    assert Some().of(case()) == NO


def test_not_of_not_is_the_condition_itself() -> None:
    assert ~~ready is ready
    assert isinstance(~ready, Not)
    assert isinstance(~(~ready & danger), Not)


def test_every_condition_has_an_index_of_its_own() -> None:
    made = [ready, danger, ready & danger, ready | danger, ~ready]
    assert len({condition.index for condition in made}) == len(made)


def test_a_condition_is_evaluated_once_in_a_case() -> None:
    asked = []

    def evaluate(of: Case) -> Truth:
        asked.append(of)
        return NO

    test = NamedTest("counted", (), evaluate)
    one = case()
    assert [test.of(one), (test | ready).of(one), (~test).of(one)] == [NO, UNKNOWN, YES]
    assert len(asked) == 1
    test.of(case())
    assert len(asked) == 2


def test_a_child_that_cannot_matter_is_not_evaluated() -> None:
    def fail(of: Case) -> Truth:
        raise AssertionError("evaluated")

    never = NamedTest("never", (), fail)
    assert (fixed("no", NO) & never).of(case()) == NO
    assert (fixed("yes", YES) | never).of(case()) == YES


def test_is_one_of() -> None:
    test = is_one_of("t", "tenure", Tenure.TENANT, Tenure.ANDEL)
    assert test.facts == ("tenure",)
    assert test.of(case(tenure=Tenure.ANDEL)) == YES
    assert test.of(case(tenure=Tenure.OWNER)) == NO
    assert test.of(case()) == UNKNOWN


def test_holds() -> None:
    assert ready.facts == ("home_ready",)
    assert ready.name == "ready"
    assert ready.of(case(home_ready=True)) == YES
    assert ready.of(case(home_ready=False)) == NO
    assert ready.of(case()) == UNKNOWN


def test_fixed_needs_nothing() -> None:
    open_ = fixed("open", UNKNOWN)
    assert open_.facts == ()
    assert needs(open_, case()) == ()


def test_tests_in_order() -> None:
    condition = (ready & danger) | ~ready
    assert [test.name for test in condition.tests()] == ["ready", "danger", "ready"]


# Reasons


def test_what_made_it_yes() -> None:
    yes = case(home_ready=True, imminent_danger=True)
    assert names(ready & danger, yes) == [("ready", "yes"), ("danger", "yes")]
    assert names(ready | danger, yes) == [("ready", "yes")]
    assert names(ready | danger, case(imminent_danger=True)) == [("danger", "yes")]


def test_what_made_it_no() -> None:
    no = case(home_ready=False, imminent_danger=False)
    assert names(ready & danger, no) == [("ready", "no")]
    assert names(ready | danger, no) == [("ready", "no"), ("danger", "no")]
    assert names(ready & danger, case(home_ready=True, imminent_danger=False)) == [("danger", "no")]


def test_reasons_through_not() -> None:
    assert names(~ready, case(home_ready=False)) == [("ready", "no")]
    assert names(~(ready & danger), case(home_ready=True, imminent_danger=False)) == [
        ("danger", "no")
    ]
    assert names(~(ready | danger), case(home_ready=False, imminent_danger=False)) == [
        ("ready", "no"),
        ("danger", "no"),
    ]


def test_all_that_is_missing_is_a_reason_where_it_is_open() -> None:
    assert names(ready & danger & told, case(imminent_danger=True)) == [
        ("ready", "unknown"),
        ("told", "unknown"),
    ]
    assert names(ready | danger, case(imminent_danger=False)) == [("ready", "unknown")]


def test_what_made_it_disputed() -> None:
    differ = fixed("differ", DISPUTED)
    yes = case(home_ready=True)
    assert names(ready & differ, yes) == [("differ", "disputed")]
    assert names(~ready | differ, yes) == [("differ", "disputed")]


def test_disputed_both_ways_names_both() -> None:
    # No child is unknown, but together they are: yes in neither reading, no in neither.
    one, other = fixed("one", DISPUTED), fixed("other", DISPUTED_AGAINST)
    assert names(one & other, case()) == [("one", "disputed"), ("other", "disputed")]


def test_each_reason_once() -> None:
    assert names((ready & danger) | (ready & told), case(home_ready=False)) == [("ready", "no")]


# What is needed


def test_nothing_is_needed_where_it_is_settled() -> None:
    assert needs(ready & danger, case(home_ready=False)) == ()
    assert needs(ready | danger, case(home_ready=True)) == ()
    assert needs(fixed("differ", DISPUTED) & ready, case(home_ready=True)) == ()


def test_needs_are_the_facts_not_given_in_order() -> None:
    assert needs(ready & danger, case()) == ("home_ready", "imminent_danger")
    assert needs(danger & ready, case()) == ("imminent_danger", "home_ready")
    assert needs(ready & danger, case(home_ready=True)) == ("imminent_danger",)
    assert needs(~(ready | told), case(home_ready=False)) == ("told_in_writing",)


def test_a_fact_is_needed_once() -> None:
    assert needs((ready & danger) | (ready & told), case()) == (
        "home_ready",
        "imminent_danger",
        "told_in_writing",
    )


def test_of_a_test_only_what_is_missing() -> None:
    test = NamedTest("two", ("persons", "rooms"), lambda of: UNKNOWN)
    assert needs(test, case(persons=2)) == ("rooms",)
    assert needs(test, case(frozenset({"rooms"}))) == ("persons",)


def test_what_was_asked_before_stays_unknown() -> None:
    asked = frozenset({"home_ready"})
    assert needs(ready, case(asked)) == ()
    assert needs(ready | danger, case(asked)) == ("imminent_danger",)
    # Still worth it: *no* here would settle it.
    assert needs(ready & danger, case(asked)) == ("imminent_danger",)


def test_what_cannot_turn_is_not_needed() -> None:
    # `ready` will never be known, so neither is worth finding out where only both settle it.
    asked = frozenset({"home_ready", "told_in_writing"})
    assert needs((ready | told) & (ready | told), case(asked)) == ()
    assert needs(Some(All(ready, told)), case(asked)) == ()
    assert needs(~(ready & told), case(asked)) == ()


def test_beside_what_is_disputed_only_what_settles_it_alone_is_needed() -> None:
    differ = fixed("differ", DISPUTED)
    yes = NamedTest("yes", ("home_ready",), lambda of: UNKNOWN, ways=lambda of: ONLY_YES)
    no = NamedTest("no", ("home_ready",), lambda of: UNKNOWN, ways=lambda of: ONLY_NO)
    assert needs(differ & no, case()) == needs(differ | yes, case()) == ("home_ready",)
    assert needs(differ & yes, case()) == needs(differ | no, case()) == ()


def test_in_a_not_the_ways_are_swapped() -> None:
    asked = frozenset({"home_ready"})
    # ~ready | danger: danger yes would settle it.
    assert needs(~ready | danger, case(asked)) == ("imminent_danger",)
    assert needs(~(ready & danger), case(asked)) == ("imminent_danger",)


def test_verdicts_come_from_the_truth() -> None:
    assert VERDICT[(ready & danger).of(case(home_ready=False))] is Verdict.NO
    assert is_one_of("r", "reason", Reason.SALE).rescue is None
