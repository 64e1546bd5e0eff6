"""Reading aloud: everything that can be seen, once, in order, in the right voice and in words."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from portal.i18n import LANGUAGES
from rules.strict_yaml import read_mapping
from tests.browser import travel, voices
from tests.browser.conftest import Open
from tests.browser.states import (
    ALMEN,
    DEMOLITION,
    QUESTION_PAGES,
    RESULT_PAGES,
    TEMPORARY,
    TOPIC_PAGES,
    question_address,
)
from tests.browser.test_checklist import list_address
from tests.browser.test_pages import violations, wider

READ_ALOUD = {
    "guide": "/guide/",
    **QUESTION_PAGES,
    **RESULT_PAGES,
    **TOPIC_PAGES,
    "result-beside": f"{RESULT_PAGES['result-disputed']}?beside=da",
    "topic-beside": f"{TOPIC_PAGES['topic-rent-increase-rule']}?beside=da",
    "checklist": list_address(DEMOLITION),
    "checklist-almen": list_address(ALMEN),
}
#: each text on the page that can be seen, but for the ways to elsewhere
_SEEN = """() => {
  const texts = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement: at } = walker.currentNode;
    const elsewhere = at.closest(".vh, nav, .tools, .back, .toggle, .anchor, .speak, .qr, svg");
    const drawn = at.closest("[aria-hidden=true], option, textarea, script");
    if (data.trim() && !elsewhere && !drawn && at.checkVisibility()) texts.push(data);
  }
  return texts;
}"""
_UNFOLD = "() => document.querySelectorAll('details').forEach(fold => fold.open = true)"
_NO_WORDS = re.compile(r"[0-9§%²]|\bkr\b|\bstk\b|\bDKK\b")
_SAMPLES = Path(__file__).with_name("spoken.yaml")
_SAMPLE = """text => {
  const place = document.querySelector("main h1") ?? document.createElement("h1");
  document.querySelector("main").replaceChildren(document.querySelector(".speak"), place);
  place.textContent = text;
}"""


def _letters(texts: list[str]) -> str:
    return "".join(sign for text in texts for sign in text if sign.isalnum())


def _difference(seen: str, said: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(seen, said, strict=False)) if a != b), 0)
    return f"seen {seen[at : at + 60]!r}, said {said[at : at + 60]!r}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_is_read_once_and_in_order_and_in_words(open_page: Open, lang: str) -> None:
    page = open_page("small")
    voices.give(page)
    problems: dict[str, Any] = {}
    for name, address in READ_ALOUD.items():
        page.goto(f"/{lang}{address}")
        # Without the rules for signs and numbers what is said is just what stands there.
        page.route("**/spoken/*", lambda route: route.abort())
        for state in ("folded", "open"):
            seen = _letters(page.evaluate(_SEEN))
            said = _letters([part["text"] for part in voices.read_all(page)])
            if seen != said:
                problems[f"{name} {state}"] = _difference(seen, said)
            page.evaluate(_UNFOLD)
        page.unroute("**/spoken/*")
        figures = [p["text"] for p in voices.read_all(page) if _NO_WORDS.search(p["text"])]
        if figures:
            problems[f"{name} in words"] = figures
    assert problems == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_signs_and_numbers_are_said_as_words(open_page: Open, lang: str) -> None:
    page = open_page("small")
    voices.give(page)
    page.goto(f"/{lang}/guide/")
    samples = read_mapping(_SAMPLES)[lang]
    said = []
    for sample in samples:
        page.evaluate(_SAMPLE, sample["shown"])
        said.append("|".join(part["text"] for part in voices.read_all(page)))
    assert said == [sample["said"] for sample in samples]


def test_danish_words_are_said_by_a_danish_voice(open_page: Open) -> None:
    page = open_page("small")
    voices.give(page)
    page.goto(f"/ar{TOPIC_PAGES['topic-notice']}")
    said = voices.read_all(page)
    assert {part["lang"] for part in said} == {"da_DK", "ar-SA"}
    for part in said:
        latin = re.search("[a-zæøå]", part["text"].lower())
        assert bool(latin) == (part["lang"] == "da_DK"), part
    assert "opsigelse" in " ".join(part["text"] for part in said)


def test_without_a_danish_voice_the_pages_own_voice_says_all(open_page: Open) -> None:
    page = open_page("small")
    voices.give(page, ["ar-EG"])
    page.goto(f"/ar{TOPIC_PAGES['topic-notice']}")
    assert {part["lang"] for part in voices.read_all(page)} == {"ar-EG"}


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_missing_voice_is_said_before_anything_is_pressed(open_page: Open, lang: str) -> None:
    page = open_page("small")
    voices.give(page, ["da-DK", "pl-PL"])
    page.goto(f"/{lang}{RESULT_PAGES['result-temporary']}")
    expect(page.locator(".speak button").first).to_be_hidden()
    expect(page.locator("[data-voiceless]")).to_be_visible()
    assert [*wider(page), *violations(page)] == []
    page.locator("[data-voiceless] a").tap()
    page.wait_for_url("**/da/guide/*/result")
    expect(page.locator("[data-voiceless]")).to_be_hidden()
    assert voices.read_all(page)


def test_danish_is_offered_only_where_it_can_be_heard(open_page: Open) -> None:
    page = open_page("small")
    voices.give(page, ["pl-PL"])
    for lang in ("ar", "da"):
        page.goto(f"/{lang}/guide/")
        expect(page.locator("[data-voiceless]")).to_be_visible()
        expect(page.locator("[data-voiceless] a:visible")).to_have_count(0)


def test_voices_that_come_late_are_noticed(open_page: Open) -> None:
    page = open_page("small")
    voices.give(page, [])
    page.goto("/da/guide/")
    expect(page.locator(".speak")).to_be_hidden()
    page.evaluate("() => { speaking.voices = ['da-DK']; speechSynthesis.onvoiceschanged() }")
    expect(page.locator(".speak button").first).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["cannot-speak", "no-script"])
def test_nothing_is_shown_where_it_would_not_work(open_page: Open, script: bool) -> None:
    page = open_page("small", java_script_enabled=script)
    page.add_init_script("Object.defineProperty(window, 'speechSynthesis', { value: undefined })")
    page.goto("/da/guide/")
    expect(page.locator(".speak")).to_be_hidden()


_MARKED = """() => [...(CSS.highlights.get("spoken") ?? [])].join("").trim()"""


def _playing(page: Page, lang: str = "da") -> None:
    voices.give(page)
    page.goto(f"/{lang}{RESULT_PAGES['result-demolition']}")
    voices.hold(page)
    page.locator(".speak button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".speak.on")).to_be_visible()


def _said(page: Page, number: int) -> list[str]:
    """What was said, once so much was; the script waits for nothing longer than a tick."""
    for _ in range(100):
        said = voices.told(page)
        if len(said) >= number:
            return said
        page.wait_for_timeout(20)
    raise AssertionError(voices.told(page))


def test_the_sentence_is_marked_and_the_page_left_as_it_was(open_page: Open) -> None:
    page = open_page("small")
    _playing(page)
    _said(page, 1)
    before = page.locator("article").inner_html()
    for number in range(1, 12):
        assert page.evaluate(_MARKED)
        voices.end(page)
        _said(page, number + 1)
    assert page.locator("article").inner_html() == before
    page.keyboard.press("Escape")
    assert page.evaluate(_MARKED) == ""


def test_where_nothing_can_be_highlighted_the_paragraph_is(open_page: Open) -> None:
    page = open_page("small")
    page.add_init_script("delete window.Highlight")
    _playing(page)
    _said(page, 1)
    expect(page.locator(".spoken")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".spoken")).to_have_count(0)


def test_pause_slower_and_skip_by_keyboard(open_page: Open) -> None:
    page = open_page("small")
    _playing(page)
    _said(page, 1)
    voices.end(page)
    first, second = _said(page, 2)
    page.keyboard.press("Enter")  # pause
    expect(page.locator(".speak button").first).to_have_text("Fortsæt")
    voices.end(page)
    assert voices.told(page) == [first, second]
    page.keyboard.press("Enter")  # go on, from the beginning of the sentence
    assert _said(page, 3)[2] == second
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # slower
    assert _said(page, 4)[3] == second
    rates = page.evaluate("() => speaking.told.map(({ rate }) => rate)")
    assert rates[:3] == [1, 1, 1]
    assert rates[3] < 1
    expect(page.locator("[data-slower]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skip
    assert _said(page, 5)[4] not in (first, second)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # stop
    expect(page.locator(".speak button").first).to_be_focused()
    expect(page.locator("[data-while]")).to_be_hidden()
    voices.end(page)
    assert len(voices.told(page)) == 5


def test_a_voice_that_fails_says_so(open_page: Open) -> None:
    page = open_page("small")
    voices.give(page)
    page.goto("/da/guide/")
    voices.hold(page)
    page.evaluate("""() => {
      const speak = speechSynthesis.speak;
      speechSynthesis.speak = (said) => { if (said.text) said.onerror({ error: "network" }) };
    }""")
    page.locator(".speak button").first.tap()
    expect(page.locator("[data-voiceless]")).to_be_visible()
    expect(page.locator(".speak.on")).to_have_count(0)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_while_it_reads_on_a_small_phone(open_page: Open, lang: str, scheme: str) -> None:
    page = open_page("small", color_scheme=scheme)
    _playing(page, lang)
    page.locator("[data-slower]").tap()
    if scheme == "light":
        travel.picture(page, f"small-{lang}-reading")
    assert [*wider(page), *violations(page)] == []


def test_leaving_the_page_ends_it(open_page: Open) -> None:
    page = open_page("small")
    _playing(page)
    page.evaluate("() => { speechSynthesis.cancel = () => { document.title = 'silent' } }")
    assert (
        page.evaluate("() => { dispatchEvent(new Event('pagehide')); return document.title }")
        == "silent"
    )


def test_nothing_is_fetched_before_it_is_asked_for(open_page: Open) -> None:
    page = open_page("small")
    voices.give(page)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"/ar{question_address('landlord', answers=TEMPORARY)}")
    assert not [url for url in fetched if "/spoken/" in url]
    voices.read_all(page)
    assert len([url for url in fetched if "/spoken/" in url]) == 2
