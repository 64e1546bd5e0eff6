"""What comes out of a printer, and what a first visit costs."""

import re

import pytest

from portal.i18n import LANGUAGES
from tests.browser import travel
from tests.browser.conftest import Open
from tests.browser.states import DEMOLITION, OTHER_PAGES, TEMPORARY, result_address

MOST_BYTES = 30_000
MOST_REQUESTS = 4
_ON_PAPER = (
    ".whys .because li",
    ".whys .sources li",
    ".steps details p",
    ".kept > summary",
    ".folds details p",
    ".answered td:nth-child(2)",
    ".acts li",
    ".bottom .print",
)
#: how many of the places can be seen, and how many there are
_SEEN = """selector => {
  const places = [...document.querySelectorAll(selector)]
  return [places.filter(place => place.checkVisibility()).length, places.length]
}"""
_NOT_ON_PAPER = (".languages", ".tools", ".actions", ".bottom .screen", ".toggle", ".skip")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_letter_on_paper(open_page: Open, lang: str) -> None:
    page = open_page("desktop")
    page.goto(f"/{lang}{result_address(DEMOLITION)}")
    page.emulate_media(media="print")
    for selector in _NOT_ON_PAPER:
        seen, _ = page.evaluate(_SEEN, selector)
        assert seen == 0, selector
    # What is folded on the screen can be read.
    for selector in _ON_PAPER:
        seen, there = page.evaluate(_SEEN, selector)
        assert seen == there > 0, selector


def test_a_letter_is_a_few_pages_of_a4(open_page: Open) -> None:
    page = open_page("desktop")
    page.goto(f"/da{result_address(TEMPORARY)}")
    travel.SCREENS.mkdir(parents=True, exist_ok=True)
    paper = page.pdf(path=travel.SCREENS / "temporary-da.pdf", prefer_css_page_size=True)
    assert paper.startswith(b"%PDF")
    assert paper.count(b"/Type /Page\n") <= 7
    assert b"/MediaBox [0 0 594" in paper or b"/MediaBox [0 0 595" in paper


def test_both_languages_on_paper_stand_side_by_side(open_page: Open) -> None:
    page = open_page("desktop")
    page.goto(f"/ar{result_address(TEMPORARY)}?beside=da")
    page.set_viewport_size({"width": 640, "height": 900})
    page.emulate_media(media="print")
    own, danish = (p.bounding_box() for p in page.locator(".pair").first.locator("> div").all())
    assert own is not None
    assert danish is not None
    assert danish["x"] + danish["width"] <= own["x"], "the Danish to the left of the Arabic"


@pytest.mark.parametrize("path", ["/", *(f"/{lang}/" for lang in LANGUAGES)])
def test_a_first_visit_is_light(open_page: Open, path: str) -> None:
    page = open_page("phone")
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    sizes: list[int] = []
    network.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
    page.goto(path, wait_until="networkidle")
    assert 2 <= len(sizes) <= MOST_REQUESTS
    assert 2_000 < sum(sizes) <= MOST_BYTES


def test_a_question_after_the_start_page_costs_little(open_page: Open) -> None:
    page = open_page("phone")
    page.goto(f"/da{OTHER_PAGES['start']}")
    requested: list[str] = []
    page.on("requestfinished", lambda request: requested.append(request.url))
    page.locator("main .button").tap()
    page.wait_for_url("**/guide/")
    others = [url for url in requested if not url.endswith((".css", ".svg"))]
    # What reads aloud delays nothing, and is small; how numbers are said comes when one presses.
    assert [re.sub(r"\.\w+\.js$", ".js", url.rpartition("/")[2]) for url in others] in (
        ["", "speak.js"],
        ["speak.js", ""],
        [""],
    )
