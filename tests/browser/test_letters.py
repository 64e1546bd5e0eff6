"""From the list of letters to the finished one: on a phone, by keyboard, printed, as a file."""

import pytest
from playwright.sync_api import Page, expect

from portal.letters.catalogue import LETTERS
from portal.tokens import EMPTY
from tests.browser import travel
from tests.browser.conftest import Open
from tests.browser.states import DEMOLITION, result_address
from tests.browser.test_pages import _UNFOLD, violations, wider

NAME = "فاطمة علي"
TYPED = {
    "name": NAME,
    "address": "Egevej 4, 2. th.",
    "town": "2400 København NV",
    "about": "Lindevej 9, 2700 Brønshøj",
    "addition": "Der er skimmel.\nDer er ingen elevator.",
    "recipient": "Københavns Kommune",
}
TOKEN = result_address(DEMOLITION).split("/")[2]


def type_all(page: Page) -> None:
    for field, text in TYPED.items():
        page.locator(f"#{field}").fill(text)


def finish(page: Page) -> None:
    with page.expect_navigation():
        travel.press(page.locator(".letter-form .button"))


@pytest.mark.parametrize("lang", ["da", "ar"])
def test_a_letter_on_a_phone(open_page: Open, lang: str) -> None:
    page = open_page("small")
    problems = {}

    def look(name: str) -> None:
        if found := [*wider(page), *violations(page)]:
            problems[name] = found
        travel.picture(page, f"small-{lang}-letter-{name}")

    page.goto(f"/{lang}/letters/{TOKEN}/")
    page.evaluate(_UNFOLD)
    look("list")
    with page.expect_navigation():
        travel.press(page.locator("a[href$='/object_to_offer']").first)
    look("form")
    type_all(page)
    finish(page)
    danish = page.locator(".sent .paper")
    assert danish.get_attribute("lang") == "da"
    for text in TYPED.values():
        expect(danish).to_contain_text(text)
    assert page.locator(".paper").count() == (1 if lang == "da" else 2)
    assert TYPED["town"] in page.locator("#text").input_value()
    assert "Egevej" not in page.url
    look("finished")
    with page.expect_navigation():
        travel.press(page.locator("[name=as][value=form]"))
    for field, text in TYPED.items():
        assert page.locator(f"#{field}").input_value() == text
    page.locator("#name").fill("x" * 500)
    page.locator("#date").fill("45")
    finish(page)
    assert page.locator(".error-summary li").count() == 2
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.locator("#name").input_value() == "x" * 500
    look("wrong")
    assert problems == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["da", "en", "ar"])
def test_every_letter_fits_and_can_be_read_aloud(open_page: Open, lang: str, scheme: str) -> None:
    page = open_page("small", color_scheme=scheme)
    problems = {}
    for letter in LETTERS if scheme == "light" else LETTERS[:2]:
        page.goto(f"/{lang}/letters/{EMPTY}/{letter.id}")
        if found := [*wider(page), *violations(page)]:
            problems[letter.id] = found
    assert problems == {}


def test_the_letter_alone_is_printed(open_page: Open) -> None:
    page = open_page("desktop")
    page.goto(f"/ar/letters/{TOKEN}/object_to_offer")
    type_all(page)
    finish(page)
    page.emulate_media(media="print")
    expect(page.locator(".sent .paper")).to_be_visible()
    for gone in (".top", ".banner", ".bottom", "h1", ".tools", "#text", "#said"):
        expect(page.locator(gone)).to_be_hidden()


def test_the_file_is_downloaded(open_page: Open) -> None:
    page = open_page("phone")
    page.goto(f"/ar/letters/{TOKEN}/moving_costs")
    page.locator("#name").fill(NAME)
    finish(page)
    with page.expect_download() as started:
        travel.press(page.locator("[name=as][value=pdf]"))
    assert started.value.suggested_filename == "moving-costs.pdf"
    assert started.value.path().read_bytes().startswith(b"%PDF")


def test_it_works_without_javascript(open_page: Open) -> None:
    page = open_page("phone", java_script_enabled=False)
    page.goto(f"/da/letters/{EMPTY}/object_to_notice")
    page.locator("[name=version][value=almen]").check()
    finish(page)
    expect(page.locator(".sent .paper")).to_contain_text("almenlejelovens § 89, stk. 2")
    expect(page.locator("[data-print]")).to_be_hidden()


def test_text_twice_as_large_stays_on_the_screen(open_page: Open) -> None:
    page = open_page("small")
    for lang in ("da", "ar"):
        page.goto(f"/{lang}/letters/{EMPTY}/moving_costs")
        page.evaluate("document.documentElement.style.fontSize = '225%'")
        assert page.evaluate("document.documentElement.scrollWidth") == 360
