"""Errors as pages in the reader's language, and as JSON under `/api/`."""

from html import unescape

from flask import Flask, g, get_template_attribute, jsonify, render_template, request
from flask.wrappers import Response
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.response import Response as WerkzeugResponse

from portal.i18n import LANGUAGES, use_language

API_PREFIX = "/api/"


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _explain)


def _explain(error: HTTPException) -> Response | WerkzeugResponse:
    response = error.get_response()
    if response.status_code < 400:
        return response  # a redirect to the address with a slash
    g.pop("public_seconds", None)  # what the view would have been, had it been found
    if request.path.startswith(API_PREFIX):
        answer = _as_json(response.status_code)
    else:
        answer = Response(render_template("errors/error.html", code=response.status_code))
        answer.mimetype = "text/html"
    answer.status_code = response.status_code
    if "Allow" in response.headers:
        answer.headers["Allow"] = response.headers["Allow"]
    return answer


def _as_json(code: int) -> Response:
    """The same shape as other errors of the interface; `field` is null, as none is to blame."""
    lang = request.args.get("lang", "")
    if lang in LANGUAGES:
        use_language(lang)
    message = ". ".join(
        unescape(get_template_attribute("errors/words.html", part)(code)).rstrip(".")
        for part in ("title", "advice")
    )
    return jsonify(errors=[{"field": None, "message": f"{message}."}])
