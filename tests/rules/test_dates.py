"""Dates, against a second implementation that counts instead of computing."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rules.dates import (
    DateRangeError,
    easter_sunday,
    end_of_notice,
    first_weekday_of_month_not_before_holiday,
    is_holiday,
    minus_months,
    minus_years,
    plus_days,
    plus_months,
    plus_weeks,
    plus_years,
    public_holidays,
    within,
)

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
ONE_DAY = timedelta(days=1)

EASTER = {  # from printed calendars
    1818: (3, 22),
    1943: (4, 25),
    1954: (4, 18),
    1974: (4, 14),
    1981: (4, 19),
    2000: (4, 23),
    2008: (3, 23),
    2011: (4, 24),
    2016: (3, 27),
    2019: (4, 21),
    2022: (4, 17),
    2023: (4, 9),
    2024: (3, 31),
    2025: (4, 20),
    2026: (4, 5),
    2027: (3, 28),
    2028: (4, 16),
    2029: (4, 1),
    2030: (4, 21),
    2038: (4, 25),
    2049: (4, 18),
    2076: (4, 19),
}


def walk_days(day: date, n: int) -> date:
    for _ in range(abs(n)):
        day = day + ONE_DAY if n > 0 else day - ONE_DAY
    return day


def walk_months(day: date, n: int) -> date:
    """Turn over one calendar leaf at a time, then take the nearest day that the leaf has."""
    leaf = day.replace(day=1)
    for _ in range(abs(n)):
        leaf = (leaf + timedelta(days=31)) if n > 0 else (leaf - ONE_DAY)
        leaf = leaf.replace(day=1)
    on_leaf = [d for week in calendar.monthcalendar(leaf.year, leaf.month) for d in week if d]
    return leaf.replace(day=max(d for d in on_leaf if d <= day.day))


def walk_to_easter(year: int) -> date:
    """The Sunday after the church's full moon, by golden number and Gregorian epact."""
    golden = year % 19 + 1
    century = year // 100 + 1
    solar = 3 * century // 4 - 12
    lunar = (8 * century + 5) // 25 - 5
    epact = (11 * golden + 20 + lunar - solar) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    moon = date(year, 3, 1) + timedelta(days=43 - epact)
    if moon < date(year, 3, 21):
        moon += timedelta(days=30)
    day = moon
    while True:
        day += ONE_DAY
        if day.strftime("%w") == "0":
            return day


@given(days, st.integers(-800, 800))
def test_days_as_if_counted_on_a_calendar(day: date, n: int) -> None:
    assert plus_days(day, n) == walk_days(day, n)


@given(days, st.integers(0, 120))
def test_weeks_keep_the_weekday(day: date, n: int) -> None:
    end = plus_weeks(day, n)
    assert end == walk_days(day, 7 * n)
    assert end.weekday() == day.weekday()


@given(days, st.integers(-300, 300))
@example(date(2024, 1, 31), 1)
@example(date(2024, 3, 31), -1)
@example(date(2024, 2, 29), 12)
@example(date(2026, 12, 1), 1)
def test_months_as_if_leafing_through_a_calendar(day: date, n: int) -> None:
    assert plus_months(day, n) == walk_months(day, n)
    assert minus_months(day, n) == walk_months(day, -n)


@given(days, st.integers(0, 60))
@example(date(2024, 2, 29), 2)
@example(date(2024, 2, 29), 4)
def test_years_as_if_leafing_through_a_calendar(day: date, n: int) -> None:
    assert plus_years(day, n) == walk_months(day, 12 * n)
    assert minus_years(day, n) == walk_months(day, -12 * n)


@given(days, st.integers(0, 120), st.integers(0, 120))
def test_more_months_never_end_earlier(day: date, some: int, more: int) -> None:
    assert plus_months(day, some) <= plus_months(day, some + more)


@given(days, days, st.integers(0, 30))
def test_a_later_start_never_gives_an_earlier_end(one: date, other: date, n: int) -> None:
    first, second = sorted((one, other))
    assert plus_months(first, n) <= plus_months(second, n)
    assert plus_years(first, n) <= plus_years(second, n)


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (plus_weeks(date(2026, 6, 1), 6), date(2026, 7, 13)),
        (plus_months(date(2026, 1, 31), 1), date(2026, 2, 28)),
        (plus_months(date(2024, 1, 31), 1), date(2024, 2, 29)),
        (plus_months(date(2026, 11, 30), 3), date(2027, 2, 28)),
        (minus_months(date(2027, 8, 31), 6), date(2027, 2, 28)),
        (minus_months(date(2027, 3, 1), 6), date(2026, 9, 1)),
        (plus_years(date(2025, 2, 1), 2), date(2027, 2, 1)),
        (plus_years(date(2024, 2, 29), 2), date(2026, 2, 28)),
        (plus_years(date(2024, 2, 29), 4), date(2028, 2, 29)),
        (minus_years(date(2024, 2, 29), 2), date(2022, 2, 28)),
    ],
)
def test_periods_of_the_law(result: date, expected: date) -> None:
    assert result == expected


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2025, 2, 28), False),
        (date(2025, 3, 1), True),
        (date(2026, 5, 5), True),
        (date(2027, 3, 1), True),
        (date(2027, 3, 2), False),
    ],
)
def test_both_ends_of_a_period_count(day: date, inside: bool) -> None:
    assert within(day, date(2025, 3, 1), 2) is inside


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: plus_days(date.max, 1),
        lambda: plus_days(date.min, -1),
        lambda: plus_days(date(2026, 1, 1), 10**30),
        lambda: plus_weeks(date.max, 6),
        lambda: plus_months(date.max, 1),
        lambda: plus_months(date(2026, 1, 1), 10**30),
        lambda: minus_months(date.min, 1),
        lambda: plus_years(date.max, 1),
        lambda: within(date.max, date.max, 1),
        lambda: end_of_notice(date(9999, 12, 2), 0),
    ],
)
def test_beyond_the_calendar_is_a_named_error(attempt: object) -> None:
    assert callable(attempt)
    with pytest.raises(DateRangeError):
        attempt()


