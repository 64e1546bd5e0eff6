"""Where an answer turns: the values that samples and counterfactuals are taken from."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from rules import parameters
from rules.assess import assess
from rules.byfornyelse import rent_rule, second_thoughts, two_year
from rules.case import Case
from rules.conditions import Test as NamedTest
from rules.counterfactual import Change, what_would_change
from rules.facts import NOT_YET, Facts
from rules.samples import sample_values
from tests.rules.cases import BY_ID
from tests.rules.households import ON


def turns(test: NamedTest, on: date = ON, **facts: Any) -> list[tuple[str, Any]]:
    assert test.turns is not None
    return list(test.turns(Case(Facts(**facts), on, parameters.load())))


def test_the_rent_rule_turns_at_each_end_of_the_threshold() -> None:
    # 218 is the value of 2023; the lowest of all years counts where the year is not told.
    on, lowest = date(2023, 6, 1), parameters.load().first_span(rent_rule.THRESHOLD).low
    found = turns(rent_rule.above_threshold, on, increase_announced=date(2023, 5, 3))
    assert [value for fact, value in found if fact == "increase_per_m2"] == [219, 218, lowest]
    assert [value for fact, value in found if fact == "earlier_increase_per_m2"] == [
        219,
        218,
        lowest,
    ]


def test_what_was_raised_earlier_counts_in_the_turning_point() -> None:
    on, told = date(2023, 6, 1), {"increase_announced": date(2023, 5, 3)}
    found = turns(
        rent_rule.above_threshold,
        on,
        increase_per_m2=Decimal(100),
        earlier_increase_per_m2=Decimal(20),
        **told,
    )
    assert found[:2] == [
        ("increase_per_m2", Decimal(199)),
        ("earlier_increase_per_m2", Decimal(119)),
    ]
    far = turns(rent_rule.above_threshold, on, earlier_increase_per_m2=Decimal(400), **told)
    assert [value for fact, value in far if fact == "increase_per_m2"] == [0, 0, 0]


def test_the_rent_rule_turns_with_the_year() -> None:
    found = turns(rent_rule.above_threshold)
    days = [value for fact, value in found if fact == "increase_announced"]
    assert days == [date(2026, 1, 1), date(2027, 1, 1)]


@pytest.mark.parametrize(
    ("test", "facts", "expected"),
    [
        (
            two_year.demanded_too_soon,
            {"lease_start": date(2025, 2, 1)},
            [("vacating_demanded", date(2027, 2, 1))],
        ),
        (
            two_year.demanded_too_soon,
            {"vacating_demanded": date(2027, 2, 1)},
            [("lease_start", date(2025, 2, 1))],
        ),
        # Two years from the last day of February in a leap year end on the 28th.
        (
            two_year.announced_too_soon,
            {"increase_announced": date(2026, 2, 28)},
            [("lease_start", date(2024, 2, 28))],
        ),
        (
            two_year.let_after_informed,
            {"lease_start": date(2025, 2, 1), "landlord_informed": date(2025, 1, 10)},
            [("landlord_informed", date(2025, 2, 1)), ("lease_start", date(2025, 1, 10))],
        ),
        (
            two_year.let_after_informed,
            {"lease_signed": date(2025, 2, 1), "landlord_informed": date(2025, 1, 10)},
            [("landlord_informed", date(2025, 2, 1)), ("lease_signed", date(2025, 1, 10))],
        ),
        (
            two_year.act_ignores_decision,
            {"lease_start": date(2025, 2, 1)},
            [("decision_date", date(2025, 2, 2))],
        ),
        (two_year.act_ignores_decision, {}, []),
        (second_thoughts.refusals_left, {}, [("refusals_used", 0)]),
        (
            second_thoughts.within_regret,
            {},
            [("assigned", date(2024, 11, 21)), ("moved_in", date(2024, 11, 21))],
        ),
        (rent_rule.not_yet_paid, {}, [("raised_rent_first_paid", NOT_YET)]),
    ],
)
def test_where_a_test_turns(
    test: NamedTest, facts: dict[str, Any], expected: list[tuple[str, Any]]
) -> None:
    assert turns(test, **facts) == expected


@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_each_side_of_a_turning_day_is_a_sample(shift: int) -> None:
    facts = Facts(lease_start=date(2024, 11, 1))
    day = date(2026, 11, 1) + timedelta(days=shift)
    assert day in sample_values("vacating_demanded", facts, ON)


@pytest.mark.parametrize(
    ("case", "finding", "changes", "expected"),
    [
        # From further off the same nearest day and amount are found.
        ("WC-11", "permanent_right", {"vacating_demanded": date(2027, 1, 20)}, date(2027, 2, 1)),
        ("WC-18", "rent_rule", {"increase_per_m2": Decimal(0)}, Decimal(219)),
        ("WC-06", "temporary_right", {"months_away": Decimal(200)}, Decimal(12)),
        ("WC-30", "refuse_once", {"refusals_used": 9}, 0),
        ("WC-07", "offer_size_ok", {"offer_rooms": 1}, 3),
    ],
)
def test_the_change_offered_is_the_nearest(
    case: str, finding: str, changes: dict[str, Any], expected: object
) -> None:
    worked = BY_ID[case]
    facts = worked.facts.but(**changes)
    assert assess(facts, worked.on).verdict(finding) == "no"
    (fact,) = changes
    assert what_would_change(facts, worked.on, finding) == Change(fact, expected)
