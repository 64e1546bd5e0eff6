"""The test questions: read, split for good into development and test, and spoilt by noise."""

import json
import random
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "questions"
NONE = "none"
"""The topic of a question that no topic answers."""
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "Æ": "AE", "Ø": "O", "ł": "l", "ı": "i"})

Part = Literal["development", "test"]


@dataclass(frozen=True)
class Question:
    """A question and the topics that answer it, any of them rightly; none: outside."""

    q: str
    topics: frozenset[str]
    style: str
    lang: str
    part: Part

    @property
    def covered(self) -> bool:
        return NONE not in self.topics


def questions(lang: str, folder: Path = FOLDER) -> list[Question]:
    """All questions of a language: samples; our own and those of strangers, half for the test."""
    return [
        *_read(folder / "sample" / f"{lang}.jsonl", lang, kept=False),
        *_read(folder / "own" / f"{lang}.jsonl", lang, kept=True),
        *_read(folder / "strangers" / f"{lang}.jsonl", lang, kept=True),
    ]


def part_of(q: str) -> Part:
    """The half that a question belongs to, by a hash that never changes."""
    return "development" if zlib.crc32(q.encode()) % 2 == 0 else "test"


def _read(path: Path, lang: str, kept: bool) -> Iterator[Question]:
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        part: Part = part_of(raw["q"]) if kept else "development"
        yield Question(raw["q"], frozenset(raw["topics"]), raw["style"], lang, part)


def with_typo(q: str, seed: int) -> str:
    """The question with one slip of the finger in one of its longer words."""
    chance = random.Random(f"{seed} {q}")  # noqa: S311  not for secrets
    places = [
        place
        for place in range(len(q) - 1)
        if q[place].isalpha() and q[place + 1].isalpha() and _word_length(q, place) >= 4
    ]
    if not places:
        return q
    place = chance.choice(places)
    one, two = q[place], q[place + 1]
    letters = sorted({c for c in q.lower() if c.isalpha()})
    slip = chance.choice([two + one, two, one + one + two, chance.choice(letters) + two])
    return q[:place] + slip + q[place + 2 :]


def without_diacritics(q: str) -> str:
    """The question as typed on a foreign keyboard: no accents, vowel marks, æ, ø, å, hamza."""
    text = unicodedata.normalize("NFD", q.translate(_LETTERS))
    return "".join(c for c in text if not unicodedata.category(c).startswith("M"))


def _word_length(q: str, place: int) -> int:
    start, end = place, place
    while start > 0 and q[start - 1].isalpha():
        start -= 1
    while end < len(q) and q[end].isalpha():
        end += 1
    return end - start
