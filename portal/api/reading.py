"""What a call sends, read strictly: exact numbers, known names, and every error at once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from flask import g, request
from rapidfuzz import process

from portal.calculator import sums
from portal.calculator.sums import AfterReturn, Permanent, Sum, SumKind
from portal.clock import today
from portal.i18n import LANGUAGES, use_language
from portal.problems import Problem
from rules import dates
from rules.facts import BY_PATH, Facts
from rules.validation import (
    YEARS_AHEAD,
    Code,
    FactError,
    InvalidFactsError,
    ValueProblemError,
    iso_date,
    number,
    read,
)

#: the day byfornyelsesloven came into force; earlier cases follow other rules (BYF-G-10)
EARLIEST_ON = date(2004, 1, 1)
_MAX_PROBLEMS = 100
#: characters of a question
MAX_QUESTION = 500
#: of 100, by rapidfuzz's weighted ratio
_NEAR_ENOUGH = 80


class ApiError(ValueError):
    """Bad input: status 422 with every problem."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems[:_MAX_PROBLEMS]


@dataclass(frozen=True, slots=True)
class AssessCall:
    """Valid facts, and the day the law is applied on."""

    facts: Facts
    on: date


def read_assess() -> AssessCall:
    """The call to assess. Raises ApiError."""
    body, problems, on = _common({"facts"})
    facts = Facts()
    try:
        facts = read({} if body.get("facts") is None else body["facts"], on)
    except InvalidFactsError as invalid:
        problems += [_problem(error) for error in invalid.errors]
    if problems:
        raise ApiError(problems)
    return AssessCall(facts, on)


@dataclass(frozen=True, slots=True)
class SupportCall:
    """A valid sum, the day it is for, and the year whose threshold is asked for."""

    given: Sum
    on: date
    year: int


def read_support() -> SupportCall:
    """The call to phase-in-support. Raises ApiError."""
    fields = {
        "kind",
        "old_rent",
        "new_rent",
        "area_m2",
        "increase_per_m2",
        "lower_part_rate",
        "year",
    }
    body, problems, on = _common(fields)
    kind = body.get("kind")
    if kind not in list(SumKind):
        raise ApiError(
            [*problems, Problem("kind", "required" if kind is None else "unknown_value")]
        )
    kind = SumKind(kind)
    own = {"kind", "on", "lang", *sums.FIELDS[kind]}
    own |= {"year"} | ({"lower_part_rate"} if kind is SumKind.AFTER_RETURN else set())
    problems += [Problem(name, "unknown_field") for name in body if name in fields - own]
    values = {
        name: v for name in sums.FIELDS[kind] if (v := _amount(body, name, problems)) is not None
    }
    problems += sums.within_limits(kind, values)
    year = _year(body, on, required=kind is SumKind.AFTER_RETURN, problems=problems)
    rate = _rate(body, on, problems) if kind is SumKind.AFTER_RETURN else Fraction(0)
    if problems:
        raise ApiError(problems)
    if kind is SumKind.PERMANENT:
        return SupportCall(Permanent(**values), on, year)
    return SupportCall(AfterReturn(**values, lower_part_rate=rate, year=year), on, year)


def _common(fields: set[str]) -> tuple[dict[str, Any], list[Problem], date]:
    """The body, and what every call may carry: the language and the day."""
    body = _body()
    problems, on = _carried(body, fields)
    return body, problems, on


def read_query(*fields: str) -> Mapping[str, str]:
    """The query of a call that asks for words, which are then those of its language and day.

    ``fields``: what it may hold beside `lang` and `on`. Raises ApiError.
    """
    query = request.args.to_dict()
    problems, on = _carried(query, set(fields))
    if "q" in fields:
        problems += _question(query.get("q", ""))
    if problems:
        raise ApiError(problems)
    if query.get("on"):
        g.law_day = None if on == today() else on
    return query


def _question(typed: str) -> list[Problem]:
    if not typed.strip():
        return [Problem("q", "required")]
    return (
        [Problem("q", "question_too_long", {"limit": MAX_QUESTION})]
        if len(typed) > MAX_QUESTION
        else []
    )


