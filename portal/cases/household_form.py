"""What the office types about a household: read, checked, and put back into the fields."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from portal.cases import cpr, labels, plain
from portal.cases.tables import Household, Kind
from portal.i18n import LANGUAGES, ascii_digits, current_language
from portal.i18n.typed_dates import DateError, DateProblem, parse_words
from portal.staff import typed

#: told by yes, no or not known
FACTS = (
    "children",
    "needs_help",
    "improvements",
    "side_rooms",
    "too_much_to_fit",
    "sublet",
    "fixed_term",
    "agrees_to_longer",
)
DATES = ("lease_start", "talk")
#: kinds that a household can have of its own
KINDS = (Kind.TEMPORARY, Kind.PERMANENT)
MOST_PERSONS = 20
MOST_CONTACT, MOST_NOTE = 200, 1000
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
_YES_NO = {"yes": True, "no": False, "unknown": None, "": None}

Typed = dict[str, str]
Errors = dict[str, str]


class FieldError(ValueError):
    """What was typed cannot be used; `code` has its words in `staff/words.html`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def start() -> Typed:
    """The fields of a new household."""
    return typed_of(Household(case_id=0, organisation_id=0, label="", label_key=""))


def typed_of(household: Household) -> Typed:
    """What stands in the fields for a household."""
    words = {True: "yes", False: "no", None: "unknown"}
    return {
        "label": household.label,
        "language": household.language,
        "kind": household.kind or "",
        **{name: shown_date(getattr(household, name)) for name in DATES},
        "persons": str(household.persons or ""),
        **{name: words[getattr(household, name)] for name in FACTS},
        "contact": household.contact or "",
        "note": household.note or "",
    }


def shown_date(day: date | None) -> str:
    """A day as it is typed: `1.3.2027`."""
    return f"{day.day}.{day.month}.{day.year}" if day else ""


def from_request() -> Typed:
    """What was sent, as it was typed."""
    given = {name: typed.text(name) for name in (*_READERS, *FACTS) if name not in _LONG}
    return given | {name: plain.lines(name) for name in _LONG}


def read(given: Mapping[str, str]) -> tuple[dict[str, Any], Errors]:
    """The columns of what was typed, and the code of the error of each field that has one."""
    values: dict[str, Any] = {}
    errors: Errors = {}
    for name, reader in (_READERS | dict.fromkeys(FACTS, read_yes_no)).items():
        try:
            values[name] = reader(given.get(name, ""))
        except FieldError as error:
            errors[name] = error.code
    return values, errors


def read_label(text: str) -> str:
    """Raises FieldError."""
    label = labels.clean(text)
    if not label:
        raise FieldError("empty")
    if len(label) > labels.MOST:
        raise FieldError("too_long")
    return _without_cpr(label)


def read_language(text: str) -> str:
    """Raises FieldError."""
    if text not in LANGUAGES:
        raise FieldError("choose")
    return text


def read_kind(text: str) -> Kind | None:
    """The kind; None: as the case. Raises FieldError."""
    if text and text not in KINDS:
        raise FieldError("choose")
    return Kind(text) if text else None


def read_yes_no(text: str) -> bool | None:
    """Raises FieldError."""
    if text not in _YES_NO:
        raise FieldError("choose")
    return _YES_NO[text]


def read_day(text: str) -> date | None:
    """The day that was typed in words or figures; None for nothing. Raises FieldError."""
    if not text:
        return None
    try:
        day = parse_words(text)
    except DateError as error:
        known = error.code is DateProblem.NO_YEAR
        raise FieldError("no_year" if known else "not_a_day") from None
    if not isinstance(day, date):
        raise FieldError("no_day")
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise FieldError("not_a_day")
    return day


def _read_persons(text: str) -> int | None:
    if not text:
        return None
    plain = ascii_digits(text)
    if not re.fullmatch("[0-9]{1,2}", plain) or not 1 <= int(plain) <= MOST_PERSONS:
        raise FieldError("not_persons")
    return int(plain)


def _read_text(most: int) -> Callable[[str], str | None]:
    def read_text(text: str) -> str | None:
        if len(text) > most:
            raise FieldError("too_long")
        return _without_cpr(text) or None

    return read_text


def _without_cpr(text: str) -> str:
    if cpr.looks_like(text):
        raise FieldError("cpr")
    return text


_LONG = ("contact", "note")
_READERS: dict[str, Callable[[str], Any]] = {
    "label": read_label,
    "language": read_language,
    "kind": read_kind,
    "persons": _read_persons,
    "lease_start": read_day,
    "talk": read_day,
    "contact": _read_text(MOST_CONTACT),
    "note": _read_text(MOST_NOTE),
}


def languages() -> dict[str, str]:
    """The languages a list can be in, by code, as the page names them."""
    here = current_language().locale
    return {code: str(here.languages.get(code, code)) for code in LANGUAGES}
