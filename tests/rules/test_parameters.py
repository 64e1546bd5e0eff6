"""The numbers of the law: how they are looked up."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.parameters import (
    NotInForceError,
    Span,
    Status,
    UnknownParameterError,
    load,
)

TODAY = date(2026, 11, 21)
LAW = load().at(TODAY)
THRESHOLD = "byf.rent.threshold"


def test_a_year_without_a_value_is_not_guessed() -> None:
    for day in (date(2003, 12, 31), date(2028, 1, 1), date(2100, 6, 1), date.min, date.max):
        assert load().span_or_none(THRESHOLD, day) is None
        assert load().at(day).find(THRESHOLD) is None


def test_a_lasting_value_lasts() -> None:
    assert load().at(date.max).integer("byf.notice.months") == 3
    assert load().at(date(2004, 1, 1)).integer("byf.notice.months") == 3


@pytest.mark.parametrize(
    "ask",
    [
        lambda: load().at(date(2003, 12, 31)).integer("byf.notice.months"),
        lambda: load().at(date.min).fraction("byf.support.first_year_fraction"),
        lambda: load().at(date(2028, 1, 1)).decimal(THRESHOLD),
        lambda: load().at(date.min).flag("byf.temp.covers_all_tenures"),
    ],
)
def test_before_it_was_in_force_is_a_named_error(ask: Callable[[], Any]) -> None:
    with pytest.raises(NotInForceError):
        ask()


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: LAW.integer("byf.nothing"), "byf.nothing"),
        (lambda: LAW.span("byf.nothing"), "byf.nothing"),
        (lambda: LAW.find("byf.nothing"), "byf.nothing"),
        (lambda: load().first_span("byf.nothing"), "byf.nothing"),
        (lambda: LAW.integer("byf.rent.base"), "byf.rent.base is no whole number"),
        (
            lambda: LAW.integer("byf.temp.covers_all_tenures"),
            "byf.temp.covers_all_tenures is no whole number",
        ),
        (lambda: LAW.decimal("byf.notice.months"), "byf.notice.months is no decimal number"),
        (lambda: LAW.fraction("byf.rent.base"), "byf.rent.base is no fraction"),
        (lambda: LAW.flag("byf.notice.months"), "byf.notice.months is no yes or no"),
        (lambda: LAW.span("byf.notice.months"), "byf.notice.months is no amount"),
        (lambda: load().first_span("byf.notice.months"), "byf.notice.months is no amount"),
        (lambda: LAW.decimal(THRESHOLD), f"{THRESHOLD} is a span: ask for it as one"),
    ],
)
def test_asking_for_the_wrong_thing(ask: Callable[[], Any], message: str) -> None:
    with pytest.raises(UnknownParameterError) as caught:
        ask()
    assert str(caught.value) == message


def test_a_settled_year_can_be_asked_for_as_a_number() -> None:
    assert load().at(date(2023, 5, 1)).decimal(THRESHOLD) == 218


def test_the_first_threshold_is_the_lowest() -> None:
    first = load().first_span(THRESHOLD)
    assert first == Span(Decimal(155), Decimal(155), Status.OFFICIAL, 2004)
    assert first.low == min(Decimal(str(v.low)) for v in load().all[THRESHOLD].values)


def test_a_lasting_amount_is_a_span_of_no_year() -> None:
    assert LAW.span("byf.rent.base") == Span(Decimal(155), Decimal(155), Status.OFFICIAL, None)


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [("218", "218", "218"), ("228", "229", "228-229"), ("1E+2", "100.5", "100-100.5")],
)
def test_a_span_as_text(low: str, high: str, text: str) -> None:
    assert Span(Decimal(low), Decimal(high), Status.SPAN, 2025).text == text


def test_a_value_carries_its_source() -> None:
    value = load().at(date(2006, 7, 1)).find(THRESHOLD)
    assert value is not None
    assert (value.source.key, value.source.ref) == ("FOLDER06", "s. 8")
    assert value.checked == TODAY
    months = LAW.find("byf.notice.months")
    assert months is not None
    assert (months.source.law, months.source.ref) == ("byfornyelsesloven", "§ 58, stk. 2")


@given(st.dates())
def test_any_day_gives_what_each_parameter_says_of_it(day: date) -> None:
    law = load().at(day)
    for key, parameter in load().all.items():
        inside = [value for value in parameter.values if value.start <= day]
        expected = inside[-1] if inside else None
        if expected and parameter.yearly and expected.start.year < day.year:
            expected = None
        assert law.find(key) is expected


def test_days_without_a_change_between_them_share_their_numbers() -> None:
    assert load().at(date(2023, 2, 1)) is load().at(date(2023, 3, 1))
    assert load().at(date(2023, 12, 31)) is not load().at(date(2024, 1, 1))
    assert load() is load()


def test_all_parameters_can_be_listed_and_not_changed() -> None:
    with pytest.raises(TypeError):
        load().all["byf.notice.months"] = None  # type: ignore[index]
