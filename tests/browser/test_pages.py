"""Every page and state: nothing that axe finds, no sideways scrolling, nothing from elsewhere."""

from collections.abc import Iterable, Iterator
from enum import Enum, auto

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page, expect

from portal.i18n import LANGUAGES
from tests.browser import travel
from tests.browser.conftest import Open
from tests.browser.states import PAGES, QUESTION_PAGES, TOPIC_PAGES

_AXE = AXE_FILE_PATH.read_text()
_WIDTHS = (320, 360)
#: pages where something wrong is typed, and what; sent with the first button
WRONG = {
    "guide": {},
    "question-lease_start": {"lease_start_day": "31", "lease_start_month": "2"},
    "question-household": {"persons": "-1", "rooms": "<b>"},
    "question-months_away": {},
    "calculator": {"old_rent": "mange"},
    "home-check": {"persons": "0", "offer_rooms": "61"},
    "code": {"code": "AAAA-<b>"},
}
#: states with every colour and component; the others differ from them in words only, so that
#: contrast is looked at here
COLOURED = (
    "start",
    "guide",
    "calculator",
    "sum",
    "sum-span",
    "home-small",
    "home-fits",
    "home-unknown",
    "delete",
    "question-notice_contents",
    "question-lease_start",
    "question-months_away",
    "result-demolition",
    "result-disputed",
    "result-if-decided",
    "topics",
    "topic-phase-in-support",
    "glossary",
    "news",
    "poster",
    "letters-demolition",
    "letter-object_to_offer",
    "course-demolition",
    "compare-numbers",
    "receipt-demolition",
    "receipt",
    "result-demolition-then",
)
_RUN = """async options => (await axe.run(document, options)).violations.flatMap(
  found => found.nodes.map(node => found.id + ': ' + node.html.slice(0, 150)))"""
_UNFOLD = "document.querySelectorAll('details').forEach(fold => fold.open = true)"


class Rules(Enum):
    """Contrast is looked at apart: it takes axe ten times as long as all else together."""

    ALL = auto()
    CONTRAST = auto()
    WITHOUT_CONTRAST = auto()


_OPTIONS = {
    Rules.ALL: {},
    Rules.CONTRAST: {"runOnly": {"type": "rule", "values": ["color-contrast"]}},
    Rules.WITHOUT_CONTRAST: {"rules": {"color-contrast": {"enabled": False}}},
}


def violations(page: Page, rules: Rules = Rules.ALL) -> list[str]:
    """What axe finds on the page as it stands: the rule and the element, a line each."""
    page.evaluate(_AXE)
    return page.evaluate(_RUN, {"resultTypes": ["violations"], **_OPTIONS[rules]})


def wider(page: Page) -> list[str]:
    """Widths of the screen at which the page has to be scrolled sideways."""
    told = []
    for width in _WIDTHS:
        page.set_viewport_size({"width": width, "height": 780})
        is_wide = page.evaluate("document.documentElement.scrollWidth")
        if is_wide > width:
            told.append(f"{is_wide} px wide on a screen of {width} px")
    return told


def _each(page: Page, lang: str, names: Iterable[str]) -> Iterator[str]:
    """Open one page after another, all folds with it."""
    for name in names:
        response = page.goto(f"/{lang}{PAGES[name]}")
        assert response
        assert response.status == (404 if name == "not-found" else 200), name
        page.evaluate(_UNFOLD)
        yield name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page(open_page: Open, lang: str) -> None:
    page = open_page("small")
    problems = {}
    for name in _each(page, lang, PAGES):
        rules = Rules.ALL if name in COLOURED else Rules.WITHOUT_CONTRAST
        if found := [*wider(page), *violations(page, rules)]:
            problems[name] = found
    assert problems == {}


