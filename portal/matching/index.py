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
        self._lengths = array("d")
        postings: dict[str, list[tuple[int, float]]] = {}
        for number, phrase in enumerate(phrases):
            sizes = {name: w * self.rarity[name] for name, w in phrase.signs.items()}
            self._lengths.append(math.hypot(*sizes.values()) or 1.0)
            if phrase.compared:
                for name, size in sizes.items():
                    if name[0] != "g" or seen[name] <= COMMON_LETTERS:
                        postings.setdefault(name, []).append((number, size))
        # All of them in two arrays: an array for each sign would take five times the memory.
        self._places: dict[str, tuple[int, int]] = {}
        self._numbers, self._sizes = array("I"), array("f")
        for name, found in postings.items():
            start = len(self._numbers)
            self._numbers.extend(number for number, _ in found)
            self._sizes.extend(size for _, size in found)
            self._places[name] = start, len(self._numbers)

    def size(self, signs: Mapping[str, float]) -> float:
        """The squared length of a question's vector; signs that nobody knows have none."""
        return sum((w * self.rarity.get(name, 0.0)) ** 2 for name, w in signs.items())

    def like(self, signs: Mapping[str, float], length: float) -> dict[int, float]:
        """Phrase number -> cosine (0 to 1) with a question of that length."""
        shared: dict[int, float] = defaultdict(float)
        for name, weight in signs.items():
            own = weight * self.rarity.get(name, 0.0)
            start, end = self._places.get(name, (0, 0))
            for place in range(start, end):
                shared[self._numbers[place]] += own * self._sizes[place]
        return {n: s / (length * self._lengths[n]) for n, s in shared.items()}
