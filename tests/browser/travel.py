"""How a person gets through the guide in a browser: by touch, by mouse, or by keyboard alone."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Locator, Page, expect

from portal.i18n import format_number, in_language
from portal.words import words

#: where screenshots are left to look at; not in git
SCREENS = Path(__file__).parents[2] / "test-results" / "screens"
MOST_QUESTIONS = 9

#: what a household answers, by question: a choice, the texts of fields, or nothing for ved ikke
PERMANENT: Mapping[str, Any] = {
    "reason": "renovation",
    "tenure": "tenant",
    "renewal_decision": "yes",
    "landlord": "private",
    "months_away": {"months_away": "14"},
    "lease_start": {"lease_start_day": "1", "lease_start_month": "5", "lease_start_year": "2019"},
    "vacating_demanded": {"vacating_demanded_text": "9/2026"},
    "landlord_informed": {"landlord_informed_text": "cirka 6/2026"},
}
TEMPORARY: Mapping[str, Any] = {**PERMANENT, "months_away": {"months_away": "4"}}


def switch(page: Page, lang: str) -> None:
    """To the same page in another language, by its menu."""
    there = page.locator(f".languages :is(a, button)[lang={lang}]")
    if not there.is_visible():
        press(page.locator(".languages summary"))
    press(there)


def number(lang: str, value: Decimal, *, oere: bool = False) -> str:
    """As a page of the language writes it, with plain spaces, as a browser compares text."""
    with in_language(lang):
        return " ".join(format_number(value, oere=oere).split())


def answer_text(lang: str, outcome: str, part: str = "answer") -> str:
    """The short answer of an outcome under byfornyelsesloven, as the content has it."""
    own = ("outcomes", "byfornyelse", outcome, part)
    path = own if words(lang).has(*own) else ("outcomes", outcome, part)
    return words(lang).text(*path).raw[0]


def press(place: Locator) -> None:
    """A tap where the screen is for fingers, else a click."""
    touch = place.page.evaluate("matchMedia('(pointer: coarse)').matches")
    (place.tap if touch else place.click)()


def begin(page: Page, lang: str) -> None:
    """From the first page of all to the first question, in a language."""
    page.goto("/")
    press(page.locator(f".language-list a[lang={lang}]"))
    page.wait_for_url(f"**/{lang}/")
    press(page.locator("main .button"))
    page.wait_for_url(f"**/{lang}/guide/")


def asked(page: Page) -> str:
    """Which question stands on the page."""
    name = page.url.split("?")[0].rstrip("/").rpartition("/")[2]
    return "reason" if name == "guide" else name


def give(page: Page, answer: Any) -> None:
    """Answer the question on the page and go on."""
    before = page.url
    if answer is None:
        unknown = page.locator("button[name=unknown]")
        if unknown.count():
            press(unknown)
        else:
            press(page.locator("label.choice", has=page.locator("input[value=unknown]")))
            press(page.locator(".actions .button").first)
    else:
        if isinstance(answer, str):
            press(page.locator("label.choice", has=page.locator(f"input[value={answer}]")))
        else:
            for name, text in answer.items():
                page.locator(f"input[name={name}]").fill(text)
        press(page.locator(".actions .button").first)
    page.wait_for_url(lambda url: url != before)


def answer_all(page: Page, answers: Mapping[str, Any]) -> list[str]:
    """Answer until the result stands there; what is not told is not known. The questions asked."""
    questions = []
    while asked(page) != "result":
        questions.append(asked(page))
        assert len(questions) <= MOST_QUESTIONS, questions
        give(page, answers.get(questions[-1]))
    return questions


def expect_answer(page: Page, lang: str, outcome: str) -> None:
    """The result says this, in this language, explained and with its source."""
    expect(page.locator("h1")).to_have_text(answer_text(lang, outcome))
    expect(page.locator("html")).to_have_attribute("lang", lang)
    unfold(page)
    expect(page.locator(".because li").first).to_be_visible()
    expect(page.locator(".sources a[href*='retsinformation.dk']").first).to_be_visible()
    expect(page.locator(".steps > li").first).to_be_visible()


def unfold(page: Page) -> None:
    """Open every fold by its own summary, as a person would."""
    for summary in page.locator("details:not([open]) > summary").all()[::-1]:
        if summary.is_visible():
            summary.click()


def picture(page: Page, name: str) -> None:
    """Leave a picture of the whole page in the test artefacts, for people to look at.

    Nothing is checked by it: where Chromium has no room left for a long page on a busy machine,
    the picture is missing and the test goes on.
    """
    SCREENS.mkdir(parents=True, exist_ok=True)
    try:
        page.screenshot(path=SCREENS / f"{name}.png", full_page=True)
    except Error as error:
        if "Unable to capture screenshot" not in error.message:
            raise