def _carried(given: Mapping[str, Any], fields: set[str]) -> tuple[list[Problem], date]:
    """Use the language that is asked for; what is wrong with it, the day and the names."""
    lang = given.get("lang")
    problems: list[Problem] = []
    if isinstance(lang, str) and lang in LANGUAGES:
        use_language(lang)
    elif lang is not None:
        problems.append(Problem("lang", "unknown_value"))
    unknown = [str(name)[:80] for name in given if name not in fields | {"on", "lang"}]
    problems += [Problem(name, "unknown_field") for name in unknown]
    on = today()
    if given.get("on") is not None:
        try:
            on = iso_date(given["on"])
        except ValueProblemError as bad:
            problems.append(Problem("on", _iso(bad.code)))
        latest = dates.plus_years(today(), YEARS_AHEAD)
        if on < EARLIEST_ON:
            problems.append(Problem("on", Code.TOO_EARLY, {"limit": EARLIEST_ON}))
        elif on > latest:
            problems.append(Problem("on", Code.TOO_LATE, {"limit": latest}))
        if problems:
            on = min(max(on, EARLIEST_ON), latest)
    return problems, on


def _body() -> dict[str, Any]:
    """The JSON object sent, with numbers exact. Raises ApiError."""
    try:
        body = json.loads(
            request.get_data(), parse_float=_exact, parse_constant=_refuse, parse_int=_integer
        )
    except (ValueError, RecursionError):
        raise ApiError([Problem("body", "not_json")]) from None
    if not isinstance(body, dict):
        raise ApiError([Problem("body", Code.NOT_AN_OBJECT)])
    return body


def _problem(error: FactError) -> Problem:
    if error.code is Code.UNKNOWN_FACT and (
        near := process.extractOne(error.path, BY_PATH.keys(), score_cutoff=_NEAR_ENOUGH)
    ):
        return Problem(error.path, "misspelt", {"near": near[0]})
    return Problem(error.path, _iso(error.code), error.params)


def _refuse(name: str) -> None:
    raise ValueError(name)


def _exact(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent of more digits than even a Decimal can have
        return Decimal("NaN")


def _integer(text: str) -> int | Decimal:
    # Python refuses to turn thousands of digits into an int; as Decimals they are just too large.
    return int(text) if len(text) < 30 else Decimal(text)


def _iso(code: Code) -> str:
    return "not_a_date_iso" if code is Code.NOT_A_DATE else code


def _amount(body: Mapping[str, Any], name: str, problems: list[Problem]) -> Decimal | None:
    if body.get(name) is None:
        problems.append(Problem(name, "required"))
        return None
    try:
        return _decimal(body[name])
    except ValueProblemError as bad:
        problems.append(Problem(name, bad.code))
        return None


def _decimal(raw: object) -> Decimal:
    """An exact number with no more decimals than any amount has. Raises ValueProblemError."""
    value = number(raw)
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -sums.MOST_DECIMALS:
        raise ValueProblemError(Code.NOT_A_NUMBER)
    return value


def _rate(body: Mapping[str, Any], on: date, problems: list[Problem]) -> Fraction:
    raw = body.get("lower_part_rate")
    if raw is None:
        return Fraction(0)
    most = sums.most_of_lower_part(on)
    try:
        if isinstance(raw, str) and "/" in raw:
            top, _, bottom = raw.partition("/")
            if not (top.isascii() and top.isdigit() and bottom.isascii() and bottom.isdigit()):
                raise ValueError
            if max(len(top), len(bottom)) > sums.MOST_DECIMALS:
                raise ValueError
            rate = Fraction(int(top), int(bottom))
        else:
            value = _decimal(raw)
            # A fraction of a huge number would take all the memory there is.
            rate = Fraction(value) if -1 <= value <= 1 else Fraction(-1 if value < 0 else 2)
    except (ValueError, ValueProblemError, ZeroDivisionError):
        problems.append(Problem("lower_part_rate", Code.NOT_A_NUMBER))
        return Fraction(0)
    if rate < 0:
        problems.append(Problem("lower_part_rate", Code.TOO_SMALL, {"limit": 0}))
    elif rate > most:
        problems.append(Problem("lower_part_rate", "above_share", {"limit": str(most)}))
    return rate


def _year(body: Mapping[str, Any], on: date, required: bool, problems: list[Problem]) -> int:
    """The year whose threshold counts; where none is required, any day's own year will do."""
    raw = body.get("year")
    if raw is None and not required:
        return on.year
    year = on.year if raw is None else raw
    if isinstance(year, bool) or not isinstance(year, int):
        problems.append(Problem("year", Code.NOT_WHOLE))
        return on.year
    if problem := sums.year_problem(year):
        problems.append(problem)
    return year
