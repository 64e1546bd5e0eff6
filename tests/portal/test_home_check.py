"""Is the offered home right? The worked cases through the page, and what people type."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.home_check.views import QUESTIONS
from portal.i18n import LANGUAGES
from portal.words import Text, words
from rules.facts import HomeKind
from rules.interview import BY_ID
from tests.portal import danish, pages
from tests.portal.journeys import form
from tests.portal.test_forms import NASTY
from tests.rules.cases import BY_ID as CASES

CASE_IDS = ("WC-01", "WC-07", "WC-08", "WC-26", "WC-27", "WC-28", "WC-29")
#: which of the results in content/pages is the right one
EXPECTED = {
    "WC-01": ("fits", None),
    "WC-07": ("too_small", "3"),
    "WC-08": ("outside", None),
    "WC-26": ("fits", None),
    "WC-27": ("fits", None),
    "WC-28": ("too_small", "6"),
    "WC-29": ("fits", None),
}


def filled(facts: Any) -> dict[str, str]:
    sent: dict[str, str] = {}
    for question in QUESTIONS:
        sent |= form(BY_ID[question], facts)
    sent.pop("unknown", None)
    return sent


def look(client: FlaskClient, lang: str, sent: dict[str, str]) -> pages.Element:
    response = client.post(f"/{lang}/home-check/", data=sent)
    assert response.status_code == 303, pages.errors(pages.read(response, 422))
    shown = client.get(response.location)
    assert shown.headers["Cache-Control"] == "no-store"
    return pages.read(shown)


def result(page: pages.Element, lang: str) -> str:
    """Which of the results the page gives, by its words."""
    heading = page.first("h2", id="checked").text
    found = []
    for name in words(lang).branch("pages", "home_check", "results"):
        title = words(lang).find("pages", "home_check", "results", name, "title")
        assert isinstance(title, Text)
        if any(heading.startswith(raw.partition("{")[0].strip()) for raw in title.raw):
            found.append(name)
    assert len(found) == 1, (heading, found)
    return found[0]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("identity", CASE_IDS)
def test_a_worked_case(visitor: FlaskClient, identity: str, lang: str) -> None:
    facts = CASES[identity].facts.known()
    page = look(visitor, lang, filled(facts))
    outcome, rooms = EXPECTED[identity]
    assert result(page, lang) == outcome
    if rooms:
        assert rooms in page.first("h2", id="checked").text
    kind = facts["offer_kind"]
    todo = words(lang).text("pages", "home_check", "todo", kind)
    assert len(list(page.first("main").all("li"))) >= len(todo.raw)
    if identity == "WC-27":
        assert page.first("p", class_="careful")
    if lang != "da":
        assert not danish.left(page, lang)


def test_the_notes_on_size(visitor: FlaskClient) -> None:
    """U-07 and U-08: where folder and act do not say the same."""
    one = {"offer_kind": "permanent", "persons": "1", "rooms": "3", "offer_rooms": "2"}
    assert "to eller tre rum" in look(visitor, "da", one).first("p", class_="careful").text
    many = {"offer_kind": "permanent", "persons": "5", "rooms": "2", "offer_rooms": "5"}
    assert "et rum mere" in look(visitor, "da", many).first("p", class_="careful").text
    few = {"offer_kind": "permanent", "persons": "3", "rooms": "3", "offer_rooms": "3"}
    assert not list(look(visitor, "da", few).all("p", class_="careful"))


def test_too_small_and_outside_are_both_told(visitor: FlaskClient) -> None:
    sent = {
        "offer_kind": "temporary",
        "persons": "5",
        "offer_rooms": "2",
        "offer_in_municipality": "no",
        "offer_agreed_outside": "no",
    }
    page = look(visitor, "da", sent)
    assert "mindst 3 rum" in page.first("h2", id="checked").text
    assert "uden for kommunen" in page.first("section", class_="no").text
    agreed = look(visitor, "da", {**sent, "offer_rooms": "3", "offer_agreed_outside": "yes"})
    assert result(agreed, "da") == "fits"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("sent", [{}, {"offer_kind": "unknown"}, {"persons": "3"}], ids=str)
def test_not_to_know_is_an_answer(visitor: FlaskClient, lang: str, sent: dict[str, str]) -> None:
    page = look(visitor, lang, sent)
    assert result(page, lang) == "unknown"
    assert list(page.first("main").all("form")), "the answers can be filled in"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"persons": "0"}, ["persons"]),
        ({"persons": "61", "rooms": "-1"}, ["persons", "rooms"]),
        ({"persons": "en", "offer_rooms": "2,5"}, ["persons", "offer_rooms"]),
        ({"offer_kind": "tent"}, ["offer_kind"]),
        ({"offer_in_municipality": "perhaps"}, ["offer_in_municipality"]),
    ],
    ids=str,
)
def test_what_cannot_be_is_told_at_its_field_and_kept(
    visitor: FlaskClient, lang: str, sent: dict[str, str], wrong: list[str]
) -> None:
    page = pages.read(visitor.post(f"/{lang}/home-check/", data=sent), 422)
    assert list(pages.errors(page)) == wrong
    shown = pages.fields(page)
    for name in ("persons", "rooms", "offer_rooms"):
        assert shown[name] == sent.get(name, "")


@pytest.mark.parametrize("text", NASTY)
def test_markup_in_a_field_is_only_text(visitor: FlaskClient, text: str) -> None:
    sent = dict.fromkeys(("persons", "rooms", "offer_rooms", "offer_kind"), text)
    response = visitor.post("/da/home-check/", data=sent)
    assert response.status_code == 422
    assert not list(pages.parse(response.text).all("img"))
    assert "<script>alert" not in response.text


def test_a_long_text_does_not_come_back(visitor: FlaskClient) -> None:
    response = visitor.post("/da/home-check/", data={"persons": "7" * 60_000})
    assert response.status_code == 422
    assert len(response.data) < 20_000


def test_what_was_answered_can_be_changed(visitor: FlaskClient) -> None:
    sent = {
        "offer_kind": "temporary",
        "persons": "4",
        "offer_rooms": "2",
        "offer_in_municipality": "yes",
    }
    page = look(visitor, "da", sent)
    shown = pages.fields(page)
    assert {name: shown.get(name) for name in sent} == sent
    assert look(visitor, "da", shown).first("h2", id="checked").text
    assert "/da/delete" in pages.links(page)


def test_answers_of_the_guide_that_it_does_not_ask_for_are_not_used(
    portal: Flask, visitor: FlaskClient
) -> None:
    token = portal.extensions["answer_tokens"].write(
        {"offer_kind": HomeKind.TEMPORARY, "months_away": None, "persons": 2, "offer_rooms": 1}
    )
    page = pages.read(visitor.get(f"/da/home-check/{token}"))
    assert result(page, "da") == "unknown", "where it lies is not known"
