"""Expropriation: the municipality must rehouse the tenant (PRV-04); almene homes too (ALM-32)."""

from collections.abc import Iterable
from typing import Any

from rules import dates
from rules.case import Case
from rules.conditions import Test, fixed, holds, needs_all
from rules.findings import ALWAYS, Advice, Branch, Decision, Finding
from rules.outcomes import Act, Duty, Law, Rehousing
from rules.private import notice
from rules.shared import leaving, notices, offers
from rules.shared.advice import told
from rules.shared.tenure import rents, tenant_with_own_right
from rules.truth import NO, UNKNOWN, YES, Truth, truth

YEARS = "prv.expropriation_years"
NOTICE_MONTHS = notice.MONTHS
OBJECTION_WEEKS = notice.OBJECTION_WEEKS
MORE_THAN_PERSONS = "prv.expropriation.rooms_more_than_persons"

told_before_lease = holds(
    "told_of_expropriation_before_lease", "told_of_expropriation_before_lease"
)


def _five_years(case: Case) -> Truth:
    start, demanded = case.facts.lease_start, case.facts.vacating_demanded
    if not (start and demanded):
        return UNKNOWN
    return truth(demanded >= dates.plus_years(start, case.law.integer(YEARS)))


def _turn(case: Case) -> Iterable[tuple[str, Any]]:
    if start := case.facts.lease_start:
        yield "vacating_demanded", dates.plus_years(start, case.law.integer(YEARS))


#: Exactly five years keeps the right.
five_years = Test(
    "five_years",
    ("lease_start", "vacating_demanded"),
    _five_years,
    _turn,
    ways=needs_all("lease_start", "vacating_demanded"),
)

right = tenant_with_own_right & (~told_before_lease | five_years)

FINDINGS = (
    Finding("permanent_right", ("PRV-04", "ALM-32"), when=right),
    Finding("temporary_right", ("PRV-04",), when=fixed("only_permanent", NO)),
    Finding("moving_costs", ("PRV-04",), when=right),
    Finding(
        "offer_size_ok",
        ("PRV-04",),
        when=offers.large_enough_by(MORE_THAN_PERSONS),
        concerns=offers.offered_permanent,
        value=offers.rooms_needed_by(MORE_THAN_PERSONS),
    ),
    Finding(
        "notice_ground",
        ("PRV-02", "ALM-32"),
        when=fixed("expropriation_is_a_ground", YES),
        concerns=rents,
    ),
    Finding("notice_valid", ("PRV-02", "ALM-03"), when=notices.valid, concerns=rents),
    Finding(
        "notice_period_ok",
        ("PRV-02", "ALM-02"),
        when=notice.period_ok,
        concerns=rents,
    ),
    Finding(
        "notice_objection_open",
        ("PRV-02", "ALM-04"),
        when=notice.objection_in_time,
        concerns=rents,
        deadline=notice.objection_deadline,
    ),
    Finding("shelter", ("PRV-09",), when=fixed("always_if_homeless", YES)),
)

STEPS = (
    Advice(
        "prv_object_to_notice",
        ("PRV-02",),
        rents & told("notice_received") & ~told("notice_objected") & notice.objection_in_time,
    ),
    Advice("exp_write_municipality", ("PRV-04",), right),
    Advice("exp_apply_moving_costs", ("PRV-04",), right),
    Advice("report_move", ("BYF-P-18",), right),
    Advice("seek_advice", ("HLP-10", "HLP-08"), ALWAYS),
)

NOTES = (Advice("PRV-04", ("PRV-04", "ALM-32"), ALWAYS),)

REHOUSING = Decision([Branch(right, Rehousing.PERMANENT)], otherwise=Rehousing.NONE)


ACT = Act(
    Law.EXPROPRIATION,
    findings=FINDINGS,
    rehousing=REHOUSING,
    tentative={},
    duty=lambda case, verdict: Duty.MUNICIPALITY if verdict is Rehousing.PERMANENT else None,
    deadlines=(leaving.leave_by("PRV-04", rents),),
    steps=STEPS,
    notes=NOTES,
)
