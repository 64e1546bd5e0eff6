"""The checklist on a phone: ticking with and without JavaScript, and what is seen at once."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from portal.i18n import LANGUAGES
from portal.words import words
from tests.browser import travel
from tests.browser.conftest import Open
from tests.browser.states import ALMEN, DEMOLITION, TEMPORARY, question_address
from tests.browser.test_pages import violations, wider


def list_address(answers: object) -> str:
    return f"/checklist/{question_address('reason', answers=answers).split('/')[2]}"


STATES = {"checklist": DEMOLITION, "checklist-away": TEMPORARY, "checklist-almen": ALMEN}
LATE = {**DEMOLITION, "notice_received": DEMOLITION["notice_received"].replace(month=9)}


def box(page: Page, item: str) -> Locator:
    return page.locator(f"#{item} [role=checkbox]")


def ticked(page: Page) -> int:
    return page.locator(".todo > .done").count()


def text(lang: str, *path: str) -> str:
    return words(lang).text("checklist", *path).raw[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_on_a_small_phone(open_page: Open, lang: str, scheme: str) -> None:
    page = open_page("small", color_scheme=scheme)
    for name, answers in {**STATES, "checklist-late": LATE}.items():
        page.goto(f"/{lang}{list_address(answers)}")
        box(page, "papers").tap()
        expect(box(page, "papers")).to_be_checked()
        if scheme == "light":
            travel.picture(page, f"small-{lang}-{name}")
        travel.unfold(page)
        assert [*wider(page), *violations(page)] == [], name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_large_text(open_page: Open, lang: str) -> None:
    page = open_page("small")
    page.goto(f"/{lang}{list_address(DEMOLITION)}?beside=da")
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    travel.unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_ticking_noting_and_taking_back(open_page: Open, lang: str, script: bool) -> None:
    page = open_page("small", java_script_enabled=script)
    page.goto(f"/{lang}{list_address(DEMOLITION)}")
    first = page.url
    count = page.locator("[role=checkbox]").count()
    box(page, "keys").tap()
    expect(box(page, "keys")).to_be_checked()
    done = re.compile(rf"^(?=.*\b1\b)(?=.*\b{count}\b)")
    expect(page.locator(".done-of strong")).to_contain_text(done)
    assert page.url != first
    box(page, "meters").tap()
    expect(box(page, "meters")).to_be_checked()
    box(page, "keys").tap()
    expect(box(page, "keys")).not_to_be_checked()
    assert ticked(page) == 1
    page.locator("#advice summary").tap()
    page.locator("#advice textarea").fill("Ali <3 سلام")
    page.locator("#advice textarea ~ * button, #advice p button").last.tap()
    expect(page.locator("#advice .own-note")).to_have_text("Ali <3 سلام")
    # The address has it all: opened anew it is the same, in each language.
    page.goto(page.url.partition("#")[0])
    assert ticked(page) == 1
    expect(page.locator("#advice .own-note")).to_have_text("Ali <3 سلام")
    for other in [code for code in LANGUAGES if code != lang]:
        travel.switch(page, other)
        page.wait_for_url(f"**/{other}/checklist/**")
        assert ticked(page) == 1


def test_fingers_faster_than_the_network(open_page: Open) -> None:
    """Every tap counts, although each leads to another address."""
    page = open_page("phone")
    page.goto(f"/da{list_address(DEMOLITION)}")
    names = ["papers", "advice", "companion", "interpreter", "phone", "fridge"]
    page.evaluate(
        "names => names.forEach(n => document.querySelector(`#${n} [role=checkbox]`).click())",
        names,
    )
    for name in names:
        expect(box(page, name)).to_be_checked()
    assert ticked(page) == len(names)
    page.reload()
    assert ticked(page) == len(names)


def test_nothing_moves_under_the_finger_and_the_keyboard_stays_where_it_was(
    open_page: Open,
) -> None:
    page = open_page("small")
    page.goto(f"/da{list_address(LATE)}")
    page.locator("#fridge summary").tap()
    box(page, "meters").scroll_into_view_if_needed()
    before = box(page, "meters").bounding_box()
    box(page, "meters").focus()
    page.keyboard.press("Space")
    expect(box(page, "meters")).to_be_checked()
    expect(box(page, "meters")).to_be_focused()
    after = box(page, "meters").bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) <= 2
    expect(page.locator("#fridge details")).to_have_attribute("open", "")
    expect(page.locator("#heard")).to_have_text(re.compile("1 af"))


def test_a_note_that_is_too_long_is_told_at_once(open_page: Open) -> None:
    page = open_page("small")
    page.goto(f"/da{list_address(DEMOLITION)}")
    page.locator("#keys summary").tap()
    area = page.locator("#keys textarea")
    area.evaluate("area => area.removeAttribute('maxlength')")
    area.fill("x" * 301)
    page.locator("#keys p button").last.tap()
    expect(page.locator(".error-summary")).to_be_focused()
    assert violations(page) == []
    page.locator(".error-summary a").tap()
    expect(page.locator("#note-keys")).to_be_focused()
    expect(page.locator("#note-keys")).to_have_value("x" * 301)


def test_without_a_network_the_plain_form_is_sent(open_page: Open) -> None:
    """What fails is not passed over in silence."""
    page = open_page("small")
    page.goto(f"/da{list_address(DEMOLITION)}")
    page.route("**/checklist/*", lambda route: route.abort(), times=1)
    box(page, "keys").tap()
    page.wait_for_url("**#keys")
    expect(box(page, "keys")).to_be_checked()


def test_on_paper_it_is_a_short_list(open_page: Open) -> None:
    page = open_page("desktop")
    page.goto(f"/da{list_address(DEMOLITION)}")
    box(page, "papers").click()
    expect(box(page, "papers")).to_be_checked()
    page.emulate_media(media="print")
    expect(page.locator("#papers .square")).to_be_visible()
    expect(page.locator("#papers .whys")).to_be_hidden()
    expect(page.locator(".to-letter").first).to_be_hidden()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_way_there(open_page: Open, lang: str) -> None:
    page = open_page("phone")
    page.goto(f"/{lang}/topics/utilities-and-insurance")
    page.locator(f"a[href='/{lang}/checklist/']").tap()
    expect(page.locator("h1")).to_have_text(text(lang, "start", "title"))
    assert violations(page) == []
    page.goto(f"/{lang}/guide/{list_address(DEMOLITION).split('/')[2]}/result")
    page.locator("a[href*='/checklist/']").tap()
    expect(page.locator("h1")).to_have_text(text(lang, "page", "title"))
