"""Conditions for whom an item is: advice is not kept back until every fact is known."""

from rules.case import Case
from rules.conditions import Condition, Test
from rules.shared.advice import told
from rules.truth import NO, VERDICT, YES, Truth, Verdict, truth


def possible(condition: Condition) -> Test:
    """The condition is not a *no*."""

    def evaluate(case: Case) -> Truth:
        return NO if VERDICT[condition.of(case)] is Verdict.NO else YES

    return Test("possible", (), evaluate)


def unless(condition: Condition) -> Test:
    """The condition is not a *yes*."""

    def evaluate(case: Case) -> Truth:
        return NO if VERDICT[condition.of(case)] is Verdict.YES else YES

    return Test("unless", (), evaluate)


def _has_moved(case: Case) -> Truth:
    moved = case.facts.moved_in
    return truth(moved is not None and moved <= case.on)


#: The household lives in its new home for good.
moved = Test("has_moved", (), _has_moved)
#: The household lives in a temporary home.
away = Test("is_away", (), lambda case: truth(bool(case.facts.months_already_away)))
#: A day was told by which the home must be empty.
leaves = told("notice_leave_by") | told("vacating_date")
#: A notice was told of, and no objection to it.
not_objected = told("notice_received") & ~told("notice_objected")
