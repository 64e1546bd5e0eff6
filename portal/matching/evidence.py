"""What a single sign says about the topics: naive Bayes."""

import math
from array import array
from collections.abc import Iterable, Mapping

from portal.matching.index import Phrase
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
    """Sign -> topic -> how much more often it is seen there than elsewhere (natural logarithm).

    All of it lies in two arrays: as a mapping for each sign it would take ten times the memory.
    """

    def __init__(self, counts: Counts, weights: Weights) -> None:
        self._topics = sorted({topic for seen in counts.by_sign.values() for topic in seen})
        number = {topic: place for place, topic in enumerate(self._topics)}
        self._places: dict[str, tuple[int, int]] = {}
        self._numbers, self._strengths = array("H"), array("d")
        for name, by_topic in counts.by_sign.items():
            expected = weights.smoothing * sum(by_topic.values()) / counts.everything
            start = len(self._numbers)
            for topic, seen in by_topic.items():
                if seen:
                    self._numbers.append(number[topic])
                    self._strengths.append(math.log(1 + seen / expected))
            self._places[name] = start, len(self._numbers)

    def of(self, sign: str) -> Mapping[str, float]:
        """Topic -> evidence of one sign; empty where nobody has seen it."""
        start, end = self._places.get(sign, (0, 0))
        return {
            self._topics[number]: strength
            for number, strength in zip(
                self._numbers[start:end], self._strengths[start:end], strict=True
            )
        }
