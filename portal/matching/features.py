"""The signs of a whole question: of its words and their letters, of what is said in several words,
and of two things together."""

from collections.abc import Iterable, Sequence

from portal.matching.lexicon import Lexicon, Pattern
from portal.matching.vocabulary import Reading
from portal.matching.weights import Weights

_GAP = 3
"""How far the next word of a phrase may stand."""


def signs(
    readings: Iterable[Reading],
    words: Sequence[str],
    lexicons: Iterable[Lexicon],
    weights: Weights,
) -> dict[str, float]:
    """Each sign of a question with its weight; a sign that is seen twice counts once."""
    found: dict[str, float] = {}
    for reading in readings:
        for name, weight in reading.features:
            found[name] = max(weight, found.get(name, 0.0))
        for name in reading.letters:
            found[name] = weights.letters
    for lexicon in lexicons:
        for name in said(words, lexicon):
            found["c:" + name] = max(weights.phrase_concept, found.get("c:" + name, 0.0))
    things = sorted(name[2:] for name in found if name.startswith("c:"))
    if len(things) <= weights.most_paired:
        for index, one in enumerate(things):
            for other in things[index + 1 :]:
                found[f"p:{one}+{other}"] = weights.pair
    return found


def said(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The things that are said in several words."""
    return [
        pattern.name
        for index, word in enumerate(words)
        for pattern in lexicon.phrases.get(word, ())
        if follows(pattern, words, index)
    ]


def follows(pattern: Pattern, words: Sequence[str], index: int) -> bool:
    """Whether the words of a pattern stand in their order, closely, from `index` on."""
    if words[index] not in pattern.parts[0]:
        return False
    for part in pattern.parts[1:]:
        near = range(index + 1, min(index + 1 + _GAP, len(words)))
        index = next((place for place in near if words[place] in part), -1)
        if index < 0:
            return False
    return True
