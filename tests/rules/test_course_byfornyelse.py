"""The stages of a case under byfornyelsesloven, and the day of each, read from the rules."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rules.facts import NOT_YET, HomeKind, Reason, SelfFound, Tenure
from tests.rules.courses import (
    AWAY,
    FOR_GOOD,
    OLD_LEASE,
    Cases,
    check_case,
    following,
    guidance,
    must_act,
    stages,
)

#: everything has happened, and in time
MOVED: dict[str, Any] = {
    **FOR_GOOD,
    "vacating_date": date(2026, 10, 1),
    "decision_date": date(2026, 2, 1),
    "notice_received": date(2026, 5, 1),
    "notice_objected": date(2026, 5, 20),
    "offer_kind": HomeKind.PERMANENT,
    "offer_date": date(2026, 8, 3),
    "offer_told_of_objection": True,
    "offer_objected": date(2026, 8, 10),
    "refusals_used": 1,
    "assigned": date(2026, 9, 1),
    "moved_in": date(2026, 9, 20),
    "self_found": SelfFound.NO,
    "old_rent": Decimal(6000),
    "new_rent": Decimal(5000),
}
RENT_RISES: dict[str, Any] = {
    "tenure": Tenure.TENANT,
    "reason": Reason.RENT_INCREASE,
    "renewal_decision": True,
    "increase_per_m2": Decimal(300),
    "increase_announced": date(2026, 10, 1),
    "raised_rent_first_paid": date(2027, 2, 1),
    "lease_start": date(2010, 5, 1),
}
OWNER: dict[str, Any] = {
    "tenure": Tenure.OWNER,
    "reason": Reason.CONDEMNATION,
    "never_habitable": True,
    "decision_date": date(2026, 8, 31),
}
CASES: Cases = {
    # § 61: the right from six months before; the notice between six and three months before;
    # homes are found from some three months before (BYF-G-05, P-02, P-19).
    "for good": (
        FOR_GOOD,
        """
        decision = 2026-09-01
        meeting before leave
        permanent_from >= 2026-12-01
        notice >= 2026-12-01 <= 2027-03-01
        notice_objection after notice
        rehousing_begins >= 2027-03-01
        offer before leave
        offer_objection after offer
        refusal after offer
        assigned before moving
        leave = 2027-06-01
        moving <= 2027-06-01
        cpr after moving
        support after moving
        regret after assigned
        """,
    ),
    # Six weeks to object to the notice and six for the landlord (P-04), six for the offer and six
    # for the municipality (P-10), five days to report (P-18), two years to regret (P-11).
    "moved": (
        MOVED,
        """
        decision = 2026-02-01
        meeting before leave
        permanent_from >= 2026-04-01
        notice = 2026-05-01
        notice_objection = 2026-05-20 <= 2026-06-12
        rehousing_begins >= 2026-07-01
        landlord_answer <= 2026-07-24
        offer = 2026-08-03
        offer_objection = 2026-08-10 <= 2026-09-14
        assigned = 2026-09-01
        moving = 2026-09-20
        municipality_answer <= 2026-09-21
        cpr <= 2026-09-25
        leave = 2026-10-01
        regret <= 2028-09-01
        """,
    ),
    # § 63: home again within six months; no notice, no refusal, no support (T-01, T-03, T-17).
    "for a while": (
        AWAY,
        """
        decision
        meeting before leave
        building_empties >= 2027-03-01
        offer before leave
        get_ready before leave
        leave = 2027-06-01
        address_stays after leave
        return_home <= 2027-12-01
        keys after return_home
        """,
    ),
    "for a while, no day told": (
        {**AWAY, "vacating_date": None, "months_away": Decimal(7), "agrees_to_longer": True},
        """
        decision
        meeting before leave
        building_empties before leave
        offer before leave
        get_ready before leave
        leave
        address_stays after leave
        return_home after leave
        keys after return_home
        """,
    ),
    # Condemned, fit to live in again in four months: which it will be is open (KON-11).
    "the municipality decides": (
        {**AWAY, **OLD_LEASE, "reason": Reason.CONDEMNATION, "imminent_danger": False},
        """
        decision
        meeting before leave
        notice >= 2026-12-01 <= 2027-03-01
        notice_objection after notice
        offer before leave
        leave = 2027-06-01
        """,
    ),
    # The 155 kr. rule: nobody must leave; ask before the raised rent is paid.
    "the rent rises": (
        RENT_RISES,
        """
        decision
        rent_rule = 2027-02-01
        offer before moving
        offer_objection after offer
        refusal after offer
        assigned before moving
        moving after assigned
        cpr after moving
        support after moving
        regret after assigned
        """,
    ),
    "the rent rises too little": (
        {**RENT_RISES, "increase_per_m2": Decimal(100), "earlier_increase_per_m2": Decimal(0)},
        "decision",
    ),
    # An owner of a condemned home: six months to apply for the grant (KON-06), and no notice.
    "an owner": (
        OWNER,
        """
        decision = 2026-08-31
        meeting before leave
        grant <= 2027-02-28
        permanent_from after decision
        rehousing_begins before leave
        offer before leave
        offer_objection after offer
        refusal after offer
        assigned before moving
        leave
        moving after assigned
        cpr after moving
        regret after assigned
        """,
    ),
    "an owner, no day told": (
        {**OWNER, "decision_date": None},
        """
        decision
        meeting before leave
        grant after decision
        permanent_from after decision
        rehousing_begins before leave
        offer before leave
        offer_objection after offer
        refusal after offer
        assigned before moving
        leave
        moving after assigned
        cpr after moving
        regret after assigned
        """,
    ),
    # No right of their own (G-07), but a lease that is ended by notice.
    "a subtenant": (
        {**FOR_GOOD, "tenure": Tenure.SUBTENANT},
        """
        decision = 2026-09-01
        notice >= 2026-12-01 <= 2027-03-01
        notice_objection after notice
        leave = 2027-06-01
        """,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_stages_of_a_case(case: str) -> None:
    check_case(CASES, case)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (FOR_GOOD, "notice_objection offer_objection cpr regret"),
        # What has been done, is not to be done again.
        (MOVED, "cpr regret"),
        (AWAY, ""),
        (RENT_RISES, "rent_rule offer_objection cpr regret"),
        (OWNER, "grant offer_objection cpr regret"),
    ],
)
def test_what_must_be_done_in_time(facts: dict[str, Any], expected: str) -> None:
    assert must_act(facts) == expected.split()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (FOR_GOOD, "rehousing_begins"),
        (AWAY, "building_empties get_ready address_stays keys"),
        (RENT_RISES, "rent_rule"),
        (OWNER, "rehousing_begins"),
    ],
)
def test_what_is_guidance_and_no_law(facts: dict[str, Any], expected: str) -> None:
    assert guidance(facts) == expected.split()


@pytest.mark.parametrize(
    ("facts", "fact", "expected"),
    [
        (FOR_GOOD, "vacating_date", "permanent_from notice rehousing_begins leave moving"),
        (FOR_GOOD, "decision_date", "decision permanent_from"),
        (FOR_GOOD, "notice_received", "notice notice_objection"),
        (FOR_GOOD, "notice_leave_by", "leave moving"),
        (FOR_GOOD, "offer_date", "offer offer_objection"),
        (FOR_GOOD, "offer_objected", "offer_objection"),
        (FOR_GOOD, "assigned", "assigned regret"),
        (FOR_GOOD, "moved_in", "moving cpr support"),
        (MOVED, "notice_received", "notice notice_objection landlord_answer"),
        (MOVED, "offer_objected", "offer_objection municipality_answer"),
        (AWAY, "vacating_date", "building_empties leave return_home"),
        (RENT_RISES, "raised_rent_first_paid", "rent_rule"),
        (OWNER, "decision_date", "decision grant permanent_from"),
    ],
)
def test_what_follows_from_a_day(facts: dict[str, Any], fact: str, expected: str) -> None:
    assert following(facts, fact) == expected.split()


@pytest.mark.parametrize(
    ("facts", "stage", "shown"),
    [
        # An objection made in time is answered; one made a day late is not.
        ({**MOVED, "offer_objected": None}, "municipality_answer", False),
        ({**MOVED, "offer_objected": date(2026, 9, 14)}, "municipality_answer", True),
        ({**MOVED, "offer_objected": date(2026, 9, 15)}, "municipality_answer", False),
        ({**MOVED, "notice_objected": None}, "landlord_answer", False),
        ({**MOVED, "notice_objected": date(2026, 6, 12)}, "landlord_answer", True),
        ({**MOVED, "notice_objected": date(2026, 6, 13)}, "landlord_answer", False),
        # One home can be refused (P-09).
        ({**FOR_GOOD, "refusals_used": 0}, "refusal", True),
        ({**FOR_GOOD, "refusals_used": 1}, "refusal", False),
        # Support where the rent rises, for tenants with a right of their own (I-01).
        ({**FOR_GOOD, "old_rent": Decimal(5000), "new_rent": Decimal(5001)}, "support", True),
        ({**FOR_GOOD, "old_rent": Decimal(5000), "new_rent": Decimal(5000)}, "support", False),
        # Who found the home has nothing to regret (P-14).
        ({**FOR_GOOD, "self_found": SelfFound.RENTAL}, "regret", False),
        # The grant is for owners and andelshavere of condemned homes (KON-06).
        ({**OWNER, "tenure": Tenure.ANDEL}, "grant", True),
        ({**OWNER, "tenure": Tenure.TENANT}, "grant", False),
        ({**OWNER, "reason": Reason.COURTYARD}, "grant", False),
        ({**RENT_RISES, "raised_rent_first_paid": NOT_YET}, "rent_rule", False),
    ],
)
def test_for_whom_a_stage_is(facts: dict[str, Any], stage: str, shown: bool) -> None:
    assert (stage in stages(facts)) is shown
