"""A phone and a desktop, on one day, whose complaints nobody overhears."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, tzinfo
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.browser.states import DAY

Open: TypeAlias = Callable[..., Page]

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


@contextmanager
def listening(page: Page) -> Iterator[None]:
    """Fail afterwards if the page complained: an error in a script, or a breach of the policy."""
    complaints: list[str] = []

    def note(text: str) -> None:
        # The browser reports each answer that is not 200; those are meant.
        if "Failed to load resource" not in text:
            complaints.append(text)

    page.on("console", lambda message: note(message.text))
    page.on("pageerror", lambda error: note(str(error)))
    yield
    assert complaints == []


@pytest.fixture
def open_page(browser: Browser, base_url: str, playwright: Playwright) -> Iterator[Open]:
    """Opens pages of its own: `open_page("phone")`, `open_page("desktop", …options)`."""
    profiles: dict[str, dict[str, Any]] = {
        "phone": {k: v for k, v in playwright.devices["Pixel 7"].items() if k[:7] != "default"},
        "small": SMALL_PHONE,
        "desktop": DESKTOP,
    }
    opened: list[BrowserContext] = []
    watched: list[Any] = []

    def open_one(profile: str, **options: Any) -> Page:
        context = browser.new_context(**{**profiles[profile], "base_url": base_url, **options})
        context.set_default_timeout(10_000)
        opened.append(context)
        page = context.new_page()
        watcher = listening(page)
        watcher.__enter__()
        watched.append(watcher)
        return page

    yield open_one
    for context in opened:
        assert context.cookies() == []
        context.close()
    for watcher in watched:
        watcher.__exit__(None, None, None)
