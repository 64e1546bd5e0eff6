"""Dates as people type them: three fields, or words such as *cirka marts 2025*.

Digits of any script, months by number or by name in any of the portal's languages, and the day
left out where it is not known: then what comes out is a `Month`.
"""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from functools import cache

from babel.dates import get_month_names
from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.i18n.languages import LANGUAGES
from portal.i18n.numbers import ascii_digits
from rules.approximate import Month

MAX_LENGTH = 60
#: two digits of a year up to this many years from now are of this century
_CENTURY = 2000
_LAST_SHORT_YEAR = 45

#: in shorter words a slip makes another month
_LONG_ENOUGH_FOR_A_SLIP = 5

_TOKENS = re.compile(r"[0-9]+|[^\W\d_]+", re.UNICODE)


class DateProblem(StrEnum):
    EMPTY = "empty"
    NOT_A_DATE = "not_a_date"
    NO_YEAR = "no_year"
    NO_MONTH = "no_month"
    TOO_LONG = "too_long"


class DateError(ValueError):
    """What was typed is no date; `code` says in which way."""

    def __init__(self, code: DateProblem) -> None:
        super().__init__(code.value)
        self.code = code


def parse_fields(day: str, month: str, year: str) -> date | Month:
    """The date in three fields; without a day, the month. Raises DateError."""
    return _make(*(_plain(part) for part in (day, month, year)))


def parse_words(text: str) -> date | Month:
    """A date in words or figures: `marts 2025`, `ca. 3/2025`, `14. marts 2025`, `2025-03-14`.

    Raises DateError.
    """
    plain = _plain(text)
    for name in _months():
        if " " in name:  # two words that are one month
            plain = plain.replace(name, name.replace(" ", ""))
    tokens = _TOKENS.findall(plain)
    names = [token for token in tokens if _month(token)]
    numbers = [token for token in tokens if token.isdigit()]
    if not tokens:
        raise DateError(DateProblem.EMPTY)
    if len(numbers) > 1 and len(numbers[0]) == len("2025"):
        numbers.reverse()
    if names:
        if len(names) > 1 or not 1 <= len(numbers) <= 2:
            raise DateError(DateProblem.NO_YEAR if not numbers else DateProblem.NOT_A_DATE)
        return _make(numbers[0] if len(numbers) == 2 else "", names[0], numbers[-1])
    if len(numbers) == 1:
        return _make("", "", numbers[0])
    if not 2 <= len(numbers) <= 3:
        raise DateError(DateProblem.NOT_A_DATE)
    return _make(numbers[0] if len(numbers) == 3 else "", *numbers[-2:])


def _plain(text: str) -> str:
    if len(text) > MAX_LENGTH:
        raise DateError(DateProblem.TOO_LONG)
    visible = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Mn"))
    return ascii_digits(unicodedata.normalize("NFKC", visible)).strip().lower()


def _make(day: str, month: str, year: str) -> date | Month:
    if not (day or month or year):
        raise DateError(DateProblem.EMPTY)
    if not year:
        raise DateError(DateProblem.NO_YEAR)
    if not month and len(year) == len("2025"):
        raise DateError(DateProblem.NO_MONTH)
    number = _month(month.rstrip(".")) or _number(month)
    full_year = _year(year)
    try:
        if not day:
            return Month(full_year, date(full_year, number, 1).month)
        return date(full_year, number, _number(day.rstrip(".")))
    except ValueError:
        raise DateError(DateProblem.NOT_A_DATE) from None


def _month(word: str) -> int | None:
    """The month that a word names, one slip of the finger allowed: `febuar`, `marst`."""
    known = _months()
    if word in known or len(word) < _LONG_ENOUGH_FOR_A_SLIP or word.isdigit():
        return known.get(word)
    near = process.extractOne(word, known.keys(), scorer=OSA.distance, score_cutoff=1)
    return None if near is None else known[near[0]]


def _number(text: str) -> int:
    if not re.fullmatch("[0-9]{1,2}", text):
        raise DateError(DateProblem.NOT_A_DATE)
    return int(text)


def _year(text: str) -> int:
    if re.fullmatch("[0-9]{4}", text):
        return int(text)
    if re.fullmatch("[0-9]{2}", text):
        return int(text) + (_CENTURY if int(text) <= _LAST_SHORT_YEAR else _CENTURY - 100)
    raise DateError(DateProblem.NOT_A_DATE)


@cache
def _months() -> dict[str, int]:
    """Names of months, whole and short, in every language of the portal."""
    found: dict[str, int] = {}
    for language in LANGUAGES.values():
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                names = get_month_names(width, context, language.locale)
                found.update({_plain(name).rstrip("."): n for n, name in names.items()})
        found.update({_plain(name): n for n, more in language.months.items() for name in more})
    found.update({name.replace(" ", ""): n for name, n in list(found.items())})
    return found
