"""What to do now, and what is good to know: rules that are advice, each with its condition.

The words lie in `content/steps` and `content/notes` under the same ids.
"""

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
from rules.conditions import Condition
from rules.findings import ALWAYS, Advice
from rules.shared import offers, tenure
from rules.shared.advice import told

_notice = told("notice_received")
_assigned = told("assigned")
_rent_rule = tenure.tenant_with_own_right & scope.only_rent_rises
_leaves = ~scope.only_rent_rises & rights.rehoused
_two_year: Condition = two_year.vacating | two_year.rent

#: In the order in which they are to be done.
STEPS = (
    Advice("call_today", ("KON-04",), scope.condemned & notice.imminent_danger),
    Advice(
        "object_to_notice",
        ("BYF-P-04", "BYF-P-03"),
        tenure.rents & _notice & ~told("notice_objected") & notice.objection_in_time,
    ),
    Advice(
        "object_to_offer",
        ("BYF-P-10",),
        rights.new_home
        & offers.offered_permanent
        & ~told("offer_objected")
        & second_thoughts.objection_in_time,
    ),
    Advice("answer_offer", ("BYF-P-09",), rights.new_home & offers.offered_permanent),
    Advice("refuse_outside", ("BYF-T-05",), offers.offered_temporary & ~offers.location_ok),
    Advice(
        "ask_larger_temporary",
        ("BYF-T-04", "BYF-P-20"),
        offers.offered_temporary & ~homes.large_enough_temporary,
    ),
    Advice(
        "demand_rent_rule",
        ("BYF-R-04", "BYF-R-01"),
        tenure.tenant_with_own_right & scope.only_rent_rises & rent_rule.may_ask,
    ),
    Advice("ask_decision", ("HLP-01", "BYF-G-09"), _leaves),
    Advice(
        "think_before_consent",
        ("BYF-T-02",),
        duration.longer_without_consent & ~duration.longer_with_consent & rights.temporary,
    ),
    Advice("claim_compensation", ("BYF-N-03",), _two_year & ~two_year.told_in_writing),
    Advice("tell_wishes", ("BYF-P-08", "BYF-P-21"), rights.new_home),
    Advice(
        "use_regret",
        ("BYF-P-11",),
        _assigned & rights.new_home & second_thoughts.found_for_you & second_thoughts.within_regret,
    ),
    Advice("agree_before_signing", ("BYF-P-13", "BYF-I-04", "BYF-T-12"), rights.rehoused),
    Advice(
        "apply_for_loan",
        ("BYF-P-16", "BYF-P-17"),
        (money.lease_ends | rights.must_leave_for_good) & ~scope.owner,
    ),
    Advice("keep_receipts", ("BYF-T-10", "BYF-P-15"), rights.rehoused),
    Advice("leave_well", ("BYF-T-18", "BYF-T-13"), rights.temporary),
    Advice("report_move", ("BYF-P-18",), rights.new_home),
    Advice("apply_for_grant", ("KON-06",), scope.condemned & ~tenure.rents),
    Advice("seek_advice", ("HLP-10", "HLP-08"), ALWAYS),
)

NOTES = (
    Advice("BYF-G-06", ("BYF-G-06",), scope.subtenant & rights.temporary),
    Advice("BYF-G-07", ("BYF-G-07",), scope.subtenant & duration.for_good),
    Advice("BYF-G-08", ("BYF-G-08",), ALWAYS),
    Advice("BYF-G-09", ("BYF-G-09",), ~scope.home_disappears & ~scope.only_rent_rises),
    Advice("BYF-G-10", ("BYF-G-10",), ALWAYS),
    Advice("BYF-T-03", ("BYF-T-03",), tenure.rents & rights.temporary),
    Advice("BYF-T-06", ("BYF-T-06",), rights.temporary),
    Advice("BYF-T-07", ("BYF-T-07",), rights.temporary),
    Advice("BYF-T-09", ("BYF-T-09",), rights.temporary),
    Advice("BYF-T-13", ("BYF-T-13",), rights.temporary),
    Advice("BYF-T-14", ("BYF-T-14",), rights.temporary),
    Advice("BYF-T-16", ("BYF-T-16", "BYF-I-05"), tenure.rents & rights.temporary),
    Advice("BYF-T-17", ("BYF-T-17",), rights.temporary),
    Advice("BYF-P-05", ("BYF-P-05",), tenure.rents & duration.for_good),
    Advice("BYF-P-08", ("BYF-P-08",), rights.new_home),
    Advice("BYF-P-12", ("BYF-P-12",), rights.new_home),
    Advice("BYF-P-17", ("BYF-P-17", "HLP-07"), rights.new_home & ~scope.owner),
    Advice("BYF-P-19", ("BYF-P-19",), rights.new_home & ~scope.only_rent_rises),
    Advice("BYF-P-20", ("BYF-P-20",), rights.rehoused | rent_rule.may_ask),
    Advice("BYF-P-21", ("BYF-P-21",), rights.new_home),
    Advice("BYF-P-07", ("BYF-P-07",), rights.new_home),
    Advice("BYF-R-02", ("BYF-R-02",), _rent_rule),
    Advice("BYF-R-03", ("BYF-R-03",), _rent_rule),
    Advice("BYF-R-05", ("BYF-R-05",), _rent_rule),
    Advice("BYF-I-05", ("BYF-I-05",), tenure.rents & scope.rebuilding),
    Advice("BYF-I-03", ("BYF-I-03",), money.tenant_of_flat & rights.new_home),
    Advice("BYF-I-06", ("BYF-I-06",), money.tenant_of_flat & rights.new_home),
    Advice("BYF-I-07", ("BYF-I-07",), money.tenant_of_flat & rights.new_home),
    Advice("BYF-I-08", ("BYF-I-08",), ~tenure.rents & rights.new_home),
    Advice("BYF-I-09", ("BYF-I-09",), money.tenant_of_flat & rights.new_home),
    Advice("KON-01", ("KON-01", "KON-11"), scope.condemned),
    Advice("KON-02", ("KON-02",), scope.condemned),
    Advice("KON-03", ("KON-03",), scope.condemned),
    Advice("KON-07", ("KON-07", "KON-08"), scope.condemned),
    Advice("KON-10", ("KON-10",), scope.condemned),
    Advice("KON-12", ("KON-12",), scope.condemned),
)
