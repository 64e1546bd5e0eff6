"""Whole ways from the first page to a right, explained answer."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import FloatRect, Page, expect

from portal.i18n import LANGUAGES
from tests.browser import travel
from tests.browser.conftest import Open
from tests.browser.travel import PERMANENT, TEMPORARY


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("outcome", "answers"), [("permanent", PERMANENT), ("temporary", TEMPORARY)]
)
def test_on_a_phone(open_page: Open, lang: str, outcome: str, answers: Mapping[str, Any]) -> None:
    page = open_page("phone")
    travel.begin(page, lang)
    travel.answer_all(page, answers)
    travel.picture(page, f"phone-{lang}-{outcome}")
    travel.expect_answer(page, lang, outcome)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_a_small_phone_without_javascript(open_page: Open, lang: str) -> None:
    page = open_page("small", java_script_enabled=False)
    page.goto(f"/{lang}/")
    page.locator("main .button").click()
    while travel.asked(page) != "result":
        _answer_without_script(page, PERMANENT[travel.asked(page)])
    expect(page.locator("h1")).to_have_text(travel.answer_text(lang, "permanent"))
    page.locator("main summary").first.click()
    expect(page.locator(".because li").first).to_be_visible()
    expect(page.locator("[data-print]")).to_be_hidden()


def _answer_without_script(page: Page, answer: Any) -> None:
    if isinstance(answer, str):
        page.locator(f"label.choice:has(input[value={answer}])").click()
    for name, text in (answer if isinstance(answer, dict) else {}).items():
        page.locator(f"input[name={name}]").fill(text)
    before = page.url
    page.locator(".actions .button").first.click()
    page.wait_for_url(lambda url: url != before)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_known_is_an_answer_too(open_page: Open, lang: str) -> None:
    page = open_page("desktop")
    travel.begin(page, lang)
    travel.answer_all(page, {})
    expect(page.locator(".group.unsure li[id]").first).to_be_visible()
    expect(page.locator(".steps > li").first).to_be_visible()
    expect(page.locator("h1")).not_to_contain_text("…")


def test_back_and_forward_after_the_result(open_page: Open) -> None:
    page = open_page("phone")
    travel.begin(page, "da")
    questions = travel.answer_all(page, TEMPORARY)
    result = page.url
    for question in reversed(questions):
        page.go_back()
        assert travel.asked(page) == question
    for _ in questions:
        page.go_forward()
    expect(page).to_have_url(result)
    travel.expect_answer(page, "da", "temporary")


def test_back_on_the_page_shows_what_was_answered(open_page: Open) -> None:
    page = open_page("phone")
    travel.begin(page, "da")
    travel.give(page, "demolition")
    page.locator(".back a").tap()
    page.wait_for_url("**/reason")
    expect(page.locator("input[value=demolition]")).to_be_checked()


def test_two_tabs_do_not_know_of_each_other(open_page: Open) -> None:
    one = open_page("desktop")
    other = one.context.new_page()
    for page in (one, other):
        travel.begin(page, "da")
    travel.give(one, "renovation")
    travel.give(other, "renovation")
    travel.answer_all(one, TEMPORARY)
    travel.answer_all(other, PERMANENT)
    one.reload()
    travel.expect_answer(one, "da", "temporary")
    travel.expect_answer(other, "da", "permanent")


def test_another_language_keeps_the_answers(open_page: Open) -> None:
    page = open_page("phone")
    travel.begin(page, "da")
    travel.give(page, "renovation")
    travel.switch(page, "ar")
    page.wait_for_url("**/ar/guide/**")
    travel.answer_all(page, TEMPORARY)
    travel.expect_answer(page, "ar", "temporary")
    travel.switch(page, "en")
    page.wait_for_url("**/en/guide/**/result")
    travel.expect_answer(page, "en", "temporary")


def test_one_answer_changed_keeps_the_rest(open_page: Open) -> None:
    page = open_page("phone")
    travel.begin(page, "da")
    travel.answer_all(page, TEMPORARY)
    page.locator(".answered a[href$='/months_away']").tap()
    page.wait_for_url("**/months_away")
    expect(page.locator("#months_away")).to_have_value("4")
    travel.give(page, {"months_away": "14"})
    assert travel.answer_all(page, PERMANENT)
    travel.expect_answer(page, "da", "permanent")


def test_more_can_be_told_after_the_answer(open_page: Open) -> None:
    page = open_page("phone")
    travel.begin(page, "da")
    travel.answer_all(page, PERMANENT)
    page.locator("[aria-labelledby=further] a[href*='/offer/']").tap()
    page.wait_for_url("**/offer/*")
    offer = {
        "offer_kind": "permanent",
        "household": {"persons": "4", "rooms": "3"},
        "offer_rooms": {"offer_rooms": "2"},
    }
    travel.answer_all(page, offer)
    expect(page.locator(".group.checks #offer_size_ok")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_answers_are_deleted(open_page: Open, script: bool) -> None:
    page = open_page("desktop", java_script_enabled=script)
    page.goto("/da/guide/")
    _answer_without_script(page, "renovation")
    page.locator(".bottom a[data-replace]").click()
    page.wait_for_url("**/da/delete")
    page.locator("main .button").click()
    page.wait_for_url("**/da/deleted")
    expect(page.locator("main .button")).to_have_attribute("href", "/da/")
    page.go_back()
    # Either the page before is asked for anew and shows no answers, or it is the delete page.
    expect(page.locator("input:checked")).to_have_count(0)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_danish_stands_beside(open_page: Open, lang: str) -> None:
    page = open_page("desktop")
    page.goto(f"/{lang}/guide/")
    travel.answer_all(page, PERMANENT)
    page.locator(".toggle a").click()
    page.wait_for_url("**/result?beside=da")
    short = page.locator(".danish").first
    expect(short).to_contain_text(travel.answer_text("da", "permanent"))
    expect(short).to_have_attribute("lang", "da")
    for finding in page.locator(".group li[id]").all():
        expect(finding.locator(".danish").first).to_be_visible()
    for step in page.locator(".steps > li").all():
        expect(step.locator(".danish")).to_be_visible()
    own, danish = (
        page.locator(f".group .pair > {n}").first.bounding_box() for n in ("div", ".danish")
    )
    assert own
    assert danish
    assert abs(own["y"] - danish["y"]) < 40, "side by side on a wide screen"
    travel.picture(page, f"desktop-{lang}-beside")
    page.locator(".toggle a").click()
    page.wait_for_url(re.compile("/result$"))
    expect(page.locator(".danish")).to_have_count(0)


def _places(page: Page) -> list[FloatRect]:
    """Where the first finding stands, and the Danish to it."""
    both = page.locator(".group .pair").first.locator("> div")
    places = [place.bounding_box() for place in both.all()]
    assert len(places) == 2
    return [place for place in places if place]


def test_danish_stands_under_on_a_phone(open_page: Open) -> None:
    page = open_page("small")
    page.goto("/ar/guide/")
    travel.answer_all(page, TEMPORARY)
    page.goto(f"{page.url}?beside=da")
    pair = page.locator(".group .pair").first
    own, danish = (
        pair.locator(f"> {name}").bounding_box() for name in ("div:first-child", ".danish")
    )
    assert own
    assert danish
    assert danish["y"] >= own["y"] + own["height"]
    travel.picture(page, "small-ar-beside")
