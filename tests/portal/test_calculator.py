"""The calculator: the worked sums through the page, in each language's own writing."""

from decimal import Decimal
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from portal.i18n import LANGUAGES, format_kroner, format_number, in_language
from portal.problems import as_typed
from tests.portal import danish, pages
from tests.portal.test_api_cases import body_of
from tests.portal.test_forms import NASTY
from tests.rules.test_support import CASES

PERMANENT = {"kind": "permanent", "old_rent": "4385,50", "new_rent": "6.912,25"}
AFTER = {"kind": "after_return", "area_m2": "70", "increase_per_m2": "260", "year": "2023"}
RATES = {"0", "1/3", "2/3"}


def work_out(client: FlaskClient, lang: str, form: dict[str, Any]) -> pages.Element:
    """The page with the result of what was typed."""
    response = client.post(f"/{lang}/phase-in-support/", data=form)
    assert response.status_code == 303, pages.errors(pages.read(response, 422))
    assert response.headers["Cache-Control"] == "no-store"
    token = response.location.rpartition("/")[2]
    assert not [text for text in form.values() if len(text) > 3 and text in token]
    shown = client.get(response.location)
    assert shown.headers["Cache-Control"] == "no-store"
    return pages.read(shown)


def kroner(amount: str, lang: str) -> str:
    with in_language(lang):
        return format_kroner(Decimal(amount)).replace("\N{NO-BREAK SPACE}", " ")


def typed(page: pages.Element) -> dict[str, str]:
    """What stands in the fields that one types in, of every form of the page."""
    boxes = [box for box in page.all("input") if box.attrs.get("inputmode")]
    return {box.attrs["name"]: box.attrs["value"] for box in boxes}


def rows(page: pages.Element) -> list[list[str]]:
    table = page.first("table", class_="numbers").first("tbody")
    return [
        [cell.text for cell in row.all() if cell.tag in ("th", "td")] for row in table.all("tr")
    ]


def written(amount: str, cell: str, lang: str) -> bool:
    """The cell says this amount, with or without its øre where there are none."""
    with in_language(lang):
        number = format_number(Decimal(amount))
    return _spaced(number) in _spaced(cell) or kroner(amount, lang) in cell


