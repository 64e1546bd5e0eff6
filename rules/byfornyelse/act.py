"""Byfornyelsesloven as one act: its findings, its answer on rehousing, its other dates."""

from datetime import date

from rules import dates
from rules.byfornyelse import (
    duration,
    homes,
    money,
    notice,
    rent_rule,
    rights,
    scope,
    second_thoughts,
    two_year,
)
from rules.byfornyelse.advice import NOTES, STEPS
from rules.case import Case
from rules.conditions import Some
from rules.findings import Branch, Certainty, Deadline, Decision, Finding
from rules.outcomes import Act, Duty, Law, Rehousing
from rules.shared import leaving, offers, rents, tenure

RIGHT_EARLIEST_MONTHS = "byf.perm.right_earliest_months_before"

_two_year = (~scope.only_rent_rises & two_year.vacating) | (scope.only_rent_rises & two_year.rent)
_own_permanent_possible = Some(duration.for_good, rights.either_way, rent_rule.may_ask)

FINDINGS = (
    Finding(
        "temporary_right",
        ("BYF-T-01", "BYF-T-02", "BYF-T-15", "BYF-G-06", "BYF-T-19", "KON-05"),
        when=rights.temporary,
    ),
    Finding(
        "permanent_right",
        ("BYF-P-01", "BYF-G-01", "BYF-G-02", "BYF-G-03", "BYF-G-04", "BYF-G-07", "KON-05"),
        when=rights.permanent,
    ),
    Finding(
        "two_year_rule",
        ("BYF-N-01", "BYF-N-02", "BYF-N-04", "BYF-T-19"),
        when=_two_year,
        concerns=tenure.rents,
    ),
    Finding(
        "landlord_compensation",
        ("BYF-N-03",),
        when=_two_year & ~two_year.told_in_writing,
        concerns=tenure.rents,
    ),
    Finding(
        "rent_rule",
        ("BYF-R-01", "BYF-R-02", "BYF-R-03", "BYF-R-04", "BYF-R-05"),
        when=rent_rule.may_ask,
        concerns=tenure.tenant_with_own_right & scope.rebuilding,
        value=rent_rule.threshold_text,
        deadline=rent_rule.pay_day,
    ),
    Finding(
        "refuse_once",
        ("BYF-P-09",),
        when=rights.new_home & second_thoughts.refusals_left,
    ),
    Finding(
        "objection_open",
        ("BYF-P-10",),
        when=rights.new_home & offers.offered_permanent & second_thoughts.objection_in_time,
        concerns=offers.offered_permanent,
        deadline=second_thoughts.objection_deadline,
    ),
    Finding(
        "offer_size_ok",
        ("BYF-T-04", "BYF-P-06", "BYF-P-07", "BYF-T-06"),
        when=homes.size_ok,
        value=homes.rooms_needed,
    ),
    Finding(
        "offer_location_ok",
        ("BYF-T-05",),
        when=offers.location_ok,
        concerns=offers.offered_temporary,
    ),
    Finding(
        "regret",
        ("BYF-P-11", "BYF-P-14"),
        when=rights.new_home & second_thoughts.found_for_you & second_thoughts.within_regret,
        concerns=rights.new_home,
        deadline=second_thoughts.regret_deadline,
    ),
    Finding(
        "own_temporary",
        ("BYF-T-12",),
        when=rights.temporary,
        concerns=duration.for_a_while,
    ),
    Finding(
        "own_permanent",
        ("BYF-P-13", "BYF-P-14"),
        when=rights.new_home,
        concerns=_own_permanent_possible,
    ),
    Finding("moving_costs", ("BYF-P-15", "BYF-T-10"), when=rights.rehoused),
    Finding(
        "storage",
        ("BYF-T-11",),
        when=rights.temporary,
        concerns=duration.for_a_while,
        certainty=Certainty.GUIDANCE,
    ),
    Finding(
        "deposit_loan",
        ("BYF-P-16",),
        when=money.deposit_loan,
        concerns=~scope.owner & ~scope.only_rent_rises,
    ),
    Finding(
        "phase_in_support",
        ("BYF-I-01", "BYF-I-02", "BYF-I-04"),
        when=money.phase_in,
        concerns=tenure.tenant_with_own_right & rights.new_home,
        value=money.first_year,
    ),
    Finding(
        "rent_difference",
        ("BYF-T-08", "BYF-T-07"),
        when=rights.temporary & rents.temporary_is_cheaper,
        concerns=tenure.rents & duration.for_a_while,
        value=rents.difference,
    ),
    Finding("notice_valid", ("BYF-P-03",), when=notice.valid, concerns=tenure.rents),
    Finding("notice_ground", ("BYF-P-02", "BYF-T-03"), when=notice.ground, concerns=tenure.rents),
    Finding(
        "notice_period_ok",
        ("BYF-P-02", "BYF-N-05", "KON-04"),
        when=notice.period_ok,
        concerns=tenure.rents,
    ),
    Finding(
        "notice_objection_open",
        ("BYF-P-04",),
        when=notice.objection_in_time,
        concerns=tenure.rents,
        deadline=notice.objection_deadline,
    ),
    Finding(
        "rent_stops",
        ("KON-09",),
        when=scope.condemned,
        concerns=tenure.rents & scope.condemned,
    ),
    Finding(
        "shelter",
        ("KON-04",),
        when=notice.imminent_danger,
        concerns=scope.condemned,
    ),
)

REHOUSING = Decision(
    [
        Branch(scope.only_rent_rises & rent_rule.may_ask, Rehousing.ON_DEMAND),
        Branch(scope.only_rent_rises, Rehousing.NONE),
        Branch(~scope.home_disappears & leaving.nothing_to_leave, Rehousing.NONE),
        Branch(rights.must_leave_for_good, Rehousing.PERMANENT, hinge=duration.for_good),
        Branch(duration.for_good & ~rights.eligible_for_permanent, Rehousing.NONE),
        Branch(rights.either_way, Rehousing.MUNICIPALITY_DECIDES),
        Branch(scope.may_have_temporary, Rehousing.TEMPORARY),
    ],
    otherwise=Rehousing.NONE,
)


def _permanent_from(case: Case) -> date | None:
    decided, vacating = case.facts.decision_date, case.facts.vacating_date
    if decided is None or vacating is None:
        return None
    return max(decided, dates.minus_months(vacating, case.law.integer(RIGHT_EARLIEST_MONTHS)))


DEADLINES = (
    Deadline(
        "permanent_from",
        ("BYF-G-05",),
        rights.must_leave_for_good,
        ("vacating_date", "decision_date"),
        _permanent_from,
    ),
    leaving.leave_by("BYF-P-02", ~scope.only_rent_rises),
    leaving.report_move(rights.new_home),
)


def _duty(_case: Case, verdict: Rehousing) -> Duty | None:
    return None if verdict in (Rehousing.NONE, Rehousing.UNKNOWN) else Duty.MUNICIPALITY


ACT = Act(
    Law.BYFORNYELSE,
    findings=FINDINGS,
    rehousing=REHOUSING,
    tentative={Rehousing.MUNICIPALITY_DECIDES: duration.municipality_may_choose},
    duty=_duty,
    deadlines=DEADLINES,
    steps=STEPS,
    notes=NOTES,
)
