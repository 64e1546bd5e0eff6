"""The Markdown of the pages, cut into blocks that can stand side by side in two languages.

Only what a page needs is understood: headings of the second level with an id, paragraphs,
lists, quotes, bold, links. Anything else is an error that names the file.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

_HEADING_ID = re.compile(r"\s*\{#([a-z][a-z0-9-]*)\}\s*$")
_PARSER = MarkdownIt("zero", {"html": False}).enable(
    ["heading", "list", "blockquote", "link", "emphasis", "escape", "newline"]
)


class MarkdownError(ValueError):
    """Something that the pages do not use, or a heading without an id."""


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    TEXT = "text"
    POINTS = "points"
    STEPS = "steps"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is written: `(topic:moving-costs)`; ``kind`` is empty for a web address."""

    kind: str
    target: str

    @classmethod
    def parse(cls, written: str) -> "Link":
        kind, colon, target = written.partition(":")
        if not colon or kind in ("https", "http"):
            return cls("", written)
        return cls(kind, target)


@dataclass(frozen=True, slots=True)
class Block:
    """One block, as HTML within: ``parts`` are its paragraphs or list items.

    ``id`` is the address of a heading, and empty elsewhere.
    """

    kind: Kind
    parts: tuple[Markup, ...]
    id: str = ""


#: gives the start tag of a link; the end is always `</a>`
Opening: TypeAlias = Callable[[Link], Markup]
#: prepares running text: isolates Danish in Arabic
Running: TypeAlias = Callable[[str], str]


def blocks(
    source: str, opening: Opening = lambda link: Markup("<a>"), running: Running = str
) -> tuple[Block, ...]:
    """The blocks of a text, in order. Raises MarkdownError."""
    writer = _Writer(opening, running)
    return tuple(writer.blocks(_PARSER.parse(source)))


def links(source: str) -> list[Link]:
    """Every link of a text, in order. Raises MarkdownError."""
    found: list[Link] = []

    def note(link: Link) -> Markup:
        found.append(link)
        return Markup("<a>")

    blocks(source, note)
    return found


class _Writer:
    def __init__(self, opening: Opening, running: Running) -> None:
        self._opening = opening
        self._running = running

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        for first, inner in _top_level(tokens):
            inlines = [token for token in inner if token.type == "inline"]
            match first.type:
                case "heading_open":
                    yield self._heading(first, inlines[0])
                case "paragraph_open":
                    yield Block(Kind.TEXT, (self._inline(inlines[0]),))
                case "bullet_list_open":
                    yield Block(Kind.POINTS, self._items(inner))
                case "ordered_list_open":
                    yield Block(Kind.STEPS, self._items(inner))
                case "blockquote_open":
                    if any(token.type.endswith("list_open") for token in inner):
                        raise MarkdownError("a list inside a quote")
                    yield Block(Kind.QUOTE, tuple(self._inline(token) for token in inlines))
                case _:
                    raise MarkdownError(f"{first.type} is not used in these pages")

    def _heading(self, first: Token, inline: Token) -> Block:
        found = _HEADING_ID.search(inline.content)
        if first.tag != "h2" or not found:
            raise MarkdownError(f"a heading is written «## … {{#id}}», not {inline.content!r}")
        text = self._running(inline.content[: found.start()])
        return Block(Kind.HEADING, (escape(text),), found[1])

    def _items(self, inner: Sequence[Token]) -> tuple[Markup, ...]:
        items = sum(token.type == "list_item_open" for token in inner)
        paragraphs = sum(token.type == "inline" for token in inner)
        if items != paragraphs or any(token.type.endswith("list_open") for token in inner):
            raise MarkdownError("a list item is one paragraph, without lists inside")
        return tuple(self._inline(token) for token in inner if token.type == "inline")

    def _inline(self, token: Token) -> Markup:
        return Markup("").join(self._pieces(token.children or ()))

    def _pieces(self, children: Sequence[Token]) -> Iterator[Markup]:
        for child in children:
            match child.type:
                case "text" | "text_special":
                    yield escape(self._running(child.content))
                case "softbreak":
                    yield Markup(" ")
                case "strong_open":
                    yield Markup("<strong>")
                case "strong_close":
                    yield Markup("</strong>")
                case "link_open":
                    yield self._opening(Link.parse(str(child.attrs["href"])))
                case "link_close":
                    yield Markup("</a>")
                case _:
                    raise MarkdownError(f"{child.type} is not used in these pages")


def _top_level(tokens: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token]]]:
    """Each outermost block: its first token, and all that lies inside."""
    start = None
    for place, token in enumerate(tokens):
        if token.level == 0 and token.nesting == 1:
            start = place
        elif token.level == 0 and token.nesting == -1 and start is not None:
            yield tokens[start], tokens[start + 1 : place]
            start = None
