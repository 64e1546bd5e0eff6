"""The notice, much alike in every act: what it must say, how long it is, the time to object."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from rules import dates
from rules.case import Case
from rules.conditions import Test, holds, needs_all
from rules.truth import NO, UNKNOWN, YES, Truth, truth

written = holds("notice_written", "notice_written")
states_reason = holds("notice_states_reason", "notice_states_reason")
states_objection_right = holds("notice_states_objection_right", "notice_states_objection_right")

#: almenlejeloven and lejeloven: without one of them it is invalid (ALM-03, PRV-02)
valid = written & states_reason & states_objection_right


def in_time(
    case: Case, received: date | None, objected: date | None, told: bool | None, weeks: int
) -> Truth:
    """An objection within ``weeks`` of receipt, the last day included, by now or by ``objected``.

    Where the letter did not tell of the right, no time has started to run.
    """
    if told is False:
        return YES
    if received is None:
        return UNKNOWN
    if (objected or case.on) <= dates.plus_weeks(received, weeks):
        return YES
    return NO if told else UNKNOWN


def long_enough(
    name: str, months: str, end: Callable[[date, int], date] = dates.end_of_notice
) -> Test:
    """The time to leave is long enough: ``end`` tells the first day that is, after so many months.

    In almenlejeloven and lejeloven that is the first fitting weekday of a month.
    """

    def evaluate(case: Case) -> Truth:
        received, leave = case.facts.notice_received, case.facts.notice_leave_by
        if received is None or leave is None:
            return UNKNOWN
        return truth(leave >= end(received, case.law.integer(months)))

    def turns(case: Case) -> Iterable[tuple[str, Any]]:
        if received := case.facts.notice_received:
            yield "notice_leave_by", end(received, case.law.integer(months))

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
