"""What to do now, and what is good to know, in almene homes. The words lie in `content/`."""

from rules.almen import duration
from rules.almen.conditions import (
    by_duration,
    chooses,
    destroyed,
    for_a_while,
    goes_for_good,
    inside_only,
    lease_lasts,
    legal_doubt,
    moves_for_good,
    no_notice,
    permanent,
    sale,
    short,
    vulnerable_area,
)
from rules.findings import ALWAYS, Advice
from rules.shared import notices, offers
from rules.shared.advice import told

_notice = ~no_notice & told("notice_received")
_rehoused = permanent | short
#: Not after a fire: there is no notice, and it is the municipality that finds the home (ALM-30).
_planned = _rehoused & ~duration.burnt

STEPS = (
    Advice("alm_fire_today", ("ALM-30",), destroyed),
    Advice(
        "alm_object_to_notice",
        ("ALM-04", "ALM-03"),
        _notice & ~told("notice_objected") & notices.objection_in_time("alm.objection_weeks"),
    ),
    Advice("alm_get_legal_help", ("ALM-29",), legal_doubt),
    Advice("alm_choose", ("ALM-09",), chooses),
    Advice("alm_ask_in_writing", ("ALM-05", "ALM-21"), _planned),
    Advice(
        "alm_refuse_outside",
        ("ALM-08", "ALM-15"),
        told("offer_kind") & ~duration.burnt & ~duration.nobody_must_leave & ~offers.location_ok,
    ),
    Advice("alm_tell_wishes", ("ALM-23", "ALM-20"), _planned),
    Advice("alm_read_before_signing", ("ALM-17", "ALM-28"), _planned),
    Advice("alm_keep_receipts", ("ALM-16",), _rehoused),
    Advice("alm_check_time_limit", ("ALM-18",), duration.fixed_term),
    Advice("alm_claim_improvements", ("ALM-26",), moves_for_good),
    Advice("report_move", ("BYF-P-18",), moves_for_good),
    Advice("seek_advice", ("HLP-10", "HLP-08"), ALWAYS),
)

NOTES = (
    Advice("ALM-01", ("ALM-01",), sale),
    Advice("ALM-10", ("ALM-10",), goes_for_good | by_duration),
    Advice("ALM-13", ("ALM-13", "ALM-14"), for_a_while | short),
    Advice("ALM-19", ("ALM-19",), short),
    Advice("ALM-20", ("ALM-20",), _planned),
    Advice("ALM-22", ("ALM-22",), _planned),
    Advice("ALM-24", ("ALM-24",), _planned),
    Advice("ALM-25", ("ALM-25",), moves_for_good & ~duration.burnt),
    Advice("ALM-27", ("ALM-27", "ALM-28"), (moves_for_good & ~duration.burnt) | vulnerable_area),
    Advice("ALM-31", ("ALM-31",), lease_lasts & ~duration.burnt),
    Advice("ALM-07", ("ALM-07",), inside_only),
)
