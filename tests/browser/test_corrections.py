"""Corrections in a browser: told on a phone without a script, and mended in the office."""

from collections.abc import Iterator
from contextvars import Context

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from portal.corrections.kinds import PageKind
from portal.i18n import LANGUAGES
from portal.staff.roles import Role
from portal.topics.library import topics
from tests.browser import travel
from tests.browser.conftest import DESKTOP, SMALL_PHONE
from tests.browser.test_pages import violations, wider
from tests.conftest import portal_on, served
from tests.portal.corrections.conftest import told
from tests.portal.staff.conftest import PASSWORD, email_of, settle

FORM = "/{}/correction?page=topic&of=notice"


def _told(app: Flask) -> None:
    settle(app)
    with app.app_context():
        told(wrong="Ordet »opsigelse« er svært. " + "Genhusningskoordinationsudvalget" * 4)
        told(lang="ar", wrong="كلمة صعبة", sentence=topics("ar")["notice"].summary[:80])
        told(page=PageKind.CHECKLIST, name="", wrong="Forkert dag", lang="en")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    url = f"sqlite:///{tmp_path_factory.mktemp('corrections') / 'portal.sqlite3'}"
    with portal_on(url) as app:
        Context().run(_told, app)
        with served(app) as address:
            yield address


def picture(page: Page, name: str) -> None:
    travel.picture(page, f"corrections-{name}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_form_is_clean_and_fits(visit: Page, lang: str) -> None:
    visit.goto(f"/{lang}/topics/notice")
    visit.locator("footer a[href*='/correction?']").click()
    for scheme in ("light", "dark"):
        visit.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert violations(visit) == []
        assert wider(visit) == []
    visit.emulate_media(color_scheme="light")
    picture(visit, lang)
    visit.goto(f"/{lang}/correction/thanks?page=result")
    assert violations(visit) == []
    picture(visit, f"thanks-{lang}")
    visit.goto(FORM.format(lang))
    visit.evaluate("document.documentElement.style.fontSize = '225%'")
    assert wider(visit) == []


@pytest.mark.parametrize("lang", ["da", "ar"])
def test_it_is_told_without_a_script(browser: Browser, address: str, lang: str) -> None:
    context = browser.new_context(**SMALL_PHONE, base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(FORM.format(lang))
    page.locator("#wrong").fill("010190-1234")
    page.locator("main .button").click()
    expect(page.locator(".error-summary")).to_be_visible()
    assert page.locator("#wrong").input_value() == "010190-1234"
    assert "010190" not in page.url
    picture(page, f"wrong-{lang}")
    page.locator("#wrong").fill("Svært")
    page.locator("main .button").click()
    expect(page.locator("main a.button")).to_have_attribute("href", f"/{lang}/topics/notice")
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_office_mends(browser: Browser, address: str, lang: str) -> None:
    context = browser.new_context(**DESKTOP, base_url=address)
    page = context.new_page()
    page.goto(f"/{lang}/staff/corrections")
    page.locator("#email").fill(email_of(Role.ADMINISTRATOR))
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).not_to_have_count(0)
    one = "?place=topics/notice/ar.md%23summary"
    for width, name in ((1280, "desktop"), (360, "phone")):
        page.set_viewport_size({"width": width, "height": 800})
        for path in ("", "?state=all", "/1", "/1/text", "/2/text", f"/2/text{one}", "/3/text"):
            page.goto(f"/{lang}/staff/corrections{path}")
            assert violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            short = path.partition("?place")[0].replace("/", "-").replace("?state=", "-")
            picture(page, f"office-{name}-{lang}{short}{'-form' if '?place' in path else ''}")
        page.goto(f"/{lang}/staff/corrections/2/text{one}")
        typed = page.locator("#proposal").input_value()
        page.locator("#proposal").fill(f"{typed} جملة أوضح ({lang} {width}).")
        page.locator("button[value=look]").click()
        expect(page.locator(".in-place mark")).to_contain_text("جملة أوضح")
        assert violations(page) == []
        picture(page, f"office-{name}-{lang}-seen")
        page.locator("button[value=propose]").click()
        expect(page.locator(".notice")).to_be_visible()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        picture(page, f"office-{name}-{lang}-proposed")
        page.emulate_media(color_scheme="dark")
        assert violations(page) == []
        page.emulate_media(color_scheme="light")
    page.locator("button[value=accept]").click()
    expect(page.locator(".notice")).to_be_visible()
    expect(page.locator("button[value=accept]")).to_have_count(0)
    page.locator("form:has(#sure) .button").click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert violations(page) == []
    context.close()
