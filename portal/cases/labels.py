"""What a household is known by in the office: cleaned, known again, and put in order."""

import re
import unicodedata

from portal.vault import vault

#: signs of a label
MOST = 100
PURPOSE = "household.label"
_NUMBERS = re.compile(r"(\d+)")


def clean(label: str) -> str:
    """A label as it is kept: one line, without spaces around it."""
    return " ".join(unicodedata.normalize("NFC", label).split())


def key(case_id: int, label: str) -> str:
    """By what a label is known again in its case, however it is spaced and written."""
    return keys(case_id, label)[0]


def keys(case_id: int, label: str) -> tuple[str, ...]:
    """The same under every key of SECRET_KEY: until they are rotated, old rows have an old one."""
    return vault().macs(PURPOSE, f"{case_id}\0{clean(label).casefold()}")


def sort_key(label: str) -> tuple[tuple[int, int, str], ...]:
    """The order a person puts labels in: 9 before 10."""
    parts = _NUMBERS.split(label.casefold())
    return tuple(
        (0, int(part), "") if index % 2 else (1, 0, part)
        for index, part in enumerate(parts)
        if part
    )
