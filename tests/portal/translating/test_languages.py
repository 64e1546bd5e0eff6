"""`content/languages.yaml`: what each entry needs, and what is told of one that lacks it."""

from datetime import date
from pathlib import Path

import pytest
from babel.dates import format_date

from portal.i18n.languages import DEFAULT_LANGUAGE, KNOWN, LANGUAGES, LanguagesError, read_languages
from portal.translating.lay_out import entry

GOOD = entry("lt")


def read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "languages.yaml"
    path.write_text(text, encoding="utf-8")
    read_languages(path)


def test_danish_comes_first_and_decides() -> None:
    assert next(iter(LANGUAGES.values())) is DEFAULT_LANGUAGE
    assert DEFAULT_LANGUAGE.review == "original"
    assert LANGUAGES.keys() <= KNOWN.keys()


@pytest.mark.parametrize("code", KNOWN)
def test_each_is_as_cldr_has_it(code: str) -> None:
    language = KNOWN[code]
    assert language.direction == language.locale.text_direction
    written = format_date(date(2026, 11, 21), "long", language.locale)
    assert "21" in written
    assert "2026" in written, "digits as in the Danish letters, the calendar too"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("lt:", "LT:", "two or three small letters"),
        ("  script: latin\n", "", "needs"),
        ("  script: latin", "  script: latin\n  colour: red", "needs"),
        ("direction: ltr", "direction: up", "direction is one of"),
        ("in_preparation", "soon", "state is one of"),
        ("locale: lt", "locale: zzz", "CLDR knows no"),
        ("“”", "“", "quotes are two signs"),
    ],
)
def test_an_entry_that_is_wrong_is_told_of(old: str, new: str, told: str, tmp_path: Path) -> None:
    read(tmp_path, GOOD)
    with pytest.raises(LanguagesError, match=told):
        read(tmp_path, GOOD.replace(old, new))


def test_words_stand_in_the_order_of_the_alphabet() -> None:
    def in_order(code: str, words: str) -> str:
        return " ".join(sorted(words.split(), key=KNOWN[code].in_order))

    assert in_order("da", "år ærlig bo øl Zoo") == "bo Zoo ærlig øl år"
    assert in_order("pl", "zły łąka mama lato") == "lato łąka mama zły"
    assert in_order("tr", "çay dam cam") == "cam çay dam"
