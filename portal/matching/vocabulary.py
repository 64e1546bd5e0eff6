"""What a word of a question is taken for: itself, its stem, its parts, or the word it resembles."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from sys import intern

from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.matching.folding import sound
from portal.matching.lexicon import Lexicon
from portal.matching.weights import WEIGHTS, Weights

Features = tuple[tuple[str, float], ...]
"""Signs with weights. `w:` a word's stem, `c:` a thing, `p:` two things,
`g:` four letters, `n:` a number."""


_LETTERS = 4
_MOST_ALIKE = 8


class How(StrEnum):
    """How a word was understood."""

    STOP = "stop-word"
    NUMBER = "number"
    KNOWN = "known"
    COMPOUND = "compound"
    BEGUN = "begins as a known word"
    JOINED = "joined"
    SPELLING = "spelling"
    SOUND = "sound"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """One word of a question: what it was taken for, in which language, and what follows."""

    word: str
    how: How
    lang: str
    taken_for: str = ""
    features: Features = ()

    @property
    def letters(self) -> tuple[str, ...]:
        """Each four letters in a row of a word that says something, its ends marked."""
        if self.how in (How.STOP, How.NUMBER) or len(self.word) < _LETTERS:
            return ()
        marked = f"^{self.word}$"
        starts = range(len(marked) - _LETTERS + 1)
        # The same four letters are in many words: kept once.
        return tuple(intern("g:" + marked[start : start + _LETTERS]) for start in starts)


class Vocabulary:
    """The words of one language: of its phrasings and of its lexicon."""

    def __init__(self, lexicon: Lexicon, words: Iterable[str], weights: Weights = WEIGHTS) -> None:
        self.lexicon = lexicon
        self._weights = weights
        own = set(lexicon.concepts).union(words)
        for patterns in lexicon.phrases.values():
            own.update(word for pattern in patterns for part in pattern.parts for word in part)
        self.words = frozenset(word for word in own if not _number(word))
        self._stems = frozenset(map(lexicon.stemmer.stem, self.words))
        self._alike = sorted(self.words | lexicon.stop_words)
        self._sounds = self._by_sound()
        self._read: dict[str, Reading] = {}

    def read(self, word: str) -> Reading:
        """What a folded word is, without guessing."""
        known = self._read.get(word)
        if known is None:
            known = self._read_anew(word)
            if word in self.words:
                self._read[word] = known
        return known

    def forget(self) -> None:
        """Take back the memory of what was read; what is asked for is read again."""
        self._read.clear()
        self.lexicon.stemmer.forget()

    def _read_anew(self, word: str) -> Reading:
        lexicon = self.lexicon
        if word in lexicon.stop_words:
            return self._reading(word, How.STOP)
        if word in lexicon.numbers or _number(word):
            number = lexicon.numbers.get(word, word)
            return self._reading(word, How.NUMBER, number, (("n:" + number, 1.0),))
        features = dict(self._signs(word, 1.0))
        parts = self._parts(word)
        for part in parts:
            for name, weight in self._signs(part, self._weights.part):
                features.setdefault(name, weight)
        if not features:
            return self._reading(word, How.UNKNOWN)
        how = How.KNOWN if self._has(word) else How.COMPOUND if parts else How.BEGUN
        return self._reading(word, how, " ".join(parts), tuple(features.items()))

    def guess(self, word: str) -> Reading:
        """The known word that an unknown one resembles in spelling or in sound, or UNKNOWN."""
        if word[0].isdigit() and (rest := word.lstrip("0123456789")):
            read = self.read(rest)
            if read.how is not How.UNKNOWN:
                return self._reading(word, How.SPELLING, rest, read.features)
        near = self._near(word)
        if near:
            other, slips = near
            weight = self._weights.slip**slips
            features = tuple((name, size * weight) for name, size in self.read(other).features)
            return self._reading(word, How.SPELLING, other, features)
        other = self.sounding(word)
        if other:
            return self._reading(word, How.SOUND, other, self.read(other).features)
        return self._reading(word, How.UNKNOWN)

    def sounding(self, word: str) -> str:
        """A word of another script that sounds the same (`shakwa`: شكوى), or nothing."""
        if not self._sounds or not word.isascii():
            return ""
        return self._sounds.get(sound(word), "")

    def _reading(self, word: str, how: How, other: str = "", features: Features = ()) -> Reading:
        return Reading(word, how, self.lexicon.lang, other, features)

    def _signs(self, word: str, weight: float) -> Iterable[tuple[str, float]]:
        stem = self.lexicon.stemmer.stem(word)
        if word in self.words or stem in self._stems:
            yield "w:" + stem, weight
        for name in self.lexicon.named(word):
            yield "c:" + name, weight * self._weights.concept

    def _parts(self, word: str) -> tuple[str, ...]:
        """The two known words that a compound is made of; the one whose shorter part is longest."""
        if self.lexicon.linking is None or len(word) < 7:
            return ()
        found: list[tuple[int, tuple[str, str]]] = []
        for cut in range(3, len(word) - 2):
            right = word[cut:]
            if not self._is_part(right):
                continue
            for link in self.lexicon.linking:
                left = word[:cut].removesuffix(link)
                if len(left) + len(link) == cut and len(left) >= 3 and self._is_part(left):
                    found.append((min(len(left), len(right)), (left, right)))
        return max(found)[1] if found else ()

    def _is_part(self, word: str) -> bool:
        return word not in self.lexicon.stop_words and self._has(word)

    def _has(self, word: str) -> bool:
        return word in self.words or self.lexicon.stemmer.stem(word) in self._stems

    def _near(self, word: str) -> tuple[str, int] | None:
        """The likest word within one slip (4 to 6 letters) or two (7 and more).

        Scripts that write few vowels have short words: three letters may lack one.
        """
        if len(word) < (4 if word.isascii() else 3) or _number(word):
            return None
        most = 1 if len(word) < 7 else 2
        found = process.extract(
            word,
            self._alike,
            scorer=OSA.distance,
            score_cutoff=most,
            limit=_MOST_ALIKE,
            processor=None,
        )

        def likeness(candidate: tuple[str, float, int]) -> tuple[float, bool, bool, str]:
            other, slips, _ = candidate
            return slips, other not in self.lexicon.concepts, other[0] != word[0], other

        for other, slips, _ in sorted(found, key=likeness):
            if len(word) == 3 and len(other) != 4:
                continue
            if len(word) < 6 and other[0] != word[0] and other[:2] != word[1::-1]:
                continue
            if not self._confused(word, other, int(slips)):
                return other, int(slips)
        return None

    def _confused(self, word: str, other: str, slips: int) -> bool:
        """Whether a protected word's opposite is nearly as like."""
        sides = self.lexicon.sides.get(other, ())
        return any(
            OSA.distance(word, opposite, score_cutoff=slips + 1) <= slips + 1
            for group, side in sides
            for index, words in enumerate(self.lexicon.protected[group])
            if index != side
            for opposite in words
        )

    def _by_sound(self) -> dict[str, str]:
        """Sound of at least three consonants -> the word of a script that is not Latin."""
        found: dict[str, str] = {}
        for word in sorted(self.words, key=lambda word: (-len(word), word)):
            if not word.isascii():
                for form in (word, self.lexicon.stemmer.stem(word)):
                    key = sound(form)
                    if len(key) >= 3 and key.isascii():
                        found[key] = word
        return found


def _number(word: str) -> bool:
    return word.isdigit() or word.startswith("§")
