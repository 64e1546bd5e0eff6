"""Whether what stands in a sentence is told of this household as it is.

A match does not count where it is denied (`ikke almen`), supposed or doubted (`hvis huset rives
ned`, `måske 5 måneder`), or said of somebody else (`min nabo bor i 3 værelser`).
"""

import re
from collections.abc import Iterable, Mapping

from portal.ask.said_text import CLAUSE, SENTENCE, Line

#: tokens after a match in which a doubt is still about it
_NEAR = 2

#: the classes of words of a language by name; docs/asking-facts.md tells what each is for
Classes = Mapping[str, re.Pattern[str]]


def holds(line: Line, tokens: range, gaps: Iterable[range], classes: Classes) -> bool:
    """The tokens of a match are told of the household, as it is. ``gaps`` are parts of them."""
    clause = range(line.around(tokens, CLAUSE + SENTENCE).start, tokens.start)
    before = line.part(clause)
    if _denied(line, clause, gaps, classes):
        return False
    if any(classes[name].search(before) for name in ("if", "doubt")):
        return False
    if classes["asks"].match(line.part(range(clause.start, tokens.stop))):
        return False
    if classes["general"].search(line.part(line.around(tokens, SENTENCE))):
        return False
    if _doubted_after(line, tokens.stop, classes):
        return False
    others = list(classes["others"].finditer(before))
    return not others or bool(classes["ours"].search(before, others[-1].end()))


def _denied(line: Line, clause: range, gaps: Iterable[range], classes: Classes) -> bool:
    """A negation inside, or before with nothing but light words between."""
    if any(classes["not"].search(line.part(gap)) for gap in gaps):
        return True
    place = clause.stop - 1
    while place in clause and classes["light"].fullmatch(line.part(range(place, place + 1))):
        place -= 1
    return place in clause and bool(classes["not"].search(line.part(range(place, place + 1))))


def _doubted_after(line: Line, after: int, classes: Classes) -> bool:
    """`5 måneder måske`, `vi er 5, hvis min mor flytter med`."""
    if classes["doubt"].search(line.part(range(after, after + _NEAR))):
        return True
    following = range(after, after + _NEAR + 1)
    return bool(classes["if"].match(line.part(following).removeprefix(f" {CLAUSE}")))
