"""An extra that orders a choice by what sentences mean: a small sentence model in many languages.

`pip install .[semantic]`, and `SEMANTIC=yes`. The model says of any two sentences that they are
alike, also of one about housing and one about cars, so it decides nothing: which question gets a
direct answer, a choice or none stays as the matcher found, with the same thresholds. Only where it
offers a choice, the model has a say in what is offered, and in which order.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from portal.matching.language import Entry
from portal.matching.matcher import MOST_ANSWERS, MOST_LETTERS, Answer, Match, Matcher, Verdict

PHRASINGS = 10
"""Of each topic in each language: more takes long to read in and tells little more."""
_FLATNESS = 2.0
"""How little a place counts against the next, where two rankings are put together."""
_AT_ONCE = 64


class Model(Protocol):
    """A sentence model. Vectors have the length 1, so that their product is the cosine."""

    def query(self, text: str) -> Any: ...
    def passage(self, texts: Sequence[str]) -> Any: ...


class Nearness:
    """How near the topics are to a question, by the nearest of the sentences known of each."""

    def __init__(self, model: Model, topics: Sequence[str], vectors: Any) -> None:
        """`topics`: of each row of `vectors`, whose sentence it is."""
        self._model = model
        self._topics = topics
        self._vectors = vectors

    def topics(self, q: str) -> list[str]:
        """Every topic, the nearest first."""
        likeness = self._vectors @ self._model.query(q[:MOST_LETTERS])
        nearest: dict[str, float] = {}
        for topic, like in zip(self._topics, likeness.tolist(), strict=True):
            nearest[topic] = max(like, nearest.get(topic, -1.0))
        return sorted(nearest, key=lambda topic: (-nearest[topic], topic))


class SemanticMatcher:
    """A matcher whose choices are put in order by a sentence model as well."""

    def __init__(self, matcher: Matcher, near: Nearness) -> None:
        self._matcher = matcher
        self._near = near

    def match(self, q: str, lang: str, context: Sequence[str] = ()) -> Match:
        """As the matcher does, but for the order of a choice. Questions that go on from another
        are left alone: by themselves they mean too little."""
        found = self._matcher.match(q, lang, context)
        if found.verdict is not Verdict.CHOOSE or context:
            return found
        topics = together([each.topic for each in found.answers], self._near.topics(q))
        # A chance belongs to a place: the first is right as often as the first was before.
        chances = [each.score for each in found.answers]
        answers = (Answer(topic, chance) for topic, chance in zip(topics, chances, strict=False))
        return replace(found, answers=tuple(answers))

    def ranking(self, q: str, lang: str) -> list[str]:
        """Every topic that either knows of, best first; for the measures."""
        scores = self._matcher.judge(q, lang).scores
        own = [topic for topic, _ in scores.best(len(scores.topics))]
        return together(own, self._near.topics(q))


def together(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """Two rankings as one: by the sum of what each place counts (reciprocal rank fusion).

    As many as `one` has, `MOST_ANSWERS` at least.
    """
    counts: dict[str, float] = {}
    for ranking in (one, other):
        for place, topic in enumerate(ranking):
            counts[topic] = counts.get(topic, 0.0) + 1 / (_FLATNESS + place)
    best = sorted(counts, key=lambda topic: -counts[topic])
    return best[: max(len(one), MOST_ANSWERS)]


def load(
    matcher: Matcher, topics: Mapping[str, Mapping[str, Entry]], folder: Path, model: Model
) -> SemanticMatcher:
    """With the sentences of the pages read in, which takes a minute when they have changed.

    What was read in is kept in `folder`, this machine's own state.
    """
    sentences = [
        (slug, sentence)
        for entries in topics.values()
        for slug, entry in entries.items()
        for sentence in (entry.title, *entry.phrasings[:PHRASINGS])
    ]
    return SemanticMatcher(matcher, Nearness(model, *_read_in(sentences, folder, model)))


def _read_in(
    sentences: Sequence[tuple[str, str]], folder: Path, model: Model
) -> tuple[list[str], Any]:
    # Only here: the extra is not there for everybody.
    import numpy as np

    digest = hashlib.sha256(repr((sentences, model.query("a").tolist())).encode()).hexdigest()
    path = folder / f"sentences-{digest[:24]}.npy"
    named = [slug for slug, _ in sentences]
    try:
        # No pickle: a file of numbers can do nothing but be wrong.
        vectors = np.load(path, allow_pickle=False)
        if vectors.shape[0] == len(sentences):
            return named, vectors.astype(np.float32)
    except (OSError, ValueError):
        pass
    texts = [sentence for _, sentence in sentences]
    parts = [model.passage(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
    vectors = np.concatenate(parts).astype(np.float32)
    beside = path.with_name(f".{path.name}.{os.getpid()}.npy")
    try:
        np.save(beside, vectors.astype(np.float16), allow_pickle=False)
        beside.replace(path)
        for older in folder.glob("sentences-*.npy"):
            if older != path:
                older.unlink(missing_ok=True)
    except OSError:
        beside.unlink(missing_ok=True)
    return named, vectors
