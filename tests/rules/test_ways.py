"""How a test that is open can still be settled, where not every fact would do it either way.

A question whose answer can settle nothing is not asked: these are the tests that know more of it
than that a fact is missing.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rules import laws, parameters
from rules.byfornyelse import homes, money, notice, rent_rule, second_thoughts, two_year
from rules.case import Case, Reach
from rules.conditions import ANY_WAY, EITHER_WAY, NO_WAY, ONLY_NO, ONLY_YES, reachable
from rules.conditions import Test as NamedTest
from rules.expropriation.act import five_years
from rules.facts import Facts, HomeKind, Reason
from rules.private.increase import above_big_increase, above_return_increase
from rules.shared import notices, offers
from tests.rules.households import ON

IN_2022, IN_2023 = date(2022, 8, 1), date(2023, 7, 1)
YES_OR_DISPUTED = Reach(yes=True, no=False, disputed=True)
NO_OR_DISPUTED = Reach(yes=False, no=True, disputed=True)


def ways(test: NamedTest, asked: str = "", on: date = ON, **facts: Any) -> Reach:
    """What can come out, where the facts asked for before stay unknown."""
    return reachable(test, Case(Facts(**facts), on, parameters.load(), frozenset(asked.split())))


def kroner(**amounts: int) -> dict[str, Decimal]:
    return {f"{name}_per_m2": Decimal(amount) for name, amount in amounts.items()}


# The large increases of lejeloven: the thresholds known are those of 2005 to 2024 (157 to 226),
# and for an increase from return 97-98 in 2022 and 105 in 2023.


@pytest.mark.parametrize(
    ("facts", "asked", "on", "expected"),
    [
        ({}, "", ON, EITHER_WAY),
        # Without the amount, or without a threshold, it stays open.
        ({}, "increase_per_m2", ON, NO_WAY),
        ({}, "increase_announced", ON, NO_WAY),
        ({"increase_announced": date(2025, 7, 1)}, "", ON, NO_WAY),
        ({"increase_announced": IN_2023}, "", ON, EITHER_WAY),
        # Today's threshold is known, the day is not: what is above it is so, the rest is open.
        ({}, "increase_announced", IN_2023, ONLY_YES),
        # What was raised earlier stays unknown: no more than a *yes* is sure.
        ({"increase_announced": IN_2023}, "earlier_increase_per_m2", ON, ONLY_YES),
        (
            {"increase_announced": IN_2023, **kroner(increase=200)},
            "earlier_increase_per_m2",
            ON,
            NO_WAY,
        ),
        # What was raised earlier can be asked for.
        ({"increase_announced": IN_2023, **kroner(increase=200)}, "", ON, EITHER_WAY),
        (kroner(increase=200), "increase_announced", IN_2023, ONLY_YES),
        # Only the day is missing: above the thresholds of some years, of none, or of one.
        (kroner(increase=200, earlier_increase=0), "", ON, EITHER_WAY),
        (kroner(increase=100, earlier_increase=100), "", ON, EITHER_WAY),
        (kroner(increase=157, earlier_increase=0), "", ON, ONLY_NO),
        (kroner(increase=158, earlier_increase=0), "", ON, EITHER_WAY),
        (kroner(increase=500, earlier_increase=0), "", ON, ONLY_YES),
        (kroner(increase=100, earlier_increase=400), "", ON, ONLY_YES),
        (kroner(increase=200, earlier_increase=0), "increase_announced", IN_2023, NO_WAY),
        # Above some years' threshold whatever was raised earlier.
        (kroner(increase=200), "earlier_increase_per_m2", ON, ONLY_YES),
        (kroner(increase=100), "earlier_increase_per_m2", ON, NO_WAY),
    ],
)
def test_above_the_threshold_for_improvements(
    facts: dict[str, Any], asked: str, on: date, expected: Reach
) -> None:
    assert ways(above_big_increase, asked, on, **facts) == expected


@pytest.mark.parametrize(
    ("facts", "asked", "on", "expected"),
    [
        # The lists differ between 97 and 98 in 2022, so it can turn out disputed.
        ({}, "", ON, ANY_WAY),
        ({"increase_announced": IN_2022}, "", ON, ANY_WAY),
        ({"increase_announced": IN_2023}, "", ON, EITHER_WAY),
        ({}, "increase_announced", IN_2022, ONLY_YES),
        (kroner(return_increase=98), "", ON, NO_OR_DISPUTED),
        (kroner(return_increase=99), "", ON, EITHER_WAY),
        (kroner(return_increase=106), "", ON, ONLY_YES),
        (kroner(return_increase=97), "", ON, ONLY_NO),
        (kroner(return_increase=98), "increase_announced", IN_2022, NO_WAY),
        ({}, "return_increase_per_m2", ON, NO_WAY),
    ],
)
def test_above_the_threshold_for_return(
    facts: dict[str, Any], asked: str, on: date, expected: Reach
) -> None:
    assert ways(above_return_increase, asked, on, **facts) == expected


# The 155 kr. rule: a threshold for every year from 2004 (155) to 2027 (239), and a span in 2025
# (228-229) and 2026 (232-233).


@pytest.mark.parametrize(
    ("facts", "asked", "expected"),
    [
        ({}, "", ANY_WAY),
        ({}, "increase_per_m2", NO_WAY),
        ({}, "earlier_increase_per_m2", ONLY_YES),
        (kroner(increase=200), "", ANY_WAY),
        (kroner(increase=200, earlier_increase=0), "", EITHER_WAY),
        (kroner(increase=229, earlier_increase=0), "", ANY_WAY),
        (kroner(increase=200, earlier_increase=29), "", ANY_WAY),
        (kroner(increase=155, earlier_increase=0), "", ONLY_NO),
    ],
)
def test_above_the_threshold_of_the_155_kr_rule(
    facts: dict[str, Any], asked: str, expected: Reach
) -> None:
    assert ways(rent_rule.above_threshold, asked, **facts) == expected


LONG_AGO = {"assigned": date(2023, 1, 1)}
OLD_LEASE = {"lease_start": date(2015, 5, 1)}


@pytest.mark.parametrize(
    ("test", "facts", "asked", "expected"),
    [
        (rent_rule.not_yet_paid, {}, "", YES_OR_DISPUTED),
        # Without the day of the offer only a letter that does not tell of the right settles it.
        (second_thoughts.objection_in_time, {}, "", EITHER_WAY),
        (second_thoughts.objection_in_time, {}, "offer_date", ONLY_YES),
        (second_thoughts.objection_in_time, {}, "offer_told_of_objection", EITHER_WAY),
        (
            second_thoughts.objection_in_time,
            {"offer_date": date(2026, 1, 1)},
            "",
            EITHER_WAY,
        ),
        # The day of the assignment decides; when its two years are gone, that of moving in.
        (second_thoughts.within_regret, {}, "", ANY_WAY),
        (second_thoughts.within_regret, {}, "assigned", NO_WAY),
        (second_thoughts.within_regret, {}, "moved_in", ONLY_YES),
        (second_thoughts.within_regret, LONG_AGO, "", NO_OR_DISPUTED),
        # A time-limited lease may bar the loan or not; only one without a limit is sure.
        (money.not_fixed_term, {}, "", ONLY_YES),
        (money.not_fixed_term, {"fixed_term": True}, "", NO_WAY),
        # Who has been offered a home can tell; who has not, has nothing to tell.
        (offers.offered, {}, "", ONLY_YES),
        (offers.offered, {}, "offer_kind", NO_WAY),
        # A small home may do whatever is offered, but without its rooms none is too small.
        (homes.large_enough_temporary, {}, "", EITHER_WAY),
        (homes.large_enough_temporary, {}, "persons", NO_WAY),
        (homes.large_enough_temporary, {}, "offer_rooms", ONLY_YES),
        (homes.large_enough_permanent, {}, "persons", NO_WAY),
        (homes.large_enough_permanent, {}, "offer_rooms", ONLY_YES),
        (homes.large_enough_permanent, {}, "rooms", EITHER_WAY),
        # Two facts, and both are needed.
        (two_year.act_ignores_decision, {}, "", YES_OR_DISPUTED),
        (two_year.act_ignores_decision, OLD_LEASE, "decision_date", NO_WAY),
        (two_year.let_after_informed, OLD_LEASE, "", EITHER_WAY),
        (two_year.let_after_informed, {}, "lease_start lease_signed", NO_WAY),
        (two_year.let_after_informed, {}, "lease_start", EITHER_WAY),
        (notice.not_too_early, {}, "", EITHER_WAY),
        (notice.not_too_early, {}, "notice_received", NO_WAY),
        (notice.not_too_early, {}, "vacating_date", NO_WAY),
        (five_years, OLD_LEASE, "", EITHER_WAY),
        (five_years, {}, "lease_start", NO_WAY),
        (five_years, {}, "vacating_demanded", NO_WAY),
        (money.rent_rises, {}, "old_rent", NO_WAY),
        (money.rent_rises, {}, "new_rent", NO_WAY),
        # Which act: with a reason that may go with a decision that can be either.
        (laws.under_byfornyelse, {"reason": Reason.RENOVATION}, "", EITHER_WAY),
        (laws.under_byfornyelse, {}, "", EITHER_WAY),
        (laws.under_byfornyelse, {}, "reason", ONLY_NO),
    ],
)
def test_other_ways(test: NamedTest, facts: dict[str, Any], asked: str, expected: Reach) -> None:
    assert ways(test, asked, **facts) == expected


@pytest.mark.parametrize(
    ("facts", "asked", "expected"),
    [
        ({}, "", EITHER_WAY),
        # Every home has a room, so one room may be enough; how many are offered must be known.
        ({}, "offer_rooms", ONLY_YES),
        # Few persons or few rooms are enough to know that little is needed.
        ({}, "persons", EITHER_WAY),
        ({}, "rooms", EITHER_WAY),
        ({}, "persons rooms", NO_WAY),
        ({"persons": 3}, "offer_rooms", ONLY_YES),
        ({"rooms": 3}, "offer_rooms", ONLY_YES),
        ({"persons": 3}, "rooms offer_rooms", NO_WAY),
    ],
)
def test_the_rooms_of_a_home(facts: dict[str, Any], asked: str, expected: Reach) -> None:
    # One room more than persons, or as many as before (ALM-08).
    assert ways(offers.large_enough_by("alm.perm.rooms_more_than_persons"), asked, **facts) == (
        expected
    )


@pytest.mark.parametrize("asked", ["notice_received", "notice_leave_by"])
def test_the_length_of_a_notice_takes_two_days(asked: str) -> None:
    test = notices.long_enough("some_notice", "prv.notice.months")
    assert ways(test) == EITHER_WAY
    assert ways(test, asked) == NO_WAY


@pytest.mark.parametrize("kind", HomeKind)
def test_who_tells_of_a_home_was_offered_one(kind: HomeKind) -> None:
    assert ways(offers.offered, offer_kind=kind) == ONLY_YES
