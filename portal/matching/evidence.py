"""What a single sign says about the topics: naive Bayes."""

import math
from collections.abc import Iterable, Iterator, Mapping

from portal.matching.index import Phrase
from portal.matching.table import Names, Table
from portal.matching.weights import Weights


class Counts:
    """How often each sign is seen with each topic."""

    def __init__(self, kinds: str) -> None:
        """`kinds`: the first letters of the signs that are counted."""
        self._kinds = kinds
        self.by_sign: dict[str, dict[str, float]] = {}
        self.everything = 0.0

    def add(self, phrases: Iterable[Phrase]) -> "Counts":
        """Count these as well."""
        for phrase in phrases:
            for name, weight in phrase.signs.items():
                if name[0] in self._kinds:
                    seen = self.by_sign.setdefault(name, {})
                    seen[phrase.topic] = seen.get(phrase.topic, 0.0) + weight * phrase.weight
                    self.everything += weight * phrase.weight
        return self


class Evidence:
    """Sign -> topic -> how much more often it is seen there than elsewhere (natural logarithm)."""

    def __init__(self, counts: Counts, signs: Names, weights: Weights) -> None:
        """`signs`: all that are counted, numbered; those not counted say nothing."""
        self._signs = signs
        self._topics = sorted({topic for seen in counts.by_sign.values() for topic in seen})
        number = {topic: place for place, topic in enumerate(self._topics)}

        def said(by_topic: Mapping[str, float]) -> Iterator[tuple[int, float]]:
            expected = weights.smoothing * sum(by_topic.values()) / counts.everything
            for topic, seen in by_topic.items():
                if seen:
                    yield number[topic], math.log(1 + seen / expected)

        rows: list[Mapping[str, float]] = [{}] * len(signs)
        for name, by_topic in counts.by_sign.items():
            if (row := signs.number(name)) is not None:
                rows[row] = by_topic
        self._said = Table(map(said, rows))

    def of(self, sign: str) -> Mapping[str, float]:
        """Topic -> evidence of one sign; empty where nobody has seen it."""
        row = self._signs.number(sign)
        if row is None:
            return {}
        return {self._topics[number]: strength for number, strength in self._said.row(row)}
