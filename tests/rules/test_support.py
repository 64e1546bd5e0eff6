"""Indfasningsstøtte: the worked cases number by number, and what must hold for all amounts."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.parameters import Span, Status, load
from rules.support import (
    PermanentSupport,
    ReturnSupport,
    SupportError,
    after_return,
    after_return_span,
    permanent,
    received,
    to_oere,
)

LAW = load().at(date(2026, 11, 21))
CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "support_cases.json").read_text(encoding="utf-8")
)

kroner = st.decimals(0, 100_000, places=2)
areas = st.decimals(1, 500, places=1)
per_m2 = st.decimals(0, 2_000, places=2)
rates = st.fractions(0, Fraction(2, 3), max_denominator=30)


def run(case: dict[str, Any]) -> PermanentSupport | ReturnSupport:
    facts = case["facts"]
    if case["kind"] == "permanent":
        return permanent(Decimal(facts["old_rent"]), Decimal(facts["new_rent"]), LAW)
    return after_return(
        Decimal(facts["area_m2"]),
        Decimal(facts["increase_per_m2"]),
        Fraction(facts["lower_part_rate"]),
        Decimal(facts["threshold"]),
        LAW,
    )


def by_id(cases: list[dict[str, Any]]) -> Any:
    return pytest.mark.parametrize("case", cases, ids=[case["id"] for case in cases])


def test_all_twelve_cases_are_here() -> None:
    assert [case["id"] for case in CASES] == [f"IC-{n:02}" for n in range(1, 13)]
    assert sum(len(case["years"]) for case in CASES) == 110


@by_id(CASES)
def test_each_number_of_a_worked_case(case: dict[str, Any]) -> None:
    support = run(case)
    found = [*support.years, support.after]
    for expected in case["years"]:
        year = found[expected["year"] - 1]
        assert year.year == expected["year"]
        for name, amount in expected.items():
            if name == "exact_support_per_month":
                assert year.support_per_month == Fraction(amount)
            elif name != "year":
                assert str(to_oere(getattr(year, name))) == amount, (year.year, name)
    for name, amount in case["steps"].items():
        if name == "first_year_per_month":
            assert str(to_oere(support.years[0].support_per_month)) == amount
        else:
            assert str(to_oere(getattr(support, name))) == amount, name
    assert str(to_oere(support.total)) == case["total"]


@by_id([case for case in CASES if case.get("no_support")])
def test_no_support_where_the_rent_does_not_rise(case: dict[str, Any]) -> None:
    support = run(case)
    assert isinstance(support, PermanentSupport)
    assert [year.support_per_month for year in support.years] == [0] * 10
    assert {year.you_pay_per_month for year in support.years} == {support.new_rent}


@by_id([case for case in CASES if "received" in case])
def test_what_was_received_when_moving_out(case: dict[str, Any]) -> None:
    expected = case["received"]
    assert str(to_oere(received(run(case), expected["months"]))) == expected["amount"]


@by_id([case for case in CASES if case["kind"] == "after_return"])
def test_the_threshold_of_the_case_is_the_one_of_its_year(case: dict[str, Any]) -> None:
    span = load().span_or_none("byf.rent.threshold", date(case["facts"]["threshold_year"], 7, 1))
    assert span is not None
    assert span.low == span.high == Decimal(case["facts"]["threshold"])


@pytest.mark.parametrize(
    ("months", "paid"),
    [(0, 0), (1, 1200), (12, 14400), (13, 15480), (119, 79080), (120, 79200), (500, 79200)],
)
def test_received_month_by_month(months: int, paid: int) -> None:
    assert received(permanent(Decimal(4200), Decimal(6000), LAW), months) == paid


def test_received_after_return() -> None:
    support = after_return(Decimal(60), Decimal(150), Fraction(1, 3), Decimal(218), LAW)
    assert received(support, 14) == 3000 + 2 * 225


def test_received_before_it_began_is_an_error() -> None:
    support = permanent(Decimal(4200), Decimal(6000), LAW)
    with pytest.raises(SupportError, match="months: before the support began"):
        received(support, -1)


@given(kroner, kroner)
def test_permanent_support_of_any_rents(old: Decimal, new: Decimal) -> None:
    support = permanent(old, new, LAW)
    difference = Fraction(new) - Fraction(old)
    claim = max(difference, Fraction(0))
    monthly = [year.support_per_month for year in support.years]

    assert (support.old_rent, support.new_rent) == (Fraction(old), Fraction(new))
    assert support.difference == difference
    assert support.yearly_step == claim / 15
    assert [year.year for year in support.years] == list(range(1, 11))
    assert monthly == [claim * (11 - year) / 15 for year in range(1, 11)]
    assert monthly == sorted(monthly, reverse=True)
    assert min(monthly) >= 0
    assert support.total == 44 * claim
    assert support.after.year == 11
    assert support.after.support_per_month == 0
    for year in [*support.years, support.after]:
        assert year.you_pay_per_month + year.support_per_month == Fraction(new)
        assert year.support_per_year == 12 * year.support_per_month
        if new > old:
            assert Fraction(old) < year.you_pay_per_month <= Fraction(new)


@given(areas, per_m2, rates, per_m2)
def test_support_after_return_of_any_increase(
    area: Decimal, increase: Decimal, rate: Fraction, threshold: Decimal
) -> None:
    support = after_return(area, increase, rate, threshold, LAW)
    whole = Fraction(area) * Fraction(increase)
    yearly = [year.support_per_year for year in support.years]

    assert support.threshold == Fraction(threshold)
    assert support.yearly_step == support.first_year / 10
    assert support.increase == support.above + support.below == whole
    assert support.above == (whole - support.below if increase > threshold else 0)
    assert support.below <= Fraction(area) * Fraction(threshold)
    assert support.first_year == support.above * Fraction(2, 3) + support.below * rate
    assert yearly == [support.first_year * (11 - year) / 10 for year in range(1, 11)]
    assert yearly == sorted(yearly, reverse=True)
    assert support.total == Fraction(11, 2) * support.first_year
    assert support.after.year == 11
    assert support.after.support_per_year == 0
    for year in [*support.years, support.after]:
        assert year.support_per_year + year.increase_you_carry_per_year == whole
        assert year.support_per_month * 12 == year.support_per_year
        assert year.increase_you_carry_per_month * 12 == year.increase_you_carry_per_year
        assert 0 <= year.support_per_year <= whole * Fraction(2, 3)


@given(areas, per_m2, rates)
def test_a_lower_threshold_never_gives_less(
    area: Decimal, increase: Decimal, rate: Fraction
) -> None:
    span = Span(Decimal(232), Decimal(233), Status.SPAN, 2026)
    both = after_return_span(area, increase, rate, span, LAW)
    assert both.at_low == after_return(area, increase, rate, Decimal(232), LAW)
    assert both.at_high == after_return(area, increase, rate, Decimal(233), LAW)
    assert both.at_low.total >= both.at_high.total


def test_the_span_matters_above_the_threshold() -> None:
    span = Span(Decimal(232), Decimal(233), Status.SPAN, 2026)
    both = after_return_span(Decimal(60), Decimal(300), Fraction(0), span, LAW)
    assert both.at_low.first_year == 2720
    assert both.at_high.first_year == 2680


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Fraction(0), "0.00"),
        (Fraction(1, 200), "0.01"),
        (Fraction(1, 201), "0.00"),
        (Fraction(2000, 3), "666.67"),
        (Fraction(400, 3), "133.33"),
        (Fraction(-1, 200), "-0.01"),
        (Fraction(-1, 201), "0.00"),
        (Fraction(-650), "-650.00"),
        (Fraction(168450, 100), "1684.50"),
    ],
)
def test_rounding_half_up_to_oere(amount: Fraction, shown: str) -> None:
    assert str(to_oere(amount)) == shown


@given(st.fractions(-1_000_000, 1_000_000))
def test_rounding_moves_by_half_an_oere_at_most(amount: Fraction) -> None:
    assert abs(Fraction(to_oere(amount)) - amount) <= Fraction(1, 200)


@given(st.integers(0, 10**30))
def test_rounding_keeps_whole_oere_of_any_size(oere: int) -> None:
    assert Fraction(to_oere(Fraction(oere, 100))) == Fraction(oere, 100)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("-0.01", "must be a finite amount of at least 0"),
        ("NaN", "must be a finite amount of at least 0"),
        ("Infinity", "must be a finite amount of at least 0"),
        ("1E+13", "has too many digits"),
        ("1E+1000000", "has too many digits"),
        ("0E-13", "has too many digits"),
        ("1E-13", "has too many digits"),
    ],
)
def test_amounts_that_cannot_be(bad: str, message: str) -> None:
    amount, one = Decimal(bad), Decimal(1)
    with pytest.raises(SupportError, match=rf"^old_rent: {message}$"):
        permanent(amount, one, LAW)
    with pytest.raises(SupportError, match=r"^new_rent: "):
        permanent(one, amount, LAW)
    with pytest.raises(SupportError, match=r"^area_m2: "):
        after_return(amount, one, Fraction(0), one, LAW)
    with pytest.raises(SupportError, match=r"^increase_per_m2: "):
        after_return(one, amount, Fraction(0), one, LAW)
    with pytest.raises(SupportError, match=r"^threshold: ") as caught:
        after_return(one, one, Fraction(0), amount, LAW)
    assert caught.value.field == "threshold"


@pytest.mark.parametrize("edge", ["0", "1E+12", "1E-12", "999999999999.99"])
def test_amounts_that_can_just_be(edge: str) -> None:
    assert permanent(Decimal(0), Decimal(edge), LAW).difference == Fraction(Decimal(edge))


@pytest.mark.parametrize("rate", [Fraction(-1, 1000), Fraction(2, 3) + Fraction(1, 1000)])
def test_the_municipality_cannot_give_more_than_two_thirds(rate: Fraction) -> None:
    with pytest.raises(SupportError, match=r"^lower_part_rate: outside"):
        after_return(Decimal(70), Decimal(260), rate, Decimal(218), LAW)


@pytest.mark.parametrize("rate", [Fraction(0), Fraction(2, 3)])
def test_the_ends_of_what_the_municipality_may_give(rate: Fraction) -> None:
    support = after_return(Decimal(70), Decimal(100), rate, Decimal(218), LAW)
    assert support.first_year == 7000 * rate
