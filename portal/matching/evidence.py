"""What a single sign says about the topics: naive Bayes."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from portal.matching.index import Phrase
from portal.matching.weights import Weights


class Evidence:
    """Sign -> topic -> how much more often it is seen there than elsewhere (natural logarithm)."""

    def __init__(self, phrases: Iterable[Phrase], kinds: str, weights: Weights) -> None:
        """`kinds`: the first letters of the signs that are counted."""
        counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        everything = 0.0
        for phrase in phrases:
            for name, weight in phrase.signs.items():
                if name[0] in kinds:
                    counts[name][phrase.topic] += weight * phrase.weight
                    everything += weight * phrase.weight
        self._table: dict[str, dict[str, float]] = {}
        for name, by_topic in counts.items():
            expected = weights.smoothing * sum(by_topic.values()) / everything
            self._table[name] = {
                topic: math.log(1 + seen / expected) for topic, seen in by_topic.items() if seen
            }

    def of(self, sign: str) -> Mapping[str, float]:
        """Topic -> evidence of one sign; empty where nobody has seen it."""
        return self._table.get(sign, {})
