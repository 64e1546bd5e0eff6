"""A topic page as it is shown: Markdown filled with the numbers of the law and turned into HTML."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from flask import url_for
from markupsafe import Markup

from portal.clock import law_day
from portal.i18n import current_language
from portal.i18n.isolate import isolated
from portal.tokens import EMPTY
from portal.topics.easy import easy
from portal.topics.glossary import glossary
from portal.topics.library import Page, State, topics
from portal.topics.markdown import Block, Kind, Link, blocks
from portal.words import Text, Values, page_text, words
from rules import parameters
from rules.case import Case
from rules.sources import Source, load_registry

#: what a page can lead on to, beside letters: its name in front matter and links → the view
VIEWS = {
    "calculator": "calculator.page",
    "checklist": "checklist.begin",
    "compare": "compare.page",
    "guide": "guide.begin",
    "home-check": "home_check.page",
    "how-it-decides": "rulebook.page",
    "letters": "letters.index",
    "municipalities": "municipality.index",
}


class Onward(NamedTuple):
    """A link to the next thing to do."""

    href: str
    label: str


class Meaning(NamedTuple):
    """A word that is explained at the foot of the page."""

    key: str
    name: str
    danish: str
    text: str


@dataclass(frozen=True)
class ShownTopic:
    """One page in the language in use. ``beside``: stands as the Danish beside another language.

    The Danish beside has no addresses of its own: a page has each only once.
    """

    page: Page
    beside: bool = False

    @property
    def slug(self) -> str:
        return self.page.topic.slug

    @property
    def state(self) -> State:
        return self.page.state

    @cached_property
    def values(self) -> Values:
        return Values(Case(self.page.topic.example, law_day(), parameters.load()))

    @cached_property
    def title(self) -> str:
        return self._filled(self.page.title)

    @cached_property
    def summary(self) -> str:
        return self._filled(self.page.summary)

    @cached_property
    def _read(self) -> tuple[tuple[Block, ...], dict[str, Meaning]]:
        meanings: dict[str, Meaning] = {}

        def opening(link: Link) -> Markup:
            if link.kind == "term":
                return self._term(link.target, meanings)
            return Markup('<a href="{}">').format(address(link))

        # Danish within a Danish text needs no isolation, also where the page is Arabic.
        running = str if self.beside else isolated
        return blocks(self._filled(self.page.body), opening, running), meanings

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self._read[0]

    @property
    def sections(self) -> list[tuple[Block, list[Block]]]:
        """Each heading with what stands under it."""
        found: list[tuple[Block, list[Block]]] = []
        for block in self.blocks:
            if block.kind is Kind.HEADING:
                found.append((block, []))
            else:
                found[-1][1].append(block)
        return found

    @property
    def easy(self) -> dict[str, list[str]]:
        """The easy Danish of each section by its id, and of the page under `lead`."""
        return {key: text.paragraphs(self.values) for key, text in easy(self.slug).items()}

    @property
    def meanings(self) -> list[Meaning]:
        """The words that the text explains, in the order in which they come."""
        return list(self._read[1].values())

    @property
    def sources(self) -> list[Source]:
        """The paragraphs of every rule that the page states, each once."""
        rules = load_registry()
        cited = (source for rule in self.page.topic.rules for source in rules[rule].sources)
        return list({(s.law, s.ref): s for s in cited if not s.silent}.values())

    @property
    def related(self) -> list[Onward]:
        every = topics(self.page.lang)
        return [
            Onward(url_for("topics.page", slug=slug), every[slug].title)
            for slug in self.page.topic.related
        ]

    @property
    def onward(self) -> list[Onward]:
        """What to do next, the guide first."""
        return [_onward(name, self.slug) for name in self.page.topic.next]

    def _filled(self, text: str) -> str:
        return Text((text,)).fill(self.values)

    def _term(self, key: str, meanings: dict[str, Meaning]) -> Markup:
        if self.beside:
            return Markup('<a href="{}#{}">').format(url_for("topics.glossary"), key)
        first = key not in meanings
        if first:
            term = glossary(current_language().code)[key]
            meanings[key] = Meaning(key, term.name, term.danish, term.meaning.fill(self.values))
        own = Markup(' id="from-{}"').format(key) if first else ""
        return Markup('<a class="term" href="#word-{}"{}>').format(key, own)


def address(link: Link) -> str:
    """Where a link of a page leads. Raises LookupError where it leads nowhere."""
    if link.kind == "topic":
        slug, _, heading = link.target.partition("#")
        return url_for("topics.page", slug=topics()[slug].topic.slug, _anchor=heading or None)
    if link.kind == "page":
        return url_for(VIEWS[link.target])
    if not link.kind:
        return link.target
    raise LookupError(f"{link.kind}:{link.target}")


def _onward(name: str, slug: str) -> Onward:
    if name == "guide":
        return Onward(url_for("topics.guide", slug=slug), page_text("topics", "onward", name))
    if name in VIEWS:
        label = page_text("topics", "onward", name.replace("-", "_"))
        return Onward(url_for(VIEWS[name]), label)
    letter = name.removeprefix("letter:")
    title = words(current_language().code).text("letters", letter, "title").raw[0]
    href = url_for("letters.letter", token=EMPTY, letter=letter)
    return Onward(href, page_text("topics", "onward", "letter", letter=title))
