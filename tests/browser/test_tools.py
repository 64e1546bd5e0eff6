"""The calculator and the home check in a browser."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from portal.i18n import LANGUAGES
from tests.browser import travel
from tests.browser.conftest import Open
from tests.browser.states import DEMOLITION, OTHER_PAGES, result_address

FIRST_YEAR = Decimal("1684.50")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_support_is_worked_out(open_page: Open, lang: str) -> None:
    page = open_page("phone")
    page.goto(f"/{lang}/phase-in-support/")
    page.locator("#old_rent").fill("4385,50" if lang == "da" else "4385.50")
    page.locator("#new_rent").fill("٦٩١٢٫٢٥" if lang == "ar" else "6912.25")
    page.locator("details[open] .button").tap()
    page.wait_for_url(re.compile("/phase-in-support/.+"))
    expect(page.locator(".amount strong")).to_contain_text(
        travel.number(lang, FIRST_YEAR, oere=True)
    )
    expect(page.locator("table.numbers tbody tr")).to_have_count(11)
    expect(page.locator("svg.chart")).to_be_visible()
    expect(page.locator(".sum-result .steps li").first).to_be_visible()
    travel.picture(page, f"phone-{lang}-support")


def test_the_other_kind_without_javascript(open_page: Open) -> None:
    page = open_page("small", java_script_enabled=False)
    page.goto("/da/phase-in-support/")
    page.locator("main summary").nth(1).click()
    page.locator("#area_m2").fill("70")
    page.locator("#increase_per_m2").fill("260")
    page.locator("label:has([value='2/3'])").click()
    page.locator("#year").fill("2023")
    page.locator("form:has(#area_m2) .button").click()
    page.wait_for_url(re.compile("/phase-in-support/.+"))
    expect(page.locator(".amount strong")).to_be_visible()


def test_an_error_in_the_second_kind_stands_open(open_page: Open) -> None:
    page = open_page("small")
    page.goto("/da/phase-in-support/")
    page.locator("main summary").nth(1).tap()
    page.locator("#area_m2").fill("0")
    page.locator("form:has(#area_m2) .button").tap()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#area_m2")).to_be_visible()
    expect(page.locator("#old_rent")).to_be_hidden()


def test_a_year_whose_threshold_is_not_settled_shows_both_ends(open_page: Open) -> None:
    page = open_page("small")
    page.goto(f"/da{OTHER_PAGES['sum-span']}")
    low, high = "558,06", "560,00"
    expect(page.locator(".amount strong")).to_contain_text(low)
    expect(page.locator(".amount strong")).to_contain_text(high)
    expect(page.locator(".sum-result details")).to_have_count(2)


def test_the_guide_hands_on_the_rents(open_page: Open) -> None:
    page = open_page("phone")
    page.goto(f"/da{result_address(DEMOLITION)}")
    page.locator(".tools a[href*=phase-in-support]").tap()
    page.wait_for_url(re.compile("/phase-in-support/.+"))
    expect(page.locator(".amount strong")).to_contain_text(
        travel.number("da", FIRST_YEAR, oere=True)
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_home_that_is_too_small(open_page: Open, lang: str) -> None:
    page = open_page("phone")
    page.goto(f"/{lang}/home-check/")
    page.locator("label:has([name=offer_kind][value=permanent])").tap()
    page.locator("#persons").fill("5")
    page.locator("#rooms").fill("4")
    page.locator("#offer_rooms").fill("3")
    expect(page.locator("[name=offer_in_municipality]").first).to_be_hidden()
    page.locator("main form .button").tap()
    page.wait_for_url(re.compile("/home-check/.+"))
    expect(page.locator(".group.no h2")).to_contain_text("4")
    travel.picture(page, f"phone-{lang}-home")


def test_a_home_in_another_municipality(open_page: Open) -> None:
    page = open_page("desktop")
    page.goto("/da/home-check/")
    page.locator("[name=offer_kind][value=temporary]").check()
    page.locator("#persons").fill("2")
    page.locator("#offer_rooms").fill("1")
    expect(page.locator("[name=offer_agreed_outside]").first).to_be_hidden()
    page.locator("[name=offer_in_municipality][value=no]").check()
    page.locator("[name=offer_agreed_outside][value=no]").check()
    page.locator("main form .button").click()
    page.wait_for_url(re.compile("/home-check/.+"))
    expect(page.locator(".group.no")).to_be_visible()
