"""One cell of a file, read as what its column is."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from babel import Locale

from portal.cases import cpr, exporting, labels
from portal.cases.household_form import (
    DATES,
    FACTS,
    MOST_CONTACT,
    MOST_NOTE,
    MOST_PERSONS,
    FieldError,
    read_day,
)
from portal.cases.importing.columns import words
from portal.cases.tables import Kind
from portal.i18n import LANGUAGES, ascii_digits

#: what is put in place of a cell that asks for what stands there to be taken away
_CLEARED: Mapping[str, Any] = {"language": "da"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d(T.*)?")
_COUNT = re.compile(r"[0-9]{1,2}")
_INVISIBLE = re.compile(r"[^\S\n ]|[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def read(field: str, cell: str) -> Any:
    """The value of a cell that is not empty. Raises FieldError.

    A cell of the office's own export has an apostrophe before what a spreadsheet would run; it is
    taken off.
    """
    if cell in words()["cleared"] and field != "label":
        return _CLEARED.get(field)
    return _READERS[field](exporting.unescaped(cell))


def _label(text: str) -> str:
    label = labels.clean(_INVISIBLE.sub(" ", text))
    if not label:
        raise FieldError("empty")
    if len(label) > labels.MOST:
        raise FieldError("too_long")
    if cpr.looks_like(label):
        raise FieldError("cpr")
    if _DAY.fullmatch(label):
        raise FieldError("label_is_day")  # a spreadsheet made 1 March of lease 1-3
    return label


def _language(text: str) -> str:
    found = _languages().get(_plain(text))
    if found is None:
        raise FieldError("language")
    return found


@cache
def _languages() -> Mapping[str, str]:
    """The code of each language of the portal, by code and by its names."""
    found: dict[str, str] = {}
    for code, language in LANGUAGES.items():
        found |= {code: code, _plain(language.endonym): code}
        for other in LANGUAGES.values():
            found[_plain(Locale.parse(code).get_language_name(other.locale) or code)] = code
    return found


def _kind(text: str) -> Kind:
    for kind, known in words()["kinds"].items():
        if _plain(text) in known:
            return Kind(kind)
    raise FieldError("kind")


def _yes_no(text: str) -> bool | None:
    known = _plain(text)
    for name, value in (("yes", True), ("no", False), ("unknown", None)):
        if known in words()[name]:
            return value
    raise FieldError("yes_no")


def _children(text: str) -> bool | None:
    """Also how many there are."""
    number = ascii_digits(text)
    return int(number) > 0 if _COUNT.fullmatch(number) else _yes_no(text)


def _persons(text: str) -> int:
    number = ascii_digits(text)
    if not _COUNT.fullmatch(number) or not 1 <= int(number) <= MOST_PERSONS:
        raise FieldError("not_persons")
    return int(number)


def _day(text: str) -> date | None:
    return read_day(text)


def _text(most: int) -> Callable[[str], str]:
    def read_text(text: str) -> str:
        plain = _INVISIBLE.sub(" ", unicodedata.normalize("NFC", text).replace("\r\n", "\n"))
        if len(plain) > most:
            raise FieldError("too_long")
        if cpr.looks_like(plain):
            raise FieldError("cpr")
        return plain.strip()

    return read_text


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


_READERS: dict[str, Callable[[str], Any]] = {
    "label": _label,
    "language": _language,
    "kind": _kind,
    "persons": _persons,
    **dict.fromkeys(DATES, _day),
    **dict.fromkeys(FACTS, _yes_no),
    "children": _children,
    "contact": _text(MOST_CONTACT),
    "note": _text(MOST_NOTE),
}
#: how long a text of a field may be
MOST: Mapping[str, int] = {"label": labels.MOST, "contact": MOST_CONTACT, "note": MOST_NOTE}
