"""The texts of the content files, each by its place: what a proposal can put a better one for.

A place is named as its file names it: `title`, `summary` and `body/3` (the third block, from 0) of
a topic, `hint/1` or `fields/area/label` of a YAML file. Amounts and periods stand in it as
`{placeholders}`, links as Markdown.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from portal.cases import plain
from portal.corrections.kinds import PageKind, is_page
from portal.matching.folding import fold
from portal.topics.library import topics
from portal.topics.markdown import Block, MarkdownError, blocks, links
from portal.words.library import CONTENT
from portal.words.text import Text
from rules.strict_yaml import read_mapping

#: kinds of texts that a result is put together from
_OF_RESULT = ("outcomes", "reasons", "steps", "deadlines", "notes")
#: blocks of Markdown stand between blank lines
BLOCK = re.compile(r"\S.*?(?=\n[ \t]*\n|\s*\Z)", re.DOTALL)
LONGEST = 4000
_SHOWN, _NEAREST = 60, 12


class Place(NamedTuple):
    """A text and where it stands: the file below `content/`, and the place in it."""

    file: str
    at: str
    text: str

    @property
    def key(self) -> str:
        return f"{self.file}#{self.at}"

    @property
    def in_body(self) -> bool:
        """Whether it is a block of Markdown."""
        return self.file.endswith(".md") and self.at.startswith("body/")


def places(page: PageKind, name: str, lang: str) -> list[Place]:
    """Every text of a page that can be mended, in order. A page that is gone has none."""
    if not is_page(page, name):
        return []
    match page:
        case PageKind.TOPIC:
            return list(_of_topic(name, lang))
        case PageKind.QUESTION:
            files = [CONTENT / "questions" / name / f"{lang}.yaml"]
        case PageKind.RESULT:
            findings = sorted((CONTENT / "findings").glob(f"*/{lang}.yaml"))
            files = [*(CONTENT / kind / f"{lang}.yaml" for kind in _OF_RESULT), *findings]
        case _:
            files = [CONTENT / page / f"{lang}.yaml"]
    return [place for file in files for place in _of_yaml(file)]


def nearest(found: Sequence[Place], sought: str) -> list[Place]:
    """Those that are most like what is sought, the best first; all in order for nothing."""
    if not sought.strip():
        return list(found[:_SHOWN])
    folded = fold(sought)
    ranked = sorted(found, key=lambda place: -_likeness(folded, fold(place.text)))
    return ranked[:_NEAREST]


def _likeness(sought: str, text: str) -> float:
    """Of 100. What is sought may be a part of the text; the other way round it is too little."""
    like = fuzz.partial_ratio if len(sought) < len(text) else fuzz.ratio
    return like(sought, text)


def problem(place: Place, text: str) -> str | None:
    """`empty`, `too_long`, `cpr`, `unchanged`, `placeholders` or `other_parts`; else None."""
    if code := plain.problem(text, LONGEST):
        return code
    if text == place.text:
        return "unchanged"
    if _placeholders(text) != _placeholders(place.text):
        return "placeholders"
    if not place.in_body:
        return "other_parts" if "\n" in text else None
    try:
        same = _shapes(text) == _shapes(place.text) and _links(text) == _links(place.text)
    except MarkdownError:
        same = False
    return None if same else "other_parts"


def _of_topic(slug: str, lang: str) -> Iterator[Place]:
    page, file = topics(lang)[slug], f"topics/{slug}/{lang}.md"
    yield Place(file, "title", page.title)
    yield Place(file, "summary", page.summary)
    for number, found in enumerate(BLOCK.finditer(page.body)):
        yield Place(file, f"body/{number}", found[0])


def _of_yaml(path: Path) -> Iterator[Place]:
    file = path.relative_to(CONTENT).as_posix()
    for at, text in _texts((), read_mapping(path)):
        yield Place(file, "/".join(at), text)


def _texts(at: tuple[str, ...], node: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(node, str):
        yield at, node
    elif isinstance(node, dict):
        for key, child in node.items():
            yield from _texts((*at, key), child)
    elif isinstance(node, list):
        for number, child in enumerate(node):
            yield from _texts((*at, str(number)), child)


def _placeholders(text: str) -> frozenset[str]:
    return Text((text,)).placeholders


def _shapes(text: str) -> list[tuple[str, int, str]]:
    def shape(block: Block) -> tuple[str, int, str]:
        return block.kind, len(block.parts), block.id

    return [shape(block) for block in blocks(text)]


def _links(text: str) -> Counter[str]:
    return Counter(f"{link.kind}:{link.target}" for link in links(text))
