"""Whatever is typed into a letter: shown as typed, refused with a word, kept nowhere."""

import logging
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from portal.i18n import LANGUAGES, format_number, in_language
from portal.letters import typed as forms
from portal.letters.written import CLOSE, OPEN
from portal.tokens import EMPTY
from portal.words import words
from tests.portal.letters import (
    IDS,
    OFFERED,
    TYPED,
    danish_letter,
    plain,
    post,
    token_of,
)
from tests.portal.pages import errors, links, parse, read

#: what is typed → what must be shown; None: the same
WEIRD = {
    "{{7*7}}": None,
    "%(name)s {about} {0} ${x}": None,
    "<script>alert(1)</script>": None,
    "\"><img src=x onerror=alert(1)> ' &amp;": None,
    "\N{GRINNING FACE} \N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}": None,
    "فاطمة علي": None,
    "‮snyd": "snyd",
    "a\u2066b\u2069c\ufeffd": "abcd",
    "a\x00b\x07c\x1bd": "abcd",
    f"a{OPEN}b{CLOSE}c": "abc",
}


@pytest.mark.parametrize("weird", WEIRD)
@pytest.mark.parametrize("lang", ["da", "ar"])
def test_what_is_typed_is_shown_as_typed_in_every_field(
    visitor: FlaskClient, weird: str, lang: str
) -> None:
    expected = WEIRD[weird] or weird
    fields = (*forms.LINES, *forms.TEXTS, "what_1")
    typed = {name: f"{name} {weird}" for name in fields}
    address = f"/{lang}/letters/{EMPTY}/moving_costs"
    response = visitor.post(address, data=typed)
    assert response.status_code == 200
    page = parse(response.text)
    letter, copied = danish_letter(page).text, plain(page)
    for name in fields:
        assert f"{name} {expected}" in copied, name
        assert f"{name} {expected}" in letter, name
    assert not list(page.first("main").all("script"))
    assert not list(page.first("main").all("img"))
    # back to the form, with everything in it
    hidden = {i.attrs["name"]: i.attrs["value"] for i in page.all("input", type="hidden")}
    form = parse(visitor.post(address, data={**hidden, "as": "form"}).text)
    for name in fields:
        field = form.first(id=name)
        held = field.attrs.get("value") or field.text
        assert held.strip() == f"{name} {expected}", name
    pdf = visitor.post(address, data={**hidden, "as": "pdf"})
    assert pdf.data.startswith(b"%PDF")


@pytest.mark.parametrize("field", [*forms.LINES, *forms.TEXTS, "what_1"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_too_long_is_refused_at_the_field_and_nothing_is_lost(
    visitor: FlaskClient, field: str, lang: str
) -> None:
    limit = {**forms.LINES, **forms.TEXTS}.get(field, 80)
    address = f"/{lang}/letters/{EMPTY}/moving_costs"
    fits = {**TYPED, field: "æ" * limit}
    assert visitor.post(address, data=fits).status_code == 200
    long = "æ" * max(limit + 1, 500)
    page = read(visitor.post(address, data={**TYPED, field: long}), 422)
    found = errors(page)
    assert list(found) == [field]
    with in_language(lang):
        number = format_number(len(long))
    told = " ".join(found[field].split())
    assert " ".join(number.split()) in told or str(len(long)) in told
    assert page.first(id=field).attrs["aria-invalid"] == "true"
    for name in (*forms.LINES, *forms.TEXTS):
        if name != field:
            held = page.first(id=name)
            assert (held.attrs.get("value") or held.text).split() == TYPED[name].split()
    held = page.first(id=field)
    assert (held.attrs.get("value") or held.text) == long


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"date_day": "31", "date_month": "2"}, "date"),
        ({"date_day": ""}, "date"),
        ({"date_year": ""}, "date"),
        ({"date_day": "æ", "date_month": "ø"}, "date"),
        ({"date_year": "0001"}, "date"),
        ({"amount_2": "mange penge"}, "amount_2"),
        ({"amount_2": "9" * 500}, "amount_2"),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_wrong_date_or_amount_is_told_at_the_field(
    visitor: FlaskClient, wrong: dict[str, str], field: str, lang: str
) -> None:
    data = {**TYPED, **wrong}
    page = read(visitor.post(f"/{lang}/letters/{EMPTY}/moving_costs", data=data), 422)
    assert list(errors(page)) == [field]
    assert page.first(id="name").attrs["value"] == TYPED["name"]


def test_nothing_typed_is_in_an_address_or_the_log(
    visitor: FlaskClient, portal: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    address = f"/da/letters/{token_of(portal, OFFERED)}/moving_costs"
    for as_ in ("", "pdf", "form"):
        response = visitor.post(address, data={**TYPED, "as": as_})
        assert response.status_code == 200
        assert "Location" not in response.headers
        assert response.headers["Cache-Control"] == "no-store"
    seen = " ".join(f"{r.getMessage()} {r.__dict__}" for r in caplog.records)
    for text in ("Fatima", "Egevej", "Lindevej", "skimmel", "26-1234"):
        assert text not in seen
        assert text not in response.request.url
        page = parse(visitor.post(address, data=TYPED).text)
        assert not [href for href in links(page) if text in href]


@pytest.mark.parametrize("name", IDS)
def test_each_letter_comes_as_a_pdf(visitor: FlaskClient, portal: Flask, name: str) -> None:
    token = token_of(portal, OFFERED)
    response = visitor.post(f"/ar/letters/{token}/{name}", data={**TYPED, "as": "pdf"})
    assert response.mimetype == "application/pdf"
    assert f"{name.replace('_', '-')}.pdf" in response.headers["Content-Disposition"]
    reader = PdfReader(BytesIO(response.data))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "da"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    page = post(visitor, f"/ar/letters/{token}/{name}")
    printed = "".join("".join(p.extract_text() for p in reader.pages).split())
    for line in plain(page).splitlines():
        assert "".join(line.removeprefix("- ").split()) in printed, line


def test_where_no_pdf_can_be_made_the_page_says_so(
    visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal.pdf import PdfError

    def missing(*_: object, **__: object) -> None:
        raise PdfError

    monkeypatch.setattr("portal.letters.views.pdf_response", missing)
    page = post(visitor, f"/da/letters/{EMPTY}/interpreter", **{"as": "pdf"})
    told = page.first("div", class_="warn").text
    assert told == words("da").text("pages", "letters", "no_pdf").raw[0]
    assert "Fatima Ali" in danish_letter(page).text


def test_unknown_letters_and_broken_links(visitor: FlaskClient) -> None:
    assert visitor.get(f"/da/letters/{EMPTY}/no_such_letter").status_code == 404
    assert visitor.post(f"/da/letters/{EMPTY}/no_such_letter").status_code == 404
    for address in ("/da/letters/broken/", "/da/letters/broken/interpreter"):
        page = read(visitor.get(address))
        assert page.first("h1").text == words("da").text("pages", "start_again", "title").raw[0]
    assert "virker ikke" in read(visitor.post("/da/letters/broken/interpreter")).first("h1").text
