"""The rules of a language as JSON; another version has another address."""

from flask import Blueprint, abort, current_app
from flask.typing import ResponseReturnValue

from portal.security import public_for

bp = Blueprint("spoken", __name__)
_YEAR = 365 * 24 * 60 * 60


@bp.get("/spoken/<name>.json")
@public_for(seconds=_YEAR)
def rules(name: str) -> ResponseReturnValue:
    """The rules whose name stands on the page that asks for them."""
    body: bytes | None = current_app.extensions["spoken"].get(name)
    if body is None:
        abort(404)
    return current_app.response_class(body, mimetype="application/json")
