"""A number of the law as a line of the receipt."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.i18n import current_language, format_kroner, format_number, gettext
from portal.receipt.used import Used
from portal.words import words
from portal.words.law import duration
from portal.words.values import threshold_text
from rules.parameters import Parameter, Span, Value

_DURATIONS = ("day", "week", "month", "year")


@dataclass(frozen=True, slots=True)
class Number:
    """A number by name, with its value, the day it holds from, how sure it is, and its source."""

    id: str
    label: str
    value: str
    start: date
    yearly: bool
    status: str
    checked: date
    law: str
    ref: str


def number(used: Used) -> Number:
    """A number that was used, in the language of the page."""
    parameter, value = used.parameter, used.value
    return Number(
        id=parameter.id,
        label=label(parameter),
        value=value_text(parameter, value),
        start=value.start,
        yearly=parameter.yearly,
        status=words(current_language().code).text("receipt", "status", value.status).raw[0],
        checked=value.checked,
        law=value.source.law,
        ref=value.source.ref,
    )


def label(parameter: Parameter) -> str:
    """What a number is called; its place in the law where it has no name of its own."""
    path = ("receipt", "numbers", parameter.id)
    found = words(current_language().code)
    source = parameter.source
    return found.text(*path).raw[0] if found.has(*path) else f"{source.law}, {source.ref}"


def value_text(parameter: Parameter, value: Value) -> str:
    """The value with its unit: `6 måneder`, `2/3`, `232–233 kr. pr. m² om året`."""
    low, unit = value.low, parameter.unit.removesuffix("s")
    if isinstance(low, bool):
        return gettext("Ja") if low else gettext("Nej")
    if isinstance(low, int):
        return duration(low, unit) if unit in _DURATIONS else str(low)
    if not isinstance(low, Decimal):
        return f"{low.numerator}/{low.denominator}"
    if not unit.startswith("kr."):
        return f"{format_number(low)}\N{NO-BREAK SPACE}%" if unit == "percent" else str(low)
    if isinstance(value.high, Decimal) and low != value.high:
        amount = threshold_text(Span(low, value.high, value.status))
    else:
        amount = format_kroner(low, oere=low != low.to_integral_value())
    return gettext("%(amount)s pr. m² om året", amount=amount) if "m²" in unit else amount
