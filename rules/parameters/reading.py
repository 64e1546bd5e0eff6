"""Reading parameter files, and refusing what is not well formed.

A parameter in a file:

    byf.notice.months:
      unit: months
      rule: BYF-P-02
      source: {law: BFL, ref: "§ 58, stk. 2"}
      values:
        - {from: 2004-01-01, value: 3, status: official, checked: 2026-11-21}

`yearly: true` asks for a value for every year from the first to the last. A span has `low` and
`high` for `value`. A value may have its own `source`, a `note`, and `exact` before rounding.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from rules.parameters.model import Number, Parameter, ParameterError, Parameters, Status, Value
from rules.sources import SourceError, Text, cite, fields, load_registry, load_texts
from rules.strict_yaml import YamlError, read_mapping

#: The units a parameter can have, and the type that each is read as.
UNITS: Mapping[str, type[Number]] = {
    "days": int,
    "weeks": int,
    "months": int,
    "years": int,
    "year": int,
    "rooms": int,
    "homes": int,
    "criteria": int,
    "persons per room": int,
    "kr.": Decimal,
    "kr. per m² a year": Decimal,
    "percent": Decimal,
    "fraction": Fraction,
    "yes/no": bool,
}

_DECIMAL = re.compile(r"\d+(\.\d+)?")
_FRACTION = re.compile(r"\d+/[1-9]\d*")
_PARAMETER = {"unit": str, "rule": str, "source": dict, "values": list}
_VALUE = {"from": date, "status": str, "checked": date}
_SETTLED = {"value": object}
_SPAN = {"low": object, "high": object}
_VALUE_OPTIONAL = {"source": dict, "note": str, "exact": object}


def _number(raw: object, kind: type[Number], where: str) -> Number:
    is_count = isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0
    if kind is bool and isinstance(raw, bool):
        return raw
    if kind is int and isinstance(raw, int) and is_count:
        return raw
    if kind is Decimal and (is_count or (isinstance(raw, str) and _DECIMAL.fullmatch(raw))):
        return Decimal(str(raw))
    if kind is Fraction and isinstance(raw, str) and _FRACTION.fullmatch(raw):
        return Fraction(raw)
    raise ParameterError(f"{where}: {raw!r} is not a {kind.__name__}")


def _exact(raw: object, where: str) -> tuple[Decimal, Decimal] | None:
    if raw is None:
        return None
    ends = raw if isinstance(raw, list) else [raw, raw]
    numbers = [Decimal(str(_number(end, Decimal, where))) for end in ends]
    if len(numbers) != 2 or numbers[0] > numbers[1]:
        raise ParameterError(f"{where}: exact must be one number, or two with the lower first")
    return numbers[0], numbers[1]


def _value(
    entry: Any, kind: type[Number], own: Mapping[str, Any], where: str, texts: Mapping[str, Text]
) -> Value:
    status = entry.get("status") if isinstance(entry, dict) else None
    if isinstance(status, str) and status not in list(Status):
        raise ParameterError(f"{where}: unknown status {status}")
    is_span = status == Status.SPAN
    found = fields(entry, where, _VALUE | (_SPAN if is_span else _SETTLED), _VALUE_OPTIONAL)
    for key in ("from", "checked"):
        if isinstance(found[key], datetime):
            raise ParameterError(f"{where}: {key} must be a day without a time")
    low = _number(found["low" if is_span else "value"], kind, where)
    high = _number(found["high"], kind, where) if is_span else low
    if is_span and not low < high:
        raise ParameterError(f"{where}: the low end of a span must be below the high end")
    return Value(
        start=found["from"],
        low=low,
        high=high,
        status=Status(found["status"]),
        checked=found["checked"],
        source=cite(found.get("source", own), where, texts),
        exact=_exact(found.get("exact"), where),
        note=found.get("note", ""),
    )


def _check_order(values: Iterable[Value], yearly: bool, where: str) -> None:
    for one, following in pairwise(values):
        if following.start <= one.start:
            raise ParameterError(f"{where}: {following.start} does not come after {one.start}")
        if not yearly:
            continue
        if following.start.year != one.start.year + 1:
            raise ParameterError(f"{where}: no value for {one.start.year + 1}")
        if (following.start.month, following.start.day) != (1, 1):
            raise ParameterError(f"{where}: {following.start} is not the first day of a year")


def parse_parameter(
    key: str, entry: Any, where: str, texts: Mapping[str, Text], rules: Iterable[str]
) -> Parameter:
    """A parameter from its entry in a file. Raises ParameterError, naming `where`."""
    try:
        found = fields(entry, where, _PARAMETER, {"yearly": bool, "note": str})
        if found["unit"] not in UNITS:
            raise ParameterError(f"{where}: unknown unit {found['unit']}")
        if found["rule"] not in rules:
            raise ParameterError(f"{where}: unknown rule {found['rule']}")
        if not found["values"]:
            raise ParameterError(f"{where}: no values")
        kind = UNITS[found["unit"]]
        values = tuple(
            _value(value, kind, found["source"], where, texts) for value in found["values"]
        )
        source = cite(found["source"], where, texts)
    except SourceError as error:
        raise ParameterError(str(error)) from error
    yearly = found.get("yearly", False)
    _check_order(values, yearly, where)
    note = found.get("note", "")
    return Parameter(key, found["unit"], found["rule"], source, values, yearly, note)


def read(folder: Path) -> Parameters:
    """All parameters in the YAML files of a folder. Raises ParameterError, naming file and key."""
    texts, rules = load_texts(), load_registry()
    parameters: dict[str, Parameter] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            data = read_mapping(path)
        except YamlError as error:
            raise ParameterError(str(error)) from error
        for key, entry in data.items():
            where = f"{path.name}: {key}"
            if key in parameters:
                raise ParameterError(f"{where}: also in another file")
            parameters[key] = parse_parameter(key, entry, where, texts, rules)
    if not parameters:
        raise ParameterError(f"{folder}: no parameters")
    return Parameters(parameters.values())
