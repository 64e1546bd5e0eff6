"""What each option costs over the years that indfasningsstøtte lasts.

Rent, less support and payment. Exact fractions of kroner; rounding is for whoever shows them.
Later increases of the rents are not known and not guessed (BYF-I-03).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from rules import support
from rules.parameters import ParametersOn, Span
from rules.support import MONTHS, Support

_YEARS = "byf.support.years"
_ZERO = Fraction(0)


class Option(StrEnum):
    """What a household can do, in the order of the page."""

    PAYMENT = "payment"
    OWN = "own"
    PERMANENT = "permanent"
    TEMPORARY = "temporary"


class Counted(StrEnum):
    """Which support is in a total."""

    NONE = "none"
    #: § 67, after moving for good
    PHASE_IN = "phase_in"
    #: § 15, after moving back; at both ends where the year's threshold is not settled
    AFTER_RETURN = "after_return"
    AFTER_RETURN_LOW = "after_return_low"
    AFTER_RETURN_HIGH = "after_return_high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What the person knows: kr., rents in kr. per month, m²; None is *ved ikke*."""

    payment: Decimal | None = None
    old_rent: Decimal | None = None
    own_rent: Decimal | None = None
    permanent_rent: Decimal | None = None
    return_rent: Decimal | None = None
    months_away: Decimal | None = None
    area_m2: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Year:
    """One year's rent and the support that goes off it. kr. per year."""

    year: int
    rent: Fraction
    support: Fraction

    @property
    def you_pay(self) -> Fraction:
        """The rent after support, kr. in that year."""
        return self.rent - self.support


@dataclass(frozen=True, slots=True)
class Total:
    """An option over all years: ``payment`` is the one sum of money that is offered, kr."""

    counted: Counted
    years: tuple[Year, ...]
    payment: Fraction = _ZERO

    @property
    def rent(self) -> Fraction:
        """kr. in all years together."""
        return sum((year.rent for year in self.years), _ZERO)

    @property
    def support(self) -> Fraction:
        """kr. in all years together."""
        return sum((year.support for year in self.years), _ZERO)

    @property
    def you_pay(self) -> Fraction:
        """The rent of all years, less support and payment, kr. Below 0 where more is paid out."""
        return sum((year.you_pay for year in self.years), _ZERO) - self.payment


def needed(option: Option, numbers: Numbers) -> tuple[str, ...]:
    """The numbers that are still missing for the total of an option."""
    if option is Option.TEMPORARY:
        away = ("old_rent",) if numbers.months_away else ()
        wanted: tuple[str, ...] = ("return_rent", *away)
    else:
        wanted = ("permanent_rent" if option is Option.PERMANENT else "own_rent",)
        if option is Option.PAYMENT:
            wanted = ("payment", *wanted)
    return tuple(name for name in wanted if getattr(numbers, name) is None)


def without_support(option: Option, numbers: Numbers, law: ParametersOn) -> Total | None:
    """The total from the rents, and the payment where there is one; None where unknown."""
    if needed(option, numbers):
        return None
    years = range(1, law.integer(_YEARS) + 1)
    if option is Option.TEMPORARY:
        away = Fraction(numbers.months_away or 0)
        old, back = _exact(numbers.old_rent), _exact(numbers.return_rent)
        rents = [_rent_around_return(year, away, old, back) for year in years]
    else:
        rent = numbers.permanent_rent if option is Option.PERMANENT else numbers.own_rent
        rents = [_exact(rent) * MONTHS for _ in years]
    payment = _exact(numbers.payment) if option is Option.PAYMENT else _ZERO
    return Total(Counted.NONE, _years(rents, [_ZERO] * len(rents)), payment)


def with_phase_in(option: Option, numbers: Numbers, law: ParametersOn) -> Total | None:
    """The total with the support under § 67 (BYF-I-02); None where a rent is missing.

    Only who moves for good and is rehoused gets it: not for a payment, nor for a home one leaves.
    """
    if option not in (Option.OWN, Option.PERMANENT):
        return None
    plain = without_support(option, numbers, law)
    new = numbers.permanent_rent if option is Option.PERMANENT else numbers.own_rent
    if plain is None or numbers.old_rent is None or new is None:
        return None
    found = support.permanent(numbers.old_rent, new, law)
    supports = [year.support_per_year for year in found.years]
    return Total(Counted.PHASE_IN, _years([y.rent for y in plain.years], supports), plain.payment)


def with_return_support(
    numbers: Numbers, threshold: Span | None, law: ParametersOn
) -> tuple[Total, ...]:
    """The totals with the support under § 15 for what lies above the threshold (BYF-I-05).

    Two where the threshold is a span; none where a number is missing or the rent does not rise.
    """
    plain = without_support(Option.TEMPORARY, numbers, law)
    area, old, back = numbers.area_m2, numbers.old_rent, numbers.return_rent
    if plain is None or threshold is None or area is None or old is None or back is None:
        return ()
    ends = {threshold.low: Counted.AFTER_RETURN_LOW, threshold.high: Counted.AFTER_RETURN_HIGH}
    if len(ends) == 1:
        ends = {threshold.low: Counted.AFTER_RETURN}
    away = Fraction(numbers.months_away or 0)
    totals = []
    for limit, counted in ends.items():
        found = _return_support(area, back - old, limit, law)
        supports = [
            _received(found, year.year * MONTHS - away)
            - _received(found, (year.year - 1) * MONTHS - away)
            for year in plain.years
        ]
        totals.append(Total(counted, _years([y.rent for y in plain.years], supports)))
    return tuple(totals) if any(total.support for total in totals) else ()


def _return_support(
    area: Decimal, rise: Decimal, threshold: Decimal, law: ParametersOn
) -> support.ReturnSupport:
    """§ 15 for one square metre as large as the home: so the increase stays exact."""
    yearly = max(rise, Decimal(0)) * MONTHS
    return support.after_return(Decimal(1), yearly, Fraction(0), threshold * area, law)


def _rent_around_return(year: int, away: Fraction, old: Fraction, back: Fraction) -> Fraction:
    """The year's rent: the old one for the months away, then that of the rebuilt home."""
    months = min(max(away - (year - 1) * MONTHS, _ZERO), Fraction(MONTHS))
    return months * old + (MONTHS - months) * back


def _received(found: Support, months: Fraction) -> Fraction:
    """What has been paid so many months, and parts of one, after the support began, kr."""
    if months <= 0:
        return _ZERO
    whole = int(months)
    before, after = support.received(found, whole), support.received(found, whole + 1)
    return before + (months - whole) * (after - before)


def _years(rents: Iterable[Fraction], supports: Iterable[Fraction]) -> tuple[Year, ...]:
    pairs = zip(rents, supports, strict=True)
    return tuple(Year(number, *pair) for number, pair in enumerate(pairs, 1))


def _exact(amount: Decimal | None) -> Fraction:
    return Fraction(amount or 0)
