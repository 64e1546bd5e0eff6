"""The office in a browser: signing in, the second factor, the keyboard, single sign-on."""

import re
import secrets
from collections.abc import Callable, Iterator
from contextvars import Context
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from portal import create_app, migrate
from portal.config import Config
from portal.staff.roles import Role
from tests.browser import travel
from tests.browser.conftest import DESKTOP, SMALL_PHONE, overhear
from tests.browser.test_keyboard import tab_to
from tests.conftest import SECRET, served
from tests.portal.staff import providers
from tests.portal.staff.conftest import PASSWORD, email_of, settle
from tests.portal.staff.worker import code_of

TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
COLLEAGUE = {
    "sub": "kollega",
    "email": "kollega@vores.example",
    "email_verified": True,
    "name": "Kollega Fra Login",
    "roles": ["caseworker"],
    "cvr": "Vores Boligforening",
}
NEW = "gule støvler på altanen"

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    url = f"sqlite:///{tmp_path_factory.mktemp('office') / 'portal.sqlite3'}"
    migrate.upgrade(url)
    with providers.running_provider([COLLEAGUE]) as issuer:
        app = create_app(
            Config.from_environ(
                {
                    "SECRET_KEY": SECRET,
                    "DATABASE_URL": url,
                    "OIDC_ISSUER": issuer,
                    "OIDC_CLIENT_ID": providers.CLIENT,
                    "OIDC_CLIENT_SECRET": providers.CLIENT_SECRET,
                    "OIDC_ORGANISATION_CLAIM": "cvr",
                }
            )
        )
        Context().run(settle, app)
        yield app
        app.extensions["engine"].dispose()


@pytest.fixture(scope="module")
def office(app: Flask) -> Iterator[str]:
    """The address of an office with two organisations in it."""
    with served(app) as address:
        yield address


@pytest.fixture
def open_office(browser: Browser, office: str) -> Iterator[Open]:
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(path: str = "/sign-in", lang: str = "da", **options: Any) -> Page:
        context = browser.new_context(**{**DESKTOP, "base_url": office, **options})
        context.set_default_timeout(10_000)
        opened.append(context)
        page = context.new_page()
        overhear(page, complaints)
        page.goto(f"/{lang}/staff{path}")
        return page

    yield open_one
    for context in opened:
        context.close()
    assert complaints == []


def axe_clean(page: Page) -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def picture(page: Page, name: str) -> None:
    travel.picture(page, f"staff-{name}")


def sign_in(page: Page, role: Role = Role.ADMINISTRATOR, password: str = PASSWORD) -> None:
    page.locator("#email").fill(email_of(role))
    page.locator("#password").fill(password)
    page.locator("form[action$='/sign-in'] .button").click()
    page.wait_for_url(lambda url: not url.endswith("/sign-in"))


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize(
    ("name", "device"), [("phone", SMALL_PHONE), ("tablet", TABLET), ("desktop", DESKTOP)]
)
def test_every_page_is_clean_and_fits(
    open_office: Open, lang: str, name: str, device: dict[str, Any]
) -> None:
    page = open_office(lang=lang, **device)
    axe_clean(page)
    picture(page, f"{name}-{lang}-sign-in")
    sign_in(page)
    for path in (
        "/",
        "/account",
        "/account/password",
        "/account/second-factor",
        "/users",
        "/users/invite",
        "/users/2",
        "/log",
        "/link/nothing",
    ):
        page.goto(f"/{lang}/staff{path}")
        axe_clean(page)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, path
        picture(page, f"{name}-{lang}-{path.strip('/').replace('/', '-') or 'front'}")


def test_by_keyboard_alone(open_office: Open) -> None:
    page = open_office()
    tab_to(page, "#email")
    page.keyboard.type(email_of(Role.ADMINISTRATOR))
    tab_to(page, "#password")
    page.keyboard.type("forkert")
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    axe_clean(page)
    tab_to(page, ".error-summary a")
    page.keyboard.press("Enter")
    expect(page.locator("#email")).to_be_focused()
    expect(page.locator("#email")).to_have_value(email_of(Role.ADMINISTRATOR))
    tab_to(page, "#password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Kontoret")
    tab_to(page, ".office a[href$='/users']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Brugere")
    tab_to(page, "main .button")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Inviter en bruger")
    tab_to(page, "#name")
    page.keyboard.type("Ny Kollega")
    tab_to(page, "#email")
    address = f"{secrets.token_hex(4)}@vores.example"
    page.keyboard.type(address)
    tab_to(page, "input[type=radio]")
    page.keyboard.press("ArrowUp")
    tab_to(page, "main .staff-form .button")
    page.keyboard.press("Enter")
    expect(page.locator("#made-link")).to_be_visible()
    axe_clean(page)
    picture(page, "invited")
    page.locator(".skip").focus()
    tab_to(page, ".office .linklike")
    page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text("logget ud")


