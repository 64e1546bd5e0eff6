"""Patterns of words as regular expressions over a line: see docs/asking-facts.md.

Nothing here knows a language.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from portal.ask.said_amounts import Amounts, Measure
from portal.ask.said_context import Classes, WordClass
from portal.ask.said_text import spelled
from rules.facts import SPECS, Kind

_GAPS = {"…": "{0,5}?", "..": "{0,2}?"}
_END = r"(?= |$)"
#: classes of words that tell whether something is meant as it stands: see `said_context`
_AROUND = ("not", "light", "if", "asks", "general", "doubt", "others", "ours")
#: what counts each kind of fact; a fact is written in a pattern by its name
_MEASURES = {
    "months_away": "months", "months_already_away": "months",
    "persons": "persons", "rooms": "rooms", "offer_rooms": "rooms",
    "old_rent": "money", "new_rent": "money", "temporary_rent": "money",
}  # fmt: skip
_CAPTURE = re.compile(r"\{(?P<name>\w+?)(?P<bare>#)?(?:\+(?P<more>\d+))?\}")


class SaidWordsError(ValueError):
    """A file of `content/ask/said` that is not as docs/asking-facts.md describes it."""


@dataclass(frozen=True, slots=True)
class Capture:
    """What a group of a pattern stands for: a fact, or with no fact something to leave alone."""

    group: str
    fact: str | None
    measure: str
    more: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words in a row. ``fact`` and ``value``: what it tells without captures."""

    regex: re.Pattern[str]
    captures: tuple[Capture, ...]
    gaps: tuple[str, ...]
    fact: str | None = None
    value: Any = None


@dataclass(frozen=True)
class Tongue:
    """One language, with what is mixed into it."""

    told: tuple[Pattern, ...]
    not_told: tuple[Pattern, ...]
    classes: Classes
    unless: Mapping[str, re.Pattern[str]]
    unless_anywhere: Mapping[str, re.Pattern[str]]
    only_with: Mapping[str, re.Pattern[str]]
    amounts: Amounts
    #: any length of time
    length: Pattern
    #: `unless` of the language of the page, where it is another
    unless_on_page: Mapping[str, re.Pattern[str]] = field(default_factory=dict)


