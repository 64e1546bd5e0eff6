"""The notice from the landlord, § 58 (BYF-P-02 to P-05, N-05, KON-04)."""

from collections.abc import Iterable
from typing import Any

from rules import dates
from rules.byfornyelse import duration, two_year
from rules.byfornyelse.scope import condemned
from rules.case import Case
from rules.conditions import Test, holds, needs_all
from rules.shared import notices
from rules.truth import UNKNOWN, Truth, truth

EARLIEST_MONTHS = "byf.notice.earliest_months_before"
MONTHS = "byf.notice.months"
MONTHS_NEW_TENANT = "byf.notice.months_new_tenant"
OBJECTION_WEEKS = "byf.notice.objection_weeks"

states_claims = holds("notice_states_claims", "notice_states_claims")

#: § 58, stk. 3
valid = notices.valid & states_claims

#: § 58, stk. 1: the home must be vacated for good; never because of a temporary move (T-03)
ground = duration.for_good | (duration.municipality_may_choose & duration.chose_permanent)


def _not_too_early(case: Case) -> Truth:
    received, vacating = case.facts.notice_received, case.facts.vacating_date
    if received is None or vacating is None:
        return UNKNOWN
    return truth(received >= dates.minus_months(vacating, case.law.integer(EARLIEST_MONTHS)))


def _turn_early(case: Case) -> Iterable[tuple[str, Any]]:
    if vacating := case.facts.vacating_date:
        earliest = dates.minus_months(vacating, case.law.integer(EARLIEST_MONTHS))
        yield "notice_received", earliest


not_too_early = Test(
    "not_too_early",
    ("notice_received", "vacating_date"),
    _not_too_early,
    _turn_early,
    ways=needs_all("notice_received", "vacating_date"),
)
full_notice = notices.long_enough("full_notice", MONTHS, dates.plus_months)
short_notice = notices.long_enough("short_notice", MONTHS_NEW_TENANT, dates.plus_months)
imminent_danger = holds("imminent_danger", "imminent_danger")

#: § 58, stk. 2 and § 60, stk. 3
period_ok = not_too_early & (
    full_notice
    | (condemned & imminent_danger)
    | (short_notice & two_year.vacating & two_year.told_in_writing)
)

#: § 58, stk. 4: in writing, to the landlord
objection_in_time = notices.objection_in_time(OBJECTION_WEEKS)
objection_deadline = notices.objection_deadline(OBJECTION_WEEKS)
