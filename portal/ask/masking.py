"""A question without anything that could identify: only words that the portal itself uses stay.

Everything else is `…`, numbers and dates are `#`. What stays is written as the portal writes it,
so that no spelling of one's own remains.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from babel.dates import get_month_names

from portal.ask import said_words
from portal.i18n import LANGUAGES
from portal.matching.folding import fold
from portal.matching.lexicon import Lexicon, languages, lexicon
from portal.topics.glossary import glossary
from portal.topics.library import topics

OTHER, NUMBER = "…", "#"
#: tokens of a question that are looked at
_MOST = 40
#: signs of a masked form that are kept
LONGEST = 300
#: shorter words say nothing about a subject
_SHORTEST = 3

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W_]+", re.UNICODE)
_ADDRESS = re.compile(r"\S*(?:@|://|www\.)\S*")
_MARKUP = re.compile(r"\]\([^)]*\)|\{[^}]*\}|\b\S*[./]\S*\b")


def masked(text: str, lang: str) -> str | None:
    """The masked form of a question, or None where nothing would be left to learn from it."""
    words, small = _vocabulary(lang), _small(lang)
    form: list[str] = []
    told = False
    for token, name in _tokens(_ADDRESS.sub(f" {OTHER * 3} ", text)):
        folded = fold(token)
        if any(sign.isdigit() for sign in token) or folded in _numbers(lang):
            shown = NUMBER
        elif name or folded not in words:
            shown = OTHER
        else:
            shown = words[folded]
            told = told or (folded not in small and len(folded) >= _SHORTEST)
        if not (form and form[-1] == shown and shown in (OTHER, NUMBER)):
            form.append(shown)
    return " ".join(form)[:LONGEST] if told else None


def _tokens(text: str) -> Iterator[tuple[str, bool]]:
    """The words of a text, and whether each is written as a name is: with a capital letter that
    begins no sentence, or that is followed by another."""
    found = list(_TOKEN.finditer(text))[:_MOST]
    loud = text.upper() == text
    for place, match in enumerate(found):
        before = text[: match.start()].rstrip()
        begins = not before or before[-1] in ".!?؟:…"
        following = found[place + 1][0] if place + 1 < len(found) else ""
        capital = match[0][0].isupper() and match[0] != "I" and not loud
        yield match[0], capital and (not begins or following[:1].isupper())


@cache
def _vocabulary(lang: str) -> dict[str, str]:
    """The portal's own words in a language, and the Danish ones: as it writes them, by folding.

    Only words that stand in small letters somewhere: what is always written with a capital letter
    is a name.
    """
    found: dict[str, str] = {}
    for each in dict.fromkeys((lang, "da")):
        for text in (*_texts(each), *_small(each)):
            for word in _WORD.findall(_MARKUP.sub(" ", text)):
                if word == word.lower():
                    found.setdefault(fold(word), word)
    return found


def _texts(lang: str) -> Iterator[str]:
    """What the pages, the ways of asking and the glossary say in a language."""
    if lang not in LANGUAGES:
        return
    for page in topics(lang).values():
        yield from (page.title, page.summary, page.body, *page.phrasings)
    for term in glossary(lang).values():
        yield from (term.name, term.danish, *term.meaning.raw)
    yield from _lexicon(lang).concepts
    for about in _lexicon(lang).elsewhere.values():
        yield from about


@cache
def _small(lang: str) -> frozenset[str]:
    """Words that say nothing about the subject."""
    return _lexicon(lang).stop_words if lang in languages() else frozenset()


@cache
def _numbers(lang: str) -> frozenset[str]:
    """Numbers and months in words."""
    found: set[str] = set()
    for each in dict.fromkeys((lang, "da")):
        found.update(_folded(_lexicon(each).numbers))
        if each in said_words.languages():
            found.update(_folded(said_words.tongue(each, each).amounts.numbers))
        if each in LANGUAGES:
            for width in ("wide", "abbreviated"):
                names = get_month_names(width, "format", LANGUAGES[each].locale).values()
                found.update(_folded(names))
    return frozenset(found - _small(lang))


def _folded(words: Iterable[str]) -> set[str]:
    return {fold(word).rstrip(".") for word in words}


@cache
def _lexicon(lang: str) -> Lexicon:
    return lexicon(lang)
