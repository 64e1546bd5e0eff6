"""The receipt: all that was told stands on it, on the page and in the PDF; nothing is kept."""

import io
import logging
import re
from datetime import date

import pypdf
import pytest
import segno
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from sqlalchemy import inspect

from portal.guide.result import Result
from portal.i18n import LANGUAGES, in_language
from portal.pdf import PdfError
from portal.receipt.used import used
from portal.sharing import picture
from portal.words import words
from rules import parameters
from rules.outcomes import Law, Rehousing
from rules.truth import Verdict
from tests.browser.states import DEMOLITION, ON_DEMAND, PERMANENT, RESULTS
from tests.portal import danish, pages
from tests.portal.receipts import code_on, enter, plain, receipt, token_of
from tests.rules.households import NOT_SHRINKING, ON, RANDOMS, household


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", RESULTS)
def test_everything_told_stands_there(
    portal: Flask, visitor: FlaskClient, name: str, lang: str
) -> None:
    answers = RESULTS[name]
    page = receipt(visitor, answers, lang)
    if lang != "da":
        assert not danish.left(page, lang)
    if lang == "ar":
        assert not danish.without_arabic(page)
    with portal.test_request_context(f"/{lang}/"), in_language(lang):
        result = Result(answers, "0", ON)
        assert plain(result.outcome.answer) in page.text
        assert plain(result.outcome.meaning) in page.text
        for row in result.rows:
            assert plain(row.label) in page.text
            assert plain(row.value) in page.text
        for moment in result.moments:
            assert plain(moment.text) in page.text
            assert moment.date.isoformat() in [t.attrs["datetime"] for t in page.all("time")]
        for found in result.assessment.findings:
            assert plain(result.explain.title(found)) in page.text
    assert page.first("svg", class_="qr").attrs["aria-label"]


def test_every_verdict_has_its_reasons_and_paragraphs(
    visitor: FlaskClient,
) -> None:
    page = receipt(visitor, PERMANENT)
    for verdict in ("yes", "no"):
        section = page.first("section", **{"aria-labelledby": f"verdict-{verdict}"})
        rights, whys = list(section.all("h3")), list(section.all("details"))
        assert len(rights) == len(whys) > 1
        for why in whys:
            assert list(why.first("ul", class_="sources").all("li"))
    assert "byfornyelsesloven, § 61, stk. 1" in page.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_numbers_stand_with_their_day_and_state(visitor: FlaskClient, lang: str) -> None:
    page = receipt(visitor, ON_DEMAND, lang)
    numbers = page.first("ul", class_="law-numbers").text
    value = parameters.load().all["byf.rent.threshold"].on(date(2024, 9, 1))
    assert value is not None
    assert str(value.low) in numbers
    with in_language(lang):
        assert words(lang).text("receipt", "status", value.status).raw[0] in numbers
    assert str(value.checked.year) in numbers


@settings(max_examples=60, phases=NOT_SHRINKING)
@given(RANDOMS)
def test_every_number_that_the_rules_look_up_has_a_name(random: object) -> None:
    for each in used(household(random).known(), ON):  # type: ignore[arg-type]
        for lang in LANGUAGES:
            assert words(lang).has("receipt", "numbers", each.parameter.id), each.parameter.id


def test_the_words_name_no_number_that_is_gone() -> None:
    assert set(words("da").branch("receipt", "numbers")) <= set(parameters.load().all)
    assert set(words("da").branch("receipt", "main")) == set(Rehousing)
    assert set(words("da").branch("receipt", "laws")) == {*Law, "unknown"}
    assert set(words("da").branch("receipt", "verdicts")) == set(Verdict)


# PDF


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pdf_says_the_same(visitor: FlaskClient, lang: str) -> None:
    page = receipt(visitor, DEMOLITION, lang)
    response = visitor.get(f"/{lang}/receipt/{token_of(visitor, DEMOLITION)}.pdf")
    assert response.status_code == 200
    assert response.mimetype == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    document = pypdf.PdfReader(io.BytesIO(response.data))
    text = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    assert document.trailer["/Root"]["/Lang"] == lang
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert document.metadata is not None
    assert document.metadata.title == page.first("h1").text
    for group in code_on(page).split():
        assert group in text
    assert "byfornyelsesloven, § 61, stk. 1" in text.replace("\N{NO-BREAK SPACE}", " ")
    # From right to left what is extracted comes in the order it is drawn.
    if page.first("html").attrs["dir"] == "ltr":
        for heading in page.first("main").all("h3"):
            # A line may end at a hyphen.
            assert heading.text in text.replace("- ", "-"), heading.text


@pytest.mark.parametrize("end", ["", ".pdf"])
def test_the_law_of_another_day_has_no_code(visitor: FlaskClient, end: str) -> None:
    response = visitor.get(f"/da/receipt/{token_of(visitor, PERMANENT)}{end}?on=2023-05-01")
    assert response.status_code == 200
    if end:
        document = pypdf.PdfReader(io.BytesIO(response.data))
        text = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    else:
        text = pages.read(response).text
    assert "Regnet efter reglerne den 1. maj 2023." in text
    assert "Din kode" not in text


def test_the_picture_is_the_qr_code_of_the_address() -> None:
    address = "https://example.org/da/receipt/again/QQ5WDfa9lmQwRgoMiW0cD"
    drawn = picture(address)
    rows = segno.make(address, error="m", micro=False).matrix
    dark = set()
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1H\1z", drawn.path):
        dark |= {(int(x) + n, int(y)) for n in range(int(width))}
    assert dark == {(x + 4, y + 4) for y, row in enumerate(rows) for x, on in enumerate(row) if on}
    assert drawn.size == len(rows) + 8


def test_where_no_pdf_can_be_made_the_page_says_so(
    visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise PdfError

    monkeypatch.setattr("portal.receipt.views.pdf_response", fails)
    page = pages.read(visitor.get(f"/da/receipt/{token_of(visitor, PERMANENT)}.pdf"), 503)
    assert words("da").text("receipt", "page", "no_pdf").raw[0] in page.text


# Nothing is kept


def test_nothing_of_it_is_logged_or_stored(
    portal: Flask,
    visitor: FlaskClient,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with caplog.at_level(logging.DEBUG):
        address = token_of(visitor, DEMOLITION)
        code = code_on(receipt(visitor, DEMOLITION))
        link = enter(visitor, code)
        visitor.get(link)
        visitor.get(f"/da/receipt/{address}.pdf")
        visitor.post("/da/receipt/", data={"code": f"{code[:-1]}*"})
    written = caplog.text + "".join(capfd.readouterr())
    for secret in (
        *(g for g in code.split() if len(g) == 5),
        link.rpartition("/")[2],
        address,
        "4385",
        "2019-05-01",
    ):
        assert secret not in written
    assert inspect(portal.extensions["engine"]).get_table_names() == []


def test_the_form_holds_nobodys_answers(visitor: FlaskClient) -> None:
    response = visitor.get("/ar/receipt/")
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert pages.read(response).first("textarea").text == ""
