"""The words of the letters, each with the language's own word and a plain explanation."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from portal.i18n import DEFAULT_LANGUAGE, LANGUAGES
from portal.words.library import CONTENT, ContentError, words
from portal.words.text import Text
from rules.strict_yaml import read_mapping


@dataclass(frozen=True, slots=True)
class Term:
    """One word. ``danish`` is how letters and the law have it, ``name`` what the language says."""

    key: str
    danish: str
    name: str
    meaning: Text


@cache
def names() -> Mapping[str, Mapping[str, str]]:
    """What each term is called, by its key and language."""
    return MappingProxyType(read_mapping(CONTENT / "terms.yaml"))


def glossary(lang: str = DEFAULT_LANGUAGE.code) -> Mapping[str, Term]:
    """The explained terms by their keys, in the order of the language's alphabet.

    Raises ContentError where a term has no name.
    """
    return _glossary(lang)


@cache
def _glossary(lang: str) -> Mapping[str, Term]:
    if lang not in LANGUAGES:
        raise ContentError(lang)

    def alphabetical(term: Term) -> list[int]:
        return LANGUAGES[lang].in_order(term.name)

    terms = []
    for key in words(lang).branch("glossary"):
        name = names().get(key)
        if name is None or lang not in name:
            raise ContentError(f"content/terms.yaml: {key} has no name in {lang}")
        meaning = words(lang).text("glossary", key)
        terms.append(Term(key, name[DEFAULT_LANGUAGE.code], name[lang], meaning))
    return MappingProxyType({term.key: term for term in sorted(terms, key=alphabetical)})
