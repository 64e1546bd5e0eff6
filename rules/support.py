"""Indfasningsstøtte: what the municipality pays of a higher rent, for ten years (BYF-I-01 to I-05).

`permanent` is the support of a tenant who moved for good, byfornyelsesloven § 67, stk. 1.
`after_return` is the support that lowers the increase of a rebuilt home, § 15, stk. 1-2.

Everything is an exact `Fraction` of kroner; the law has no rounding rule, so amounts are rounded
to whole øre with `to_oere` only where they are shown. Negative, infinite or absurdly long amounts
raise `SupportError`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from rules.parameters import ParametersOn, Span

MONTHS = 12
MOST_DIGITS = 12
_ZERO = Fraction(0)

_FIRST_YEAR = "byf.support.first_year_fraction"
_YEARS = "byf.support.years"
_LOWER_PART_MOST = "byf.support.optional_max_fraction_below_threshold"


class SupportError(ValueError):
    """An amount that no support can be computed from. `field` names the argument."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field


@dataclass(frozen=True, slots=True)
class PermanentYear:
    """One year after moving for good. kr., exact."""

    year: int
    support_per_month: Fraction
    you_pay_per_month: Fraction

    @property
    def support_per_year(self) -> Fraction:
        """kr. in twelve months."""
        return self.support_per_month * MONTHS


@dataclass(frozen=True, slots=True)
class PermanentSupport:
    """§ 67, stk. 1: a share of the difference in rent, falling by equal steps.

    `difference`: new rent - old rent, kr. per month, negative where the rent fell.
    `first_year`, `yearly_step`: kr. per month. `after`: the year when the support has ended.
    """

    old_rent: Fraction
    new_rent: Fraction
    difference: Fraction
    first_year: Fraction
    yearly_step: Fraction
    years: tuple[PermanentYear, ...]
    after: PermanentYear

    @property
    def total(self) -> Fraction:
        """kr. in all years together."""
        return sum((year.support_per_year for year in self.years), _ZERO)


@dataclass(frozen=True, slots=True)
class ReturnYear:
    """One year after moving back. kr., exact."""

    year: int
    support_per_year: Fraction
    increase_you_carry_per_year: Fraction

    @property
    def support_per_month(self) -> Fraction:
        """A twelfth of the year's support, kr."""
        return self.support_per_year / MONTHS

    @property
    def increase_you_carry_per_month(self) -> Fraction:
        """A twelfth of the increase you carry that year, kr."""
        return self.increase_you_carry_per_year / MONTHS


@dataclass(frozen=True, slots=True)
class ReturnSupport:
    """§ 15, stk. 1-2: a share of the increase above the threshold, and perhaps of the rest.

    `threshold`: kr. per m² a year; all other amounts kr. per year for the whole home.
    `above` and `below`: the parts of the increase above the threshold, and at or below it;
    `for_above` and `for_below`: the first year's support for each. `after`: the year when it ended.
    """

    threshold: Fraction
    increase: Fraction
    above: Fraction
    below: Fraction
    for_above: Fraction
    for_below: Fraction
    first_year: Fraction
    yearly_step: Fraction
    years: tuple[ReturnYear, ...]
    after: ReturnYear

    @property
    def total(self) -> Fraction:
        """kr. in all years together."""
        return sum((year.support_per_year for year in self.years), _ZERO)


Support = PermanentSupport | ReturnSupport


@dataclass(frozen=True, slots=True)
class ReturnSupportSpan:
    """The support at both ends of a threshold that is not settled; a lower threshold gives more."""

    at_low: ReturnSupport
    at_high: ReturnSupport


def to_oere(amount: Fraction) -> Decimal:
    """An amount rounded half up to whole øre, with two decimals; a half moves away from zero."""
    oere = floor(abs(amount) * 100 + Fraction(1, 2))
    negative = amount < 0 < oere
    return Decimal((int(negative), tuple(int(digit) for digit in str(oere)), -2))


