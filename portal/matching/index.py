"""An inverted index of phrasings: how like a question is to each of them."""

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.matching.table import Names, Table

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
        self.texts = [phrase.text if phrase.compared else "" for phrase in phrases]
        """By the number of the phrase; of those that are only evidence the text is not kept."""
        seen = Counter(name for phrase in phrases for name in phrase.signs)
        self.signs = Names(seen)
        rows = {name: row for name in seen if (row := self.signs.number(name)) is not None}
        self._rarity = array("f", bytes(4 * len(self.signs)))
        for name, n in seen.items():
            self._rarity[rows[name]] = math.log(1 + len(phrases) / n)
        self._lengths = array("f")
        found: list[list[tuple[int, float]]] = [[] for _ in seen]
        for number, phrase in enumerate(phrases):
            sizes = {name: w * self._rarity[rows[name]] for name, w in phrase.signs.items()}
            self._lengths.append(math.hypot(*sizes.values()) or 1.0)
            if phrase.compared:
                for name, size in sizes.items():
                    if name[0] != "g" or seen[name] <= COMMON_LETTERS:
                        found[rows[name]].append((number, size))
        self._postings = Table(found)

    def size(self, signs: Mapping[str, float]) -> float:
        """The squared length of a question's vector; signs that nobody knows have none."""
        return sum((w * self._rare(name)) ** 2 for name, w in signs.items())

    def like(self, signs: Mapping[str, float], length: float) -> dict[int, float]:
        """Phrase number -> cosine (0 to 1) with a question of that length."""
        shared: dict[int, float] = defaultdict(float)
        for name, weight in signs.items():
            row = self.signs.number(name)
            if row is not None:
                own = weight * self._rarity[row]
                for number, size in self._postings.row(row):
                    shared[number] += own * size
        return {n: s / (length * self._lengths[n]) for n, s in shared.items()}

    def _rare(self, name: str) -> float:
        row = self.signs.number(name)
        return 0.0 if row is None else self._rarity[row]
