"""The home that is left: whether it must be, by when, and the move to report (BYF-P-18)."""

from datetime import date
from decimal import Decimal

from rules import dates
from rules.case import Case
from rules.conditions import Condition, Test
from rules.findings import Deadline
from rules.truth import NO, UNKNOWN, YES, Truth, truth

CPR_DAYS = "cpr.report_days"


def _nothing_to_leave(case: Case) -> Truth:
    facts = case.facts
    if facts.never_habitable:
        return NO
    if facts.home_ready:
        return YES
    if facts.months_already_away:
        return NO
    return UNKNOWN if facts.months_away is None else truth(facts.months_away == 0)


#: The home can be lived in. Not told otherwise, a home is not ready.
nothing_to_leave = Test(
    "nothing_to_leave",
    ("months_away",),
    _nothing_to_leave,
    lambda case: [("months_away", Decimal(0))],
)


def leave_by(rule: str, concerns: Condition) -> Deadline:
    """The day the home must be empty, as the notice or else the plan says."""

    def day(case: Case) -> date | None:
        return case.facts.notice_leave_by or case.facts.vacating_date

    return Deadline("leave_by", (rule,), concerns, ("vacating_date",), day)


def report_move(concerns: Condition) -> Deadline:
    """The last day to report the move to the population register (CPR § 12, stk. 1)."""

    def day(case: Case) -> date | None:
        moved, days = case.facts.moved_in, case.law.find(CPR_DAYS)
        return dates.plus_days(moved, int(days.low)) if moved and days else None

    return Deadline("cpr", ("BYF-P-18",), concerns, (), day)
