"""Letters for a whole case: ordered, waited for, fetched, and opened by the family they are for."""

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextvars import Context
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from pypdf import PageObject, PdfReader

from portal.cases.letters import jobs
from portal.cases.letters.letter import HouseholdLetter
from portal.cases.letters.printing import render
from portal.cases.links import ALPHABET, Made
from portal.cases.tables import Case
from portal.staff.roles import Role
from tests.browser import travel
from tests.browser.conftest import PATIENCE
from tests.browser.conftest import Open as OpenPage
from tests.browser.office.conftest import Open, too_wide
from tests.browser.office.test_ways import send
from tests.browser.test_checklist import box, text
from tests.browser.test_pages import violations
from tests.portal.cases.factory import make_household, make_link
from tests.portal.cases.test_letters import expected, matrix

#: the households of the case, by their labels in the order of the letters
LANGUAGE_OF = {"L-1": "ar", "L-2": "da", "L-3": "ar", "L-10": "en"}
TOTAL = len(LANGUAGE_OF)
CODE = re.compile(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")


class Press:
    """The press, held after two letters until it is let on; or broken."""

    def __init__(self) -> None:
        self.on, self.breaks = threading.Event(), False
        self.links: list[str] = []

    def render(self, letters: Sequence[HouseholdLetter], progress: Callable[[int], None]) -> bytes:
        self.links = [letter.link for letter in letters]
        progress(2)
        assert self.on.wait(6 * PATIENCE / 1000)
        if self.breaks:
            raise RuntimeError
        return render(letters, progress)


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Iterator[Press]:
    press = Press()
    monkeypatch.setattr(jobs, "render", press.render)
    yield press
    press.on.set()
    for thread in threading.enumerate():
        if thread.name.startswith("letters-"):
            thread.join()


@pytest.fixture
def sent_before(app: Flask, house: Case) -> Made:
    """A link that the first household of the case has had already."""

    def make() -> Made:
        with app.app_context():
            made = [
                make_link(make_household(house, label, language=lang))
                for label, lang in LANGUAGE_OF.items()
            ]
            return made[0]

    return Context().run(make)


def order(page: Page) -> None:
    page.locator("[name=whom][value=all]").check()
    page.locator("[name=output][value=pdf]").check()
    send(page, "Lav dem")


def fetch(page: Page) -> PdfReader:
    """The file, once the page itself says that it is there."""
    link = page.get_by_role("link", name=re.compile(r"^Hent breve-.*\.pdf"))
    expect(link).to_be_visible()
    with page.expect_download() as download:
        link.click()
    assert re.fullmatch(r"breve-\d{4}-\d\d-\d\d\.pdf", download.value.suggested_filename)
    return PdfReader(Path(download.value.path()))


def drawn(sheet: PageObject) -> list[list[list[bool]]]:
    """The modules of each picture on a page: letters of one file share a store of pictures."""
    names = re.findall(rb"/(\S+)\s+Do\b", sheet["/Contents"].get_object().get_data())
    pictures = {Path(image.name).stem: image.image for image in sheet.images}
    return [matrix(pictures[name.decode()].convert("L")) for name in names]


def arabic_signs(text: str) -> int:
    return sum("\u0600" <= sign <= "\u06ff" or "\ufb50" <= sign <= "\ufefc" for sign in text)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_the_order_to_the_family(
    open_office: Open,
    open_page: OpenPage,
    office: str,
    house: Case,
    sent_before: Made,
    press: Press,
    script: bool,
) -> None:
    letters = f"/cases/{house.id}/letters"
    page = open_office(letters, role=Role.CASEWORKER, java_script_enabled=script)
    order(page)
    expect(page.locator("h2").first).to_have_text("Filen bliver lavet")
    expect(page.locator("#made")).to_have_text("2")
    bar = page.locator("#job")
    expect(bar).to_have_js_property("value", 2)
    expect(bar).to_have_js_property("max", TOTAL)
    if script:
        assert [*too_wide(page), *violations(page)] == []
        travel.picture(page, "office-letters-going")
    # Nothing is changed before the file is there.
    phone = open_page("small", java_script_enabled=script)
    old = f"{office}/ar/list/{sent_before.secret}"
    phone.goto(old)
    expect(phone.locator("h1")).to_have_text(text("ar", "page", "title"))
    press.on.set()
    file = fetch(page)
    expect(page.locator("h2").first).to_have_text("Filen er klar")
    expect(page.get_by_role("status")).to_contain_text(f"{TOTAL} husstande")

    assert len(file.pages) == TOTAL, "a page for each household"
    codes = []
    households = zip(LANGUAGE_OF.items(), press.links, strict=True)
    for sheet, ((label, lang), link) in zip(file.pages, households, strict=True):
        said = " ".join(sheet.extract_text().split())
        assert label in said
        assert "Din huskeliste" in said
        assert f"/{lang}/c" in said
        assert (arabic_signs(said) > 300) == (lang == "ar"), label
        assert ("Your checklist" in said) == (lang == "en"), label
        assert drawn(sheet) == [expected(link)], "the QR code of its own link"
        assert f"/{lang}/list/" in link
        codes += set(CODE.findall(said))
    assert len(set(codes)) == TOTAL, "one code for each household"

    phone.goto(old)
    expect(phone.locator("h1")).to_have_text(text("ar", "kept", "gone_title"))
    phone.goto(press.links[0])
    expect(phone.locator("h1")).to_have_text(text("ar", "page", "title"))
    phone.goto(f"{office}/ar/c")
    phone.locator("#code").fill(codes[0])
    phone.locator("main .button").tap()
    phone.wait_for_url("**/ar/list/*")
    box(phone, "keys").tap()
    expect(box(phone, "keys")).to_be_checked()
    page.goto(f"/da/staff/cases/{house.id}/households")
    page.get_by_role("link", name="L-1", exact=True).click()
    expect(page.locator("main")).to_contain_text("den korte kode er tastet ind")
    expect(page.locator("main")).to_contain_text(re.compile(r"1 af \d+ er gjort"))


def test_a_second_order_waits_for_the_first(
    open_office: Open, house: Case, sent_before: Made, press: Press
) -> None:
    letters = f"/cases/{house.id}/letters"
    first, second = (open_office(letters, role=Role.CASEWORKER) for _ in range(2))
    order(first)
    expect(first.locator("#made")).to_have_text("2")
    order(second)
    expect(second.locator(".error-summary")).to_be_focused()
    expect(second.locator("[name=whom][value=all]")).to_be_checked()
    assert violations(second) == []
    # Someone else sees neither how far it is nor the file.
    other = open_office(first.url.partition("/staff")[2], role=Role.ADMINISTRATOR)
    expect(other.locator("h1")).to_have_text("Siden findes ikke")
    press.on.set()
    assert len(fetch(first).pages) == TOTAL


def test_work_that_stops_has_changed_nothing(
    open_office: Open,
    open_page: OpenPage,
    office: str,
    house: Case,
    sent_before: Made,
    press: Press,
) -> None:
    page = open_office(f"/cases/{house.id}/letters", role=Role.CASEWORKER)
    order(page)
    expect(page.locator("#made")).to_have_text("2")
    press.breaks = True
    press.on.set()
    expect(page.locator("h2").first).to_have_text("Arbejdet stoppede")
    assert [*too_wide(page), *violations(page)] == []
    phone = open_page("small")
    phone.goto(f"{office}/ar/list/{sent_before.secret}")
    expect(phone.locator("h1")).to_have_text(text("ar", "page", "title"))
    page.get_by_role("link", name="Lav den igen").click()
    expect(page.get_by_role("button", name="Lav dem")).to_be_visible()
