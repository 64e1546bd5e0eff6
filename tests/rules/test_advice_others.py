"""For which household a step or a note is told under lejeloven, and under expropriation.

Each line is read from the rules that a step or a note names; the words lie in `content/`.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rules.assess import advice, assess
from rules.facts import Facts, Landlord, Reason, Tenure
from rules.outcomes import Law
from tests.rules.households import ON

PRIVATE = Facts(
    tenure=Tenure.TENANT,
    landlord=Landlord.PRIVATE,
    renewal_decision=False,
    regulated_property=True,
)


def told(facts: Facts, law: Law) -> tuple[list[str], list[str]]:
    """The steps in order, and the notes."""
    assessment = assess(facts, ON)
    assert assessment.law is law
    steps, notes = advice(assessment)
    return [step.id.removeprefix("alm_") for step in steps], [note.id for note in notes]


def months(away: int, **facts: Any) -> dict[str, Any]:
    return {"reason": Reason.RENOVATION, "months_away": Decimal(away), **facts}


ALWAYS = "PRV-01 PRV-09 PRV-11"
#: more than the threshold of 2023
RAISED = {"increase_per_m2": Decimal(219), "increase_announced": date(2023, 7, 1)}


@pytest.mark.parametrize(
    ("facts", "steps", "notes"),
    [
        # Works: an agreement is free to make, and there may be a decision (PRV-01, PRV-07).
        (months(3), "prv_agree_in_writing prv_ask_decision", "PRV-01 PRV-07 PRV-09 PRV-11"),
        (
            {"reason": Reason.MERGER},
            "prv_agree_in_writing prv_ask_decision",
            "PRV-01 PRV-07 PRV-09 PRV-11",
        ),
        (
            {"reason": Reason.RENT_INCREASE},
            "prv_agree_in_writing prv_ask_decision",
            "PRV-01 PRV-07 PRV-09 PRV-11",
        ),
        # More than the threshold: a home can be demanded; of works that the law requires not.
        (
            {"reason": Reason.RENT_INCREASE, **RAISED},
            "prv_demand_home prv_agree_in_writing prv_ask_decision",
            "PRV-01 PRV-07 PRV-09 PRV-11",
        ),
        (
            {"reason": Reason.RENT_INCREASE, **RAISED, "works_required_by_law": True},
            "prv_agree_in_writing prv_ask_decision",
            None,
        ),
        (
            {"reason": Reason.RENT_INCREASE, **RAISED, "regulated_property": False},
            "prv_agree_in_writing prv_ask_decision",
            None,
        ),
        # A demolition is no works, but other flats must be offered (PRV-03).
        (
            {"reason": Reason.DEMOLITION, **RAISED},
            "prv_ask_decision",
            "PRV-01 PRV-03 PRV-09 PRV-11",
        ),
        ({"reason": Reason.SALE}, "", ALWAYS),
        ({"reason": Reason.LEASE_END}, "", ALWAYS),
        ({"reason": Reason.FIRE}, "", "PRV-01 PRV-09 PRV-10 PRV-11"),
        # Paid to leave (PRV-08).
        ({"reason": Reason.SALE, "paid_to_leave": True}, "prv_do_not_sign", ALWAYS),
        ({"reason": Reason.SALE, "paid_to_leave": False}, "", ALWAYS),
        # The notice: six weeks, and none where the lease lapses.
        (
            {"reason": Reason.SALE, "notice_received": date(2026, 10, 10)},
            "prv_object_to_notice",
            ALWAYS,
        ),
        ({"reason": Reason.SALE, "notice_received": date(2026, 10, 9)}, "", ALWAYS),
        ({"reason": Reason.LEASE_END, "notice_received": date(2026, 11, 9)}, "", ALWAYS),
    ],
)
def test_lejeloven(facts: dict[str, Any], steps: str, notes: str | None) -> None:
    found = told(PRIVATE.but(**facts), Law.PRIVATE)
    assert found[0] == [*steps.split(), "seek_advice"]
    assert notes is None or found[1] == notes.split()


@pytest.mark.parametrize(
    ("facts", "steps"),
    [
        (
            {"told_of_expropriation_before_lease": False},
            "exp_write_municipality exp_apply_moving_costs report_move",
        ),
        (
            {"told_of_expropriation_before_lease": False, "notice_received": date(2026, 10, 10)},
            "prv_object_to_notice exp_write_municipality exp_apply_moving_costs report_move",
        ),
        ({}, ""),
        ({"told_of_expropriation_before_lease": False, "tenure": Tenure.SUBTENANT}, ""),
        # An owner rents from nobody, so there is no notice to object to.
        ({"tenure": Tenure.OWNER, "notice_received": date(2026, 10, 10)}, ""),
    ],
)
def test_expropriation(facts: dict[str, Any], steps: str) -> None:
    given = {"tenure": Tenure.TENANT, **facts}
    found = told(Facts(reason=Reason.EXPROPRIATION, **given), Law.EXPROPRIATION)
    assert found == ([*steps.split(), "seek_advice"], ["PRV-04"])
