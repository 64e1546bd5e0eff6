"""The dates of an assessment: one of a kind, those that are gone among them."""

from datetime import date, timedelta
from typing import Any

import pytest

from rules.assess import Due, assess
from rules.facts import Facts, HomeKind, Landlord, Reason, SelfFound, Tenure
from rules.outcomes import Law
from tests.rules.households import ON

TENANT = Facts(
    tenure=Tenure.TENANT,
    reason=Reason.DEMOLITION,
    renewal_decision=True,
    lease_start=date(2015, 5, 1),
    vacating_demanded=date(2026, 8, 3),
)
ALMEN = TENANT.but(renewal_decision=False, landlord=Landlord.ALMEN, fixed_term=False)
PRIVATE = TENANT.but(renewal_decision=False, landlord=Landlord.PRIVATE)


def days(facts: Facts, on: date = ON) -> dict[str, date]:
    return {due.id: due.date for due in assess(facts, on).deadlines}


@pytest.mark.parametrize("facts", [TENANT, ALMEN, PRIVATE])
def test_a_time_to_object_that_is_gone_is_still_told(facts: Facts) -> None:
    noticed = facts.but(notice_received=date(2026, 10, 9))
    for on in (date(2026, 11, 20), date(2026, 11, 21), date(2027, 11, 20)):
        assert days(noticed, on) == {"notice_objection_open": date(2026, 11, 20)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {"objection_open": date(2026, 10, 13)}),
        # It never was: for a subtenant, or a home for a while.
        ({"tenure": Tenure.SUBTENANT}, {}),
        ({"offer_kind": HomeKind.TEMPORARY}, {}),
        # Nobody told of the right, so no time has begun.
        ({"offer_told_of_objection": False}, {}),
    ],
)
def test_a_date_is_gone_only_for_whom_it_was(
    changes: dict[str, Any], expected: dict[str, date]
) -> None:
    offered = TENANT.but(
        offer_kind=HomeKind.PERMANENT,
        offer_date=date(2026, 9, 1),
        offer_told_of_objection=True,
    )
    assert days(offered.but(**changes)) == expected


def test_two_years_to_regret_are_told_when_they_are_gone() -> None:
    moved = TENANT.but(
        assigned=date(2023, 3, 1), moved_in=date(2023, 4, 1), self_found=SelfFound.NO
    )
    assert days(moved) == {"regret": date(2025, 3, 1), "cpr": date(2023, 4, 6)}
    # Who found the home has nothing to regret.
    assert days(moved.but(self_found=SelfFound.RENTAL)) == {"cpr": date(2023, 4, 6)}


def test_what_two_acts_have_alike_is_told_once() -> None:
    open_ = Facts(
        tenure=Tenure.TENANT,
        reason=Reason.DEMOLITION,
        notice_received=date(2026, 11, 9),
        vacating_date=date(2027, 6, 1),
        moved_in=date(2026, 11, 18),
    )
    found = assess(open_, ON)
    assert found.law is None
    assert found.deadlines == (
        Due("notice_objection_open", date(2026, 12, 21), ("BYF-P-04", "ALM-04", "PRV-02")),
        Due("leave_by", date(2027, 6, 1), ("BYF-P-02", "ALM-02", "PRV-02")),
        Due("cpr", date(2026, 11, 23), ("BYF-P-18",)),
    )


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (Reason.DEMOLITION, True),
        (Reason.RENOVATION, True),
        (Reason.SALE, True),
        # The lease lapses or runs out, or nobody must leave.
        (Reason.FIRE, False),
        (Reason.LEASE_END, False),
        (Reason.RENT_INCREASE, False),
    ],
)
@pytest.mark.parametrize("landlord", Landlord)
def test_the_day_to_leave(reason: Reason, told: bool, landlord: Landlord) -> None:
    facts = TENANT.but(reason=reason, renewal_decision=False, landlord=landlord, fixed_term=False)
    planned = facts.but(vacating_date=date(2027, 6, 1))
    assert days(planned) == ({"leave_by": date(2027, 6, 1)} if told else {})
    # What the notice says comes before what the plan says.
    noticed = days(planned.but(notice_leave_by=date(2027, 7, 1)))
    assert noticed == ({"leave_by": date(2027, 7, 1)} if told else {})


@pytest.mark.parametrize(
    ("vacating", "decided", "start"),
    [
        # From the decision, but no earlier than six months before the home must be empty (G-05).
        (date(2027, 6, 1), date(2026, 9, 1), date(2026, 12, 1)),
        (date(2027, 6, 1), date(2026, 12, 1), date(2026, 12, 1)),
        (date(2027, 6, 1), date(2027, 1, 15), date(2027, 1, 15)),
        (date(2027, 8, 31), date(2026, 9, 1), date(2027, 2, 28)),
        (date(2027, 6, 1), None, None),
        (None, date(2026, 9, 1), None),
    ],
)
def test_from_when_a_permanent_home_can_be_had(
    vacating: date | None, decided: date | None, start: date | None
) -> None:
    found = days(TENANT.but(vacating_date=vacating, decision_date=decided))
    assert found.get("permanent_from") == start


@pytest.mark.parametrize(
    ("law", "facts"),
    [
        (Law.BYFORNYELSE, TENANT),
        (Law.ALMEN, ALMEN),
    ],
)
def test_the_move_is_reported_within_five_days_where_it_is_for_good(law: Law, facts: Facts) -> None:
    moved = ON - timedelta(days=3)
    assert assess(facts, ON).law is law
    assert days(facts.but(moved_in=moved)) == {"cpr": moved + timedelta(days=5)}
    for_a_while = facts.but(reason=Reason.RENOVATION, months_away=4, agreed_kind="temporary")
    increase = {"increase_per_m2": 0, "earlier_increase_per_m2": 0}
    assert days(for_a_while.but(moved_in=moved, **increase)) == {}
