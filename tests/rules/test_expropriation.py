"""Expropriation: the right, its five years, what comes with it."""

from datetime import date
from typing import Any

import pytest

from rules.assess import Assessment, assess
from rules.facts import Facts, HomeKind, Landlord, Reason, Tenure
from rules.outcomes import Duty, Law, Rehousing
from rules.truth import Verdict

ON = date(2026, 11, 21)


def told(**facts: Any) -> Assessment:
    given = {"tenure": Tenure.TENANT, "landlord": Landlord.PRIVATE, **facts}
    assessment = assess(Facts(reason=Reason.EXPROPRIATION, **given), ON)
    assert assessment.law is Law.EXPROPRIATION
    return assessment


@pytest.mark.parametrize("landlord", [*Landlord, None])
def test_a_tenant_who_was_not_told_has_the_right(landlord: Landlord | None) -> None:
    right = told(landlord=landlord, told_of_expropriation_before_lease=False)
    assert (right.rehousing, right.duty) == (Rehousing.PERMANENT, Duty.MUNICIPALITY)
    assert right.verdict("moving_costs") is Verdict.YES
    assert right.verdict("temporary_right") is Verdict.NO
    assert right.verdict("refuse_once") is Verdict.NO


@pytest.mark.parametrize(
    ("start", "demanded", "rehousing"),
    [
        (date(2020, 5, 1), date(2025, 5, 1), Rehousing.PERMANENT),  # exactly five years
        (date(2020, 5, 1), date(2025, 4, 30), Rehousing.NONE),
        (date(2020, 2, 29), date(2025, 2, 28), Rehousing.PERMANENT),
        (date(2020, 5, 1), None, Rehousing.UNKNOWN),
        (None, date(2025, 5, 1), Rehousing.UNKNOWN),
    ],
)
def test_five_years_where_it_was_told_before_the_lease(
    start: date | None, demanded: date | None, rehousing: Rehousing
) -> None:
    days = {"lease_start": start, "vacating_demanded": demanded}
    assert told(told_of_expropriation_before_lease=True, **days).rehousing is rehousing
    assert told(told_of_expropriation_before_lease=False, **days).rehousing is Rehousing.PERMANENT


@pytest.mark.parametrize(
    "tenure", [Tenure.SUBTENANT, Tenure.ROOM_IN_LANDLORDS_HOME, Tenure.ANDEL, Tenure.OWNER]
)
def test_who_has_no_right(tenure: Tenure) -> None:
    none = told(tenure=tenure, told_of_expropriation_before_lease=False)
    assert (none.rehousing, none.duty) == (Rehousing.NONE, None)
    assert none.verdict("moving_costs") is Verdict.NO


def test_of_an_owner_no_notice_is_asked() -> None:
    for tenure in (Tenure.ANDEL, Tenure.OWNER):
        owner = told(tenure=tenure, notice_received=date(2026, 11, 1))
        assert not [found for found in owner.findings if found.id.startswith("notice_")]


@pytest.mark.parametrize(("rooms", "verdict"), [(3, Verdict.YES), (2, Verdict.NO)])
def test_one_room_more_than_persons(rooms: int, verdict: Verdict) -> None:
    home = {"persons": 2, "rooms": 5, "offer_kind": HomeKind.PERMANENT, "offer_rooms": rooms}
    found = told(**home).finding("offer_size_ok")
    assert found is not None
    assert (found.verdict, found.value) == (verdict, 3)


@pytest.mark.parametrize(
    ("tenure", "leave_by", "verdict"),
    [
        (Tenure.TENANT, date(2027, 3, 1), Verdict.YES),
        (Tenure.TENANT, date(2027, 2, 28), Verdict.NO),
        (Tenure.ROOM_IN_LANDLORDS_HOME, date(2027, 1, 4), Verdict.YES),
    ],
)
def test_the_notice(tenure: Tenure, leave_by: date, verdict: Verdict) -> None:
    notice = {"notice_received": date(2026, 11, 10), "notice_leave_by": leave_by}
    assessment = told(tenure=tenure, **notice)
    assert assessment.verdict("notice_period_ok") is verdict
    assert assessment.verdict("notice_ground") is Verdict.YES
