"""The OpenAPI 3.1 document, made from the same table of facts that reads them."""

from functools import cache
from typing import Any

from portal.api.reading import MAX_QUESTION
from portal.i18n import LANGUAGES
from portal.matching import Kind as MatchKind
from portal.matching import Verdict as MatchVerdict
from portal.matching.matcher import MOST_ANSWERS
from portal.topics.library import State
from rules.facts import SPECS, Kind, Spec
from rules.findings import Certainty
from rules.outcomes import Duty, Law, Rehousing
from rules.truth import Verdict

_MONEY = {"type": "string", "pattern": r"^-?\d+\.\d{2}$", "description": "kroner"}
_DECIMAL = r"^[+-]?(\d+\.?\d*|\.\d+)$"


@cache
def document() -> dict[str, Any]:
    """The document, built once."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Genhusningsguiden",
            "version": "1",
            "description": "Rules on rehousing in Denmark: assessment and indfasningsstøtte.",
        },
        "paths": {
            "/api/v1/assess": {"post": _operation("assess", "AssessCall", "Assessment")},
            "/api/v1/phase-in-support": {
                "post": _operation("phaseInSupport", "SupportCall", "Support")
            },
            "/api/v1/ask": {"get": _asked("ask", "Asked", _parameter("q", "query", _QUESTION))},
            "/api/v1/topics": {"get": _asked("topics", "Topics")},
            "/api/v1/topics/{slug}": {
                "get": _asked("topic", "Topic", _parameter("slug", "path", {"type": "string"}))
            },
            "/api/v1/openapi.json": {
                "get": {
                    "operationId": "openapi",
                    "responses": {"200": _json("This document", {"type": "object"})},
                }
            },
        },
        "components": {"schemas": _schemas()},
    }


def _operation(name: str, call: str, answer: str) -> dict[str, Any]:
    return {
        "operationId": name,
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _ref(call)}},
        },
        "responses": {
            "200": _json("The answer", _ref(answer)),
            "413": _json("More than 64 KB", _ref("Errors")),
            "422": _json("Bad input", _ref("Errors")),
        },
    }


def _asked(name: str, answer: str, *parameters: dict[str, Any]) -> dict[str, Any]:
    """A call that asks by its address."""
    common = [_parameter(each, "query", schema) for each, schema in _QUERY.items()]
    found = {"200": _json("The answer", _ref(answer)), "422": _json("Bad input", _ref("Errors"))}
    if any(each["in"] == "path" for each in parameters):
        found["404"] = _json("Nothing of that name", _ref("Errors"))
    return {"operationId": name, "parameters": [*parameters, *common], "responses": found}


def _parameter(name: str, place: str, schema: dict[str, Any]) -> dict[str, Any]:
    required = place == "path" or name == "q"
    return {"name": name, "in": place, "required": required, "schema": schema}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _json(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _object(properties: dict[str, Any], required: list[str] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties) if required is None else required,
    }


def _closed(properties: dict[str, Any], required: list[str] | None = None) -> dict[str, Any]:
    return {**_object(properties, required or []), "additionalProperties": False}


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


_TOPIC: dict[str, Any] = {
    "slug": {"type": "string"},
    "title": {"type": "string"},
    "summary": {"type": "string"},
    "url": {"type": "string"},
    "translation": {"enum": [str(state) for state in State]},
}
_QUESTION: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": MAX_QUESTION}
_QUERY: dict[str, dict[str, Any]] = {
    "lang": {"type": "string", "enum": list(LANGUAGES), "default": "da"},
    "on": {"type": "string", "format": "date"},
}
_COMMON = {
    "lang": _nullable({"type": "string", "enum": list(LANGUAGES), "default": "da"}),
    "on": _nullable({"type": "string", "format": "date"}),
}


def _amount(low: str, high: str) -> dict[str, Any]:
    limits = {"minimum": float(low), "maximum": float(high)}
    return {"anyOf": [{"type": "number", **limits}, {"type": "string", "pattern": _DECIMAL}]}


def _fact(spec: Spec) -> dict[str, Any]:
    if spec.kind is Kind.BOOL:
        return _nullable({"type": "boolean"})
    if spec.kind is Kind.CHOICE:
        return _nullable({"type": "string", "enum": [str(choice) for choice in spec.choices]})
    if spec.kind is Kind.COUNT:
        whole = {"type": "integer", "minimum": int(spec.low), "maximum": int(spec.high)}
        return _nullable(whole)
    if spec.kind is Kind.NUMBER:
        return _nullable(_amount(str(spec.low), str(spec.high)))
    day: dict[str, Any] = {"type": "string", "format": "date"}
    if spec.kind is Kind.DATE_OR_NOT_YET:
        day = {"anyOf": [day, {"const": "not_yet"}]}
    return _nullable(day)


def _facts() -> dict[str, Any]:
    plain: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {}
    for spec in SPECS.values():
        group, dot, name = spec.path.rpartition(".")
        if dot:
            groups.setdefault(group, {})[name] = _fact(spec)
        else:
            plain[name] = _fact(spec)
    plain |= {group: _nullable(_closed(facts)) for group, facts in groups.items()}
    return _closed(plain)


def _schemas() -> dict[str, Any]:
    text, texts = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
    source = _object({"law": text, "ref": text, "rule": text, "url": {"type": "string"}})
    day = {"type": "string", "format": "date"}
    finding = {
        "id": text,
        "verdict": {"enum": [str(v) for v in Verdict]},
        "text": text,
        "because": texts,
        "sources": {"type": "array", "items": source},
        "certainty": {"enum": [str(c) for c in Certainty]},
        "deadline": _nullable(day),
        "value": {"type": ["integer", "string", "null"]},
        "needs": texts,
    }
    years = {"type": "array", "items": _ref("Year")}
    permanent = {"kind": {"const": "permanent"}, "old_rent": _amount("0", "1000000")}
    permanent["new_rent"] = _amount("0", "1000000")
    after_return = {
        "kind": {"const": "after_return"},
        "area_m2": _amount("0.01", "10000"),
        "increase_per_m2": _amount("0", "100000"),
    }
    rate = {"lower_part_rate": _nullable({"type": ["string", "number"]})}
    year = {"year": _nullable({"type": "integer"})}
    laws = [str(law) for law in Law if law is not Law.NONE]
    return {
        "AssessCall": _closed({**_COMMON, "facts": _nullable(_facts())}),
        "Assessment": _object(
            {
                "law": {"enum": [*laws, None]},
                "covered": {"type": "boolean"},
                "rehousing": _object(
                    {
                        "verdict": {"enum": [str(r) for r in Rehousing]},
                        "duty": {"enum": [*(str(d) for d in Duty), None]},
                        "text": text,
                        "because": texts,
                        "needs": texts,
                    }
                ),
                "findings": {"type": "array", "items": _object(finding)},
                "deadlines": {
                    "type": "array",
                    "items": _object({"id": text, "date": day, "text": text, "sources": texts}),
                },
                "next_question": _nullable(text),
                "version": text,
            }
        ),
        "SupportCall": {
            "oneOf": [
                _closed({**permanent, **year, **_COMMON}, list(permanent)),
                _closed({**after_return, **rate, **year, **_COMMON}, list(after_return)),
            ]
        },
        "Year": _object(
            {
                "year": {"type": "integer"},
                "support_per_month": _MONEY,
                "support_per_year": _MONEY,
                "you_pay_per_month": _MONEY,
                "increase_you_carry_per_year": _MONEY,
            },
            ["year", "support_per_month", "support_per_year"],
        ),
        "Support": _object(
            {
                "years": years,
                "years_low": years,
                "years_high": years,
                "total": _MONEY,
                "total_low": _MONEY,
                "total_high": _MONEY,
                "threshold": _nullable(
                    _object({"year": {}, "low": text, "high": text, "status": text})
                ),
            },
            ["years", "total", "threshold"],
        ),
        "Asked": _object(
            {
                "verdict": {"enum": [str(v) for v in MatchVerdict]},
                "answers": {
                    "type": "array",
                    "maxItems": MOST_ANSWERS,
                    "items": _object(
                        {
                            "topic": text,
                            "title": text,
                            "score": {"type": "number", "minimum": 0, "maximum": 1},
                            "url": text,
                        }
                    ),
                },
                "language": text,
                "kind": {"enum": [str(k) for k in MatchKind]},
            }
        ),
        "Topics": _object({"topics": {"type": "array", "items": _object(_TOPIC)}}),
        "Topic": _object(
            {
                **_TOPIC,
                "html": text,
                "sources": {
                    "type": "array",
                    "items": _object({"law": text, "ref": text, "url": text, "kind": text}),
                },
                "rules": texts,
                "related": texts,
            }
        ),
        "Errors": _object(
            {
                "errors": {
                    "type": "array",
                    "items": _object({"field": {"type": ["string", "null"]}, "message": text}),
                }
            }
        ),
    }
