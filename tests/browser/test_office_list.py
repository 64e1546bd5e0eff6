"""An office's list on the phones of a family: offline, two at once, withdrawn, by a short code."""

from collections.abc import Callable, Iterator
from contextvars import Context
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any, TypeAlias, TypeVar

import pytest
from flask import Flask
from playwright.sync_api import Page, Request, Response, Route, expect
from sqlmodel import select
from werkzeug.serving import make_server

from portal import create_app, migrate
from portal.cases import links
from portal.cases.tables import Case, Change, Household, Message, OwnItem, SeenChange, Tick
from portal.config import Config
from portal.i18n import LANGUAGES
from portal.municipality.kinds import Kind
from portal.staff.scope import unscoped
from portal.words import words
from tests.browser import travel
from tests.browser.conftest import Open
from tests.browser.states import DAY
from tests.browser.test_checklist import box, ticked
from tests.browser.test_checklist_kept import (
    _COPIED,
    _COPIES,
    _PENDING,
    is_press,
    leads_on,
    wait_for,
)
from tests.browser.test_keyboard import tab_to
from tests.browser.test_pages import violations, wider
from tests.conftest import SECRET, _Quiet
from tests.portal.cases.factory import make_case, make_household, make_link
from tests.portal.municipality.conftest import AALBORG, tell
from tests.portal.staff.conftest import settle

T = TypeVar("T")
CONTACT = "Mette Æbelø, tlf. 12 34 56 78\nhverdage kl. 10-14"


class Family:
    """One household: its link, its code, and what its office sees of it."""

    def __init__(self, app: Flask, address: str, number: int, made: links.Made) -> None:
        self._app = app
        self._address = address
        self._number = number
        self.made = made

    def list(self, lang: str) -> str:
        return f"{self._address}/{lang}/list/{self.made.secret}"

    def page(self, path: str) -> str:
        return self._address + path

    def done(self) -> set[str]:
        ticks = select(Tick).where(Tick.household_id == self._number)
        return self._ask(lambda session: {row.item for row in session.exec(ticks) if row.done})

    def changes(self) -> int:
        """How many named changes were taken."""
        seen = select(SeenChange).where(SeenChange.household_id == self._number)
        return self._ask(lambda session: len(session.exec(seen).all()))

    def row(self) -> Household:
        return self._ask(lambda session: session.get_one(Household, self._number))

    def withdraw(self) -> None:
        def withdrawn(session: Any) -> None:
            links.withdraw(session, [self._number])
            session.commit()

        self._ask(withdrawn)

    def _ask(self, question: Callable[[Any], T]) -> T:
        def asked() -> T:
            with self._app.app_context(), unscoped() as session:
                return question(session)

        return Context().run(asked)


NewFamily: TypeAlias = Callable[[], Family]


def _case(app: Flask) -> Case:
    people = settle(app)
    with app.app_context():
        case = make_case(
            people.our_organisation,
            contact=CONTACT,
            municipality=AALBORG,
            meeting=DAY + timedelta(days=9),
            talks=DAY - timedelta(days=3),
        )
        of: dict[str, Any] = {"organisation_id": case.organisation_id, "case_id": case.id}
        fetch = {"title": "Hent flyttekasser på loftet", "why": "Viceværten deler dem ud."}
        long = "Genhusningskoordinationsudvalgsmødet"
        with unscoped() as session:
            added = {"change": Change.ADDED, "phase": "before", "texts": {"da": fetch}}
            session.add(OwnItem(**of, item="own-1", day=DAY + timedelta(days=20), **added))
            session.add(Message(**of, text=f"{long} {long}\nkl. 17 i fælleshuset."))
            session.add(Message(**of, text="الاجتماع يوم الخميس الساعة 17.", language="ar"))
            session.commit()
        tell(people.their_organisation, texts={"da": "Vi låner kasser ud."})
        tell(people.their_organisation, kind=Kind.HOURS, texts={"da": "Mandag-fredag 9-12"})
        return case


@pytest.fixture(scope="module")
def new_family(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewFamily]:
    """Makes another household of one case, with a link."""
    url = f"sqlite:///{tmp_path_factory.mktemp('families') / 'portal.sqlite3'}"
    migrate.upgrade(url)
    app = create_app(Config.from_environ({"SECRET_KEY": SECRET, "DATABASE_URL": url}))
    case = Context().run(_case, app)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    made: list[Family] = []

    def another() -> Family:
        with app.app_context():
            household = make_household(case, f"{len(made)}-1", contact="kun til kontoret")
            link = make_link(household)
        address = f"http://127.0.0.1:{server.port}"
        made.append(Family(app, address, household.id or 0, link))
        return made[-1]

    yield lambda: Context().run(another)
    server.shutdown()
    thread.join()
    server.server_close()
    app.extensions["engine"].dispose()


