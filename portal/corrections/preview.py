"""A proposal where it would stand: the page around it, with the new text marked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from portal.clock import law_day
from portal.corrections.places import BLOCK, Place, places
from portal.corrections.tables import Correction
from portal.i18n import LANGUAGES, in_language
from portal.i18n.isolate import isolated
from portal.topics.library import topics
from portal.topics.markdown import Block
from portal.topics.shown import Meaning, ShownTopic
from portal.words import Text, Values
from rules import parameters
from rules.case import Case
from rules.facts import Facts

_MARKED = Markup("<mark>{}</mark>")
#: texts before and after one of a file that is not a topic
_AROUND = 3


@dataclass(frozen=True)
class Preview:
    """A page, or a part of it, in its own language. All texts are ready for HTML."""

    lang: str
    direction: str
    title: Markup | None = None
    summary: Markup | None = None
    blocks: Sequence[Block] = ()
    lines: Sequence[Markup] = ()
    """Of a file that is not a topic: the texts around, each a paragraph."""
    meanings: Sequence[Meaning] = ()


def preview(row: Correction, place: Place, text: str) -> Preview:
    """The text in its place. It fulfils `places.problem`."""
    with in_language(row.lang):
        if place.file.startswith("topics/"):
            return _topic(row, place, text)
        return _around(row, place, text)


def _topic(row: Correction, place: Place, text: str) -> Preview:
    page = topics(row.lang)[row.name]
    number = -1
    if place.in_body:
        number = int(place.at.partition("/")[2])
        there = list(BLOCK.finditer(page.body))[number]
        body = page.body[: there.start()] + text + page.body[there.end() :]
        shown = ShownTopic(replace(page, body=body))
    elif place.at == "title":
        shown = ShownTopic(replace(page, title=text))
    else:
        shown = ShownTopic(replace(page, summary=text))
    return Preview(
        lang=row.lang,
        direction=LANGUAGES[row.lang].direction,
        title=_ready(shown.title, place.at == "title"),
        summary=_ready(shown.summary, place.at == "summary"),
        blocks=[_marked(block) if at == number else block for at, block in enumerate(shown.blocks)],
        meanings=shown.meanings,
    )


def _around(row: Correction, place: Place, text: str) -> Preview:
    of_file = [each for each in places(row.page, row.name, row.lang) if each.file == place.file]
    at = next(number for number, each in enumerate(of_file) if each.at == place.at)
    values = Values(Case(Facts(), law_day(), parameters.load()))
    near = range(max(0, at - _AROUND), min(len(of_file), at + _AROUND + 1))
    lines = [
        _ready(Text((text if n == at else of_file[n].text,)).fill(values), n == at) for n in near
    ]
    return Preview(row.lang, LANGUAGES[row.lang].direction, lines=lines)


def _ready(text: str, mark: bool) -> Markup:
    ready = Markup("{}").format(isolated(text))
    return _MARKED.format(ready) if mark else ready


def _marked(block: Block) -> Block:
    return replace(block, parts=tuple(_MARKED.format(part) for part in block.parts))
