"""What is wrong with the topic pages, told to the person who writes them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from portal.clock import today
from portal.i18n import DEFAULT_LANGUAGE, LANGUAGES
from portal.topics.easy import LEAD, easy
from portal.topics.glossary import glossary
from portal.topics.library import Page, State, topics
from portal.topics.markdown import Block, Kind, Link, blocks, links
from portal.topics.shown import VIEWS
from portal.words import words
from portal.words.values import Values
from rules import parameters
from rules.case import Case
from rules.sources import load_registry

#: words of a Danish page without front matter
FEWEST, MOST = 120, 350
#: the readability index of a Danish page, and of all of them on average
MOST_LIX = 40
MOST_LIX_ON_AVERAGE = 35
#: of its easy Danish
MOST_LIX_OF_EASY = 25
FEWEST_PHRASINGS = 10
MOST_SENTENCES = 2

_PARAGRAPH = re.compile(r"§+\s*\d+\s*[a-z]?\b(?:,\s*stk\.\s*\d+)?")
_NUMBER = re.compile(r"(?<![\w{])\d+(?:[.,]\d+)*")
_MARKUP = re.compile(r"\]\([^)]*\)|\{#[^}]*\}|[*\[\]>#\u2066-\u2069]|^\d+\.", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{(\w+(?:\.\w+)*)\}")
_SENTENCE = re.compile(r"[.!?؟]+(?=\s|$)")
_LONG_WORD = 6


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: the file, and what is wrong with it."""

    file: str
    problem: str


def findings() -> Iterator[Finding]:
    """All that is wrong, page by page."""
    for lang in LANGUAGES:
        for slug, page in topics(lang).items():
            file = f"content/topics/{slug}/{lang}.md"
            own = _danish_page if lang == DEFAULT_LANGUAGE.code else _translation
            for problem in (*_page(page), *own(page)):
                yield Finding(file, problem)
        for phrasing, slugs in _twice(lang).items():
            yield Finding(
                f"content/topics/{slugs[-1]}/{lang}.md", f"«{phrasing}» is in {slugs[0]} too"
            )


def text_of(body: str) -> str:
    """A text as it is read, without the signs of Markdown; placeholders stay."""
    return _MARKUP.sub(" ", body)


def word_count(body: str) -> int:
    return len(re.findall(r"[\w{]+", text_of(body)))


def lix(body: str) -> float:
    """The readability index: words a sentence, and the share of words of over six letters."""
    text = text_of(_PLACEHOLDER.sub("6 uger", body))
    found = re.findall(r"[^\W\d_]+", text)
    # A heading, a list item and a paragraph end a sentence, whatever sign they end with.
    sentences = sum(
        max(1, len(_SENTENCE.findall(line))) for line in text.splitlines() if line.strip()
    )
    return len(found) / sentences + 100 * sum(len(word) > _LONG_WORD for word in found) / len(found)


def _page(page: Page) -> Iterator[str]:
    if len(page.phrasings) < FEWEST_PHRASINGS:
        yield f"{len(page.phrasings)} phrasings; at least {FEWEST_PHRASINGS}"
    # What Danish says in one sentence another language may say better in two.
    most = MOST_SENTENCES + (page.lang != DEFAULT_LANGUAGE.code)
    if len(_SENTENCE.findall(page.summary)) > most:
        yield f"the summary has more than {most} sentences"
    values = Values(Case(page.topic.example, today(), parameters.load()))
    for name in sorted(page.words.placeholders):
        if values.get(name) is None:
            yield f"{{{name}}} stands for nothing"
    for link in links(page.body):
        if problem := _dead(link, page.lang):
            yield problem
    if len(set(ids := [b.id for b in blocks(page.body) if b.id])) < len(ids):
        yield "two headings have the same id"


def _dead(link: Link, lang: str) -> str | None:
    slug, _, heading = link.target.partition("#")
    match link.kind:
        case "topic" if slug not in topics(lang):
            return f"there is no topic {slug}"
        case "topic" if heading and heading not in _headings(topics(lang)[slug]):
            return f"{slug} has no heading {heading}"
        case "page" if link.target not in VIEWS:
            return f"there is no page {link.target}"
        case "term" if link.target not in glossary(lang):
            return f"the glossary has no {link.target}"
        case "" if not link.target.startswith("https://"):
            return f"{link.target} is no link"
        case "topic" | "page" | "term" | "":
            return None
    return f"{link.kind}:{link.target} is no link"


