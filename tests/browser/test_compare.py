"""The comparison in a browser: option by option on a phone, side by side on a desktop."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from portal.i18n import LANGUAGES
from tests.browser import travel
from tests.browser.conftest import Open
from tests.browser.states import DEMOLITION, question_address
from tests.browser.test_pages import Rules, violations, wider

TOKEN = question_address("reason", answers=DEMOLITION).split("/")[2]
TOTAL = Decimal("718293")
NUMBERS = {"own_rent": "6000", "return_rent": "6500", "payment": "5000", "area_m2": "50"}


def type_numbers(page: Page, numbers: dict[str, str], phone: bool) -> None:
    """Open the form where it is folded, fill it in and send it."""
    form = page.locator("main details.kind").first
    if form.get_attribute("open") is None:
        form.locator("summary").first.click()
    for name, text in numbers.items():
        page.locator(f"#{name}").fill(text)
    button = page.locator("main form .button")
    (button.tap if phone else button.click)()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_a_phone(open_page: Open, lang: str) -> None:
    page = open_page("small")
    page.goto(f"/{lang}/compare/{TOKEN}")
    old = "٤٣٨٥٫٥٠" if lang == "ar" else "4385.50"
    type_numbers(page, {**NUMBERS, "old_rent": old}, phone=True)
    page.wait_for_url(re.compile("/compare/[^/]+/.+"))
    expect(page.locator("table.options")).to_be_hidden()
    expect(page.locator("section.option")).to_have_count(4)
    expect(page.locator("#option-permanent")).to_contain_text(travel.number(lang, TOTAL))
    page.locator("nav a[href='#option-temporary']").tap()
    expect(page.locator("#option-temporary h2")).to_be_in_viewport()
    travel.unfold(page)
    assert [*wider(page), *violations(page)] == []
    travel.picture(page, f"phone-{lang}-compare")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_a_desktop(open_page: Open, lang: str) -> None:
    page = open_page("desktop", color_scheme="dark" if lang == "en" else "light")
    page.goto(f"/{lang}/compare/{TOKEN}")
    type_numbers(page, NUMBERS, phone=False)
    page.wait_for_url(re.compile("/compare/[^/]+/.+"))
    expect(page.locator("section.option").first).to_be_hidden()
    expect(page.get_by_role("columnheader").filter(visible=True).first).to_be_visible()
    assert page.locator("table.options tbody th[scope=row]").count() == 8
    expect(page.locator("table.options")).to_contain_text(travel.number(lang, TOTAL))
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert violations(page) == []
    travel.picture(page, f"desktop-{lang}-compare")


@pytest.mark.parametrize("lang", ["da", "ar"])
def test_alone_without_javascript(open_page: Open, lang: str) -> None:
    page = open_page("small", java_script_enabled=False)
    page.goto(f"/{lang}/compare/")
    page.locator("label:has([value=private])").tap()
    page.locator("main form .button").tap()
    page.wait_for_url(re.compile("/compare/[^/]+/.+"))
    said = {"da": "udlejer må ikke tilbyde dig penge", "ar": "لا يجوز للمؤجّر الخاص"}
    expect(page.locator("#option-payment")).to_contain_text(said[lang])


@pytest.mark.parametrize("lang", ["da", "ar"])
def test_a_wrong_number(open_page: Open, lang: str) -> None:
    page = open_page("small")
    page.goto(f"/{lang}/compare/{TOKEN}")
    type_numbers(page, {"payment": "1234567890"}, phone=True)
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#payment")).to_have_value("1234567890")
    expect(page.locator("#payment")).to_be_visible()
    assert violations(page, Rules.ALL) == []


def test_the_back_link_and_the_keyboard(open_page: Open) -> None:
    page = open_page("desktop")
    page.goto(f"/da/compare/{TOKEN}")
    page.locator("main details.kind summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#payment")).to_be_visible()
    page.locator(".back a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/da/guide/{TOKEN}/result")


@pytest.mark.parametrize("lang", ["da", "ar"])
def test_on_paper_every_option_is_there_and_no_form(open_page: Open, lang: str) -> None:
    page = open_page("desktop", viewport={"width": 700, "height": 1000})
    page.goto(f"/{lang}/compare/{TOKEN}")
    page.emulate_media(media="print")
    for option in ("payment", "own", "permanent", "temporary"):
        expect(page.locator(f"#option-{option}")).to_be_visible()
    expect(page.locator("main form")).to_be_hidden()
    travel.picture(page, f"paper-{lang}-compare")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_text_twice_as_large(open_page: Open, lang: str) -> None:
    page = open_page("desktop", viewport={"width": 640, "height": 900})
    page.goto(f"/{lang}/compare/{TOKEN}")
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
