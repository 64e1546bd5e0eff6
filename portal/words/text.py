"""A text with placeholders, in one or several variants."""

import re
from collections.abc import Iterable, Mapping
from typing import Protocol

from portal.i18n import one_stop

_PLACEHOLDER = re.compile(r"\{(\w+(?:\.\w+)*)\}")
#: what stands for a value that nobody knows, if a text has no variant without it
GAP = "…"
#: the same few sets of placeholders stand in many texts
_SETS: dict[frozenset[str], frozenset[str]] = {}


class Lookup(Protocol):
    """What fills a placeholder: None where the value is not known."""

    def get(self, name: str, /) -> str | None: ...


class Text:
    """One or several strings with `{placeholders}`, cut into parts when they are first filled.

    There are tens of thousands, of which a process fills a few: the rest is only kept as written.
    """

    __slots__ = ("_cut", "placeholders", "raw")

    def __init__(self, strings: Iterable[str]) -> None:
        self.raw = tuple(strings)
        names = frozenset(name for string in self.raw for name in _PLACEHOLDER.findall(string))
        self.placeholders = _SETS.setdefault(names, names)
        self._cut: tuple[tuple[str, ...], ...] | None = None

    @property
    def _variants(self) -> tuple[tuple[str, ...], ...]:
        if self._cut is None:
            self._cut = tuple(tuple(_PLACEHOLDER.split(string)) for string in self.raw)
        return self._cut

    def fill(self, values: Lookup) -> str:
        """The first variant whose placeholders are all known; else the last, with gaps."""
        if not self.placeholders and self.raw:
            return self.raw[0]
        filled = ""
        for parts in self._variants:
            filled, complete = _fill(parts, values)
            if complete:
                break
        return filled

    def paragraphs(self, values: Lookup) -> list[str]:
        """Every string, filled in; those with a placeholder that is not known are left out."""
        if not self.placeholders:
            return list(self.raw)
        return [f for f, complete in (_fill(p, values) for p in self._variants) if complete]


def _fill(parts: tuple[str, ...], values: Lookup) -> tuple[str, bool]:
    if len(parts) == 1:
        return parts[0], True
    found = [values.get(name) for name in parts[1::2]]
    filled = list(parts)
    filled[1::2] = [GAP if value is None else value for value in found]
    return one_stop("".join(filled)), None not in found


class Given(dict[str, str]):
    """Values given one by one, before those of another look-up."""

    def __init__(self, values: Mapping[str, str], others: Lookup) -> None:
        super().__init__(values)
        self._others = others

    def get(self, name: str, /) -> str | None:  # type: ignore[override]
        return self[name] if name in self else self._others.get(name)
