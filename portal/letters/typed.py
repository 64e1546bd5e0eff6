"""What is typed on the last page of a letter: read once, written into the letter, and forgotten."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.i18n import NumberError, parse_number
from portal.i18n.typed_dates import DateError, parse_fields
from portal.problems import Problem

#: fields of one line, and how many characters each may have
LINES = {
    "name": 100,
    "address": 150,
    "town": 100,
    "case_no": 60,
    "about": 250,
}
#: fields of several lines
TEXTS = {"recipient": 300, "addition": 3000}
#: a list of what was paid
RECEIPTS = 8
_PAID_FOR = 80
_AMOUNT = 30
_DATE = ("date_day", "date_month", "date_year")

_YEARS = range(1900, 2101)
#: a line ends here, whatever the browser sends
_LINE_ENDS = ("\r\n", "\r", "\N{LINE SEPARATOR}", "\N{PARAGRAPH SEPARATOR}")
#: control signs, halves of signs, and signs that mean nothing to others
_UNSEEN = ("Cc", "Cs", "Co")
#: signs that turn the order of what follows, and the mark at the start of a file
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


@dataclass(frozen=True, slots=True)
class Receipt:
    """One line of the list. ``amount``: kroner, or None where it was left open."""

    what: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Typed:
    """``raw``: every field as it came; ``text``: those with something in them, ready to print."""

    raw: dict[str, str]
    text: dict[str, str]
    day: date | None
    receipts: list[Receipt]
    problems: list[Problem]


def nothing(on: date) -> Typed:
    """A form that nobody has typed in yet, with the day's date."""
    parts = zip(_DATE, (on.day, on.month, on.year), strict=True)
    return Typed({name: str(part) for name, part in parts}, {}, on, [], [])


def read(form: Mapping[str, str]) -> Typed:
    """Everything that was typed; nothing is ever required, and nothing is lost."""
    limits = {**LINES, **TEXTS, **_receipt_limits()}
    raw = {name: clean(form.get(name, ""), lines=name in TEXTS) for name in limits}
    raw |= {name: clean(form.get(name, ""))[:_AMOUNT] for name in _DATE}
    problems = [
        Problem(name, "too_long", {"limit": limit, "length": len(raw[name])})
        for name, limit in limits.items()
        if len(raw[name]) > limit
    ]
    long = {problem.field for problem in problems}
    receipts = _receipts(raw, long, problems)
    day = _day(raw, problems)
    return Typed(raw, {name: text for name, text in raw.items() if text}, day, receipts, problems)


def clean(text: str, *, lines: bool = False) -> str:
    """The text without control signs and without signs that turn its order.

    What joins letters or pictures stays. Spaces at the ends go, in one line also doubled ones.
    """
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    kept = "".join(
        sign
        for sign in text
        if sign == "\n" or (unicodedata.category(sign) not in _UNSEEN and sign not in _TURNS)
    )
    if not lines:
        return " ".join(kept.split())
    return "\n".join(" ".join(line.split()) for line in kept.strip().split("\n"))


def _receipt_limits() -> dict[str, int]:
    numbers = range(1, RECEIPTS + 1)
    return {f"what_{n}": _PAID_FOR for n in numbers} | {f"amount_{n}": _AMOUNT for n in numbers}


def _receipts(raw: Mapping[str, str], long: set[str], problems: list[Problem]) -> list[Receipt]:
    receipts = []
    for n in range(1, RECEIPTS + 1):
        what, typed, field = raw[f"what_{n}"], raw[f"amount_{n}"], f"amount_{n}"
        amount = None
        if typed and field not in long:
            try:
                amount = parse_number(typed)
            except NumberError as error:
                problems.append(Problem(field, str(error.code)))
        if what or amount is not None:
            receipts.append(Receipt(what, amount))
    return receipts


def _day(raw: Mapping[str, str], problems: list[Problem]) -> date | None:
    parts = [raw[name] for name in _DATE]
    if not any(parts):
        return None
    try:
        day = parse_fields(*parts)
    except DateError as error:
        problems.append(Problem("date", str(error.code)))
        return None
    if isinstance(day, date) and day.year in _YEARS:
        return day
    problems.append(Problem("date", "not_a_date"))
    return None
