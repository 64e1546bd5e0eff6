"""One answer as bits, by the kind of its fact."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from portal.receipt.bits import BitError, Reader, Writer
from portal.receipt.order import order
from rules.approximate import Month
from rules.facts import NOT_YET, SPECS, Kind

_CHOICE_BITS = 4
_COUNT_CHUNK = 3
_NUMBER_CHUNK = 4
#: days from the receipt's own, months likewise: one chunk holds eleven and twenty years
_DAY_CHUNK = 13
_MONTH_CHUNK = 9
_DAY, _MONTH, _NOT_YET = range(3)
_DATE_BITS = 2
#: decimals of a number: none, two, or as many as follow
_WHOLE, _HUNDREDTHS, _OTHER = range(3)
_SCALE_BITS = 2
_DECIMALS_BITS = 6


def write_value(fact: str, value: Any, day: date, bits: Writer) -> None:
    """An answer; None is *ved ikke*. ``day``: that of the receipt. Raises BitError, LookupError."""
    bits.put(int(value is not None), 1)
    if value is None:
        return
    kind = SPECS[fact].kind
    if kind is Kind.BOOL:
        bits.put(int(value), 1)
    elif kind is Kind.CHOICE:
        bits.put(order().choices[fact].number(value), _CHOICE_BITS)
    elif kind is Kind.COUNT:
        bits.put_any(value, _COUNT_CHUNK)
    elif kind is Kind.NUMBER:
        _write_number(value, bits)
    else:
        _write_date(value, day, bits)


def read_value(fact: str, day: date, bits: Reader) -> Any:
    """An answer written by `write_value`. Raises BitError, LookupError, ArithmeticError."""
    if not bits.take(1):
        return None
    spec = SPECS[fact]
    if spec.kind is Kind.BOOL:
        return bool(bits.take(1))
    if spec.enum is not None:
        return spec.enum(order().choices[fact].name(bits.take(_CHOICE_BITS)))
    if spec.kind is Kind.COUNT:
        return bits.take_any(_COUNT_CHUNK)
    return _read_number(bits) if spec.kind is Kind.NUMBER else _read_date(day, bits)


def _write_number(value: Decimal, bits: Writer) -> None:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or value < 0:
        raise BitError(str(value))
    decimals = max(0, -exponent)
    scale = {0: _WHOLE, 2: _HUNDREDTHS}.get(decimals, _OTHER)
    bits.put(scale, _SCALE_BITS)
    if scale == _OTHER:
        bits.put(decimals, _DECIMALS_BITS)
    bits.put_any(int(value.scaleb(decimals)), _NUMBER_CHUNK)


def _read_number(bits: Reader) -> Decimal:
    scale = bits.take(_SCALE_BITS)
    decimals = {_WHOLE: 0, _HUNDREDTHS: 2}.get(scale)
    if decimals is None:
        decimals = bits.take(_DECIMALS_BITS)
    return Decimal(bits.take_any(_NUMBER_CHUNK)).scaleb(-decimals)


def _write_date(value: Any, day: date, bits: Writer) -> None:
    if value == NOT_YET:
        bits.put(_NOT_YET, _DATE_BITS)
    elif isinstance(value, Month):
        bits.put(_MONTH, _DATE_BITS)
        bits.put_signed(12 * (value.year - day.year) + value.month - day.month, _MONTH_CHUNK)
    else:
        bits.put(_DAY, _DATE_BITS)
        bits.put_signed((value - day).days, _DAY_CHUNK)


def _read_date(day: date, bits: Reader) -> Any:
    form = bits.take(_DATE_BITS)
    if form == _NOT_YET:
        return NOT_YET
    if form == _MONTH:
        months = 12 * day.year + day.month - 1 + bits.take_signed(_MONTH_CHUNK)
        return Month(months // 12, months % 12 + 1)
    if form == _DAY:
        return day + timedelta(days=bits.take_signed(_DAY_CHUNK))
    raise BitError(form)
