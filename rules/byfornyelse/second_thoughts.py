"""Refusing, objecting, and changing one's mind (BYF-P-09 to P-14)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from rules import dates
from rules.case import Case, Reach
from rules.conditions import EITHER_WAY, NO_WAY, ONLY_YES, Test, can_be_known, is_one_of
from rules.facts import SelfFound
from rules.shared.notices import in_time
from rules.truth import DISPUTED, NO, UNKNOWN, YES, Truth, readings, truth

REFUSALS = "byf.perm.refusals"
OBJECTION_WEEKS = "byf.perm.objection_weeks"
CHANGE_YEARS = "byf.perm.change_years"


def _refusals_left(case: Case) -> Truth:
    used = case.facts.refusals_used
    return UNKNOWN if used is None else truth(used < case.law.integer(REFUSALS))


refusals_left = Test(
    "refusals_left",
    ("refusals_used",),
    _refusals_left,
    lambda case: [("refusals_used", case.law.integer(REFUSALS) - 1)],
)


def objection_deadline(case: Case) -> date | None:
    """The last day to object to the offered home; None where none has started to run."""
    facts = case.facts
    if facts.offer_date is None or facts.offer_told_of_objection is False:
        return None
    return dates.plus_weeks(facts.offer_date, case.law.integer(OBJECTION_WEEKS))


def _turn_objected(case: Case) -> Iterable[tuple[str, Any]]:
    if (last := objection_deadline(case)) and last <= case.on:
        yield "offer_objected", last


def _objection_ways(case: Case) -> Reach:
    # Without the day only a letter that does not tell of the right settles it.
    if can_be_known(case, "offer_date"):
        return EITHER_WAY
    return ONLY_YES if case.may_ask("offer_told_of_objection") else NO_WAY


objection_in_time = Test(
    "objection_in_time",
    ("offer_date", "offer_told_of_objection"),
    lambda case: in_time(
        case,
        case.facts.offer_date,
        case.facts.offer_objected,
        case.facts.offer_told_of_objection,
        case.law.integer(OBJECTION_WEEKS),
    ),
    _turn_objected,
    rescue="offer_objected",
    ways=_objection_ways,
)


def regret_deadline(case: Case) -> date | None:
    """The last day to ask for another home, counted from the assignment as the act does."""
    assigned = case.facts.assigned
    return assigned and dates.plus_years(assigned, case.law.integer(CHANGE_YEARS))


def _within_regret(case: Case) -> Truth:
    last, moved = regret_deadline(case), case.facts.moved_in
    if last is None:
        return UNKNOWN
    if case.on <= last:
        return YES
    # U-04: the folder counts from the day of moving in.
    if moved is None:
        return readings(NO, UNKNOWN)
    years = case.law.integer(CHANGE_YEARS)
    return DISPUTED if case.on <= dates.plus_years(moved, years) else NO


def _turn_assigned(case: Case) -> Iterable[tuple[str, Any]]:
    limit = dates.minus_years(case.on, case.law.integer(CHANGE_YEARS))
    yield "assigned", limit
    yield "moved_in", limit


def _regret_ways(case: Case) -> Reach:
    if not can_be_known(case, "assigned"):
        return NO_WAY
    # After the two years from the assignment only the day of moving in settles it.
    late = can_be_known(case, "moved_in")
    return Reach(yes=case.may_ask("assigned"), no=late, disputed=late)


within_regret = Test(
    "within_regret", ("assigned", "moved_in"), _within_regret, _turn_assigned, ways=_regret_ways
)
found_for_you = is_one_of("found_for_you", "self_found", SelfFound.NO)
