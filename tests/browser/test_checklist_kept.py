"""The list on a secret link: two phones, no network, and nothing left when it is deleted."""

import re

import pytest
from playwright.sync_api import Page, Response, Route, expect

from portal.i18n import LANGUAGES
from portal.words import words
from tests.browser import travel
from tests.browser.conftest import Open
from tests.browser.states import DEMOLITION
from tests.browser.test_checklist import box, list_address, ticked
from tests.browser.test_pages import violations, wider

_COPIED = """async () => {
  if (!navigator.serviceWorker.controller) return false;
  const cache = await caches.open("lists");
  const kept = (await cache.keys()).map(request => new URL(request.url).pathname);
  return kept.includes(location.pathname) && kept.some(path => path.endsWith(".css"));
}"""
_LEFT = """async () => [
  (await caches.keys()).length,
  (await indexedDB.databases()).length,
  (await navigator.serviceWorker.getRegistrations()).length,
]"""


_PENDING = """async () => new Promise(resolve => {
  const opened = indexedDB.open("lists");
  opened.onsuccess = () => {
    const presses = opened.result.transaction("presses").objectStore("presses").count();
    presses.onsuccess = () => { opened.result.close(); resolve(presses.result); };
  };
})"""
_COPIES = """async () => (await (await caches.open("lists")).keys())
  .filter(request => /list\\/[\\w-]{22}$/.test(request.url)).length"""


def is_press(answer: Response) -> bool:
    """A press is answered; not what tells an office that its list was opened."""
    return answer.request.method == "POST" and bool(re.search(r"/list/[\w-]{22}$", answer.url))


def leads_on(answer: Response) -> bool:
    """The page that a press leads to has come: after it nothing more is asked for."""
    return answer.request.redirected_from is not None


def _nothing_sent(route: Route) -> None:
    if route.request.method == "POST":
        route.abort("internetdisconnected")
    else:
        route.fallback()


def text(lang: str, *path: str) -> str:
    return words(lang).text("checklist", *path).raw[0]


def keep(page: Page, lang: str) -> str:
    """Keep a list; its address."""
    page.goto(f"/{lang}{list_address(DEMOLITION)}")
    page.locator("form[action$='/keep'] button").tap()
    page.wait_for_url(f"**/{lang}/list/*")
    return page.url


def wait_for(page: Page, question: str, answer: object = True) -> None:
    """Until the page answers so; strings are no code for the page itself, as its policy asks."""
    for _ in range(300):
        if page.evaluate(question) == answer:
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.evaluate(question))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_on_a_small_phone(open_page: Open, lang: str) -> None:
    page = open_page("small")
    keep(page, lang)
    box(page, "papers").tap()
    expect(box(page, "papers")).to_be_checked()
    travel.picture(page, f"small-{lang}-kept")
    travel.unfold(page)
    assert [*wider(page), *violations(page)] == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_two_phones_of_the_family(open_page: Open, script: bool) -> None:
    mother = open_page("small", java_script_enabled=script)
    son = open_page("phone", java_script_enabled=script)
    son.goto(keep(mother, "ar"))
    with mother.expect_response(is_press), son.expect_response(is_press):
        box(mother, "keys").tap()
        box(son, "meters").tap()
    expect(box(mother, "keys")).to_be_checked()
    expect(box(son, "meters")).to_be_checked()
    for phone in (mother, son):
        phone.goto(phone.url.partition("#")[0])
        expect(box(phone, "keys")).to_be_checked()
        expect(box(phone, "meters")).to_be_checked()
        assert ticked(phone) == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_network_from_opening_to_sending(open_page: Open, lang: str) -> None:
    page = open_page("phone")
    address = keep(page, lang)
    wait_for(page, _COPIED)
    with page.expect_response(is_press):
        box(page, "papers").tap()
    expect(box(page, "papers")).to_be_checked()

    page.context.set_offline(True)
    # Opened by a worker, Chromium may yet send what it tells the page it could not: the press
    # then arrives twice, and must count once.
    page.context.route("**/list/*", _nothing_sent)
    box(page, "keys").tap()
    box(page, "meters").tap()
    box(page, "papers").tap()
    page.locator("#advice summary").tap()
    page.locator("#advice textarea").fill("Ali 12 سلام")
    page.locator("#advice [name=do][value^=note]").tap()
    expect(page.locator(".offline")).to_have_text(text(lang, "kept", "offline"))
    expect(box(page, "keys")).to_be_checked()
    expect(box(page, "papers")).not_to_be_checked()
    expect(page.locator(".done-of strong")).to_have_text(re.compile(r"\b2\b"))

    # Closed and opened again, still without a network.
    page.goto("about:blank")
    page.goto(address)
    expect(box(page, "keys")).to_be_checked()
    expect(box(page, "meters")).to_be_checked()
    expect(box(page, "papers")).not_to_be_checked()
    expect(page.locator("#advice .own-note")).to_have_text("Ali 12 سلام")

    other = open_page("phone")
    other.goto(address)
    box(other, "fridge").tap()
    expect(box(other, "fridge")).to_be_checked()

    page.context.unroute_all()
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".offline")).to_have_text(text(lang, "kept", "sent"))
    expect(box(page, "fridge")).to_be_checked()
    other.reload()
    expect(box(other, "keys")).to_be_checked()
    expect(box(other, "meters")).to_be_checked()
    expect(box(other, "papers")).not_to_be_checked()
    expect(other.locator("#advice .own-note")).to_have_text("Ali 12 سلام")
    assert ticked(other) == 3