@pytest.fixture
def family(new_family: NewFamily) -> Family:
    return new_family()


def text(lang: str, *path: str) -> str:
    return words(lang).text("checklist", *path).raw[0]


def open_list(page: Page, family: Family, lang: str) -> None:
    """The list, and the phone's own copy of it."""
    page.goto(family.list(lang))
    wait_for(page, _COPIED)


def go_offline(page: Page) -> None:
    page.context.set_offline(True)
    # Opened by a worker, Chromium may yet send what it tells the page it could not.
    page.context.route("**/list/*", _nothing_sent)


def _nothing_sent(route: Route) -> None:
    if route.request.method == "POST":
        route.abort("internetdisconnected")
    else:
        route.fallback()


def go_online(page: Page) -> None:
    page.context.unroute_all()
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")


def presses(page: Page) -> list[Request]:
    """Every press that is answered from now on."""
    sent: list[Request] = []

    def heard(answer: Response) -> None:
        if is_press(answer):
            sent.append(answer.request)

    page.on("response", heard)
    return sent


def until(question: Callable[[], object], page: Page) -> None:
    for _ in range(100):
        if question():
            return
        page.wait_for_timeout(50)
    raise AssertionError(question)


# Without a network, and two at once


def test_ticks_made_offline_in_arabic_are_all_sent_once(
    open_page: Open, new_family: NewFamily
) -> None:
    family = new_family()
    page = open_page("phone")
    open_list(page, family, "ar")
    go_offline(page)
    for item in ("keys", "meters", "own-1", "meeting"):
        box(page, item).tap()
        expect(box(page, item)).to_be_checked()
    box(page, "meters").tap()
    expect(page.locator(".offline")).to_have_text(text("ar", "kept", "offline"))
    travel.picture(page, "office-list-ar-offline")
    page.goto("about:blank")
    page.goto(family.list("ar"))
    expect(box(page, "own-1")).to_be_checked()
    expect(box(page, "meters")).not_to_be_checked()

    # What Chromium may have sent already, see `go_offline`, is sent again and not done again.
    sent = presses(page)
    go_online(page)
    expect(page.locator(".offline")).to_have_text(text("ar", "kept", "sent"))
    accepted = [request.headers.get("accept", "*/*") for request in sent]
    assert accepted == ["application/json"] * 4 + ["*/*"], "only the last asks for the page"
    assert family.done() == {"keys", "own-1", "meeting"}
    assert family.changes() == 5
    wait_for(page, _PENDING, 0)
    other = open_page("small")
    other.goto(family.list("da"))
    assert ticked(other) == 3


def test_what_was_pressed_in_one_language_is_sent_from_another(
    open_page: Open, family: Family
) -> None:
    page = open_page("phone")
    open_list(page, family, "ar")
    open_list(page, family, "da")
    go_offline(page)
    page.goto(family.list("ar"))
    box(page, "keys").tap()
    expect(page.locator(".offline")).to_be_visible()
    page.goto(family.list("da"))
    expect(box(page, "keys")).to_be_checked()
    go_online(page)
    expect(page.locator(".offline")).to_have_text(text("da", "kept", "sent"))
    assert family.done() == {"keys"}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_two_phones_at_once(open_page: Open, family: Family, script: bool) -> None:
    mother = open_page("small", java_script_enabled=script)
    son = open_page("phone", java_script_enabled=script)
    mother.goto(family.list("ar"))
    son.goto(family.list("da"))
    for one, other in (("keys", "meters"), ("mail", "own-1"), ("meeting", "fridge")):
        with (
            mother.expect_response(is_press),
            son.expect_response(is_press),
        ):
            box(mother, one).tap()
            box(son, other).tap()
        expect(box(mother, one)).to_be_checked()
        expect(box(son, other)).to_be_checked()
    everything = {"keys", "meters", "mail", "own-1", "meeting", "fridge"}
    assert family.done() == everything
    for phone in (mother, son):
        phone.goto(phone.url.partition("#")[0])
        assert ticked(phone) == len(everything)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_withdrawn_while_the_phone_was_offline(open_page: Open, family: Family, lang: str) -> None:
    page = open_page("small")
    open_list(page, family, "da")
    open_list(page, family, lang)
    with page.expect_response(leads_on):
        box(page, "mail").tap()
    go_offline(page)
    box(page, "keys").tap()
    box(page, "meters").tap()
    expect(page.locator(".offline")).to_be_visible()
    family.withdraw()
    go_online(page)
    expect(page.locator("h1")).to_have_text(text(lang, "kept", "gone_title"))
    expect(page.locator("#main")).to_be_focused()
    assert text(lang, "kept", "gone_title") in page.title()
    expect(page.locator("[data-forget]")).to_have_text(text(lang, "kept", "unsent"))
    expect(page.locator("[data-forget]")).to_be_visible()
    travel.picture(page, f"office-list-{lang}-withdrawn")
    assert [*wider(page), *violations(page)] == []
    wait_for(page, _PENDING, 0)
    wait_for(page, _COPIES, 0)
    page.goto(family.list(lang))
    expect(page.locator("h1")).to_have_text(text(lang, "kept", "gone_title"))
    expect(page.locator("[data-forget]")).to_be_hidden()
    assert family.done() == {"mail"}