def _spaced(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_worked_sum(visitor: FlaskClient, case: dict[str, Any], lang: str) -> None:
    form = {name: str(value) for name, value in body_of(case).items()}
    if form.get("lower_part_rate", "0") not in RATES:
        pytest.fail("the page cannot be asked for this share")
    page = work_out(visitor, lang, form)
    years = case["years"]
    if Decimal(case["total"]) == 0:
        assert not list(page.all("table"))
        return
    first = years[0].get("support_per_month") or case["steps"]["first_year_per_month"]
    assert kroner(first, lang) in page.first("p", class_="amount").text
    assert kroner(case["total"], lang) in page.text
    table = rows(page)
    assert len(table) == len(years) == 11
    mine = "you_pay_per_month" if case["kind"] == "permanent" else "increase_you_carry_per_month"
    for row, year in zip(table, years, strict=True):
        assert row[0] == str(year["year"])
        for name, cell in ((mine, row[2]), ("support_per_year", row[3])):
            assert written(year[name], cell, lang), (name, year, row)
        if "support_per_month" in year:
            assert written(year["support_per_month"], row[1], lang)
    for name, step in case["steps"].items():
        if name not in ("yearly_step", "first_year_per_month") and Decimal(step):
            assert kroner(step, lang) in page.text, name


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_result_has_no_danish_left(visitor: FlaskClient, lang: str) -> None:
    for form in (PERMANENT, AFTER, {**AFTER, "year": "2026"}):
        page = work_out(visitor, lang, form)
        assert not danish.left(page, lang)
        if lang == "ar":
            assert not danish.without_arabic(page)


def test_the_drawing_has_words_beside_it(visitor: FlaskClient) -> None:
    page = work_out(visitor, "da", PERMANENT)
    assert page.first("svg", class_="chart").attrs["aria-hidden"] == "true"
    caption = page.first("figcaption").text
    assert "5.227,75 kr." in caption
    bars = [
        bar for bar in page.first("svg", class_="chart").all("rect") if bar.has("class", "share")
    ]
    assert len(bars) == 10
    heights = [float(bar.attrs["height"]) for bar in bars]
    assert heights == sorted(heights), "what you pay yourself grows every year"


def test_years_run_with_the_language(visitor: FlaskClient) -> None:
    places = {}
    for lang in LANGUAGES:
        chart = work_out(visitor, lang, PERMANENT).first("svg", class_="chart")
        labels = [text for text in chart.all("text") if text.has("class", "year")]
        places[lang] = [float(label.attrs["x"].rstrip("%")) for label in labels]
    assert places["da"] == sorted(places["da"])
    assert places["ar"] == places["da"][::-1]


@pytest.mark.parametrize(("year", "span", "low", "high"), [
    ("2025", "228–229", "228", "229"),
    ("2026", "232–233", "232", "233"),
])  # fmt: skip
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_year_whose_threshold_is_a_span_shows_both_ends(
    visitor: FlaskClient, lang: str, year: str, span: str, low: str, high: str
) -> None:
    page = work_out(visitor, lang, {**AFTER, "year": year})
    assert len(list(page.all("table", class_="numbers"))) == 2
    assert span in page.text
    for threshold in (low, high):
        total = Decimal(70) * (260 - int(threshold)) * 2 / 3 * Decimal("5.5")
        shown = kroner(str(total), lang)
        assert shown in page.text or shown.rpartition(" ")[0] in page.text


def test_without_a_year_it_is_this_year(portal: Flask) -> None:
    with time_machine.travel("2023-06-01T12:00:00+02:00", tick=False):
        page = work_out(portal.test_client(), "da", {**AFTER, "year": ""})
    assert "218 kr." in page.text


def test_support_below_the_threshold_depends_on_the_municipality(visitor: FlaskClient) -> None:
    totals = []
    for rate in ("unknown", "0", "1/3", "2/3", "9", ""):
        page = work_out(visitor, "da", {**AFTER, "lower_part_rate": rate})
        totals.append(page.first("section", class_="sum-result").text.partition("I alt")[2][:40])
    assert totals[0] == totals[1] == totals[4] == totals[5] != totals[2] != totals[3]


def test_a_lower_rent_is_no_support(visitor: FlaskClient) -> None:
    for new in ("4385,50", "3000", "0"):
        page = work_out(visitor, "da", {**PERMANENT, "new_rent": new})
        assert "ingen indfasningsstøtte" in page.first("p", class_="lead").text
        assert not list(page.all("svg", class_="chart"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ({**PERMANENT, "old_rent": ""}, ["old_rent"]),
        ({**PERMANENT, "old_rent": "", "new_rent": "  "}, ["old_rent", "new_rent"]),
        ({**PERMANENT, "new_rent": "many"}, ["new_rent"]),
        ({**PERMANENT, "new_rent": "6000,1234567890123"}, ["new_rent"]),
        ({**PERMANENT, "new_rent": "-1"}, ["new_rent"]),
        ({**PERMANENT, "new_rent": "1000000,01"}, ["new_rent"]),
        ({**PERMANENT, "new_rent": "1e5"}, ["new_rent"]),
        ({**PERMANENT, "new_rent": "9" * 41}, ["new_rent"]),
        ({**AFTER, "area_m2": "0"}, ["area_m2"]),
        ({**AFTER, "area_m2": "10001"}, ["area_m2"]),
        ({**AFTER, "increase_per_m2": "100001"}, ["increase_per_m2"]),
        ({**AFTER, "year": "1999"}, ["year"]),
        ({**AFTER, "year": "2099"}, ["year"]),
        ({**AFTER, "year": "20250"}, ["year"]),
        ({**AFTER, "year": "i år"}, ["year"]),
        ({**AFTER, "year": "2023,5"}, ["year"]),
    ],
    ids=str,
)
def test_what_cannot_be_is_told_at_its_field_and_kept(
    visitor: FlaskClient, lang: str, form: dict[str, str], wrong: list[str]
) -> None:
    page = pages.read(visitor.post(f"/{lang}/phase-in-support/", data=form), 422)
    assert list(pages.errors(page)) == wrong
    values = {
        e.attrs["name"]: e.attrs.get("value", "") for e in page.all("input") if e.attrs.get("id")
    }
    for name, text in form.items():
        if name not in ("kind", "lower_part_rate"):
            assert values[name] == as_typed(text)
    if lang != "da":
        assert not [
            m for m in pages.errors(page).values() if danish.COMMON & set(m.lower().split())
        ]


@pytest.mark.parametrize("kind", ["", "sideways", "Permanent"])
def test_without_a_kind_it_asks_again(visitor: FlaskClient, kind: str) -> None:
    response = visitor.post("/da/phase-in-support/", data={**PERMANENT, "kind": kind})
    page = pages.parse(response.text)
    assert response.status_code == 422
    assert len(list(page.all("form"))) >= 2


@pytest.mark.parametrize("text", NASTY)
def test_markup_in_a_field_is_only_text(visitor: FlaskClient, text: str) -> None:
    for form in (dict.fromkeys(PERMANENT, text), dict.fromkeys(AFTER, text)):
        for kind in ("permanent", "after_return", text):
            response = visitor.post("/da/phase-in-support/", data={**form, "kind": kind})
            assert response.status_code == 422
            page = pages.parse(response.text)
            assert not list(page.all("img"))
            assert "<script>alert" not in response.text


def test_digits_of_the_reader(visitor: FlaskClient) -> None:
    arabic = {**PERMANENT, "old_rent": "٤٣٨٥٫٥٠", "new_rent": "٦٬٩١٢٫٢٥"}
    assert kroner("1684.50", "ar") in work_out(visitor, "ar", arabic).text


def test_what_was_typed_can_be_changed(visitor: FlaskClient) -> None:
    for lang, shown in (("da", ["4.385,5", "6.912,25"]), ("en", ["4,385.5", "6,912.25"])):
        page = work_out(visitor, lang, PERMANENT)
        values = {
            e.attrs["name"]: e.attrs.get("value", "")
            for e in page.all("input")
            if e.attrs.get("id")
        }
        for name, beginning in zip(("old_rent", "new_rent"), shown, strict=True):
            assert values[name].startswith(beginning)
        again = work_out(
            visitor, lang, {**PERMANENT, **{n: values[n] for n in ("old_rent", "new_rent")}}
        )
        assert again.first("p", class_="amount").text == page.first("p", class_="amount").text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_from_the_guide_without_both_rents_is_filled_in(
    portal: Flask, visitor: FlaskClient, lang: str
) -> None:
    token = portal.extensions["sum_tokens"].seal({"kind": "permanent", "old_rent": "4385.50"})
    page = pages.read(visitor.get(f"/{lang}/phase-in-support/{token}"))
    assert pages.errors(page) == {}
    values = typed(page)
    with in_language(lang):
        assert values["old_rent"] == format_number(Decimal("4385.50"), oere=True)
    form = {"kind": "permanent", "old_rent": values["old_rent"], "new_rent": "6912,25"}
    assert kroner("1684.50", lang) in work_out(visitor, lang, form).text


SEALED = [None, 7, "x", [], {}, {"kind": []}, {"kind": "permanent", "old_rent": 7}, {"a": {}}]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_that_does_not_open(portal: Flask, visitor: FlaskClient, lang: str) -> None:
    answers = portal.extensions["answer_tokens"].write({"months_away": None})
    for token in ("x", "A" * 9000, answers, "سلام"):
        page = pages.read(visitor.get(f"/{lang}/phase-in-support/{token}"))
        assert f"/{lang}/guide/" in pages.links(page.first("main"))


@pytest.mark.parametrize("value", SEALED, ids=str)
def test_a_seal_on_something_else_does_not_break(
    portal: Flask, visitor: FlaskClient, value: Any
) -> None:
    """As an older version of the portal may have written it."""
    token = portal.extensions["sum_tokens"].seal(value)
    assert visitor.get(f"/da/phase-in-support/{token}").status_code == 200
