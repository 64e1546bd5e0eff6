"""Which column of a file is what: guessed by its heading, changed by whoever knows better."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz

#: what a column can be, in the order in which it is offered
FIELDS = (
    "label",
    "language",
    "kind",
    "lease_start",
    "talk",
    "persons",
    "children",
    "needs_help",
    "improvements",
    "side_rooms",
    "too_much_to_fit",
    "sublet",
    "fixed_term",
    "agrees_to_longer",
    "contact",
    "note",
)
#: per cent of likeness from which a heading is taken for a known one
_ALIKE = 86
#: a heading that holds a known one and more words is less sure than one that is it
_WITHIN = 92
_SHORTEST_WITHIN = 4
_NO_LETTERS = re.compile(r"[\W_]+")

#: for each field the number of its column, from 0
Mapped = Mapping[str, int]


@cache
def words() -> Mapping[str, Any]:
    """The headings and values that are known; see `words.yaml`."""
    text = Path(__file__).with_name("words.yaml").read_text("utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


def is_heading(text: str) -> bool:
    """Whether a text is known as the heading of a column."""
    return _plain(text) in _headings()


def guess(headings: Sequence[str]) -> dict[str, int]:
    """For each field the column whose heading is most like it, where one is like enough."""
    scores = sorted(
        (
            (score, -column, field)
            for column, heading in enumerate(headings)
            for field, score in _likeness(_plain(heading)).items()
        ),
        reverse=True,
    )
    found: dict[str, int] = {}
    for _, place, field in scores:
        if field not in found and -place not in found.values():
            found[field] = -place
    return {field: found[field] for field in FIELDS if field in found}


def _likeness(heading: str) -> dict[str, tuple[float, int]]:
    """How like each field a heading is, with the length of what is alike; those that are."""
    found: dict[str, tuple[float, int]] = {}
    for known, field in _headings().items():
        alike = fuzz.ratio(heading, known)
        if f" {known} " in f" {heading} " and len(known) >= _SHORTEST_WITHIN:
            alike = max(alike, _WITHIN)
        if alike >= _ALIKE:
            found[field] = max(found.get(field, (0.0, 0)), (alike, len(known)))
    return found


@cache
def _headings() -> Mapping[str, str]:
    """Each known heading, plain, with its field."""
    return {
        _plain(heading): field
        for field, headings in words()["headings"].items()
        for heading in headings
    }


def _plain(heading: str) -> str:
    return _NO_LETTERS.sub(" ", heading.casefold()).strip()
