"""The code of a receipt, typed: what it opens, what is refused, and what has changed since."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from portal.guide.result import Result
from portal.i18n import LANGUAGES, in_language
from portal.receipt import memory, views
from portal.receipt.code import spell
from portal.receipt.order import order
from portal.receipt.packing import pack
from portal.receipt.seal import CompactSeal
from portal.words import words
from rules import parameters
from rules.facts import Reason
from rules.outcomes import Rehousing
from rules.parameters import Parameters
from rules.truth import Verdict
from tests.browser.states import DEMOLITION, PERMANENT, RESULTS
from tests.portal import danish, pages
from tests.portal.receipts import again, code_on, enter, plain, receipt, then_now, told_on
from tests.rules.households import ON


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_code_leads_to_the_same_answer(portal: Flask, visitor: FlaskClient, lang: str) -> None:
    for answers in RESULTS.values():
        page = receipt(visitor, answers, lang)
        address = enter(visitor, code_on(page).lower(), lang)
        response = visitor.get(address)
        assert response.headers["Cache-Control"] == "no-store"
        shown = pages.read(response)
        assert shown.first("h1").text == words(lang).text("receipt", "again", "same").raw[0]
        if lang != "da":
            assert not danish.left(shown, lang)
        result = next(a for a in pages.links(shown.first("main")) if a.endswith("/result"))
        assert f"/{lang}/guide/" in result
        with portal.test_request_context(f"/{lang}/"), in_language(lang):
            assert plain(Result(answers, "0", ON).outcome.answer) in shown.text


def test_the_picture_holds_the_same_link(
    portal: Flask, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    draw = views.picture
    monkeypatch.setattr(views, "picture", lambda address: seen.append(address) or draw(address))
    page = receipt(visitor, PERMANENT, "ar")
    assert seen[0] == f"http://localhost{enter(visitor, code_on(page), 'ar')}"
    config = replace(portal.extensions["config"], base_url="https://example.org")
    monkeypatch.setitem(portal.extensions, "config", config)
    receipt(visitor, PERMANENT)
    assert seen[1].startswith("https://example.org/da/receipt/again/")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_mistyped_group_is_named_and_kept(visitor: FlaskClient, lang: str) -> None:
    groups = code_on(receipt(visitor, PERMANENT, lang)).split()
    right, groups[2] = groups[2], ("Y" if groups[2][0] == "Z" else "Z") + groups[2][1:]
    typed = " ".join(groups).lower()
    page = pages.read(visitor.post(f"/{lang}/receipt/", data={"code": typed}), 422)
    assert list(pages.errors(page)) == ["code"]
    told = page.first("ul", id="code-groups").text
    assert "3" in told
    assert groups[2].lower() in told
    assert right in told
    assert page.first("textarea").text == typed
    assert page.first("textarea").attrs["aria-invalid"] == "true"
    if lang != "da":
        assert not danish.left(page, lang)
    corrected = next(i.attrs["value"] for i in page.all("input") if i.attrs["name"] == "code")
    assert visitor.get(enter(visitor, corrected, lang)).status_code == 200


NOT_CODES = {
    "nothing": "",
    "spaces": "   ",
    "a word": "genhusning",
    "name of 500 signs": "N" * 500,
    "emoji": "🏠" * 70,
    "template": "{{7*7}}",
    "markup": "<img src=x onerror=alert(1)></textarea>",
    "control": "AB\0C\x1b[2J",
    "very long": "0" * 60_000,
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("typed", NOT_CODES.values(), ids=NOT_CODES)
def test_what_is_no_code_is_told_kindly(visitor: FlaskClient, typed: str, lang: str) -> None:
    response = visitor.post(f"/{lang}/receipt/", data={"code": typed})
    assert response.headers["Cache-Control"] == "no-store"
    assert response.status_code == 422
    page = pages.parse(response.text)
    assert list(pages.errors(page)) == ["code"]
    assert not list(page.first("main").all("img"))
    kept = "".join(sign for sign in typed[:600] if sign.isprintable())
    assert "".join(str(c) for c in page.first("textarea").children) == kept
    assert "49" not in page.first("main").text


def test_a_form_without_the_field_is_an_empty_code(visitor: FlaskClient) -> None:
    assert pages.errors(pages.read(visitor.post("/da/receipt/"), 422))


def test_a_code_from_elsewhere_is_told_apart(visitor: FlaskClient, portal: Flask) -> None:
    told = told_on(portal, dict(PERMANENT), ON)
    elsewhere = CompactSeal(["a key of another portal, long enough too"], "receipt code")
    typed = spell(elsewhere.seal(pack(told)))
    page = pages.read(visitor.post("/da/receipt/", data={"code": typed}), 422)
    assert pages.errors(page)["code"] == words("da").text("receipt", "problems", "foreign").raw[0]


@pytest.mark.parametrize("link", ["x", "A" * 5000, "سلام", "....", "%00"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_that_does_not_open(visitor: FlaskClient, lang: str, link: str) -> None:
    page = pages.read(visitor.get(f"/{lang}/receipt/again/{link}"))
    assert words(lang).text("receipt", "problems", "old").raw[0] in page.text
    assert list(page.all("textarea"))


def test_a_code_does_not_open_as_a_link_nor_a_link_as_answers(
    portal: Flask,
    visitor: FlaskClient,
) -> None:
    code = code_on(receipt(visitor, PERMANENT))
    link = enter(visitor, code).rpartition("/")[2]
    old = words("da").text("receipt", "problems", "old").raw[0]
    assert old in pages.read(visitor.get(f"/da/receipt/again/{code}")).text
    for address in (f"/da/receipt/{link}", f"/da/receipt/{link}.pdf", f"/da/guide/{link}/result"):
        assert "/da/guide/" in pages.links(pages.read(visitor.get(address)).first("main"))


@pytest.mark.parametrize("token", ["x", "0", "A" * 9000])
@pytest.mark.parametrize("end", ["", ".pdf"])
def test_a_receipt_of_nothing_starts_again(visitor: FlaskClient, token: str, end: str) -> None:
    page = pages.read(visitor.get(f"/da/receipt/{token}{end}"))
    assert "/da/guide/" in pages.links(page.first("main"))


def test_a_code_works_for_ten_years(portal: Flask) -> None:
    told = told_on(portal, dict(PERMANENT), ON)
    with portal.test_request_context("/da/"):
        code = memory.code_of(told)
    for day, status in (("2036-11-21", 303), ("2036-11-22", 422)):
        with time_machine.travel(f"{day}T12:00:00+01:00", tick=False):
            response = portal.test_client().post("/da/receipt/", data={"code": code})
            assert response.status_code == status
            if status == 303:
                assert pages.read(portal.test_client().get(response.location))


# What has changed since


@pytest.mark.parametrize("lang", LANGUAGES)
def test_time_limits_that_have_passed_are_told(portal: Flask, lang: str) -> None:
    told = told_on(portal, dict(DEMOLITION), ON)
    with time_machine.travel("2026-12-14T12:00:00+01:00", tick=False):
        page = again(portal.test_client(), told, portal, lang)
    assert page.first("h1").text == words(lang).text("receipt", "again", "changed").raw[0]
    passed = page.first("section", **{"aria-labelledby": "passed"})
    assert [t.attrs["datetime"] for t in passed.all("time")] == ["2026-12-13"]
    title = words(lang).text("findings", "notice_objection_open", "title").raw[0]
    verdicts = words(lang).branch("receipt", "verdicts")
    assert then_now(page, title) == [verdicts["yes"].raw[0], verdicts["no"].raw[0]]  # type: ignore[union-attr]
    if lang != "da":
        assert not danish.left(page, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_main_answer_is_the_headline(
    portal: Flask, visitor: FlaskClient, lang: str
) -> None:
    told = told_on(portal, dict(PERMANENT), ON)
    other = replace(told, rehousing=Rehousing.NONE, law=None, version="0000")
    page = again(visitor, other, portal, lang)
    found = words(lang)
    assert page.first("h1").text == found.text("receipt", "again", "main_changed").raw[0]
    assert found.text("receipt", "again", "other_rules").raw[0] in page.text
    short = page.first("section", **{"aria-labelledby": "main-answer"})
    assert [each.text for each in short.all("dd")] == [
        found.text("receipt", "main", "none").raw[0],
        found.text("receipt", "main", "permanent").raw[0],
        found.text("receipt", "laws", "unknown").raw[0],
        found.text("receipt", "laws", "byfornyelse").raw[0],
    ]


@pytest.fixture
def longer_stay(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A change of the law: from 1 January 2027 one may be put up elsewhere for 16 months."""
    law = parameters.load()
    key = "byf.temp.max_months_with_consent"
    now = law.all[key].values
    newer = replace(now[-1], start=date(2027, 1, 1), low=16, high=16)
    changed = {**law.all, key: replace(law.all[key], values=(*now, newer))}
    amended = Parameters(changed.values())
    with monkeypatch.context() as patch:
        patch.setattr("rules.parameters.load", lambda: amended)
        patch.setattr("portal.receipt.compared.parameters.load", lambda: amended)
        yield


