"""What has changed in the rules: a page, and a feed for those who want to be told."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.clock import law_day
from portal.i18n import current_language
from portal.rendered import rendered_once
from portal.security import public_for
from portal.sharing import here
from portal.topics.library import topics
from portal.words import words
from portal.words.library import CONTENT
from portal.words.values import law_values
from rules import parameters
from rules.sources import Source, load_registry
from rules.strict_yaml import read_mapping

bp = Blueprint("news", __name__, url_prefix="/<lang:lang>")


@dataclass(frozen=True, slots=True)
class Entry:
    """One change. ``topic`` is the slug of the page that tells more."""

    id: str
    day: date
    rules: tuple[str, ...]
    topic: str


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A change in the words of the page's language."""

    entry: Entry
    title: str
    text: str
    topic_title: str
    topic_url: str

    @property
    def sources(self) -> list[Source]:
        registry = load_registry()
        cited = (source for rule in self.entry.rules for source in registry[rule].sources)
        return list({(s.law, s.ref): s for s in cited if not s.silent}.values())


@cache
def entries() -> tuple[Entry, ...]:
    """Every change, newest first."""
    return tuple(
        Entry(name, each["date"], tuple(each["rules"]), each["topic"])
        for name, each in read_mapping(CONTENT / "news" / "entries.yaml").items()
    )


@bp.get("/news")
@rendered_once
def page() -> ResponseReturnValue:
    checked = max(v.checked for p in parameters.load().all.values() for v in p.values)
    return render_template("topics/news.html", entries=_shown(), checked=checked)


@bp.get("/news.xml")
@public_for(seconds=3600)
def feed() -> Response:
    """The changes as an Atom feed."""
    body = render_template(
        "topics/news.xml",
        entries=_shown(),
        address=here(url_for(".feed")),
        page=here(url_for(".page")),
    )
    return Response(body, mimetype="application/atom+xml")


def _shown() -> list[ShownEntry]:
    lang = current_language().code
    values = law_values(law_day(), parameters.load())
    return [
        ShownEntry(
            entry,
            words(lang).text("news", entry.id, "title").fill(values),
            words(lang).text("news", entry.id, "text").fill(values),
            topics(lang)[entry.topic].title,
            url_for("topics.page", slug=entry.topic),
        )
        for entry in entries()
    ]
