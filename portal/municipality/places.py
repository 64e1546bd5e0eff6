"""The 98 municipalities of `content/municipalities.yaml`: by code, by address, as typed."""

from collections.abc import Mapping
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from portal.matching.folding import fold
from portal.words.library import CONTENT
from rules.strict_yaml import read_mapping

#: of 100: how like a name must be to what was typed, so that a slip of a finger does no harm
_LIKE = 80
_FEWEST_SIGNS = 2
_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_LAST = str.maketrans({"æ": "zae", "ø": "zoe", "å": "zzaa"})


class Municipality(NamedTuple):
    """One municipality. `slug`: its name in an address, as `lyngby-taarbaek`."""

    code: str
    name: str
    full: str
    slug: str
    also: tuple[str, ...]


@cache
def municipalities() -> Mapping[str, Municipality]:
    """All by code, in alphabetical order: Aabenraa first, where the eye seeks it, and Ærø last."""
    raw = read_mapping(CONTENT / "municipalities.yaml")
    every = [_read(code, each) for code, each in raw.items()]
    return {each.code: each for each in sorted(every, key=_order)}


@cache
def by_slug() -> Mapping[str, Municipality]:
    return {each.slug: each for each in municipalities().values()}


def by_letter() -> dict[str, list[Municipality]]:
    """All under the letters that they begin with."""
    grouped = groupby(municipalities().values(), lambda each: each.name[0])
    return {letter: list(each) for letter, each in grouped}


def found_in(typed: str) -> list[Municipality]:
    """Those that what was typed can mean: part of a name, or nearly a name. Any spelling of æøå."""
    sought = fold(typed).replace("kommune", "").strip(" .,")
    if len(sought) < _FEWEST_SIGNS:
        return []
    exact = [each for each in municipalities().values() if sought in _names(each.code)]
    if exact:
        return exact
    within = [
        each
        for each in municipalities().values()
        if any(sought in name or f" {name} " in f" {sought} " for name in _names(each.code))
    ]
    return within or _nearly(sought)


def _nearly(sought: str) -> list[Municipality]:
    names = {(code, name): name for code in municipalities() for name in _names(code)}
    near = process.extract(sought, names, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=5)
    codes = dict.fromkeys(code for _, _, (code, _) in near)
    return [municipalities()[code] for code in codes]


@cache
def _names(code: str) -> tuple[str, ...]:
    each = municipalities()[code]
    return tuple(fold(name) for name in (each.name, *each.also))


def _read(code: str, raw: Any) -> Municipality:
    name = raw["name"]
    slug = name.lower().translate(_ASCII)
    return Municipality(
        code, name, raw.get("full", f"{name} Kommune"), slug, tuple(raw.get("also", ()))
    )


def _order(each: Municipality) -> str:
    return each.name.lower().translate(_LAST)
