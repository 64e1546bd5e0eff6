"""Lejeloven as one act: no general right to rehousing, and what there is instead (PRV-01)."""

from rules.conditions import fixed, holds, is_one_of
from rules.facts import Reason
from rules.findings import ALWAYS, Advice, Branch, Decision, Finding
from rules.outcomes import Act, Duty, Law, Rehousing
from rules.private import increase, notice
from rules.private.notice import burnt, demolished, lapses
from rules.shared import leaving, notices
from rules.shared.advice import told
from rules.shared.tenure import rents
from rules.truth import NO, YES

NOTICE_MONTHS = notice.MONTHS
NOTICE_MONTHS_ROOM = notice.MONTHS_ROOM
OBJECTION_WEEKS = notice.OBJECTION_WEEKS

works = is_one_of("works", "reason", Reason.RENOVATION, Reason.RENT_INCREASE, Reason.MERGER)
#: Nobody has to leave.
only_rent_rises = is_one_of("only_rent_rises", "reason", Reason.RENT_INCREASE)
paid_to_leave = holds("paid_to_leave", "paid_to_leave")
general_right = fixed("no_general_right", NO)

FINDINGS = (
    Finding("temporary_right", ("PRV-01", "PRV-07"), when=general_right),
    Finding("permanent_right", ("PRV-01",), when=general_right),
    Finding(
        "landlord_offer",
        ("PRV-05", "PRV-06"),
        when=increase.must_offer,
        concerns=works,
        value=increase.threshold_text,
    ),
    Finding("must_not_be_paid", ("PRV-08",), when=paid_to_leave),
    Finding("notice_valid", ("PRV-02",), when=notices.valid, concerns=~lapses),
    Finding("notice_ground", ("PRV-02",), when=notice.ground, concerns=~lapses),
    Finding("notice_period_ok", ("PRV-02",), when=notice.period_ok, concerns=~lapses),
    Finding(
        "notice_objection_open",
        ("PRV-02",),
        when=notice.objection_in_time,
        concerns=~lapses,
        deadline=notice.objection_deadline,
    ),
    Finding("same_property_offer", ("PRV-03",), when=demolished, concerns=demolished),
    Finding("return_offer", ("PRV-03",), when=demolished, concerns=demolished),
    Finding("shelter", ("PRV-09",), when=fixed("always_if_homeless", YES)),
)

STEPS = (
    Advice(
        "prv_object_to_notice",
        ("PRV-02",),
        ~lapses & told("notice_received") & ~told("notice_objected") & notice.objection_in_time,
    ),
    Advice("prv_demand_home", ("PRV-05", "PRV-06"), works & increase.must_offer),
    Advice("prv_do_not_sign", ("PRV-08",), paid_to_leave),
    Advice("prv_agree_in_writing", ("PRV-07",), works),
    Advice("prv_ask_decision", ("PRV-01", "BYF-G-08"), works | demolished),
    Advice("seek_advice", ("HLP-10", "HLP-08"), ALWAYS),
)

NOTES = (
    Advice("PRV-01", ("PRV-01",), ALWAYS),
    Advice("PRV-03", ("PRV-03",), demolished),
    Advice("PRV-07", ("PRV-07",), works),
    Advice("PRV-09", ("PRV-09",), ALWAYS),
    Advice("PRV-10", ("PRV-10",), burnt),
    Advice("PRV-11", ("PRV-11",), ALWAYS),
)

REHOUSING = Decision(
    [Branch(works & increase.must_offer, Rehousing.ON_DEMAND)],
    otherwise=Rehousing.NONE,
)


ACT = Act(
    Law.PRIVATE,
    findings=FINDINGS,
    rehousing=REHOUSING,
    tentative={},
    duty=lambda case, verdict: Duty.LANDLORD if verdict is Rehousing.ON_DEMAND else None,
    deadlines=(leaving.leave_by("PRV-02", rents & ~lapses & ~only_rent_rises),),
    steps=STEPS,
    notes=NOTES,
)
