"""Numbers as people type them.

A reader copies from a Danish letter (`1.684,50 kr.`), writes as at home (`1,684.50`) or with
the digits of their own keyboard (`١٬٦٨٤٫٥٠`), whatever language the page is in. So the rule
is the same on every page:

1. `٫` is a decimal mark; a space, an apostrophe and `٬` part thousands.
2. Where both `.` and `,` stand, the last one is the decimal mark.
3. One that stands several times parts thousands.
4. One that stands once parts thousands when just three digits follow and one to three
   (not a 0) go before: `4.385` and `4,385` are 4385. No amount or measure here has three
   decimals, so nobody means four and a bit. Otherwise it is the decimal mark: `4.5`, `0,125`.
"""

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum
from functools import cache

from portal.i18n.catalogue import in_language
from portal.i18n.formats import kroner_pattern
from portal.i18n.languages import LANGUAGES

MAX_LENGTH = 40

_DECIMAL_MARK = "٫"
_GROUP_MARKS = str.maketrans(dict.fromkeys("'’٬", " "))
_OTHER_SIGNS = str.maketrans({"،": ",", "−": "-"})
_OTHER_UNITS = ("kroner", "kr", "m²", "m2", "kvm")
_WHOLE = re.compile(r"[0-9]*|[0-9]{1,3}(?:([ .,])[0-9]{3})(?:\1[0-9]{3})*")
_LONE_MARK_PARTS_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


class NumberProblem(StrEnum):
    EMPTY = "empty"
    NOT_A_NUMBER = "not_a_number"
    TOO_LONG = "too_long"


class NumberError(ValueError):
    """What was typed is not one number; `code` says in which way."""

    def __init__(self, code: NumberProblem) -> None:
        super().__init__(code.value)
        self.code = code


def ascii_digits(text: str) -> str:
    """The text with every decimal digit, of whichever script, as 0-9."""
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in text
    )


def parse_number(text: str) -> Decimal:
    """The number that was typed, exactly, with or without `kr.`, `,-` or `m²` around it.

    Raises NumberError. Says nothing about whether the number makes sense.
    """
    if len(text) > MAX_LENGTH:
        raise NumberError(NumberProblem.TOO_LONG)
    typed = _without_units(_plain(text))
    if not typed:
        raise NumberError(NumberProblem.EMPTY)
    sign, unsigned = ("-", typed[1:]) if typed.startswith("-") else ("", typed)
    whole, decimals = _split(unsigned)
    if not (_WHOLE.fullmatch(whole) and re.fullmatch("[0-9]*", decimals) and (whole or decimals)):
        raise NumberError(NumberProblem.NOT_A_NUMBER)
    return Decimal(f"{sign}{re.sub('[^0-9]', '', whole) or 0}.{decimals or 0}")


def _plain(text: str) -> str:
    """0-9, plain spaces, no marks for the direction of writing, small letters."""
    visible = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    spaced = " ".join(visible.translate(_GROUP_MARKS).split())
    return ascii_digits(spaced.translate(_OTHER_SIGNS)).lower()


def _without_units(typed: str) -> str:
    for unit in _units():
        typed = typed.removeprefix(unit).removesuffix(unit).strip()
    return re.sub(r"[.,] ?[-–—]$", "", typed)


@cache
def _units() -> tuple[str, ...]:
    """The words for kroner in every language, and a few others; longest first."""
    words = set(_OTHER_UNITS)
    for code in LANGUAGES:
        with in_language(code):
            words.add(_plain(kroner_pattern().replace("%(amount)s", " ")))
    return tuple(sorted(words, key=len, reverse=True))


def _split(typed: str) -> tuple[str, str]:
    """The whole part, with what parts its thousands, and the decimals."""
    if _DECIMAL_MARK in typed:
        mark = _DECIMAL_MARK
    else:
        marks = [sign for sign in typed if sign in ".,"]
        if not marks or _LONE_MARK_PARTS_THOUSANDS.fullmatch(typed):
            return typed, ""
        mark = marks[-1]
        if len(marks) > 1 and len(set(marks)) == 1:
            return typed, ""
    whole, _, decimals = typed.rpartition(mark)
    return whole, decimals
