"""The home that is offered: size and place (BYF-T-04 to T-06, P-06, P-07)."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from rules.case import Case, Reach
from rules.conditions import EITHER_WAY, NO_WAY, ONLY_YES, Test, can_be_known
from rules.facts import MAX_HEADS, HomeKind
from rules.shared.offers import enough_rooms, offered_permanent, offered_temporary
from rules.shared.offers import location_ok as location_ok
from rules.truth import UNKNOWN, Truth

PERSONS_PER_ROOM = "byf.temp.persons_per_room"
OVERCROWDED_ABOVE = "byf.perm.overcrowded_above_persons_per_room"


def temporary_rooms(persons: int, per_room: int) -> int:
    """Rooms a temporary home must have: one for every two persons, rounded up (§ 63, stk. 2)."""
    return -(-persons // per_room)


def permanent_rooms(persons: int, rooms: int, overcrowded_above: int) -> int:
    """Rooms a permanent home must have at least (§ 62, stk. 2).

    One more than persons or as many as before; in an overcrowded home only the former.
    """
    one_more = persons + 1
    return one_more if persons > overcrowded_above * rooms else min(one_more, rooms)


def is_overcrowded(case: Case) -> bool:
    """The old home is known to have more persons to a room than counts as suitable."""
    persons, rooms = case.facts.persons, case.facts.rooms
    limit = case.law.integer(OVERCROWDED_ABOVE)
    return persons is not None and rooms is not None and persons > limit * rooms


def rooms_needed(case: Case) -> int | None:
    """Rooms the offered home must have at least, or None where a fact is missing."""
    facts = case.facts
    if facts.persons is None or facts.offer_kind is None:
        return None
    if facts.offer_kind is HomeKind.TEMPORARY:
        return temporary_rooms(facts.persons, case.law.integer(PERSONS_PER_ROOM))
    if facts.rooms is None:
        return None
    return permanent_rooms(facts.persons, facts.rooms, case.law.integer(OVERCROWDED_ABOVE))


def _large_enough_temporary(case: Case) -> Truth:
    persons, offered = case.facts.persons, case.facts.offer_rooms
    if persons is None:
        return UNKNOWN
    return enough_rooms(offered, temporary_rooms(persons, case.law.integer(PERSONS_PER_ROOM)))


@lru_cache(maxsize=4096)
def _permanent_rooms_possible(
    persons: int | None, rooms: int | None, overcrowded_above: int
) -> frozenset[int]:
    """What is not known is tried through: the domain is small, and the answer exact."""
    heads = range(1, MAX_HEADS + 1)
    return frozenset(
        permanent_rooms(n, r, overcrowded_above)
        for n in (heads if persons is None else (persons,))
        for r in (heads if rooms is None else (rooms,))
    )


def _large_enough_permanent(case: Case) -> Truth:
    facts, limit = case.facts, case.law.integer(OVERCROWDED_ABOVE)
    needed = _permanent_rooms_possible(facts.persons, facts.rooms, limit)
    enough = {enough_rooms(facts.offer_rooms, each) for each in needed}
    return enough.pop() if len(enough) == 1 else UNKNOWN


def _turn_rooms(case: Case) -> Iterable[tuple[str, Any]]:
    if needed := rooms_needed(case):
        yield "offer_rooms", needed


def _size_ways(case: Case) -> Reach:
    if not can_be_known(case, "persons"):
        return NO_WAY
    return EITHER_WAY if can_be_known(case, "offer_rooms") else ONLY_YES


large_enough_temporary = Test(
    "large_enough_temporary",
    ("persons", "offer_rooms"),
    _large_enough_temporary,
    _turn_rooms,
    ways=_size_ways,
)
large_enough_permanent = Test(
    "large_enough_permanent",
    ("persons", "rooms", "offer_rooms"),
    _large_enough_permanent,
    _turn_rooms,
    ways=_size_ways,
)

size_ok = (offered_temporary & large_enough_temporary) | (
    offered_permanent & large_enough_permanent
)
