"""The helper's page, what a family takes away, and on to the next family."""

import segno
from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.clock import law_day, today
from portal.guide.result import Result
from portal.helper import family
from portal.i18n import LANGUAGES, current_language, format_date
from portal.security import public_for
from portal.sharing import here, picture
from portal.tokens import EMPTY, TokenError, answer_tokens, for_everyone

_NOTHING = '<svg xmlns="http://www.w3.org/2000/svg"/>'

bp = Blueprint("helper", __name__, url_prefix="/<lang:lang>/helper")


@bp.get("/")
@public_for(seconds=300)
def page() -> ResponseReturnValue:
    """What this is for, and the family's language by its own name."""
    return _page()


@bp.post("/")
def begin() -> ResponseReturnValue:
    """The first question for a new family, in its language. Each press is another family."""
    lang = request.form.get("language", "")
    if lang not in LANGUAGES:
        return _page(), 422
    _close()
    new = family.new(current_language().code)
    return _forget(redirect(url_for("guide.begin", lang=lang, family=new.name), 303))


@bp.post("/next")
def following() -> ResponseReturnValue:
    """Close the family, and ask the browser to forget it."""
    helped = family.helping()
    _close()
    lang = helped.lang if helped else current_language().code
    return _forget(redirect(url_for(".ready", lang=lang, family=None), 303))


@bp.get("/ready")
def ready() -> ResponseReturnValue:
    """The helper's page again, and what has become of the former family."""
    return _forget(_page(former=True))


@bp.get("/forget.svg")
def forget() -> ResponseReturnValue:
    """A picture of nothing, asked for by the page that is there after a family.

    The page that the browser left last is put aside whole only after the header of the next one
    has been heeded. This answer comes later, and without a script.
    """
    return _forget(current_app.response_class(_NOTHING, mimetype="image/svg+xml"))


@bp.get("/take-away/<token>")
def take_away(token: str) -> ResponseReturnValue:
    """A page for the family to keep: the short answer, and the way to all of it."""
    if token == EMPTY:
        raise TokenError
    tokens = answer_tokens()
    answers, case = tokens.read(token), tokens.case_of(token)
    with for_everyone():
        own = tokens.write(answers, case)
    return render_template(
        "helper/take_away.html",
        result=Result(answers, token, law_day()),
        token=token,
        qr=_picture(here(url_for("guide.result", token=own))),
        last_day=format_date(tokens.last_day(today())),
        today=today(),
        danish_url=url_for(".take_away", token=token, lang="da"),
    )


def _close() -> None:
    """No page of the family of this request opens again; where there is none, nothing happens."""
    helped = family.helping()
    if helped:
        from portal.helper import store  # SQLModel takes 13 MB of a worker

        store.close(current_app.extensions["engine"], helped.digest)


def _picture(address: str) -> object:
    """The QR picture; None where the answers are more than one can hold."""
    try:
        return picture(address)
    except segno.DataOverflowError:
        return None


def _page(former: bool = False) -> str:
    return render_template(
        "helper/page.html", former=former, danish_url=url_for(".page", lang="da")
    )


def _forget(answer: ResponseReturnValue) -> ResponseReturnValue:
    """Ask the browser to drop every page and store that it keeps from here."""
    response = make_response(answer)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
