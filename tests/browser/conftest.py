"""A phone and a desktop, on one day, whose complaints nobody overhears."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, tzinfo
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, expect

from tests.browser.states import DAY

Open: TypeAlias = Callable[..., Page]

#: milliseconds that a slow machine is given; a quick one does not take them
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)

DESKTOP = {"viewport": {"width": 1280, "height": 900}}
SMALL_PHONE = {
    "viewport": {"width": 360, "height": 780},
    "is_mobile": True,
    "has_touch": True,
}


class _Day(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.combine(DAY, time(12), tz)


@pytest.fixture(scope="package", autouse=True)
def _on_one_day() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("portal.clock.datetime", _Day)
        yield


def overhear(page: Page, complaints: list[str]) -> None:
    """Note what the page complains of: an error in a script, or a breach of the policy."""

    def note(message: ConsoleMessage) -> None:
        # The browser reports each answer that is not 200; those are meant.
        if message.type in ("error", "warning") and "Failed to load" not in message.text:
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))


@pytest.fixture
def open_page(browser: Browser, base_url: str, playwright: Playwright) -> Iterator[Open]:
    """Opens pages of its own: `open_page("phone")`, `open_page("desktop", …options)`."""
    profiles: dict[str, dict[str, Any]] = {
        "phone": {k: v for k, v in playwright.devices["Pixel 7"].items() if k[:7] != "default"},
        "small": SMALL_PHONE,
        "desktop": DESKTOP,
    }
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(profile: str, **options: Any) -> Page:
        context = browser.new_context(**{**profiles[profile], "base_url": base_url, **options})
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        page = context.new_page()
        overhear(page, complaints)
        return page

    yield open_one
    for context in opened:
        assert context.cookies() == []
        context.close()
    assert complaints == []


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Page]:
    """A page of a small phone; `address`, of the test's own file, says where the portal is."""
    complaints: list[str] = []
    context = browser.new_context(**SMALL_PHONE, base_url=address)
    context.set_default_timeout(10_000)
    page = context.new_page()
    overhear(page, complaints)
    yield page
    context.close()
    assert complaints == []
