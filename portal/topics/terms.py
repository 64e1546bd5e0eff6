"""The glossary as it is shown and searched."""

from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from portal.clock import law_day
from portal.topics.glossary import Term
from portal.topics.shown import Meaning
from portal.words.values import law_values
from rules import parameters

#: of 100: how like a word must be to what was typed, so that a slip of a finger does no harm
_LIKE = 80


def shown_terms(terms: Iterable[Term]) -> list[Meaning]:
    """The terms with their meanings filled with the numbers of the law."""
    values = law_values(law_day(), parameters.load())
    return [Meaning(t.key, t.name, t.danish, t.meaning.fill(values)) for t in terms]


def found_in(typed: str, terms: Iterable[Term]) -> Iterator[Term]:
    """The terms whose Danish word or own name is like what was typed, in their order."""
    sought = default_process(typed[:100])
    for term in terms:
        names = (default_process(term.danish), default_process(term.name))
        if sought and max(fuzz.partial_ratio(sought, name) for name in names) >= _LIKE:
            yield term
