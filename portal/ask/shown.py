"""The turns as they are read, in the language of the page, from the records of a conversation."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import url_for

from portal.ask import clarify, guided
from portal.ask.conversation import can_undo
from portal.ask.passages import Passage, passages
from portal.ask.state import Conversation, Record, facts
from portal.clock import law_day
from portal.explain import Explainer
from portal.guide import asking
from portal.guide.answered import Row, rows
from portal.guide.question import Page, Shown
from portal.guide.result import Result
from portal.i18n import current_language, gettext
from portal.topics.library import topics
from portal.topics.shown import ShownTopic
from portal.words import page_text, words
from portal.words.values import law_values, months_in
from rules import parameters
from rules.approximate import assess_answers
from rules.interview import BY_ID
from rules.sources import Source

#: paragraphs of law under an answer; the page has them all
_MOST_SOURCES = 3
#: shown where there is no answer, and before anything was asked
OFTEN = ("understand-your-letter", "temporary-or-permanent", "refuse-an-offer")
#: who helps where there is no answer
_HELPERS = ("kommunen", "boligorganisationen", "lejerorganisation", "advokatvagt")
#: where an emergency is told more of
_MORE = {"roof": ("fire-and-flood", "tonight")}


@dataclass(frozen=True, slots=True)
class Link:
    """A page: its slug, title and address."""

    slug: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A topic as an answer: its summary and one passage of it."""

    link: Link
    summary: str
    passage: Passage | None
    sources: list[Source]


@dataclass(frozen=True, slots=True)
class Line:
    """What the person said: their own text, or the words of what they pressed."""

    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """One thing the portal said; ``what`` belongs to the kind. Live ones can be answered."""

    kind: str
    live: bool
    what: Any


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """A turn; the latest is live."""

    said: Line
    replies: list[Reply]
    latest: bool


class ShownTalk:
    """A conversation as the page shows it. ``raw``: what was typed into the question that waits."""

    def __init__(
        self, talk: Conversation, raw: Mapping[str, str], errors: Mapping[str, str]
    ) -> None:
        self.talk = talk
        self._raw = raw
        self._errors = errors

    @cached_property
    def turns(self) -> list[ShownTurn]:
        last = len(self.talk.turns) - 1
        return [
            ShownTurn(
                self._line(turn.said),
                [self._reply(record, place == last) for record in turn.replies],
                place == last,
            )
            for place, turn in enumerate(self.talk.turns)
        ]

    @property
    def guiding(self) -> bool:
        """One of the guide's questions waits, or all are answered."""
        pending = self.talk.pending
        return pending is not None and pending[0] in ("ask", "result")

    @property
    def guide_begun(self) -> bool:
        return bool(self.talk.answers)

    @property
    def can_undo(self) -> bool:
        return can_undo(self.talk)

    @property
    def remaining(self) -> int:
        """About how many of the guide's questions follow the one that waits."""
        return guided.remaining(self.talk.answers)

    @cached_property
    def often(self) -> list[Link]:
        return [link(slug) for slug in OFTEN]

    @property
    def helpers(self) -> list[dict[str, str]]:
        own = words(current_language().code)
        values = law_values(law_day(), parameters.load())
        return [
            {part: own.text("helpers", each, part).fill(values) for part in ("name", "text")}
            for each in _HELPERS
        ]

    def _line(self, said: Record) -> Line:
        match said[0]:
            case "typed":
                return Line(str(said[1]), own=True)
            case "told" if said[3]:
                return Line(str(said[3]), own=True)
            case "told":
                return Line(self._told(facts(said[2])), own=False)
            case "topic":
                return Line(link(said[1]).title, own=False)
            case kind:
                return Line(page_text("ask", "pressed", kind), own=False)

    def _told(self, given: Mapping[str, Any]) -> str:
        shown = self._rows(given)
        values = dict.fromkeys(row.value for row in shown)
        if len(shown) == 1 or values.keys() == {gettext("Ved ikke")}:
            return next(iter(values))
        return " · ".join(f"{row.label}: {row.value}" for row in shown)

    def _rows(self, given: Mapping[str, Any]) -> list[Row]:
        return rows(given, self.talk.token, self._explainer)

    @cached_property
    def _explainer(self) -> Explainer:
        known = self.talk.known
        return Explainer(assess_answers(known, law_day()), months_in(known))

    def _reply(self, record: Record, live: bool) -> Reply:
        kind, *rest = record
        return Reply(kind, live, self._what(kind, rest))

    def _what(self, kind: str, rest: list[Any]) -> Any:
        match kind:
            case "answer":
                return answer(rest[0], rest[1])
            case "choose":
                return [link(slug) for slug in rest]
            case "facts":
                return self._rows(facts(rest[0]))
            case "ask" | "clarify":
                return self._question(rest[-1])
            case "personal":
                return clarify.personal(topics()[rest[0]].topic, self.talk.known, law_day())
            case "result":
                return self._result()
            case "emergency":
                slug, heading = _MORE.get(rest[0], ("", ""))
                href = url_for("topics.page", slug=slug, _anchor=heading) if slug else None
                return {"kind": rest[0], "href": href}
        return None

    def _question(self, question: str) -> Shown:
        values = asking.values(self.talk.known, law_day())
        return Page(BY_ID[question], values, {}, self._raw).shown(self._errors)

    def _result(self) -> dict[str, Any]:
        shown = Result(self.talk.answers, self.talk.token, law_day())
        return {
            "outcome": shown.outcome,
            "href": url_for("guide.result", token=self.talk.token),
            "sources": shown.sources[:_MOST_SOURCES],
        }


def link(slug: str) -> Link:
    """A topic by its title in the language in use."""
    shown = ShownTopic(topics(current_language().code)[slug])
    return Link(slug, shown.title, url_for("topics.page", slug=slug))


def answer(slug: str, place: int) -> Answer:
    """A topic as an answer, with the passage at a place."""
    shown = ShownTopic(topics(current_language().code)[slug])
    found = passages(slug)
    return Answer(
        link(slug),
        shown.summary,
        found[place] if 0 <= place < len(found) else None,
        shown.sources[:_MOST_SOURCES],
    )
