"""A list as it is shown: its items in words, what is late, and what comes next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from flask import url_for

from portal import pictures
from portal.checklist.links import ONWARD, Onward
from portal.checklist.state import State
from portal.course.shown import when
from portal.explain import Explainer, sources_of
from portal.i18n import DEFAULT_LANGUAGE, current_language, in_language
from portal.tokens import answer_tokens
from portal.topics.library import topics
from portal.words import page_text
from portal.words.values import months_in
from rules.approximate import assess_answers
from rules.checklist import Due, Phase, items
from rules.sources import Source

#: what an office adds to a list has its words beside those of the rules
_OFFICE_ITEMS = {"meeting": "rehousing-agreement", "talk": "rehousing-agreement"}
#: sources named at an item: of its first rules
_RULES_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Link:
    """Where to go on from an item."""

    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Said:
    """The words of an item. ``lang``: their language, where it is not that of the page."""

    title: str
    why: str
    lang: str | None = None


class OwnWords(Protocol):
    """Words that an office gave to an item, and the language they are in."""

    @property
    def title(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def lang(self) -> str: ...


class Office(Protocol):
    """What an office adds to the list of a household; see `portal.cases.family`."""

    def dues(self, on: date) -> list[Due]:
        """The items of the list on a day."""

    def words(self, item: str, lang: str) -> OwnWords | None:
        """The office's own words for an item; None where it has the rules'."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item. ``day``: the one to keep in mind. ``state``: late, next, deadline or nothing."""

    due: Due
    said: Said
    when: str
    day: date | None
    who: str
    state: str
    done: bool
    note: str
    sources: tuple[Source, ...]
    more: Link | None
    letter: Link | None
    danish: Said | None

    @property
    def id(self) -> str:
        return self.due.id

    @property
    def picture(self) -> str:
        """The drawing that stands beside it."""
        return pictures.of_item(self.id)


@dataclass(frozen=True, slots=True)
class Group:
    """What is done at about the same time."""

    id: str
    name: str
    entries: list[Entry]


class Checklist:
    """The whole list in the language of the page, as it stands on a day."""

    def __init__(
        self, state: State, on: date, *, beside: bool = False, office: Office | None = None
    ) -> None:
        self.state = state
        self.on = on
        self._office = office
        self._assessment = assess_answers(state.answers, on)
        self._months = months_in(state.answers)
        self._explain = Explainer(self._assessment, self._months)
        self._dues = office.dues(on) if office else items(self._assessment, self._months)
        self._danish = self._in_danish() if beside else {}

    @cached_property
    def entries(self) -> list[Entry]:
        """The items in order of date."""
        coming = self._next
        return [self._entry(due, due is coming) for due in self._dues]

    @cached_property
    def groups(self) -> list[Group]:
        """The same by when they are done, each with its own in order of date."""
        groups = (
            Group(p, self._text("phases", p), [e for e in self.entries if e.due.phase is p])
            for p in Phase
        )
        return [group for group in groups if group.entries]

    @property
    def late(self) -> list[Entry]:
        """What is not done, and its last day is gone."""
        return [entry for entry in self.entries if entry.state == "late"]

    @property
    def next(self) -> Entry | None:
        """What is not done and has the next day."""
        return next((entry for entry in self.entries if entry.state == "next"), None)

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(entry.done for entry in self.entries)

    @property
    def dated(self) -> Iterator[Entry]:
        """What has a day and is not done."""
        return (entry for entry in self.entries if entry.day and not entry.done)

    @property
    def answers_token(self) -> str:
        """The answers alone, for letters."""
        return answer_tokens().write(self.state.answers, self.state.case)

    @cached_property
    def _next(self) -> Due | None:
        left = (due for due in self._dues if due.id not in self.state.done)
        coming = [due for due in left if (day := due.moment.end) and day >= self.on]
        first = min((due.moment.end or date.max for due in coming), default=None)
        nearest = [due for due in coming if due.moment.end == first]
        return next((d for d in nearest if d.must_act), next(iter(nearest), None))

    def _entry(self, due: Due, is_next: bool) -> Entry:
        onward = self._onward(due.id)
        known = due.moment.is_dated or due.moment.before or due.moment.after
        done = due.id in self.state.done
        said = self._said(due, self._explain)
        return Entry(
            due=due,
            said=said,
            when=when(due.moment, due.approximate, self._explain) if known else "",
            day=due.moment.marked,
            who=self._text("who", due.doer),
            state="" if done else self._state(due, is_next),
            done=done,
            note=self.state.notes.get(due.id, ""),
            sources=sources_of(due.rules[:_RULES_SHOWN]),
            more=self._topic(onward.topic) if onward else None,
            letter=self._letter(onward.letter) if onward and onward.letter else None,
            danish=None if said.lang else self._danish.get(due.id),
        )

    def _state(self, due: Due, is_next: bool) -> str:
        if due.is_over(self.on):
            return "late"
        return "next" if is_next else "deadline" if due.must_act and due.moment.is_dated else ""

    @staticmethod
    def _onward(item: str) -> Onward | None:
        return Onward(_OFFICE_ITEMS[item]) if item in _OFFICE_ITEMS else ONWARD.get(item)

    def _said(self, due: Due, explain: Explainer) -> Said:
        lang = current_language().code
        own = self._office.words(due.id, lang) if self._office else None
        if own is not None:
            return Said(own.title, own.why, own.lang if own.lang != lang else None)
        path = ("checklist", "office_items" if due.id in _OFFICE_ITEMS else "items", due.id)
        law = self._assessment.law
        of_law = (*path, f"why_{law}")
        why = of_law if law and explain.words.has(*of_law) else (*path, "why")
        return Said(explain.text(*path, "title"), explain.text(*why))

    def _in_danish(self) -> Mapping[str, Said]:
        with in_language(DEFAULT_LANGUAGE.code):
            explain = Explainer(self._assessment, self._months)
            return {due.id: self._said(due, explain) for due in self._dues}

    def _text(self, *path: str) -> str:
        return self._explain.text("checklist", *path)

    @staticmethod
    def _topic(slug: str) -> Link:
        page = topics(current_language().code)[slug]
        return Link(url_for("topics.page", slug=slug), page.title)

    def _letter(self, letter: str) -> Link:
        title = self._explain.words.text("letters", letter, "title").raw[0]
        href = url_for("letters.letter", token=self._token, letter=letter)
        return Link(href, page_text("topics", "onward", "letter", letter=title))

    @cached_property
    def _token(self) -> str:
        return self.answers_token
