"""What the office does while a family has its list open: messages, own items, links that end."""

import re
from collections.abc import Callable
from contextvars import Context
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlmodel import select

from portal.cases.links import Made
from portal.cases.tables import Case, Household, HouseholdLink, Tick
from portal.sharing import picture
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.times import now
from tests.browser import travel
from tests.browser.conftest import Open as OpenPage
from tests.browser.office.conftest import Open, too_wide
from tests.browser.office.test_ways import send
from tests.browser.test_checklist import box, text, ticked
from tests.browser.test_checklist_kept import _COPIED, leads_on, wait_for
from tests.browser.test_pages import violations
from tests.portal.cases.factory import make_household, make_link

T = TypeVar("T")
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@dataclass(frozen=True)
class Family:
    """A household that reads Arabic, and the link it was sent."""

    app: Flask
    office: str
    household: Household
    made: Made

    @property
    def list(self) -> str:
        return f"{self.office}/ar/list/{self.made.secret}"

    @property
    def seen_by_the_office(self) -> str:
        return f"/cases/{self.household.case_id}/households/{self.household.id}"

    def done(self) -> set[str]:
        ticks = select(Tick.item).where(Tick.household_id == self.household.id, Tick.done)
        with self.app.app_context(), unscoped() as session:
            return set(session.exec(ticks))

    def let_the_link_end(self) -> None:
        """As time does."""
        links = select(HouseholdLink).where(HouseholdLink.household_id == self.household.id)
        with self.app.app_context(), unscoped() as session:
            for link in session.exec(links):
                link.expires = now() - timedelta(seconds=1)
            session.commit()


@pytest.fixture
def family(app: Flask, office: str, house: Case) -> Family:
    def make() -> Family:
        with app.app_context():
            household = make_household(house, "B-1", language="ar")
            return Family(app, office, household, make_link(household))

    return apart(make)


def apart(question: Callable[[], T]) -> T:
    return Context().run(question)


def tick(page: Page, item: str) -> None:
    with page.expect_response(leads_on):
        box(page, item).tap()
    expect(box(page, item)).to_be_checked()


# What the office writes


@SCRIPT
def test_a_message_is_on_the_open_page_when_it_is_loaded_again(
    open_office: Open, open_page: OpenPage, family: Family, script: bool
) -> None:
    phone = open_page("small", java_script_enabled=script)
    phone.goto(family.list)
    if script:
        wait_for(phone, _COPIED)  # what is kept for a time without a network is not shown instead
    tick(phone, "keys")
    expect(phone.locator(".notice .own-text")).to_have_count(0)

    written = "Mødet er flyttet til <b>fælleshuset</b>\nhttps://example.org/ kl. 17"
    arabic = "نُقل الاجتماع إلى الساعة ١٧."
    page = open_office(f"/cases/{family.household.case_id}/messages", role=Role.CASEWORKER)
    page.locator("#text").fill(written)
    send(page, "Send beskeden")
    page.goto(f"/da/staff/cases/{family.household.case_id}/messages?household=1")
    expect(page.locator("h1")).to_have_text("Siden findes ikke")  # it is of another case
    own = f"/da/staff/cases/{family.household.case_id}/messages?household={family.household.id}"
    page.goto(own)
    page.locator("#text").fill(arabic)
    page.locator("#language").select_option("ar")
    send(page, "Send beskeden")

    phone.reload()
    told = phone.locator(".notice .own-text")
    expect(told).to_have_count(2)
    danish = told.filter(has_text="fælleshuset")
    assert danish.inner_text() == written
    expect(danish).to_have_attribute("lang", "da")
    expect(danish).to_have_attribute("dir", "ltr")
    expect(danish.locator("a, b")).to_have_count(0)
    expect(told.filter(has_text=arabic)).to_have_attribute("lang", "ar")
    notice = phone.locator(".notice", has_text="fælleshuset")
    expect(notice).to_contain_text(text("ar", "office", "only_danish"))
    before_the_list = "e => e.compareDocumentPosition(document.querySelector('.todo')) & 4"
    assert danish.evaluate(before_the_list), "above the list"
    expect(box(phone, "keys")).to_be_checked()
    if script:
        assert [*too_wide(phone), *violations(phone)] == []
        travel.picture(phone, "office-message-ar")

    row = page.locator("li", has_text=arabic)
    with page.expect_navigation():
        row.get_by_role("button", name="Træk tilbage").click()
    phone.reload()
    expect(told).to_have_count(1)
    expect(told).to_contain_text("fælleshuset")


