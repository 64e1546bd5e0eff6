"""Where an answer turns: the values that samples and counterfactuals are taken from."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from rules import parameters
from rules.almen.duration import away_12_months, home_not_ready, more_than_12_months
from rules.assess import assess
from rules.byfornyelse import (
    duration,
    homes,
    money,
    notice,
    rent_rule,
    scope,
    second_thoughts,
    two_year,
)
from rules.case import Case
from rules.conditions import Test as NamedTest
from rules.counterfactual import Change, what_would_change
from rules.expropriation.act import five_years
from rules.facts import NOT_YET, Facts, HomeKind, Reason
from rules.private import increase
from rules.samples import sample_values
from rules.shared import leaving, notices, offers, rents
from tests.rules.cases import BY_ID
from tests.rules.households import ON

LARGE_ENOUGH = offers.large_enough_by("alm.perm.rooms_more_than_persons")
TO_A_WEEKDAY = notices.long_enough("to_a_weekday", "alm.notice.months")


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
        (leaving.nothing_to_leave, {}, [("months_away", Decimal(0))]),
        (scope.condemnable_conditions, {}, [("condemnable_conditions", True)]),
        (increase.required_by_law, {}, [("works_required_by_law", True)]),
        (more_than_12_months, {}, [("months_away", Decimal(12))]),
        (away_12_months, {}, [("months_already_away", Decimal(12))]),
        # Who need not leave has not been away.
        (away_12_months, {"months_away": Decimal(0)}, []),
        (duration.longer_without_consent, {}, [("months_away", Decimal(6))]),
        (duration.longer_with_consent, {}, [("months_away", Decimal(12))]),
        (
            five_years,
            {"lease_start": date(2020, 2, 29)},
            [("vacating_demanded", date(2025, 2, 28))],
        ),
        (five_years, {}, []),
        (money.rent_rises, {"old_rent": Decimal(5000)}, [("new_rent", Decimal(5001))]),
        (money.rent_rises, {"old_rent": Decimal(0)}, [("new_rent", Decimal(1))]),
        (money.rent_rises, {}, []),
        (
            rents.temporary_is_cheaper,
            {"old_rent": Decimal(5000)},
            [("temporary_rent", Decimal(4999))],
        ),
        (rents.temporary_is_cheaper, {"old_rent": Decimal("0.50")}, [("temporary_rent", 0)]),
        (rents.temporary_is_cheaper, {}, []),
        # A home for a while: a room for two persons; for good: one room more than persons, or as
        # many as before.
        (
            homes.large_enough_temporary,
            {"offer_kind": HomeKind.TEMPORARY, "persons": 5},
            [("offer_rooms", 3)],
        ),
        (
            homes.large_enough_permanent,
            {"offer_kind": HomeKind.PERMANENT, "persons": 2, "rooms": 4},
            [("offer_rooms", 3)],
        ),
        (homes.large_enough_permanent, {"offer_kind": HomeKind.PERMANENT, "persons": 2}, []),
        (LARGE_ENOUGH, {"persons": 2, "rooms": 4}, [("offer_rooms", 3)]),
        (LARGE_ENOUGH, {"persons": 2}, []),
        # The notice: not before six months, three months, six weeks to object.
        (
            notice.not_too_early,
            {"vacating_date": date(2027, 6, 1)},
            [("notice_received", date(2026, 12, 1))],
        ),
        (notice.not_too_early, {}, []),
        (
            notice.full_notice,
            {"notice_received": date(2026, 11, 10)},
            [("notice_leave_by", date(2027, 2, 10))],
        ),
        (
            notice.short_notice,
            {"notice_received": date(2026, 11, 10)},
            [("notice_leave_by", date(2026, 12, 10))],
        ),
        (notice.full_notice, {}, []),
        (
            TO_A_WEEKDAY,
            {"notice_received": date(2026, 11, 10)},
            [("notice_leave_by", date(2027, 3, 1))],
        ),
        (TO_A_WEEKDAY, {}, []),
        # An objection made on the last day; while that is to come it need not be made yet.
        (
            notice.objection_in_time,
            {"notice_received": date(2026, 10, 9)},
            [("notice_objected", date(2026, 11, 20))],
        ),
        (
            notice.objection_in_time,
            {"notice_received": date(2026, 10, 10)},
            [("notice_objected", ON)],
        ),
        (notice.objection_in_time, {"notice_received": date(2026, 10, 11)}, []),
        (notice.objection_in_time, {}, []),
        (
            second_thoughts.objection_in_time,
            {"offer_date": date(2026, 10, 10), "offer_told_of_objection": True},
            [("offer_objected", ON)],
        ),
        (
            second_thoughts.objection_in_time,
            {"offer_date": date(2026, 10, 11), "offer_told_of_objection": True},
            [],
        ),
        (
            second_thoughts.objection_in_time,
            {"offer_date": date(2026, 10, 9), "offer_told_of_objection": False},
            [],
        ),
    ],
)
def test_where_a_test_turns(
    test: NamedTest, facts: dict[str, Any], expected: list[tuple[str, Any]]
) -> None:
    assert turns(test, **facts) == expected


def test_the_large_increases_turn_above_the_threshold_and_with_its_years() -> None:
    # 218 in 2023, and 157 in 2005, the first year known; 2024 is the last.
    told = {"increase_announced": date(2023, 5, 3), "earlier_increase_per_m2": Decimal(18)}
    assert turns(increase.above_big_increase, **told) == [
        ("increase_per_m2", Decimal(140)),
        ("increase_per_m2", Decimal(201)),
        ("increase_per_m2", Decimal(201)),
        ("increase_announced", date(2005, 1, 1)),
        ("increase_announced", date(2024, 1, 1)),
        ("increase_announced", date(2025, 1, 1)),
    ]
    # Of 2026 none is known; what was raised earlier may be more than any threshold.
    late = turns(increase.above_big_increase, earlier_increase_per_m2=Decimal(400))
    assert [value for fact, value in late if fact == "increase_per_m2"] == [0]
    # The lists differ between 97 and 98 in 2022.
    spans = turns(increase.above_return_increase, increase_announced=date(2022, 8, 1))
    assert spans[:3] == [
        ("return_increase_per_m2", Decimal(98)),
        ("return_increase_per_m2", Decimal(99)),
        ("return_increase_per_m2", Decimal(98)),
    ]


@pytest.mark.parametrize(
    ("test", "rescue"),
    [
        (notice.objection_in_time, "notice_objected"),
        (second_thoughts.objection_in_time, "offer_objected"),
        (scope.condemnable_conditions, "condemnable_conditions"),
        (increase.required_by_law, "works_required_by_law"),
        (away_12_months, "months_already_away"),
        (home_not_ready, "home_ready"),
    ],
)
def test_what_is_taken_not_to_be_until_it_is_told(test: NamedTest, rescue: str) -> None:
    assert test.rescue == rescue
    assert rescue not in test.facts


@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_each_side_of_a_turning_day_is_a_sample(shift: int) -> None:
    facts = Facts(lease_start=date(2024, 11, 1))
    day = date(2026, 11, 1) + timedelta(days=shift)
    assert day in sample_values("vacating_demanded", facts, ON)


def test_each_side_of_a_turning_number_is_a_sample() -> None:
    home = Facts(offer_kind=HomeKind.TEMPORARY, persons=5, reason=Reason.RENOVATION)
    assert {2, 3, 4} <= set(sample_values("offer_rooms", home, ON))
    # Nobody is refused fewer than no times.
    assert sample_values("refusals_used", home, ON) == [0, 1]
    months = sample_values("months_away", Facts(reason=Reason.RENOVATION), ON)
    assert {Decimal(n) for n in (0, 1, 5, 6, 7, 11, 12, 13)} <= set(months)
    assert min(months) == 0


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