def test_a_colleague_comes_by_the_link_on_a_phone(open_office: Open) -> None:
    page = open_office("/users/invite")
    sign_in(page)
    page.locator("#name").fill("Ny På Telefon")
    address = f"{secrets.token_hex(4)}@vores.example"
    page.locator("#email").fill(address)
    page.locator("main .staff-form .button").click()
    link = page.locator("#made-link").input_value()
    phone = open_office(link.partition("/staff")[2], java_script_enabled=False, **SMALL_PHONE)
    picture(phone, "link")
    phone.locator("#password").fill("123")
    phone.locator(".staff-form .button").click()
    expect(phone.locator(".error-summary")).to_be_visible()
    phone.locator("#password").fill(NEW)
    phone.locator(".staff-form .button").click()
    expect(phone.locator(".notice")).to_contain_text("gemt")
    phone.locator("#email").fill(address)
    phone.locator("#password").fill(NEW)
    phone.locator("form[action$='/sign-in'] .button").click()
    expect(phone.locator(".lead")).to_contain_text("Ny På Telefon (sagsbehandler)")


def test_the_second_factor(open_office: Open) -> None:
    page = open_office()
    sign_in(page, Role.READER)
    page.goto("/da/staff/account/second-factor")
    expect(page.locator("svg.qr")).to_be_visible()
    secret = page.locator("bdi.spelt").inner_text().replace(" ", "")
    page.locator("#code").fill(code_of(secret))
    page.locator(".staff-form .button").click()
    expect(page.locator(".notice")).to_contain_text("slået til")
    page.locator(".office .linklike").click()
    sign_in(page, Role.READER)
    expect(page).to_have_url(re.compile("/second-factor$"))
    expect(page.locator("#code")).to_have_attribute("autocomplete", "one-time-code")
    axe_clean(page)
    picture(page, "second-factor")
    page.locator("#code").fill("000000")
    page.locator(".staff-form .button").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator("#code").fill(code_of(secret, 1))  # the next one: this one is spent
    page.locator(".staff-form .button").click()
    expect(page.locator("h1")).to_have_text("Kontoret")


def test_what_was_typed_outlives_the_session(open_office: Open) -> None:
    page = open_office()
    sign_in(page)
    page.goto("/da/staff/users/invite")
    page.locator("#name").fill("Åse <i>Østergård</i>")
    page.locator("#email").fill(f"{secrets.token_hex(4)}@vores.example")
    other = page.context.new_page()  # signs out everywhere, behind the form's back
    other.goto("/da/staff/account")
    other.locator("form[action$='/sign-out-everywhere'] .button").click()
    other.wait_for_url(re.compile("/sign-in"))
    page.locator("main .staff-form .button").click()
    expect(page.locator(".notice")).to_contain_text("gemt her på siden")
    axe_clean(page)
    picture(page, "late")
    sign_in(page)
    expect(page.locator("dd.line").first).to_have_text("Åse <i>Østergård</i>")
    axe_clean(page)
    picture(page, "resume")
    page.locator(".staff-form .button").first.click()
    expect(page.locator("#made-link")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Åse <i>Østergård</i>")


def test_single_sign_on(open_office: Open) -> None:
    page = open_office("/account")
    page.locator("form[action$='/single-sign-on'] .button").click()
    page.get_by_role("button", name="kollega").first.click()
    page.wait_for_url(re.compile("/da/staff/account$"))
    expect(page.locator(".about")).to_contain_text("Kollega Fra Login")
    expect(page.locator(".about")).to_contain_text("sagsbehandler")
    axe_clean(page)


def test_the_public_side_sets_no_cookie_and_back_shows_nothing(open_office: Open) -> None:
    page = open_office()
    sign_in(page)
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("staff", True, "Lax")
    page.goto("/da/staff/users")
    page.locator(".office .linklike").click()
    page.wait_for_url(re.compile("/sign-in"))
    page.go_back()
    expect(page.locator("h1")).to_have_text("Log ind på kontoret")
    expect(page.locator("main")).not_to_contain_text("Vores")
    page.context.clear_cookies()
    page.goto("/da/")
    assert page.context.cookies() == []
