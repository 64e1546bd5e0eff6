"""The office as `make demo` fills it, and browsers that are signed in there."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextvars import Context
from datetime import date, timedelta
from typing import Any, TypeAlias

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from sqlmodel import select

from portal import demo
from portal.cases.tables import Case, Job, JobState
from portal.municipality.kinds import Kind as PracticeKind
from portal.municipality.tables import Practice
from portal.staff import sessions
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import Organisation, User, Way
from portal.staff.times import now
from tests.browser.conftest import DESKTOP, overhear
from tests.conftest import portal_on, served
from tests.portal.cases.factory import make_case
from tests.portal.cases.files import HEADINGS, as_csv
from tests.portal.staff.conftest import PASSWORD, email_of, hash_of

TABLET = {"viewport": {"width": 768, "height": 1024}, "has_touch": True}

Open: TypeAlias = Callable[..., Page]
Addresses: TypeAlias = Mapping[str, list[str]]


@pytest.fixture(scope="package")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An office with two cases and 60 households, and a user of each role."""
    url = f"sqlite:///{tmp_path_factory.mktemp('office') / 'portal.sqlite3'}"
    with portal_on(url) as app:
        Context().run(demo.fill, app, PASSWORD)
        Context().run(_more, app)
        yield app


def _more(app: Flask) -> None:
    """Colleagues, files in each of their states, and what was told of a municipality."""
    with app.app_context(), unscoped() as session:
        of = session.exec(select(Organisation.id)).one() or 0
        users = {
            role: User(
                organisation_id=of,
                email=email_of(role),
                name=f"Vores {role}",
                role=role,
                password_hash=hash_of(PASSWORD),
            )
            for role in Role
        }
        session.add_all(users.values())
        session.flush()
        by = users[Role.ADMINISTRATOR].id or 0
        for state in (JobState.READY, JobState.RUNNING, JobState.FAILED):
            session.add(
                Job(
                    organisation_id=of,
                    case_id=1,
                    user_id=by,
                    state=state,
                    total=40,
                    made=12,
                    beat=now() + timedelta(hours=1),  # no sign of life is due while the tests run
                    filename="breve-2026-11-21.pdf",
                )
            )
        session.add(
            Practice(
                organisation_id=of,
                user_id=by,
                municipality="0101",
                kind=PracticeKind.PRACTICE,
                texts={"da": "Vi betaler for opbevaring, mens I er væk."},
                since=date(2026, 1, 1),
            )
        )
        session.commit()


@pytest.fixture(scope="package")
def office(app: Flask) -> Iterator[str]:
    """Its address."""
    with served(app) as address:
        yield address


def cookie_of(app: Flask, role: Role) -> str:
    """A session of the user with a role, as if just signed in."""
    with app.app_context(), unscoped() as session:
        user = session.exec(select(User).where(User.email == email_of(role))).one()
        return sessions.start(user.id, Way.PASSWORD, complete=True)


@pytest.fixture
def open_office(browser: Browser, office: str, app: Flask) -> Iterator[Open]:
    """Opens a page of the office in a browser of its own, signed in where a role is given."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(path: str = "/", lang: str = "da", role: Role | None = None, **more: Any) -> Page:
        context = browser.new_context(**{**DESKTOP, "base_url": office, **more})
        context.set_default_timeout(10_000)
        opened.append(context)
        if role:
            cookie = Context().run(cookie_of, app, role)
            context.add_cookies([{"name": "staff", "value": cookie, "url": office}])
        page = context.new_page()
        overhear(page, complaints)
        page.goto(f"/{lang}/staff{path}")
        return page

    yield open_one
    for context in opened:
        context.close()
    assert complaints == []


@pytest.fixture
def house(app: Flask) -> Case:
    """Another case of the office, whose households a test makes itself."""

    def make() -> Case:
        with app.app_context():
            with unscoped() as session:
                of = session.exec(select(Case.organisation_id).where(Case.id == 1)).one()
            return make_case(of, name="Lindehuset", address="Lindevej 1-9")

    return Context().run(make)


@pytest.fixture(scope="package")
def draft(app: Flask, browser: Browser, office: str) -> str:
    """A file with two faults, waiting for its columns."""
    rows = [HEADINGS, ["F-1", "arabisk", "4", "ja", "1.3.2019", ""], ["F-2", "x", "0", "", "", ""]]
    with browser.new_context(base_url=office) as context:
        cookie = Context().run(cookie_of, app, Role.ADMINISTRATOR)
        context.add_cookies([{"name": "staff", "value": cookie, "url": office}])
        page = context.new_page()
        page.goto("/da/staff/cases/1/import")
        page.locator("#file").set_input_files(
            {"name": "f.csv", "mimeType": "text/csv", "buffer": as_csv(rows)}
        )
        page.locator("main .button").first.click()
        page.wait_for_url(re.compile(r"/import/\d+"))
        return page.url.partition("/da/staff")[2]


@pytest.fixture(scope="package")
def addresses(draft: str) -> Addresses:
    """Where each page of the cases and of local practice is, by its endpoint."""
    case = "/cases/1"
    return {
        "cases": ["/cases"],
        "new_case": ["/cases/new"],
        "case": [case, "/cases/2"],
        "edit_case": [f"{case}/edit"],
        "delete_case": [f"{case}/delete"],
        "plan": [f"{case}/plan", "/cases/2/plan"],
        "households": [f"{case}/households", f"{case}/households?late=1&sort=late"],
        "new_household": [f"{case}/households/new"],
        "household": [f"{case}/households/1", f"{case}/households/2"],
        "edit_household": [f"{case}/households/1/edit"],
        "delete_household": [f"{case}/households/1/delete"],
        "upload": [f"{case}/import"],
        "columns": [draft],
        "letters": [f"{case}/letters"],
        "letters_job": [f"{case}/letters/{number}" for number in (1, 2, 3)],
        "items": [f"{case}/checklist", f"{case}/checklist?kind=permanent&without=children"],
        "new_item": [f"{case}/checklist/new"],
        "edit_item": [f"{case}/checklist/own-1", f"{case}/checklist/insurer"],
        "case_messages": [f"{case}/messages", f"{case}/messages?household=2"],
        "practices": ["/practice"],
        "new_practice": [
            "/practice/new",
            *(f"/practice/new?kind={kind}" for kind in PracticeKind),
        ],
        "edit_practice": ["/practice/1"],
    }


def too_wide(page: Page) -> list[str]:
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{width} px too wide"] if width > 0 else []
