"""One family after another on one phone: nothing of the former comes back, whatever one tries."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect

from portal.i18n import LANGUAGES
from portal.words import words
from tests.browser import travel
from tests.browser.conftest import SMALL_PHONE, Open, overhear
from tests.browser.test_checklist_kept import keep, wait_for
from tests.browser.test_pages import violations, wider

#: something in each place where a page can leave it
_LEAVE = """async () => {
  localStorage.setItem("left", "by a family");
  sessionStorage.setItem("left", "by a family");
  await (await caches.open("left")).put("/left", new Response("by a family"));
  await new Promise(done => {
    const request = indexedDB.open("left", 1);
    request.onsuccess = () => { request.result.close(); done(); };
  });
}"""
_LEFT = """async () => [
  localStorage.length,
  sessionStorage.length,
  (await caches.keys()).length,
  (await indexedDB.databases()).length,
  (await navigator.serviceWorker.getRegistrations()).length,
]"""
_FULL = [1, 1, 2, 2, 1]
_NOTHING = [0, 0, 0, 0, 0]


def text(lang: str, *path: str) -> str:
    return words(lang).text("pages", "helper", *path).raw[0]


@pytest.fixture(scope="module")
def whole_browser(
    browser_type: BrowserType, browser_type_launch_args: dict[str, object]
) -> Iterator[Browser]:
    """As people's own, it may keep pages whole for Back, which Playwright's is told not to.

    The headless shell never does; a whole Chromium does, also with pages that are not to be
    stored: `CHROMIUM=/usr/bin/chromium pytest tests/browser/test_helper.py`.
    """
    browser = browser_type.launch(
        **browser_type_launch_args, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield browser
    browser.close()


@pytest.fixture
def phone(whole_browser: Browser, base_url: str) -> Iterator[Page]:
    complaints: list[str] = []
    with whole_browser.new_context(base_url=base_url, **SMALL_PHONE) as context:
        context.set_default_timeout(10_000)
        page = context.new_page()
        overhear(page, complaints)
        yield page
        assert context.cookies() == []
    # That the browser did what Clear-Site-Data asks for is told as a message of the console.
    assert complaints == []


def begin(page: Page, lang: str, own: str = "da") -> None:
    """From the helper's page to a family's first question."""
    page.goto(f"/{own}/helper/")
    choose(page, lang)


def choose(page: Page, lang: str) -> None:
    page.locator(f"main button[value={lang}]").tap()
    page.wait_for_url(f"**/{lang}/guide/?family=*")


def answered(page: Page) -> list[str]:
    """Go through the guide to the answer; the questions."""
    questions = travel.answer_all(page, travel.TEMPORARY)
    expect(page.locator(".helping")).to_be_visible()
    return questions


def next_family(page: Page) -> None:
    page.locator(".helping button").tap()
    page.wait_for_url("**/helper/ready")


def test_back_after_the_next_family_shows_nothing(phone: Page) -> None:
    begin(phone, "en")
    pages = len(answered(phone)) + 1
    answer = phone.url
    seen = phone.locator("h1").inner_text()
    steps = phone.evaluate("history.length")
    next_family(phone)
    closed = 0
    for _ in range(steps):
        phone.go_back(wait_until="load")
        if "family=" not in phone.url:
            break
        expect(phone.locator("h1")).to_have_text(text("en", "closed_title"))
        assert seen not in phone.content()
        assert phone.locator("form").count() == 0
        closed += 1
    assert closed == pages
    for _ in range(closed):
        phone.go_forward(wait_until="load")
        if "family=" in phone.url:
            expect(phone.locator("h1")).to_have_text(text("en", "closed_title"))
    phone.goto(answer)
    expect(phone.locator("h1")).to_have_text(text("en", "closed_title"))


def test_back_from_the_next_familys_guide_shows_nothing(phone: Page) -> None:
    begin(phone, "da")
    answered(phone)
    next_family(phone)
    choose(phone, "en")
    travel.give(phone, "renovation")
    own = phone.url
    for _ in range(2):
        phone.go_back(wait_until="load")
    assert phone.url.endswith("/helper/ready")
    phone.go_back(wait_until="load")
    expect(phone.locator("h1")).to_have_text(text("da", "closed_title"))
    phone.goto(own)
    expect(phone.locator(".helping")).to_be_visible()


def test_a_page_kept_whole_is_asked_for_anew(phone: Page) -> None:
    """Also where it was left by another way than the button, and closed in another tab."""
    begin(phone, "da")
    answered(phone)
    seen = phone.locator("h1").inner_text()
    family = phone.url.partition("family=")[2]
    phone.goto("/da/topics/")
    other = phone.context.new_page()
    other.goto(f"/da/guide/?family={family}")
    next_family(other)
    phone.go_back(wait_until="commit")
    expect(phone.locator("h1")).to_have_text(text("da", "closed_title"))
    assert seen not in phone.content()


def test_a_page_that_comes_back_is_hidden_until_it_is_asked_for_anew(phone: Page) -> None:
    begin(phone, "da")
    assert phone.evaluate(
        "() => { dispatchEvent(new Event('pagehide')); return document.documentElement.hidden }"
    )
    with phone.expect_navigation():
        phone.evaluate(
            "() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
        )
    expect(phone.locator("h1")).to_be_visible()


def with_everything(page: Page) -> None:
    """A family's answer, and its own list, with a worker, a copy and what was pressed."""
    begin(page, "da")
    answered(page)
    answer = page.url
    keep(page, "da")
    wait_for(page, "navigator.serviceWorker.getRegistrations().then(all => all.length)", 1)
    wait_for(page, "caches.keys().then(all => all.length)", 1)
    page.goto(answer)
    page.evaluate(_LEAVE)
    assert page.evaluate(_LEFT) == _FULL


