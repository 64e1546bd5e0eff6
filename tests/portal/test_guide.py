"""The guide from the first question to the answer, and what a person does on the way."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from portal.i18n import LANGUAGES, format_number, in_language
from portal.tokens import AnswerTokens
from portal.words import words
from rules.facts import SPECS, Reason
from rules.interview import QUESTIONS, Part
from rules.outcomes import Rehousing
from tests.portal import pages
from tests.portal.answers import said
from tests.portal.households import EVERYTHING, MAIN
from tests.portal.journeys import Journey
from tests.rules.households import ON

MOST_TO_THE_ANSWER = 9


def tokens(app: Flask) -> AnswerTokens:
    found: AnswerTokens = app.extensions["answer_tokens"]
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", MAIN)
def test_each_household_gets_its_answer(visitor: FlaskClient, name: str, lang: str) -> None:
    facts, outcome, variant = MAIN[name]
    journey = Journey(visitor, facts, lang).begin()
    assert journey.page.first("html").attrs["lang"] == lang
    assert said(journey.page.first("h1").text, lang) == (outcome, variant)
    assert len(set(journey.asked)) == len(journey.asked) <= MOST_TO_THE_ANSWER


@pytest.mark.parametrize("name", MAIN)
def test_nothing_that_was_answered_stands_in_an_address(visitor: FlaskClient, name: str) -> None:
    facts = MAIN[name][0]
    journey = Journey(visitor, facts).begin()
    for address in journey.addresses:
        assert re.fullmatch(r"/da/guide/(|[A-Za-z0-9_-]+/(result|[a-z-]+/[a-z0-9_]+))", address), (
            address
        )
        ids = {q.id for q in QUESTIONS}
        assert address.rpartition("/")[2] in ids | {"result", ""}
        token = journey.token if address.count("/") > 3 else ""
        assert not any(str(value) in token for value in facts.values() if len(str(value)) > 3)


def test_the_first_question_is_the_same_for_all_and_may_be_kept(visitor: FlaskClient) -> None:
    response = visitor.get("/da/guide/")
    assert response.headers["Cache-Control"] == "public, max-age=300"
    page = pages.read(response)
    assert page.first("form").attrs["action"] == "/da/guide/0/main/reason"
    assert pages.links(page).count("/da/delete") == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_back_leads_to_what_was_answered(visitor: FlaskClient, lang: str) -> None:
    facts = MAIN["none_two_year"][0]
    journey = Journey(visitor, facts, lang)._to(f"/{lang}/guide/")
    for _ in range(5):
        before = journey.page
        journey.answer()
        back = pages.links(journey.page.first("p", class_="back"))[0]
        earlier = pages.read(visitor.get(back))
        assert earlier.first("h1").text == before.first("h1").text
        sent = pages.fields(earlier)
        assert any(sent.values()), "what was answered is filled in"
        again = visitor.post(earlier.first("form").attrs["action"], data=sent)
        assert again.status_code == 303
        ahead = pages.read(visitor.get(again.location))
        assert ahead.first("h1").text == journey.page.first("h1").text


def test_back_from_the_first_question_leads_out(visitor: FlaskClient) -> None:
    page = pages.read(visitor.get("/en/guide/"))
    assert pages.links(page.first("p", class_="back")) == ["/en/"]


def test_back_from_a_part_leads_to_the_answer(visitor: FlaskClient) -> None:
    journey = Journey(visitor, EVERYTHING).begin()
    address = journey.invitation(Part.OFFER)
    assert address
    page = pages.read(visitor.get(address))
    assert pages.links(page.first("p", class_="back")) == [journey.address]


def test_an_earlier_answer_can_be_changed_and_the_rest_stays(
    portal: Flask, visitor: FlaskClient
) -> None:
    journey = Journey(visitor, MAIN["none_two_year"][0]).begin()
    before = tokens(portal).read(journey.token)
    rows = pages.links(journey.page.first("table", class_="answered"))
    assert list(dict.fromkeys(a.rpartition("/")[2] for a in rows)) == journey.asked
    change = next(a for a in rows if a.endswith("/lease_start"))
    journey.facts = {**journey.facts, "lease_start": date(2015, 5, 1)}
    journey.open(change)
    after = tokens(portal).read(journey.token)
    assert said(journey.page.first("h1").text, "da")[0] == Rehousing.PERMANENT
    assert after["lease_start"] == date(2015, 5, 1)
    assert [n for n in after if n in before] == [n for n in before if n in after]
    assert {n: v for n, v in after.items() if n != "lease_start"}.items() <= before.items()


def test_answers_that_left_the_path_are_dropped(portal: Flask, visitor: FlaskClient) -> None:
    journey = Journey(visitor, MAIN["on_demand"][0]).begin()
    before = tokens(portal).read(journey.token)
    assert {"increase_per_m2", "increase_announced", "raised_rent_first_paid"} <= before.keys()
    first = next(a for a in pages.links(journey.page) if a.endswith("/main/reason"))
    journey.facts = MAIN["permanent"][0]
    journey.open(first)
    after = tokens(portal).read(journey.token)
    gone = {"increase_per_m2", "earlier_increase_per_m2", "increase_announced"}
    assert before.keys() - after.keys() == {*gone, "raised_rent_first_paid"}
    assert after["lease_start"] == before["lease_start"]
    assert said(journey.page.first("h1").text, "da")[0] == Rehousing.PERMANENT
    assert "300" not in journey.page.first("table", class_="answered").text
    journey.facts = MAIN["expropriation"][0]
    journey.open(first.replace(first.split("/")[3], journey.token))
    after = tokens(portal).read(journey.token)
    assert after["reason"] == Reason.EXPROPRIATION
    assert "renewal_decision" not in after


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_part_can_be_gone_through(visitor: FlaskClient, lang: str) -> None:
    journey = Journey(visitor, EVERYTHING, lang).begin()
    main = len(journey.asked)
    offered = [p for p in Part if p is not Part.MAIN and journey.invitation(p)]
    assert set(offered) >= {Part.OFFER, Part.NOTICE, Part.NEW_HOME, Part.DATES}
    journey.further(*offered)
    assert len(journey.asked) > main + 10
    assert not [p for p in offered if journey.invitation(p)], "nothing is left to ask"
    found = pages.findings(journey.page)
    expected = {
        "offer_size_ok": "met",
        "objection_open": "yes",
        "refuse_once": "yes",
        "notice_valid": "broken",
        "regret": "yes",
        "phase_in_support": "yes",
        "permanent_right": "yes",
    }
    assert {name: found.get(name) for name in expected} == expected
    text = journey.page.text
    assert journey.page.first("ol", class_="timeline")
    with in_language(lang):
        amount = format_number(Decimal("1684.50"), oere=True)
    assert " ".join(amount.split()) in " ".join(text.split())


def test_ved_ikke_in_every_part_ends_in_an_honest_answer(visitor: FlaskClient) -> None:
    for name in ("permanent", "temporary", "on_demand", "municipality_decides", "nothing_known"):
        journey = Journey(visitor, MAIN[name][0]).begin()
        said_before = journey.page.first("h1").text
        journey.facts = {}
        journey.further(*(part for part in Part if part is not Part.MAIN))
        assert journey.page.first("h1").text == said_before, "not to know takes nothing back"
        assert not [part for part in Part if journey.invitation(part)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_knows_nothing_is_told_what_to_find_out(visitor: FlaskClient, lang: str) -> None:
    page = Journey(visitor, {}, lang).begin().page
    find_out = words(lang).text("steps", "find_out", "title").raw[0].partition("{")[0]
    reason = words(lang).text("questions", "reason", "answered").raw[0]
    assert f"{find_out}{reason}" in page.first("ol", class_="steps").text
    assert "yes" not in pages.findings(page).values()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_cannot_tell_which_act_applies_gets_the_answers_side_by_side(
    visitor: FlaskClient, lang: str
) -> None:
    facts = {**MAIN["temporary"][0], "renewal_decision": None}
    journey = Journey(visitor, facts, lang).begin()
    assert "renewal_decision" in journey.asked
    page = journey.page
    assert said(page.first("h1").text, lang)[0] == "which_law"
    ways = list(page.first("section", class_="ways").all("li"))
    supposed = [way.first("h3").text for way in ways]
    names = words(lang).branch("outcomes", "ways")
    assert len(supposed) == len(set(supposed)) == 3
    assert all(any(text == name.raw[0] for name in names.values()) for text in supposed)
    answers = [said(way.first("strong").text, lang)[0] for way in ways]
    assert answers[0] == Rehousing.TEMPORARY
    assert pages.findings(page) == {}, "each answer has its own"
    # Each leads on: to the whole answer, or to the questions of that act.
    first, *others = [pages.links(way)[0] for way in ways]
    whole = pages.read(visitor.get(first))
    assert said(whole.first("h1").text, lang)[0] == Rehousing.TEMPORARY
    assert pages.findings(whole)
    for address in others:
        assert "/main/" in address
        assert Journey(visitor, facts, lang).open(address).address.endswith("/result")
    steps = page.first("ol", class_="steps").text
    assert words(lang).text("steps", "ask_if_decided", "title").raw[0] in steps


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_cannot_tell_what_will_happen_gets_the_answers_side_by_side(
    visitor: FlaskClient, lang: str
) -> None:
    facts = {**MAIN["almen_permanent"][0], "reason": None}
    journey = Journey(visitor, facts, lang).begin()
    assert {"tenure", "renewal_decision", "landlord"} <= set(journey.asked)
    page = journey.page
    assert said(page.first("h1").text, lang)[0] == "which_reason"
    ways = list(page.first("section", class_="ways").all("li"))
    outcomes = words(lang).branch("outcomes")
    assert [way.first("h3").text for way in ways] == [
        outcomes["ways_by_reason"]["renovation"]["alone"].raw[0],
        outcomes["ways_by_reason"]["demolition"]["alone"].raw[0],
        outcomes["ways"]["expropriation"].raw[0],
    ]
    for way in ways:
        address = pages.links(way)[0]
        told = Journey(visitor, facts, lang).open(address)
        assert told.address.endswith("/result")
        assert not list(told.page.all("section", class_="ways"))
    steps = page.first("ol", class_="steps").text
    assert words(lang).text("steps", "ask_what_happens", "title").raw[0] in steps


def test_who_does_not_know_the_landlord_gets_two_answers(visitor: FlaskClient) -> None:
    facts = {**MAIN["almen_permanent"][0], "landlord": None}
    page = Journey(visitor, facts).begin().page
    ways = list(page.first("section", class_="ways").all("li"))
    names = words("da").branch("outcomes", "ways")
    assert [way.first("h3").text for way in ways] == [
        names[law].raw[0] for law in ("almen", "private")
    ]
    steps = page.first("ol", class_="steps").text
    assert words("da").text("steps", "ask_who_lets", "title").raw[0] in steps


def broken(app: Flask, kind: str) -> str:
    token = tokens(app).write(MAIN["permanent"][0])
    if kind == "foreign":
        return AnswerTokens(("a key that nobody here knows, and long",), 30, "answers").write(
            MAIN["permanent"][0]
        )
    if kind == "expired":
        with time_machine.travel(ON - timedelta(days=31), tick=False):
            return tokens(app).write(MAIN["permanent"][0])
    return {
        "cut": token[: len(token) // 2],
        "changed": token[:40] + ("A" if token[40] != "A" else "B") + token[41:],
        "arabic": "سلام",
        "long": "A" * 10_000,
        "sum": app.extensions["sum_tokens"].seal({"kind": "permanent"}),
        "markup": "<script>alert(1)<script>",
    }[kind]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "kind", ["cut", "changed", "foreign", "expired", "arabic", "long", "sum", "markup"]
)
def test_a_link_that_does_not_open_leads_to_a_new_start(
    portal: Flask, visitor: FlaskClient, kind: str, lang: str
) -> None:
    token = broken(portal, kind)
    for response in (
        visitor.get(f"/{lang}/guide/{token}/result"),
        visitor.get(f"/{lang}/guide/{token}/main/tenure"),
        visitor.post(f"/{lang}/guide/{token}/main/tenure", data={"tenure": "tenant"}),
        visitor.get(f"/{lang}/home-check/{token}"),
    ):
        page = pages.read(response)
        assert page.first("html").attrs["lang"] == lang
        assert f"/{lang}/guide/" in pages.links(page.first("main"))
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "address",
    [
        "/da/guide/0/main/nowhere",
        "/da/guide/0/nowhere/reason",
        "/da/guide/0/Main/reason",
        "/da/guide/0/main/",
        "/da/guide/0/main/reason/",
        "/da/guide/0/main/old_rent",
        "/da/guide/0",
        "/xx/guide/",
        "/de/guide/0/main/reason",
        "/DA/guide/",
    ],
)
def test_what_is_not_there_is_not_found(visitor: FlaskClient, address: str) -> None:
    assert visitor.get(address).status_code == 404
    assert visitor.post(address, data={"reason": "fire"}).status_code in (404, 405)


def test_a_large_body_is_refused(visitor: FlaskClient) -> None:
    response = visitor.post("/da/guide/0/main/reason", data={"reason": "x" * 10_000_000})
    assert response.status_code == 413
    assert "Skriv mindre i felterne" in pages.read(response, 413).text


def test_a_thousand_fields_are_ignored(visitor: FlaskClient) -> None:
    form = {f"fact_{n}": "1" for n in range(1000)} | {"reason": "demolition", "persons": "9"}
    response = visitor.post("/da/guide/0/main/reason", data=form)
    assert response.status_code == 303
    assert "persons" not in pages.read(visitor.get(response.location)).text


def test_an_answer_to_another_question_is_not_taken(portal: Flask, visitor: FlaskClient) -> None:
    form = {"reason": "demolition", **{name: "yes" for name in SPECS if name != "reason"}}
    location = visitor.post("/da/guide/0/main/reason", data=form).location
    assert list(tokens(portal).read(location.split("/")[3])) == ["reason"]


def test_two_tabs_do_not_disturb_each_other(visitor: FlaskClient) -> None:
    start = visitor.post("/da/guide/0/main/reason", data={"reason": "renovation"}).location
    token = start.split("/")[3]
    one = visitor.post(f"/da/guide/{token}/main/tenure", data={"tenure": "tenant"}).location
    other = visitor.post(f"/da/guide/{token}/main/tenure", data={"tenure": "owner"}).location
    lejer = pages.read(visitor.get(f"/da/guide/{one.split('/')[3]}/result"))
    ejer = pages.read(visitor.get(f"/da/guide/{other.split('/')[3]}/result"))
    rows = [p.first("table", class_="answered").text for p in (lejer, ejer)]
    assert rows[0] != rows[1]


def test_a_date_known_to_the_month_stays_a_month(visitor: FlaskClient) -> None:
    facts = {**MAIN["none_two_year"][0]}
    journey = Journey(visitor, facts)._to("/da/guide/")
    while "/lease_start" not in journey.address:
        journey.answer()
    journey.answer({"lease_start_text": "ca. 3/2026"})
    back = pages.links(journey.page.first("p", class_="back"))[0]
    assert pages.fields(pages.read(visitor.get(back)))["lease_start_text"] == "marts 2026"
    page = journey.go_on().page
    assert "marts 2026" in page.first("table", class_="answered").text
    assert "1. marts 2026" not in page.text, "nobody said that it was the first"


def test_amounts_come_back_as_they_are_written_here(visitor: FlaskClient) -> None:
    facts = {**MAIN["on_demand"][0], "increase_per_m2": Decimal("1234.5")}
    for lang, shown in (("da", "1.234,5"), ("en", "1,234.5")):
        journey = Journey(visitor, facts, lang).begin()
        change = next(a for a in pages.links(journey.page) if a.endswith("/rent_increase"))
        form = pages.fields(pages.read(visitor.get(change)))
        assert form["increase_per_m2"] == shown
        again = visitor.post(change, data=form)
        assert pages.read(visitor.get(again.location)).first("h1").text
        assert again.location.endswith("/result")
