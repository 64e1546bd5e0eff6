"""For those who run the portal: does the process answer, and can it do its work?"""

from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue

from portal import db

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """200 as long as the process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
def readyz() -> ResponseReturnValue:
    """200 if the database is reached and has the newest schema, else 503 and the reason:
    `unreachable`, `not_migrated` or `other_schema`."""
    problem = db.problem(
        current_app.extensions["engine"], current_app.extensions["schema_revision"]
    )
    if problem:
        return jsonify(status="not_ready", database=problem), 503
    return jsonify(status="ok", database="ok")
