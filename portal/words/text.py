"""A text with placeholders, in one or several variants."""

import re
from collections.abc import Iterable, Mapping
from typing import Protocol

_PLACEHOLDER = re.compile(r"\{(\w+(?:\.\w+)*)\}")
#: what stands for a value that nobody knows, if a text has no variant without it
GAP = "…"


class Lookup(Protocol):
    """What fills a placeholder: None where the value is not known."""

    def get(self, name: str, /) -> str | None: ...


class Text:
    """One or several strings with `{placeholders}`, cut into parts once."""

    __slots__ = ("_constant", "_variants", "placeholders", "raw")

    def __init__(self, strings: Iterable[str]) -> None:
        self.raw = tuple(strings)
        self._variants = tuple(tuple(_PLACEHOLDER.split(string)) for string in self.raw)
        self._constant = self.raw[0] if self.raw and len(self._variants[0]) == 1 else None
        self.placeholders = frozenset(n for parts in self._variants for n in parts[1::2])

    def fill(self, values: Lookup) -> str:
        """The first variant whose placeholders are all known; else the last, with gaps."""
        if self._constant is not None:
            return self._constant
        filled = ""
        for parts in self._variants:
            filled, complete = _fill(parts, values)
            if complete:
                break
        return filled

    def paragraphs(self, values: Lookup) -> list[str]:
        """Every string, filled in; those with a placeholder that is not known are left out."""
        return [f for f, complete in (_fill(p, values) for p in self._variants) if complete]


def _fill(parts: tuple[str, ...], values: Lookup) -> tuple[str, bool]:
    if len(parts) == 1:
        return parts[0], True
    found = [values.get(name) for name in parts[1::2]]
    filled = list(parts)
    filled[1::2] = [GAP if value is None else value for value in found]
    return "".join(filled), None not in found


class Given(dict[str, str]):
    """Values given one by one, before those of another look-up."""

    def __init__(self, values: Mapping[str, str], others: Lookup) -> None:
        super().__init__(values)
        self._others = others

    def get(self, name: str, /) -> str | None:  # type: ignore[override]
        return self[name] if name in self else self._others.get(name)
