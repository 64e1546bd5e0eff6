"""Everything by keyboard alone, and one always sees where one is."""

from playwright.sync_api import Page, expect

from tests.browser import travel
from tests.browser.conftest import Open
from tests.browser.travel import PERMANENT

_MOST_TABS = 80
_FOCUS_SHOWS = """() => {
  const style = getComputedStyle(document.activeElement)
  return parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none'
}"""


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until it is reached; every stop on the way shows that it has the focus."""
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            continue
        assert page.evaluate(_FOCUS_SHOWS), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached on {page.url}")


def choose(page: Page, value: str) -> None:
    tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")
    for _ in range(_MOST_TABS):
        if page.evaluate("document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(value)


def test_the_guide(open_page: Open) -> None:
    page = open_page("desktop")
    page.goto("/da/")
    tab_to(page, "main .button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/da/guide/")
    while (question := travel.asked(page)) != "result":
        before, answer = page.url, PERMANENT[question]
        if isinstance(answer, str):
            choose(page, answer)
            page.keyboard.press("Enter")
        else:
            for name, text in answer.items():
                tab_to(page, f"[name={name}]")
                page.keyboard.type(text)
            tab_to(page, ".actions .button")
            page.keyboard.press("Enter")
        page.wait_for_url(lambda url, before=before: url != before)
    expect(page.locator("h1")).to_have_text(travel.answer_text("da", "permanent"))
    tab_to(page, "main summary")
    page.keyboard.press("Space")
    expect(page.locator(".because li").first).to_be_visible()


def test_the_first_stop_leads_past_the_frame(open_page: Open) -> None:
    page = open_page("desktop")
    page.goto("/da/guide/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_an_error_takes_the_focus_and_leads_to_its_field(open_page: Open) -> None:
    page = open_page("desktop")
    page.goto("/da/guide/0/main/lease_start")
    page.locator("[name=lease_start_day]").fill("31")
    page.locator("[name=lease_start_month]").fill("2")
    page.locator("[name=lease_start_year]").fill("2025")
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#lease_start")).to_have_value("31")
    tab_to(page, ".error-summary a")
    page.keyboard.press("Enter")
    expect(page.locator("#lease_start")).to_be_focused()
    expect(page.locator("#lease_start")).to_have_attribute("aria-invalid", "true")


def test_an_error_in_a_fold_stands_open(open_page: Open) -> None:
    page = open_page("desktop")
    page.goto("/da/guide/0/main/lease_start")
    page.locator("main details summary").first.click()
    page.locator("[name=lease_signed_day]").fill("31")
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("#lease_signed")).to_be_visible()
    expect(page.locator("#lease_signed")).to_have_value("31")
