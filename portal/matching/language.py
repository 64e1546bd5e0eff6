"""All that is known of one language: its words, its phrasings, and what they are evidence for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from portal.matching.evidence import Counts, Evidence
from portal.matching.features import signs
from portal.matching.index import Index, Phrase
from portal.matching.lexicon import Lexicon
from portal.matching.table import Names
from portal.matching.tokens import tokens
from portal.matching.vocabulary import Vocabulary
from portal.matching.weights import Weights

ELSEWHERE = "~"
"""Begins the names of subjects that the portal does not answer."""


_MARKUP = re.compile(r"\]\([^)]*\)|\{[^}]*\}")
"""Where a link leads, and placeholders: no words of the text."""
_PARAGRAPH = 20


class Entry(Protocol):
    """What a topic says about itself in one language. Where it has a `body`, that counts too."""

    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def phrasings(self) -> Sequence[str]: ...
    @property
    def headings(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class LanguageModel:
    """One language."""

    lexicon: Lexicon
    vocabulary: Vocabulary
    index: Index
    evidence: Evidence


def _model(
    lexicon: Lexicon, entries: Mapping[str, Entry], things: Counts, weights: Weights
) -> LanguageModel:
    """A language; what its phrases say of things is counted in `things`."""
    texts = [*_texts(entries, lexicon, weights), *_elsewhere(lexicon)]
    words = [tokens(text) for _, text, _, _ in texts]
    vocabulary = Vocabulary(lexicon, (w for found in words for w in found), weights)
    phrases = [
        Phrase(*text, signs(map(vocabulary.read, found), found, [lexicon], weights))
        for text, found in zip(texts, words, strict=True)
    ]
    index = Index(phrases)
    things.add(phrases)
    evidence = Evidence(Counts("wgn").add(phrases), index.signs, weights)
    vocabulary.forget()
    return LanguageModel(lexicon, vocabulary, index, evidence)


@dataclass(frozen=True)
class Knowledge:
    """All languages; things (`c:`, `p:`) are the same in each, so what they say is counted once."""

    models: Mapping[str, LanguageModel]
    things: Evidence
    weights: Weights

    def evidence(self, lang: str, sign: str) -> Mapping[str, float]:
        """Topic -> what a sign of a language says for it."""
        return self.things.of(sign) if sign[0] in "cp" else self.models[lang].evidence.of(sign)


def knowledge(
    topics: Mapping[str, Mapping[str, Entry]], lexicons: Mapping[str, Lexicon], weights: Weights
) -> Knowledge:
    """Build every language. `topics`: language -> slug -> entry."""
    things = Counts("cp")
    models = {
        lang: _model(lexicons.get(lang) or Lexicon(lang), entries, things, weights)
        for lang, entries in topics.items()
    }
    return Knowledge(models, Evidence(things, Names(things.by_sign), weights), weights)


def _texts(
    entries: Mapping[str, Entry], lexicon: Lexicon, weights: Weights
) -> Iterable[tuple[str, str, float, bool]]:
    for topic, entry in entries.items():
        for phrasing in (*entry.phrasings, *lexicon.also_said.get(topic, ())):
            yield topic, phrasing, 1.0, True
        yield topic, entry.title, weights.title, True
        for heading in entry.headings:
            yield topic, heading, weights.heading, True
        yield topic, entry.summary, weights.summary, False
        for paragraph in _MARKUP.sub(" ", getattr(entry, "body", "")).splitlines():
            if len(paragraph) >= _PARAGRAPH:
                yield topic, paragraph, weights.body, False


def _elsewhere(lexicon: Lexicon) -> Iterable[tuple[str, str, float, bool]]:
    for subject, sentences in lexicon.elsewhere.items():
        for sentence in sentences:
            yield ELSEWHERE + subject, sentence, 1.0, True
