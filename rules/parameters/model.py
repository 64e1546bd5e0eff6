"""The numbers of the law as they stand on a day: types, and the look-up."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from rules.sources import Source

#: What a parameter can be: counted, exact, a share, or yes/no. Never a binary float.
Number = int | Decimal | Fraction | bool


class ParameterError(ValueError):
    """A parameter file that is not well formed; the message names file and key."""


class UnknownParameterError(LookupError):
    """No parameter has this key, or it is not of the type asked for."""


class NotInForceError(LookupError):
    """The parameter has no value on the day asked for; nothing is guessed."""


class Status(StrEnum):
    """How a value was come by; a span is not settled to one value."""

    OFFICIAL = "official"
    COMPUTED = "computed"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class Value:
    """A value and the day from which it holds; `low` equals `high` unless it is a span.

    `exact`: the two ends of the unrounded value, where it was computed.
    """

    start: date
    low: Number
    high: Number
    status: Status
    checked: date
    source: Source
    exact: tuple[Decimal, Decimal] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of the law through time, oldest value first, with the rule it belongs to.

    A `yearly` one is fixed anew each year, so its last value ends with the last year; the last
    value of any other holds until a newer one is known.
    """

    id: str
    unit: str
    rule: str
    source: Source
    values: tuple[Value, ...]
    yearly: bool = False
    note: str = ""

    def on(self, day: date) -> Value | None:
        """The value in force on a day, or None where none is known."""
        position = bisect_right(self.values, day, key=lambda value: value.start)
        if position == 0:
            return None
        value = self.values[position - 1]
        return None if self.yearly and value.start.year != day.year else value


@dataclass(frozen=True, slots=True)
class Span:
    """An amount between `low` and `high`, both included; equal where it is settled.

    `year`: the year it holds for, or None where it is not fixed yearly.
    """

    low: Decimal
    high: Decimal
    status: Status
    year: int | None = None

    @property
    def text(self) -> str:
        """`"218"`, or `"228-229"` where it is not settled."""
        low, high = f"{self.low:f}", f"{self.high:f}"
        return low if self.low == self.high else f"{low}-{high}"


def _span(parameter: Parameter, value: Value) -> Span:
    if not isinstance(value.low, Decimal) or not isinstance(value.high, Decimal):
        raise UnknownParameterError(f"{parameter.id} is no amount")
    year = value.start.year if parameter.yearly else None
    return Span(value.low, value.high, value.status, year)


class ParametersOn:
    """The parameters as they stand on one day."""

    def __init__(self, values: Mapping[str, tuple[Parameter, Value | None]]) -> None:
        self._values = values

    def find(self, key: str) -> Value | None:
        """The value with its source and status, or None where none is known for the day."""
        return self._look_up(key)[1]

    def span(self, key: str) -> Span | None:
        """An amount, perhaps not settled to one value, or None where none is known."""
        parameter, value = self._look_up(key)
        return None if value is None else _span(parameter, value)

    def integer(self, key: str) -> int:
        """A count of months, weeks, days, rooms … Raises NotInForceError before it was in force."""
        number = self._settled(key)
        if isinstance(number, int) and not isinstance(number, bool):
            return number
        raise UnknownParameterError(f"{key} is no whole number")

    def decimal(self, key: str) -> Decimal:
        """A settled amount or percentage. Raises NotInForceError where none is known."""
        number = self._settled(key)
        if isinstance(number, Decimal):
            return number
        raise UnknownParameterError(f"{key} is no decimal number")

    def fraction(self, key: str) -> Fraction:
        """An exact share. Raises NotInForceError before it was in force."""
        number = self._settled(key)
        if isinstance(number, Fraction):
            return number
        raise UnknownParameterError(f"{key} is no fraction")

    def flag(self, key: str) -> bool:
        """Whether something holds. Raises NotInForceError before it was in force."""
        number = self._settled(key)
        if isinstance(number, bool):
            return number
        raise UnknownParameterError(f"{key} is no yes or no")

    def _look_up(self, key: str) -> tuple[Parameter, Value | None]:
        try:
            return self._values[key]
        except KeyError:
            raise UnknownParameterError(key) from None

    def _settled(self, key: str) -> Number:
        value = self._look_up(key)[1]
        if value is None:
            raise NotInForceError(key)
        if value.status is Status.SPAN:
            raise UnknownParameterError(f"{key} is a span: ask for it as one")
        return value.low


class Parameters:
    """All parameters of the law through time."""

    def __init__(self, parameters: Iterable[Parameter]) -> None:
        self._by_id = {parameter.id: parameter for parameter in parameters}
        self._turns = _days_of_change(self._by_id.values())
        # One entry for each stretch between two changes, so it cannot grow with the days asked for.
        self._cache: dict[int, ParametersOn] = {}

    @property
    def all(self) -> Mapping[str, Parameter]:
        """Every parameter, by id."""
        return MappingProxyType(self._by_id)

    def at(self, day: date) -> ParametersOn:
        """The parameters as they stand on `day`; the same object for days without a change."""
        stretch = bisect_right(self._turns, day)
        found = self._cache.get(stretch)
        if found is None:
            values = {key: (each, each.on(day)) for key, each in self._by_id.items()}
            found = self._cache[stretch] = ParametersOn(values)
        return found

    def span_or_none(self, key: str, day: date) -> Span | None:
        """An amount on `day`, or None where none is known."""
        return self.at(day).span(key)

    def first_span(self, key: str) -> Span:
        """The oldest amount that is known."""
        parameter = self._by_id.get(key)
        if parameter is None:
            raise UnknownParameterError(key)
        return _span(parameter, parameter.values[0])


def _days_of_change(parameters: Iterable[Parameter]) -> list[date]:
    turns: set[date] = set()
    for parameter in parameters:
        turns.update(value.start for value in parameter.values)
        if parameter.yearly:
            turns.add(date(parameter.values[-1].start.year + 1, 1, 1))
    return sorted(turns)
