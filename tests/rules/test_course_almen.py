"""The stages of a case under almenlejeloven, and the day of each, read from the rules."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rules.facts import HomeKind, Landlord, Reason
from tests.rules.courses import TENANT, Cases, check_case, following, guidance, must_act, stages

ALMEN: dict[str, Any] = {
    **TENANT,
    "renewal_decision": False,
    "landlord": Landlord.ALMEN,
    "fixed_term": False,
}
FOR_GOOD = {**ALMEN, "reason": Reason.DEMOLITION}
SOLD = {**ALMEN, "reason": Reason.SALE, "vulnerable_area": True, "vacating_date": None}
MOVED: dict[str, Any] = {
    **FOR_GOOD,
    "vacating_date": date(2026, 10, 1),
    "notice_received": date(2026, 5, 1),
    "notice_objected": date(2026, 5, 20),
    "offer_kind": HomeKind.PERMANENT,
    "offer_date": date(2026, 6, 15),
    "moved_in": date(2026, 9, 20),
}
AWAY: dict[str, Any] = {
    **ALMEN,
    "reason": Reason.RENOVATION,
    "months_away": Decimal(8),
    "agreed_kind": HomeKind.TEMPORARY,
}
BURNT = {**ALMEN, "reason": Reason.FIRE, "vacating_date": None}
CASES: Cases = {
    # By AlmenNet's guidance a talk a year before and the notice four months before (ALM-20), by
    # law three to a first weekday (ALM-02); inspected within two weeks (ALM-24); a home that
    # becomes free within three months after must be offered (ALM-11).
    "for good": (
        FOR_GOOD,
        """
        information_meeting before talk
        talk <= 2026-06-01
        agreement after talk
        notice_early <= 2027-02-01
        notice <= 2027-03-01
        rebuilt_offer after notice
        notice_objection after notice
        offer before leave
        leave = 2027-06-01
        moving <= 2027-06-01
        cpr after moving
        inspection <= 2027-06-15
        vacant_home <= 2027-09-01
        """,
    ),
    # Sold, nothing is rebuilt (ALM-12).
    "sold, no day told": (
        SOLD,
        """
        information_meeting before talk
        talk before leave
        agreement after talk
        notice_early before leave
        notice before leave
        notice_objection after notice
        offer before leave
        moving before leave
        leave
        cpr after moving
        inspection after leave
        vacant_home after leave
        """,
    ),
    # Six weeks to object, six for the landlord to sue (ALM-04); inspected after the move.
    "moved": (
        MOVED,
        """
        information_meeting before talk
        talk <= 2025-10-01
        agreement after talk
        notice = 2026-05-01
        rebuilt_offer after notice
        notice_objection = 2026-05-20 <= 2026-06-12
        offer = 2026-06-15
        landlord_answer <= 2026-07-24
        moving = 2026-09-20
        cpr <= 2026-09-25
        leave = 2026-10-01
        inspection <= 2026-10-04
        vacant_home <= 2027-01-01
        """,
    ),
    # For a while: the choice twelve months after (ALM-09), a letter before home again (ALM-20).
    "for a while": (
        AWAY,
        """
        information_meeting before talk
        talk <= 2026-06-01
        agreement after talk
        notice_early <= 2027-02-01
        notice <= 2027-03-01
        notice_objection after notice
        offer before leave
        mild_inspection before leave
        leave = 2027-06-01
        twelve_months >= 2028-06-01
        return_letter before return_home
        return_home after leave
        keys after return_letter
        """,
    ),
    # Nothing is agreed: a temporary home may come, and works are warned of (ALM-06, ALM-19).
    "the landlord decides": (
        {**AWAY, "agreed_kind": None, "vacating_date": None},
        """
        information_meeting before talk
        talk before leave
        agreement after talk
        works_warning before leave
        notice_early before leave
        notice before leave
        notice_objection after notice
        offer before leave
        mild_inspection before leave
        leave
        twelve_months after leave
        return_letter before return_home
        return_home after leave
        keys after return_letter
        """,
    ),
    # The municipality finds a home; no notice, no talk, no inspection (ALM-30).
    "burnt down": (
        {**BURNT, "home_destroyed": True},
        """
        rebuilt_offer
        offer
        moving
        cpr after moving
        """,
    ),
    "damaged": ({**BURNT, "home_destroyed": False}, ""),
    # A time-limited lease ends on its day, without notice and without rehousing (ALM-18).
    "the lease runs out": ({**ALMEN, "reason": Reason.LEASE_END}, ""),
    "nobody must leave": ({**ALMEN, "reason": Reason.RENT_INCREASE, "vacating_date": None}, ""),
}


@pytest.mark.parametrize("case", CASES)
def test_the_stages_of_a_case(case: str) -> None:
    check_case(CASES, case)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [(FOR_GOOD, "notice_objection cpr"), (MOVED, "cpr"), (AWAY, "notice_objection")],
)
def test_what_must_be_done_in_time(facts: dict[str, Any], expected: str) -> None:
    assert must_act(facts) == expected.split()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (FOR_GOOD, "information_meeting talk agreement notice_early"),
        (
            AWAY,
            "information_meeting talk agreement notice_early mild_inspection return_letter keys",
        ),
    ],
)
def test_what_is_guidance_and_no_law(facts: dict[str, Any], expected: str) -> None:
    assert guidance(facts) == expected.split()


@pytest.mark.parametrize(
    ("facts", "fact", "expected"),
    [
        (
            FOR_GOOD,
            "vacating_date",
            "talk notice_early notice leave moving inspection vacant_home",
        ),
        (
            FOR_GOOD,
            "notice_leave_by",
            "talk notice_early leave moving inspection vacant_home",
        ),
        (FOR_GOOD, "moved_in", "moving cpr inspection"),
        (FOR_GOOD, "offer_date", "offer"),
        (MOVED, "notice_received", "notice notice_objection landlord_answer"),
        (AWAY, "notice_leave_by", "talk notice_early leave twelve_months"),
    ],
)
def test_what_follows_from_a_day(facts: dict[str, Any], fact: str, expected: str) -> None:
    assert following(facts, fact) == expected.split()


@pytest.mark.parametrize(
    ("facts", "stage", "shown"),
    [
        # The guidance on the notice is told until the notice has come.
        ({**FOR_GOOD, "notice_received": date(2026, 11, 2)}, "notice_early", False),
        # A home sold outside a vulnerable area is no ground for notice (ALM-01).
        ({**SOLD, "vulnerable_area": False}, "notice_early", False),
        ({**SOLD, "vulnerable_area": False}, "notice", False),
        ({**SOLD, "vulnerable_area": False}, "notice_objection", False),
        ({**SOLD, "vulnerable_area": False}, "talk", True),
        # An objection a day late is not answered.
        ({**MOVED, "notice_objected": date(2026, 6, 12)}, "landlord_answer", True),
        ({**MOVED, "notice_objected": date(2026, 6, 13)}, "landlord_answer", False),
        # Agreed for good, nobody comes home again.
        ({**AWAY, "agreed_kind": HomeKind.PERMANENT}, "return_home", False),
        ({**AWAY, "agreed_kind": HomeKind.PERMANENT}, "mild_inspection", False),
        ({**AWAY, "agreed_kind": HomeKind.PERMANENT}, "works_warning", False),
        # More than twelve months: a right to a permanent home, inspected as one.
        ({**AWAY, "months_away": Decimal(13)}, "inspection", True),
        ({**AWAY, "months_away": Decimal(13)}, "mild_inspection", False),
    ],
)
def test_for_whom_a_stage_is(facts: dict[str, Any], stage: str, shown: bool) -> None:
    assert (stage in stages(facts)) is shown
