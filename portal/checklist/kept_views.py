"""The addresses of a list on a secret link: the same page, kept in the database.

What is kept and how is in `store`, which is loaded when the first such list is opened: SQLModel
takes 13 MB of a worker.
"""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, current_app, make_response, redirect, request, url_for
from flask import render_template as rendered
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import ServiceUnavailable

from portal.checklist import page as pages
from portal.checklist.shown import Checklist
from portal.checklist.state import NoteTooLongError, read_change, unseal
from portal.checklist.views import bp as list_bp
from portal.checklist.views import wrong_note
from portal.clock import DENMARK, law_day
from portal.i18n import current_language, format_date
from portal.sharing import here, picture

if TYPE_CHECKING:
    from portal.checklist.store import Kept

bp = Blueprint("kept_list", __name__, url_prefix="/<lang:lang>/list")

_WORKER = Path(__file__).with_name("worker.js")


@list_bp.post("/<token>/keep")
def keep(token: str) -> ResponseReturnValue:
    """Keep the list of an address under a secret link, and go there."""
    from portal.checklist import store

    secret = store.keep(_engine(), unseal(token), _now())
    return redirect(url_for("kept_list.page", secret=secret), 303)


@bp.get("/worker.js")
def worker() -> Response:
    """The script that shows a list without a network. Its address says which pages it is for."""
    response = current_app.response_class(_worker(), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


@bp.get("/deleted")
def deleted() -> ResponseReturnValue:
    """That the list is gone."""
    return _forgotten(rendered("checklist/deleted.html"))


@bp.get("/<secret>")
def page(secret: str) -> ResponseReturnValue:
    """The list as it stands."""
    kept = _read(secret)
    return _page(kept, secret) if kept else _gone()


@bp.post("/<secret>")
def change(secret: str) -> ResponseReturnValue:
    """Tick, take the tick away, or note something."""
    from portal.checklist import store

    kept = _read(secret)
    if kept is None:
        return _gone()
    try:
        changed = read_change(request.form)
    except NoteTooLongError:
        return wrong_note(lambda **given: _page(kept, secret, **given), "note_long")
    if changed:
        try:
            after = store.change(_engine(), secret, changed, request.form.get("change"), _now())
        except store.BusyError:
            raise ServiceUnavailable from None
        if after is None:
            return _gone()
    item = changed.item if changed else None
    return redirect(url_for(".page", secret=secret, beside=pages.beside(), _anchor=item), 303)


@bp.get("/<secret>.ics")
def download(secret: str) -> ResponseReturnValue:
    """The days of what is not done as a calendar file."""
    from portal.checklist import days

    kept = _read(secret)
    if kept is None:
        return _gone()
    checklist = Checklist(kept.state, law_day())
    if not any(checklist.dated):
        return redirect(url_for(".page", secret=secret), 303)
    return days.as_file(checklist, current_language().code)


@bp.post("/<secret>/delete")
def delete(secret: str) -> ResponseReturnValue:
    """Delete the list at once, and ask the browser to forget it too."""
    from portal.checklist import store

    store.forget(_engine(), secret)
    return _forgotten(redirect(url_for(".deleted"), 303))


def _page(kept: "Kept", secret: str, **given: Any) -> str:
    address = here(url_for(".page", secret=secret))
    return pages.render(
        kept.state,
        ".page",
        address={"secret": secret},
        calendar_url=url_for(".download", secret=secret),
        kept={
            "address": address,
            "qr": picture(address),
            "ends": format_date(kept.expires.astimezone(DENMARK).date()),
            "delete": url_for(".delete", secret=secret),
            "worker": url_for(".worker"),
        },
        **given,
    )


def _read(secret: str) -> "Kept | None":
    from portal.checklist import store

    return store.read(_engine(), secret, _now())


def _gone() -> ResponseReturnValue:
    return rendered("checklist/gone.html"), 404


def _forgotten(answer: ResponseReturnValue) -> ResponseReturnValue:
    response = make_response(answer)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@cache
def _worker() -> bytes:
    return _WORKER.read_bytes()


def _engine() -> Any:
    return current_app.extensions["engine"]


def _now() -> datetime:
    return datetime.now(UTC)
