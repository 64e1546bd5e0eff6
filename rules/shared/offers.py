"""The home offered: its kind, its place, and its size.

Its size as in almenlejeloven and lov om boligforhold, where one room more than persons, or as many
as before, will do.
"""

from collections.abc import Callable, Iterable
from typing import Any

from rules.case import Case, Reach
from rules.conditions import EITHER_WAY, NO_WAY, ONLY_YES, Test, can_be_known, holds, is_one_of
from rules.facts import MAX_HEADS, HomeKind
from rules.truth import UNKNOWN, YES, Truth, truth

_OFFER = ("offer_kind", "offer_rooms", "offer_in_municipality", "offer_inside_area", "offer_date")

#: Something was told of a home offered; whoever tells nothing may not have been offered one.
offered = Test(
    "offered",
    ("offer_kind",),
    lambda case: UNKNOWN if all(getattr(case.facts, f) is None for f in _OFFER) else YES,
    ways=lambda case: ONLY_YES if case.may_ask("offer_kind") else NO_WAY,
)

offered_temporary = is_one_of("offered_temporary", "offer_kind", HomeKind.TEMPORARY)
offered_permanent = is_one_of("offered_permanent", "offer_kind", HomeKind.PERMANENT)

inside_area = holds("inside_area", "offer_inside_area")
in_municipality = holds("in_municipality", "offer_in_municipality")
agreed_outside = holds("agreed_outside", "offer_agreed_outside")
location_ok = in_municipality | agreed_outside


def rooms_needed_by(more_than_persons: str) -> Callable[[Case], int | None]:
    """Rooms needed at least, or None where a fact is missing; the parameter is how many more."""

    def needed(case: Case) -> int | None:
        facts = case.facts
        if facts.persons is None or facts.rooms is None:
            return None
        return min(facts.persons + case.law.integer(more_than_persons), facts.rooms)

    return needed


def large_enough_by(more_than_persons: str) -> Test:
    """The offered home has one room more than persons, or as many as the old one."""
    needed = rooms_needed_by(more_than_persons)

    def evaluate(case: Case) -> Truth:
        facts, more = case.facts, case.law.integer(more_than_persons)
        persons = (1, MAX_HEADS) if facts.persons is None else (facts.persons,)
        rooms = (1, MAX_HEADS) if facts.rooms is None else (facts.rooms,)
        # Fewer of either never need more rooms, so what is not known is tried at its ends.
        found = {enough_rooms(facts.offer_rooms, min(n + more, r)) for n in persons for r in rooms}
        return found.pop() if len(found) == 1 else UNKNOWN

    def turns(case: Case) -> Iterable[tuple[str, Any]]:
        if rooms := needed(case):
            yield "offer_rooms", rooms

    facts = ("persons", "rooms", "offer_rooms")
    return Test("large_enough_permanent", facts, evaluate, turns, ways=_ways)


def enough_rooms(offered_rooms: int | None, needed: int) -> Truth:
    """Every home has a room."""
    if offered_rooms is None:
        return YES if needed <= 1 else UNKNOWN
    return truth(offered_rooms >= needed)


def _ways(case: Case) -> Reach:
    if not can_be_known(case, "persons", "rooms"):
        return NO_WAY
    return EITHER_WAY if can_be_known(case, "offer_rooms") else ONLY_YES
