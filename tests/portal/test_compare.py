"""The comparison of the four options: sums worked by hand, words for every act, bad input."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from portal.compare import address, situation, totals
from portal.compare.situation import SITUATIONS, Lets, Situation
from portal.compare.totals import Counted, Numbers, Option
from portal.i18n import LANGUAGES, in_language
from portal.problems import as_typed
from portal.words import Text, words
from rules.approximate import Month
from rules.facts import Landlord, Reason, SelfFound, Tenure
from rules.outcomes import Law
from rules.parameters import Span, load
from rules.sources import load_registry
from rules.truth import Verdict
from tests.portal import danish, pages
from tests.portal.test_calculator import kroner
from tests.portal.test_forms import NASTY

ON = date(2026, 11, 21)
LAW = load().at(ON)
THRESHOLD = load().span_or_none("byf.rent.threshold", ON)
assert THRESHOLD
FORM = {
    "payment": "25000",
    "old_rent": "4.385,50",
    "own_rent": "6000",
    "permanent_rent": "6.912,25",
    "return_rent": "6500",
    "months_away": "4,5",
    "area_m2": "50",
}
NUMBERS = Numbers(
    payment=Decimal(25000),
    old_rent=Decimal("4385.50"),
    own_rent=Decimal(6000),
    permanent_rent=Decimal("6912.25"),
    return_rent=Decimal(6500),
    months_away=Decimal("4.5"),
    area_m2=Decimal(50),
)
_RENEWAL = {
    "reason": Reason.RENOVATION,
    "tenure": Tenure.TENANT,
    "renewal_decision": True,
    "landlord": Landlord.PRIVATE,
}
_PERMANENT = {
    **_RENEWAL,
    "months_away": Decimal(14),
    "lease_start": date(2019, 5, 1),
    "vacating_demanded": date(2026, 9, 1),
    "landlord_informed": date(2026, 6, 10),
}
_ALMEN = {
    "reason": Reason.RENOVATION,
    "tenure": Tenure.TENANT,
    "renewal_decision": False,
    "landlord": Landlord.ALMEN,
    "fixed_term": False,
}
ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "byf-temporary": {**_RENEWAL, "months_away": Decimal(4)},
    "byf-permanent": _PERMANENT,
    "byf-offer": {
        **_PERMANENT,
        "offer_date": date(2026, 11, 2),
        "assigned": date(2026, 11, 2),
        "self_found": SelfFound.NO,
    },
    "byf-almen": {**_PERMANENT, "landlord": Landlord.ALMEN},
    "byf-andel": {**_RENEWAL, "tenure": Tenure.ANDEL, "months_away": Decimal(4)},
    "byf-two-years": {
        **_PERMANENT,
        "lease_start": date(2026, 7, 1),
        "decision_date": date(2026, 6, 1),
    },
    "byf-month": {**_PERMANENT, "lease_start": Month(2020, 3)},
    "almen-short": {**_ALMEN, "months_away": Decimal(4)},
    "almen-long": {**_ALMEN, "months_away": Decimal(14)},
    "almen-area": {**_ALMEN, "reason": Reason.SALE, "vulnerable_area": True},
    "private": {**_ALMEN, "landlord": Landlord.PRIVATE, "months_away": Decimal(4)},
    "private-demolition": {
        **_ALMEN,
        "landlord": Landlord.PRIVATE,
        "reason": Reason.DEMOLITION,
    },
    "expropriation": {"reason": Reason.EXPROPRIATION, "tenure": Tenure.TENANT},
    "no-act": {
        "reason": Reason.RENOVATION,
        "tenure": Tenure.OWNER,
        "renewal_decision": False,
    },
    "decision-not-known": {**_RENEWAL, "renewal_decision": None},
    "nothing-known": dict.fromkeys(("reason", "tenure", "renewal_decision", "landlord")),
}

rents = st.decimals(0, 100_000, places=2)
maybe = st.none() | rents
numbers = st.builds(
    Numbers,
    payment=maybe,
    old_rent=maybe,
    own_rent=maybe,
    permanent_rent=maybe,
    return_rent=maybe,
    months_away=st.none() | st.decimals(0, 240, places=1),
    area_m2=st.none() | st.decimals("0.01", 500, places=2),
)


def of(name: str) -> Situation:
    return situation.of_answers(ANSWERS[name], ON)


# The sums


def test_the_totals_by_hand() -> None:
    """4.385,50 kr. now; 10 years are 120 months; support in all is 44 times the difference."""
    payment = totals.without_support(Option.PAYMENT, NUMBERS, LAW)
    own = totals.with_phase_in(Option.OWN, NUMBERS, LAW)
    permanent = totals.with_phase_in(Option.PERMANENT, NUMBERS, LAW)
    temporary = totals.without_support(Option.TEMPORARY, NUMBERS, LAW)
    assert payment
    assert own
    assert permanent
    assert temporary
    assert payment.you_pay == 120 * 6000 - 25000
    assert own.support == 44 * Fraction("1614.50") == 71038
    assert own.you_pay == 720_000 - 71_038
    assert permanent.rent == Fraction("829470")
    assert permanent.support == 111_177
    assert permanent.you_pay == 718_293
    # 4,5 months at 4.385,50 kr., then 115,5 months at 6.500 kr.
    assert temporary.you_pay == Fraction("19734.75") + 750_750
    assert temporary.years[0].rent == Fraction("19734.75") + Fraction("7.5") * 6500


def test_support_after_moving_back_by_hand() -> None:
    """25.374 kr. more a year; 232 or 233 kr. for each of 50 m² are left out; 2/3 of the rest."""
    low, high = totals.with_return_support(NUMBERS, THRESHOLD, LAW)
    for total, limit in ((low, 232), (high, 233)):
        first = Fraction(2, 3) * (25_374 - limit * 50)
        # It begins after 4,5 months, so 4,5 months of its last year lie beyond the ten years.
        assert total.support == first * Fraction("5.5") - first / 10 * Fraction("4.5") / 12
        assert total.years[0].support == first * Fraction("7.5") / 12
    assert (low.counted, high.counted) == (Counted.AFTER_RETURN_LOW, Counted.AFTER_RETURN_HIGH)
    settled = Span(THRESHOLD.low, THRESHOLD.low, THRESHOLD.status)
    (only,) = totals.with_return_support(NUMBERS, settled, LAW)
    assert only.counted is Counted.AFTER_RETURN
    assert only.you_pay == low.you_pay


@given(numbers)
def test_a_total_is_the_sum_of_its_years(given_numbers: Numbers) -> None:
    for option in Option:
        found = [totals.without_support(option, given_numbers, LAW)]
        found += [totals.with_phase_in(option, given_numbers, LAW)]
        if option is Option.TEMPORARY:
            found += totals.with_return_support(given_numbers, THRESHOLD, LAW)
        for total in filter(None, found):
            assert len(total.years) == 10
            years = sum((y.rent - y.support for y in total.years), Fraction(0))
            assert total.you_pay == years - total.payment
            assert all(0 <= y.support <= y.rent for y in total.years)
            assert total.payment == 0 or option is Option.PAYMENT


@given(numbers, st.decimals(0, 1_000_000, places=2))
def test_a_payment_counts_once_and_exactly(given_numbers: Numbers, payment: Decimal) -> None:
    with_it = replace(given_numbers, payment=payment, own_rent=Decimal(6000))
    paid = totals.without_support(Option.PAYMENT, with_it, LAW)
    unpaid = totals.without_support(Option.OWN, with_it, LAW)
    assert paid
    assert unpaid
    assert unpaid.you_pay - paid.you_pay == Fraction(payment)


@given(numbers)
def test_nothing_is_worked_out_without_its_numbers(given_numbers: Numbers) -> None:
    for option in Option:
        missing = totals.needed(option, given_numbers)
        assert (totals.without_support(option, given_numbers, LAW) is None) == bool(missing)
        assert all(getattr(given_numbers, name) is None for name in missing)


@given(rents, rents, st.decimals(0, 240, places=1))
def test_time_away_is_paid_with_the_old_rent(old: Decimal, back: Decimal, months: Decimal) -> None:
    told = Numbers(old_rent=old, return_rent=back, months_away=months)
    total = totals.without_support(Option.TEMPORARY, told, LAW)
    assert total
    away = min(Fraction(months), Fraction(120))
    assert total.rent == away * Fraction(old) + (120 - away) * Fraction(back)


@given(rents, rents, st.decimals("0.01", 500, places=2))
def test_support_after_return_from_the_first_day_is_that_of_the_calculator(
    old: Decimal, back: Decimal, area: Decimal
) -> None:
    told = Numbers(old_rent=old, return_rent=back, area_m2=area)
    rise = max(Fraction(back) - Fraction(old), Fraction(0)) * 12
    for total in totals.with_return_support(told, THRESHOLD, LAW):
        limit = THRESHOLD.low if total.counted is Counted.AFTER_RETURN_LOW else THRESHOLD.high
        above = max(rise - Fraction(limit) * Fraction(area), Fraction(0))
        assert total.support == above * Fraction(2, 3) * Fraction("5.5")


# Whose rules, and which support


@pytest.mark.parametrize(("name", "law"), [
    ("byf-permanent", Law.BYFORNYELSE), ("almen-long", Law.ALMEN), ("private", Law.PRIVATE),
    ("expropriation", Law.EXPROPRIATION), ("no-act", Law.NONE), ("decision-not-known", None),
])  # fmt: skip
def test_the_act(name: str, law: Law | None) -> None:
    assert of(name).law is law


def test_what_is_chosen_on_the_page_leads_to_its_act() -> None:
    for name in SITUATIONS:
        assert situation.told(name, ON).law == name
    for other in ("", "unknown", "sideways"):
        assert situation.told(other, ON).law is None


def test_a_private_landlord_may_not_pay() -> None:
    """Under byfornyelse too: the lease is still a private one (PRV-08)."""
    for name in ("private", "byf-permanent", "private-demolition"):
        assert of(name).lets is Lets.PRIVATE
        assert of(name).open(Option.PAYMENT)[0] is Verdict.NO
    for name in ("almen-long", "byf-almen", "almen-area", "nothing-known"):
        assert of(name).open(Option.PAYMENT)[0] is Verdict.UNKNOWN, "a local offer is no right"


@pytest.mark.parametrize(("name", "own", "permanent", "temporary"), [
    # the rent may yet rise so much that the 155 kr. rule gives the right
    ("byf-temporary", "unknown", "unknown", "yes"),
    ("byf-permanent", "yes", "yes", "no"),
    ("byf-two-years", "unknown", "unknown", "no"),
    ("almen-long", "yes", "yes", "no"),
    ("almen-short", "unknown", "unknown", "unknown"),
    ("private", None, "unknown", "no"),
    ("expropriation", None, "unknown", "no"),
    ("no-act", None, "no", "no"),
    ("nothing-known", "unknown", "unknown", "unknown"),
])  # fmt: skip
def test_which_options_are_open(name: str, own: str | None, permanent: str, temporary: str) -> None:
    found = [of(name).open(o)[0] for o in (Option.OWN, Option.PERMANENT, Option.TEMPORARY)]
    assert found == [own, permanent, temporary]


@pytest.mark.parametrize(("name", "changes", "option", "counted"), [
    ("byf-permanent", {}, Option.PERMANENT, {Counted.PHASE_IN}),
    ("byf-permanent", {"tenure": Tenure.PROTECTED_ROOM}, Option.PERMANENT,
     {Counted.NONE, Counted.PHASE_IN}),
    ("byf-permanent", {}, Option.OWN, {Counted.NONE, Counted.PHASE_IN}),
    ("byf-permanent", {"self_found_approved": True}, Option.OWN, {Counted.PHASE_IN}),
    ("byf-permanent", {"self_found_approved": False}, Option.OWN, {Counted.NONE}),
    ("byf-permanent", {}, Option.PAYMENT, {Counted.NONE}),
    ("byf-two-years", {}, Option.PERMANENT, {Counted.NONE, Counted.PHASE_IN}),
    ("byf-two-years", {"increase_per_m2": Decimal(0), "earlier_increase_per_m2": Decimal(0)},
     Option.PERMANENT, {Counted.NONE}),
    ("byf-temporary", {}, Option.TEMPORARY, {Counted.NONE, Counted.AFTER_RETURN}),
    ("byf-temporary", {"landlord": Landlord.ALMEN}, Option.TEMPORARY, {Counted.NONE}),
    ("byf-permanent", {}, Option.TEMPORARY, {Counted.NONE}),
    ("byf-andel", {}, Option.TEMPORARY, {Counted.NONE}),
    ("almen-long", {}, Option.PERMANENT, {Counted.NONE}),
    ("private", {}, Option.OWN, {Counted.NONE}),
    ("expropriation", {}, Option.PERMANENT, {Counted.NONE}),
    ("nothing-known", {}, Option.PERMANENT, {Counted.NONE, Counted.PHASE_IN}),
])  # fmt: skip
def test_support_is_counted_only_where_the_act_gives_it(
    name: str, changes: dict[str, Any], option: Option, counted: set[Counted]
) -> None:
    found = situation.of_answers({**ANSWERS[name], **changes}, ON)
    assert set(found.counted(option)) == counted


# The words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_option_has_words_for_every_act(lang: str) -> None:
    found = words(lang)
    for option in Option:
        variants = tuple(Lets) if option is Option.PAYMENT else (*Law, "unknown")
        path = ("compare", "options", option)
        assert set(found.branch(*path)) == {"title", "any", *variants}
        for variant in variants:
            rules = found.find(*path, variant, "rules")
            assert isinstance(rules, Text), (option, variant)
            assert set(rules.raw) <= set(load_registry()), "each rests on rules of the law"


def places(page: pages.Element) -> tuple[list[pages.Element], pages.Element]:
    sections = list(page.all("section", class_="option"))
    return sections, page.first("table", class_="options")


def check_comparison(page: pages.Element) -> None:
    """Both forms of the comparison say the same, and nothing is left empty."""
    sections, table = places(page)
    assert [s.attrs["id"] for s in sections] == [f"option-{o}" for o in Option]
    head = table.first("thead")
    assert len(list(head.all("th", scope="col"))) == 4
    rows = list(table.first("tbody").all("tr"))
    assert len(rows) == 8
    for row in rows:
        assert row.first("th").attrs["scope"] == "row"
    for column, section in enumerate(sections):
        values = [" ".join(dd.text.split()) for dd in section.all("dd")]
        cells = [" ".join(list(row.all("td"))[column].text.split()) for row in rows]
        assert values == cells
        assert all(value for n, value in enumerate(values) if n != 2), section.attrs["id"]
        assert list(section.all("a")), "each option names its sources"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ANSWERS)
def test_every_option_under_every_act(
    portal: Flask, visitor: FlaskClient, lang: str, name: str
) -> None:
    token = portal.extensions["answer_tokens"].write(ANSWERS[name])
    response = visitor.get(f"/{lang}/compare/{token}")
    assert response.headers["Cache-Control"] == "no-store"
    page = pages.read(response)
    check_comparison(page)
    assert f"/{lang}/guide/{token}/result" in pages.links(page)
    if lang != "da":
        assert not danish.left(page, lang)
    if lang == "ar":
        assert not danish.without_arabic(page)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chosen", ["", *SITUATIONS])
def test_alone(visitor: FlaskClient, lang: str, chosen: str) -> None:
    form = {**FORM, "situation": chosen} if chosen else FORM
    page = work_out(visitor, f"/{lang}/compare/", form)
    check_comparison(page)
    if lang != "da":
        assert not danish.left(page, lang)
    radios = [e for e in page.all("input", type="radio") if "checked" in e.attrs]
    assert [e.attrs["value"] for e in radios] == [chosen or "unknown"]


def test_its_address(portal: Flask) -> None:
    with portal.test_request_context(), in_language("ar"):
        assert address("0") == "/ar/compare/"
        assert address("abc") == "/ar/compare/abc"


def test_the_page_without_answers_is_public(visitor: FlaskClient) -> None:
    response = visitor.get("/da/compare/")
    assert response.headers["Cache-Control"] == "public, max-age=300"
    check_comparison(pages.read(response))


def test_a_private_landlord_is_said_clearly(visitor: FlaskClient) -> None:
    page = work_out(visitor, "/da/compare/", {**FORM, "situation": "private"})
    payment = places(page)[0][0].text
    assert "Nej. En privat udlejer må ikke tilbyde dig penge" in payment
    assert "Vi regner ikke på det" in payment
    assert "25.000" not in payment


def test_no_option_is_ranked(visitor: FlaskClient) -> None:
    """No colours for good and bad, no order by price, no word for the best."""
    page = work_out(visitor, "/da/compare/", {**FORM, "situation": "byfornyelse"})
    for group in ("yes", "no", "unsure"):
        assert not list(page.all("section", class_=group))
    told = " ".join(section.text.lower() for section in places(page)[0])
    assert not re.search(r"bedste?\b|anbefal|billigst|dyrest|du bør", told)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_deadlines_of_the_person_are_told(portal: Flask, visitor: FlaskClient, lang: str) -> None:
    token = portal.extensions["answer_tokens"].write(ANSWERS["byf-offer"])
    page = pages.read(visitor.get(f"/{lang}/compare/{token}"))
    permanent = places(page)[0][2].text
    assert "2028" in permanent, "two years from the assignment"
    other = portal.extensions["answer_tokens"].write(ANSWERS["byf-permanent"])
    assert "2028" not in places(pages.read(visitor.get(f"/{lang}/compare/{other}")))[0][2].text


# The form


def work_out(client: FlaskClient, where: str, form: Mapping[str, str]) -> pages.Element:
    """The comparison with these numbers."""
    response = client.post(where, data=form)
    assert response.status_code == 303, pages.errors(pages.read(response, 422))
    assert response.headers["Cache-Control"] == "no-store"
    assert not [t for t in form.values() if len(t) > 3 and t in response.location]
    shown = client.get(response.location)
    assert shown.headers["Cache-Control"] == "no-store"
    return pages.read(shown)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sums_on_the_page(portal: Flask, visitor: FlaskClient, lang: str) -> None:
    token = portal.extensions["answer_tokens"].write(ANSWERS["byf-almen"])
    page = work_out(visitor, f"/{lang}/compare/{token}", FORM)
    payment, own, permanent, temporary = (section.text for section in places(page)[0])
    for amount, place in (
        ("695000", payment),
        ("25000", payment),
        ("720000", own),
        ("648962", own),
        ("718293", permanent),
        ("111177", permanent),
    ):
        assert short(amount, lang) in place, amount
    assert kroner("770484.75", lang) in temporary
    years = page.first("table", class_="numbers")
    assert len(list(years.first("tbody").all("tr"))) == 11, "ten years, and the payment"
    assert short("718293", lang) in years.first("tfoot").text


def short(amount: str, lang: str) -> str:
    """An amount without øre."""
    return re.sub(r"[.,]00(?!\d)", "", kroner(amount, lang))


def test_a_span_shows_both_ends(visitor: FlaskClient) -> None:
    page = work_out(visitor, "/da/compare/", {**FORM, "situation": "byfornyelse"})
    temporary = places(page)[0][3].text
    low, high = (total.support for total in totals.with_return_support(NUMBERS, THRESHOLD, LAW))
    assert low > high
    for support in (low, high):
        assert kroner(str(round(float(support), 2)), "da") in temporary
    assert " til " in temporary


def test_every_number_may_be_left_out(visitor: FlaskClient) -> None:
    page = work_out(visitor, "/da/compare/", {})
    assert not list(page.all("table", class_="numbers"))
    for name in FORM:
        one = work_out(visitor, "/da/compare/", {name: FORM[name]})
        check_comparison(one)
        without = {key: value for key, value in FORM.items() if key != name}
        check_comparison(work_out(visitor, "/da/compare/", without))
    payment = places(work_out(visitor, "/da/compare/", {"payment": "5000"}))[0][0].text
    assert "For at regne mangler" in payment


def test_what_the_guide_knows_is_filled_in(portal: Flask, visitor: FlaskClient) -> None:
    known = {**_PERMANENT, "old_rent": Decimal("4385.50"), "new_rent": Decimal("6912.25")}
    token = portal.extensions["answer_tokens"].write(known)
    page = pages.read(visitor.get(f"/da/compare/{token}"))
    assert filled(page) == {
        "old_rent": "4.385,50",
        "permanent_rent": "6.912,25",
        "months_away": "14",
    }
    assert "718.293" in places(page)[0][2].text
    found = {**known, "self_found": SelfFound.RENTAL}
    token = portal.extensions["answer_tokens"].write(found)
    assert "own_rent" in filled(pages.read(visitor.get(f"/da/compare/{token}")))


def filled(page: pages.Element) -> dict[str, str]:
    boxes = [box for box in page.all("input") if box.attrs.get("inputmode")]
    return {b.attrs["name"]: b.attrs["value"] for b in boxes if b.attrs["value"]}


def test_digits_of_the_reader(visitor: FlaskClient) -> None:
    page = work_out(
        visitor,
        "/ar/compare/",
        {"old_rent": "٤٣٨٥٫٥٠", "permanent_rent": "٦٬٩١٢٫٢٥", "situation": "byfornyelse"},
    )
    assert short("718293", "ar") in places(page)[0][2].text


def test_what_was_typed_can_be_sent_again(visitor: FlaskClient) -> None:
    for lang in LANGUAGES:
        page = work_out(visitor, f"/{lang}/compare/", {**FORM, "situation": "byfornyelse"})
        again = {**filled(page), "situation": "byfornyelse"}
        assert set(filled(page)) == set(FORM)
        assert work_out(visitor, f"/{lang}/compare/", again).text == page.text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("payment", "-1"),
        ("payment", "mange"),
        ("payment", "1234567890"),
        ("old_rent", "1e5"),
        ("own_rent", "-٥"),
        ("permanent_rent", "9" * 41),
        ("return_rent", "4000,12345"),
        ("months_away", "241"),
        ("area_m2", "0"),
        ("area_m2", "10001"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_kept(
    portal: Flask, visitor: FlaskClient, lang: str, name: str, text: str
) -> None:
    token = portal.extensions["answer_tokens"].write(ANSWERS["byf-almen"])
    for where in (f"/{lang}/compare/", f"/{lang}/compare/{token}"):
        form = {**FORM, name: text}
        page = pages.read(visitor.post(where, data=form), 422)
        assert list(pages.errors(page)) == [name]
        assert filled(page) == {key: as_typed(value) for key, value in form.items()}
        assert "open" in page.first("details", class_="kind").attrs
        assert page.first("input", id=name).attrs["aria-invalid"] == "true"
        if lang != "da":
            assert not danish.left(page, lang)


@pytest.mark.parametrize("text", NASTY)
def test_markup_is_only_text(visitor: FlaskClient, text: str) -> None:
    form = {**dict.fromkeys(FORM, text), "situation": text}
    response = visitor.post("/da/compare/", data=form)
    assert response.status_code == 422
    assert not list(pages.parse(response.text).all("img"))
    assert "<script>alert" not in response.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_that_does_not_open(portal: Flask, visitor: FlaskClient, lang: str) -> None:
    sums = portal.extensions["sum_tokens"]
    token = portal.extensions["answer_tokens"].write(ANSWERS["private"])
    good = sums.seal({"old_rent": "5000"})
    bad = [sums.seal(value) for value in (None, 7, [], {"old_rent": 7}, {"old_rent": "x"})]
    broken = [f"x/{good}", f"{good}/{good}", f"{token}/{token}", *(f"{token}/{b}" for b in bad)]
    for rest in ("x", good, *broken, f"0/{'A' * 9000}"):
        page = pages.read(visitor.get(f"/{lang}/compare/{rest}"))
        assert f"/{lang}/guide/" in pages.links(page.first("main"))
    page = pages.read(visitor.post(f"/{lang}/compare/x", data=FORM))
    assert f"/{lang}/guide/" in pages.links(page.first("main"))
    # what the calculator sealed holds numbers of the same names
    rents_only = sums.seal({"kind": "permanent", "old_rent": "4385.50", "new_rent": "6912.25"})
    check_comparison(pages.read(visitor.get(f"/{lang}/compare/{token}/{rents_only}")))


# Examples are examples


@pytest.mark.parametrize("lang", LANGUAGES)
def test_examples_stand_with_place_year_and_source(visitor: FlaskClient, lang: str) -> None:
    page = pages.read(visitor.get(f"/{lang}/compare/"))
    examples = list(page.first("ul", class_="examples").all("li"))
    assert len(examples) == 3
    for example in examples:
        assert re.search(r"\b20\d\d\b", example.first("strong").text), "the year"
        assert example.first("a").attrs["href"].startswith("https://")
        assert words(lang).text("compare", "examples", "label").raw[0] in example.text


def test_no_example_is_ever_used_in_a_sum(portal: Flask, visitor: FlaskClient) -> None:
    items = words("da").branch("compare", "examples", "items")
    text = " ".join(
        words("da").text("compare", "examples", "items", i, "text").raw[0] for i in items
    )
    amounts = re.findall(r"\d+\.000", text)
    assert sorted(amounts) == ["15.000", "25.000", "50.000"]
    rents_only = {name: FORM[name] for name in FORM if name != "payment"}
    found = [pages.read(visitor.get("/da/compare/")), work_out(visitor, "/da/compare/", rents_only)]
    for name in ANSWERS:
        token = portal.extensions["answer_tokens"].write(ANSWERS[name])
        found.append(work_out(visitor, f"/da/compare/{token}", rents_only))
    for page in found:
        assert "payment" not in filled(page)
        sections, table = places(page)
        for place in (*sections, table):
            assert not [amount for amount in amounts if amount in place.text]
