"""The receipt on a phone: from the answer to paper, and from the code on it back to the answer."""

import pytest
from playwright.sync_api import expect

from portal.i18n import LANGUAGES
from portal.receipt.code import ALPHABET
from tests.browser import travel
from tests.browser.conftest import Open
from tests.browser.states import DISPUTED, PERMANENT, Answers, result_address
from tests.browser.test_pages import violations, wider

_UNFOLD = "document.querySelectorAll('details').forEach(fold => fold.open = true)"


def receipt_address(lang: str, answers: Answers) -> str:
    return f"/{lang}{result_address(answers)}".replace("/guide/", "/receipt/").replace(
        "/result", ""
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_from_the_code_back_to_the_answer(open_page: Open, lang: str, scheme: str) -> None:
    page = open_page("phone", color_scheme=scheme)
    page.goto(receipt_address(lang, PERMANENT))
    groups = page.locator("p.code span").all_inner_texts()
    assert page.locator("p.code").evaluate("code => getComputedStyle(code).direction") == "ltr"
    answer = page.locator("#short ~ .lead").inner_text()

    page.goto(f"/{lang}/receipt/")
    wrong = ALPHABET[(ALPHABET.index(groups[2][0]) + 1) % len(ALPHABET)] + groups[2][1:]
    page.locator("#code").fill(" ".join([*groups[:2], wrong, *groups[3:]]).lower())
    with page.expect_navigation():
        page.locator(".actions .button").first.tap()
    expect(page.locator(".error-summary")).to_be_focused()
    assert "3" in page.locator("#code-groups").inner_text()
    assert groups[2] in page.locator("#code-groups").inner_text()
    problems = [*violations(page)]
    travel.picture(page, f"phone-{lang}-{scheme}-receipt-wrong")

    page.locator("#code").fill(" ".join(groups))
    with page.expect_navigation(url=f"**/{lang}/receipt/again/*"):
        page.locator(".actions .button").first.tap()
    assert not [group for group in groups if len(group) == 5 and group in page.url]
    assert answer in page.locator("main").inner_text()
    problems += violations(page)
    travel.picture(page, f"phone-{lang}-{scheme}-receipt-again")
    assert problems == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_mistake_is_mended_at_the_press_of_a_button(open_page: Open) -> None:
    page = open_page("phone")
    page.goto(receipt_address("da", PERMANENT))
    groups = page.locator("p.code span").all_inner_texts()
    page.goto("/da/receipt/")
    page.locator("#code").fill(" ".join([*groups[:4], groups[4][1:], *groups[5:]]))
    with page.expect_navigation():
        page.locator(".actions .button").first.tap()
    with page.expect_navigation(url="**/da/receipt/again/*"):
        page.locator(".actions .plain").tap()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_receipt_itself(open_page: Open, lang: str) -> None:
    page = open_page("small")
    problems = {}
    for name, answers in (("permanent", PERMANENT), ("disputed", DISPUTED)):
        page.set_viewport_size({"width": 360, "height": 780})
        page.goto(receipt_address(lang, answers))
        travel.picture(page, f"small-{lang}-receipt-{name}")
        page.evaluate(_UNFOLD)
        if found := [*violations(page), *wider(page)]:
            problems[name] = found
    assert problems == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_text_twice_as_large_stays_on_the_screen(open_page: Open, lang: str) -> None:
    page = open_page("desktop", viewport={"width": 640, "height": 900})
    for address in (f"/{lang}/receipt/", receipt_address(lang, PERMANENT)):
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '225%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, address


def test_without_javascript(open_page: Open) -> None:
    page = open_page("small", java_script_enabled=False)
    page.goto(receipt_address("ar", PERMANENT))
    groups = page.locator("p.code span").all_inner_texts()
    page.goto("/ar/receipt/")
    page.locator("#code").fill("".join(groups))
    with page.expect_navigation(url="**/ar/receipt/again/*"):
        page.locator(".actions .button").first.tap()
