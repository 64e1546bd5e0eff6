"""Finds in a line what it tells in one language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from portal.ask.said_context import holds
from portal.ask.said_patterns import Capture, Pattern, Tongue
from portal.ask.said_text import CLAUSE, SENTENCE, Line
from rules.facts import SPECS, Kind

#: rents that somebody pays, in kroner a month; other amounts are something else
_RENTS = (Decimal(500), Decimal(60_000))


@dataclass(frozen=True, slots=True)
class Found:
    """A fact, its value, and the tokens that tell it."""

    fact: str
    value: Any
    tokens: range


#: the tokens of numbers that are spoken for: by which fact, None for none of the guide's, and
#: all the tokens of that number
Taken: TypeAlias = dict[int, tuple[str | None, range]]


class Reader:
    """Reads one line with the patterns of one language."""

    def __init__(self, line: Line, tongue: Tongue) -> None:
        self.line = line
        self.tongue = tongue

    def left_alone(self) -> Taken:
        """The numbers that are told for something else, such as a notice period."""
        taken: Taken = {}
        for pattern, match in self._matches(self.tongue.not_told):
            for capture in pattern.captures:
                tokens = self._tokens(match, capture.group)
                taken |= dict.fromkeys(tokens, (None, tokens))
        return taken

    def found(self, taken: Taken) -> Iterator[Found]:
        """What is told. A number that one pattern has read is not read by those after it."""
        several = self._several_lengths(taken)
        for pattern, match in self._matches(self.tongue.told):
            if not self._holds(pattern, match):
                continue
            if pattern.fact:
                if self._fits(pattern.fact, pattern.value, match):
                    yield Found(pattern.fact, pattern.value, self._tokens(match))
                continue
            for found in self._counted(pattern, match, taken):
                if not (several and found.fact == "months_away"):
                    yield found

    def _matches(self, patterns: tuple[Pattern, ...]) -> Iterator[tuple[Pattern, re.Match[str]]]:
        """Every match of each pattern, those that overlap as well."""
        for pattern in patterns:
            at = 0
            while match := pattern.regex.search(self.line.line, at):
                yield pattern, match
                at = match.start() + 1

    def _several_lengths(self, taken: Taken) -> bool:
        """Other lengths of time are told as well, so that it is in doubt which one is meant."""
        capture = self.tongue.length.captures[0]
        lengths = {
            self._value(match, capture)
            for match in self.tongue.length.regex.finditer(self.line.line)
            if taken.keys().isdisjoint(self._tokens(match))
        }
        return len(lengths) > 1

    def _tokens(self, match: re.Match[str], group: str | int = 0) -> range:
        return self.line.between(*match.span(group))

    def _holds(self, pattern: Pattern, match: re.Match[str]) -> bool:
        gaps = [self._tokens(match, gap) for gap in pattern.gaps]
        return holds(self.line, self._tokens(match), gaps, self.tongue.classes)

    def _fits(self, fact: str, value: Any, match: re.Match[str]) -> bool:
        """No other words say that it means something else."""
        tongue, tokens = self.tongue, self._tokens(match)
        clause = self.line.part(self.line.around(tokens, CLAUSE + SENTENCE))
        sentence = self.line.part(self.line.around(tokens, SENTENCE))
        for name in (fact, f"{fact}.{value}"):
            for conditions in (tongue.unless, tongue.unless_on_page):
                if (unless := conditions.get(name)) and unless.search(clause):
                    return False
            if (unless := tongue.unless_anywhere.get(name)) and unless.search(self.line.line):
                return False
            if (needed := tongue.only_with.get(name)) and not needed.search(sentence):
                return False
        return True

    def _counted(self, pattern: Pattern, match: re.Match[str], taken: Taken) -> Iterator[Found]:
        """What the numbers and dates of a match tell."""
        told: dict[str, Any] = {}
        for capture in pattern.captures:
            tokens = self._tokens(match, capture.group)
            own = (capture.fact, tokens)
            if capture.fact is None or any(taken.get(t, own) != own for t in tokens):
                continue
            value = self._value(match, capture)
            if _sensible(capture, value) and self._fits(capture.fact, value, match):
                taken.update(dict.fromkeys(tokens, own))
                told[capture.fact] = value
        for fact, value in told.items():
            yield Found(fact, value, self._about(pattern, match, fact))

    def _about(self, pattern: Pattern, match: re.Match[str], fact: str) -> range:
        """The tokens of a match that tell a fact: those on its side of the gaps."""
        own = next(c.group for c in pattern.captures if c.fact == fact)
        start, end = match.span()
        for gap in pattern.gaps:
            if match.end(gap) <= match.start(own):
                start = match.end(gap)
            elif match.start(gap) >= match.end(own):
                end = min(end, match.start(gap))
        return self.line.between(start, end)

    def _value(self, match: re.Match[str], capture: Capture) -> Any:
        """What a group says: a date, a whole number or a Decimal; None where it says none."""
        text = match[capture.group].strip()
        if capture.measure == "date":
            return self.line.dates[int(text[1:])]
        amount = self.tongue.amounts.read(text, capture.measure)
        if amount is None:
            return None
        amount += capture.more
        if capture.fact and SPECS[capture.fact].kind is Kind.COUNT:
            return int(amount) if amount == int(amount) else None
        return amount


def _sensible(capture: Capture, value: Any) -> bool:
    if value is None or capture.measure == "date":
        return value is not None
    if capture.measure == "money":
        return bool(_RENTS[0] <= value <= _RENTS[1])
    return bool(value > 0)
