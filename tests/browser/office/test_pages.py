"""Every page of the office: clean, as wide as its screen, on paper, and for a reader."""

from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page

from portal.cases.routes import ROUTES as CASE_ROUTES
from portal.municipality.routes import ROUTES as PRACTICE_ROUTES
from portal.staff.roles import Role
from portal.staff.routes import ACCESS
from tests.browser import travel
from tests.browser.conftest import DESKTOP, SMALL_PHONE
from tests.browser.office.conftest import TABLET, Addresses, Open, too_wide
from tests.browser.test_pages import _UNFOLD, Rules, violations

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