def permanent(old_rent: Decimal, new_rent: Decimal, params: ParametersOn) -> PermanentSupport:
    """The support when you move for good. Rents in kr. per month; § 67, stk. 1."""
    old, new = _amount("old_rent", old_rent), _amount("new_rent", new_rent)
    difference = new - old
    first = max(difference, _ZERO) * params.fraction(_FIRST_YEAR)
    supports, step = _falling(first, params)
    years = [
        PermanentYear(year, support, new - support) for year, support in enumerate(supports, 1)
    ]
    return PermanentSupport(old, new, difference, first, step, tuple(years[:-1]), years[-1])


def after_return(
    area_m2: Decimal,
    increase_per_m2: Decimal,
    lower_part_rate: Fraction,
    threshold: Decimal,
    params: ParametersOn,
) -> ReturnSupport:
    """The support when you move back into a rebuilt home; § 15, stk. 1-2.

    Area in m² bruttoetageareal, increase and threshold in kr. per m² a year. `lower_part_rate`:
    the share of the part at or below the threshold that the municipality has chosen to give.
    """
    area, limit = _amount("area_m2", area_m2), _amount("threshold", threshold)
    per_m2 = _amount("increase_per_m2", increase_per_m2)
    if not 0 <= lower_part_rate <= params.fraction(_LOWER_PART_MOST):
        raise SupportError("lower_part_rate", "outside what the municipality may give")
    above, below = max(per_m2 - limit, _ZERO) * area, min(per_m2, limit) * area
    for_above, for_below = above * params.fraction(_FIRST_YEAR), below * lower_part_rate
    increase, first = above + below, for_above + for_below
    supports, step = _falling(first, params)
    years = [
        ReturnYear(year, support, increase - support) for year, support in enumerate(supports, 1)
    ]
    return ReturnSupport(
        threshold=limit,
        increase=increase,
        above=above,
        below=below,
        for_above=for_above,
        for_below=for_below,
        first_year=first,
        yearly_step=step,
        years=tuple(years[:-1]),
        after=years[-1],
    )


def after_return_span(
    area_m2: Decimal,
    increase_per_m2: Decimal,
    lower_part_rate: Fraction,
    threshold: Span,
    params: ParametersOn,
) -> ReturnSupportSpan:
    """`after_return` at both ends of the threshold; both are the same where it is settled."""
    low = after_return(area_m2, increase_per_m2, lower_part_rate, threshold.low, params)
    high = after_return(area_m2, increase_per_m2, lower_part_rate, threshold.high, params)
    return ReturnSupportSpan(low, high)


def received(support: Support, months: int) -> Fraction:
    """What has been paid when you move out after so many whole months, kr. (BYF-I-06)."""
    if months < 0:
        raise SupportError("months", "before the support began")
    whole_years, rest = divmod(months, MONTHS)
    paid: Sequence[PermanentYear | ReturnYear] = support.years[:whole_years]
    total = sum((year.support_per_year for year in paid), _ZERO)
    if whole_years < len(support.years):
        total += support.years[whole_years].support_per_month * rest
    return total


def _falling(first: Fraction, params: ParametersOn) -> tuple[list[Fraction], Fraction]:
    """The first year's support and those that follow, to the year when nothing is left."""
    years = params.integer(_YEARS)
    step = first / years
    return [first - step * passed for passed in range(years + 1)], step


def _amount(field: str, value: Decimal) -> Fraction:
    if not value.is_finite() or value < 0:
        raise SupportError(field, "must be a finite amount of at least 0")
    exponent = value.as_tuple().exponent
    # Fractions of 1E+1000000 take for ever; nobody has such a rent.
    if value.adjusted() > MOST_DIGITS or (isinstance(exponent, int) and exponent < -MOST_DIGITS):
        raise SupportError(field, "has too many digits")
    return Fraction(value)
