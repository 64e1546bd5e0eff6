"""For which household a step or a note is told under byfornyelsesloven.

Each line is read from the rules that a step or a note names; the words lie in `content/`.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rules.assess import advice, assess
from rules.facts import Facts, HomeKind, Reason, Tenure
from rules.outcomes import Law
from tests.rules.households import ON


def told(facts: Facts, law: Law) -> tuple[list[str], list[str]]:
    """The steps in order, and the notes."""
    assessment = assess(facts, ON)
    assert assessment.law is law
    steps, notes = advice(assessment)
    return [step.id.removeprefix("alm_") for step in steps], [note.id for note in notes]


def months(away: int, **facts: Any) -> dict[str, Any]:
    return {"reason": Reason.RENOVATION, "months_away": Decimal(away), **facts}


LEFT_FOR_GOOD = {"lease_start": date(2015, 5, 1), "vacating_demanded": date(2026, 8, 3)}
EVERYWHERE = "BYF-G-08 BYF-G-10"
#: what is good to know of a home one has a right to be assigned
NEW_HOME = "BYF-P-08 BYF-P-12 BYF-P-20 BYF-P-21 BYF-P-07"
SUPPORT = "BYF-I-03 BYF-I-06 BYF-I-07 BYF-I-09"
CONDEMNED = "KON-01 KON-02 KON-03 KON-07 KON-10 KON-12"
AWAY = "BYF-G-09 BYF-T-06 BYF-T-07 BYF-T-09 BYF-T-13 BYF-T-14 BYF-T-17 BYF-P-20"


@pytest.mark.parametrize(
    ("facts", "notes"),
    [
        # Away for a time; what is said of the lease is for those who have one.
        (
            months(4),
            f"{EVERYWHERE} {AWAY} BYF-T-03 BYF-T-16 BYF-I-05",
        ),
        (
            months(4, tenure=Tenure.SUBTENANT),
            f"{EVERYWHERE} {AWAY} BYF-G-06 BYF-T-03 BYF-T-16 BYF-I-05",
        ),
        (months(4, tenure=Tenure.ANDEL), f"{EVERYWHERE} {AWAY}"),
        (months(0), f"{EVERYWHERE} BYF-G-09 BYF-I-05"),
        # Away for good: support is for tenants of flats, the loan not for owners.
        (
            {"reason": Reason.DEMOLITION},
            f"{EVERYWHERE} {NEW_HOME} {SUPPORT} BYF-P-05 BYF-P-17 BYF-P-19",
        ),
        (
            {"reason": Reason.DEMOLITION, "tenure": Tenure.PROTECTED_ROOM},
            f"{EVERYWHERE} {NEW_HOME} BYF-P-05 BYF-P-17 BYF-P-19",
        ),
        (
            {"reason": Reason.DEMOLITION, "tenure": Tenure.SUBTENANT},
            f"{EVERYWHERE} BYF-G-07 BYF-P-05",
        ),
        ({"reason": Reason.DEMOLITION, "tenure": Tenure.ANDEL}, EVERYWHERE),
        # Condemned.
        (
            {"reason": Reason.CONDEMNATION, "never_habitable": True, "tenure": Tenure.OWNER},
            f"{EVERYWHERE} {NEW_HOME} {CONDEMNED} BYF-G-09 BYF-P-19 BYF-I-08",
        ),
        (
            {"reason": Reason.CONDEMNATION, "never_habitable": True, "tenure": Tenure.ANDEL},
            f"{EVERYWHERE} {NEW_HOME} {CONDEMNED} BYF-G-09 BYF-P-17 BYF-P-19 BYF-I-08",
        ),
        # Only the rent rises: one krone more than the threshold, and a home can be demanded.
        (
            {
                "reason": Reason.RENT_INCREASE,
                "increase_per_m2": Decimal(218),
                "earlier_increase_per_m2": Decimal(0),
            },
            f"{EVERYWHERE} BYF-R-02 BYF-R-03 BYF-R-05 BYF-I-05",
        ),
        (
            {"reason": Reason.RENT_INCREASE, "increase_per_m2": Decimal(219)},
            f"{EVERYWHERE} {NEW_HOME} {SUPPORT} BYF-P-17 BYF-R-02 BYF-R-03 BYF-R-05 BYF-I-05",
        ),
        (
            {
                "reason": Reason.RENT_INCREASE,
                "increase_per_m2": Decimal(219),
                "tenure": Tenure.SUBTENANT,
            },
            f"{EVERYWHERE} BYF-I-05",
        ),
    ],
)
def test_what_is_good_to_know_under_byfornyelsesloven(facts: dict[str, Any], notes: str) -> None:
    raised = {"increase_announced": date(2023, 7, 1), "raised_rent_first_paid": date(2027, 1, 1)}
    given = {"tenure": Tenure.TENANT, "renewal_decision": True, **LEFT_FOR_GOOD, **raised, **facts}
    found = told(Facts(**given), Law.BYFORNYELSE)[1]
    assert sorted(found) == sorted(notes.split())


@pytest.mark.parametrize(
    ("facts", "step", "told_it"),
    [
        # Continued use is an imminent danger (KON-04).
        ({"reason": Reason.CONDEMNATION, "imminent_danger": True}, "call_today", True),
        ({"reason": Reason.CONDEMNATION, "imminent_danger": False}, "call_today", False),
        ({"reason": Reason.DEMOLITION, "imminent_danger": True}, "call_today", False),
        # The deposit can be lent to who leaves for good and is no owner (BYF-P-16).
        ({"reason": Reason.DEMOLITION}, "apply_for_loan", True),
        (months(4), "apply_for_loan", False),
        (
            {"reason": Reason.COURTYARD, "never_habitable": True, "tenure": Tenure.ANDEL},
            "apply_for_loan",
            True,
        ),
        (
            {"reason": Reason.COURTYARD, "never_habitable": True, "tenure": Tenure.OWNER},
            "apply_for_loan",
            False,
        ),
        # Compensation under either form of the two-year rule (BYF-N-03).
        (
            {
                "reason": Reason.DEMOLITION,
                "lease_start": date(2026, 5, 1),
                "landlord_informed": date(2026, 4, 1),
                "decision_date": date(2026, 4, 1),
                "vacating_demanded": date(2026, 8, 3),
                "told_in_writing": False,
            },
            "claim_compensation",
            True,
        ),
        (
            {
                "reason": Reason.RENT_INCREASE,
                "lease_start": date(2026, 5, 1),
                "landlord_informed": date(2026, 4, 1),
                "decision_date": date(2026, 4, 1),
                "increase_announced": date(2026, 8, 3),
                "vacating_demanded": None,
                "told_in_writing": False,
            },
            "claim_compensation",
            True,
        ),
        # A home for a time: how large, and where (BYF-T-04, T-05).
        (
            months(4, offer_kind=HomeKind.TEMPORARY, persons=5, offer_rooms=2),
            "ask_larger_temporary",
            True,
        ),
        (
            months(4, offer_kind=HomeKind.TEMPORARY, persons=4, offer_rooms=2),
            "ask_larger_temporary",
            False,
        ),
        (
            months(4, offer_kind=HomeKind.PERMANENT, persons=5, offer_rooms=2),
            "ask_larger_temporary",
            False,
        ),
    ],
)
def test_steps_under_byfornyelsesloven(facts: dict[str, Any], step: str, told_it: bool) -> None:
    given = {"tenure": Tenure.TENANT, "renewal_decision": True, **LEFT_FOR_GOOD, **facts}
    assert (step in told(Facts(**given), Law.BYFORNYELSE)[0]) is told_it
