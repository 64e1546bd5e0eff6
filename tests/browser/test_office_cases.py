"""Cases and their plan in a browser: three widths, both languages, the keyboard, no script."""

from contextvars import Context
from datetime import date
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import expect

from portal.cases.tables import Kind
from portal.staff.roles import Role
from tests.browser.conftest import DESKTOP, SMALL_PHONE
from tests.browser.test_keyboard import tab_to
from tests.browser.test_staff import (
    TABLET,
    Open,
    app,
    axe_clean,
    office,
    open_office,
    picture,
    sign_in,
)
from tests.portal.cases.factory import make_case, make_households

__all__ = ["app", "office", "open_office"]

#: the first organisation that `settle` makes
OURS = 1


@pytest.fixture(scope="module")
def case_id(app: Flask) -> int:
    """A case of the first organisation with all its dates."""

    def make() -> int:
        with app.app_context():
            case = make_case(
                OURS,
                name="Bøgeparken, etape 2",
                kind=Kind.MIXED,
                months_away=14,
                meeting=date(2026, 3, 10),
                works_end=date(2028, 6, 1),
                return_day=date(2028, 7, 1),
            )
            make_households(case, [f"{n}" for n in range(12)])
            return case.id or 0

    return Context().run(make)


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize(
    ("name", "device"), [("phone", SMALL_PHONE), ("tablet", TABLET), ("desktop", DESKTOP)]
)
def test_the_pages_are_clean_and_fit(
    open_office: Open,
    case_id: int,
    lang: str,
    name: str,
    device: dict[str, Any],
) -> None:
    page = open_office(lang=lang, **device)
    sign_in(page)
    for path in ("/", "/cases", "/cases/new", "/plan", "/edit", "/delete"):
        at = path if path.startswith("/cases") or path == "/" else f"/cases/{case_id}{path}"
        page.goto(f"/{lang}/staff{at}")
        axe_clean(page)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, at
        picture(page, f"{name}-{lang}-case{path.strip('/').replace('/', '-') or 'front'}")


def test_a_case_is_opened_and_planned_by_keyboard_without_script(
    open_office: Open,
) -> None:
    page = open_office("/sign-in", java_script_enabled=False)
    sign_in(page, Role.CASEWORKER)
    page.goto("/da/staff/cases/new")
    page.locator("#name").focus()
    page.keyboard.type("Elmevej")
    tab_to(page, "#reason")
    page.keyboard.type("Renovering")
    tab_to(page, "#landlord")
    page.keyboard.press("Space")
    tab_to(page, "#kind")
    page.keyboard.press("Space")
    tab_to(page, "#works_start")
    page.keyboard.type("snart")
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_contain_text("Skriv en dag")
    page.locator(".error-summary a").click()
    expect(page.locator("#works_start")).to_have_value("snart")
    page.locator("#works_start").fill("1. august 2027")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan")
    expect(page.locator("h1")).to_have_text("Elmevej")
    expect(page.locator("#talks time")).to_have_attribute("datetime", "2026-08-01")
    page.locator("#talks button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan#talks")
    expect(page.locator("#talks")).to_have_class("done")
