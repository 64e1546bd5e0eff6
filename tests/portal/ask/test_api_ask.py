"""GET /api/v1/ask as the contract has it."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.i18n import LANGUAGES
from portal.matching import Kind, Verdict
from portal.topics.library import topics
from tests.portal.ask.talks import Standin

ADDRESS = "/api/v1/ask"


@pytest.fixture
def matcher(portal: Flask, monkeypatch: pytest.MonkeyPatch) -> Standin:
    standin = Standin()
    monkeypatch.setitem(portal.extensions, "matcher", standin)
    return standin


def ask(visitor: FlaskClient, status: int = 200, **query: str) -> Any:
    response = visitor.get(ADDRESS, query_string=query)
    assert response.status_code == status, response.text
    assert response.mimetype == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    return response.json


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_answer_is_in_the_language_asked_for(
    visitor: FlaskClient, matcher: Standin, lang: str
) -> None:
    matcher.verdict, matcher.topics = Verdict.ANSWER, ("change-your-mind", "complain")
    matcher.language = "en"
    found = ask(visitor, q="I changed my mind", lang=lang)
    assert found["verdict"] == "answer"
    assert found["language"] == "en"
    first = found["answers"][0]
    assert first["topic"] == "change-your-mind"
    assert first["title"] == topics(lang)["change-your-mind"].title
    assert first["score"] == 0.9
    assert first["url"] == f"http://localhost/{lang}/topics/change-your-mind"
    assert visitor.get(first["url"]).status_code == 200
    assert [q for q, _, _ in matcher.asked] == ["I changed my mind"]


def test_danish_is_the_default(visitor: FlaskClient, matcher: Standin) -> None:
    ask(visitor, q="hvad")
    assert matcher.asked[0][1] == "da"


def test_nothing_found(visitor: FlaskClient, matcher: Standin) -> None:
    found = ask(visitor, q="hvordan bliver vejret", lang="da")
    assert found == {"verdict": "none", "answers": [], "language": "da", "kind": "question"}


def test_an_emergency_is_told_as_one(visitor: FlaskClient, matcher: Standin) -> None:
    matcher.kind, matcher.emergency = Kind.EMERGENCY, "roof"
    assert ask(visitor, q="jeg sover på gaden")["kind"] == "emergency"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "q"),
        ({"q": " "}, "q"),
        ({"q": "a" * 501}, "q"),
        ({"q": "a", "lang": "xx"}, "lang"),
        ({"q": "a", "on": "2026-02-30"}, "on"),
        ({"q": "a", "who": "me"}, "who"),
    ],
)
def test_bad_input(visitor: FlaskClient, query: dict[str, str], field: str) -> None:
    errors = ask(visitor, 422, **query)["errors"]
    assert [error["field"] for error in errors] == [field]
    assert errors[0]["message"]


def test_too_long_is_told_in_the_language_asked_for(visitor: FlaskClient) -> None:
    told = {
        lang: ask(visitor, 422, q="a" * 501, lang=lang)["errors"][0]["message"]
        for lang in LANGUAGES
    }
    assert len(set(told.values())) == len(LANGUAGES)
    assert all("500" in message or "٥٠٠" in message for message in told.values())


@pytest.mark.parametrize("q", ["a" * 500, "🙂", "\u202e", "<b>", "' OR 1=1 --", "hej med dig"])
def test_the_real_matcher_takes_anything(visitor: FlaskClient, q: str) -> None:
    found = ask(visitor, q=q)
    assert found["verdict"] in list(Verdict)
    assert len(found["answers"]) <= 5
