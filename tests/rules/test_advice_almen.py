"""For which household a step or a note is told under almenlejeloven.

Each line is read from the rules that a step or a note names; the words lie in `content/`.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rules.assess import advice, assess
from rules.facts import Facts, HomeKind, Landlord, Plan, Reason, Tenure
from rules.outcomes import Law
from tests.rules.households import ON

ALMEN = Facts(
    tenure=Tenure.TENANT, landlord=Landlord.ALMEN, renewal_decision=False, fixed_term=False
)


def told(facts: Facts, law: Law) -> tuple[list[str], list[str]]:
    """The steps in order, and the notes."""
    assessment = assess(facts, ON)
    assert assessment.law is law
    steps, notes = advice(assessment)
    return [step.id.removeprefix("alm_") for step in steps], [note.id for note in notes]


def months(away: int, **facts: Any) -> dict[str, Any]:
    return {"reason": Reason.RENOVATION, "months_away": Decimal(away), **facts}


#: Whom the organisation rehouses is told to ask, to say what is needed, and to keep receipts.
REHOUSED = "ask_in_writing tell_wishes read_before_signing keep_receipts"
FOR_GOOD = f"{REHOUSED} claim_improvements report_move"
NOTES = "ALM-20 ALM-22 ALM-24"
NOTES_FOR_GOOD = f"ALM-10 {NOTES} ALM-25 ALM-27 ALM-31"


@pytest.mark.parametrize(
    ("facts", "steps", "notes"),
    [
        # Up to twelve months, nothing agreed: a temporary home may be offered (ALM-13, ALM-19).
        (months(5), REHOUSED, f"ALM-13 ALM-19 {NOTES} ALM-31"),
        (months(12), REHOUSED, f"ALM-13 ALM-19 {NOTES} ALM-31"),
        (
            months(5, agreed_kind=HomeKind.TEMPORARY),
            REHOUSED,
            f"ALM-13 ALM-19 {NOTES} ALM-31",
        ),
        # Agreed for good: the move is reported, improvements are paid, the place is kept.
        (
            months(5, agreed_kind=HomeKind.PERMANENT),
            FOR_GOOD,
            f"ALM-13 ALM-19 {NOTES} ALM-25 ALM-27 ALM-31",
        ),
        # Nothing to leave: nobody moves.
        (months(0), "", "ALM-31"),
        (months(5, home_ready=True), "", "ALM-31"),
        # More than twelve months: permanent by right, and the duty can be taken over (ALM-10).
        (months(13), FOR_GOOD, NOTES_FOR_GOOD),
        # A temporary stay agreed all the same: its rent and its consumption (ALM-13, ALM-14).
        (
            months(13, agreed_kind=HomeKind.TEMPORARY),
            FOR_GOOD,
            f"ALM-10 ALM-13 {NOTES} ALM-25 ALM-27 ALM-31",
        ),
        # The choice between three comes after twelve months away, not before (ALM-09).
        (
            months(12, months_already_away=Decimal(12)),
            f"choose {FOR_GOOD}",
            f"ALM-13 ALM-19 {NOTES} ALM-25 ALM-27 ALM-31",
        ),
        (months(12, months_already_away=Decimal(11)), REHOUSED, f"ALM-13 ALM-19 {NOTES} ALM-31"),
        # The home goes for good.
        ({"reason": Reason.DEMOLITION}, FOR_GOOD, NOTES_FOR_GOOD),
        ({"reason": Reason.MERGER}, FOR_GOOD, NOTES_FOR_GOOD),
        ({"reason": Reason.SALE}, FOR_GOOD, f"ALM-01 {NOTES_FOR_GOOD}"),
        # A plan in a transformation area is in doubt; sold under it, only homes inside are offered.
        (
            {"reason": Reason.DEMOLITION, "transformation_area": True, "plan": Plan.COMMON},
            f"get_legal_help {FOR_GOOD}",
            NOTES_FOR_GOOD,
        ),
        (
            {"reason": Reason.SALE, "transformation_area": True, "sold_under_plan": True},
            f"get_legal_help {FOR_GOOD}",
            f"ALM-01 {NOTES_FOR_GOOD} ALM-07",
        ),
        (
            {"reason": Reason.DEMOLITION, "transformation_area": True, "sold_under_plan": True},
            f"get_legal_help {FOR_GOOD}",
            NOTES_FOR_GOOD,
        ),
        # Burnt down: the municipality finds the home, and there is no notice (ALM-30).
        (
            {"reason": Reason.FIRE, "home_destroyed": True},
            "fire_today keep_receipts claim_improvements report_move",
            "",
        ),
        ({"reason": Reason.FIRE, "home_destroyed": False}, "", ""),
        ({"reason": Reason.FIRE}, "", ""),
        # Nobody must leave.
        ({"reason": Reason.RENT_INCREASE}, "", "ALM-31"),
        ({"reason": Reason.LEASE_END}, "", "ALM-31"),
        # In a vulnerable area the municipality may pay who moves (ALM-27).
        (months(5, vulnerable_area=True), REHOUSED, f"ALM-13 ALM-19 {NOTES} ALM-27 ALM-31"),
        # A time-limited lease gives no rehousing (ALM-18); of who rents from a tenant the rules
        # say nothing.
        ({"reason": Reason.DEMOLITION, "fixed_term": True}, "check_time_limit", ""),
        (months(5, fixed_term=True), "check_time_limit", ""),
        ({"reason": Reason.DEMOLITION, "fixed_term": None}, "", ""),
        ({"reason": Reason.DEMOLITION, "tenure": Tenure.SUBTENANT}, "", ""),
        # A home outside the municipality can be refused (ALM-08, ALM-15), but after a fire it is
        # the municipality that offers one, and where nobody must leave none is owed.
        (
            months(
                13,
                offer_kind=HomeKind.PERMANENT,
                offer_in_municipality=False,
                offer_agreed_outside=False,
            ),
            FOR_GOOD.replace("tell", "refuse_outside tell"),
            NOTES_FOR_GOOD,
        ),
        (
            months(
                13,
                offer_kind=HomeKind.PERMANENT,
                offer_in_municipality=False,
                offer_agreed_outside=True,
            ),
            FOR_GOOD,
            NOTES_FOR_GOOD,
        ),
        (
            {
                "reason": Reason.LEASE_END,
                "offer_kind": HomeKind.PERMANENT,
                "offer_in_municipality": False,
                "offer_agreed_outside": False,
            },
            "",
            "ALM-31",
        ),
        (
            {
                "reason": Reason.FIRE,
                "home_destroyed": True,
                "offer_kind": HomeKind.PERMANENT,
                "offer_in_municipality": False,
                "offer_agreed_outside": False,
            },
            "fire_today keep_receipts claim_improvements report_move",
            "",
        ),
        # A notice can be objected to for six weeks, but none ends a lease that lapses.
        (
            {"reason": Reason.DEMOLITION, "notice_received": date(2026, 10, 10)},
            f"object_to_notice {FOR_GOOD}",
            NOTES_FOR_GOOD,
        ),
        ({"reason": Reason.DEMOLITION, "notice_received": date(2026, 10, 9)}, FOR_GOOD, None),
        ({"reason": Reason.LEASE_END, "notice_received": date(2026, 11, 9)}, "", "ALM-31"),
        ({"reason": Reason.FIRE, "notice_received": date(2026, 11, 9)}, "", ""),
    ],
)
def test_almenlejeloven(facts: dict[str, Any], steps: str, notes: str | None) -> None:
    found = told(ALMEN.but(**facts), Law.ALMEN)
    assert found[0] == [*steps.split(), "seek_advice"]
    assert notes is None or found[1] == notes.split()
