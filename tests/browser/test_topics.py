"""A topic page on a phone: words that open, the Danish beside, the way on, sharing, paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from portal.i18n import LANGUAGES
from tests.browser import travel
from tests.browser.conftest import Open
from tests.browser.test_pages import violations, wider

ADDRESS = "/{}/topics/change-your-mind"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_word_opens_and_closes(open_page: Open, lang: str, script: bool) -> None:
    page = open_page("small", java_script_enabled=script)
    page.goto(ADDRESS.format(lang))
    word = page.locator("a.term").first
    key = (word.get_attribute("href") or "").removeprefix("#word-")
    meaning = page.locator(f"#word-{key}")
    word.scroll_into_view_if_needed()
    word.tap()
    page.wait_for_url(re.compile(f"#word-{key}"))
    expect(meaning).to_be_in_viewport()
    expect(meaning.locator(".closes a")).to_be_visible()
    if script:
        travel.picture(page, f"small-{lang}-word")
        assert [*wider(page), *violations(page)] == []
    meaning.locator(".closes a").tap()
    page.wait_for_url(re.compile(f"#from-{key}"))
    expect(word).to_be_in_viewport()
    expect(meaning.locator(".closes a")).to_be_hidden()


def test_a_word_by_keyboard(open_page: Open) -> None:
    page = open_page("desktop")
    page.goto(ADDRESS.format("da"))
    word = page.locator("a.term").first
    word.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".meaning:target .closes a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".meaning:target")).to_have_count(0)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_danish_stands_beside_each_paragraph(open_page: Open, lang: str) -> None:
    for device in ("small", "desktop"):
        page = open_page(device)
        page.goto(ADDRESS.format(lang))
        page.locator(".toggle a").click()
        page.wait_for_url(re.compile("beside=da"))
        for pair in page.locator(".topic .pair").all():
            own, danish = (pair.locator(":scope > div").nth(place) for place in (0, 1))
            mine, theirs = own.bounding_box(), danish.bounding_box()
            assert mine
            assert theirs
            if device == "small":
                assert theirs["y"] >= mine["y"] + mine["height"]
            else:
                assert abs(theirs["y"] - mine["y"]) < 40  # margins of a heading
                assert (theirs["x"] > mine["x"]) == (lang == "en")
        travel.picture(page, f"{device}-{lang}-topic-beside")
        assert wider(page) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_from_a_page_into_the_guide(open_page: Open, lang: str) -> None:
    page = open_page("small")
    page.goto(f"/{lang}/topics/condemned-home")
    page.locator("a[href$='/condemned-home/guide']").tap()
    page.wait_for_url(re.compile("/guide/"))
    expect(page.locator("form [type=radio], form input").first).to_be_visible()


def _sharing(page: Page, share: str) -> None:
    page.add_init_script(f"Object.defineProperty(navigator, 'share', {{value: {share}}})")


def test_sharing_by_the_phones_own_sheet(open_page: Open, base_url: str) -> None:
    page = open_page("small")
    _sharing(page, "async what => { window.shared = what }")
    page.goto(f"{ADDRESS.format('ar')}?beside=da")
    page.locator("[data-share]").tap()
    page.wait_for_function("window.shared")
    assert page.evaluate("window.shared.url") == base_url + ADDRESS.format("ar")


def test_sharing_by_copying_where_there_is_no_sheet(open_page: Open, base_url: str) -> None:
    page = open_page("desktop", permissions=["clipboard-read", "clipboard-write"])
    _sharing(page, "undefined")
    page.goto(ADDRESS.format("en"))
    page.locator("[data-share]").click()
    expect(page.locator("[data-copied]")).to_have_text("The address has been copied.")
    assert page.evaluate("navigator.clipboard.readText()") == base_url + ADDRESS.format("en")


def test_without_script_there_is_no_button_that_does_nothing(open_page: Open) -> None:
    page = open_page("small", java_script_enabled=False)
    page.goto(ADDRESS.format("da"))
    expect(page.locator("[data-share]")).to_be_hidden()
    expect(page.locator("[data-print]")).to_be_hidden()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_paper(open_page: Open, lang: str) -> None:
    page = open_page("desktop")
    page.goto(f"{ADDRESS.format(lang)}")
    page.emulate_media(media="print")
    for hidden in ("nav[aria-labelledby=related]", ".anchor", ".closes a", "[data-share]"):
        assert not any(each.is_visible() for each in page.locator(hidden).all()), hidden
    expect(page.locator(".meaning").first).to_be_visible()
    expect(page.locator(".sources").first).to_be_visible()
    travel.picture(page, f"paper-{lang}-topic")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_first_visit_to_a_page_is_light(open_page: Open, lang: str) -> None:
    page = open_page("small")
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    received: list[float] = []
    client.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    with page.expect_response(f"**{ADDRESS.format(lang)}") as response:
        page.goto(ADDRESS.format(lang), wait_until="networkidle")
    assert int(response.value.headers["content-length"]) <= 12_000
    assert 0 < sum(received) <= 30_000
