"""Three-valued logic (Kleene) under two readings of the law at once.

A truth is four bits: *may it be yes* and *may it be no*, each under the narrow reading (the one
least favourable to the household) and under the wide one (the most favourable). A fact that is
not known leaves both bits standing; sources that differ fix them differently. Learning a fact only
ever removes bits, and the operators keep that order, so an answer given early is never taken back.
"""

from enum import StrEnum
from typing import TypeAlias

Truth: TypeAlias = int

_YES_BITS = 0b0011
_NO_BITS = 0b1100
NARROW = 0b0101
WIDE = 0b1010

YES: Truth = 0b0011
NO: Truth = 0b1100
UNKNOWN: Truth = 0b1111
#: narrow reading no, wide reading yes
DISPUTED: Truth = 0b0110
#: the reverse: a rule *against* the household that only the narrow reading applies
DISPUTED_AGAINST: Truth = 0b1001


class Verdict(StrEnum):
    """What a truth says when both readings are held together."""

    YES = "yes"
    NO = "no"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


_VERDICTS = {
    YES: Verdict.YES,
    NO: Verdict.NO,
    DISPUTED: Verdict.DISPUTED,
    DISPUTED_AGAINST: Verdict.DISPUTED,
}
#: verdict of each of the sixteen bit patterns, by index
VERDICT: tuple[Verdict, ...] = tuple(_VERDICTS.get(t, Verdict.UNKNOWN) for t in range(16))


def truth(value: bool | None) -> Truth:
    """A fact as a truth: ``None`` is *ved ikke*."""
    return UNKNOWN if value is None else YES if value else NO


def both(a: Truth, b: Truth) -> Truth:
    """Kleene's *and*, reading by reading."""
    return (a & b & _YES_BITS) | ((a | b) & _NO_BITS)


def either(a: Truth, b: Truth) -> Truth:
    """Kleene's *or*, reading by reading."""
    return ((a | b) & _YES_BITS) | (a & b & _NO_BITS)


def negated(a: Truth) -> Truth:
    """Kleene's *not*, reading by reading."""
    return (a >> 2) | ((a << 2) & _NO_BITS)


def readings(narrow: Truth, wide: Truth) -> Truth:
    """One truth from what each reading says."""
    return (narrow & NARROW) | (wide & WIDE)


def open_bits(a: Truth) -> Truth:
    """All bits of the readings in which it may be *yes* and may be *no*."""
    either_way = a & a >> 2 & _YES_BITS
    return either_way | either_way << 2
