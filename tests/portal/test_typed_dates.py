"""Dates as people type them, in every language and script; never more than a DateError."""

from datetime import date

import pytest
from babel.dates import format_date, format_skeleton, get_month_names
from hypothesis import given
from hypothesis import strategies as st

from portal.i18n import LANGUAGES
from portal.i18n.typed_dates import DateError, DateProblem, parse_fields, parse_words
from rules.approximate import Month

ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
FARSI = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
NAMES = [
    (code, width, context, number)
    for code in LANGUAGES
    for width in ("wide", "abbreviated")
    for context in ("format", "stand-alone")
    for number in range(1, 13)
]


@pytest.mark.parametrize(("code", "width", "context", "number"), NAMES)
def test_months_by_name_in_every_language(code: str, width: str, context: str, number: int) -> None:
    name = get_month_names(width, context, LANGUAGES[code].locale)[number]  # type: ignore[arg-type]
    for written in (name, name.upper(), f" {name.capitalize()} "):
        assert parse_words(f"{written} 2025") == Month(2025, number)
        assert parse_words(f"14. {written} 2025") == date(2025, number, 14)
        assert parse_fields("14", written, "2025") == date(2025, number, 14)


@pytest.mark.parametrize("code", LANGUAGES)
@given(day=st.dates(date(1950, 1, 1), date(2045, 12, 31)))
def test_what_the_portal_writes_itself_can_be_typed_back(code: str, day: date) -> None:
    locale = LANGUAGES[code].locale
    assert parse_words(format_date(day, "long", locale)) == day
    month = parse_words(format_skeleton("yMMMM", day, locale=locale))
    assert month == Month(day.year, day.month)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("شباط", 2),
        ("آذار", 3),
        ("تموز", 7),
        ("آب", 8),
        ("كانون الثاني", 1),
        ("تشرين الأول", 10),
        ("تشرين الثاني", 11),
        ("كانون الأول", 12),
        ("أيار", 5),
        ("أيلول", 9),
    ],
)
def test_months_of_the_eastern_arab_world(name: str, number: int) -> None:
    assert parse_words(f"{name} ٢٠٢٥") == Month(2025, number)
    assert parse_fields("", name, "2025") == Month(2025, number)


@pytest.mark.parametrize(
    "text",
    [
        "cirka 3/2025",
        "ca. 3/2025",
        "3/2025",
        "03.2025",
        "3 2025",
        "marts 2025",
        "ca. MARTS 2025",
        "about March 2025",
        "i marts 2025 tror jeg",
        "٣/٢٠٢٥",
        "۳/۲۰۲۵",
        "مارس ٢٠٢٥",
        "2025-03",
        "2025 3",
        "\N{RIGHT-TO-LEFT MARK}٣/٢٠٢٥",
        "marts 25",
        "mar. 2025",
        "３／２０２５",
        "2025 marts",
    ],
)
def test_a_month(text: str) -> None:
    assert parse_words(text) == Month(2025, 3)


@pytest.mark.parametrize(
    "text",
    [
        "14. marts 2025",
        "14/3/2025",
        "14.3.25",
        "14-03-2025",
        "2025-03-14",
        "14 3 2025",
        "14th March 2025",
        "March 14, 2025",
        "١٤ مارس ٢٠٢٥",
        "١٤/٣/٢٠٢٥",
        "den 14. marts 2025",
    ],
)
def test_a_day(text: str) -> None:
    assert parse_words(text) == date(2025, 3, 14)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (("14", "3", "2025"), date(2025, 3, 14)),
        ((" 14. ", " 03 ", "2025"), date(2025, 3, 14)),
        (("١٤", "٣", "٢٠٢٥"), date(2025, 3, 14)),
        (("14", "3", "25"), date(2025, 3, 14)),
        (("1", "1", "45"), date(2045, 1, 1)),
        (("1", "1", "46"), date(1946, 1, 1)),
        (("", "3", "2025"), Month(2025, 3)),
        (("29", "2", "2024"), date(2024, 2, 29)),
        (("31", "dec.", "2025"), date(2025, 12, 31)),
    ],
)
def test_three_fields(fields: tuple[str, str, str], expected: date | Month) -> None:
    assert parse_fields(*fields) == expected


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (("", "", ""), "empty"),
        ((" ", "\N{RIGHT-TO-LEFT MARK}", ""), "empty"),
        (("31", "2", "2025"), "not_a_date"),
        (("29", "2", "2025"), "not_a_date"),
        (("0", "1", "2025"), "not_a_date"),
        (("1", "13", "2025"), "not_a_date"),
        (("1", "0", "2025"), "not_a_date"),
        (("1", "", "2025"), "no_month"),
        (("", "", "2025"), "no_month"),
        (("1", "3", "20250"), "not_a_date"),
        (("1", "3", "0000"), "not_a_date"),
        (("", "3", "0000"), "not_a_date"),
        (("1", "3", "202"), "not_a_date"),
        (("-1", "3", "2025"), "not_a_date"),
        (("1.5", "3", "2025"), "not_a_date"),
        (("x", "3", "2025"), "not_a_date"),
        (("<b>", "3", "2025"), "not_a_date"),
        (("1", "3", ""), "no_year"),
        (("1", "3", " "), "no_year"),
        (("1", "3", "9" * 61), "too_long"),
    ],
)
def test_fields_that_are_no_date(fields: tuple[str, str, str], code: str) -> None:
    with pytest.raises(DateError) as error:
        parse_fields(*fields)
    assert error.value.code == DateProblem(code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" . / ", "empty"),
        ("\x00\x07", "empty"),
        ("marts", "no_year"),
        ("2025", "no_month"),
        ("cirka ٢٠١٩", "no_month"),
        ("12", "not_a_date"),
        ("20250", "not_a_date"),
        ("sidste år", "not_a_date"),
        ("31. februar 2025", "not_a_date"),
        ("31/2/2025", "not_a_date"),
        ("3/20250", "not_a_date"),
        ("marts 20250", "not_a_date"),
        ("marts april 2025", "not_a_date"),
        ("1 2 3 4", "not_a_date"),
        ("1 2 marts 2025", "not_a_date"),
        ("<script>alert(1)</script>", "not_a_date"),
        ("'; DROP TABLE", "not_a_date"),
        ("m" * 61, "too_long"),
    ],
)
def test_words_that_are_no_date(text: str, code: str) -> None:
    with pytest.raises(DateError) as error:
        parse_words(text)
    assert error.value.code == DateProblem(code)


typed = st.text(max_size=80) | st.text("0123456789٠١٢٣٤٥٦٧٨٩ ./-æmarts³²", max_size=20)


@given(typed)
def test_any_words_give_a_date_a_month_or_a_date_error(text: str) -> None:
    try:
        found = parse_words(text)
    except DateError:
        return
    assert isinstance(found, date | Month)


@given(typed, typed, typed)
def test_any_fields_give_a_date_a_month_or_a_date_error(day: str, month: str, year: str) -> None:
    try:
        found = parse_fields(day, month, year)
    except DateError:
        return
    assert isinstance(found, date | Month)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from([ARABIC_INDIC, FARSI, {}]))
def test_every_day_in_every_script(day: date, digits: dict[int, int]) -> None:
    parts = [str(part).translate(digits) for part in (day.day, day.month, day.year)]
    assert parse_fields(*parts) == day
    assert parse_words("/".join(parts)) == day
    assert parse_words(".".join(parts)) == day
