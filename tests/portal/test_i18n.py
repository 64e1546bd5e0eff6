"""Languages, words and formats."""

import contextlib
import string
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from flask import Flask, render_template_string, url_for
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from portal import create_app
from portal.config import Config
from portal.i18n import (
    LANGUAGES,
    NumberError,
    ascii_digits,
    format_date,
    format_kroner,
    format_month,
    format_number,
    gettext,
    in_language,
    ngettext,
    parse_number,
    suggest_language,
)
from portal.i18n.catalogue import gettext_html

NBSP = "\N{NO-BREAK SPACE}"
DAY = date(2026, 11, 21)
PAGE = (
    "{{ lang }} {{ dir }} {{ _('Videre') }} {{ here }}"
    "{% for a in alternates %}\n{{ a.lang }} {{ a.url }} {{ a.current }}{% endfor %}"
)

amounts = st.decimals(min_value=0, max_value=10**9, places=2)
languages = st.sampled_from(list(LANGUAGES))


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    app = create_app(config)

    @app.get("/<lang:lang>/side/<name>")
    def page(name: str) -> str:
        return render_template_string(PAGE, here=url_for("page", name=name))

    yield app
    app.extensions["engine"].dispose()


# The language of a page


def test_the_address_decides_the_language(client: FlaskClient) -> None:
    wish = {"Accept-Language": "en", "Cookie": "lang=en"}
    lines = client.get("/ar/side/x?q=%C3%A5", headers=wish).text.splitlines()
    assert lines[0].startswith("ar rtl ")
    assert lines[0].endswith(" /ar/side/x")
    assert lines[1:] == [f"{code} /{code}/side/x?q=%C3%A5 {code == 'ar'}" for code in LANGUAGES]


def test_the_language_ends_with_the_request(client: FlaskClient) -> None:
    client.get("/ar/side/x")
    assert gettext("Videre") == "Videre"


def test_threads_do_not_hear_each_other() -> None:
    heard: dict[str, str] = {}
    together = Barrier(len(LANGUAGES))

    def speak(code: str) -> None:
        with in_language(code):
            together.wait()
            heard[code] = format_month(DAY)

    threads = [Thread(target=speak, args=[code]) for code in LANGUAGES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard["da"] == "november 2026"
    assert heard["ar"] == "نوفمبر 2026"
    assert heard["uk"] == "листопад 2026"
    assert len(set(heard.values())) > len(LANGUAGES) / 2


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        (["ar-SY", "en"], "ar"),
        (["ti", "EN-us"], "en"),
        (["so-SO"], "so"),
        (["xx"], "da"),
        ([], "da"),
    ],
)
def test_a_browser_suggests(accepted: list[str], code: str) -> None:
    assert suggest_language(accepted).code == code


# Words


def test_danish_is_the_text_itself() -> None:
    assert gettext("Noget, der ikke er oversat: %(x)s", x=1) == "Noget, der ikke er oversat: 1"


def test_markup_in_words_and_values_is_harmless_in_a_page() -> None:
    assert gettext_html("<b>%(x)s</b>", x="<i>") == "&lt;b&gt;&lt;i&gt;&lt;/b&gt;"
    assert gettext_html("se %(x)s", x=Markup("<i>her</i>")) == "se <i>her</i>"
    assert gettext("<b>%(x)s</b>", x="<i>") == "<b><i></b>"


def test_an_amount_at_the_end_of_a_sentence_ends_it() -> None:
    assert gettext("Du får %(sum)s.", sum="5 kr.") == "Du får 5 kr."
    assert gettext_html("Du får %(sum)s.", sum=Markup("5 kr.")) == Markup("Du får 5 kr.")


def test_number_of_things() -> None:
    assert ngettext("%(num)s dag", "%(num)s dage", 1) == "1 dag"
    assert ngettext("%(num)s dag", "%(num)s dage", 0) == "0 dage"


def test_every_language_has_its_own_word_for_back() -> None:
    words = set()
    for code in LANGUAGES:
        with in_language(code):
            words.add(gettext("Tilbage"))
    assert len(words) == len(LANGUAGES)


# Formats


