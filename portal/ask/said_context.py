"""Whether what stands in a sentence is told of this household as it is.

A match does not count where it is denied (`ikke almen`), supposed or doubted (`hvis huset rives
ned`, `måske 5 måneder`), or said of somebody else (`min nabo bor i 3 værelser`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.ask.said_text import CLAUSE, SENTENCE, Line

#: tokens after a match in which a doubt is still about it
_NEAR = 2


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words that say the same, a pattern for each language whose words count."""

    patterns: tuple[re.Pattern[str], ...]

    def with_those_of(self, other: "WordClass") -> "WordClass":
        return WordClass(self.patterns + other.patterns)

    def within(self, part: str, start: int = 0) -> bool:
        return any(pattern.search(part, start) for pattern in self.patterns)

    def opens(self, part: str) -> bool:
        return any(pattern.match(part) for pattern in self.patterns)

    def is_all_of(self, part: str) -> bool:
        return any(pattern.fullmatch(part) for pattern in self.patterns)

    def last_end(self, part: str) -> int | None:
        """Where the last of the words ends, or None where there is none."""
        return max((m.end() for p in self.patterns for m in p.finditer(part)), default=None)


#: the classes of a language by name; docs/asking-facts.md tells what each is for
Classes = Mapping[str, WordClass]


def holds(line: Line, tokens: range, gaps: Iterable[range], classes: Classes) -> bool:
    """The tokens of a match are told of the household, as it is. ``gaps`` are parts of them."""
    clause = range(line.around(tokens, CLAUSE + SENTENCE).start, tokens.start)
    before = line.part(clause)
    if _denied(line, clause, gaps, classes):
        return False
    if classes["if"].within(before) or classes["doubt"].within(before):
        return False
    if classes["asks"].opens(line.part(range(clause.start, tokens.stop))):
        return False
    if classes["general"].within(line.part(line.around(tokens, SENTENCE))):
        return False
    if _doubted_after(line, tokens.stop, classes):
        return False
    others = classes["others"].last_end(before)
    return others is None or classes["ours"].within(before, others)


def _denied(line: Line, clause: range, gaps: Iterable[range], classes: Classes) -> bool:
    """A negation inside, or before with nothing but light words between."""
    if any(classes["not"].within(line.part(gap)) for gap in gaps):
        return True
    place = clause.stop - 1
    while place in clause and classes["light"].is_all_of(line.part(range(place, place + 1))):
        place -= 1
    return place in clause and classes["not"].within(line.part(range(place, place + 1)))


def _doubted_after(line: Line, after: int, classes: Classes) -> bool:
    """`5 måneder måske`, `vi er 5, hvis min mor flytter med`."""
    if classes["doubt"].within(line.part(range(after, after + _NEAR))):
        return True
    following = range(after, after + _NEAR + 1)
    return classes["if"].opens(line.part(following).removeprefix(f" {CLAUSE}"))
