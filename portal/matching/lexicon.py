"""How people write in one language: `content/ask/<lang>.yaml`, read and folded.

A translator adds a language by writing that file; nothing here knows a language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from portal.i18n.languages import LANGUAGES
from portal.matching.folding import fold
from portal.matching.stems import Stemmer
from portal.matching.tokens import tokens
from rules.strict_yaml import read_mapping

CONTENT = Path(__file__).resolve().parents[2] / "content" / "ask"


class LexiconError(ValueError):
    """A file of `content/ask` that is not as its head describes it."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words in a row, each with its alternatives; `emergencies` and concepts of several words."""

    parts: tuple[frozenset[str], ...]
    name: str


@dataclass(frozen=True)
class Lexicon:
    """The words of one language, all folded."""

    lang: str
    stop_words: frozenset[str] = frozenset()
    numbers: Mapping[str, str] = field(default_factory=dict)
    stemmer: Stemmer = field(default_factory=Stemmer)
    linking: tuple[str, ...] | None = None
    """Letters between the parts of a compound word; None: the language has none."""
    protected: tuple[tuple[frozenset[str], ...], ...] = ()
    concepts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Word -> the things it stands for."""
    beginnings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Beginning of a word (`flyt*`) -> the things it stands for."""
    phrases: Mapping[str, tuple[Pattern, ...]] = field(default_factory=dict)
    """First word -> things that are said in several words."""
    greetings: frozenset[str] = frozenset()
    thanks: frozenset[str] = frozenset()
    fragments: frozenset[str] = frozenset()
    follow_ups: tuple[tuple[str, ...], ...] = ()
    emergencies: tuple[Pattern, ...] = ()
    elsewhere: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other subjects, with sentences and words about them: what the portal does not answer."""
    also_said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Topic -> what people say when they mean it, beside the phrasings of its page."""

    def named(self, word: str) -> tuple[str, ...]:
        """The things that a word stands for."""
        exact = self.concepts.get(word)
        if exact is not None:
            return exact
        bases = self.stemmer.bases(word)
        for base in bases:
            if base in self.concepts:
                return self.concepts[base]
        exact = self.stem_concepts.get(self.stemmer.stem(word))
        if exact is not None:
            return exact
        return next((begun for form in (word, *bases) if (begun := self._begun(form))), ())

    def _begun(self, word: str) -> tuple[str, ...]:
        for end in range(len(word), 2, -1):
            begun = self.beginnings.get(word[:end])
            if begun is not None:
                return begun
        return ()

    @cached_property
    def stem_concepts(self) -> Mapping[str, tuple[str, ...]]:
        stems: dict[str, tuple[str, ...]] = {}
        for word, names in self.concepts.items():
            stem = self.stemmer.stem(word)
            stems[stem] = tuple(dict.fromkeys((*stems.get(stem, ()), *names)))
        return stems

    @cached_property
    def sides(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """Protected word -> (group, side) it stands on."""
        found: dict[str, tuple[tuple[int, int], ...]] = {}
        for number, group in enumerate(self.protected):
            for side, words in enumerate(group):
                for word in words:
                    found[word] = (*found.get(word, ()), (number, side))
        return found


def lexicon(lang: str, folder: Path = CONTENT) -> Lexicon:
    """Read one language; an empty lexicon where it has no file. Raises LexiconError, YamlError."""
    path = folder / f"{lang}.yaml"
    if not path.exists():
        return Lexicon(lang)
    return _read(lang, read_mapping(path))


def languages(folder: Path = CONTENT) -> list[str]:
    """The languages that have a file, of those that readers are offered."""
    return sorted(code for code in LANGUAGES if (folder / f"{code}.yaml").exists())


def _read(lang: str, raw: Mapping[str, Any]) -> Lexicon:
    known = set(Lexicon.__dataclass_fields__) | {"prefixes", "endings", "shortest_stem"}
    unknown = raw.keys() - known
    if unknown:
        raise LexiconError(f"{lang}.yaml: unknown {', '.join(sorted(unknown))}")
    stemmer = Stemmer(
        prefixes=_ordered(raw.get("prefixes")),
        endings=_ordered(raw.get("endings")),
        shortest=int(raw.get("shortest_stem", 4)),
    )
    words, beginnings, phrases = _concepts(raw.get("concepts") or {})
    linking = raw.get("linking")
    return Lexicon(
        lang=lang,
        stop_words=_words(raw.get("stop_words")),
        numbers={w: str(n) for n, ws in (raw.get("numbers") or {}).items() for w in _words(ws)},
        stemmer=stemmer,
        linking=None if linking is None else ("", *_words(linking)),
        protected=tuple(_sides(group) for group in raw.get("protected") or ()),
        concepts=words,
        beginnings=beginnings,
        phrases=phrases,
        greetings=_words(raw.get("greetings")),
        thanks=_words(raw.get("thanks")),
        fragments=_words(raw.get("fragments")),
        follow_ups=tuple(tuple(tokens(p)) for p in _split(raw.get("follow_ups"))),
        emergencies=tuple(
            _pattern(line, kind)
            for kind, lines in (raw.get("emergencies") or {}).items()
            for line in lines
        ),
        elsewhere=_named(raw.get("elsewhere")),
        also_said=_named(raw.get("also_said")),
    )


def _split(text: str | None) -> list[str]:
    if not isinstance(text, str | None):
        raise LexiconError(f"not a text: {text!r}; write on, off, yes, no and numbers in quotes")
    return [part.strip() for part in (text or "").replace("\n", ",").split(",") if part.strip()]


def _named(raw: Mapping[str, str] | None) -> dict[str, tuple[str, ...]]:
    return {name: tuple(_split(text)) for name, text in (raw or {}).items()}


def _words(text: str | None) -> frozenset[str]:
    return frozenset(filter(None, (fold(part) for part in _split(text))))


def _ordered(text: str | None) -> tuple[str, ...]:
    """Longest first, so that the most is taken off."""
    return tuple(sorted(_words(text), key=lambda part: (-len(part), part)))


def _sides(group: str) -> tuple[frozenset[str], ...]:
    return tuple(_words(side) for side in group.split("|"))


def _pattern(line: str, name: str) -> Pattern:
    return Pattern(tuple(map(_alternatives, line.split())), name)


@cache
def _alternatives(part: str) -> frozenset[str]:
    # The same few words are in many patterns: kept once.
    return frozenset(fold(word) for word in part.split("|"))


def _concepts(
    raw: Mapping[str, str],
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]], dict[str, tuple[Pattern, ...]]]:
    words: dict[str, tuple[str, ...]] = {}
    beginnings: dict[str, tuple[str, ...]] = {}
    phrases: dict[str, tuple[Pattern, ...]] = {}
    for name, text in raw.items():
        for entry in _split(text):
            if " " in entry:
                if "*" in entry:
                    raise LexiconError(f"{name}: {entry!r}: a * stands in single words only")
                pattern = _pattern(entry, name)
                for word in pattern.parts[0]:
                    phrases[word] = (*phrases.get(word, ()), pattern)
                continue
            word = fold(entry.removesuffix("*"))
            for table in (words, beginnings) if entry.endswith("*") else (words,):
                table[word] = tuple(dict.fromkeys((*table.get(word, ()), name)))
    return words, beginnings, phrases
