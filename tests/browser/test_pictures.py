"""The drawings as they are seen: inside their grid, in each scheme, and out of the way of words."""

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Page, expect

import portal
from portal.i18n import LANGUAGES
from tests.browser import travel
from tests.browser.conftest import Open
from tests.browser.states import DEMOLITION, NO_REASON, result_address
from tests.browser.test_large_text import enlarged
from tests.browser.test_pages import violations

_TEMPLATES = Path(portal.__file__).parent / "templates"
_SHEET = """{% from "components/pictures.html" import drawings, lone_picture %}
{% for name in drawings -%}
{{ lone_picture(name, 48) | replace("<svg", "<svg id=" ~ name) }}
{%- endfor %}"""
_TOKEN = result_address(DEMOLITION).split("/")[2]
PAGES = {
    "result": result_address(DEMOLITION),
    "ways": result_address(NO_REASON),
    "course": f"/course/{_TOKEN}",
    "checklist": f"/checklist/{_TOKEN}",
}
#: the drawings that leave the grid of 48, half a line with it, or are small on it
_AMISS = """() => [...document.querySelectorAll("svg")].flatMap(svg => {
  const {x, y, width, height} = svg.lastElementChild.getBBox();
  const inside = Math.min(x, y) >= .5 && Math.max(x + width, y + height) <= 47.5;
  return inside && Math.max(width, height) >= 34 ? [] : [[svg.id, x, y, x + width, y + height]];
})"""
#: where each line of words stands
_WORDS = """() => {
  const boxes = [], walker = document.createTreeWalker(document.querySelector("main"), 4);
  while (walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const around = walker.currentNode.parentElement;
    if (around.closest(".vh") || !around.checkVisibility()) continue;
    for (const {left, top, width, height} of range.getClientRects())
      if (width > 1) boxes.push([left, top + scrollY, width, height].map(Math.round));
  }
  return boxes;
}"""
_PICTURES = """() => [...document.querySelectorAll("svg.picture")].map(svg => {
  const {left, top, width, height} = svg.getBoundingClientRect();
  return [left, top + scrollY, width, height].map(Math.round);
})"""


def overlaps(one: list[int], other: list[int]) -> bool:
    """Two boxes (left, top, width, height) share more than a hair."""
    return all(
        one[i] + 1 < other[i] + other[i + 2] and other[i] + 1 < one[i] + one[i + 2] for i in (0, 1)
    )


def columns(page: Page) -> list[tuple[int, int]]:
    """Where the lines of words begin, and how wide they are."""
    return [(box[0], box[2]) for box in page.evaluate(_WORDS)]


def test_what_is_drawn_fills_its_place_and_stays_in_it(open_page: Open) -> None:
    drawings = Environment(loader=FileSystemLoader(_TEMPLATES)).from_string(_SHEET).render()
    page = open_page("small")
    page.set_content(drawings)
    assert page.locator("svg").count() > 40
    assert page.evaluate(_AMISS) == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_no_word_is_moved_or_covered_on_a_narrow_phone(
    open_page: Open, lang: str, name: str
) -> None:
    page = enlarged(open_page, f"/{lang}{PAGES[name]}", 320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    words, drawn = page.evaluate(_WORDS), page.evaluate(_PICTURES)
    if lang != "ur":  # twice as large, Nastaliq's boxes reach far beyond what it draws
        assert [(w, d) for w in words for d in drawn if overlaps(w, d)] == []
    before = columns(page)
    page.add_style_tag(content=".picture { display: none !important }")
    assert columns(page) == before


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_drawing_lies_on_a_word(open_page: Open, lang: str, name: str, width: int) -> None:
    page = open_page("small", viewport={"width": width, "height": 780})
    page.goto(f"/{lang}{PAGES[name]}")
    words, drawn = page.evaluate(_WORDS), page.evaluate(_PICTURES)
    assert [(w, d) for w in words for d in drawn if overlaps(w, d)] == []
    assert all(d[0] >= 0 and d[0] + d[2] <= width for d in drawn)


def test_done_items_have_room_for_theirs(open_page: Open) -> None:
    page = open_page("small")
    page.goto(f"/da{PAGES['checklist']}")
    for item in ("keys", "papers"):
        page.locator(f"#{item} [role=checkbox]").tap()
        expect(page.locator(f"#{item} [role=checkbox]")).to_be_checked()
        row, drawn = (page.locator(f"#{item}{of}").bounding_box() for of in ("", " .picture"))
        assert row
        assert drawn
        assert drawn["y"] + drawn["height"] <= row["y"] + row["height"]
        # The drawing is still there after the list was put in place anew.
        assert page.locator(f"#{item} use").evaluate("used => used.getBBox().width") > 20


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_drawings_have_the_colour_of_the_words(open_page: Open, lang: str, scheme: str) -> None:
    page = open_page("small", color_scheme=scheme)
    for name, address in PAGES.items():
        page.goto(f"/{lang}{address}")
        travel.picture(page, f"pictures-{lang}-{scheme}-{name}")
        stroke = colours(page)
        assert stroke["stroke"] == stroke["words"]
        assert violations(page) == []


def test_chosen_colours_and_paper(open_page: Open) -> None:
    page = open_page("small", forced_colors="active")
    page.goto(f"/da{PAGES['checklist']}")
    forced = colours(page)
    assert forced["stroke"] == forced["system"]
    assert forced["flat"] == forced["paper"]
    for address in PAGES.values():
        page.goto(f"/da{address}")
        page.emulate_media(media="print")
        expect(page.locator("svg.picture").first).to_be_visible()
        assert colours(page)["stroke"] == "rgb(0, 0, 0)"
        words, drawn = page.evaluate(_WORDS), page.evaluate(_PICTURES)
        assert [(w, d) for w in words for d in drawn if overlaps(w, d)] == []
        assert not any(overlaps(one, other) for n, one in enumerate(drawn) for other in drawn[:n])
        page.emulate_media(media="screen")


def colours(page: Page) -> dict[str, Any]:
    return page.evaluate(  # type: ignore[no-any-return]
        """() => {
          const probe = document.body.appendChild(document.createElement("i"));
          const named = colour => (probe.style.color = colour, getComputedStyle(probe).color);
          const drawn = document.querySelector("svg.picture");
          const told = {
            stroke: getComputedStyle(drawn).stroke,
            words: getComputedStyle(document.querySelector("h1")).color,
            flat: getComputedStyle(document.querySelector("svg .flat")).fill,
            system: named("CanvasText"),
            paper: named("Canvas"),
          };
          probe.remove();
          return told;
        }"""
    )


def test_drawings_ask_for_nothing_more(open_page: Open) -> None:
    page = open_page("small")
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.resource_type))
    for address in PAGES.values():
        page.goto(f"/da{address}", wait_until="networkidle")
    assert set(requested) <= {"document", "stylesheet", "script"} | {"other"}
    assert "image" not in requested
