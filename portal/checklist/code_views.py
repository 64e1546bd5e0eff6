"""Where the short code of a letter is typed in place of the long address."""

from datetime import UTC, datetime

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.checklist.kept_views import bp as kept_bp
from portal.i18n import DEFAULT_LANGUAGE, ascii_digits
from portal.words import page_words

bp = Blueprint("code", __name__, url_prefix="/<lang:lang>/c")


@bp.get("")
def enter() -> ResponseReturnValue:
    """The field for the code."""
    return _page()


@bp.post("")
def open_list() -> ResponseReturnValue:
    """On to the list of the code. Guessing is made slow, per address it comes from."""
    from portal.cases import family
    from portal.staff import limits

    typed = request.form.get("code", "")
    address, network = limits.client_address(), limits.client_network()
    wait = limits.begin(limits.CODE, address) or limits.begin(limits.CODE_NETWORK, network)
    if wait is not None:
        response = current_app.make_response(
            (_page(typed, "code_wait", minutes=limits.minutes(wait)), 429)
        )
        response.headers["Retry-After"] = str(max(1, int(wait.total_seconds())))
        return response
    engine = current_app.extensions["engine"]
    secret = family.by_code(engine, ascii_digits(typed), datetime.now(UTC))
    if secret is None:
        return _page(typed, "code_wrong" if typed.strip() else "code_empty"), 422
    limits.forgive(limits.CODE, address)
    limits.forgive(limits.CODE_NETWORK, network)
    return redirect(url_for(f"{kept_bp.name}.page", secret=secret), 303)


def _page(typed: str = "", problem: str | None = None, minutes: int = 0) -> str:
    errors = page_words("checklist", "errors", minutes=str(minutes))
    return render_template(
        "checklist/code.html",
        typed=typed[:40],
        errors={"code": errors[problem]} if problem else {},
        danish_url=url_for(".enter", lang=DEFAULT_LANGUAGE.code),
    )
