"""An inverted index of phrasings: how like a question is to each of them."""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

COMMON_LETTERS = 40
"""Four letters that more phrasings have say little, and looking them all up takes time."""


@dataclass(frozen=True)
class Phrase:
    """A sentence that belongs to a topic. `weight`: as evidence; 1 for a phrasing."""

    topic: str
    text: str
    weight: float
    compared: bool
    """Whether a question is compared with it; a summary only gives evidence."""
    signs: Mapping[str, float]


class Index:
    """The phrasings of one language. Rare signs count more."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self.topics = [phrase.topic for phrase in phrases]
        self.texts = [phrase.text for phrase in phrases]
        seen = Counter(name for phrase in phrases for name in phrase.signs)
        self.rarity = {name: math.log(1 + len(phrases) / n) for name, n in seen.items()}
        self._lengths: list[float] = []
        self._postings: defaultdict[str, tuple[array[int], array[float]]] = defaultdict(
            lambda: (array("I"), array("f"))
        )
        for number, phrase in enumerate(phrases):
            sizes = {name: w * self.rarity[name] for name, w in phrase.signs.items()}
            self._lengths.append(math.hypot(*sizes.values()) or 1.0)
            if phrase.compared:
                for name, size in sizes.items():
                    if name[0] != "g" or seen[name] <= COMMON_LETTERS:
                        numbers, found = self._postings[name]
                        numbers.append(number)
                        found.append(size)
        self._postings.default_factory = None

    def size(self, signs: Mapping[str, float]) -> float:
        """The squared length of a question's vector; signs that nobody knows have none."""
        return sum((w * self.rarity.get(name, 0.0)) ** 2 for name, w in signs.items())

    def like(self, signs: Mapping[str, float], length: float) -> dict[int, float]:
        """Phrase number -> cosine (0 to 1) with a question of that length."""
        shared: dict[int, float] = defaultdict(float)
        for name, weight in signs.items():
            own = weight * self.rarity.get(name, 0.0)
            if name in self._postings:
                for number, size in zip(*self._postings[name], strict=True):
                    shared[number] += own * size
        return {n: s / (length * self._lengths[n]) for n, s in shared.items()}
