"""From what was sent or typed to `Facts`, or to every error in it at once.

An impossible value is an error, never a fact. Errors carry a code and parameters, no words:
the words lie in the catalogues, in the reader's language.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final

from rules import dates
from rules.facts import BY_PATH, NOT_YET, SPECS, Facts, Kind, Reason, Spec

EARLIEST: Final = date(1900, 1, 1)
YEARS_AHEAD: Final = 10
# fromisoformat also takes weeks ("2026-W01-1"), and times of day.
_MOST_WHOLE: Final = 10**6
_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Code(StrEnum):
    UNKNOWN_FACT = "unknown_fact"
    UNKNOWN_VALUE = "unknown_value"
    NOT_AN_OBJECT = "not_an_object"
    NOT_TRUE_OR_FALSE = "not_true_or_false"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    NOT_A_DATE = "not_a_date"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    IN_THE_FUTURE = "in_the_future"
    LEASE_TOO_LATE = "lease_too_late"
    BEFORE_LEASE = "before_lease"
    BEFORE_OFFER = "before_offer"
    BEFORE_NOTICE = "before_notice"
    DECISION_IMPLIED = "decision_implied"


@dataclass(frozen=True, slots=True)
class FactError:
    """One thing wrong: the interface's name of the field, a code, and what its words need."""

    path: str
    code: Code
    params: Mapping[str, Any] = field(default_factory=dict)


class InvalidFactsError(ValueError):
    """Everything that is wrong with the facts given."""

    def __init__(self, errors: list[FactError]) -> None:
        super().__init__(", ".join(f"{e.path}: {e.code}" for e in errors))
        self.errors = errors


def read(raw: object, on: date) -> Facts:
    """Facts from a parsed JSON object (numbers as int, Decimal or decimal strings).

    Raises `InvalidFactsError` with all errors. ``on`` is the day the law is applied on.
    """
    errors: list[FactError] = []
    values: dict[str, Any] = {}
    for path, value in _flat(raw, errors):
        if (name := BY_PATH.get(path)) is None:
            errors.append(FactError(path[:80], Code.UNKNOWN_FACT))
        elif value is not None:
            try:
                values[name] = _value(SPECS[name], value)
            except ValueProblemError as bad:
                errors.append(FactError(path, bad.code))
    facts = Facts(**values)
    errors += check(facts, on)
    if errors:
        raise InvalidFactsError(errors)
    return facts


def check(facts: Facts, on: date) -> list[FactError]:
    """What is impossible about facts of the right type: limits of each, and between them."""
    return [*_limits(facts, on), *_between(facts, on)]


class ValueProblemError(ValueError):
    """One value that is none of its kind; ``code`` says in which way."""

    def __init__(self, code: Code) -> None:
        self.code = code


_OBJECTS = frozenset(path.partition(".")[0] for path in BY_PATH if "." in path)


def _flat(raw: object, errors: list[FactError]) -> Iterator[tuple[str, Any]]:
    if not isinstance(raw, Mapping):
        errors.append(FactError("facts", Code.NOT_AN_OBJECT))
        return
    for key, value in raw.items():
        if key not in _OBJECTS:
            yield (key if "." not in key else f"{key}?"), value
        elif isinstance(value, Mapping):
            yield from ((f"{key}.{inner}", v) for inner, v in value.items())
        elif value is not None:
            errors.append(FactError(key, Code.NOT_AN_OBJECT))


def _value(spec: Spec, raw: object) -> Any:
    if spec.kind is Kind.BOOL:
        if not isinstance(raw, bool):
            raise ValueProblemError(Code.NOT_TRUE_OR_FALSE)
        return raw
    if spec.kind is Kind.CHOICE:
        if not isinstance(raw, str) or raw not in spec.choices or spec.enum is None:
            raise ValueProblemError(Code.UNKNOWN_VALUE)
        return spec.enum(raw)
    if spec.kind in (Kind.COUNT, Kind.NUMBER):
        return _whole(raw) if spec.kind is Kind.COUNT else number(raw)
    if spec.kind is Kind.DATE_OR_NOT_YET and raw == NOT_YET:
        return NOT_YET
    return iso_date(raw)


def number(raw: object) -> Decimal:
    """An exact number from an int, a Decimal or a plain decimal string; no floats, no NaN."""
    if isinstance(raw, bool) or not isinstance(raw, int | str | Decimal):
        raise ValueProblemError(Code.NOT_A_NUMBER)
    if isinstance(raw, str) and not (raw.isascii() and 0 < len(raw) <= 30 and raw == raw.strip()):
        raise ValueProblemError(Code.NOT_A_NUMBER)
    try:
        value = Decimal(raw)
    except (InvalidOperation, ValueError):
        raise ValueProblemError(Code.NOT_A_NUMBER) from None
    if not value.is_finite() or "_" in str(raw):
        raise ValueProblemError(Code.NOT_A_NUMBER)
    return value


def _whole(raw: object) -> int:
    value = number(raw)
    # Not with abs(), which overflows where the exponent is absurd.
    if not -_MOST_WHOLE <= value <= _MOST_WHOLE or value != value.to_integral_value():
        raise ValueProblemError(Code.NOT_WHOLE)
    return int(value)


def iso_date(raw: object) -> date:
    """``2026-11-21`` and nothing looser."""
    if not isinstance(raw, str) or not _ISO_DATE.fullmatch(raw):
        raise ValueProblemError(Code.NOT_A_DATE)
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise ValueProblemError(Code.NOT_A_DATE) from None


def _limits(facts: Facts, on: date) -> Iterator[FactError]:
    latest = dates.plus_years(on, YEARS_AHEAD)
    for name, value in facts.known().items():
        spec = SPECS[name]
        if isinstance(value, date):
            if value < EARLIEST:
                yield FactError(spec.path, Code.TOO_EARLY, {"limit": EARLIEST})
            elif spec.past and value > on:
                yield FactError(spec.path, Code.IN_THE_FUTURE, {"limit": on})
            elif value > latest:
                yield FactError(spec.path, Code.TOO_LATE, {"limit": latest})
        elif spec.kind in (Kind.COUNT, Kind.NUMBER):
            if value < spec.low:
                yield FactError(spec.path, Code.TOO_SMALL, {"limit": spec.low})
            elif value > spec.high:
                yield FactError(spec.path, Code.TOO_LARGE, {"limit": spec.high})


def _between(facts: Facts, on: date) -> Iterator[FactError]:
    start = facts.lease_start
    if start and start > dates.plus_years(on, 1):
        yield FactError("lease_start", Code.LEASE_TOO_LATE, {"limit": dates.plus_years(on, 1)})
    if start and facts.vacating_date and facts.vacating_date < start:
        yield FactError("vacating_date", Code.BEFORE_LEASE, {"limit": start})
    if facts.offer_date and facts.offer_objected and facts.offer_objected < facts.offer_date:
        yield FactError("offer.objected", Code.BEFORE_OFFER, {"limit": facts.offer_date})
    received, objected = facts.notice_received, facts.notice_objected
    if received and objected and objected < received:
        yield FactError("notice.objected", Code.BEFORE_NOTICE, {"limit": received})
    implied = facts.reason in (Reason.CONDEMNATION, Reason.COURTYARD)
    if implied and facts.renewal_decision is False:
        yield FactError("renewal_decision", Code.DECISION_IMPLIED)