def _danish_page(page: Page) -> Iterator[str]:
    length = word_count(page.body)
    if not FEWEST <= length <= MOST:
        yield f"{length} words; between {FEWEST} and {MOST}"
    if (found := lix(page.body)) > MOST_LIX:
        yield f"LIX {found:.0f}; at most {MOST_LIX}"
    yield from _easy(page)
    for rule in page.topic.rules:
        if rule not in load_registry():
            yield f"there is no rule {rule}"
    for finding in page.topic.findings:
        if not words().has("findings", finding):
            yield f"there is no finding {finding}"
    for slug in page.topic.related:
        if slug not in topics():
            yield f"there is no topic {slug}"
    for name in page.topic.next:
        letter = name.removeprefix("letter:")
        known = words().has("letters", letter) if letter != name else name in VIEWS
        if not known:
            yield f"nothing is called {name}"


def _easy(page: Page) -> Iterator[str]:
    """The easy Danish: the parts of the page, easier, and nothing that the page does not say."""
    texts = easy(page.topic.slug)
    if (found := list(texts)) != (wanted := [LEAD, *_headings(page)]):
        yield f"easy.yaml has {', '.join(found)}, not {', '.join(wanted)}"
    said = "\n".join(paragraph for text in texts.values() for paragraph in text.raw)
    if (index := lix(said)) >= MOST_LIX_OF_EASY:
        yield f"easy.yaml has LIX {index:.0f}; under {MOST_LIX_OF_EASY}"
    whole = f"{page.title}\n{page.summary}\n{page.body}"
    for what, named in (("placeholders", _PLACEHOLDER), ("numbers", _NUMBER)):
        if more := {*named.findall(said)} - {*named.findall(whole)}:
            yield f"easy.yaml has {what} that the page has not: {', '.join(sorted(more))}"


def _headings(page: Page) -> list[str]:
    return [block.id for block in blocks(page.body) if block.id]


def _translation(page: Page) -> Iterator[str]:
    danish = topics()[page.topic.slug]
    if page.state is State.OUTDATED:
        yield f"not made from the Danish text as it stands (version {danish.version})"
    if page.body == danish.body:
        yield "not translated"
    own, theirs = blocks(page.body), blocks(danish.body)
    if [_shape(b) for b in own] != [_shape(b) for b in theirs]:
        yield f"other blocks than the Danish: {_first_other(own, theirs)}"
    for what, count in (("placeholders", _placeholders), ("links", _links)):
        yield from _other(what, count(page), count(danish))
    for what, named in (("numbers", _numbers), ("paragraph signs", _paragraphs)):
        yield from _other(what, Counter(named(page)), Counter(named(danish)))


def _other(what: str, own: Counter[str], danish: Counter[str]) -> Iterator[str]:
    if own != danish:
        extra, missing = sorted(own - danish), sorted(danish - own)
        yield f"other {what} than the Danish: {extra} for {missing}"


def _shape(block: Block) -> tuple[Kind, int, str]:
    return block.kind, len(block.parts), block.id


def _first_other(own: tuple[Block, ...], theirs: tuple[Block, ...]) -> str:
    for place, (mine, other) in enumerate(zip(own, theirs, strict=False), 1):
        if _shape(mine) != _shape(other):
            return f"block {place} is {_shape(mine)}, in Danish {_shape(other)}"
    return f"{len(own)} blocks, in Danish {len(theirs)}"


def _placeholders(page: Page) -> Counter[str]:
    return Counter(_PLACEHOLDER.findall(f"{page.title} {page.summary} {page.body}"))


def _plain(page: Page) -> str:
    return text_of(_PLACEHOLDER.sub("", f"{page.title}\n{page.summary}\n{page.body}"))


def _numbers(page: Page) -> set[str]:
    """Numbers as digits alone: each language puts points and commas its own way.

    Each once: a translation may say one again with the Danish term in brackets.
    """
    return {re.sub(r"\D", "", found) for found in _NUMBER.findall(_plain(page))}


def _paragraphs(page: Page) -> set[str]:
    return {re.sub(r"\s", "", found) for found in _PARAGRAPH.findall(_plain(page))}


def _links(page: Page) -> Counter[str]:
    return Counter(f"{link.kind}:{link.target}" for link in links(page.body))


def _twice(lang: str) -> dict[str, list[str]]:
    """Phrasings that stand with more than one topic."""
    places: dict[str, list[str]] = {}
    for slug, page in topics(lang).items():
        for phrasing in {" ".join(p.casefold().split()) for p in page.phrasings}:
            places.setdefault(phrasing, []).append(slug)
    return {phrasing: slugs for phrasing, slugs in places.items() if len(slugs) > 1}
