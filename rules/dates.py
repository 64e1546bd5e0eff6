"""All date arithmetic of the law, in one place.

Days are `datetime.date`, never times: a period is counted from a day, and its last day counts.
Where a month or a leap year lacks the day that a period ends on, the period ends on the last day
of that month (31 January + 1 month = 28 or 29 February; 29 February + 2 years = 28 February).
For a deadline that is the careful end: nobody is told a day too late.
"""

import calendar
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache

_SUNDAY = 6
_IN_EVERY_MONTH = 28
_LAST_YEAR_WITH_STORE_BEDEDAG = 2023


class DateRangeError(ValueError):
    """The result lies before year 1 or after year 9999."""


def plus_days(day: date, n: int) -> date:
    """`n` days after `day` (before it where `n` is negative)."""
    try:
        return day + timedelta(days=n)
    except OverflowError:
        raise DateRangeError(f"{day} and {n} days") from None


def plus_weeks(day: date, n: int) -> date:
    """The last day of a period of `n` weeks that starts from `day`: 1 June + 6 weeks = 13 July."""
    return plus_days(day, 7 * n)


def plus_months(day: date, n: int) -> date:
    """The same day `n` months later, or the last day of that month where it has no such day."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + n, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise DateRangeError(f"{day} and {n} months")
    last = day.day if day.day <= _IN_EVERY_MONTH else calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(day.day, last))


def minus_months(day: date, n: int) -> date:
    """The same day `n` months earlier, or the last day of that month where it has no such day."""
    return plus_months(day, -n)


def plus_years(day: date, n: int) -> date:
    """The same day `n` years later; 29 February becomes 28 February in a common year.

    "At least 2 years after" 29 February 2024 is met from 28 February 2026 (the right is kept), and
    "within 2 years after" it ends that same day (no one is told a later deadline than is certain).
    """
    return plus_months(day, 12 * n)


def minus_years(day: date, n: int) -> date:
    """The same day `n` years earlier; 29 February becomes 28 February in a common year."""
    return plus_years(day, -n)


def within(day: date, start: date, years: int) -> bool:
    """Whether `day` lies in the `years` years that start on `start`; both ends count."""
    return start <= day <= plus_years(start, years)


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's method)."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, rest = divmod(in_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day0 = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day0 + 1)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The Danish public holidays (helligdage) of a year that are not just Sundays.

    Store bededag, the fourth Friday after Easter, was one until 2023. 5 June, 24 and 31 December
    are no helligdage.
    """
    easter = easter_sunday(year)
    from_easter = [-3, -2, 0, 1, 39, 49, 50]
    if year <= _LAST_YEAR_WITH_STORE_BEDEDAG:
        from_easter.append(26)
    fixed = {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)}
    return frozenset(fixed | {easter + timedelta(days=n) for n in from_easter})


def is_holiday(day: date) -> bool:
    """Whether `day` is a Sunday or a Danish public holiday."""
    return day.weekday() == _SUNDAY or day in public_holidays(day.year)


def first_weekday_of_month_not_before_holiday(year: int, month: int) -> date:
    """The day of a month that a lease is ended to (almenlejeloven § 88, lejeloven § 175).

    The first weekday of the month that is not the day before a holiday. A Saturday is the day
    before a Sunday, so it never is that day.
    """
    day = date(year, month, 1)
    while is_holiday(day) or is_holiday(plus_days(day, 1)):
        day = plus_days(day, 1)
    return day


def end_of_notice(received: date, months: int) -> date:
    """The earliest day that a notice received on `received` can end the lease.

    `months` months to the first weekday of a month that is not the day before a holiday
    (almenlejeloven § 88, stk. 1; lejeloven § 175): the whole months come first, then the wait.
    """
    earliest = plus_months(received, months)
    end = first_weekday_of_month_not_before_holiday(earliest.year, earliest.month)
    if end < earliest:
        following = plus_months(earliest.replace(day=1), 1)
        end = first_weekday_of_month_not_before_holiday(following.year, following.month)
    return end
