"""What a text of a language must have in common with the Danish one, and what it must not have."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from portal.i18n.languages import DEFAULT_LANGUAGE, KNOWN, Language
from portal.translating.units import Kind, Unit

_PLACEHOLDER = re.compile(r"\{\w+(?:\.\w+)*\}|%\(\w+\)[a-z]|%%")
_TARGET = re.compile(r"\]\(([^)]*)\)")
_HEADING = re.compile(r"\{#[a-z0-9-]+\}")
_MARKS = re.compile(r"^(?:## |- |\d+\. |> )", re.MULTILINE)
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+|\b\S+\.dk\b")
_NUMBER = re.compile(r"\d+")
_GROUPED = re.compile(r"(?<=\d)[.,\N{NO-BREAK SPACE}](?=\d)")
_ISOLATED = re.compile("\u2066[^\u2069]*\u2069")
_QUOTES = '"“”„‟«»‹›'
#: what stands in brackets or quotes may be Danish, and says so
_EXPLAINED = re.compile(r"\([^()]*\)|»[^»«]*«|«[^«»]*»|“[^“”]*”|„[^„”“]*[”“]|\"[^\"]*\"")
_WORD = re.compile(r"[^\W\d_]+")
#: digits beside Danish letters, or two numbers with a line between: they turn round in text from
#: right to left
_TURNS = re.compile(r"§ ?\d|\d[-–/]\d|[A-Za-zÆØÅæøå][.:]?[ -]?\d|\d[ -]?[A-Za-zÆØÅæøå]")
#: fewer letters may well be alike in two languages: kr., SMS, Digital Post
_LETTERS_OF_ITS_OWN = 4
_FOREIGN_WORDS = 2


def problems(unit: Unit, language: Language) -> Iterator[str]:
    """What is wrong with a text that is written; in the words of a translator."""
    own, danish = unit.own, unit.danish
    if not unit.counted:
        yield from _same("placeholders", _PLACEHOLDER.findall(own), _PLACEHOLDER.findall(danish))
        if unit.kind is not Kind.TERM:
            yield from _same("numbers", numbers(own, language), numbers(danish))
            yield from _same("paragraph signs", ["§"] * own.count("§"), ["§"] * danish.count("§"))
    elif unknown := {*_PLACEHOLDER.findall(own)} - {*_PLACEHOLDER.findall(danish)}:
        yield f"unknown placeholders {sorted(unknown)}"
    if unit.kind is Kind.TOPIC:
        yield from _same("links", _TARGET.findall(own), _TARGET.findall(danish))
        yield from _same("heading ids", _HEADING.findall(own), _HEADING.findall(danish))
        yield from _same("marks of lists", _MARKS.findall(own), _MARKS.findall(danish))
    if own and "\N{NO-BREAK SPACE}" in danish and "\N{NO-BREAK SPACE}" not in own:
        yield "the Danish has a space that no line ends at (U+00A0), and this has none"
    if own and _edges(own) != _edges(danish):
        yield "begins or ends with a space where the Danish does not, or the other way round"
    yield from own_signs(own, language)
    if unit.kind is not Kind.TERM:  # a name may be the Danish one
        yield from _foreign(own, danish, language)
    if language.direction == "rtl":
        yield from _turned(own, by_hand=unit.kind is Kind.INTERFACE)


def numbers(text: str, language: Language = DEFAULT_LANGUAGE) -> list[str]:
    """The numbers in a text, each once, as digits alone; of names with numbers none."""
    for each in (language, DEFAULT_LANGUAGE):
        for name in each.named:
            text = text.replace(name, " ")
    plain = _HEADING.sub(" ", _PLACEHOLDER.sub(" ", _TARGET.sub("]", text)))
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    return sorted({*_NUMBER.findall(_GROUPED.sub("", _MARKS.sub("", plain)))})


def _edges(text: str) -> tuple[bool, bool]:
    return text[0].isspace(), text[-1].isspace()


def _same(what: str, own: list[str], danish: list[str]) -> Iterator[str]:
    # In another order and more than once is well: what matters is that none is lost or made up.
    if {*own} != {*danish} or (what in ("paragraph signs", "links") and len(own) != len(danish)):
        extra, missing = sorted({*own} - {*danish}), sorted({*danish} - {*own})
        yield f"other {what} than the Danish: {extra} for {missing}"


def own_signs(own: str, language: Language) -> Iterator[str]:
    """Digits, quotes and letters as the language has them."""
    if odd := sorted({c for c in own if c.isdecimal() and not c.isascii()}):
        yield f"write digits as 0-9, as the Danish letters do, not {' '.join(odd)}"
    text = _HEADING.sub("", _TARGET.sub("]", _PLACEHOLDER.sub("", own)))
    if odd := sorted({c for c in text if c in _QUOTES and c not in language.quotes}):
        yield f"quote with {' … '.join(language.quotes)}, not {' '.join(odd)}"
    if own.count("\u2066") != own.count("\u2069"):
        yield "an isolate (U+2066) that is not closed (U+2069), or the other way round"
    if not unicodedata.is_normalized("NFC", own):
        yield "write letters with their marks as one sign (NFC)"


def _foreign(own: str, danish: str, language: Language) -> Iterator[str]:
    """Danish, or another language of the portal, where this one should stand."""
    read = _read(own)
    letters = [word for word in _WORD.findall(read) if len(word) >= _LETTERS_OF_ITS_OWN]
    if own == danish:
        # A name may be the same; a sentence is not.
        if letters and len(_WORD.findall(read)) > 1:
            yield "is the Danish text"
    elif letters and not any(_is_of(language.script, sign) for sign in read):
        yield f"has no letter of the language's own ({language.script})"
    found = {word.casefold() for word in _WORD.findall(_EXPLAINED.sub(" ", read))}
    for other in KNOWN.values():
        words = sorted(found & (other.common - language.common - language.its_own))
        if other.code != language.code and len(words) >= _FOREIGN_WORDS:
            yield f"{' '.join(words)} outside brackets: is it still {other.endonym}?"


def _read(text: str) -> str:
    """A text without what is no word of it."""
    for pattern in (_TARGET, _HEADING, _PLACEHOLDER, _ADDRESS):
        text = pattern.sub(" ", text)
    return text


def _turned(own: str, *, by_hand: bool) -> Iterator[str]:
    """Runs that come out in another order unless they stand between U+2066 and U+2069.

    ``by_hand``: in the texts of `content/` Danish words are isolated by `portal.i18n.isolate`; in
    the catalogue nobody does it.
    """
    text = _ISOLATED.sub(" ", _HEADING.sub("", _TARGET.sub("]", _PLACEHOLDER.sub("", own))))
    for found in _TURNS.finditer(text):
        if by_hand or not re.search("[A-Za-zÆØÅæøå§]", found[0]):
            yield f"isolate what stands about «{found[0]}» (U+2066 … U+2069)"


@cache
def _is_of(script: str, sign: str) -> bool:
    return sign.isalpha() and unicodedata.name(sign, "").casefold().startswith(script.casefold())