def test_withdrawn_and_opened_again_tells_what_was_not_sent(
    open_page: Open, family: Family
) -> None:
    page = open_page("phone")
    open_list(page, family, "ar")
    go_offline(page)
    box(page, "keys").tap()
    expect(page.locator(".offline")).to_be_visible()
    page.goto("about:blank")
    family.withdraw()
    page.context.unroute_all()
    page.context.set_offline(False)
    page.goto(family.list("ar"))
    expect(page.locator("[data-forget]")).to_be_visible()
    wait_for(page, _PENDING, 0)


# Opening


def test_opening_is_told_by_a_touch_and_not_by_loading(open_page: Open, family: Family) -> None:
    page = open_page("phone")
    told = presses_of_opening(page)
    open_list(page, family, "ar")
    page.goto(f"{family.list('ar')}#fridge")
    page.evaluate("scrollTo(0, 500)")
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_for(page, _COPIED)
    assert told == []
    assert family.row().opened is None
    with page.expect_response("**/opened") as answer:
        page.locator("h1").tap()
    assert answer.value.status == 204
    assert family.row().opened is not None
    page.locator("h1").tap()
    page.locator("h2").first.tap()
    assert len(told) == 1


def presses_of_opening(page: Page) -> list[str]:
    told: list[str] = []
    page.on(
        "request",
        lambda request: told.append(request.url) if request.url.endswith("/opened") else None,
    )
    return told


def test_a_touch_that_could_not_be_told_is_told_with_the_next(
    open_page: Open, family: Family
) -> None:
    page = open_page("phone")
    open_list(page, family, "ar")
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.locator("h1").tap()
    page.context.set_offline(False)
    with page.expect_response("**/opened"):
        page.keyboard.press("Tab")
    assert family.row().opened is not None


@pytest.mark.parametrize("touch", ["wheel", "key"])
def test_a_mouse_wheel_or_a_key_is_a_person_too(
    open_page: Open, family: Family, touch: str
) -> None:
    page = open_page("desktop")
    page.goto(family.list("da"))
    with page.expect_response("**/opened"):
        if touch == "wheel":
            page.mouse.wheel(0, 300)
        else:
            page.keyboard.press("ArrowDown")
    assert family.row().opened is not None


# The short code


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_code_of_the_letter(open_page: Open, family: Family, lang: str, script: bool) -> None:
    page = open_page("small", java_script_enabled=script)
    page.goto(family.page(f"/{lang}/c"))
    if script:
        travel.picture(page, f"office-code-{lang}")
        assert [*wider(page), *violations(page)] == []
    page.locator("#code").fill("AAAA")
    page.locator("main .button").tap()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#code")).to_have_value("AAAA")
    if script:
        assert violations(page) == []
    code = family.made.code.lower()
    page.locator("#code").fill(f"{code[:4]} {code[4:]}")
    page.locator("main .button").tap()
    page.wait_for_url(f"**/{lang}/list/*")
    expect(page.locator("h1")).to_have_text(text(lang, "page", "title"))
    assert code not in page.url.lower()
    box(page, "keys").tap()
    expect(box(page, "keys")).to_be_checked()
    until(lambda: family.done() == {"keys"}, page)


