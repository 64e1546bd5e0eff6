"""Local practice in a browser: what a resident reads on a phone, and where the office tells it."""

from collections.abc import Iterator
from contextvars import Context
from datetime import date, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from portal.i18n import LANGUAGES
from portal.municipality.kinds import Kind, Per
from portal.staff.roles import Role
from portal.staff.times import now
from tests.browser import travel
from tests.browser.conftest import DESKTOP, SMALL_PHONE
from tests.browser.test_keyboard import tab_to
from tests.browser.test_pages import violations, wider
from tests.conftest import portal_on, served
from tests.portal.municipality.conftest import tell
from tests.portal.staff.conftest import PASSWORD, email_of, settle

PAGE = "/{}/municipalities/aalborg"


def _told(app: Flask) -> None:
    people = settle(app)
    with app.app_context():
        of = people.our_organisation
        text = {
            "da": "Vis os en aftale med dem, du bor hos, før du flytter.\nPengene kommer bagud.",
            "ar": "يُرجى إظهار اتفاق مع من تسكن عندهم قبل الانتقال.\nيأتي المال لاحقًا.",
        }
        tell(of, kind=Kind.OWN_HOME, amount=450_000, per=Per.PERSON_MONTH, texts=text)
        long = "Genhusningskoordinationsudvalgets" * 3
        tell(of, texts={"da": f"Vi låner kasser ud. {long}"}, entered=now() - timedelta(days=500))
        theirs = people.their_organisation
        contact = {"phone": "12 34 56 78", "email": "genhusning@kommune.example"}
        tell(theirs, kind=Kind.CONTACT, texts={"da": "Genhusningen"}, **contact)
        tell(theirs, kind=Kind.HOURS, texts={"da": "Mandag-fredag 9-12"}, source="Byrådet")
        folder = {"texts": {"da": "Folder"}, "url": "https://www.kommune.example/" + "x" * 80}
        tell(theirs, kind=Kind.LINK, since=date(2025, 5, 1), **folder)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    url = f"sqlite:///{tmp_path_factory.mktemp('municipality') / 'portal.sqlite3'}"
    with portal_on(url) as app:
        Context().run(_told, app)
        with served(app) as address:
            yield address


def picture(page: Page, name: str) -> None:
    travel.picture(page, f"municipality-{name}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_told_is_clean_and_fits(visit: Page, lang: str) -> None:
    visit.goto(PAGE.format(lang))
    expect(visit.locator(".practices > li")).to_have_count(5)
    assert violations(visit) == []
    assert wider(visit) == []
    picture(visit, lang)
    visit.goto(f"/{lang}/municipalities/")
    picture(visit, f"{lang}-list")
    visit.emulate_media(color_scheme="dark")
    visit.goto(PAGE.format(lang))
    assert violations(visit) == []


@pytest.mark.parametrize("lang", ["da", "ar"])
def test_enlarged_nothing_is_cut(visit: Page, lang: str) -> None:
    for path in (PAGE.format(lang), f"/{lang}/municipalities/"):
        visit.goto(path)
        visit.evaluate("document.documentElement.style.fontSize = '225%'")
        assert wider(visit) == []


def test_found_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(**SMALL_PHONE, base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/da/municipalities/")
    page.locator("#q").fill("frederiks")
    page.locator("main .button").click()
    expect(page.locator(".found li")).to_have_count(3)
    assert "frederiks" not in page.url
    page.locator("#q").fill("ålborg")
    page.locator("main .button").click()
    expect(page.locator("h1")).to_have_text("Aalborg Kommune")
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_office_tells(browser: Browser, address: str, lang: str) -> None:
    context = browser.new_context(**DESKTOP, base_url=address)
    page = context.new_page()
    page.goto(f"/{lang}/staff/practice")
    page.locator("#email").fill(email_of(Role.CASEWORKER))
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).not_to_have_count(0)
    before = page.locator("tbody tr").count()
    for width, name in ((1280, "desktop"), (360, "phone")):
        page.set_viewport_size({"width": width, "height": 800})
        for path in ("", "/new", *(f"/new?kind={kind}" for kind in Kind), "/1"):
            page.goto(f"/{lang}/staff/practice{path}")
            assert violations(page) == [], path
            picture(page, f"office-{name}-{lang}{path.replace('/', '-').replace('?kind=', '-')}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto(f"/{lang}/staff/practice/new?kind=hours")
    page.locator("#municipality").select_option("0751")
    tab_to(page, "#text_da")
    page.keyboard.type(f"Kun om fredagen ({lang})")
    tab_to(page, "#since")
    page.keyboard.type("1.13.2026")
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    assert violations(page) == []
    picture(page, f"office-wrong-{lang}")
    page.locator("#since").fill("1.1.2026")
    page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_be_visible()
    assert page.locator("tbody tr").count() == before + 1
    page.goto("/da/municipalities/aarhus")
    expect(page.locator(".practices").first).to_contain_text(f"Kun om fredagen ({lang})")
    context.close()