@pytest.mark.parametrize(
    ("code", "kroner", "number", "day", "weekday"),
    [
        (
            "da",
            f"1.684,50{NBSP}kr.",
            "1.684,5",
            "21. november 2026",
            "lørdag den 21. november 2026",
        ),
        ("en", f"DKK{NBSP}1,684.50", "1,684.5", "21 November 2026", "Saturday, 21 November 2026"),
        ("ar", f"1,684.50{NBSP}كرونة", "1,684.5", "21 نوفمبر 2026", "السبت، 21 نوفمبر 2026"),
        ("so", f"1,684.50{NBSP}kr.", "1,684.5", "21 Noofeembar 2026", "Sabti, 21 Noofeembar 2026"),
        ("tr", f"1.684,50{NBSP}kr.", "1.684,5", "21 Kasım 2026", "21 Kasım 2026 Cumartesi"),
        ("ur", f"1,684.50{NBSP}کرونر", "1,684.5", "21 نومبر، 2026", "ہفتہ، 21 نومبر، 2026"),
        ("fa", f"1,684.50{NBSP}کرون", "1,684.5", "21 نوامبر 2026", "شنبه 21 نوامبر 2026"),
        (
            "pl",
            f"1{NBSP}684,50{NBSP}kr.",
            f"1{NBSP}684,5",
            "21 listopada 2026",
            "sobota, 21 listopada 2026",
        ),
        (
            "uk",
            f"1{NBSP}684,50{NBSP}kr.",
            f"1{NBSP}684,5",
            "21 листопада 2026",
            "субота, 21 листопада 2026",
        ),
    ],
)
def test_formats(code: str, kroner: str, number: str, day: str, weekday: str) -> None:
    with in_language(code):
        assert format_kroner(Decimal("1684.5")) == kroner
        assert format_number(Decimal("1684.50")) == number
        assert format_date(DAY) == day
        assert format_date(DAY, weekday=True) == weekday


def test_amounts_are_rounded_half_up() -> None:
    assert format_kroner(Decimal("0.125")) == f"0,13{NBSP}kr."
    assert format_kroner(Decimal("4385.5"), oere=False) == f"4.386{NBSP}kr."
    assert format_number(155) == "155"


# Numbers as people type them


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("4385", "4385"),
        ("1.684,50", "1684.50"),
        ("1,684.50", "1684.50"),
        ("1.234.567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("4.385", "4385"),
        ("4,385", "4385"),
        ("4.5", "4.5"),
        ("4,50", "4.50"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1234,567", "1234.567"),
        ("12.3456", "12.3456"),
        ("4 385", "4385"),
        ("4 385,50", "4385.50"),
        ("4'385.50", "4385.50"),
        ("  4385 kr.  ", "4385"),
        ("4.385,-", "4385"),
        ("4.385,- kr", "4385"),
        ("kr. 4.385", "4385"),
        ("DKK 4,385.00", "4385.00"),
        ("4385 Kroner", "4385"),
        ("70 m²", "70"),
        ("70m2", "70"),
        ("4385,", "4385"),
        (",5", "0.5"),
        ("-5", "-5"),
        ("−5,5", "-5.5"),
        ("٤٬٣٨٥٫٥٠", "4385.50"),
        ("١٬٦٨٤", "1684"),
        ("١٫٦٨٤", "1.684"),
        ("٤،٥", "4.5"),
        ("۴۳۸۵", "4385"),
        ("৪৩৮৫", "4385"),
        ("٤٣٨٥ كرونة", "4385"),
        ("\u200f4385\u200f", "4385"),
        ("007", "7"),
    ],
)
def test_a_number_is_read_as_it_is_meant(typed: str, number: str) -> None:
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        (" \u200f ", "empty"),
        ("kr.", "empty"),
        ("fem", "not_a_number"),
        ("5 år", "not_a_number"),
        ("1.23.456", "not_a_number"),
        ("12,34,5", "not_a_number"),
        ("1.684,50,2", "not_a_number"),
        ("1,684.50.2", "not_a_number"),
        ("1 2", "not_a_number"),
        ("1.234 567", "not_a_number"),
        ("1-2", "not_a_number"),
        ("--5", "not_a_number"),
        ("1e5", "not_a_number"),
        ("NaN", "not_a_number"),
        ("½", "not_a_number"),
        ("5²", "not_a_number"),
        (".", "not_a_number"),
        ("-", "not_a_number"),
        ("<b>5</b>", "not_a_number"),
        ("5\x00", "not_a_number"),
        ("1" * 41, "too_long"),
    ],
)
def test_what_is_not_a_number_says_why(typed: str, code: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(typed)
    assert caught.value.code == code


@given(amount=amounts, language=languages, reader=languages)
def test_what_one_page_writes_every_page_reads(amount: Decimal, language: str, reader: str) -> None:
    with in_language(language):
        written = [format_kroner(amount), format_number(amount)]
    with in_language(reader):
        assert [parse_number(text) for text in written] == [amount, amount]


@given(amount=amounts, zero=st.sampled_from("٠۰०০"))
def test_the_digits_of_other_scripts_count_the_same(amount: Decimal, zero: str) -> None:
    digits = {ord(digit): chr(ord(zero) + int(digit)) for digit in string.digits}
    assert parse_number(format_number(amount).translate(digits)) == amount


@given(st.text(max_size=50))
def test_any_text_is_a_number_or_a_named_error(text: str) -> None:
    with contextlib.suppress(NumberError):
        assert parse_number(text).is_finite()


def test_only_decimal_digits_change() -> None:
    assert ascii_digits("٣ uger, ۴ m², ½ år") == "3 uger, 4 m², ½ år"
