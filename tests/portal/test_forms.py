"""What is typed on a question's page: becomes answers, or errors with nothing lost."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from portal.guide.forms import UNKNOWN, read
from portal.i18n import LANGUAGES
from portal.problems import as_typed
from rules.approximate import Month
from rules.facts import NOT_YET, SPECS, Kind, Reason
from rules.interview import BY_ID, QUESTIONS, THEMES, Part
from tests.portal import pages

NASTY = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "{{ 7 * 7 }}",
    "{% include 'base.html' %}",
    "%(limit)s",
    "\x00\x01\x1b[31m",
    "\N{RIGHT-TO-LEFT OVERRIDE}abc",
    "𐍈" * 300,
    "' OR 1=1 --",
]


def part_of(question: str) -> Part:
    return next((p for p, theme in THEMES.items() if question in theme.questions), Part.MAIN)


def address(question: str, lang: str = "da") -> str:
    return f"/{lang}/guide/0/{part_of(question)}/{question}"


@pytest.mark.parametrize(
    ("question", "form", "expected"),
    [
        ("reason", {"reason": "demolition"}, {"reason": Reason.DEMOLITION}),
        ("reason", {"reason": "unknown"}, {"reason": None}),
        ("renewal_decision", {"renewal_decision": "yes"}, {"renewal_decision": True}),
        ("renewal_decision", {"renewal_decision": "no"}, {"renewal_decision": False}),
        ("months_away", {"months_away": "5"}, {"months_away": Decimal(5), "never_habitable": None}),
        ("months_away", {"months_away": "٥٫٥"}, {"months_away": Decimal("5.5")}),
        ("months_away", {"never_habitable": "1"}, {"months_away": None, "never_habitable": True}),
        ("household", {"persons": "٤", "rooms": " 3 "}, {"persons": 4, "rooms": 3}),
        ("household", {"persons": "4,0"}, {"persons": 4, "rooms": None}),
        (
            "permanent_rents",
            {"old_rent": "4.385,50 kr.", "new_rent": "6,912.25"},
            {"old_rent": Decimal("4385.50"), "new_rent": Decimal("6912.25")},
        ),
        (
            "lease_start",
            {"lease_start_day": "1", "lease_start_month": "8", "lease_start_year": "2019"},
            {"lease_start": date(2019, 8, 1), "lease_signed": None},
        ),
        (
            "lease_start",
            {"lease_start_text": "cirka 8/2019", "lease_signed_text": "juni 2019"},
            {"lease_start": Month(2019, 8), "lease_signed": Month(2019, 6)},
        ),
        ("raised_rent_first_paid", {"not_yet": "1"}, {"raised_rent_first_paid": NOT_YET}),
        (
            "notice_contents",
            {
                "notice_written": "yes",
                "notice_states_reason": "no",
                "notice_states_objection_right": "unknown",
                "notice_states_claims": "yes",
            },
            {"notice_written": True, "notice_states_objection_right": None},
        ),
    ],
)
def test_each_kind(question: str, form: dict[str, str], expected: dict[str, Any]) -> None:
    typed = read(BY_ID[question], form)
    assert not typed.problems
    assert {name: typed.answers[name] for name in expected} == expected
    assert typed.raw == form


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_ved_ikke_answers_everything_on_the_page(question: Any) -> None:
    typed = read(question, {UNKNOWN: "1", **dict.fromkeys(question.fields, "x")})
    assert typed.answers == dict.fromkeys(question.fields)
    assert not typed.problems


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_an_empty_page_is_sent_back_with_what_to_do(
    visitor: FlaskClient, question: Any, lang: str
) -> None:
    page = pages.read(visitor.post(address(question.id, lang), data={}), 422)
    errors = pages.errors(page)
    assert errors
    assert errors.keys() <= set(question.fields)
    assert all(errors.values())


@pytest.mark.parametrize(
    ("question", "form", "field"),
    [
        ("reason", {"reason": "boredom"}, "reason"),
        ("renewal_decision", {"renewal_decision": "maybe"}, "renewal_decision"),
        ("months_away", {"months_away": "-1"}, "months_away"),
        ("months_away", {"months_away": "241"}, "months_away"),
        ("months_away", {"months_away": "fem"}, "months_away"),
        ("months_away", {"months_away": "1e3"}, "months_away"),
        ("months_away", {"months_away": "NaN"}, "months_away"),
        ("months_away", {"months_away": "9" * 41}, "months_away"),
        ("household", {"persons": "0", "rooms": "2"}, "persons"),
        ("household", {"persons": "61", "rooms": "2"}, "persons"),
        ("household", {"persons": "2", "rooms": "-3"}, "rooms"),
        ("household", {"persons": "2", "rooms": "2,5"}, "rooms"),
        ("permanent_rents", {"old_rent": "1000001"}, "old_rent"),
        ("rent_increase", {"increase_per_m2": "100001"}, "increase_per_m2"),
        ("lease_start", {"lease_start_day": "31"}, "lease_start"),
        (
            "lease_start",
            {"lease_start_day": "31", "lease_start_month": "2", "lease_start_year": "2025"},
            "lease_start",
        ),
        (
            "lease_start",
            {"lease_start_day": "1", "lease_start_month": "1", "lease_start_year": "20250"},
            "lease_start",
        ),
        ("lease_start", {"lease_start_text": "marts 2029"}, "lease_start"),
        ("lease_start", {"lease_start_text": "marts 1899"}, "lease_start"),
        (
            "lease_start",
            {"lease_start_text": "marts 2020", "lease_signed_text": "en dag"},
            "lease_signed",
        ),
        ("offer_date", {"offer_date_text": "22.11.2026"}, "offer_date"),
        ("vacating_date", {"vacating_date_text": "1.1.2040"}, "vacating_date"),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_cannot_be_is_an_error_at_its_field_and_the_text_is_kept(
    visitor: FlaskClient, lang: str, question: str, form: dict[str, str], field: str
) -> None:
    response = visitor.post(address(question, lang), data=form)
    page = pages.read(response, 422)
    assert response.headers["Cache-Control"] == "no-store"
    assert list(pages.errors(page)) == [field]
    assert page.first("title").text.startswith(page.first("span", class_="vh").text)
    shown = pages.fields(page)
    for name, text in form.items():
        if text in ("boredom", "maybe"):
            continue
        assert shown[name] == text
    wrong = [e for e in page.all("input") if e.attrs.get("aria-invalid") == "true"]
    assert wrong
    for element in wrong:
        assert f"{field}-error" in element.attrs["aria-describedby"].split()


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_markup_and_control_characters_in_every_field_are_only_text(
    visitor: FlaskClient, question: Any, text: str
) -> None:
    form = {}
    for name in question.fields:
        kind = SPECS[name].kind
        dated = kind in (Kind.DATE, Kind.DATE_OR_NOT_YET)
        parts = [f"{name}_{p}" for p in ("day", "month", "year", "text")] if dated else [name]
        form |= dict.fromkeys(parts, text)
    response = visitor.post(address(question.id), data={**form, "other": text})
    if response.status_code == 303:  # a tick: anything in it ticks it
        return
    page = pages.parse(response.text)
    assert response.status_code == 422
    assert pages.errors(page)
    for name, shown in pages.fields(page).items():
        if SPECS.get(name, SPECS["rooms"]).kind not in (Kind.CHOICE, Kind.BOOL):
            assert shown == as_typed(text), name
    assert not set("\x00\x01\x1b") & set(response.text)
    assert "49" not in page.first("form").text
    assert not list(page.all("img"))
    assert not [s for s in page.all("script") if not s.attrs.get("src")]


keys = st.sampled_from(
    [*SPECS, *(f"{n}_{p}" for n in SPECS for p in ("day", "month", "year", "text")), NOT_YET, "x"]
)
typed_texts = st.text(max_size=70) | st.text("0123456789٠١٢.,-e /marts", max_size=12)


@given(st.sampled_from(QUESTIONS), st.dictionaries(keys, typed_texts), st.booleans())
def test_any_form_gives_answers_or_problems(
    question: Any, form: dict[str, str], required: bool
) -> None:
    typed = read(question, form, required)
    assert typed.answers.keys() | {p.field for p in typed.problems} <= set(question.fields)
    if not typed.problems:
        assert typed.answers.keys() == set(question.fields)


def test_an_objection_before_the_offer_is_told_at_the_objection(visitor: FlaskClient) -> None:
    first = visitor.post("/da/guide/0/offer/offer_kind", data={"offer_kind": "permanent"}).location
    token = first.split("/")[3]
    first = visitor.post(
        f"/da/guide/{token}/offer/offer_date",
        data={"offer_date_day": "2", "offer_date_month": "11", "offer_date_year": "2026"},
    ).location
    token = first.split("/")[3]
    page = pages.read(
        visitor.post(
            f"/da/guide/{token}/offer/offer_objected", data={"offer_objected_text": "1.11.2026"}
        ),
        422,
    )
    assert list(pages.errors(page)) == ["offer_objected"]
    assert "2. november 2026" in pages.errors(page)["offer_objected"]
