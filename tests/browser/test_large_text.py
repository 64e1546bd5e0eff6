"""Text twice as large on a narrow phone: nothing is cut off, and no two words lie on each other."""

import pytest
from playwright.sync_api import Page

from portal.i18n import LANGUAGES
from tests.browser.conftest import Open
from tests.browser.states import NO_REASON, OTHER_PAGES, PAGES, result_address

#: it is not known what will happen: the answers side by side
WAYS = result_address(NO_REASON)
NARROW = {
    "ways": WAYS,
    "sum": OTHER_PAGES["sum"],
    **{name: PAGES[name] for name in ("result-demolition", "letter-moving_costs", "start")},
}


def enlarged(open_page: Open, address: str, width: int) -> Page:
    size = {"width": width, "height": 780}
    page = open_page("small", viewport=size, bypass_csp=True, is_mobile=False)
    page.goto(address)
    page.add_style_tag(content="html { font-size: 200% }")
    return page


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NARROW)
def test_no_page_is_wider_than_the_phone(open_page: Open, lang: str, name: str) -> None:
    page = enlarged(open_page, f"/{lang}{NARROW[name]}", 320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_in_the_drawing_stay_apart(open_page: Open, lang: str) -> None:
    page = enlarged(open_page, f"/{lang}{OTHER_PAGES['sum']}", 360)
    boxes = [text.bounding_box() for text in page.locator(".chart text").all()]
    for i, one in enumerate(boxes):
        for other in boxes[:i]:
            assert one
            assert other
            # Fonts of Arabic letters have boxes far higher than what they draw.
            high = min(one["height"], other["height"], 24)
            assert (
                one["x"] + one["width"] <= other["x"]
                or other["x"] + other["width"] <= one["x"]
                or abs(one["y"] - other["y"]) >= high - 1
            ), (one, other)
