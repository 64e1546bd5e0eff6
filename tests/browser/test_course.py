"""The line of time on a phone, and the calendar it gives."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from portal.i18n import LANGUAGES
from tests.browser import travel
from tests.browser.conftest import Open
from tests.browser.states import CONDEMNED, DEMOLITION, question_address
from tests.browser.test_pages import violations, wider


def course_address(answers: dict[str, object]) -> str:
    return f"/course/{question_address('reason', answers=answers).split('/')[2]}"


STATES = {
    "course": dict(DEMOLITION),
    "course-tangled": {**DEMOLITION, "notice_leave_by": DEMOLITION["offer_date"].replace(month=9)},
    "course-empty": dict(CONDEMNED),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_line_on_a_small_phone(open_page: Open, lang: str, scheme: str) -> None:
    page = open_page("small", color_scheme=scheme)
    for name, answers in STATES.items():
        page.goto(f"/{lang}{course_address(answers)}")
        if scheme == "light":
            travel.picture(page, f"small-{lang}-{name}")
        travel.unfold(page)
        assert [*wider(page), *violations(page)] == [], name
        expect(page.locator(".course > li").first).to_be_visible()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_large_text(open_page: Open, lang: str) -> None:
    page = open_page("small")
    page.goto(f"/{lang}{course_address(STATES['course'])}")
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_file_is_fetched_and_the_way_back_is_there(
    open_page: Open, lang: str, tmp_path: Path
) -> None:
    page = open_page("phone", java_script_enabled=False)
    page.goto(f"/{lang}{course_address(STATES['course'])}")
    with page.expect_download() as fetched:
        page.locator("#calendar .button").click()
    assert fetched.value.suggested_filename == "genhusning.ics"
    fetched.value.save_as(tmp_path / "genhusning.ics")
    assert (tmp_path / "genhusning.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    page.locator(".back a").click()
    page.wait_for_url("**/result")


def test_a_missing_day_can_be_told_from_here(open_page: Open) -> None:
    page = open_page("phone")
    page.goto(f"/da{course_address(STATES['course-empty'])}.ics")
    page.wait_for_url("**#calendar")
    page.locator("#calendar a").first.tap()
    page.wait_for_url("**/guide/**")
    expect(page.locator("h1")).to_be_visible()


def test_on_paper(open_page: Open) -> None:
    page = open_page("desktop")
    page.goto(f"/da{course_address(STATES['course'])}")
    page.emulate_media(media="print")
    expect(page.locator("#calendar")).to_be_hidden()
    expect(page.locator(".course .sources").first).to_be_visible()
    expect(page.locator(".bottom .print")).to_be_visible()