class Builder:
    """Compiles the patterns of one language."""

    def __init__(self, raw: Mapping[str, Any], mixed: Iterable[Mapping[str, Any]]) -> None:
        """``raw``: the language's file. ``mixed``: files whose words count in it, itself too."""
        self.raw = raw
        starts = tuple(sorted(listed(raw.get("prefixes")), key=lambda p: (-len(p), p)))
        self.prefixes = starts
        self.prefix = f"(?:{'|'.join(map(re.escape, starts))})?" if starts else ""
        self.numbers = {
            word: Decimal(str(n)) for n, t in raw.get("numbers", {}).items() for word in listed(t)
        }
        self.words: dict[str, list[str]] = {}
        self.measures: dict[str, Measure] = {"number": Measure({}, {}, needs_unit=False)}
        for each in mixed:
            for name, text in each.get("words", {}).items():
                self.words.setdefault(name, []).extend(listed(text))
            for name, measure in each.get("measures", {}).items():
                self._add_measure(name, measure)

    def _add_measure(self, name: str, raw: Mapping[str, Any]) -> None:
        known = self.measures.get(name, Measure({}, {}))
        units = {w: Decimal(str(n)) for n, t in raw.get("units", {}).items() for w in listed(t)}
        fixed = {w: Decimal(str(n)) for n, t in raw.get("fixed", {}).items() for w in listed(t)}
        self.measures[name] = Measure(
            {**units, **known.units}, {**fixed, **known.fixed}, needs_unit=name != "money"
        )

    def tongue(self) -> Tongue:
        raw = self.raw
        told = [self._pattern(line) for line in raw.get("told", ())]
        for fact, values in raw.get("values", {}).items():
            for value, lines in values.items():
                told += [self._pattern(line, fact, _value(fact, value)) for line in lines]
        return Tongue(
            told=tuple(told),
            not_told=tuple(self._pattern(line) for line in raw.get("not_told", ())),
            classes=self._classes(),
            unless=self._conditions("unless"),
            unless_anywhere=self._conditions("unless_anywhere"),
            only_with=self._conditions("only_with"),
            amounts=Amounts(self.numbers, self.measures, self.prefixes),
            length=self._pattern("{_months}"),
        )

    def _conditions(self, key: str) -> dict[str, re.Pattern[str]]:
        """By fact, or by fact and value: `landlord.almen`."""
        found = self.raw.get(key, {})
        for name in found:
            if name.partition(".")[0] not in SPECS:
                raise SaidWordsError(f"{key}: {name} is no fact")
        return {
            name: re.compile(f" {self._of(text.replace(',', '|').split('|'))}{_END}")
            for name, text in found.items()
        }

    def _classes(self) -> Classes:
        """The words around what is told."""
        return {
            name: WordClass((re.compile(f" {self._one_of(self.words.get(name, ()))}{_END}"),))
            for name in _AROUND
        }

    def _pattern(self, line: str, fact: str | None = None, value: Any = None) -> Pattern:
        captures: list[Capture] = []
        gaps: list[str] = []
        regex = "".join(self._element(each, captures, gaps) for each in line.split())
        try:
            return Pattern(re.compile(regex + _END), tuple(captures), tuple(gaps), fact, value)
        except re.error as error:
            raise SaidWordsError(f"{line!r}: {error}") from error

    def _element(self, element: str, captures: list[Capture], gaps: list[str]) -> str:
        if element in ("^", "$"):
            return element if element == "^" else "(?: [.,])*$"
        if element in _GAPS:
            gaps.append(f"gap{len(gaps)}")
            return rf"(?P<{gaps[-1]}>(?: (?!\.)[^ ]+){_GAPS[element]})"
        if found := _CAPTURE.fullmatch(element):
            capture = _capture(len(captures), found)
            captures.append(capture)
            return f" (?P<{capture.group}>{self._amount(capture.measure, bool(found['bare']))})"
        if element.startswith("!"):
            return f"(?! {self._of(element[1:].split('|'))}{_END})"
        if element.startswith("(") and element.endswith(")"):
            return f"(?: {self._of(element[1:-1].split('|'))})?"
        return f" {self._of(element.split('|'))}"

    def _of(self, words: Iterable[str]) -> str:
        """Alternatives as they are written: words, `word*`, `several_words`, `<class>`."""
        found: list[str] = []
        for word in words:
            word = word.strip()
            if word.startswith("<") and word.endswith(">"):
                if word[1:-1] not in self.words:
                    raise SaidWordsError(f"there are no words {word}")
                found += self.words[word[1:-1]]
            else:
                found.append(word if word in (".", ",", "-", "§") else _folded(word))
        return self._one_of(found)

    def _one_of(self, words: Iterable[str]) -> str:
        """Alternatives that are folded; the longest first."""
        ordered = sorted(set(words), key=lambda word: (-len(word), word))
        return f"{self.prefix}(?:{'|'.join(map(_word, ordered))})"

    def _amount(self, measure: str, bare: bool) -> str:
        if measure == "date":
            return "@[0-9]+"
        number = f"(?:#[0-9.]+|{self._one_of(self.numbers)})"
        if bare or measure == "number":
            return number
        known = self.measures[measure]
        unit = self._one_of(known.units)
        joined = f"(?: {self._one_of(self.words.get('and', ['+']))})?"
        counted = f"{number} {unit}(?:{joined} {number} {unit})?"
        if not known.needs_unit:
            counted = f"(?:{unit} )?{number}(?: {unit})?"
        return f"(?:{counted}|{self._one_of(known.fixed)})" if known.fixed else f"(?:{counted})"


def listed(text: str | None) -> list[str]:
    """The words of a list in a file, folded."""
    return [_folded(part) for part in (text or "").split(",") if part.strip()]


def _folded(word: str) -> str:
    words = word.strip().removesuffix("*").replace("_", " ").split()
    return " ".join(map(spelled, words)) + ("*" if word.strip().endswith("*") else "")


def _word(word: str) -> str:
    """A word, or several; a star stands for its ending."""
    return re.escape(word.removesuffix("*")) + ("[^ ]*" if word.endswith("*") else "")


def _capture(place: int, found: re.Match[str]) -> Capture:
    name = found["name"]
    if name.startswith("_"):
        return Capture(f"g{place}", None, name[1:], 0)
    if name not in SPECS:
        raise SaidWordsError(f"{name} is no fact")
    dated = SPECS[name].kind in (Kind.DATE, Kind.DATE_OR_NOT_YET)
    return Capture(f"g{place}", name, "date" if dated else _MEASURES[name], int(found["more"] or 0))


def _value(fact: str, written: Any) -> Any:
    """The value of a fact as a file gives it."""
    spec = SPECS.get(fact)
    if spec is None:
        raise SaidWordsError(f"{fact} is no fact")
    try:
        if spec.enum is not None:
            return spec.enum(written)
        if spec.kind is Kind.BOOL:
            return {"yes": True, "no": False}[written]
        return int(written)
    except (ValueError, KeyError) as error:
        raise SaidWordsError(f"{fact} is never {written!r}") from error
