"""Numbers sent to the JSON interface: exact where they can be, refused where they cannot."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.i18n import LANGUAGES
from tests.portal.test_api import AFTER, ASSESS, PERMANENT, SUPPORT, fields, post

NUMBERS = ["1e400", "-1e400", "1e999999", "1e9999999999", "1E+99999999999999999999", "9" * 5000]


@pytest.mark.parametrize("number", [*NUMBERS, "1.5e3", "241.000000000000000000001"])
@pytest.mark.parametrize("fact", ["months_away", "persons"])
def test_numbers_beyond_all_bounds_are_bad_input(
    visitor: FlaskClient, fact: str, number: str
) -> None:
    assert fields(post(visitor, ASSESS, f'{{"facts": {{"{fact}": {number}}}}}')) == [fact]
    if len(number) <= 30:
        assert fields(post(visitor, ASSESS, f'{{"facts": {{"{fact}": "{number}"}}}}')) == [fact]


@pytest.mark.parametrize("number", [*NUMBERS, "-0.01", '"1e400"', '"NaN"', "true", "[]", "null"])
@pytest.mark.parametrize("field", ["old_rent", "new_rent"])
def test_amounts_beyond_all_bounds_are_bad_input(
    visitor: FlaskClient, field: str, number: str
) -> None:
    other = "new_rent" if field == "old_rent" else "old_rent"
    body = f'{{"kind": "permanent", "{field}": {number}, "{other}": 5000}}'
    assert fields(post(visitor, SUPPORT, body)) == [field]


@pytest.mark.parametrize("number", ["1e-400", "1e-999999", "0e-99999999", "5E-1000000000000", "-0"])
@pytest.mark.parametrize("fact", ["months_away", "increase_per_m2", "old_rent", "temporary_rent"])
def test_numbers_next_to_nothing_do_not_break(visitor: FlaskClient, fact: str, number: str) -> None:
    facts = f'"{fact}": {number}, "reason": "renovation", "renewal_decision": true'
    response = post(visitor, ASSESS, f'{{"facts": {{{facts}, "tenure": "tenant"}}}}')
    assert response.status_code in (200, 422), response.text
    response = post(
        visitor, SUPPORT, f'{{"kind": "permanent", "old_rent": {number}, "new_rent": 9}}'
    )
    assert response.status_code in (200, 422), response.text


def test_numbers_are_exact(visitor: FlaskClient) -> None:
    """0.1 + 0.2 is 0.3 here; with binary floats the rent would rise by a hair above it."""
    body = '{"kind": "permanent", "old_rent": 0.1, "new_rent": 0.30}'
    answer = post(visitor, SUPPORT, body).json
    assert answer["years"][0]["support_per_month"] == "0.13"
    assert answer["total"] == "8.80"
    # 1,00 kr. in the first month, to the øre, at a rent whose float is not exact
    body = '{"kind": "permanent", "old_rent": 4503599627370.497, "new_rent": 4503599627371.997}'
    assert fields(post(visitor, SUPPORT, body)) == ["old_rent", "new_rent"]
    facts = {"reason": "rent_increase", "renewal_decision": True, "tenure": "tenant"}
    facts |= {"increase_announced": "2023-05-03", "lease_start": "1995-06-01"}
    facts |= {"raised_rent_first_paid": "not_yet", "decision_date": "2023-02-02"}
    for now, earlier, verdict in (
        ("217.9", "0.1", "no"),
        ("217.90000000000000001", "0.1", "yes"),
        ("218.000000000000000000000001", "0", "yes"),
    ):
        sent = json.dumps({"on": "2023-06-01", "facts": facts})[:-2]
        sent += f', "increase_per_m2": {now}, "earlier_increase_per_m2": {earlier}}}}}'
        found = {f["id"]: f["verdict"] for f in post(visitor, ASSESS, sent).json["findings"]}
        assert found["rent_rule"] == verdict, now


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "kind"),
        ({"kind": "sideways"}, "kind"),
        ({"kind": ["permanent"]}, "kind"),
        ({"kind": "permanent", "old_rent": 1}, "new_rent"),
        ({**PERMANENT, "area_m2": 70}, "area_m2"),
        ({**PERMANENT, "lower_part_rate": "0"}, "lower_part_rate"),
        ({**PERMANENT, "colour": "red"}, "colour"),
        ({**PERMANENT, "old_rent": "1000000.01"}, "old_rent"),
        ({**PERMANENT, "old_rent": 1.0000000000001}, "old_rent"),
        ({**AFTER, "area_m2": 0}, "area_m2"),
        ({**AFTER, "area_m2": 10001}, "area_m2"),
        ({**AFTER, "increase_per_m2": "100000.5"}, "increase_per_m2"),
        ({**AFTER, "lower_part_rate": "3/4"}, "lower_part_rate"),
        ({**AFTER, "lower_part_rate": "0.67"}, "lower_part_rate"),
        ({**AFTER, "lower_part_rate": "-1/3"}, "lower_part_rate"),
        ({**AFTER, "lower_part_rate": -0.1}, "lower_part_rate"),
        ({**AFTER, "lower_part_rate": "1/0"}, "lower_part_rate"),
        ({**AFTER, "lower_part_rate": "1/3/5"}, "lower_part_rate"),
        ({**AFTER, "lower_part_rate": "/"}, "lower_part_rate"),
        ({**AFTER, "lower_part_rate": "١/٣"}, "lower_part_rate"),
        ({**AFTER, "lower_part_rate": True}, "lower_part_rate"),
        ({**AFTER, "lower_part_rate": {}}, "lower_part_rate"),
        ({**AFTER, "lower_part_rate": "1/" + "9" * 5000}, "lower_part_rate"),
        ({**AFTER, "year": 1066}, "year"),
        ({**AFTER, "year": 2099}, "year"),
        ({**AFTER, "year": "2023"}, "year"),
        ({**AFTER, "year": 2023.5}, "year"),
        ({**AFTER, "year": True}, "year"),
        ({**AFTER, "year": -1}, "year"),
        ({**AFTER, "old_rent": 1}, "old_rent"),
    ],
    ids=lambda v: str(v)[-50:],
)
def test_a_bad_sum(visitor: FlaskClient, body: dict[str, Any], field: str) -> None:
    messages = set()
    for lang in LANGUAGES:
        response = post(visitor, SUPPORT, {**body, "lang": lang})
        assert fields(response) == [field]
        messages.add(response.json["errors"][0]["message"])
    assert len(messages) == len(LANGUAGES)


@pytest.mark.parametrize("rate", ["1e99999999999", "1e-99999999999", 1e300, "1/3", "0.5", None])
def test_a_share_is_read_as_it_is_meant(visitor: FlaskClient, rate: Any) -> None:
    response = post(visitor, SUPPORT, {**AFTER, "lower_part_rate": rate})
    assert response.status_code == 200 or fields(response) == ["lower_part_rate"]
