"""The notice from the landlord, § 58 (BYF-P-02 to P-05, N-05, KON-04)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from rules import dates
from rules.byfornyelse import duration, two_year
from rules.byfornyelse.scope import condemned
from rules.byfornyelse.second_thoughts import in_time
from rules.case import Case
from rules.conditions import Test, holds, needs_all
from rules.truth import UNKNOWN, Truth, truth

EARLIEST_MONTHS = "byf.notice.earliest_months_before"
MONTHS = "byf.notice.months"
MONTHS_NEW_TENANT = "byf.notice.months_new_tenant"
OBJECTION_WEEKS = "byf.notice.objection_weeks"

written = holds("notice_written", "notice_written")
states_reason = holds("notice_states_reason", "notice_states_reason")
states_objection_right = holds("notice_states_objection_right", "notice_states_objection_right")
states_claims = holds("notice_states_claims", "notice_states_claims")

#: § 58, stk. 3
valid = written & states_reason & states_objection_right & states_claims

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


def _months_given(parameter: str, name: str) -> Test:
    def evaluate(case: Case) -> Truth:
        received, leave = case.facts.notice_received, case.facts.notice_leave_by
        if received is None or leave is None:
            return UNKNOWN
        return truth(leave >= dates.plus_months(received, case.law.integer(parameter)))

    def turns(case: Case) -> Iterable[tuple[str, Any]]:
        if received := case.facts.notice_received:
            yield "notice_leave_by", dates.plus_months(received, case.law.integer(parameter))

    facts = ("notice_received", "notice_leave_by")
    return Test(name, facts, evaluate, turns, ways=needs_all(*facts))


not_too_early = Test(
    "not_too_early",
    ("notice_received", "vacating_date"),
    _not_too_early,
    _turn_early,
    ways=needs_all("notice_received", "vacating_date"),
)
full_notice = _months_given(MONTHS, "full_notice")
short_notice = _months_given(MONTHS_NEW_TENANT, "short_notice")
imminent_danger = holds("imminent_danger", "imminent_danger")

#: § 58, stk. 2 and § 60, stk. 3
period_ok = not_too_early & (
    full_notice
    | (condemned & imminent_danger)
    | (short_notice & two_year.vacating & two_year.told_in_writing)
)


def objection_deadline(case: Case) -> date | None:
    """The last day to object to the notice, in writing, to the landlord (§ 58, stk. 4)."""
    received = case.facts.notice_received
    return received and dates.plus_weeks(received, case.law.integer(OBJECTION_WEEKS))


def _turn_objected(case: Case) -> Iterable[tuple[str, Any]]:
    if (last := objection_deadline(case)) and last <= case.on:
        yield "notice_objected", last


objection_in_time = Test(
    "notice_objection_in_time",
    ("notice_received",),
    lambda case: in_time(
        case,
        case.facts.notice_received,
        case.facts.notice_objected,
        True,
        case.law.integer(OBJECTION_WEEKS),
    ),
    _turn_objected,
    rescue="notice_objected",
)
