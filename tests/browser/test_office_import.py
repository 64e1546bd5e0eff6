"""Households from a file in a browser: 700 with five faulty rows, put right, saved, taken out."""

import re
from contextvars import Context
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, Page, expect

from portal.cases.importing import reading
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
from tests.portal.cases.factory import make_case
from tests.portal.cases.files import HEADINGS, as_csv, as_xlsx, households

__all__ = ["app", "office", "open_office"]

FAULTY = {100: (1, "klingon"), 200: (2, "mange"), 300: (3, "måske"), 400: (4, "32.1.2027")}
FAULTS = 5


@pytest.fixture
def case_id(app: Flask) -> int:
    """An empty case of the first organisation."""

    def make() -> int:
        with app.app_context():
            return make_case(1, name="Bøgeparken, etape 3").id or 0

    return Context().run(make)


def faulty() -> list[list[Any]]:
    rows = [HEADINGS, *households(700)]
    for row, (column, cell) in FAULTY.items():
        rows[row][column] = cell
    rows[500][0] = rows[499][0]
    return rows


def file(data: bytes, name: str = "beboere.csv") -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def send(page: Page, payload: FilePayload) -> None:
    page.locator("#file").set_input_files(payload)
    page.locator("main .staff-form .button").click()
    page.wait_for_url(re.compile(r"/import/\d+$"))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_seven_hundred_households(open_office: Open, case_id: int, script: bool) -> None:
    page = open_office(java_script_enabled=script)
    sign_in(page, Role.CASEWORKER)
    page.goto(f"/da/staff/cases/{case_id}/import")
    send(page, file(as_csv(faulty())))
    expect(page.locator(".notice")).to_contain_text(f"Der er {FAULTS} fejl")
    rows = page.locator(".faults tbody tr")
    expect(rows).to_have_count(FAULTS)
    told = [*FAULTY, 500]
    for place, row in enumerate(told):
        expect(rows.nth(place).locator("th")).to_contain_text(str(row + 1))
    expect(page.locator("form[action$='/save']")).to_have_count(0)

    page.get_by_role("link", name="Vælg den rettede fil").click()
    send(page, file(as_xlsx([HEADINGS, *households(700)]), "beboere.xlsx"))
    expect(page.locator(".lead")).to_have_text("700 nye, 0 ændrede, 0 uændrede")
    page.locator("form[action$='/save'] .button").click()
    expect(page.locator("h1")).to_have_text("Husstandene er gemt")
    page.get_by_role("link", name="Se husstandene").click()
    expect(page.locator("#found")).to_contain_text("700 husstande")

    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    saved = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename == f"husstande-{case_id}.csv"
    assert len(reading.read(saved).rows) == 700
    page.goto(f"/da/staff/cases/{case_id}/import")
    send(page, file(saved))
    expect(page.locator(".lead")).to_have_text("0 nye, 0 ændrede, 700 uændrede")
    expect(page.locator("form[action$='/save']")).to_have_count(0)


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize(
    ("name", "device"), [("phone", SMALL_PHONE), ("tablet", TABLET), ("desktop", DESKTOP)]
)
def test_the_pages_are_clean_and_fit(
    open_office: Open, case_id: int, lang: str, name: str, device: dict[str, Any]
) -> None:
    page = open_office(lang=lang, **device)
    sign_in(page, Role.CASEWORKER)

    def look(what: str) -> None:
        axe_clean(page)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, what
        picture(page, f"{name}-{lang}-import-{what}")

    at = f"/{lang}/staff/cases/{case_id}/import"
    page.goto(at)
    look("file")
    page.locator("main .staff-form .button").click()
    expect(page.locator(".error-summary")).to_be_focused()
    look("no-file")
    send(page, file(as_csv(faulty())))
    look("faults")
    page.locator("#column-5").select_option("label")
    page.locator("main .staff-form .button").first.click()
    expect(page.locator(".error-summary")).to_be_focused()
    look("columns-wrong")
    page.goto(at)
    send(page, file(as_csv([HEADINGS, *households(3)])))
    look("ready")
    page.locator("form[action$='/save'] .button").click()
    expect(page.locator(".lead")).to_contain_text("3")
    look("saved")


def test_by_keyboard_alone(open_office: Open, case_id: int) -> None:
    page = open_office()
    sign_in(page, Role.CASEWORKER)
    page.goto(f"/da/staff/cases/{case_id}/import")
    send(page, file(b"A;B\n1-1;ja\n"))
    tab_to(page, "#column-0")
    page.keyboard.type("Betegnelse")
    tab_to(page, "#column-1")
    page.keyboard.type("Hjælp")
    tab_to(page, "main .staff-form .button")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#outcome$"))
    expect(page.locator(".lead")).to_have_text("1 ny, 0 ændrede, 0 uændrede")
    tab_to(page, "form[action$='/save'] .button")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Husstandene er gemt")


def test_a_large_file(open_office: Open, case_id: int) -> None:
    """Larger than any form elsewhere may be: told in words, also where the session has ended."""
    page = open_office()
    sign_in(page, Role.CASEWORKER)
    page.goto(f"/da/staff/cases/{case_id}/import")
    large = file(as_csv([HEADINGS, *households(25_000)]))
    assert len(large["buffer"]) > 1_000_000
    page.locator("#file").set_input_files(large)
    page.locator("main .staff-form .button").click()
    expect(page.locator(".error-summary")).to_contain_text("for mange rækker")
    page.locator("#file").set_input_files(large)
    page.context.clear_cookies()
    page.locator("main .staff-form .button").click()
    expect(page.locator("h1")).to_have_text("Log ind på kontoret")
    expect(page.locator(".notice")).to_contain_text("blev ikke gemt")
