"""Leaving the home, moving to another and reporting it, which several acts have alike."""

from collections.abc import Callable

from rules.course.model import Moment
from rules.course.plan import Plan, View

CPR_DAYS = "cpr.report_days"
#: the facts that tell when the home must be empty
LEAVING = ("notice_leave_by", "vacating_date")


def leave(rules: tuple[str, ...], concerns: Callable[[View], bool]) -> Plan:
    """The day the home must be empty."""
    return Plan(
        "leave",
        rules,
        concerns,
        lambda view: Moment(day=view.leave),
        deadline="leave_by",
        facts=LEAVING,
    )


def by_leaving(view: View) -> Moment:
    """At the latest on the day the home must be empty."""
    return Moment(latest=view.leave, before="leave")


def moving(
    rule: str, concerns: Callable[[View], bool], moment: Callable[[View], Moment] = by_leaving
) -> Plan:
    """The move to a permanent home."""
    return Plan("moving", (rule,), concerns, moment, event="moved_in", facts=LEAVING)


def cpr(concerns: Callable[[View], bool]) -> Plan:
    """The move is reported (CPR § 12, stk. 1)."""
    return Plan(
        "cpr",
        ("BYF-P-18",),
        concerns,
        lambda view: Moment(latest=view.due("cpr"), after="moving"),
        deadline="cpr",
        parameters=(CPR_DAYS,),
        facts=("moved_in",),
        must_act=True,
    )


def vacant_home(rule: str, concerns: Callable[[View], bool], months: str) -> Plan:
    """A home in the same property that becomes free within so many months must be offered."""
    return Plan(
        "vacant_home",
        (rule,),
        concerns,
        lambda view: Moment(latest=view.months_after_leaving(months), after="leave"),
        parameters=(months,),
        facts=LEAVING,
    )
