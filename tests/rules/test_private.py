"""Lejeloven: no general right, the large increase, the notice, payment to leave."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rules.assess import Assessment, assess
from rules.facts import Facts, Landlord, Reason, Tenure
from rules.outcomes import Duty, Law, Rehousing
from rules.truth import Verdict

ON = date(2026, 11, 21)
TENANT = Facts(
    tenure=Tenure.TENANT,
    landlord=Landlord.PRIVATE,
    renewal_decision=False,
    regulated_property=True,
)


def told(reason: Reason, on: date = ON, **facts: Any) -> Assessment:
    assessment = assess(TENANT.but(reason=reason, **facts), on)
    assert assessment.law is Law.PRIVATE
    return assessment


def raised(
    by: str | int | None, earlier: str | int | None = 0, year: int | None = 2023, **facts: Any
) -> Assessment:
    amounts = {"increase_per_m2": by, "earlier_increase_per_m2": earlier}
    decimals = {name: None if n is None else Decimal(n) for name, n in amounts.items()}
    announced = None if year is None else date(year, 7, 1)
    facts = {"return_increase_per_m2": Decimal(0), **decimals, **facts}
    return told(Reason.RENT_INCREASE, increase_announced=announced, **facts)


@pytest.mark.parametrize("reason", [Reason.SALE, Reason.DEMOLITION, Reason.FIRE, Reason.LEASE_END])
def test_no_general_right(reason: Reason) -> None:
    assessment = told(reason)
    assert assessment.rehousing is Rehousing.NONE
    assert assessment.duty is None
    for finding in ("permanent_right", "temporary_right", "moving_costs", "own_permanent"):
        assert assessment.verdict(finding) is Verdict.NO, finding
    assert assessment.verdict("shelter") is Verdict.YES


# The large increase (§ 106)


@pytest.mark.parametrize(
    ("by", "earlier", "verdict"),
    [
        (218, 0, Verdict.NO),  # as much as the threshold is not more
        ("218.01", 0, Verdict.YES),
        (219, None, Verdict.YES),
        (218, None, Verdict.UNKNOWN),
        (200, 18, Verdict.NO),
        (200, 19, Verdict.YES),
        (None, 500, Verdict.UNKNOWN),
    ],
)
def test_more_than_the_threshold_of_2023(
    by: str | None, earlier: str | None, verdict: Verdict
) -> None:
    found = raised(by, earlier).finding("landlord_offer")
    assert found is not None
    assert (found.verdict, found.value) == (verdict, "218")


def test_on_demand_is_the_landlords_duty() -> None:
    demand = raised(230)
    assert demand.rehousing is Rehousing.ON_DEMAND
    assert demand.duty is Duty.LANDLORD
    assert raised(218).rehousing is Rehousing.NONE


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"regulated_property": False}, Verdict.NO),
        ({"regulated_property": None}, Verdict.UNKNOWN),
        ({"works_required_by_law": True}, Verdict.NO),
        ({"works_required_by_law": False}, Verdict.YES),
        ({"tenure": Tenure.PROTECTED_ROOM}, Verdict.YES),
        ({"tenure": Tenure.ROOM_IN_LANDLORDS_HOME}, Verdict.NO),
    ],
)
def test_who_can_demand(facts: dict[str, Any], verdict: Verdict) -> None:
    assert raised(300, **facts).verdict("landlord_offer") is verdict


def test_works_that_the_law_requires_leave_the_return_based_right() -> None:
    amounts = {"return_increase_per_m2": Decimal(106), "works_required_by_law": True}
    assert raised(300, **amounts).verdict("landlord_offer") is Verdict.YES


@pytest.mark.parametrize(
    ("year", "by", "verdict"),
    [
        (2022, 97, Verdict.NO),  # the lists differ between 97 and 98
        (2022, 98, Verdict.DISPUTED),
        (2022, "98.01", Verdict.YES),
        (2023, 105, Verdict.NO),
        (2023, 106, Verdict.YES),
    ],
)
def test_a_return_based_increase(year: int, by: str, verdict: Verdict) -> None:
    amount = {"return_increase_per_m2": Decimal(by)}
    assert raised(0, year=year, **amount).verdict("landlord_offer") is verdict


@pytest.mark.parametrize("year", [2025, 2026, None])
def test_where_no_threshold_is_known_nothing_is_guessed(year: int | None) -> None:
    for by in (0, 226, 100_000):
        found = raised(by, year=year).finding("landlord_offer")
        assert found is not None
        assert (found.verdict, found.value) == (Verdict.UNKNOWN, None)


def test_before_the_first_threshold_known_only_a_yes_is_sure() -> None:
    assert raised(158, year=2003).verdict("landlord_offer") is Verdict.YES
    assert raised(157, year=2003).verdict("landlord_offer") is Verdict.UNKNOWN


def test_a_day_not_told_may_lie_in_an_earlier_year() -> None:
    on = date(2023, 7, 1)
    amounts = {"earlier_increase_per_m2": Decimal(0), "return_increase_per_m2": Decimal(0)}
    above = told(Reason.RENOVATION, on, increase_per_m2=Decimal(219), **amounts)
    assert above.verdict("landlord_offer") is Verdict.YES
    equal = told(Reason.RENOVATION, on, increase_per_m2=Decimal(218), **amounts)
    assert equal.verdict("landlord_offer") is Verdict.UNKNOWN
    assert equal.needs == ("increase_announced",)


# The notice (§§ 170, 171, 175, 176)


@pytest.mark.parametrize(
    ("reason", "tenure", "verdict"),
    [
        (Reason.DEMOLITION, Tenure.TENANT, Verdict.YES),
        (Reason.RENOVATION, Tenure.TENANT, Verdict.NO),
        (Reason.SALE, Tenure.TENANT, Verdict.NO),
        (Reason.RENOVATION, Tenure.ROOM_IN_LANDLORDS_HOME, Verdict.YES),
        (Reason.RENOVATION, Tenure.PROTECTED_ROOM, Verdict.NO),
    ],
)
def test_what_is_a_ground(reason: Reason, tenure: Tenure, verdict: Verdict) -> None:
    assert told(reason, tenure=tenure).verdict("notice_ground") is verdict


@pytest.mark.parametrize(
    ("tenure", "leave_by", "verdict"),
    [
        (Tenure.TENANT, date(2027, 3, 1), Verdict.YES),
        (Tenure.TENANT, date(2027, 2, 28), Verdict.NO),
        (Tenure.ROOM_IN_LANDLORDS_HOME, date(2027, 1, 4), Verdict.YES),
        (Tenure.ROOM_IN_LANDLORDS_HOME, date(2027, 1, 3), Verdict.NO),
    ],
)
def test_the_length_of_the_notice(tenure: Tenure, leave_by: date, verdict: Verdict) -> None:
    facts = {"notice_received": date(2026, 11, 10), "notice_leave_by": leave_by, "tenure": tenure}
    assert told(Reason.DEMOLITION, **facts).verdict("notice_period_ok") is verdict


@pytest.mark.parametrize("reason", [Reason.FIRE, Reason.LEASE_END])
def test_a_lease_that_lapses_has_no_notice(reason: Reason) -> None:
    lapsed = told(reason, notice_received=date(2026, 11, 1))
    assert not [found for found in lapsed.findings if found.id.startswith("notice_")]


def test_offers_after_demolition() -> None:
    for finding in ("same_property_offer", "return_offer"):
        assert told(Reason.DEMOLITION).verdict(finding) is Verdict.YES
        assert told(Reason.MERGER).finding(finding) is None


@pytest.mark.parametrize("paid", [True, False, None])
def test_payment_to_leave(paid: bool | None) -> None:
    expected = {True: Verdict.YES, False: Verdict.NO, None: Verdict.UNKNOWN}[paid]
    assert told(Reason.SALE, paid_to_leave=paid).verdict("must_not_be_paid") is expected
    almen = assess(TENANT.but(reason=Reason.SALE, landlord=Landlord.ALMEN, paid_to_leave=True), ON)
    assert almen.finding("must_not_be_paid") is None
