"""The notice and the objection to it, which every act has in its own way."""

from collections.abc import Callable
from datetime import date

from rules import dates
from rules.course.model import Moment
from rules.course.plan import Plan, View


def last_day_for(leave: date, months: int, *, to_first_weekday: bool) -> date:
    """The last day a notice can be received if it is to end the lease by ``leave``.

    ``to_first_weekday``: the months end on the first fitting weekday of a month, as in
    almenlejeloven § 88 and lejeloven § 175; else on their own day (byfornyelsesloven § 58).
    """
    if to_first_weekday:
        end = dates.first_weekday_of_month_not_before_holiday(leave.year, leave.month)
        if end > leave:
            earlier = dates.minus_months(leave.replace(day=1), 1)
            end = dates.first_weekday_of_month_not_before_holiday(earlier.year, earlier.month)
        leave = end
    day = dates.minus_months(leave, months)
    # 28 February less three months is 28 November, but 30 November and three months is 28 February.
    while dates.plus_months(following := dates.plus_days(day, 1), months) <= leave:
        day = following
    return day


def is_open(view: View) -> bool:
    """There may be, or is, a notice of a kind that the act knows."""
    return view.may_hold("notice_ground")


def received(
    rules: tuple[str, ...], window: Callable[[View], Moment], parameters: tuple[str, ...]
) -> Plan:
    """The notice: the day it came, else the days between which it can come."""
    return Plan(
        "notice",
        rules,
        is_open,
        window,
        event="notice_received",
        parameters=parameters,
        facts=("vacating_date",),
    )


def objection(rules: tuple[str, ...], weeks: str) -> Plan:
    """The household's objection; its last day even where it has objected."""
    return Plan(
        "notice_objection",
        rules,
        is_open,
        lambda view: Moment(latest=view.due("notice_objection_open"), after="notice"),
        event="notice_objected",
        deadline="notice_objection_open",
        parameters=(weeks,),
        facts=("notice_received",),
        must_act=True,
    )


def answer(rules: tuple[str, ...], weeks: str) -> Plan:
    """The landlord must bring the case, if the household objected in time."""
    return Plan(
        "landlord_answer",
        rules,
        lambda view: bool(view.facts.notice_objected) and view.holds("notice_objection_open"),
        lambda view: Moment(latest=view.weeks_after(view.due("notice_objection_open"), weeks)),
        parameters=(weeks,),
        facts=("notice_received",),
    )


def first_weekday(months: str) -> Callable[[View], Moment]:
    """The latest day for a notice that runs to the first weekday of a month."""

    def window(view: View) -> Moment:
        number = view.number(months)
        if view.leave is None or number is None:
            return Moment(before="leave")
        return Moment(latest=last_day_for(view.leave, number, to_first_weekday=True))

    return window
