"""The office in a browser, filled as `make demo` fills it: every page, and the ways through it."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextvars import Context
from datetime import date, timedelta
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlmodel import select
from werkzeug.serving import make_server

from portal import create_app, demo, migrate
from portal.cases.routes import ROUTES as CASE_ROUTES
from portal.cases.tables import Job, JobState
from portal.config import Config
from portal.municipality.kinds import Kind as PracticeKind
from portal.municipality.routes import ROUTES as PRACTICE_ROUTES
from portal.municipality.tables import Practice
from portal.staff import sessions
from portal.staff.roles import Role
from portal.staff.routes import ACCESS
from portal.staff.scope import unscoped
from portal.staff.tables import Organisation, StaffSession, User, Way
from portal.staff.times import now
from tests.browser import travel
from tests.browser.conftest import DESKTOP, SMALL_PHONE, overhear
from tests.browser.test_keyboard import tab_to
from tests.browser.test_pages import _UNFOLD, Rules, violations
from tests.conftest import SECRET, _Quiet
from tests.portal.cases.files import HEADINGS, as_csv
from tests.portal.staff.conftest import PASSWORD, email_of, hash_of

TABLET = {"viewport": {"width": 768, "height": 1024}, "has_touch": True}
DEVICES = {"desktop": DESKTOP, "tablet": TABLET, "phone": SMALL_PHONE}
#: what is fetched as a file and has no page
FILES = {
    "export_overview",
    "plan_calendar",
    "export_households",
    "example",
    "letters_file",
}
ROUTES = (*CASE_ROUTES, *PRACTICE_ROUTES)

Open = Callable[..., Page]
Addresses = Mapping[str, list[str]]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An office with two cases and 60 households, and a user of each role."""
    url = f"sqlite:///{tmp_path_factory.mktemp('office') / 'portal.sqlite3'}"
    migrate.upgrade(url)
    app = create_app(Config.from_environ({"SECRET_KEY": SECRET, "DATABASE_URL": url}))
    Context().run(demo.fill, app, PASSWORD)
    Context().run(_more, app)
    yield app
    app.extensions["engine"].dispose()


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


@pytest.fixture(scope="module")
def office(app: Flask) -> Iterator[str]:
    """Its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


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


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
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


def test_every_page_is_looked_at(addresses: Addresses) -> None:
    pages = {route.endpoint for route in ROUTES if "GET" in route.methods}
    assert pages == set(addresses) | FILES, "tell `addresses` of the new page"


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("device", DEVICES)
def test_every_page_is_clean_and_fits(
    open_office: Open, addresses: Addresses, device: str, lang: str
) -> None:
    page = open_office(lang=lang, role=Role.ADMINISTRATOR, **DEVICES[device])
    # The languages differ in words only: contrast is looked at once for each width.
    rules = Rules.ALL if lang == "da" else Rules.WITHOUT_CONTRAST
    problems = {}
    for endpoint, paths in addresses.items():
        for number, path in enumerate(paths):
            response = page.goto(f"/{lang}/staff{path}")
            assert response
            assert response.status == 200, path
            travel.picture(page, f"office-{device}-{lang}-{endpoint}-{number}")
            page.evaluate(_UNFOLD)
            if found := [*too_wide(page), *violations(page, rules)]:
                problems[path] = found
    assert problems == {}


def test_colours_in_the_dark(open_office: Open, addresses: Addresses) -> None:
    page = open_office(role=Role.ADMINISTRATOR, color_scheme="dark")
    problems = {}
    for endpoint in ("case", "plan", "households", "household", "items", "columns", "letters"):
        page.goto(f"/da/staff{addresses[endpoint][0]}")
        page.evaluate(_UNFOLD)
        if found := violations(page, Rules.CONTRAST):
            problems[endpoint] = found
    assert problems == {}


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


#: what is for pressing; and what a list on paper is for
_FOR_THE_SCREEN = (
    *(".office", ".tabs", ".languages", ".skip", ".actions", ".linklike", ".button"),
    *("main input", "main select", "main form .choices", ".bottom a", ".edit-case"),
)
_SHOWN = "s => [...document.querySelectorAll(s)].filter(e => e.checkVisibility()).length"


@pytest.mark.parametrize(
    ("path", "stays", "most_pages"),
    [
        ("/cases/1", (".figures dd", "table.cards"), 4),
        ("/cases/1/plan", (".timeplan svg", "table.plan", ".legend"), 6),
        ("/cases/1/households", ("table.picked",), 4),
        ("/cases/1/checklist", ("table.items",), 6),
    ],
)
def test_on_paper(open_office: Open, path: str, stays: tuple[str, ...], most_pages: int) -> None:
    page = open_office(path, role=Role.CASEWORKER)
    page.set_viewport_size({"width": 658, "height": 990})  # A4 without its margins
    for selector in stays:
        assert page.evaluate(_SHOWN, selector) > 0, selector
    page.emulate_media(media="print")
    for selector in _FOR_THE_SCREEN:
        assert page.evaluate(_SHOWN, selector) == 0, selector
    for selector in (*stays, ".bottom .print"):
        assert page.evaluate(_SHOWN, selector) > 0, selector
    assert page.evaluate("getComputedStyle(document.querySelector('table tr')).display") == (
        "table-row"
    ), "a table on paper, not cards"
    travel.SCREENS.mkdir(parents=True, exist_ok=True)
    name = path.strip("/").replace("/", "-")
    paper = page.pdf(path=travel.SCREENS / f"office-{name}.pdf", prefer_css_page_size=True)
    assert 1 <= paper.count(b"/Type /Page\n") <= most_pages


_TARGETS = """() => [
  ...[...document.querySelectorAll('a[href]')].map(a => ['GET', a.href]),
  ...[...document.querySelectorAll('form')].map(f => [f.method.toUpperCase(), f.action]),
]"""


def out_of_reach(app: Flask, page: Page, role: Role) -> set[str]:
    """The endpoints of what can be pressed on the page, though the role does not open them."""
    adapter = app.url_map.bind("127.0.0.1")
    found = set()
    for method, address in page.evaluate(_TARGETS):
        path = urlsplit(address).path
        if "/staff" in path:
            endpoint, _ = adapter.match(path, method=method)
            if role.access < ACCESS[endpoint]:
                found.add(endpoint)
    return found


def test_a_reader_sees_nothing_that_does_not_work(
    open_office: Open, app: Flask, addresses: Addresses
) -> None:
    page = open_office(role=Role.READER)
    assert out_of_reach(app, page, Role.READER) == set()
    looked = 0
    for route in ROUTES:
        for path in addresses.get(route.endpoint, []):
            response = page.goto(f"/da/staff{path}")
            assert response
            allowed = Role.READER.access >= route.access
            assert response.status == (200 if allowed else 403), path
            if allowed:
                assert out_of_reach(app, page, Role.READER) == set(), path
                looked += 1
    assert looked > len(ROUTES) // 8
    # A caseworker does see them, so the test above could fail.
    worker = open_office("/cases/1/households", role=Role.CASEWORKER)
    assert "staff.bulk" in out_of_reach(app, worker, Role.READER)