@pytest.mark.parametrize("lang", ["da", "ar"])
def test_colours_in_the_dark(open_page: Open, lang: str) -> None:
    """Colours are the same in each language, only the side may change."""
    page = open_page("small", color_scheme="dark")
    problems = {}
    for name in _each(page, lang, COLOURED):
        if found := violations(page, Rules.CONTRAST):
            problems[name] = found
    assert problems == {}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_errors(open_page: Open, lang: str, scheme: str) -> None:
    page = open_page("small", color_scheme=scheme)
    problems = {}
    for name, typed in WRONG.items():
        page.goto(f"/{lang}{PAGES[name]}")
        for field, text in typed.items():
            page.locator(f"[name={field}]").first.fill(text)
        with page.expect_navigation():
            page.locator(".actions .button").first.tap()
        assert page.locator(".error-summary li").count() >= 1, name
        expect(page.locator(".error-summary")).to_be_focused()
        if scheme == "light":
            travel.picture(page, f"small-{lang}-wrong-{name}")
        if found := [*wider(page), *violations(page)]:
            problems[name] = found
    assert problems == {}


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_danish_beside(open_page: Open, lang: str) -> None:
    page = open_page("small")
    problems = {}
    names = ("result-temporary", "result-disputed", "result-if-decided", *TOPIC_PAGES)
    for name in names:
        page.goto(f"/{lang}{PAGES[name]}?beside=da")
        page.evaluate(_UNFOLD)
        if found := [*wider(page), *violations(page)]:
            problems[name] = found
    assert problems == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_a_wide_screen(open_page: Open, lang: str) -> None:
    page = open_page("desktop")
    problems = {}
    for name in _each(page, lang, ("start", "sum", "result-temporary", "topic-notice", "glossary")):
        travel.picture(page, f"desktop-{lang}-{name}")
        if found := violations(page):
            problems[name] = found
    assert problems == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_text_twice_as_large_stays_on_the_screen(open_page: Open, lang: str) -> None:
    page = open_page("desktop", viewport={"width": 640, "height": 900})
    problems = {}
    for name in _each(
        page,
        lang,
        (
            "start",
            "guide",
            "sum",
            "home-small",
            "result-demolition",
            "topic-notice",
            "glossary",
            "letter-moving_costs",
            "course-demolition",
            "receipt-demolition",
            "compare-demolition",
        ),
    ):
        page.evaluate("document.documentElement.style.fontSize = '225%'")
        if page.evaluate("document.documentElement.scrollWidth") > 640:
            problems[name] = "wider than the screen"
    assert problems == {}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_of_the_main_states(open_page: Open, lang: str, scheme: str) -> None:
    page = open_page("small", color_scheme=scheme)
    for name in (
        "start",
        "guide",
        "sum",
        "home-check",
        "result-demolition",
        "result-disputed",
        "topics",
        "topic-notice",
    ):
        response = page.goto(f"/{lang}{PAGES[name]}")
        assert response
        assert response.ok
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == (
            "rgb(255, 255, 255)" if scheme == "light" else "rgb(23, 25, 27)"
        )
        travel.picture(page, f"small-{lang}-{scheme}-{name}")


def test_nothing_comes_from_elsewhere_and_nothing_is_kept(open_page: Open, base_url: str) -> None:
    page = open_page("phone")
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    for code, language in LANGUAGES.items():
        for name in ("start", "guide", "sum", "home-check", "result-demolition", "not-found"):
            page.goto(f"/{code}{PAGES[name]}")
            assert page.evaluate("document.styleSheets[0].cssRules.length > 0")
            assert page.evaluate("document.documentElement.dir") == language.direction
    assert [url for url in requested if not url.startswith(f"{base_url}/")] == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


def test_every_question_has_a_page_of_its_own(open_page: Open) -> None:
    page = open_page("small")
    headings = set()
    for address in QUESTION_PAGES.values():
        page.goto(f"/da{address}")
        headings.add(page.locator("h1").inner_text())
    assert len(headings) == len(QUESTION_PAGES)