def test_an_own_item_reaches_a_link_that_was_sent_before(
    open_office: Open, open_page: OpenPage, family: Family
) -> None:
    phone = open_page("small")
    phone.goto(family.list)
    wait_for(phone, _COPIED)
    tick(phone, "keys")
    points = phone.locator(".todo > li")
    before = points.count()

    page = open_office(f"/cases/{family.household.case_id}/checklist/new", role=Role.CASEWORKER)
    page.locator("#title_da").fill("Hent <i>kasser</i> på loftet")
    page.locator("#why_da").fill("Viceværten deler dem ud.")
    send(page, "Gem")
    phone.reload()
    expect(points).to_have_count(before + 1)
    own = phone.locator(".todo > li[id^='own-']")
    title = own.locator("h3 [lang=da]")
    expect(title).to_have_text("Hent <i>kasser</i> på loftet")
    not_yet = own.get_by_text(text("ar", "office", "only_danish"))
    expect(not_yet).to_be_visible()
    number = own.get_attribute("id") or ""
    tick(phone, number)
    assert [*too_wide(phone), *violations(phone)] == []

    # Translated, it is read in Arabic, and stays ticked.
    page.goto(f"/da/staff/cases/{family.household.case_id}/checklist/{number}")
    page.locator("#title_ar").fill("أحضروا الصناديق من العلية")
    page.locator("#why_ar").fill("يوزعها حارس المبنى.")
    send(page, "Gem")
    phone.reload()
    expect(own.locator("h3")).to_have_text("أحضروا الصناديق من العلية")
    expect(title).to_have_count(0)
    expect(not_yet).to_have_count(0)
    expect(box(phone, number)).to_be_checked()
    assert apart(family.done) == {"keys", number}


# Links


def test_a_link_made_on_the_page_of_a_household(
    open_office: Open, open_page: OpenPage, family: Family
) -> None:
    page = open_office(family.seen_by_the_office, role=Role.CASEWORKER)
    send(page, "Lav et nyt link")
    address = page.locator("#made-link").input_value()
    assert re.fullmatch(rf"{family.office}/ar/list/[\w-]{{22}}", address)
    image = page.get_by_role("img", name="QR-kode med linket til husstandens liste")
    expect(image).to_be_visible()
    assert image.locator("path").last.get_attribute("d") == picture(address).path
    code = page.locator(".household-code").inner_text()
    assert [*too_wide(page), *violations(page)] == []
    page.goto(f"/da/staff{family.seen_by_the_office}")
    expect(page.locator("#made-link")).to_have_count(0)  # it is shown once
    expect(page.locator("main")).not_to_contain_text(code)

    phone = open_page("small")
    phone.goto(address)
    tick(phone, "keys")
    neighbour = open_page("small")
    neighbour.goto(f"{family.office}/ar/c")
    neighbour.locator("#code").fill(code)
    neighbour.locator("main .button").tap()
    neighbour.wait_for_url("**/ar/list/*")
    expect(box(neighbour, "keys")).to_be_checked()
    assert neighbour.url != address, "what a code opens has an address of its own"


@SCRIPT
def test_a_link_that_ends_while_the_page_is_open(
    open_office: Open, open_page: OpenPage, family: Family, script: bool
) -> None:
    phone = open_page("small", java_script_enabled=script)
    phone.goto(family.list)
    tick(phone, "mail")
    apart(family.let_the_link_end)
    box(phone, "keys").tap()
    expect(phone.locator("h1")).to_have_text(text("ar", "kept", "gone_title"))
    expect(phone.locator("[role=checkbox]")).to_have_count(0)
    if script:
        assert [*too_wide(phone), *violations(phone)] == []
        travel.picture(phone, "office-list-ar-ended")
    phone.goto(family.list)
    expect(phone.locator("h1")).to_have_text(text("ar", "kept", "gone_title"))
    assert apart(family.done) == {"mail"}
    # Nor does the code that came with it; the page says whom to call.
    phone.get_by_role("link", name=text("ar", "kept", "gone_code")).tap()
    phone.locator("#code").fill(family.made.code)
    phone.locator("main .button").tap()
    expect(phone.locator(".error-summary")).to_be_visible()
    expect(phone.locator("#code")).to_have_attribute("aria-invalid", "true")
    page = open_office(family.seen_by_the_office, role=Role.CASEWORKER)
    expect(page.locator("table.cards").last).to_contain_text(re.compile(r"udløb \d"))
    expect(page.get_by_role("button", name="Luk alle links")).to_have_count(0)


@SCRIPT
def test_closed_by_the_office_and_made_anew(
    open_office: Open, open_page: OpenPage, family: Family, script: bool
) -> None:
    phone = open_page("small", java_script_enabled=script)
    phone.goto(family.list)
    tick(phone, "mail")
    page = open_office(family.seen_by_the_office, role=Role.CASEWORKER)
    send(page, "Luk alle links")
    expect(page.get_by_role("status")).to_contain_text("lukket")
    box(phone, "keys").tap()
    expect(phone.locator("h1")).to_have_text(text("ar", "kept", "gone_title"))
    send(page, "Lav et nyt link")
    phone.goto(page.locator("#made-link").input_value())
    expect(box(phone, "mail")).to_be_checked()
    assert ticked(phone) == 1, "what was ticked stays, what came too late is not there"
    phone.goto(family.list)
    expect(phone.locator("h1")).to_have_text(text("ar", "kept", "gone_title"))
