"""Numbers that look like those of the population register, which nothing here asks for."""

import re
import unicodedata

#: day (of foreigners without a number: plus 60), month, year, four more; digits of any script
_NUMBER = re.compile(
    r"(?<!\d)(\d\d)(\d\d)\d\d[^\S\n]?[-\N{HYPHEN}\N{EN DASH}\N{MINUS SIGN}]?"
    r"[^\S\n]?\d{4}(?!\d)"
)
_LAST_DAY, _LAST_MONTH, _REPLACED = 31, 12, 60


def looks_like(text: str) -> bool:
    """Whether a CPR number may stand in the text, however it is spaced and in whatever digits."""
    return any(_is_day(int(found[1]), int(found[2])) for found in _NUMBER.finditer(_plain(text)))


def _plain(text: str) -> str:
    visible = (sign for sign in text if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFKC", "".join(visible))


def _is_day(day: int, month: int) -> bool:
    return 1 <= day % _REPLACED <= _LAST_DAY and 1 <= month <= _LAST_MONTH
