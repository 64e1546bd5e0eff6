"""No sign of a language is missing in the fonts that its pages are shown in."""

import unicodedata

import pytest

from portal.i18n.languages import DEFAULT_LANGUAGE, LANGUAGES
from portal.translating import catalogue
from portal.translating.units import Broken, units
from tests.browser.conftest import Open

#: draws each sign as the page would, and beside it one that no font has
_MISSING = """signs => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 48;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const style = getComputedStyle(document.body);
  pen.font = `32px ${style.fontFamily}`;
  pen.textBaseline = "middle";
  const drawn = sign => {
    pen.clearRect(0, 0, 48, 48);
    pen.fillText(sign, 8, 24);
    return pen.getImageData(0, 0, 48, 48).data.join();
  };
  const box = drawn("\\u{10FFFE}"), nothing = drawn("");
  return signs.filter(sign => [box, nothing].includes(drawn(sign)));
}"""


def signs(lang: str) -> list[str]:
    """Every sign that is seen in a language: its texts, its interface, its own name."""
    found = set(LANGUAGES[lang].endonym + "".join(LANGUAGES[lang].quotes) + "0123456789§²½")
    template = None if lang == DEFAULT_LANGUAGE.code else catalogue.extract()
    for unit in units(LANGUAGES[lang], template=template):
        if not isinstance(unit, Broken):
            found.update(unit.own)
    unseen = ("Z", "C")
    return sorted(sign for sign in found if not unicodedata.category(sign).startswith(unseen))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sign_is_missing(open_page: Open, lang: str) -> None:
    page = open_page("small")
    page.goto(f"/{lang}/")
    drawn = signs(lang)
    assert len(drawn) > 60
    assert page.evaluate(_MISSING, drawn) == []


def test_a_sign_that_no_font_has_is_seen(open_page: Open) -> None:
    page = open_page("small")
    page.goto("/da/")
    assert page.evaluate(_MISSING, ["a", "\U0010fffd", "ø"]) == ["\U0010fffd"]
