"""The letters: a page each, in two languages, with a QR code that opens the list."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import segno
from flask import Flask
from PIL import Image
from pypdf import PdfReader

from portal.cases.letters import press, printing
from portal.cases.letters.joined import joined
from portal.cases.letters.letter import HouseholdLetter, html
from portal.cases.letters.printing import PrintingError, render
from portal.i18n import LANGUAGES
from tests.portal import pages

SECRET = "Zk3v-x_9Qm7TnR2pLw8YaB"
BASE = "https://genhusning.example"
LETTER = HouseholdLetter(
    label="14, 2. th",
    language="ar",
    link=f"{BASE}/ar/list/{SECRET}",
    code="34679ACD",
    code_address=f"{BASE}/ar/c",
    danish_code_address=f"{BASE}/da/c",
    day=date(2026, 11, 21),
    last_day=date(2027, 12, 31),
    case="Etape 2",
    case_address="Bøgevej 2-48",
    office="Vores Boligforening",
    contact="Genhusningsteamet\nTlf. 12 34 56 78",
)


def in_language(lang: str) -> HouseholdLetter:
    return replace(LETTER, language=lang, code_address=f"{BASE}/{lang}/c", label=f"Bolig {lang}")


@pytest.fixture(scope="module")
def app(one_app: Flask) -> Iterator[Flask]:
    with one_app.app_context():
        yield one_app


@pytest.fixture(scope="module")
def printed(app: Flask) -> PdfReader:
    """A letter in each language, in the order of LANGUAGES; Arabic is the last."""
    return PdfReader(BytesIO(render([in_language(lang) for lang in LANGUAGES], lambda _: None)))


def text_of(printed: PdfReader, page: int) -> str:
    return " ".join(printed.pages[page].extract_text().split())


def parsed(letter: HouseholdLetter) -> pages.Element:
    builder = pages._Builder()
    builder.feed(html(letter))
    return builder.root


def test_there_is_a_page_for_each_household(printed: PdfReader) -> None:
    assert len(printed.pages) == len(LANGUAGES)
    for number, lang in enumerate(LANGUAGES):
        assert f"Bolig {lang}" in text_of(printed, number)


@pytest.mark.parametrize("number", range(len(LANGUAGES)))
def test_each_page_has_the_danish_the_code_and_whom_to_call(
    printed: PdfReader, number: int
) -> None:
    text = text_of(printed, number)
    for part in ("3467-9ACD", "Din huskeliste", "31. december 2027", "Tlf. 12 34 56 78"):
        assert part in text
    assert SECRET not in text, "the link stands in the picture only"


def test_the_other_languages_are_there_too(printed: PdfReader) -> None:
    languages = list(LANGUAGES)
    assert "Your checklist" in text_of(printed, languages.index("en"))
    assert "genhusning.example/en/c" in text_of(printed, languages.index("en"))
    arabic = text_of(printed, languages.index("ar"))
    assert sum("\u0600" <= sign <= "\ufefc" for sign in arabic) > 300
    assert "genhusning.example/ar/c" in arabic


def test_in_danish_it_is_said_once(app: Flask) -> None:
    letter = parsed(in_language("da"))
    assert [side.attrs["lang"] for side in letter.all("div", class_="side")] == ["da"]
    assert len(list(letter.all("h1"))) == 1


@pytest.mark.parametrize("lang", [code for code in LANGUAGES if code != "da"])
def test_the_language_of_the_household_comes_first(app: Flask, lang: str) -> None:
    sides = list(parsed(in_language(lang)).all("div", class_="side"))
    assert [side.attrs["lang"] for side in sides] == [lang, "da"]
    assert sides[0].attrs["dir"] == LANGUAGES[lang].direction


def test_a_language_that_the_portal_does_not_have_is_written_in_danish(app: Flask) -> None:
    sides = list(parsed(replace(LETTER, language="tlh")).all("div", class_="side"))
    assert [side.attrs["lang"] for side in sides] == ["da"]


def test_without_a_contact_it_says_to_ask(app: Flask) -> None:
    letter = parsed(replace(in_language("da"), contact=""))
    assert "Så spørg os." in letter.text
    assert "nederst i brevet" not in letter.text
    assert not list(letter.all("div", class_="contact"))


def test_what_was_typed_is_only_text(app: Flask) -> None:
    letter = parsed(replace(LETTER, label="<b>1</b>", contact="</section><h1>x"))
    assert "<b>1</b>" in letter.text
    assert [heading.text for heading in letter.all("h1")] == [
        heading.text for heading in parsed(LETTER).all("h1")
    ]


def test_the_picture_is_the_qr_code_of_the_link(printed: PdfReader) -> None:
    """Module by module, as it lies in the PDF."""
    for page, lang in zip(printed.pages, LANGUAGES, strict=True):
        assert len(page.images) == 1
        picture: Any = page.images[0].image
        assert isinstance(picture, Image.Image)
        assert matrix(picture.convert("L")) == expected(in_language(lang).link)


def matrix(picture: Image.Image) -> list[list[bool]]:
    """The dark modules, from the middle of each; without the white around them."""
    step, border = 8, 4
    size = picture.width // step - 2 * border
    middle = [(border + place) * step + step // 2 for place in range(size)]
    return [[picture.getpixel((x, y)) == 0 for x in middle] for y in middle]


def expected(link: str) -> list[list[bool]]:
    return [[bool(dark) for dark in row] for row in segno.make(link, error="m").matrix]


LONG = {
    "label": "Lejemål 1234-56-7890, Wilhelm Bergsøes Vænge " + "W" * 55,
    "case": "Æ" * 50 + " " + "W" * 49,
    "case_address": "Bøgeparkvænget 2-48, 2400 København NV " * 5,
    "office": "Boligorganisationen Vores Sammenlagte Boligforening W" + "W" * 47,
    "contact": "Genhusningsteamet svarer hverdage mellem 9 og 14, torsdag til 17\n" * 7,
    "code_address": "https://genhusning.en-meget-lang-boligorganisation-i-danmark.example.org/ar/c",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_also_a_long_one_fits_on_a_page(app: Flask, lang: str) -> None:
    letters = [in_language(lang), replace(in_language(lang), **LONG), in_language(lang)]
    made = PdfReader(BytesIO(render(letters, lambda _: None)))
    assert len(made.pages) == 3
    text = text_of(made, 1).replace(" ", "")
    assert "W" * 55 in text
    assert text.count("torsdagtil17") == 7, "to the last line"


def test_one_that_no_page_holds_is_an_error(app: Flask) -> None:
    with pytest.raises(PrintingError):
        render([replace(LETTER, contact="en linje mere\n" * 400)], lambda _: None)


def test_progress_is_told_as_letters_are_set(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "BATCH", 2)
    told: list[int] = []
    made = render([LETTER] * 5, told.append)
    assert told == [2, 4, 5]
    assert len(PdfReader(BytesIO(made)).pages) == 5


def test_no_process_is_left_where_the_work_is_given_up(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Any] = []
    popen = printing.subprocess.Popen

    def noted(*args: Any, **more: Any) -> Any:
        begun.append(popen(*args, **more))
        return begun[-1]

    monkeypatch.setattr(printing.subprocess, "Popen", noted)

    def enough(_made: int) -> None:
        raise KeyError("enough")

    with pytest.raises(KeyError, match="enough"):
        render([LETTER], enough)
    assert begun[0].poll() is not None


def test_a_press_that_dies_is_an_error(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "_PRESS", (*printing._PRESS[:1], "-c", "raise SystemExit(1)"))
    with pytest.raises(PrintingError):
        render([LETTER], lambda _: None)


def structure(part: bytes) -> tuple[PdfReader, Any]:
    reader = PdfReader(BytesIO(part))
    return reader, reader.root_object["/StructTreeRoot"]


def elements(node: Any, above: Any = None) -> Iterator[Any]:
    """Every element of the structure, in the order it is read."""
    node = node.get_object()
    if not isinstance(node, dict) or "/S" not in node:
        return
    if above is not None:
        assert node["/P"].get_object() == above, "each knows what it lies in"
    yield node
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        yield from elements(kid, node)


@pytest.fixture(scope="module")
def parts(app: Flask) -> list[bytes]:
    return [
        press.together([html(in_language(lang)) for lang in some], "Breve")[0]
        for some in (["da", "en"], ["en", "ar", "da"])
    ]


def test_joined_parts_keep_what_a_screen_reader_needs(parts: list[bytes]) -> None:
    whole, tree = structure(joined(parts))
    before = [kind for part in parts for kind in kinds(structure(part)[1])]
    assert kinds(tree) == before
    assert {"/Document", "/H1", "/P", "/Figure", "/L", "/LI"} <= set(before)
    root = whole.root_object
    assert root["/Lang"] == "da"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def kinds(tree: Any) -> list[str]:
    return [node["/S"] for kid in tree["/K"] for node in elements(kid)]


def test_of_many_parts_each_page_keeps_its_own(parts: list[bytes]) -> None:
    whole, _ = structure(joined(parts * 4))
    labels = ["Bolig da", "Bolig en", "Bolig en", "Bolig ar", "Bolig da"] * 4
    assert len(whole.pages) == len(labels)
    for number, label in enumerate(labels):
        assert label in text_of(whole, number)


def test_each_page_of_the_joined_parts_finds_its_own_elements(parts: list[bytes]) -> None:
    whole, tree = structure(joined(parts))
    numbers = tree["/ParentTree"]["/Nums"]
    keys, of_pages = numbers[::2], numbers[1::2]
    assert keys == sorted(set(keys))
    assert tree["/ParentTreeNextKey"] == len(keys)
    for page in whole.pages:
        for element in of_pages[keys.index(page["/StructParents"])]:
            assert element.get_object()["/Pg"].get_object() == page.get_object()


def test_only_what_does_not_fit_is_set_smaller(app: Flask) -> None:
    letters = [in_language("ar"), replace(in_language("ar"), **LONG), in_language("da")]
    made, sizes = press.together([html(letter) for letter in letters], "Breve")
    assert sizes[0] == sizes[2] == 0
    assert 0 < sizes[1] < len(press._SIZES)
    assert len(PdfReader(BytesIO(made)).pages) == 3
    again, same = press.together([html(letters[1])], "Breve", sizes[1])
    assert same == [sizes[1]]
    assert len(PdfReader(BytesIO(again)).pages) == 1
