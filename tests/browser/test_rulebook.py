"""How the guide decides, and another day, on a phone: seen, typed and heard."""

import pytest
from playwright.sync_api import Page, expect

from portal.i18n import LANGUAGES
from tests.browser import travel
from tests.browser.conftest import Open
from tests.browser.states import PAGES
from tests.browser.test_pages import Rules, violations, wider

ADDRESS = "/{}/how-it-decides"
#: texts of a figure that stand outside of the box they belong to, as this browser sets them
_OUTSIDE = """() => [...document.querySelectorAll("svg.diagram")].flatMap(svg => {
  const boxes = [...svg.querySelectorAll("rect")].map(box => box.getBBox());
  return [...svg.querySelectorAll("text")].filter(text => {
    const t = text.getBBox(), x = t.x + t.width / 2, y = t.y + t.height / 2;
    const own = boxes.find(b => b.x < x && x < b.x + b.width && b.y < y && y < b.y + b.height);
    return own && (t.x < own.x + 4 || t.x + t.width > own.x + own.width - 4);
  }).map(text => text.textContent);
})"""


def unfolded(page: Page, lang: str, query: str = "") -> None:
    page.goto(ADDRESS.format(lang) + query)
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page(open_page: Open, lang: str) -> None:
    page = open_page("small")
    unfolded(page, lang)
    expect(page.locator("svg.diagram")).to_have_count(6)
    assert page.evaluate(_OUTSIDE) == []
    # A phone of 360 px shows the figures whole; a narrower one scrolls them in their own box.
    boxes = "[...document.querySelectorAll('.scroll')].map(b => b.scrollWidth - b.clientWidth)"
    assert max(page.evaluate(boxes)) <= 0
    assert wider(page) == []
    assert violations(page) == []
    travel.picture(page, f"small-{lang}-how-it-decides")


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_another_day(open_page: Open, scheme: str) -> None:
    page = open_page("small", color_scheme=scheme)
    unfolded(page, "ar", "?on=2023-05-01")
    expect(page.locator(".banner.day")).to_be_visible()
    assert wider(page) == []
    assert violations(page, Rules.ALL) == []
    travel.picture(page, f"small-ar-{scheme}-another-day")


def test_from_the_result_to_an_older_day_and_back_without_javascript(open_page: Open) -> None:
    page = open_page("small", java_script_enabled=False)
    page.goto(f"/da{PAGES['result-demolition']}")
    here = page.url
    page.locator(".day-fold > summary").click()
    page.locator("#on").fill("1")
    page.locator("#on-month").fill("5")
    page.locator("#on-year").fill("2023")
    page.locator(".day-fold .button").click()
    page.wait_for_url("**/result?on=2023-05-01")
    expect(page.locator(".banner.day")).to_contain_text("1. maj 2023")
    expect(page.locator("h1")).to_be_visible()
    travel.switch(page, "en")
    page.wait_for_url("**/en/**/result?on=2023-05-01")
    page.locator(".banner.day a").click()
    page.wait_for_url(lambda url: url == here.replace("/da/", "/en/"))
    expect(page.locator(".banner.day")).to_have_count(0)


def test_a_day_that_is_none_is_told_and_kept(open_page: Open) -> None:
    page = open_page("small")
    page.goto(ADDRESS.format("da"))
    page.locator("#on").fill("31")
    page.locator("#on-month").fill("2")
    page.locator("#on-year").fill("2023")
    page.locator("form .button").tap()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#on")).to_have_value("31")
    assert violations(page) == []


def test_the_figures_can_be_scrolled_by_keyboard(open_page: Open) -> None:
    page = open_page("desktop", viewport={"width": 320, "height": 700})
    page.goto(ADDRESS.format("da"))
    region = page.locator(".scroll[role=region]").first
    region.focus()
    page.keyboard.press("ArrowRight")
    expect(region).not_to_have_js_property("scrollLeft", 0)


def test_on_paper_the_text_stands_for_the_figures(open_page: Open) -> None:
    page = open_page("desktop")
    page.goto(ADDRESS.format("da"))
    page.emulate_media(media="print")
    expect(page.locator("svg.diagram").first).to_be_hidden()
    assert page.pdf()[:5] == b"%PDF-"
