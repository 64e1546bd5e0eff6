"""Facts of the guide that a person tells in passing: `vi er 6 i 3 værelser`, `for 8 months`.

Nothing is guessed. What is denied, supposed, asked, doubted or said of others is left out, as is
what contradicts itself, what cannot be, and any number whose meaning is not said. What is found
is offered to the person as an answer to confirm; nothing is kept or logged here.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.ask.said_reader import Found, Reader, Taken
from portal.ask.said_text import read
from portal.ask.said_words import abbreviations, languages, prefixes, tongue
from rules.approximate import possible
from rules.facts import SPECS, Kind
from rules.validation import check


@dataclass(frozen=True, slots=True)
class Said:
    """A fact by its name in `rules.facts`, its value (a date may be a `Month`), and the words."""

    fact: str
    value: Any
    words: str


def recognise(text: str, lang: str, on: date) -> list[Said]:
    """The facts that a text tells, each once, in the order of the text; none where in doubt.

    ``lang`` is the language of the page: its words count in sentences of every language, as the
    Danish ones do. ``on`` is the day the law is applied on. Raises nothing, whatever the text.
    """
    line = read(text, abbreviations(), prefixes())
    readers = [Reader(line, tongue(each, lang)) for each in sorted(languages(), key=lang.__ne__)]
    found: list[Found] = []
    taken: Taken = {}
    for reader in readers:
        taken |= reader.left_alone()
    for reader in readers:
        found += reader.found(taken)
    return _possible(_agreed(line.words, found), on)


def _agreed(words: Any, found: list[Found]) -> list[Said]:
    """Each fact that was told with one value only, in the longest words in which it was."""
    told: dict[str, list[Found]] = {}
    for each in sorted(found, key=lambda f: (f.tokens.start, -len(f.tokens))):
        told.setdefault(each.fact, []).append(each)
    return [
        Said(fact, each[0].value, words(each[0].tokens))
        for fact, each in told.items()
        if all(other.value == each[0].value for other in each)
    ]


def _possible(told: list[Said], on: date) -> list[Said]:
    """Those that can be; where two dates cannot both be, neither is kept."""
    kept = [said for said in told if _can_be([said], on)]
    if _can_be(kept, on):
        return kept
    return [said for said in kept if SPECS[said.fact].kind is not Kind.DATE]


def _can_be(told: list[Said], on: date) -> bool:
    answers = {said.fact: said.value for said in told}
    return any(not check(facts, on) for facts in possible(answers, on))
