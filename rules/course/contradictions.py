"""Dates that were told and cannot all be right: named, so that the household can mend one."""

from collections.abc import Iterator
from datetime import date

from rules.approximate import Month
from rules.course.model import Contradiction
from rules.course.plan import View
from rules.outcomes import Law

#: the first fact cannot be later than the second
_IN_ORDER: tuple[tuple[str, str, str], ...] = (
    ("leave_before_notice", "notice_received", "notice_leave_by"),
    ("empty_before_notice", "notice_received", "vacating_date"),
    ("empty_before_demand", "vacating_demanded", "vacating_date"),
    ("notice_before_lease", "lease_start", "notice_received"),
    ("moved_before_lease", "lease_start", "moved_in"),
    ("moved_before_assigned", "assigned", "moved_in"),
    ("paid_before_announced", "increase_announced", "raised_rent_first_paid"),
)
#: under byfornyelsesloven, where the decision comes first
_AFTER_DECISION: tuple[tuple[str, str, str], ...] = (
    ("empty_before_decision", "decision_date", "vacating_date"),
    ("notice_before_decision", "decision_date", "notice_received"),
)
_ONE_DAY = ("two_days_to_leave", "notice_leave_by", "vacating_date")

CONTRADICTION_IDS = tuple(each[0] for each in (*_IN_ORDER, *_AFTER_DECISION, _ONE_DAY))


def contradictions(view: View, months: frozenset[str]) -> tuple[Contradiction, ...]:
    """What the dates contradict on whatever days of a month they are; in a fixed order."""
    return tuple(_found(view, months))


def _found(view: View, months: frozenset[str]) -> Iterator[Contradiction]:
    decided = _AFTER_DECISION if view.assessment.law is Law.BYFORNYELSE else ()
    for name, first, second in (*_IN_ORDER, *decided):
        earlier, later = _days(view, first, months), _days(view, second, months)
        if earlier and later and earlier[0] > later[1]:
            yield Contradiction(name, (first, second))
    name, first, second = _ONE_DAY
    one, other = _days(view, first, months), _days(view, second, months)
    if one and other and (one[1] < other[0] or other[1] < one[0]):
        yield Contradiction(name, (first, second))


def _days(view: View, fact: str, months: frozenset[str]) -> tuple[date, date] | None:
    """The first and the last day that a fact may stand for."""
    day = view.day(fact)
    if day is None:
        return None
    month = Month(day.year, day.month)
    return (month.first, month.last) if fact in months else (day, day)
