"""The start page in each language, and *slet mine svar*."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.i18n import suggest_language
from portal.security import public_for

bp = Blueprint("start", __name__)


@bp.get("/")
@public_for(seconds=300)
def door() -> ResponseReturnValue:
    """The languages, before anything else. What the browser asks for only comes first."""
    response = make_response(
        render_template(
            "start/page.html", suggested=suggest_language(request.accept_languages.values()).code
        )
    )
    response.vary.add("Accept-Language")
    return response


@bp.get("/<lang:lang>/")
@public_for(seconds=300)
def page() -> ResponseReturnValue:
    return render_template("start/page.html", suggested=None)


@bp.get("/<lang:lang>/delete")
def delete() -> ResponseReturnValue:
    """What deleting does, and what it cannot do."""
    return render_template("start/delete.html")


@bp.post("/<lang:lang>/delete")
def wipe() -> ResponseReturnValue:
    return _forget(redirect(url_for(".deleted"), 303))


@bp.get("/<lang:lang>/deleted")
def deleted() -> ResponseReturnValue:
    return _forget(render_template("start/deleted.html"))


def _forget(answer: ResponseReturnValue) -> ResponseReturnValue:
    """Ask the browser to drop every page that it keeps from here."""
    response = make_response(answer)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
