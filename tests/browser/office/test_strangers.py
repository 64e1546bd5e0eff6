"""Who has no business here: one who guesses codes, and the staff of another organisation."""

import re
from collections.abc import Callable
from contextvars import Context
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlmodel import delete, func, select, update

from portal.cases.tables import Case, Household
from portal.staff import limits, sessions
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import Organisation, SignInTry, User, Way
from portal.staff.times import now
from tests.browser import travel
from tests.browser.conftest import SMALL_PHONE
from tests.browser.conftest import Open as OpenPage
from tests.browser.office.conftest import Addresses, Open, too_wide
from tests.browser.test_checklist import text
from tests.browser.test_pages import violations
from tests.portal.cases.factory import make_case, make_household, make_link
from tests.portal.staff.conftest import PASSWORD, email_of, hash_of

T = TypeVar("T")


def asked(app: Flask, question: Callable[[], T]) -> T:
    def ask() -> T:
        with app.app_context():
            return question()

    return Context().run(ask)


# Guessing


def tries(app: Flask, until: timedelta | None) -> None:
    """Let the next try come only after so long; with None forget all tries."""

    def change() -> None:
        with unscoped() as session:
            if until is None:
                session.exec(delete(SignInTry))
            else:
                session.exec(update(SignInTry).values(until=now() + until))
            session.commit()

    asked(app, change)


def type_code(page: Page, code: str) -> None:
    page.locator("#code").fill(code)
    with page.expect_navigation():
        page.locator("main .button").tap()


def first_sentence(name: str) -> str:
    return text("ar", "errors", name).partition(".")[0]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_guessing_codes_is_made_to_wait(
    open_page: OpenPage, app: Flask, office: str, house: Case, script: bool
) -> None:
    made = asked(app, lambda: make_link(make_household(house, language="ar")))
    tries(app, None)
    page = open_page("small", java_script_enabled=script)
    page.goto(f"{office}/ar/c")
    error = page.locator("#code-error")
    guessed = 0
    type_code(page, "AAAA-AAAA")
    while first_sentence("code_wrong") in error.inner_text():
        guessed += 1
        assert guessed < 2 * limits.CODE.free
        type_code(page, "AAAA-AAAA")
    expect(error).to_contain_text(first_sentence("code_wait"))
    assert guessed > limits.CODE.free, "all families at a meeting may mistype once"

    # Whoever waits learns nothing, also from the right one.
    tries(app, timedelta(minutes=9, seconds=59))
    type_code(page, made.code)
    expect(page.locator(".error-summary")).to_be_focused()
    expect(error).to_contain_text(first_sentence("code_wait"))
    expect(error).to_contain_text("10")
    expect(page.locator("#code")).to_have_value(made.code)
    if script:
        assert [*too_wide(page), *violations(page)] == []
        travel.picture(page, "office-code-ar-wait")
    tries(app, timedelta(0))
    type_code(page, made.code)
    page.wait_for_url("**/ar/list/*")
    expect(page.locator("h1")).to_have_text(text("ar", "page", "title"))
    tries(app, None)


# Another organisation


@dataclass(frozen=True)
class Neighbours:
    """The other organisation: a session of its caseworker, and its own case."""

    cookie: str
    case: Case


@pytest.fixture(scope="module")
def neighbours(app: Flask) -> Neighbours:
    def settle() -> Neighbours:
        with unscoped() as session:
            organisation = Organisation(name="Deres Boligselskab")
            session.add(organisation)
            session.flush()
            user = User(
                organisation_id=organisation.id or 0,
                email=email_of(Role.ADMINISTRATOR, ours=False),
                name="Deres administrator",
                role=Role.ADMINISTRATOR,
                password_hash=hash_of(PASSWORD),
            )
            session.add(user)
            session.commit()
            cookie = sessions.start(user.id, Way.PASSWORD, complete=True)
            return Neighbours(cookie, make_case(organisation.id or 0, name="Deres eget hus"))

    return asked(app, settle)


def come_in(open_office: Open, office: str, neighbours: Neighbours, lang: str = "da") -> Page:
    page = open_office("/sign-in", lang, **SMALL_PHONE)
    page.context.add_cookies([{"name": "staff", "value": neighbours.cookie, "url": office}])
    return page


@pytest.mark.parametrize(
    ("lang", "title"), [("da", "Siden findes ikke"), ("en", "The page does not exist")]
)
def test_the_pages_of_another_organisation_are_not_there(
    open_office: Open,
    office: str,
    neighbours: Neighbours,
    addresses: Addresses,
    lang: str,
    title: str,
) -> None:
    page = come_in(open_office, office, neighbours, lang)
    ours = [path for paths in addresses.values() for path in paths if re.search(r"/\d", path)]
    assert len(ours) > 20
    for path in ours:
        response = page.goto(f"/{lang}/staff{path}")
        assert response
        assert response.status == 404, path
        expect(page.locator("h1")).to_have_text(title)
        expect(page.locator("body")).not_to_contain_text(re.compile("Birkelunden|Egevej|Vores"))
    assert [*too_wide(page), *violations(page)] == []
    travel.picture(page, f"office-not-theirs-{lang}")
    for path in ("", "/cases", "/practice", "/log", "/users"):
        response = page.goto(f"/{lang}/staff{path}")
        assert response
        assert response.status == 200, path
        expect(page.locator("body")).not_to_contain_text(re.compile("Birkelunden|Egevej|Vores"))
    page.goto(f"/{lang}/staff/cases")
    expect(page.locator("main")).to_contain_text("Deres eget hus")


@pytest.mark.parametrize("form", ["/households/new", "/messages", "/delete", "/letters"])
def test_nor_does_a_form_reach_them(
    open_office: Open, office: str, app: Flask, neighbours: Neighbours, form: str
) -> None:
    """Also one with a token of their own, from a page of their own."""
    asked(app, lambda: make_household(neighbours.case, label=f"N{form}"))
    before = asked(app, counted)
    page = come_in(open_office, office, neighbours)
    page.goto(f"/da/staff/cases/{neighbours.case.id}{form}")
    own = page.locator("main form[method=post]").last
    own.evaluate("(form, path) => form.action = path", f"/da/staff/cases/1{form}")
    with page.expect_navigation():
        own.locator("button").last.tap()
    expect(page.locator("h1")).to_have_text("Siden findes ikke")
    assert asked(app, counted) == before


def counted() -> tuple[int, int]:
    with unscoped() as session:
        cases = session.exec(select(func.count()).select_from(Case)).one()
        return cases, session.exec(select(func.count()).select_from(Household)).one()
