"""A text as a line of tokens in which patterns are sought, each token with its place in the text.

On the line every token has a space before it: words are folded, numbers are `#5`, days and months
`@0` (an index into `dates`), the end of a sentence `.`, what parts its clauses `,`, and a number
that counts nothing (an ordinal, a share, a long number) `~5`.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from portal.ask.said_dates import Piece, date_at
from portal.i18n.numbers import NumberError, ascii_digits, parse_number
from portal.matching.folding import fold
from rules.approximate import Month

SENTENCE, CLAUSE = ".", ","
#: characters that are looked at; nobody tells their case in more
MOST = 1000
#: a number with more digits is of a person, a case or a telephone
_MOST_DIGITS = 6

_PIECE = re.compile(
    r"""
    (?P<date>(?<![\d./-])(?:\d{1,2}\s?[./-]\s?\d{1,2}\s?(?:[./-]\s?(?:\d{4}|\d{2})|\s\d{4})
        |\d{4}-\d{2}-\d{2}|\d{1,2}\s?/\s?\d{4})(?!\d|[./-]\d))
    |(?P<word>[A-Za-zÀ-ɏ](?:[A-Za-zÀ-ɏ'’`´]|\d(?=[A-Za-z])|(?<=[a-z])\d\b)*|(?:[^\W\d_]|[ـ'’])+)
    |(?P<number>(?:\d{1,3}(?:[.,٬'’\u00a0\u202f\ ]\d{3})+(?!\d)|\d+)
        (?:[.,٫]\d{1,2}(?!\d))?(?:,-+)?\s?½?|½)
    |(?P<end>[.!?؟…\n]+)
    |(?P<part>[,،;؛:()"«»“”/–—-])
    |(?P<mark>[§%])
    """,
    re.VERBOSE,
)
#: vowel signs and other marks, and signs for the direction of writing
_UNSEEN = re.compile(
    r"[\u064b-\u065f\u0670\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_APOSTROPHE = re.compile("['’`´]")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b|\.\s+[a-zæøå]|\s?%")


@dataclass(slots=True)
class Line:
    """The tokens of a text. ``starts``: where each begins on the line, its space included."""

    text: str
    tokens: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    dates: list[date | Month] = field(default_factory=list)
    line: str = ""

    def put(self, token: str, start: int, end: int) -> None:
        """One more token, with its place in the text."""
        self.starts.append(len(self.line))
        self.tokens.append(token)
        self.spans.append((start, end))
        self.line += f" {token}"

    def between(self, start: int, end: int) -> range:
        """The tokens that stand between two places of the line."""
        if start >= end:
            return range(0)
        return range(bisect_right(self.starts, start) - 1, bisect_left(self.starts, end))

    def part(self, tokens: range) -> str:
        """The stretch of the line of some tokens."""
        return "".join(f" {token}" for token in self.tokens[tokens.start : tokens.stop])

    def around(self, tokens: range, ends: str) -> range:
        """The clause or sentence of some tokens; ``ends`` are the tokens that it lies between."""
        first, after = tokens.start, tokens.stop
        while first > 0 and self.tokens[first - 1] not in ends:
            first -= 1
        while after < len(self.tokens) and self.tokens[after] not in ends:
            after += 1
        return range(first, after)

    def words(self, tokens: range) -> str:
        """The text of some tokens, without signs at its ends."""
        kept = [t for t in tokens if self.tokens[t] not in (CLAUSE, SENTENCE)]
        if not kept:
            return ""
        return " ".join(self.text[self.spans[kept[0]][0] : self.spans[kept[-1]][1]].split())


def read(text: str, abbreviations: frozenset[str], prefixes: frozenset[str]) -> Line:
    """The line of a text, however it is written.

    ``abbreviations``: words after which a full stop ends no sentence. ``prefixes``: what may be
    written together with the name of a month.
    """
    line = Line(_UNSEEN.sub("", text[:MOST]))
    found = _PIECE.finditer(line.text)
    pieces = [Piece(m.lastgroup or "", m[0], m.start(), m.end()) for m in found]
    place = 0
    while place < len(pieces):
        here = pieces[place]
        if dated := date_at(pieces, place, prefixes):
            length, day = dated
            line.dates.append(day)
            line.put(f"@{len(line.dates) - 1}", here.start, pieces[place + length - 1].end)
            place += length
            continue
        if token := _token(pieces, place, line.text, abbreviations):
            line.put(token, here.start, here.end)
        place += 1
    return line


def spelled(word: str) -> str:
    """A word as it stands on a line: folded, but `we're` is not `were`."""
    return "'".join("".join(fold(part).split()) for part in _APOSTROPHE.split(word))


def _token(pieces: list[Piece], place: int, text: str, abbreviations: frozenset[str]) -> str:
    """The token of a piece of text; empty where it says nothing."""
    here = pieces[place]
    match here.kind:
        case "word":
            return spelled(here.text)
        case "number" | "date":
            return _number(here, text)
        case "end":
            return _end(pieces, place, text, abbreviations)
        case "mark":
            return here.text
    return _part(pieces, place)


def _number(here: Piece, text: str) -> str:
    digits = ascii_digits(here.text)
    whole = re.sub("[^0-9]", "", digits)
    glued = here.start > 0 and text[here.start - 1].isascii() and text[here.start - 1].isalpha()
    if here.kind == "date" or len(whole) > _MOST_DIGITS or glued or _ORDINAL.match(text, here.end):
        return f"~{whole}"
    half = digits.endswith("½")
    try:
        value = parse_number(digits.rstrip("½").strip() or "0")
    except NumberError:
        return f"~{whole}"
    return f"#{(value + Decimal('0.5') if half else value).normalize():f}"


def _end(pieces: list[Piece], place: int, text: str, abbreviations: frozenset[str]) -> str:
    here = pieces[place]
    if here.text == ".":
        before = pieces[place - 1] if place else None
        close = before is not None and before.end == here.start
        if close and before and fold(before.text) in abbreviations:
            return ""
        inside = here.end < len(text) and not text[here.end].isspace()
        ordinal = close and before is not None and before.kind == "number"
        if inside or (ordinal and _ORDINAL.match(text, here.start)):
            return ""
    return SENTENCE


def _part(pieces: list[Piece], place: int) -> str:
    """A comma; nothing between the parts of one word (`3-værelses`), a dash between numbers."""
    here = pieces[place]
    if here.text in "-–—/" and 0 < place < len(pieces) - 1:
        before, after = pieces[place - 1], pieces[place + 1]
        close = before.end == here.start and here.end == after.start
        if before.kind == after.kind == "number":
            return "-"
        if close and here.text != "/":
            return ""
    return CLAUSE
