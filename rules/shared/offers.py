"""The home offered, where one room more than persons, or as many as before, will do."""

from collections.abc import Callable, Iterable
from typing import Any

from rules.case import Case
from rules.conditions import Test, holds
from rules.facts import MAX_HEADS
from rules.truth import UNKNOWN, Truth, truth

inside_area = holds("inside_area", "offer_inside_area")


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
        offered = facts.offer_rooms
        if offered is None:
            return UNKNOWN
        persons = range(1, MAX_HEADS + 1) if facts.persons is None else (facts.persons,)
        rooms = range(1, MAX_HEADS + 1) if facts.rooms is None else (facts.rooms,)
        enough = {offered >= min(n + more, r) for n in persons for r in rooms}
        return truth(enough.pop()) if len(enough) == 1 else UNKNOWN

    def turns(case: Case) -> Iterable[tuple[str, Any]]:
        if rooms := needed(case):
            yield "offer_rooms", rooms

    facts = ("persons", "rooms", "offer_rooms")
    return Test("large_enough_permanent", facts, evaluate, turns)
