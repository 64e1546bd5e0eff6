"""The rooms that an offered home must have under byfornyelsesloven (BYF-T-04, P-06, P-07)."""

from typing import Any

import pytest

from rules import parameters
from rules.byfornyelse import homes
from rules.case import Case
from rules.facts import Facts, HomeKind
from rules.truth import VERDICT
from tests.rules.households import ON


def case(kind: HomeKind | None, **facts: Any) -> Case:
    return Case(Facts(offer_kind=kind, **facts), ON, parameters.load())


@pytest.mark.parametrize(
    ("kind", "persons", "rooms", "needed"),
    [
        # For a while a room for every two persons, rounded up.
        (HomeKind.TEMPORARY, 1, None, 1),
        (HomeKind.TEMPORARY, 4, None, 2),
        (HomeKind.TEMPORARY, 5, None, 3),
        # For good one room more than persons, or as many as before.
        (HomeKind.PERMANENT, 2, 4, 3),
        (HomeKind.PERMANENT, 2, 3, 3),
        (HomeKind.PERMANENT, 5, 3, 3),
        # Exactly two persons to a room is not overcrowded, more than two is.
        (HomeKind.PERMANENT, 4, 2, 2),
        (HomeKind.PERMANENT, 5, 2, 6),
        # Not known.
        (HomeKind.PERMANENT, 5, None, None),
        (HomeKind.PERMANENT, None, 2, None),
        (HomeKind.TEMPORARY, None, 2, None),
        (None, 5, 2, None),
    ],
)
def test_the_rooms_needed(
    kind: HomeKind | None, persons: int | None, rooms: int | None, needed: int | None
) -> None:
    assert homes.rooms_needed(case(kind, persons=persons, rooms=rooms)) == needed


@pytest.mark.parametrize(
    ("persons", "rooms", "overcrowded"),
    [(4, 2, False), (5, 2, True), (1, 1, False), (3, 1, True), (None, 1, False), (9, None, False)],
)
def test_an_overcrowded_home(persons: int | None, rooms: int | None, overcrowded: bool) -> None:
    of = case(HomeKind.PERMANENT, persons=persons, rooms=rooms)
    assert homes.is_overcrowded(of) is overcrowded


@pytest.mark.parametrize(
    ("kind", "persons", "rooms", "offered", "verdict"),
    [
        (HomeKind.TEMPORARY, 5, None, 3, "yes"),
        (HomeKind.TEMPORARY, 5, None, 2, "no"),
        (HomeKind.TEMPORARY, 2, None, None, "yes"),  # every home has a room
        (HomeKind.TEMPORARY, 3, None, None, "unknown"),
        (HomeKind.TEMPORARY, None, None, 2, "unknown"),
        (HomeKind.PERMANENT, 5, 3, 3, "yes"),
        (HomeKind.PERMANENT, 5, 3, 2, "no"),
        (HomeKind.PERMANENT, 1, 1, None, "yes"),
        (HomeKind.PERMANENT, 2, 2, None, "unknown"),
        # Whatever the old home had, six rooms are enough for five, and one is too few.
        (HomeKind.PERMANENT, 5, None, 6, "yes"),
        (HomeKind.PERMANENT, 5, None, 2, "no"),
        (HomeKind.PERMANENT, 5, None, 3, "unknown"),
        # However many lived in one room: two will do for one, three persons are too many for it.
        (HomeKind.PERMANENT, None, 1, 1, "unknown"),
        (HomeKind.PERMANENT, None, 3, 1, "no"),
        (None, 5, 3, 3, "unknown"),
    ],
)
def test_the_size_of_an_offered_home(
    kind: HomeKind | None,
    persons: int | None,
    rooms: int | None,
    offered: int | None,
    verdict: str,
) -> None:
    of = case(kind, persons=persons, rooms=rooms, offer_rooms=offered)
    assert VERDICT[homes.size_ok.of(of)] == verdict
