"""The stages of a case under lejeloven, under expropriation, and where the act is open."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rules.facts import HomeKind, Landlord, Reason, Tenure
from tests.rules.courses import (
    TENANT,
    Cases,
    check_case,
    following,
    guidance,
    line,
    must_act,
    stages,
)

PRIVATE: dict[str, Any] = {**TENANT, "renewal_decision": False, "landlord": Landlord.PRIVATE}
NO_DAY = {**PRIVATE, "vacating_date": None}
DEMOLISHED = {**PRIVATE, "reason": Reason.DEMOLITION}
RENT_RISES: dict[str, Any] = {
    **NO_DAY,
    "reason": Reason.RENT_INCREASE,
    "regulated_property": True,
    "increase_per_m2": Decimal(400),
    "increase_announced": date(2023, 11, 1),
}
ROOM = {"tenure": Tenure.ROOM_IN_LANDLORDS_HOME}
EXPROPRIATED: dict[str, Any] = {
    **TENANT,
    "reason": Reason.EXPROPRIATION,
    "told_of_expropriation_before_lease": False,
}
OPEN: dict[str, Any] = {
    **TENANT,
    "reason": Reason.RENOVATION,
    "decision_date": date(2026, 9, 1),
    "notice_received": date(2026, 11, 2),
    "offer_kind": HomeKind.PERMANENT,
    "offer_date": date(2026, 11, 9),
    "offer_told_of_objection": True,
    "assigned": date(2026, 11, 10),
    "moved_in": date(2026, 11, 18),
    "raised_rent_first_paid": date(2027, 2, 1),
}
CASES: Cases = {
    # Three months' notice to a first weekday, and other flats for three months after (PRV-02,
    # PRV-03).
    "demolished": (
        DEMOLISHED,
        """
        notice <= 2027-03-01
        rebuilt_offer after notice
        notice_objection after notice
        leave = 2027-06-01
        vacant_home <= 2027-09-01
        """,
    ),
    "demolished, no day told": (
        {**DEMOLISHED, "vacating_date": None},
        """
        notice before leave
        rebuilt_offer after notice
        notice_objection after notice
        leave
        vacant_home after leave
        """,
    ),
    # The months end on the first fitting weekday before the day to leave.
    "demolished, in the middle of a month": (
        {**DEMOLISHED, "vacating_date": date(2027, 6, 15)},
        """
        notice <= 2027-03-01
        rebuilt_offer after notice
        notice_objection after notice
        leave = 2027-06-15
        vacant_home <= 2027-09-15
        """,
    ),
    # Works are no ground for a notice, but they are warned of (PRV-07).
    "works": ({**NO_DAY, "reason": Reason.RENOVATION}, "works_warning"),
    "works, a day told": (
        {**PRIVATE, "reason": Reason.RENOVATION},
        """
        works_warning
        leave = 2027-06-01
        """,
    ),
    "merged": ({**NO_DAY, "reason": Reason.MERGER}, "works_warning"),
    "sold": ({**NO_DAY, "reason": Reason.SALE}, ""),
    # A room in the landlord's home goes with a month's notice (§ 170, nr. 1).
    "a room": (
        {**PRIVATE, **ROOM, "reason": Reason.SALE},
        """
        notice <= 2027-05-01
        notice_objection after notice
        leave = 2027-06-01
        """,
    ),
    # The six weeks to demand a home run from a message that nobody told of (PRV-05).
    "the rent rises": (
        RENT_RISES,
        """
        works_warning
        increase = 2023-11-01
        demand_home
        """,
    ),
    "expropriated": (
        EXPROPRIATED,
        """
        meeting before leave
        notice <= 2027-03-01
        notice_objection after notice
        offer before leave
        leave = 2027-06-01
        moving <= 2027-06-01
        cpr after moving
        apply_costs after moving
        """,
    ),
    # No right (PRV-04), but a notice of its own length.
    "expropriated, a room": (
        {**EXPROPRIATED, **ROOM},
        """
        notice <= 2027-05-01
        notice_objection after notice
        leave = 2027-06-01
        """,
    ),
    "expropriated, an owner": ({**EXPROPRIATED, "tenure": Tenure.OWNER}, "leave = 2027-06-01"),
    # Nobody knows which act applies: the dates that were told, or follow from what was told.
    "the act is open": (
        OPEN,
        """
        notice = 2026-11-02
        offer = 2026-11-09
        moving = 2026-11-18
        cpr <= 2026-11-23
        permanent_from >= 2026-12-01
        notice_objection <= 2026-12-14
        offer_objection <= 2026-12-21
        rent_rule = 2027-02-01
        leave = 2027-06-01
        regret <= 2028-11-10
        """,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_stages_of_a_case(case: str) -> None:
    check_case(CASES, case)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (DEMOLISHED, "notice_objection"),
        (RENT_RISES, "demand_home"),
        (EXPROPRIATED, "notice_objection cpr"),
        (OPEN, "cpr notice_objection offer_objection rent_rule regret"),
    ],
)
def test_what_must_be_done_in_time(facts: dict[str, Any], expected: str) -> None:
    assert must_act(facts) == expected.split()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [(DEMOLISHED, ""), (RENT_RISES, ""), (EXPROPRIATED, ""), (OPEN, "rent_rule")],
)
def test_what_is_guidance_and_no_law(facts: dict[str, Any], expected: str) -> None:
    assert guidance(facts) == expected.split()


@pytest.mark.parametrize(
    ("facts", "fact", "expected"),
    [
        (DEMOLISHED, "vacating_date", "notice leave vacant_home"),
        (RENT_RISES, "increase_announced", "increase"),
        (EXPROPRIATED, "vacating_date", "notice leave moving"),
        (EXPROPRIATED, "offer_date", "offer"),
        (OPEN, "notice_received", "notice notice_objection"),
        (OPEN, "notice_objected", "notice_objection"),
        (OPEN, "vacating_date", "permanent_from leave"),
        (OPEN, "decision_date", "permanent_from"),
        (OPEN, "assigned", "regret"),
        (OPEN, "moved_in", "moving cpr"),
        (OPEN, "offer_date", "offer offer_objection"),
        (OPEN, "offer_objected", "offer_objection"),
        (OPEN, "raised_rent_first_paid", "rent_rule"),
    ],
)
def test_what_follows_from_a_day(facts: dict[str, Any], fact: str, expected: str) -> None:
    assert following(facts, fact) == expected.split()


@pytest.mark.parametrize(
    ("facts", "stage", "shown"),
    [
        ({**RENT_RISES, "works_required_by_law": True}, "demand_home", False),
        ({**RENT_RISES, "regulated_property": False}, "demand_home", False),
        # The right is open, or there is none.
        ({**EXPROPRIATED, "told_of_expropriation_before_lease": None}, "meeting", False),
        ({**EXPROPRIATED, "told_of_expropriation_before_lease": None}, "offer", False),
        # Objected in time, and a day late.
        (
            {
                **DEMOLISHED,
                "notice_received": date(2026, 5, 1),
                "notice_objected": date(2026, 6, 12),
            },
            "landlord_answer",
            True,
        ),
        (
            {
                **DEMOLISHED,
                "notice_received": date(2026, 5, 1),
                "notice_objected": date(2026, 6, 13),
            },
            "landlord_answer",
            False,
        ),
    ],
)
def test_for_whom_a_stage_is(facts: dict[str, Any], stage: str, shown: bool) -> None:
    assert (stage in stages(facts)) is shown


def test_an_objection_made_too_late_is_told_beside_its_last_day() -> None:
    late = {"notice_received": date(2026, 5, 1), "notice_objected": date(2026, 6, 13)}
    objection = stages({**DEMOLISHED, **late})["notice_objection"]
    assert line(objection) == "notice_objection = 2026-06-13 <= 2026-06-12"
