"""The start page on a phone that has never been here, over a slow network."""

from dataclasses import dataclass
from statistics import median
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, sync_playwright

from tests.tools import chromium

_KBIT, _LATENCY_MS, _VISITS = 400, 400, 5
_PAINT = """() => new Promise(done => new PerformanceObserver(list => {
  for (const entry of list.getEntries())
    if (entry.name === "first-contentful-paint") done(entry.startTime);
}).observe({type: "paint", buffered: true}))"""
_ICONS = "() => [...document.querySelectorAll('link[rel~=icon]')].map(link => link.href)"


@dataclass(frozen=True)
class Visit:
    """Bytes over the wire with headers, requests, and ms until something can be read."""

    size: int
    requests: int
    paint: float


def first_visit(address: str) -> Visit:
    """The median of some first visits, each with an empty cache."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        visits = [_visit(browser, address) for _ in range(_VISITS)]
        browser.close()
    return Visit(
        size=round(median(visit.size for visit in visits)),
        requests=round(median(visit.requests for visit in visits)),
        paint=median(visit.paint for visit in visits),
    )


def _visit(browser: Browser, address: str) -> Visit:
    context = browser.new_context(viewport={"width": 360, "height": 780}, is_mobile=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    received: list[int] = []
    asked: list[str] = []

    def note(event: dict[str, Any]) -> None:
        received.append(int(event["encodedDataLength"]))

    session.on("Network.loadingFinished", note)
    session.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": _LATENCY_MS,
            "downloadThroughput": _KBIT * 1000 / 8,
            "uploadThroughput": _KBIT * 1000 / 8,
        },
    )
    page.goto(address, wait_until="networkidle")
    paint = float(page.evaluate(_PAINT))
    # A browser with a window also fetches the icon; a headless one doesn't.
    icons = [url for url in page.evaluate(_ICONS) if url not in asked]
    context.close()
    return Visit(sum(received) + sum(map(_weight, icons)), len(asked) + len(icons), paint)


def _weight(url: str) -> int:
    with urlopen(Request(url, headers={"Accept-Encoding": "br"})) as answer:  # noqa: S310
        return len(answer.read()) + len(str(answer.headers))
