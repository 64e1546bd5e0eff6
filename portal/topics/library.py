"""Reads `content/topics/`: one folder a topic, one Markdown file a language.

The Danish file carries what is the same in every language: the rules that the page states,
its neighbours, where it leads on to, and the facts of its worked example.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from portal.i18n import DEFAULT_LANGUAGE, LANGUAGES
from portal.topics.markdown import Kind, MarkdownError, blocks
from portal.words.library import CONTENT, ContentError
from portal.words.text import Text
from rules.facts import SPECS, Facts
from rules.strict_yaml import YamlError, read_mapping, read_text
from rules.validation import InvalidFactsError
from rules.validation import read as read_facts

FOLDER = CONTENT / "topics"
_PARTS = re.compile(r"\A---\n(.*?)^---\n(.*)\Z", re.DOTALL | re.MULTILINE)
#: where a translator sees the Danish
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
#: a day by which every date of an example has passed
_ALL_HAS_HAPPENED = date(2100, 1, 1)
_OWN = {"title", "summary", "phrasings", "of", "reviewed"}
_SHARED = {"rules", "findings", "related", "next", "guide", "example"}


class State(StrEnum):
    """How far a text can be trusted to say what the Danish one says."""

    ORIGINAL = "original"
    REVIEWED = "reviewed"
    MACHINE = "machine"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a topic is, whatever the language.

    ``next``: where the page leads on to, such as `calculator` or `letter:refuse_offer`.
    ``guide``: facts with which the guide starts from here. ``example``: of the worked example.
    ``findings``: what the rules can tell a person about it, the most important first.
    """

    slug: str
    group: str
    rules: tuple[str, ...]
    findings: tuple[str, ...]
    related: tuple[str, ...]
    next: tuple[str, ...]
    guide: Facts
    example: Facts


@dataclass(frozen=True, slots=True)
class Page:
    """A topic in one language. ``body`` is Markdown with placeholders.

    ``of`` is the version of the Danish text that a translation was made from.
    """

    topic: Topic
    lang: str
    title: str
    summary: str
    body: str
    phrasings: tuple[str, ...]
    headings: tuple[str, ...]
    of: str
    reviewed: str

    @property
    def version(self) -> str:
        """Changes with what the page says, not with how people may ask for it."""
        said = "\n".join((self.title, self.summary, self.body))
        return hashlib.sha256(" ".join(said.split()).encode()).hexdigest()[:10]

    @property
    def words(self) -> Text:
        return Text((self.title, self.summary, self.body))

    @property
    def state(self) -> State:
        if self.lang == DEFAULT_LANGUAGE.code:
            return State.ORIGINAL
        if self.of != topics()[self.topic.slug].version:
            return State.OUTDATED
        return State.REVIEWED if self.reviewed else State.MACHINE


@cache
def groups() -> Mapping[str, tuple[str, ...]]:
    """The slugs in the order in which a reader meets them, under the names of their groups."""
    return MappingProxyType(
        {name: tuple(slugs) for name, slugs in read_mapping(FOLDER / "order.yaml").items()}
    )


def topics(lang: str = DEFAULT_LANGUAGE.code) -> Mapping[str, Page]:
    """Every page of a language by its slug, in order. Raises ContentError."""
    return _topics(lang)


@cache
def _topics(lang: str) -> Mapping[str, Page]:
    if lang not in LANGUAGES:
        raise ContentError(lang)
    return MappingProxyType(
        {
            slug: _page(_topic(slug, group), lang)
            for group, slugs in groups().items()
            for slug in slugs
        }
    )


@cache
def _topic(slug: str, group: str) -> Topic:
    front, _ = _split(FOLDER / slug / f"{DEFAULT_LANGUAGE.code}.md")
    return Topic(
        slug=slug,
        group=group,
        rules=_names(front, "rules"),
        findings=_names(front, "findings"),
        related=_names(front, "related"),
        next=_names(front, "next"),
        guide=_facts(slug, front.get("guide", {})),
        example=_facts(slug, front.get("example", {})),
    )


def _facts(slug: str, written: Mapping[str, Any]) -> Facts:
    """Facts as the front matter gives them, by their names in the rules."""
    nested: dict[str, Any] = {}
    for name, value in written.items():
        raw = value.isoformat() if isinstance(value, date) else value
        group, _, own = SPECS[name].path.rpartition(".") if name in SPECS else ("", "", name)
        (nested.setdefault(group, {}) if group else nested)[own] = raw
    try:
        return read_facts(nested, _ALL_HAS_HAPPENED)
    except InvalidFactsError as error:
        raise ContentError(f"content/topics/{slug}: {error}") from error


def _names(front: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(name) for name in front.get(key, ()))


def _page(topic: Topic, lang: str) -> Page:
    path = FOLDER / topic.slug / f"{lang}.md"
    front, body = _split(path)
    try:
        parsed = blocks(body)
    except MarkdownError as error:
        raise ContentError(f"{path.relative_to(CONTENT)}: {error}") from error
    return Page(
        topic=topic,
        lang=lang,
        title=_text(path, front, "title"),
        summary=_text(path, front, "summary"),
        body=body,
        phrasings=_phrasings(path, front.get("phrasings", ())),
        headings=tuple(b.parts[0].striptags() for b in parsed if b.kind is Kind.HEADING),
        of=str(front.get("of", "")),
        reviewed=str(front.get("reviewed", "")),
    )


def _split(path: Path) -> tuple[dict[str, Any], str]:
    """The front matter and the body of a file. Raises ContentError."""
    name = path.relative_to(CONTENT)
    try:
        found = _PARTS.match(path.read_text(encoding="utf-8"))
        if not found:
            raise ContentError(f"{name}: begins with front matter between two lines of ---")
        front = read_text(found[1], str(name))
    except (OSError, YamlError) as error:
        raise ContentError(f"{name}: {error}") from error
    allowed = _OWN | (_SHARED if path.stem == DEFAULT_LANGUAGE.code else set())
    if unknown := sorted(front.keys() - allowed):
        raise ContentError(f"{name}: {', '.join(unknown)} is not known there")
    return front, _COMMENT.sub("", found[2]).strip()


def _text(path: Path, front: Mapping[str, Any], key: str) -> str:
    text = front.get(key)
    if not isinstance(text, str) or not text.strip():
        raise ContentError(f"{path.relative_to(CONTENT)}: {key} is missing")
    return " ".join(text.split())


def _phrasings(path: Path, written: Sequence[object]) -> tuple[str, ...]:
    if not all(isinstance(each, str) for each in written):
        raise ContentError(f"{path.relative_to(CONTENT)}: a phrasing must be text: quote it")
    return tuple(str(each) for each in written)