@pytest.mark.usefixtures("longer_stay")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_new_number_of_the_law_changes_the_answer(portal: Flask, lang: str) -> None:
    told = told_on(portal, dict(PERMANENT), ON)
    assert told.rehousing is Rehousing.PERMANENT
    with time_machine.travel("2027-01-02T12:00:00+01:00", tick=False):
        page = again(portal.test_client(), told, portal, lang)
    label = words(lang).text("receipt", "numbers", "byf.temp.max_months_with_consent").raw[0]
    before, now = then_now(page, label)
    assert "12" in before
    assert "16" in now
    assert page.first("h1").text == words(lang).text("receipt", "again", "main_changed").raw[0]


def test_the_year_of_an_amount_is_told(portal: Flask) -> None:
    answers = {"reason": Reason.RENT_INCREASE, "increase_per_m2": Decimal(230)}
    told = told_on(portal, answers, date(2026, 3, 1))
    with time_machine.travel("2027-03-01T12:00:00+01:00", tick=False):
        page = again(portal.test_client(), told, portal)
    before, now = then_now(page, "Grænsen i 155 kr.-reglen")
    assert "232–233" in before
    assert "239" in now


def test_yes_can_become_no(portal: Flask, visitor: FlaskClient) -> None:
    told = told_on(portal, dict(PERMANENT), ON)
    verdicts = {**told.verdicts, "permanent_right": Verdict.DISPUTED, "regret": Verdict.YES}
    page = again(visitor, replace(told, verdicts=verdicts), portal)
    assert then_now(page, "En ny bolig, du kan blive boende i") == ["Usikkert", "Ja"]
    assert then_now(page, "Fortryde og få en anden bolig") == ["Ja", "Ikke afklaret"]
    assert f"{len(order().findings.names) - 2} svar er som før" in page.text