def test_the_first_and_last_day_of_the_calendar_can_be_reached() -> None:
    assert plus_days(date(9999, 12, 30), 1) == date.max
    assert plus_months(date(9999, 11, 30), 1) == date(9999, 12, 30)
    assert minus_months(date(1, 2, 1), 1) == date.min


def test_the_error_says_what_was_asked() -> None:
    with pytest.raises(DateRangeError, match="9999-12-31 and 1 days"):
        plus_days(date.max, 1)
    with pytest.raises(DateRangeError, match="9999-12-31 and 2 months"):
        plus_months(date.max, 2)


@pytest.mark.parametrize("year", sorted(EASTER))
def test_easter_of_printed_calendars(year: int) -> None:
    assert easter_sunday(year) == date(year, *EASTER[year])


@pytest.mark.parametrize("century", range(1600, 2500, 100))
def test_easter_by_golden_number_and_epact(century: int) -> None:
    for year in range(century, century + 100):
        assert easter_sunday(year) == walk_to_easter(year), year


def test_the_holidays_of_2026() -> None:
    assert sorted(public_holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 2),
        date(2026, 4, 3),
        date(2026, 4, 5),
        date(2026, 4, 6),
        date(2026, 5, 14),
        date(2026, 5, 24),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]


def test_store_bededag_was_a_holiday_until_2023() -> None:
    assert is_holiday(date(2022, 5, 13))
    assert is_holiday(date(2023, 5, 5))
    assert not is_holiday(date(2024, 4, 26))
    assert len(public_holidays(2023)) == len(public_holidays(2024)) + 1


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2026, 11, 22), True),  # Sunday
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 6, 5), False),
        (date(2026, 12, 24), False),
        (date(2026, 12, 31), False),
    ],
)
def test_which_days_are_holidays(day: date, holiday: bool) -> None:
    assert is_holiday(day) is holiday


@pytest.mark.parametrize(
    ("year", "month", "expected"),
    [
        (2026, 1, date(2026, 1, 2)),  # Friday after New Year
        (2027, 1, date(2027, 1, 4)),  # 1 is a Friday, 2 a Saturday
        (2026, 4, date(2026, 4, 7)),  # 1 before Maundy Thursday, then Easter
        (2024, 4, date(2024, 4, 2)),  # 1 is Easter Monday
        (2026, 8, date(2026, 8, 3)),  # 1 is a Saturday
        (2026, 11, date(2026, 11, 2)),  # 1 is a Sunday
        (2023, 5, date(2023, 5, 1)),
        (2025, 6, date(2025, 6, 2)),
        (2020, 6, date(2020, 6, 2)),  # 1 is Whit Monday
        (2027, 5, date(2027, 5, 3)),  # 1 is a Saturday
    ],
)
def test_the_day_a_lease_is_ended_to(year: int, month: int, expected: date) -> None:
    assert first_weekday_of_month_not_before_holiday(year, month) == expected


@given(st.integers(1900, 2199), st.integers(1, 12))
def test_the_day_a_lease_is_ended_to_is_the_first_that_will_do(year: int, month: int) -> None:
    day = first_weekday_of_month_not_before_holiday(year, month)

    def will_do(candidate: date) -> bool:
        return not is_holiday(candidate) and not is_holiday(candidate + ONE_DAY)

    fitting = [date(year, month, d) for d in range(1, 29) if will_do(date(year, month, d))]
    assert day == fitting[0]
    assert day.weekday() < 5


@pytest.mark.parametrize(
    ("received", "months", "expected"),
    [
        (date(2026, 5, 1), 3, date(2026, 8, 3)),
        (date(2026, 5, 4), 3, date(2026, 9, 1)),
        (date(2026, 5, 3), 3, date(2026, 8, 3)),
        (date(2026, 11, 30), 3, date(2027, 3, 1)),
        (date(2026, 9, 21), 3, date(2027, 1, 4)),
        (date(2026, 1, 20), 1, date(2026, 3, 2)),
    ],
)
def test_the_end_of_a_notice(received: date, months: int, expected: date) -> None:
    assert end_of_notice(received, months) == expected


@given(days, st.integers(1, 12))
def test_a_notice_ends_on_the_first_possible_day(received: date, months: int) -> None:
    end = end_of_notice(received, months)
    day = walk_months(received, months)
    while day != first_weekday_of_month_not_before_holiday(day.year, day.month):
        day += ONE_DAY
    assert end == day
