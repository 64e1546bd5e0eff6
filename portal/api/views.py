"""The addresses of the JSON interface under `/api/v1`."""

from flask import Blueprint, abort, jsonify
from flask.typing import ResponseReturnValue

from portal.api.answers import assessment_json, support_json
from portal.api.asked import asked_json
from portal.api.openapi import document
from portal.api.pages import topic_json, topics_json
from portal.api.reading import ApiError, read_assess, read_query, read_support
from portal.problems import message
from portal.security import public_for

bp = Blueprint("api", __name__, url_prefix="/api/v1")


@bp.post("/assess")
def assess() -> ResponseReturnValue:
    """What holds for a household."""
    call = read_assess()
    return jsonify(assessment_json(call.facts, call.on))


@bp.post("/phase-in-support")
def phase_in_support() -> ResponseReturnValue:
    """Ten years of indfasningsstøtte."""
    call = read_support()
    return jsonify(support_json(call.given, call.on, call.year))


@bp.get("/ask")
def ask() -> ResponseReturnValue:
    """The topics that answer a question. Not to be kept anywhere: somebody typed it."""
    return jsonify(asked_json(read_query("q")["q"]))


@bp.get("/topics")
@public_for(seconds=300)
def topics() -> ResponseReturnValue:
    """Every topic page, without its text."""
    read_query()
    return jsonify(topics=topics_json())


@bp.get("/topics/<slug>")
@public_for(seconds=300)
def topic(slug: str) -> ResponseReturnValue:
    """One topic page."""
    read_query()
    return jsonify(topic_json(slug) or abort(404))


@bp.get("/openapi.json")
@public_for(seconds=300)
def openapi() -> ResponseReturnValue:
    """The description of the interface."""
    return jsonify(document())


@bp.errorhandler(ApiError)
def refuse(error: ApiError) -> ResponseReturnValue:
    """Bad input: what is wrong with each field, in the language asked for."""
    errors = [{"field": p.field, "message": message(p)} for p in error.problems]
    return jsonify(errors=errors), 422
