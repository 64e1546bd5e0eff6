"""The JSON interface with everything that is not a worked case: bad input above all."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from portal.i18n import LANGUAGES
from rules.facts import SPECS
from tests.rules.households import ON

ASSESS, SUPPORT = "/api/v1/assess", "/api/v1/phase-in-support"
PERMANENT = {"kind": "permanent", "old_rent": "4385.50", "new_rent": "6912.25"}
AFTER = {"kind": "after_return", "area_m2": "70", "increase_per_m2": "260", "year": 2023}


def post(client: FlaskClient, path: str, body: str | bytes | dict[str, Any]) -> Any:
    data = json.dumps(body) if isinstance(body, dict) else body
    return client.post(path, data=data, content_type="application/json")


def fields(response: Any) -> list[str]:
    """The fields that are wrong; every error has a message."""
    assert response.status_code == 422, response.text
    assert response.mimetype == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    errors = response.json["errors"]
    assert errors
    assert all(error["message"] and error.keys() == {"field", "message"} for error in errors)
    assert "Svaret kan ikke bruges" not in response.text, "every problem has words of its own"
    return [error["field"] for error in errors]


BAD_FACTS: list[tuple[dict[str, Any], str]] = [
    ({"tenur": "tenant"}, "tenur"),
    ({"tenure": "squatter"}, "tenure"),
    ({"tenure": ""}, "tenure"),
    ({"tenure": ["tenant"]}, "tenure"),
    ({"tenure": True}, "tenure"),
    ({"reason": 7}, "reason"),
    ({"renewal_decision": "true"}, "renewal_decision"),
    ({"renewal_decision": 1}, "renewal_decision"),
    ({"renewal_decision": 0}, "renewal_decision"),
    ({"persons": 0}, "persons"),
    ({"persons": 61}, "persons"),
    ({"persons": -1}, "persons"),
    ({"persons": 2.5}, "persons"),
    ({"persons": True}, "persons"),
    ({"persons": "two"}, "persons"),
    ({"rooms": 0}, "rooms"),
    ({"rooms": 61}, "rooms"),
    ({"rooms": -4}, "rooms"),
    ({"months_away": 241}, "months_away"),
    ({"months_away": -1}, "months_away"),
    ({"months_away": "-0.01"}, "months_away"),
    ({"months_away": "٥"}, "months_away"),
    ({"months_away": "1_0"}, "months_away"),
    ({"months_away": " 5"}, "months_away"),
    ({"months_away": "NaN"}, "months_away"),
    ({"months_away": "Infinity"}, "months_away"),
    ({"months_away": ""}, "months_away"),
    ({"months_away": []}, "months_away"),
    ({"months_away": {}}, "months_away"),
    ({"months_away": False}, "months_away"),
    ({"months_already_away": 241}, "months_already_away"),
    ({"old_rent": -1}, "old_rent"),
    ({"new_rent": "1000001"}, "new_rent"),
    ({"area_m2": 0}, "area_m2"),
    ({"increase_per_m2": -5}, "increase_per_m2"),
    ({"lease_start": "2025-02-31"}, "lease_start"),
    ({"lease_start": "2025-2-3"}, "lease_start"),
    ({"lease_start": "20250-01-01"}, "lease_start"),
    ({"lease_start": "2025-W01-1"}, "lease_start"),
    ({"lease_start": "2025-01-01T00:00:00"}, "lease_start"),
    ({"lease_start": "marts 2025"}, "lease_start"),
    ({"lease_start": "2025-03"}, "lease_start"),
    ({"lease_start": "not_yet"}, "lease_start"),
    ({"lease_start": 20250101}, "lease_start"),
    ({"lease_start": "1899-12-31"}, "lease_start"),
    ({"lease_start": "2027-11-22"}, "lease_start"),
    ({"vacating_date": "2036-11-22"}, "vacating_date"),
    ({"raised_rent_first_paid": "soon"}, "raised_rent_first_paid"),
    ({"assigned": "2026-11-22"}, "assigned"),
    ({"moved_in": "2026-11-22"}, "moved_in"),
    ({"offer": {"date": "2026-11-22"}}, "offer.date"),
    ({"offer": {"objected": "2026-11-22"}}, "offer.objected"),
    ({"notice": {"received": "2026-11-22"}}, "notice.received"),
    ({"notice": {"objected": "2026-11-22"}}, "notice.objected"),
    ({"offer": {"date": "2026-10-02", "objected": "2026-10-01"}}, "offer.objected"),
    ({"notice": {"received": "2026-10-02", "objected": "2026-10-01"}}, "notice.objected"),
    ({"lease_start": "2026-10-02", "vacating_date": "2026-10-01"}, "vacating_date"),
    ({"reason": "condemnation", "renewal_decision": False}, "renewal_decision"),
    ({"reason": "courtyard", "renewal_decision": False}, "renewal_decision"),
    ({"offer": "temporary"}, "offer"),
    ({"offer": []}, "offer"),
    ({"offer": {"kind": "tent"}}, "offer.kind"),
    ({"offer": {"colour": "red"}}, "offer.colour"),
    ({"offer": {"rooms": 0}}, "offer.rooms"),
    ({"offer_kind": "temporary"}, "offer_kind"),
    ({"offer.kind": "temporary"}, "offer.kind?"),
    ({"notice": {"written": "yes"}}, "notice.written"),
    ({"": 1}, ""),
]


@pytest.mark.parametrize(("facts", "field"), BAD_FACTS, ids=lambda v: str(v)[:60])
def test_bad_facts_are_told_at_their_field_in_the_language_asked_for(
    visitor: FlaskClient, facts: dict[str, Any], field: str
) -> None:
    messages = set()
    for lang in LANGUAGES:
        response = post(visitor, ASSESS, {"on": ON.isoformat(), "lang": lang, "facts": facts})
        assert fields(response) == [field]
        messages.add(response.json["errors"][0]["message"])
    assert len(messages) == len(LANGUAGES), "each language in its own words"


def test_every_error_is_told_at_once(visitor: FlaskClient) -> None:
    facts = {"persons": 0, "rooms": 61, "lease_start": "2025-02-31", "colour": "red", "offer": 1}
    response = post(visitor, ASSESS, {"facts": facts, "on": "x", "lang": "xx", "more": 1})
    assert sorted(fields(response)) == sorted([*facts, "on", "lang", "more"])


def test_a_misspelt_name_is_put_right(visitor: FlaskClient) -> None:
    response = post(visitor, ASSESS, {"facts": {"months_awya": 3}})
    assert fields(response) == ["months_awya"]
    assert "months_away" in response.json["errors"][0]["message"]


@pytest.mark.parametrize("path", [ASSESS, SUPPORT])
@pytest.mark.parametrize(
    "body",
    [
        "",
        " ",
        "x",
        "{",
        '{"facts": }',
        "{'facts': {}}",
        '{"a": NaN}',
        '{"a": Infinity}',
        '{"a": -Infinity}',
        '{"a": 01}',
        "\x00",
        '{"a": "\x01"}',
        b"\xff\xfe{}",
        b'"\xd8\x00"',
        "[" * 30_000,
        '{"facts":' * 7000,
        '{"a": 1} {"b": 2}',
        "facts=1",
    ],
    ids=lambda body: repr(body)[:24],
)
def test_what_is_not_json_is_said_to_be_none(
    visitor: FlaskClient, path: str, body: str | bytes
) -> None:
    response = post(visitor, path, body)
    assert fields(response) == ["body"]


@pytest.mark.parametrize("body", ["[]", "7", "null", "true", '"text"', "1e400", "9" * 5000])
@pytest.mark.parametrize("path", [ASSESS, SUPPORT])
def test_json_that_is_no_object_is_bad_input(visitor: FlaskClient, path: str, body: str) -> None:
    assert fields(post(visitor, path, body)) == ["body"]


@pytest.mark.parametrize(
    "on",
    [
        "2026-02-31",
        "1899-12-31",
        "0000-01-01",
        "2003-12-31",
        "2036-11-22",
        "9999-12-31",
        "today",
        "2026-11-21T00:00",
        "",
        20261121,
        True,
        [],
        {},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", [ASSESS, SUPPORT])
def test_a_day_that_cannot_be(visitor: FlaskClient, path: str, on: Any) -> None:
    body = {"on": on, **(PERMANENT if path == SUPPORT else {})}
    assert fields(post(visitor, path, body)) == ["on"]


@pytest.mark.parametrize("on", ["2004-01-01", "2026-11-21", "2036-11-21", None])
@pytest.mark.parametrize("path", [ASSESS, SUPPORT])
def test_a_day_that_can_be(visitor: FlaskClient, path: str, on: str | None) -> None:
    body = {"on": on, **(PERMANENT if path == SUPPORT else {})}
    response = post(visitor, path, body)
    assert response.status_code == 200 or fields(response) == ["year"], response.text


@pytest.mark.parametrize("lang", ["xx", "DA", "", 7, [], {}, True, "da-DK"], ids=str)
@pytest.mark.parametrize("path", [ASSESS, SUPPORT])
def test_a_language_that_is_not_here(visitor: FlaskClient, path: str, lang: Any) -> None:
    body = {"lang": lang, **(PERMANENT if path == SUPPORT else {})}
    assert fields(post(visitor, path, body)) == ["lang"]


def test_a_thousand_unknown_facts_are_a_hundred_errors(visitor: FlaskClient) -> None:
    facts = {f"fact_{n}": n for n in range(1000)}
    assert len(fields(post(visitor, ASSESS, {"facts": facts}))) == 100


def test_a_large_body_is_refused(visitor: FlaskClient) -> None:
    response = post(visitor, ASSESS, {"facts": {"tenure": "x" * 10_000_000}})
    assert response.status_code == 413
    assert response.json["errors"][0]["field"] is None


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_the_body_is_read_whatever_it_is_called(visitor: FlaskClient, content_type: str) -> None:
    response = visitor.post(ASSESS, data='{"facts": {}}', content_type=content_type)
    assert response.status_code == 200
    assert response.json["rehousing"]["verdict"] == "unknown"


@pytest.mark.parametrize("path", [ASSESS, SUPPORT])
@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "patch"])
def test_other_methods_are_not_for_this(visitor: FlaskClient, path: str, method: str) -> None:
    response = getattr(visitor, method)(path)
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/", "/api/v1/assess/", "/api/v2/assess"])
def test_other_addresses_are_not_found(visitor: FlaskClient, path: str) -> None:
    response = visitor.post(path, json={})
    assert response.status_code == 404
    assert response.json["errors"]


def test_nothing_told_is_nothing_said(visitor: FlaskClient) -> None:
    everything_null: dict[str, Any] = {}
    for spec in SPECS.values():
        group, dot, name = spec.path.rpartition(".")
        (everything_null.setdefault(group, {}) if dot else everything_null)[name] = None
    answers = [
        post(visitor, ASSESS, body).json
        for body in ({}, {"facts": None}, {"facts": {}}, {"facts": everything_null})
    ]
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["law"] is None
    assert answers[0]["rehousing"]["verdict"] == "unknown"
    assert answers[0]["next_question"] == "reason"


def test_the_next_question_leads_to_the_answer(visitor: FlaskClient) -> None:
    told = {"reason": "renovation", "tenure": "tenant", "renewal_decision": True, "months_away": 5}
    facts: dict[str, Any] = {}
    for expected in told:
        answer = post(visitor, ASSESS, {"facts": facts}).json
        assert answer["next_question"] == expected
        facts[expected] = told[expected]
    assert post(visitor, ASSESS, {"facts": facts}).json["rehousing"]["verdict"] == "temporary"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
paths = st.sampled_from([spec.path for spec in SPECS.values() if "." not in spec.path])


@given(st.dictionaries(paths, json_values, max_size=6), st.dictionaries(st.text(), json_values))
def test_no_json_at_all_breaks_it(
    visitor: FlaskClient, facts: dict[str, Any], more: dict[str, Any]
) -> None:
    for body in ({"facts": facts}, {"facts": facts, **more}, more):
        assert post(visitor, ASSESS, body).status_code in (200, 422)
        assert post(visitor, SUPPORT, {**PERMANENT, **body}).status_code in (200, 422)