def test_an_answer_that_is_lost_on_the_way_doubles_nothing(open_page: Open) -> None:
    """The tick arrives, its answer does not; meanwhile the other phone takes the tick away."""
    page, other = open_page("phone"), open_page("phone")
    address = keep(page, "da")
    other.goto(address)

    def lose(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.context.route("**/list/*", lose)
    box(page, "keys").tap()
    expect(page.locator(".offline")).to_be_visible()
    other.reload()
    expect(box(other, "keys")).to_be_checked()
    box(other, "keys").tap()
    expect(box(other, "keys")).not_to_be_checked()
    page.context.unroute_all()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".offline")).to_have_text(text("da", "kept", "sent"))
    expect(box(page, "keys")).not_to_be_checked()
    other.reload()
    expect(box(other, "keys")).not_to_be_checked()


def test_a_server_that_is_away_for_a_moment_loses_nothing(open_page: Open) -> None:
    page = open_page("phone")
    address = keep(page, "da")

    def away(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(status=503, body="")
        else:
            route.continue_()

    page.context.route("**/list/*", away)
    box(page, "keys").tap()
    expect(page.locator(".offline")).to_be_visible()
    page.context.unroute_all()
    with page.expect_response(is_press):
        page.goto(address)
    expect(box(page, "keys")).to_be_checked()
    other = open_page("phone")
    other.goto(address)
    expect(box(other, "keys")).to_be_checked()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_deleting_leaves_nothing_in_the_browser(open_page: Open, lang: str, script: bool) -> None:
    page = open_page("phone", java_script_enabled=script)
    address = keep(page, lang)
    if script:
        wait_for(page, _COPIED)
    page.locator("form[action$='/delete'] button").tap()
    page.wait_for_url("**/list/deleted")
    expect(page.locator("h1")).to_have_text(text(lang, "kept", "deleted_title"))
    if script:
        wait_for(page, _LEFT, [0, 0, 0])
        assert violations(page) == []
    page.go_back()
    page.goto(address)
    expect(page.locator("h1")).to_have_text(text(lang, "kept", "gone_title"))
    if script:
        assert violations(page) == []
        page.context.set_offline(True)
        with pytest.raises(Exception, match="ERR_"):
            page.goto(address)
        page.context.set_offline(False)


def test_another_phone_learns_that_the_list_is_gone(open_page: Open) -> None:
    page, other = open_page("phone"), open_page("phone")
    other.goto(keep(page, "da"))
    wait_for(other, _COPIED)
    page.locator("form[action$='/delete'] button").tap()
    page.wait_for_url("**/list/deleted")
    box(other, "keys").tap()
    expect(other.locator("h1")).to_have_text(text("da", "kept", "gone_title"))
    wait_for(other, _COPIES, 0)


def test_a_page_closed_at_once_has_lost_nothing(open_page: Open) -> None:
    """What is shown as ticked is on the phone, even if it was closed before anything was sent."""
    page = open_page("phone")
    address = keep(page, "da")
    page.context.route("**/list/*", _nothing_sent)
    for item in ("keys", "meters", "fridge"):
        box(page, item).tap()
    expect(box(page, "fridge")).to_be_checked()
    page.goto("about:blank")
    page.context.unroute_all()
    with page.expect_response(is_press):
        page.goto(address)
    for item in ("keys", "meters", "fridge"):
        expect(box(page, item)).to_be_checked()
    wait_for(page, _PENDING, 0)
    page.reload()
    assert ticked(page) == 3


def test_other_pages_have_no_worker(open_page: Open) -> None:
    page = open_page("phone")
    keep(page, "da")
    wait_for(page, _COPIED)
    page.goto("/da/guide/")
    assert page.evaluate("navigator.serviceWorker.controller") is None
