"""The description of the interface: a valid document, and one that tells the truth."""

import json
import re
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from portal.api.openapi import document
from portal.i18n import LANGUAGES
from rules.facts import SPECS
from tests.portal.test_api import AFTER, ASSESS, BAD_FACTS, PERMANENT, SUPPORT, post
from tests.portal.test_api_cases import RAW, body_of
from tests.rules.test_support import CASES

OPENAPI = "/api/v1/openapi.json"
ADDRESSES = {
    "/api/v1/assess": "post",
    "/api/v1/phase-in-support": "post",
    "/api/v1/ask": "get",
    "/api/v1/topics": "get",
    "/api/v1/topics/{slug}": "get",
    OPENAPI: "get",
}


@pytest.fixture(scope="module")
def described(visitor: FlaskClient) -> dict[str, Any]:
    response = visitor.get(OPENAPI)
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    found: dict[str, Any] = response.json
    return found


def test_the_document_is_openapi_3_1(described: dict[str, Any]) -> None:
    assert described == json.loads(json.dumps(document()))
    assert described["openapi"].startswith("3.1.")
    assert {"title", "version"} <= described["info"].keys()
    for path, method in ADDRESSES.items():
        assert list(described["paths"][path]) == [method]
        operation = described["paths"][path][method]
        assert operation["responses"]["200"]["description"]
    assert described["paths"].keys() == ADDRESSES.keys()
    identities = [op["operationId"] for item in described["paths"].values() for op in item.values()]
    assert len(set(identities)) == len(identities)


def test_every_address_of_the_interface_is_described(
    portal: Flask, described: dict[str, Any]
) -> None:
    rules = {rule.rule for rule in portal.url_map.iter_rules() if rule.rule.startswith("/api/")}
    assert {re.sub(r"<(\w+)>", r"{\1}", rule) for rule in rules} == described["paths"].keys()


def test_every_schema_is_valid_and_every_reference_leads_somewhere(
    described: dict[str, Any],
) -> None:
    schemas = described["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    used = set()

    def visit(node: Any) -> None:
        if isinstance(node, dict):
            if "$ref" in node:
                used.add(node["$ref"])
            for value in node.values():
                visit(value)
        elif isinstance(node, list):
            for value in node:
                visit(value)

    visit(described)
    assert used == {f"#/components/schemas/{name}" for name in schemas}


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator({**document(), "$ref": f"#/components/schemas/{name}"})


def test_every_fact_is_described() -> None:
    properties = document()["components"]["schemas"]["AssessCall"]["properties"]["facts"]
    facts = properties["anyOf"][0]["properties"]
    described_ = set()
    for name, schema in facts.items():
        inner = schema["anyOf"][0].get("properties")
        described_ |= {f"{name}.{each}" for each in inner} if inner else {name}
    assert described_ == {spec.path for spec in SPECS.values()}


@pytest.mark.parametrize("identity", RAW)
def test_a_worked_case_fits_the_description_both_ways(visitor: FlaskClient, identity: str) -> None:
    body = {"on": RAW[identity]["on"], "facts": RAW[identity]["facts"]}
    validator("AssessCall").validate(body)
    validator("Assessment").validate(post(visitor, ASSESS, body).json)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_sum_fits_the_description_both_ways(visitor: FlaskClient, case: dict[str, Any]) -> None:
    validator("SupportCall").validate(body_of(case))
    validator("Support").validate(post(visitor, SUPPORT, body_of(case)).json)


def test_a_span_and_an_error_fit_the_description(visitor: FlaskClient) -> None:
    validator("Support").validate(post(visitor, SUPPORT, {**AFTER, "year": 2026}).json)
    validator("Support").validate(post(visitor, SUPPORT, PERMANENT).json)
    for facts, _ in BAD_FACTS:
        validator("Errors").validate(post(visitor, ASSESS, {"facts": facts}).json)


def test_the_languages_are_named() -> None:
    lang = document()["components"]["schemas"]["AssessCall"]["properties"]["lang"]
    assert lang["anyOf"][0]["enum"] == list(LANGUAGES)


@pytest.fixture(scope="module")
def schema(portal: Flask, visitor: FlaskClient) -> Any:
    return schemathesis.openapi.from_wsgi(OPENAPI, portal)


#: what is valid by its shape may still be impossible (an objection before the offer): 422
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]


@pytest.mark.parametrize("mode", schemathesis.GenerationMode)
@pytest.mark.parametrize("path", ADDRESSES)
def test_the_interface_does_what_its_description_says(
    schema: Any, path: str, mode: schemathesis.GenerationMode
) -> None:
    operation = schema[path][ADDRESSES[path].upper()]
    if mode.is_negative and path == OPENAPI:
        return  # nothing is sent there that could be wrong

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def agree(case: schemathesis.Case) -> None:
        # The WSGI transport asks for brotli and cannot read it.
        case.call_and_validate(headers={"Accept-Encoding": "identity"}, checks=CHECKS)

    agree()
