"""What a receipt remembers, as few bytes: the answers, the day, the rules and what they said.

Names are numbers of `order.yaml`, days are counted from the day of the receipt, and what is common
is short: eight answers and thirty verdicts take some 26 bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from portal.receipt.bits import BitError, Reader, Writer
from portal.receipt.order import order
from portal.receipt.values import read_value, write_value
from rules.facts import SPECS
from rules.outcomes import Law, Rehousing
from rules.truth import Verdict

#: changes when older codes could be misread; they are then refused by name
_FORMAT, _FORMAT_BITS = 1, 3
_FIRST_DAY = date(2026, 1, 1)
_DAY_BITS, _LAW_BITS, _REHOUSING_BITS = 14, 3, 4
#: hexadecimal figures of the rules' version that are kept: enough to see that it is another
VERSION_FIGURES = 4
_COUNT_BITS = 7
_NEAR_BITS = 2
_ABSOLUTE_BITS = 7
#: how a verdict is written, (number, width), where most are *no* and where most are *unknown*
_MOSTLY_NO = {
    Verdict.NO: (0b0, 1),
    Verdict.YES: (0b10, 2),
    Verdict.UNKNOWN: (0b110, 3),
    Verdict.DISPUTED: (0b111, 3),
}
_MOSTLY_UNKNOWN = {
    Verdict.UNKNOWN: (0b0, 1),
    Verdict.NO: (0b10, 2),
    Verdict.YES: (0b110, 3),
    Verdict.DISPUTED: (0b111, 3),
}
_SCHEMES = (_MOSTLY_NO, _MOSTLY_UNKNOWN)


class PackingError(ValueError):
    """Bytes of another format, or a name that this portal no longer has."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the guide told on a day. ``version``: the first figures of the rules' version.

    ``verdicts``: by finding; one that was left out counts as *no*.
    """

    answers: Mapping[str, Any]
    day: date
    version: str
    law: Law | None
    rehousing: Rehousing
    verdicts: Mapping[str, Verdict]


def pack(told: Told) -> bytes:
    """The bytes of what was told. Raises PackingError for a name that `order.yaml` lacks."""
    names, bits = order(), Writer()
    try:
        bits.put(_FORMAT, _FORMAT_BITS)
        bits.put((told.day - _FIRST_DAY).days, _DAY_BITS)
        bits.put(int(told.version[:VERSION_FIGURES], 16), 4 * VERSION_FIGURES)
        bits.put(0 if told.law is None else names.laws.number(told.law) + 1, _LAW_BITS)
        bits.put(names.rehousing.number(told.rehousing), _REHOUSING_BITS)
        _put_answers(told, bits)
        _put_verdicts(told.verdicts, bits)
    except (LookupError, BitError) as error:
        raise PackingError(str(error)) from error
    return bits.to_bytes()


def unpack(data: bytes) -> Told:
    """What was told. Raises PackingError."""
    names, bits = order(), Reader(data)
    try:
        if bits.take(_FORMAT_BITS) != _FORMAT:
            raise PackingError("another format")
        day = _FIRST_DAY + timedelta(days=bits.take(_DAY_BITS))
        version = f"{bits.take(4 * VERSION_FIGURES):0{VERSION_FIGURES}x}"
        law = bits.take(_LAW_BITS)
        return Told(
            day=day,
            version=version,
            law=Law(names.laws.name(law - 1)) if law else None,
            rehousing=Rehousing(names.rehousing.name(bits.take(_REHOUSING_BITS))),
            answers=_take_answers(day, bits),
            verdicts=_take_verdicts(bits),
        )
    except (LookupError, ValueError, ArithmeticError) as error:
        raise PackingError(str(error)) from error


def _put_answers(told: Told, bits: Writer) -> None:
    bits.put(len(told.answers), _COUNT_BITS)
    before = -1
    for fact, value in told.answers.items():
        number = order().facts.number(fact)
        near = number - before - 1
        if 0 <= near < 1 << _NEAR_BITS:  # most answers follow each other in the guide's order
            bits.put(0, 1)
            bits.put(near, _NEAR_BITS)
        else:
            bits.put(1, 1)
            bits.put(number, _ABSOLUTE_BITS)
        write_value(fact, value, told.day, bits)
        before = number


def _take_answers(day: date, bits: Reader) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    number = -1
    for _ in range(bits.take(_COUNT_BITS)):
        far = bits.take(1)
        number = bits.take(_ABSOLUTE_BITS) if far else number + 1 + bits.take(_NEAR_BITS)
        fact = order().facts.name(number)
        if fact not in SPECS or fact in answers:
            raise PackingError(fact)
        answers[fact] = read_value(fact, day, bits)
    return answers


def _put_verdicts(verdicts: Mapping[str, Verdict], bits: Writer) -> None:
    told = [verdicts.get(finding, Verdict.NO) for finding in order().findings.names]
    sizes = [sum(scheme[verdict][1] for verdict in told) for scheme in _SCHEMES]
    shortest = sizes.index(min(sizes))
    bits.put(len(told), _COUNT_BITS)
    bits.put(shortest, 1)
    for verdict in told:
        bits.put(*_SCHEMES[shortest][verdict])


def _take_verdicts(bits: Reader) -> dict[str, Verdict]:
    names = order().findings
    count = bits.take(_COUNT_BITS)
    scheme = {written: verdict for verdict, written in _SCHEMES[bits.take(1)].items()}
    return {names.name(number): _take_verdict(scheme, bits) for number in range(count)}


def _take_verdict(scheme: Mapping[tuple[int, int], Verdict], bits: Reader) -> Verdict:
    number = width = 0
    while (number, width) not in scheme or not width:
        number, width = number << 1 | bits.take(1), width + 1
    return scheme[number, width]