def test_the_code_by_keyboard(open_page: Open, family: Family) -> None:
    page = open_page("desktop")
    page.goto(family.page("/ar/c"))
    tab_to(page, "#code")
    page.keyboard.type(family.made.code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/ar/list/*")
    tab_to(page, "#keys [role=checkbox]")
    page.keyboard.press("Space")
    expect(box(page, "keys")).to_be_checked()


# Being called


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_call_me(open_page: Open, family: Family, lang: str, script: bool) -> None:
    page = open_page("small", java_script_enabled=script)
    page.goto(family.list(lang))
    page.locator("#call").evaluate("field => field.removeAttribute('maxlength')")
    page.locator("#call").fill("1" * 201)
    page.locator("#call-me .button").tap()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#call")).to_have_value("1" * 201)
    assert page.url == family.list(lang)
    if script:
        travel.picture(page, f"office-list-{lang}-call-wrong")
        assert [*wider(page), *violations(page)] == []
    assert family.row().call_asked is None
    page.locator("#call").fill("22 33 44 55\nعربي")
    page.locator("#call-me .button").tap()
    expect(page.locator("#call-me .notice")).to_have_text(text(lang, "office", "call_asked"))
    assert family.row().call_note == "22 33 44 55\nعربي"
    if script:
        assert [*wider(page), *violations(page)] == []
    page.locator("#call-me .button").tap()
    expect(page.locator("#call")).to_have_value("")
    assert family.row().call_asked is None


def test_what_is_ticked_beside_a_mistake_is_not_lost(open_page: Open, family: Family) -> None:
    page = open_page("phone")
    open_list(page, family, "ar")
    page.locator("#call-me .button").tap()
    expect(page.locator(".error-summary")).to_be_focused()
    go_offline(page)
    box(page, "keys").tap()
    expect(page.locator(".offline")).to_be_visible()
    page.goto(family.list("ar"))
    expect(box(page, "keys")).to_be_checked()
    go_online(page)
    expect(page.locator(".offline")).to_have_text(text("ar", "kept", "sent"))
    assert family.done() == {"keys"}


# How it looks


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_on_a_small_phone(open_page: Open, family: Family, lang: str, scheme: str) -> None:
    page = open_page("small", color_scheme=scheme)
    page.goto(family.list(lang))
    box(page, "mail").tap()
    expect(box(page, "mail")).to_be_checked()
    if scheme == "light":
        travel.picture(page, f"office-list-{lang}")
    travel.unfold(page)
    assert [*wider(page), *violations(page)] == []


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_danish_beside(open_page: Open, family: Family, lang: str) -> None:
    page = open_page("small")
    page.goto(f"{family.list(lang)}?beside=da")
    expect(page.locator("#keys .danish")).to_be_visible()
    expect(page.locator("#own-1 .danish")).to_have_count(0)
    page.evaluate("document.documentElement.style.fontSize = '225%'")
    travel.unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.evaluate("document.documentElement.style.fontSize = ''")
    assert violations(page) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_cannot_be_deleted_here(open_page: Open, family: Family, lang: str) -> None:
    page = open_page("small")
    open_list(page, family, lang)
    page.evaluate(
        """() => {
          const form = document.createElement("form");
          Object.assign(form, {method: "post", action: `${location.pathname}/delete`});
          document.body.append(form);
          form.submit();
        }"""
    )
    expect(page.locator("h1")).to_have_text(text(lang, "office", "delete_title"))
    travel.picture(page, f"office-list-{lang}-not-deleted")
    assert [*wider(page), *violations(page)] == []
    page.locator("main .button").tap()
    page.wait_for_url(family.list(lang))
    wait_for(page, _COPIED)


@pytest.mark.parametrize("lang", ["da", "ar"])
def test_on_paper(open_page: Open, family: Family, lang: str) -> None:
    page = open_page("desktop")
    page.goto(family.list(lang))
    travel.SCREENS.mkdir(parents=True, exist_ok=True)
    page.pdf(path=travel.SCREENS / f"office-list-{lang}.pdf", prefer_css_page_size=True)
    page.emulate_media(media="print")
    travel.picture(page, f"office-list-{lang}-paper")
    for seen in ("#contact", "#contact ~ .own-text", ".notice .own-text", "#own-1 h3", "#keys h3"):
        expect(page.locator(seen).first).to_be_visible()
    for unseen in ("#call-me", "#share", "#practice", "#to-calendar", ".qr", "#keys details"):
        expect(page.locator(unseen).first).to_be_hidden()


def test_until_when_it_works_is_told(open_page: Open, family: Family) -> None:
    page = open_page("phone")
    page.goto(family.list("en"))
    end = datetime.now(UTC) + timedelta(days=30)
    assert f"{end:%B} {end.year}" in page.locator("main").inner_text()
