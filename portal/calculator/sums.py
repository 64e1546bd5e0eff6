"""What is typed into the calculator becomes a sum, for the page and the JSON interface alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from portal.i18n import NumberError, parse_number
from portal.problems import Problem
from rules import parameters, support
from rules.byfornyelse.rent_rule import THRESHOLD
from rules.facts import MAX_AREA, MAX_PER_M2, MAX_RENT
from rules.parameters import Span

#: finer than any amount of money or measure
MOST_DECIMALS = 12
OPTIONAL_MOST = "byf.support.optional_max_fraction_below_threshold"


class SumKind(StrEnum):
    PERMANENT = "permanent"
    AFTER_RETURN = "after_return"


#: the fields of each kind with their limits, both included
FIELDS: dict[SumKind, dict[str, tuple[Decimal, Decimal]]] = {
    SumKind.PERMANENT: {
        "old_rent": (Decimal(0), MAX_RENT),
        "new_rent": (Decimal(0), MAX_RENT),
    },
    SumKind.AFTER_RETURN: {
        "area_m2": (Decimal("0.01"), MAX_AREA),
        "increase_per_m2": (Decimal(0), MAX_PER_M2),
    },
}


@dataclass(frozen=True, slots=True)
class Permanent:
    """§ 67: the rents, in kr. per month."""

    old_rent: Decimal
    new_rent: Decimal


@dataclass(frozen=True, slots=True)
class AfterReturn:
    """§ 15: m², kr. per m² a year, the municipality's share of the lower part, and whose year."""

    area_m2: Decimal
    increase_per_m2: Decimal
    lower_part_rate: Fraction
    year: int


Sum = Permanent | AfterReturn


class SumError(ValueError):
    """Everything that is wrong with what was given."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(f"{p.field}: {p.code}" for p in problems))
        self.problems = problems


def within_limits(kind: SumKind, values: Mapping[str, Decimal]) -> list[Problem]:
    """What is out of range, by field."""
    problems = []
    for name, (low, high) in FIELDS[kind].items():
        if name in values and _decimals(values[name]) > support.MOST_DIGITS:
            problems.append(Problem(name, "too_long"))
        elif name in values and values[name] < low:
            problems.append(Problem(name, "too_small", {"limit": low}))
        elif name in values and values[name] > high:
            problems.append(Problem(name, "too_large", {"limit": high}))
    return problems


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def threshold_of(year: int) -> Span | None:
    """The threshold of a year in kr. per m² a year, or None where none is known."""
    return parameters.load().span_or_none(THRESHOLD, date(year, 1, 1))


def known_years() -> tuple[int, int]:
    """The first and the last year whose threshold is known."""
    values = parameters.load().all[THRESHOLD].values
    return values[0].start.year, values[-1].start.year


def year_problem(year: int) -> Problem | None:
    """The year's threshold is not known."""
    low, high = known_years()
    if low <= year <= high:
        return None
    return Problem("year", "not_known_yet", {"low": low, "high": high})


def most_of_lower_part(on: date) -> Fraction:
    """The largest share that the municipality may give of the part below the threshold."""
    return parameters.load().at(on).fraction(OPTIONAL_MOST)


def work_out(
    given: Sum, on: date
) -> support.PermanentSupport | support.ReturnSupport | support.ReturnSupportSpan:
    """The support; at both ends where the year's threshold is a span."""
    law = parameters.load().at(on)
    if isinstance(given, Permanent):
        return support.permanent(given.old_rent, given.new_rent, law)
    span = threshold_of(given.year)
    if span is None:
        raise SumError([Problem("year", "not_known_yet")])
    numbers = given.area_m2, given.increase_per_m2, given.lower_part_rate
    if span.low == span.high:
        return support.after_return(*numbers, span.low, law)
    return support.after_return_span(*numbers, span, law)


def from_form(form: Mapping[str, str], today: date) -> Sum:
    """The sum that was typed. Raises SumError."""
    kind = form.get("kind", "")
    if kind not in list(SumKind):
        raise SumError([Problem("kind", "choose")])
    kind = SumKind(kind)
    values: dict[str, Decimal] = {}
    problems: list[Problem] = []
    for name in FIELDS[kind]:
        try:
            values[name] = parse_number(form.get(name, ""))
        except NumberError as error:
            problems.append(Problem(name, str(error.code)))
    problems += within_limits(kind, values)
    year = _year(form, today, problems) if kind is SumKind.AFTER_RETURN else today.year
    if problems:
        raise SumError(problems)
    if kind is SumKind.PERMANENT:
        return Permanent(**values)
    rate = form.get("lower_part_rate", "")
    share = Fraction(rate) if rate in RATES else Fraction(0)
    return AfterReturn(**values, lower_part_rate=share, year=year)


#: what the municipality may have said about the lower part, on the page
RATES = ("0", "1/3", "2/3")


def _year(form: Mapping[str, str], today: date, problems: list[Problem]) -> int:
    text = form.get("year", "").strip()
    if not text:
        return today.year
    try:
        year = parse_number(text)
    except NumberError as error:
        problems.append(Problem("year", str(error.code)))
        return today.year
    if year != int(year):
        problems.append(Problem("year", "not_whole"))
    elif problem := year_problem(int(year)):
        problems.append(problem)
    return int(year)


def plain(given: Sum) -> dict[str, Any]:
    """What a token holds of a sum: the fields of the form."""
    if isinstance(given, Permanent):
        return {
            "kind": "permanent",
            "old_rent": str(given.old_rent),
            "new_rent": str(given.new_rent),
        }
    return {
        "kind": "after_return",
        "area_m2": str(given.area_m2),
        "increase_per_m2": str(given.increase_per_m2),
        "lower_part_rate": str(given.lower_part_rate),
        "year": str(given.year),
    }
