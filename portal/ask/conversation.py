"""What is said to what: each function takes a conversation and gives it with one more turn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask import current_app

from portal.ask import clarify, guided, passages, unanswered, understood
from portal.ask.state import Conversation, Record, facts, plain
from portal.clock import law_day
from portal.i18n import current_language
from portal.matching import Match, Matcher
from portal.problems import Problem
from portal.topics.library import topics
from rules.interview import BY_ID, Question

#: topics offered at once
MOST_CHOICES = 3


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that cannot be used: what was typed, and what is wrong with it."""

    raw: Mapping[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def typed(talk: Conversation, text: str) -> Conversation:
    """Something was typed: an answer to what was asked, or a question."""
    match = _matcher().match(text, current_language().code, talk.context)
    given = understood.as_answer(talk.pending, text)
    if given is not None and match.kind != "emergency":
        after = _answer_in_words(talk, text, given)
        if after is not None:
            return after
    return talk.then(("typed", text), *_to_question(talk, text, match))


def topic(talk: Conversation, slug: str) -> Conversation:
    """One of the topics offered was chosen."""
    if slug not in topics():
        return talk
    replies = _answer(talk, slug, talk.last_typed, current_language().code)
    still = _waiting(talk, "facts")
    return talk.then(("topic", slug), replies[0], *(still or replies[1:]))


def none_of_these(talk: Conversation) -> Conversation:
    """The topics offered were not what the person asked about."""
    if _waiting(talk, "choose"):
        unanswered.count(talk.last_typed, current_language().code)
    return talk.then(("none",), ("other",), *_waiting(talk, "facts"))


def confirmed(talk: Conversation, right: bool) -> Conversation:
    """The facts that were heard are right, or not."""
    heard = _heard(talk)
    if not heard:
        return talk
    if right:
        talk = replace(talk, told={**talk.told, **heard})
    said: Record = ("yes" if right else "no",)
    note: Record = ("noted" if right else "not_noted",)
    going_on = _waiting(talk, "choose") or _clarified(talk, talk.topics[-1:])
    return talk.then(said, note, *going_on)


def guide(talk: Conversation) -> Conversation:
    """The guide's questions, from where they are."""
    token, question = guided.going_on(talk.answers, talk.told, talk.token)
    return talk.then(("guide",), _next(question), token=token)


def stop(talk: Conversation) -> Conversation:
    return talk.then(("stop",), ("stopped",))


def undo(talk: Conversation) -> Conversation:
    """Before the last answer to a question, which waits again."""
    if not can_undo(talk):
        return talk
    fields = BY_ID[talk.turns[-1].said[1]].fields
    before = replace(
        talk,
        turns=talk.turns[:-1],
        told={name: value for name, value in talk.told.items() if name not in fields},
    )
    answers = {name: value for name, value in talk.answers.items() if name not in fields}
    return replace(before, token=guided.going_on(answers, before.told, talk.token)[0])


def can_undo(talk: Conversation) -> bool:
    """The last thing that the person did was to answer a question that can still be seen."""
    return len(talk.turns) > 1 and talk.turns[-1].said[0] == "told"


def told(talk: Conversation, form: Mapping[str, str]) -> Conversation | Refused:
    """The question that waits was answered with its buttons and fields."""
    question = asked(talk)
    if question is None:
        return talk
    given, read, problems = guided.read(question, form, talk.known)
    return Refused(read.raw, problems) if problems else _with(talk, question, given)


def asked(talk: Conversation) -> Question | None:
    """The question that waits for an answer."""
    if talk.pending and talk.pending[0] in ("ask", "clarify"):
        return BY_ID.get(talk.pending[-1])
    return None


def _with(
    talk: Conversation, question: Question, given: Mapping[str, Any], text: str | None = None
) -> Conversation:
    """The conversation after the answers to the question that waited."""
    assert talk.pending is not None  # noqa: S101  a question waits
    said: Record = ("told", question.id, plain(given), text)
    if talk.pending[0] == "clarify":
        slug = str(talk.pending[1])
        talk = replace(talk, told={**talk.told, **given})
        return talk.then(said, *_clarified(talk, [slug]))
    token, following = guided.going_on({**talk.answers, **given}, talk.told, talk.token)
    return talk.then(said, _next(following), token=token)


def _next(question: Question | None) -> Record:
    return ("result",) if question is None else ("ask", question.id)


def _answer_in_words(
    talk: Conversation, text: str, given: Mapping[str, str]
) -> Conversation | None:
    """An answer that was typed where a button was meant; None where it cannot be one."""
    if "right" in given:
        after = confirmed(talk, given["right"] == "yes")
        return replace(
            after, turns=(*after.turns[:-1], replace(after.turns[-1], said=("typed", text)))
        )
    question = asked(talk)
    if question is None:
        return None
    answers, _, problems = guided.read(question, given, talk.known)
    return None if problems else _with(talk, question, answers, text)


def _to_question(talk: Conversation, text: str, match: Match) -> list[Record]:
    found = [answer.topic for answer in match.answers if answer.topic in topics()]
    seen = match.language_seen or current_language().code
    if match.kind == "emergency":
        help_first: Record = ("emergency", match.emergency)
        more = _answer(talk, found[0], text, seen)[:1] if match.verdict == "answer" else []
        return [help_first, *more]
    if match.kind in ("greeting", "thanks", "fragment"):
        return [(str(match.kind),)]
    heard = understood.heard(text, seen, talk.known)
    offer: list[Record] = [("facts", plain(heard))] if heard else []
    if match.verdict == "answer" and found:
        replies = _answer(talk, found[0], text, seen)
        return [replies[0], *(offer or replies[1:])]
    if match.verdict == "choose" and found:
        return [*offer, ("choose", *found[:MOST_CHOICES])]
    if not offer:
        unanswered.count(text, seen)
    return offer or [("none",)]


def _answer(talk: Conversation, slug: str, text: str, lang: str) -> list[Record]:
    """A topic as the answer, and what is worth asking for it."""
    place = passages.best(slug, text, lang)
    return [("answer", slug, place), *_clarified(talk, [slug])]


def _clarified(talk: Conversation, slugs: Sequence[str]) -> list[Record]:
    """The one question that settles a topic for this person, or what holds for them."""
    for slug in slugs:
        in_a_row = _times_asked(talk, slug)
        step = clarify.next_step(topics()[slug].topic, talk.known, law_day(), in_a_row)
        if isinstance(step, clarify.Ask):
            return [("clarify", slug, step.question.id)]
        if step is not None:
            return [("personal", slug)]
    return []


def _times_asked(talk: Conversation, slug: str) -> int:
    """How often in a row, up to now, the person was asked about a topic."""
    asked = [
        any(reply[:2] == ("clarify", slug) for reply in turn.replies)
        for turn in reversed(talk.turns)
    ]
    return asked.index(False) if False in asked else len(asked)


def _waiting(talk: Conversation, kind: str) -> list[Record]:
    """What the last turn offers beside what was taken up."""
    return [r for r in (talk.turns[-1].replies if talk.turns else ()) if r[0] == kind]


def _heard(talk: Conversation) -> dict[str, Any]:
    waiting = _waiting(talk, "facts")
    return facts(waiting[0][1]) if waiting else {}


def _matcher() -> Matcher:
    matcher: Matcher = current_app.extensions["matcher"]
    return matcher
