"""Dates with their year in a text that was cut into pieces: `1. marts 2025`, `March 1st, 2025`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from portal.i18n.numbers import ascii_digits
from portal.i18n.typed_dates import DateError, parse_words
from rules.approximate import Month

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_OF_MONTH = frozenset({"of", "de", "den", "af"})
_NTH = frozenset({"st", "nd", "rd", "th"})
_MOST_DAYS = 31


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. ``kind``: date (in figures), word, number, end, part or mark."""

    kind: str
    text: str
    start: int
    end: int


def date_at(
    raw: Sequence[Piece], place: int, prefixes: frozenset[str]
) -> tuple[int, date | Month] | None:
    """How many pieces from a place on are a date, and which; None where they are none.

    ``prefixes``: what may be written together with the name of a month.
    """
    here = raw[place]
    if here.kind == "date":
        day = _parsed(here.text)
        return (1, day) if day else None
    for shape in _shapes(raw, place):
        words = [piece.text for piece in raw[place : place + len(shape)]]
        first, names = shape.index("month"), shape.count("month")
        month = _month(" ".join(words[first : first + names]), prefixes)
        words[first : first + names] = [month]
        if month and (day := _parsed(" ".join(words))):
            return len(shape), day
    return None


def _shapes(raw: Sequence[Piece], place: int) -> Iterator[tuple[str, ...]]:
    """The ways in which pieces may be a date in words: `1. marts 2025`, `March 1, 2025`."""
    kinds = [_kind(piece) for piece in raw[place : place + _LONGEST]]
    if not any("year" in kind for kind in kinds):
        return
    for shape in _DATES:
        if len(kinds) >= len(shape) and all(
            part in kind for part, kind in zip(shape, kinds, strict=False)
        ):
            yield shape


def _kind(piece: Piece) -> frozenset[str]:
    if piece.kind == "number":
        digits = ascii_digits(piece.text).strip()
        if _YEAR.fullmatch(digits):
            return frozenset({"year"})
        return frozenset({"day"} if digits.isdigit() and 1 <= int(digits) <= _MOST_DAYS else ())
    if piece.kind == "word":
        of = {"of"} if piece.text.lower() in _OF_MONTH else set()
        nth = {"nth"} if piece.text.lower() in _NTH else set()
        return frozenset({"month", *of, *nth})
    return frozenset({"stop"} if piece.text in (".", ",") else ())


_DAY = (("day",), ("day", "stop"), ("day", "nth"), ("day", "of"), ("day", "nth", "of"))
_NAMED = (("month",), ("month", "month"), ("month", "stop"))
_DATES: tuple[tuple[str, ...], ...] = (
    *((*day, *name, "year") for day in _DAY for name in _NAMED),
    *(("month", *day, "year") for day in (*_DAY[:3], ("day", "nth", "stop"))),
    *((*name, "year") for name in _NAMED),
)
_LONGEST = max(map(len, _DATES))


@lru_cache(maxsize=1024)
def _month(name: str, prefixes: frozenset[str]) -> str:
    """The name as it is parsed, without what is written together with it; empty if it is none."""
    if " " in name and any(_month(part, prefixes) for part in name.split()):
        return ""  # the other word is none of its name
    for prefix in ("", *prefixes):
        own = name.removeprefix(prefix)
        if own and isinstance(_parsed(f"{own} 2000"), Month):
            return own
    return ""


def _parsed(text: str) -> date | Month | None:
    try:
        return parse_words(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\b(?:st|nd|rd|th|of)\b", " ", text))
    except DateError:
        return None
