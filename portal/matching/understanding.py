"""Which language a question is in, and what each of its words is taken for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.matching.features import signs
from portal.matching.language import Knowledge, LanguageModel
from portal.matching.tokens import tokens
from portal.matching.vocabulary import How, Reading

_DANISH = "da"
_OWN_LANGUAGE = 0.15
"""What the language of the page has before the others: this share of the question's letters."""
_SHORTEST_FOREIGN = 4
"""Shorter words mean too many things in too many languages."""


@dataclass(frozen=True)
class Understood:
    """A question, word by word."""

    words: Sequence[str]
    lang: str
    """The language that most of it is in."""
    readings: Sequence[Reading]
    signs: Mapping[str, Mapping[str, float]]
    """Language -> its signs; things (`c:`, `p:`) stand with the question's language."""

    @property
    def content(self) -> list[Reading]:
        """The words that say something, numbers left out."""
        return [r for r in self.readings if r.how not in (How.STOP, How.NUMBER)]

    @property
    def things(self) -> list[Reading]:
        """The words that stand for a thing."""
        return [r for r in self.content if any(name.startswith("c:") for name, _ in r.features)]


def understand(text: str, lang: str, known: Knowledge) -> Understood:
    """Read a question that was typed on a page in `lang`."""
    words = tokens(text)
    models = known.models
    seen = language_of(words, lang, models)
    order = [seen, *dict.fromkeys(c for c in (lang, _DANISH, *models) if c in models and c != seen)]
    readings = [_read(word, order, models) for word in words]
    readings = _join(readings, models[seen])
    found = {code for code in order[1:] if any(r.lang == code for r in readings)}
    lexicons = [models[code].lexicon for code in order if code == seen or code in found]
    own = signs(readings, [_corrected(r) for r in readings], lexicons, known.weights)
    by_language: dict[str, dict[str, float]] = {seen: own}
    for reading in readings:
        if reading.lang != seen:
            for name, weight in reading.features:
                if name.startswith("w:"):
                    own.pop(name, None)
                    by_language.setdefault(reading.lang, {})[name] = weight
    return Understood(words, seen, readings, by_language)


def language_of(words: Sequence[str], lang: str, models: Mapping[str, LanguageModel]) -> str:
    """The language that knows most of the letters; the page's where two know as much."""
    letters = [(word, min(len(word), 6)) for word in words if not word.isdigit()]
    total = sum(size for _, size in letters)
    best, most = (lang if lang in models else next(iter(models))), -1.0
    for code, model in models.items():
        known = sum(size * _knows(model, word) for word, size in letters)
        known += _OWN_LANGUAGE * total if code == lang else 0.0
        if known > most:
            best, most = code, known
    return best


def _knows(model: LanguageModel, word: str) -> float:
    vocabulary = model.vocabulary
    if word in model.lexicon.stop_words or word in vocabulary.words:
        return 1.0
    if vocabulary.read(word).how is not How.UNKNOWN:
        return 0.6
    return 0.4 if vocabulary.sounding(word) else 0.0


def _read(word: str, order: Sequence[str], models: Mapping[str, LanguageModel]) -> Reading:
    """The word in the question's language, else in another that has it, else the likest one."""
    own = models[order[0]].vocabulary
    reading = own.read(word)
    if reading.how is How.BEGUN:
        likest = own.guess(word)
        return likest if likest.how is How.SPELLING else reading
    if reading.how is not How.UNKNOWN:
        return reading
    if len(word) >= _SHORTEST_FOREIGN:
        for code in order[1:]:
            other = models[code].vocabulary.read(word)
            if other.how is not How.UNKNOWN:
                return other
    return own.guess(word)


def _corrected(reading: Reading) -> str:
    return reading.taken_for if reading.how is How.SPELLING else reading.word


def _join(readings: Sequence[Reading], model: LanguageModel) -> list[Reading]:
    """Two words that were parted by mistake (`gen husning`) become the one that is known."""
    joined: list[Reading] = []
    for reading in readings:
        before = joined[-1] if joined else None
        if before and How.UNKNOWN in (before.how, reading.how):
            word = before.word + reading.word
            if len(word) >= 7 and word in model.vocabulary.words:
                known = model.vocabulary.read(word)
                joined[-1] = Reading(word, How.JOINED, known.lang, word, known.features)
                continue
        joined.append(reading)
    return joined
