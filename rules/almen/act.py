"""Almenlejeloven as one act: its findings and its answer on rehousing."""

from rules.almen import duration
from rules.almen.advice import NOTES, STEPS
from rules.almen.conditions import (
    by_duration,
    chooses,
    depends_on_works,
    destroyed,
    for_a_while,
    goes_for_good,
    inside_only,
    legal_doubt,
    location,
    moves_for_good,
    no_notice,
    notice_may_end_it,
    offered,
    on_the_list,
    ordered_by_plan,
    permanent,
    rebuilt,
    rehoused,
    sale,
    short,
    temporary,
    terminated,
    told_of,
    under_a_plan,
    vulnerable_area,
)
from rules.case import Case
from rules.conditions import fixed
from rules.facts import Reason
from rules.findings import Branch, Certainty, Decision, Finding
from rules.outcomes import Act, Duty, Law, Rehousing
from rules.shared import leaving, notices, offers, rents
from rules.shared.leaving import nothing_to_leave
from rules.truth import VERDICT, YES, Verdict

NOTICE_MONTHS = "alm.notice.months"
OBJECTION_WEEKS = "alm.objection_weeks"
MORE_THAN_PERSONS = "alm.perm.rooms_more_than_persons"

FINDINGS = (
    Finding("temporary_right", ("ALM-06", "ALM-09", "ALM-15", "ALM-19"), when=temporary),
    Finding("permanent_right", ("ALM-09", "ALM-05", "ALM-08", "ALM-30"), when=permanent),
    Finding("choice_after_12_months", ("ALM-09",), when=chooses, concerns=duration.renovation),
    Finding(
        "offer_size_ok",
        ("ALM-08", "ALM-30"),
        when=offers.large_enough_by(MORE_THAN_PERSONS),
        concerns=offers.offered_permanent & ~duration.nobody_must_leave,
        value=offers.rooms_needed_by(MORE_THAN_PERSONS),
    ),
    Finding(
        "offer_location_ok",
        ("ALM-08", "ALM-15", "ALM-07"),
        when=location,
        concerns=~duration.burnt & ~duration.nobody_must_leave & offered,
    ),
    Finding("inside_area_only", ("ALM-07",), when=inside_only, concerns=sale),
    Finding("same_property_offer", ("ALM-11",), when=terminated, concerns=~duration.burnt),
    Finding(
        "return_offer",
        ("ALM-12", "ALM-30"),
        when=(terminated & rebuilt) | destroyed,
        concerns=rebuilt | duration.burnt,
    ),
    Finding(
        "own_temporary",
        ("ALM-17", "ALM-16"),
        when=for_a_while,
        concerns=duration.renovation,
        certainty=Certainty.PRACTICE,
    ),
    Finding(
        "own_permanent",
        ("ALM-28",),
        when=moves_for_good,
        concerns=~duration.burnt,
        certainty=Certainty.PRACTICE,
    ),
    Finding("moving_costs", ("ALM-16",), when=(rehoused | for_a_while) & ~duration.burnt),
    Finding(
        "rent_difference",
        ("ALM-13",),
        when=for_a_while & rents.temporary_is_cheaper,
        concerns=duration.renovation,
        value=rents.difference,
    ),
    Finding("notice_valid", ("ALM-03",), when=notices.valid, concerns=~no_notice),
    Finding(
        "notice_ground",
        ("ALM-01", "ALM-19", "ALM-18"),
        when=notice_may_end_it
        & (
            (rebuilt & ~duration.renovation)
            | duration.permanent_by_duration
            | (duration.short & depends_on_works)
            | (sale & vulnerable_area)
        ),
        concerns=~no_notice,
    ),
    Finding(
        "notice_period_ok",
        ("ALM-02",),
        when=notices.long_enough("alm_full_notice", NOTICE_MONTHS),
        concerns=~no_notice,
    ),
    Finding(
        "notice_objection_open",
        ("ALM-04",),
        when=notices.objection_in_time(OBJECTION_WEEKS),
        concerns=~no_notice,
        deadline=notices.objection_deadline(OBJECTION_WEEKS),
    ),
    Finding(
        "legal_doubt",
        ("ALM-29",),
        when=legal_doubt,
        concerns=under_a_plan,
    ),
    Finding("municipal_grant", ("ALM-27",), when=on_the_list),
    Finding("shelter", ("PRV-09",), when=fixed("always_if_homeless", YES)),
)

REHOUSING = Decision(
    [
        Branch(
            duration.nobody_must_leave
            | duration.fixed_term
            | (duration.renovation & nothing_to_leave),
            Rehousing.NONE,
        ),
        Branch(destroyed, Rehousing.PERMANENT),
        Branch(duration.burnt, Rehousing.NONE),
        Branch(goes_for_good, Rehousing.PERMANENT),
        Branch(~told_of, Rehousing.UNKNOWN),
        Branch(chooses, Rehousing.TENANT_CHOOSES),
        Branch(by_duration, Rehousing.PERMANENT),
        Branch(short & duration.agreed_permanent, Rehousing.PERMANENT),
        Branch(short & duration.agreed_temporary, Rehousing.TEMPORARY),
    ],
    otherwise=Rehousing.LANDLORD_DECIDES,
)


def _duty(case: Case, verdict: Rehousing) -> Duty | None:
    """The housing organisation; the municipality after a fire, or where its plan orders it.

    None while it is not known whether the municipality's plan orders the sale or demolition
    (ALM-10).
    """
    if verdict in (Rehousing.NONE, Rehousing.UNKNOWN):
        return None
    if case.facts.reason is Reason.FIRE:
        return Duty.MUNICIPALITY
    return _BY_PLAN[VERDICT[ordered_by_plan.of(case)]]


_BY_PLAN = {
    Verdict.YES: Duty.MUNICIPALITY,
    Verdict.NO: Duty.HOUSING_ORGANISATION,
    Verdict.UNKNOWN: None,
}


ACT = Act(
    Law.ALMEN,
    findings=FINDINGS,
    rehousing=REHOUSING,
    tentative={Rehousing.LANDLORD_DECIDES: short},
    duty=_duty,
    deadlines=(
        leaving.leave_by("ALM-02", ~no_notice & ~duration.nobody_must_leave),
        leaving.report_move(moves_for_good),
    ),
    steps=STEPS,
    notes=NOTES,
)
