"""What the office types about a case: read, checked, and put back into the fields."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from portal.cases import cpr, plain
from portal.cases.household_form import FieldError, read_day, read_yes_no, shown_date
from portal.cases.lists import CASE_FACTS
from portal.cases.tables import Case, Kind
from portal.clock import today
from portal.i18n import ascii_digits
from portal.municipality.places import municipalities
from portal.staff import typed
from rules import dates
from rules.facts import Landlord, Reason

DATES = ("meeting", "talks", "notice", "empty_by", "works_start", "works_end", "return_day")
MOST_NAME, MOST_ADDRESS, MOST_CONTACT = 100, 160, 300
MOST_MONTHS, MOST_RESERVE = 240, 100
_FIRST_DAY, _YEARS_AHEAD = date(2000, 1, 1), 10
#: for these the municipality has made a decision
_DECIDED = (Reason.CONDEMNATION, Reason.COURTYARD)
#: what cannot come before what, and what is then said at the later one
_ORDER = (
    ("notice", "empty_by", "notice_after_empty", "notice"),
    ("works_start", "works_end", "end_before_start", "works_end"),
    ("works_start", "return_day", "return_before_start", "return_day"),
    ("empty_by", "return_day", "return_before_empty", "return_day"),
)
#: dates that the case lasts for
_LASTS = ("empty_by", "works_start", "works_end", "return_day")

Typed = dict[str, str]
Errors = dict[str, str]


def start() -> Typed:
    """The fields of a new case."""
    blank = dict.fromkeys((*_READERS, *CASE_FACTS), "")
    unknown = dict.fromkeys(("renewal_decision", *CASE_FACTS), "unknown")
    return {**blank, **unknown, "reserve": str(Case.model_fields["reserve"].default)}


def typed_of(case: Case) -> Typed:
    """What stands in the fields for a case."""
    words = {True: "yes", False: "no", None: "unknown"}
    found = {
        name: str(getattr(case, name) or "")
        for name in ("name", "address", "municipality", "reason", "landlord", "kind", "contact")
    }
    return {
        **found,
        "renewal_decision": words[case.renewal_decision],
        **{name: words[case.facts.get(name)] for name in CASE_FACTS},
        "months_away": str(case.months_away or ""),
        **{name: shown_date(getattr(case, name)) for name in (*DATES, "ends")},
        "reserve": str(case.reserve),
    }


def from_request() -> Typed:
    """What was sent, as it was typed."""
    given = {name: typed.text(name) for name in (*_READERS, *CASE_FACTS) if name != "contact"}
    return given | {"contact": plain.lines("contact")}


def read(given: Mapping[str, str]) -> tuple[dict[str, Any], Errors]:
    """The columns of what was typed, and the code of the error of each field that has one."""
    values: dict[str, Any] = {}
    errors: Errors = {}
    for name, reader in (_READERS | dict.fromkeys(CASE_FACTS, read_yes_no)).items():
        try:
            values[name] = reader(given.get(name, ""))
        except FieldError as error:
            errors[name] = error.code
    for name, code in _contradictions(values):
        errors.setdefault(name, code)
    # In the order of the form, which is that of the fields.
    errors = {name: errors[name] for name in (*_READERS, *CASE_FACTS) if name in errors}
    facts = {name: values.pop(name, None) for name in CASE_FACTS}
    values["facts"] = {name: value for name, value in facts.items() if value is not None}
    return values, errors


def _contradictions(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields that cannot all be right, and what is wrong."""
    if values.get("reason") in _DECIDED and values.get("renewal_decision") is False:
        yield "renewal_decision", "decision_implied"
    for first, last, code, field in _ORDER:
        if values.get(first) and values.get(last) and values[last] < values[first]:
            yield field, code
    ends = values.get("ends")
    if ends and any(values.get(name) and values[name] > ends for name in _LASTS):
        yield "ends", "ends_too_early"


def _text(most: int, *, required: bool = False) -> Callable[[str], str]:
    def read_text(text: str) -> str:
        if required and not text:
            raise FieldError("empty")
        if len(text) > most:
            raise FieldError("too_long")
        if cpr.looks_like(text):
            raise FieldError("cpr")
        return text

    return read_text


def _one_of(kinds: type[StrEnum]) -> Callable[[str], StrEnum]:
    def read_one(text: str) -> StrEnum:
        if text not in list(kinds):
            raise FieldError("choose")
        return kinds(text)

    return read_one


def _number(low: int, high: int, code: str) -> Callable[[str], int]:
    def read_number(text: str) -> int:
        plain_text = ascii_digits(text)
        if not re.fullmatch("[0-9]{1,3}", plain_text) or not low <= int(plain_text) <= high:
            raise FieldError(code)
        return int(plain_text)

    return read_number


def read_near_day(text: str) -> date | None:
    """A day that a plan can have; None for nothing. Raises FieldError."""
    day = read_day(text)
    if day and not _FIRST_DAY <= day <= dates.plus_years(today(), _YEARS_AHEAD):
        raise FieldError("day_too_far")
    return day


def _municipality(text: str) -> str | None:
    if text and text not in municipalities():
        raise FieldError("choose")
    return text or None


def _months(text: str) -> int | None:
    return _number(1, MOST_MONTHS, "not_months")(text) if text else None


def _contact(text: str) -> str | None:
    return _text(MOST_CONTACT)(text) or None


_READERS: dict[str, Callable[[str], Any]] = {
    "name": _text(MOST_NAME, required=True),
    "address": _text(MOST_ADDRESS),
    "municipality": _municipality,
    "reason": _one_of(Reason),
    "landlord": _one_of(Landlord),
    "renewal_decision": read_yes_no,
    "kind": _one_of(Kind),
    "months_away": _months,
    **dict.fromkeys(DATES, read_near_day),
    "reserve": _number(0, MOST_RESERVE, "not_percent"),
    "contact": _contact,
    "ends": read_near_day,
}
