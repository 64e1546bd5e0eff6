"""The worked cases and the sums through the JSON interface."""

import json
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from portal.i18n import LANGUAGES
from rules.assess import assess
from tests.rules.cases import ALL, DATA, WorkedCase
from tests.rules.test_support import CASES

RAW = {entry["id"]: entry for entry in json.loads(DATA.read_text(encoding="utf-8"))}


def call(client: FlaskClient, case: WorkedCase, **more: Any) -> dict[str, Any]:
    body = {"on": case.on.isoformat(), "facts": RAW[case.id]["facts"], **more}
    response = client.post("/api/v1/assess", json=body)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json
    return answer


#: what no fact of the interface settles: how the works are done, what the municipality offers
OF_OTHERS = ("municipal_grant", "notice_ground", "temporary_right")


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_a_worked_case(visitor: FlaskClient, case: WorkedCase) -> None:
    answer, expect = call(visitor, case), case.expect
    assert answer["covered"] is True
    if "law" in expect:
        assert answer["law"] == expect["law"]
    for name, value in expect.get("rehousing", {}).items():
        assert answer["rehousing"][name] == value, case.why
    found = {finding["id"]: finding for finding in answer["findings"]}
    assert len(found) == len(answer["findings"])
    for finding, verdict in expect.get("findings", {}).items():
        assert found.get(finding, {"verdict": "no"})["verdict"] == verdict, (finding, case.why)
    for finding in expect.get("not_findings", []):
        assert found.get(finding, {"verdict": "no"})["verdict"] != "yes"
    for finding, value in expect.get("values", {}).items():
        assert str(found[finding]["value"]) == value
    due = {each["id"]: each["date"] for each in answer["deadlines"]}
    assert {d: due.get(d) for d in expect.get("deadlines", {})} == expect.get("deadlines", {})
    check_words(answer)


def check_words(answer: dict[str, Any]) -> None:
    """Everything is said, with a source, and nothing has a gap."""
    assert answer["rehousing"]["text"]
    for finding in answer["findings"]:
        assert finding["text"]
        assert finding["sources"], finding["id"]
        assert all(s["law"] and s["rule"] for s in finding["sources"])
        assert finding["needs"] or finding["verdict"] != "unknown" or finding["id"] in OF_OTHERS
    written = json.dumps(answer, ensure_ascii=False)
    assert not [sign for sign in ("…", "{law", "%(", "<", "&amp;") if sign in written]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_the_language_changes_nothing_but_the_words(visitor: FlaskClient, case: WorkedCase) -> None:
    bare, texts = [], []
    for lang in LANGUAGES:
        answer = call(visitor, case, lang=lang)
        check_words(answer)
        texts.append(answer["rehousing"].pop("text"))
        answer["rehousing"].pop("because")
        for each in (*answer["findings"], *answer["deadlines"]):
            texts.append(each.pop("text"))
            each.pop("because", None)
        bare.append(answer)
    assert bare[0] == bare[1] == bare[2]
    assert len(set(texts)) > 2 * len(bare[0]["findings"])


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_it_says_what_python_says(visitor: FlaskClient, case: WorkedCase) -> None:
    answer, assessment = call(visitor, case), assess(case.facts, case.on)
    told = [(f["id"], f["verdict"], f["certainty"], f["deadline"]) for f in answer["findings"]]
    assert told == [
        (f.id, f.verdict, f.certainty, f.deadline and f.deadline.isoformat())
        for f in assessment.findings
    ]
    assert answer["rehousing"]["verdict"] == assessment.rehousing
    assert answer["rehousing"]["duty"] == assessment.duty


def body_of(case: dict[str, Any]) -> dict[str, Any]:
    facts = dict(case["facts"])
    facts.pop("threshold", None)
    if "threshold_year" in facts:
        facts["year"] = facts.pop("threshold_year")
    return {"kind": case["kind"], **facts}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
@pytest.mark.parametrize("as_numbers", [False, True])
def test_a_sum(visitor: FlaskClient, case: dict[str, Any], as_numbers: bool) -> None:
    amounts = ("old_rent", "new_rent", "area_m2", "increase_per_m2") if as_numbers else ()
    sent = ((k, v if k in amounts else json.dumps(v)) for k, v in body_of(case).items())
    body = "{" + ", ".join(f'"{name}": {value}' for name, value in sent) + "}"
    response = visitor.post("/api/v1/phase-in-support", data=body)
    assert response.status_code == 200, (body, response.text)
    answer = response.json
    assert answer["total"] == case["total"]
    assert len(answer["years"]) == 10
    for told, year in zip(answer["years"], case["years"], strict=False):
        assert {name: told[name] for name in told if name in year} == {
            name: year[name] for name in told if name in year
        }
        carried = "you_pay_per_month" if case["kind"] == "permanent" else None
        assert (carried or "increase_you_carry_per_year") in told
    if "threshold" in case["facts"]:
        assert answer["threshold"]["low"] == case["facts"]["threshold"]
        assert answer["threshold"]["year"] == case["facts"]["threshold_year"]


def test_a_year_whose_threshold_is_a_span_gives_both_ends(visitor: FlaskClient) -> None:
    body = {"kind": "after_return", "area_m2": 70, "increase_per_m2": 260}
    for year, low, high in ((2025, "228", "229"), (2026, "232", "233")):
        answer = visitor.post("/api/v1/phase-in-support", json={**body, "year": year}).json
        span = answer["threshold"]
        assert (span["year"], span["low"], span["high"]) == (year, low, high)
        assert span["status"] == "span"
        # 70 m² times what lies above the threshold, times 2/3; ten years, falling by a tenth
        assert answer["total_low"] == f"{70 * (260 - int(low)) * 2 / 3 * 5.5:.2f}"
        assert answer["total_high"] == f"{70 * (260 - int(high)) * 2 / 3 * 5.5:.2f}"
        assert len(answer["years_low"]) == len(answer["years_high"]) == 10


def test_the_year_is_that_of_the_day_where_none_is_told(portal: Flask) -> None:
    body = {"kind": "after_return", "area_m2": 70, "increase_per_m2": 260}
    with time_machine.travel("2026-11-21T12:00:00+01:00", tick=False):
        client = portal.test_client()
        assert client.post("/api/v1/phase-in-support", json=body).json["threshold"]["year"] == 2026
        answer = client.post("/api/v1/phase-in-support", json={**body, "on": "2023-05-01"}).json
    assert answer["threshold"] == {"year": 2023, "low": "218", "high": "218", "status": "official"}