@pytest.mark.parametrize("heeded", [True, False], ids=["clear-site-data", "script-only"])
def test_nothing_is_left_in_the_browser(phone: Page, heeded: bool) -> None:
    with_everything(phone)
    if not heeded:  # as in a browser that does not know the header
        phone.route("**/helper/**", _without_the_header)
    next_family(phone)
    expect(phone.locator("[data-forgotten]")).to_have_text(text("da", "forgotten"))
    assert phone.evaluate(_LEFT) == _NOTHING


def _without_the_header(route) -> None:  # type: ignore[no-untyped-def]
    answer = route.fetch(max_redirects=0)
    headers = {k: v for k, v in answer.headers.items() if k != "clear-site-data"}
    route.fulfill(response=answer, headers=headers)


def test_the_header_alone_is_enough(phone: Page) -> None:
    """Without our script: what Chromium does with Clear-Site-Data."""
    with_everything(phone)
    phone.route("**/helper.*.js", lambda route: route.fulfill(body=""))
    next_family(phone)
    left = phone.evaluate(_LEFT)
    # The tab's own session storage is not among what the header reaches in every version.
    assert [left[0], *left[2:]] == [0, 0, 0, 0]


def test_what_was_typed_does_not_come_back(phone: Page) -> None:
    begin(phone, "da")
    while (question := travel.asked(phone)) != "months_away":
        travel.give(phone, travel.TEMPORARY[question])
    phone.locator("input[name=months_away]").fill("17")
    next_family(phone)
    phone.go_back(wait_until="load")
    assert "17" not in phone.locator("body").inner_text()
    assert phone.locator("input").count() == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_script_it_says_what_to_do(
    whole_browser: Browser, base_url: str, lang: str
) -> None:
    options = {**SMALL_PHONE, "java_script_enabled": False, "base_url": base_url}
    with whole_browser.new_context(**options) as context:
        page = context.new_page()
        begin(page, lang, own=lang)
        page.locator("input[value=unknown]").check()
        page.locator(".actions .button").first.tap()
        page.wait_for_url("**/tenure?family=*")
        with page.expect_response("**/forget.svg"):
            next_family(page)
        expect(page.locator("noscript p")).to_have_text(text(lang, "no_script"))
        page.go_back(wait_until="commit")
        expect(page.locator("h1")).to_have_text(text(lang, "closed_title"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_on_a_small_phone(open_page: Open, lang: str, scheme: str) -> None:
    page = open_page("small", color_scheme=scheme)
    problems = {}

    def look(name: str) -> None:
        if scheme == "light":
            travel.picture(page, f"small-{lang}-helper-{name}")
        if found := [*wider(page), *violations(page)]:
            problems[name] = found

    page.goto(f"/{lang}/helper/")
    look("page")
    choose(page, lang)
    look("question")
    answered(page)
    look("result")
    page.locator(".helping a").tap()
    page.wait_for_url("**/take-away/*")
    expect(page.locator(".qr")).to_be_visible()
    look("take-away")
    page.emulate_media(media="print")
    expect(page.locator(".helping")).to_be_hidden()
    expect(page.locator(".qr")).to_be_visible()
    page.emulate_media(media="screen")
    next_family(page)
    look("ready")
    page.go_back(wait_until="load")
    look("closed")
    assert problems == {}
