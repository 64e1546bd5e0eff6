"""The paragraph of a page that fits a question best: the one that shares most with it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from flask import url_for
from markupsafe import Markup

from portal.clock import law_day
from portal.i18n import current_language
from portal.i18n.isolate import isolated
from portal.matching.lexicon import lexicon
from portal.matching.tokens import tokens
from portal.topics.library import topics
from portal.topics.markdown import Block, Kind, Link, blocks
from portal.topics.shown import ShownTopic, address
from portal.words import Text

#: what a word of the heading counts beside one of the paragraph
_OF_HEADING = 0.7


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a page under its heading."""

    heading: Block | None
    block: Block


def passages(slug: str) -> tuple[Passage, ...]:
    """The blocks of a page in the language in use, filled with the numbers of the day."""
    return _passages(slug, current_language().code, law_day())


def best(slug: str, question: str, lang: str) -> int:
    """The place of the passage that shares most with a question typed in a language.

    Words that few passages have count more. Where nothing is shared it is the first.
    """
    asked = _features(question, lang)
    found = _of_page(slug, current_language().code, law_day())
    common = Counter(feature for head, body in found for feature in head | body)

    def shared(place: int) -> float:
        head, body = found[place]
        in_body = sum(1 / common[feature] for feature in asked & body)
        in_head = sum(1 / common[feature] for feature in (asked & head) - body)
        return in_body + _OF_HEADING * in_head

    return max(range(len(found)), key=lambda place: (shared(place), -place), default=0)


@lru_cache(maxsize=512)
def _passages(slug: str, lang: str, _day: date) -> tuple[Passage, ...]:
    page = ShownTopic(topics(lang)[slug])
    filled = Text((page.page.body,)).fill(page.values)
    heading, found = None, []
    for block in blocks(filled, _opening, isolated):
        if block.kind is Kind.HEADING:
            heading = block
        else:
            found.append(Passage(heading, block))
    return tuple(found)


def _opening(link: Link) -> Markup:
    """Words are explained on their own page: the foot of this one has no room for them."""
    if link.kind == "term":
        return Markup('<a href="{}">').format(url_for("topics.glossary", _anchor=link.target))
    return Markup('<a href="{}">').format(address(link))


def _plain(block: Block) -> str:
    return " ".join(part.striptags() for part in block.parts)


_lexicon = cache(lexicon)


def _features(text: str, lang: str) -> frozenset[str]:
    """What a text is about: its words without endings, and the things they stand for.

    Never kept: a person may have typed it.
    """
    known = _lexicon(lang)
    words = [word for word in tokens(text) if word not in known.stop_words]
    things = {f"={thing}" for word in words for thing in known.named(word)}
    return frozenset({known.stemmer.stem(word) for word in words} | things)


@lru_cache(maxsize=512)
def _of_page(slug: str, lang: str, day: date) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """What each passage is about: its heading, and the block itself."""
    return tuple(
        (
            _features(_plain(p.heading), lang) if p.heading else frozenset(),
            _features(_plain(p.block), lang),
        )
        for p in _passages(slug, lang, day)
    )
