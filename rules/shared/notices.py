"""A notice under almenlejeloven or lejeloven: to a first weekday, with time to object."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from rules import dates
from rules.byfornyelse.notice import states_objection_right, states_reason, written
from rules.byfornyelse.second_thoughts import in_time
from rules.case import Case
from rules.conditions import Test, needs_all
from rules.truth import UNKNOWN, Truth, truth

#: writing, the reason, and the right to object; without one of them it is invalid
valid = written & states_reason & states_objection_right


def long_enough(name: str, months: str) -> Test:
    """The time to leave reaches the first fitting weekday after so many months."""

    def evaluate(case: Case) -> Truth:
        received, leave = case.facts.notice_received, case.facts.notice_leave_by
        if received is None or leave is None:
            return UNKNOWN
        return truth(leave >= dates.end_of_notice(received, case.law.integer(months)))

    def turns(case: Case) -> Iterable[tuple[str, Any]]:
        if received := case.facts.notice_received:
            yield "notice_leave_by", dates.end_of_notice(received, case.law.integer(months))

    facts = ("notice_received", "notice_leave_by")
    return Test(name, facts, evaluate, turns, ways=needs_all(*facts))


def objection_deadline(weeks: str) -> Callable[[Case], date | None]:
    """The last day to object in writing to the landlord."""

    def deadline(case: Case) -> date | None:
        received = case.facts.notice_received
        return received and dates.plus_weeks(received, case.law.integer(weeks))

    return deadline


def objection_in_time(weeks: str) -> Test:
    """One can still object in time, or did."""
    deadline = objection_deadline(weeks)

    def evaluate(case: Case) -> Truth:
        facts = case.facts
        weeks_given = case.law.integer(weeks)
        return in_time(case, facts.notice_received, facts.notice_objected, True, weeks_given)

    def turns(case: Case) -> Iterable[tuple[str, Any]]:
        if (last := deadline(case)) and last <= case.on:
            yield "notice_objected", last

    name, facts = "notice_objection_in_time", ("notice_received",)
    return Test(name, facts, evaluate, turns, rescue="notice_objected")
