"""Ways through the office: by keyboard, without a script, too late, and at the same time."""

import re
from contextvars import Context
from datetime import timedelta

from flask import Flask
from playwright.sync_api import Page, expect
from sqlmodel import select

from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import StaffSession, User
from portal.staff.times import now
from tests.browser import travel
from tests.browser.conftest import SMALL_PHONE
from tests.browser.office.conftest import TABLET, Open, too_wide
from tests.browser.test_keyboard import tab_to
from tests.browser.test_pages import violations
from tests.portal.staff.conftest import PASSWORD, email_of


def send(page: Page, text: str) -> None:
    """Press the button with a text, and wait for the page that comes of it."""
    with page.expect_navigation():
        page.get_by_role("button", name=text).click()


def enter(page: Page) -> None:
    """Press Enter, and wait for the page that comes of it."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_by_keyboard_alone(open_office: Open) -> None:
    page = open_office("/sign-in")
    tab_to(page, "#email")
    page.keyboard.type(email_of(Role.CASEWORKER))
    tab_to(page, "#password")
    page.keyboard.type(PASSWORD)
    enter(page)
    expect(page.locator("h1")).to_have_text("Kontoret")
    tab_to(page, "main a[href$='/cases/2']")
    enter(page)
    expect(page.locator("h1")).to_have_text("Egevej, nedrivning")
    tab_to(page, ".tabs a[href$='/households']")
    enter(page)
    tab_to(page, "main a[href$='/households/new']")
    enter(page)
    tab_to(page, "#label")
    page.keyboard.type("A-1")
    enter(page)
    expect(page.locator("h1")).to_have_text("A-1")
    page.goto("/da/staff/cases/2/households")
    for _ in range(2):
        tab_to(page, "[name=household]")
        page.keyboard.press("Space")
    expect(page.locator("[name=household]:checked")).to_have_count(2)
    tab_to(page, "#act")
    page.keyboard.type("Sæt sp")
    tab_to(page, ".bulk .button")
    enter(page)
    expect(page.locator(".lead")).to_have_text("Det gælder 2 husstande.")
    tab_to(page, "#value")
    page.keyboard.type("engelsk")
    tab_to(page, "main .staff-form .button")
    enter(page)
    expect(page.locator("[role=status]")).to_contain_text("Sproget er ændret for")
    tab_to(page, "[role=status] .button")
    enter(page)
    expect(page.locator("[role=status]")).to_contain_text("Fortrudt for")


def test_errors_take_the_focus_and_keep_what_was_typed(open_office: Open) -> None:
    page = open_office("/cases/1/households/new", role=Role.CASEWORKER, **SMALL_PHONE)
    page.locator("#label").fill("B-001")
    page.locator("#persons").fill("mange")
    page.locator("#lease_start").fill("31.2.2020")
    send(page, "Gem")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#persons")).to_have_value("mange")
    expect(page.locator("#lease_start")).to_have_value("31.2.2020")
    assert [*too_wide(page), *violations(page)] == []
    page.locator(".error-summary a").first.tap()
    expect(page.locator("main [aria-invalid]").first).to_be_focused()


def expire(app: Flask, role: Role) -> None:
    """End the sessions of a user, as time does."""
    with app.app_context(), unscoped() as session:
        user = session.exec(select(User).where(User.email == email_of(role))).one()
        for row in session.exec(select(StaffSession).where(StaffSession.user_id == user.id)).all():
            row.last_seen = now() - timedelta(hours=13)
            row.ends = now() - timedelta(hours=1)
        session.commit()


def test_a_session_that_ends_in_the_middle_keeps_what_was_typed(
    open_office: Open, app: Flask
) -> None:
    page = open_office("/cases/1/households/3/edit", role=Role.CASEWORKER)
    page.locator("#note").fill("Ring til <b>søsteren</b>\nførst")
    page.locator("#persons").fill("5")
    page.locator("[name=sublet][value=yes]").check()
    Context().run(expire, app, Role.CASEWORKER)
    send(page, "Gem")
    expect(page.locator(".notice")).to_contain_text("gemt her på siden")
    page.locator("#email").fill(email_of(Role.CASEWORKER))
    page.locator("#password").fill(PASSWORD)
    page.locator("form[action$='/sign-in'] .button").click()
    expect(page.locator("h1")).to_have_text("Din formular er ikke sendt endnu")
    told = page.locator("dl.about")
    expect(told).to_contain_text("Ring til <b>søsteren</b>")
    expect(told).to_contain_text("Lejer husstanden af en, der selv er lejer?")
    expect(told).to_contain_text("العربية")
    expect(told).not_to_contain_text(re.compile("Felt|version", re.IGNORECASE))
    assert violations(page) == []
    travel.picture(page, "office-resume")
    send(page, "Send nu")
    expect(page.locator("[role=status]")).to_contain_text("Ændringen er gemt")
    expect(page.locator(".told")).to_contain_text("Ring til <b>søsteren</b>")


def test_a_button_pressed_too_late_is_not_pressed_again_unseen(
    open_office: Open, app: Flask
) -> None:
    page = open_office("/cases/1/households/4/delete", role=Role.CASEWORKER)
    Context().run(expire, app, Role.CASEWORKER)
    send(page, "Slet for altid")
    page.locator("#email").fill(email_of(Role.CASEWORKER))
    page.locator("#password").fill(PASSWORD)
    page.locator("form[action$='/sign-in'] .button").click()
    expect(page.locator("main")).to_contain_text("Der er ikke ændret noget")
    expect(page.get_by_role("button", name="Send nu")).to_have_count(0)
    page.goto("/da/staff/cases/1/households/4")
    expect(page.locator("h1")).to_have_text("B-004")


def test_two_colleagues_edit_one_household(open_office: Open) -> None:
    path = "/cases/1/households/5/edit"
    first, second = (open_office(path, role=Role.CASEWORKER) for _ in range(2))
    first.locator("#note").fill("Skrevet af den ene")
    send(first, "Gem")
    second.locator("#note").fill("Skrevet af den anden")
    send(second, "Gem")
    expect(second.locator("[role=alert]")).to_be_focused()
    for text in ("Skrevet af den ene", "Skrevet af den anden"):
        expect(second.locator("[role=alert]")).to_contain_text(text)
    expect(second.locator("#note")).to_have_value("Skrevet af den anden")
    assert violations(second) == []
    for device in (TABLET, SMALL_PHONE):
        second.set_viewport_size(device["viewport"])
        assert too_wide(second) == []
        travel.picture(second, f"office-collision-{device['viewport']['width']}")
    send(second, "Gem")
    expect(second.locator(".told")).to_contain_text("Skrevet af den anden")


def test_without_a_script(open_office: Open) -> None:
    page = open_office("/cases/2/households", role=Role.CASEWORKER, java_script_enabled=False)
    page.get_by_label("Vælg E-003").check()
    page.locator("#act").select_option("withdraw")
    page.get_by_role("button", name="Videre").click()
    page.get_by_role("button", name="Luk links for 1 husstand").click()
    expect(page.locator("[role=status]")).to_contain_text("Links er lukket for 1 husstand")
    page.get_by_role("button", name="Fortryd").first.click()
    expect(page.locator("[role=status]")).to_contain_text("Fortrudt for 1 husstand")
    page.goto("/da/staff/cases/2/plan")
    page.get_by_role("button", name="Markér som gjort").first.click()
    expect(page.locator("[role=status]")).to_contain_text("Planen er opdateret")
    page.goto("/da/staff/cases/2/messages")
    page.locator("#text").fill("Der er varmt vand igen")
    page.get_by_role("button", name="Send beskeden").click()
    expect(page.locator("main")).to_contain_text("Der er varmt vand igen")
    page.goto("/da/staff/cases/2/checklist/new")
    page.locator("#title_da").fill("Aflever cykelnøglen")
    page.locator("#why_da").fill("Cykelkælderen skal tømmes.")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator(".items")).to_contain_text("Aflever cykelnøglen")
    page.goto("/da/staff/cases/2/households/41")
    page.get_by_role("button", name="Lav et nyt link").click()
    expect(page.locator("#made-link")).to_have_value(re.compile(r"/list/[\w-]{22}$"))
    page.goto("/da/staff/cases/2/letters")
    page.locator("[name=whom][value=all]").check()
    page.locator("[name=output][value=csv]").check()
    page.get_by_role("button", name="Lav dem").click()
    # The page says itself when the file is there.
    expect(page.get_by_role("link", name=re.compile("^Hent links"))).to_be_visible(timeout=30_000)
