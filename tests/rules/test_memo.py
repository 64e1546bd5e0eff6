"""What is kept between households is right, is bounded, and tells nothing of anyone."""

from datetime import date
from itertools import product
from random import Random

import pytest

from rules import parameters
from rules.assess import assess
from rules.case import Case, Reach
from rules.conditions import Test as NamedTest
from rules.conditions import holds
from rules.facts import Facts, Landlord, Reason, Tenure
from rules.memo import Memo
from rules.reasons import needs
from rules.truth import DISPUTED, DISPUTED_AGAINST, NO, UNKNOWN, YES, Truth
from tests.rules.households import ON, household

ready = holds("ready", "home_ready")
danger = holds("danger", "imminent_danger")


def case(asked: frozenset[str] = frozenset(), **facts: object) -> Case:
    return Case(Facts(**facts), ON, parameters.load(), asked)  # type: ignore[arg-type]


def counting(conditions: tuple[NamedTest, ...]) -> tuple[Memo[tuple[str, ...]], list[Case]]:
    worked_out: list[Case] = []

    def work_out(of: Case) -> tuple[str, ...]:
        worked_out.append(of)
        return needs(conditions[0], of)

    return Memo(conditions, work_out), worked_out


def test_tests_that_come_out_alike_are_worked_out_once() -> None:
    memo, worked_out = counting((ready, danger))
    for _ in range(2):
        assert memo.of(case(home_ready=True)) == ()
        assert memo.of(case(home_ready=True, persons=7, lease_start=date(2020, 1, 1))) == ()
    assert len(worked_out) == 1
    memo.of(case(home_ready=True, imminent_danger=False))
    assert len(worked_out) == 2


def test_a_fact_asked_before_is_not_one_that_can_still_be_asked() -> None:
    memo, _ = counting((ready,))
    assert memo.of(case()) == ("home_ready",)
    assert memo.of(case(frozenset({"home_ready"}))) == ()


def test_which_of_the_facts_of_an_open_test_are_missing_matters() -> None:
    memo, _ = counting((NamedTest("two", ("persons", "rooms"), lambda of: UNKNOWN),))
    assert memo.of(case(persons=2)) == ("rooms",)
    assert memo.of(case(rooms=2)) == ("persons",)
    assert memo.of(case()) == ("persons", "rooms")


def test_a_truth_that_is_taken_as_given_counts() -> None:
    def told(of: Case) -> Truth:
        return ready.of(of)

    memo = Memo((ready,), told)
    supposed = Case(Facts(), ON, parameters.load(), truths={ready.index: 0b0011})
    assert (memo.of(case()), memo.of(supposed)) == (UNKNOWN, 0b0011)


def test_without_tests_there_is_one_answer() -> None:
    assert Memo((), lambda of: "always").of(case()) == "always"


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    Memo.forget()
    monkeypatch.setattr(Memo, "most", 2)
    memo, worked_out = counting((ready, danger))
    four = [case(home_ready=a, imminent_danger=b) for a in (True, False) for b in (True, False)]
    for each in (*four[:2], *four[:2]):
        memo.of(each)
    assert len(worked_out) == 2
    for each in four[2:]:
        memo.of(each)
    memo.of(four[0])
    assert len(worked_out) == 5


def test_households_told_one_after_another_get_what_each_gets_alone() -> None:
    random = Random(3)
    households = [household(random) for _ in range(60)]
    together = [assess(facts, ON) for facts in households * 2]
    for facts, first, again in zip(households, together, together[60:], strict=False):
        Memo.forget()
        alone = assess(facts, ON)
        assert alone == first == again


def test_numbers_and_dates_are_never_kept() -> None:
    def told(day: date) -> Facts:
        return Facts(
            landlord=Landlord.ALMEN,
            tenure=Tenure.TENANT,
            reason=Reason.RENOVATION,
            renewal_decision=False,
            notice_received=day,
        )

    days = date(2026, 10, 20), date(2026, 10, 21)
    open_ = [assess(told(day), ON).finding("notice_objection_open") for day in days]
    assert [f and f.deadline for f in open_] == [date(2026, 12, 1), date(2026, 12, 2)]


@pytest.mark.parametrize("truth", [YES, NO, DISPUTED, DISPUTED_AGAINST])
def test_the_state_of_a_settled_test_is_its_truth(truth: Truth) -> None:
    assert NamedTest("settled", ("persons",), lambda of: truth).state(case()) == truth


def test_the_states_of_an_open_test_tell_all_that_can_come_of_it() -> None:
    states = []
    for way in (Reach(*outcomes) for outcomes in product((True, False), repeat=3)):
        test = NamedTest("open", ("persons", "rooms"), lambda of: UNKNOWN, ways=lambda of, w=way: w)
        for asked in ((), ("persons",), ("rooms",)):
            states.append(test.state(case(frozenset(asked))))
    assert len(set(states)) == len(states)
