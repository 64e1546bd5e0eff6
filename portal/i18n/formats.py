"""Dates, numbers and amounts as the reader's language writes them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date as _format_date
from babel.dates import format_skeleton
from babel.numbers import parse_pattern

from portal.i18n.catalogue import current_language, gettext

_OERE = Decimal("0.01")
_UP_TO_TWO = parse_pattern("#,##0.##")
_TWO = parse_pattern("#,##0.00")
_NONE = parse_pattern("#,##0")


def format_date(day: date, *, weekday: bool = False) -> str:
    """`21. november 2026`, or `lørdag den 21. november 2026`."""
    language = current_language()
    full = "full" if language.date == "long" else f"EEEE, {language.date}"
    return _date_text(language.locale, day, full if weekday else language.date)


@lru_cache(maxsize=4096)
def _date_text(locale: Locale, day: date, pattern: str) -> str:
    """A day is written the same on every page, and Babel takes its time."""
    return _format_date(day, pattern, locale)


def format_month(day: date) -> str:
    """The month a day is in: `november 2026`."""
    language = current_language()
    if language.date == "long":
        return format_skeleton("yMMMM", day, locale=language.locale)
    return _date_text(language.locale, day, "LLLL y")


def format_number(value: Decimal | int, *, oere: bool = False) -> str:
    """`1.684,5`: with at most two decimals, rounded half up; `1.684,50` with øre.

    Digits are 0-9 in each language, as they are in the Danish letters that the reader compares
    with.
    """
    rounded = Decimal(value).quantize(_OERE, ROUND_HALF_UP)
    return str((_TWO if oere else _UP_TO_TWO).apply(rounded, current_language().locale))


def format_kroner(amount: Decimal | int, *, oere: bool = True) -> str:
    """`1.684,50 kr.`; `1.685 kr.` without øre. Rounded half up. Unit: kr."""
    step, pattern = (_OERE, _TWO) if oere else (Decimal(1), _NONE)
    rounded = Decimal(amount).quantize(step, ROUND_HALF_UP)
    return kroner_pattern() % {"amount": pattern.apply(rounded, current_language().locale)}


def kroner_pattern() -> str:
    """How the language puts the currency to an amount. The space does not break."""
    return gettext("%(amount)s\N{NO-BREAK SPACE}kr.")
