"""What kind of message it is, before any topic is looked for."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from portal.matching.features import follows
from portal.matching.lexicon import Lexicon
from portal.matching.understanding import Understood
from portal.matching.vocabulary import How


class Kind(StrEnum):
    """What a message is; only a question or an emergency is looked up."""

    QUESTION = "question"
    GREETING = "greeting"
    THANKS = "thanks"
    FRAGMENT = "fragment"
    EMERGENCY = "emergency"


def emergency(words: Sequence[str], lexicons: Iterable[Lexicon]) -> str:
    """The emergency that a message tells of (`roof`, `violence`, `danger`), or nothing."""
    for lexicon in lexicons:
        for pattern in lexicon.emergencies:
            if pattern.parts[0].isdisjoint(words):
                continue
            if any(follows(pattern, words, index) for index in range(len(words))):
                return pattern.name
    return ""


def kind(question: Understood, lexicons: Sequence[Lexicon]) -> Kind:
    """The kind of a message; a greeting before a question is a question."""
    words = question.words
    if emergency(words, lexicons):
        return Kind.EMERGENCY
    text = " ".join(words)
    for lexicon in lexicons:
        for found, phrases in (
            (Kind.GREETING, lexicon.greetings),
            (Kind.THANKS, lexicon.thanks),
            (Kind.FRAGMENT, lexicon.fragments),
        ):
            if text in phrases or _only(words, phrases):
                return found
    if not any(r.how not in (How.STOP, How.NUMBER, How.UNKNOWN) for r in question.readings):
        return Kind.FRAGMENT
    return Kind.QUESTION


def follows_up(question: Understood, lexicon: Lexicon) -> bool:
    """Whether a message begins as one that goes on with what was asked before."""
    words = tuple(question.words)
    return any(words[: len(begin)] == begin for begin in lexicon.follow_ups if begin)


def _only(words: Sequence[str], phrases: frozenset[str]) -> bool:
    """Whether a message is nothing but such phrases one after the other (`hej hej, god dag`)."""
    if not words or len(words) > 6:
        return False
    if " ".join(words) in phrases:
        return True
    return any(
        " ".join(words[:cut]) in phrases and _only(words[cut:], phrases)
        for cut in range(1, len(words))
    )
