"""A conversation between two posts: what was said, and the facts that the person confirmed.

It travels sealed in a hidden field of the page and is kept nowhere else. Turns are records, not
words, so that the same conversation can be shown in another language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from flask import current_app

from portal.tokens import EMPTY, Sealed, TokenError, answer_of, answer_tokens, plain_answer
from rules.facts import SPECS

#: turns that are kept; older ones are let go
MOST_TURNS = 12

#: what kind of thing it is, then what belongs to it; only what JSON can hold
Record: TypeAlias = tuple[Any, ...]


class AskTokens(Sealed):
    """Seals conversations: longer than answers, and never in an address."""

    # Twelve turns of 500 signs of any script; a posted form may hold 64 KB.
    longest = 50_000
    largest = 120_000


@dataclass(frozen=True, slots=True)
class Turn:
    """What the person said or pressed, and what the portal said to that."""

    said: Record
    replies: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """All that a conversation is.

    ``told``: facts confirmed in the conversation, before the guide has asked for them.
    ``token``: the guide's answers, as its addresses hold them.
    """

    turns: tuple[Turn, ...] = ()
    told: Mapping[str, Any] = field(default_factory=dict)
    token: str = EMPTY
    #: older turns were let go
    shortened: bool = False

    @property
    def answers(self) -> dict[str, Any]:
        """The guide's answers; none where the token has grown too old."""
        try:
            return answer_tokens().read(self.token)
        except TokenError:
            return {}

    @property
    def known(self) -> dict[str, Any]:
        """Every fact that the person told, by the guide's name for it."""
        return {**self.told, **self.answers}

    @property
    def pending(self) -> Record | None:
        """The last thing that the portal said, which may wait for an answer."""
        return self.turns[-1].replies[-1] if self.turns and self.turns[-1].replies else None

    @property
    def topics(self) -> list[str]:
        """The pages that were shown as answers, the latest last."""
        return [r[1] for turn in self.turns for r in turn.replies if r[0] == "answer"]

    @property
    def context(self) -> list[str]:
        """What a follow-up may go on with: pages shown, and questions that had several answers."""
        found: list[str] = []
        for turn in self.turns:
            kinds = [reply[0] for reply in turn.replies]
            if turn.said[0] == "typed" and "choose" in kinds:
                found.append(str(turn.said[1]))
            found += [reply[1] for reply in turn.replies if reply[0] == "answer"]
        return found

    @property
    def last_typed(self) -> str:
        """What the person typed last."""
        typed = [str(turn.said[1]) for turn in self.turns if turn.said[0] == "typed"]
        return typed[-1] if typed else ""

    def then(self, said: Record, *replies: Record, **changes: Any) -> "Conversation":
        """The conversation with one more turn."""
        turns = (*self.turns, Turn(said, replies))
        changes.setdefault("shortened", self.shortened or len(turns) > MOST_TURNS)
        return replace(self, turns=turns[-MOST_TURNS:], **changes)


def seal(conversation: Conversation) -> str:
    """The conversation as the hidden field holds it; empty where nothing was said yet."""
    if not conversation.turns:
        return ""
    return _tokens().seal(
        [
            [[turn.said, turn.replies] for turn in conversation.turns],
            plain(conversation.told),
            conversation.token,
            conversation.shortened,
        ]
    )


def unseal(token: str) -> Conversation:
    """The conversation of a hidden field. Raises TokenError."""
    if not token:
        return Conversation()
    opened = _tokens().unseal(token)
    try:
        turns, told, answers, shortened = opened
        return Conversation(
            tuple(Turn(tuple(said), tuple(tuple(r) for r in replies)) for said, replies in turns),
            facts(told),
            str(answers),
            bool(shortened),
        )
    except (ValueError, TypeError, LookupError, ArithmeticError):
        raise TokenError from None


def plain(known: Mapping[str, Any]) -> list[list[Any]]:
    """Facts as a record holds them."""
    return [[name, plain_answer(value)] for name, value in known.items()]


def facts(pairs: Any) -> dict[str, Any]:
    """The facts of `plain`. Raises what `answer_of` does, or LookupError."""
    return {name: answer_of(SPECS[name], value) for name, value in pairs}


def _tokens() -> AskTokens:
    tokens: AskTokens = current_app.extensions["ask_tokens"]
    return tokens
