"""The addresses of a list on a secret link: the same page, kept in the database.

A household made the list itself (`store`), or an office did (`portal.cases.family`). Both are
loaded when the first such list is opened: SQLModel takes 13 MB of a worker.
"""

from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from flask import Blueprint, Response, current_app, make_response, redirect, request, url_for
from flask import render_template as rendered
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import ServiceUnavailable

from portal.checklist import page as pages
from portal.checklist.shown import Checklist
from portal.checklist.state import (
    MOST_JOINED,
    Change,
    NoteTooLongError,
    clean,
    read_change,
    unseal,
)
from portal.checklist.views import bp as list_bp
from portal.checklist.views import wrong_note
from portal.clock import DENMARK, law_day
from portal.i18n import current_language, format_date
from portal.sharing import here, picture
from portal.words import words

if TYPE_CHECKING:
    from portal.cases.family import FamilyList
    from portal.checklist.store import Kept

    Found: TypeAlias = Kept | FamilyList

bp = Blueprint("kept_list", __name__, url_prefix="/<lang:lang>/list")

_WORKER = Path(__file__).with_name("worker.js")
#: what is pressed to be called by the office, and to take that back
_CALL, _NO_CALL = "call", "no-call"


@list_bp.post("/<token>/keep")
def keep(token: str) -> ResponseReturnValue:
    """Keep the list of an address under a secret link, and go there."""
    from portal.checklist import store
    from portal.staff import limits

    state = unseal(token)
    wait = limits.begin(limits.LIST, limits.client_address())
    if wait is not None:
        page = rendered("checklist/wait.html", token=token, minutes=limits.minutes(wait))
        return page, 429, {"Retry-After": str(max(1, int(wait.total_seconds())))}
    secret = store.keep(_engine(), state, _now())
    return redirect(url_for("kept_list.page", secret=secret), 303)


@list_bp.get("/<token>/keep")
def keep_opened(token: str) -> ResponseReturnValue:
    """Back to the list, from a page that told to wait and was opened in another language."""
    return redirect(url_for("checklist.page", token=token), 303)


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
    """Tick, take the tick away, note something, or ask the office to call.

    Who asks for JSON is told only that it is kept: a phone with more to send needs no page.
    """
    if request.form.get("do") in (_CALL, _NO_CALL):
        return _call(secret)
    try:
        changed = read_change(request.form)
    except NoteTooLongError:
        kept = _read(secret)
        if kept is None:
            return _gone()
        return wrong_note(lambda **given: _page(kept, secret, **given), "note_long")
    if changed and not _changed(secret, changed):
        return _gone()
    if request.accept_mimetypes.best == "application/json":
        return {"kept": changed is not None}
    item = changed.item if changed else None
    return _back(secret, item)


@bp.post("/<secret>/opened")
def opened(secret: str) -> ResponseReturnValue:
    """A person touched the page: an office sees that its list has been opened."""
    from portal.cases import family

    family.opened(_engine(), secret, _now())
    return "", 204


@bp.get("/<secret>.ics")
def download(secret: str) -> ResponseReturnValue:
    """The days of what is not done as a calendar file."""
    from portal.checklist import days

    kept = _read(secret)
    if kept is None:
        return _gone()
    checklist = Checklist(kept.state, law_day(), office=kept.office)
    if not any(checklist.dated):
        return redirect(url_for(".page", secret=secret), 303)
    return days.as_file(checklist, current_language().code)


@bp.post("/<secret>/delete")
def delete(secret: str) -> ResponseReturnValue:
    """Delete the list at once, and ask the browser to forget it too. An office deletes its own."""
    from portal.checklist import store

    kept = _read(secret)
    if kept and kept.office:
        back = url_for(".page", secret=secret)
        organisation = kept.office.organisation
        page = rendered("checklist/not_deleted.html", organisation=organisation, list_url=back)
        return page, 403
    store.forget(_engine(), secret)
    return _forgotten(redirect(url_for(".deleted"), 303))


@bp.get("/<secret>/delete")
def not_deleted(secret: str) -> ResponseReturnValue:
    """Who comes here by a link, as that to another language, has pressed nothing."""
    return redirect(url_for(".page", secret=secret), 303)


def _call(secret: str) -> ResponseReturnValue:
    """The household asks its office to call, or no longer."""
    from portal.cases import family

    kept = _read(secret)
    if kept is None or kept.office is None:
        return _gone()
    typed = request.form.get("call", "")
    note = clean(typed[:MOST_JOINED]) if request.form["do"] == _CALL else None
    if note == "" or len(note or "") > family.MOST_CALL_SIGNS:
        problem = "call_long" if note else "call_empty"
        message = words(current_language().code).text("checklist", "errors", problem).raw[0]
        return _page(kept, secret, errors={"call": message}, call_typed=typed), 422
    family.ask_for_call(_engine(), secret, note, _now())
    return _back(secret, "call-me")


def _back(secret: str, place: str | None) -> ResponseReturnValue:
    """To the list as it stands now, and there to a place."""
    return redirect(url_for(".page", secret=secret, beside=pages.beside(), _anchor=place), 303)


def _page(kept: "Found", secret: str, **given: Any) -> str:
    address = here(url_for(".page", secret=secret))
    own = kept.office is None
    code = kept.office.municipality if kept.office else None
    return pages.render(
        kept.state,
        ".page",
        address={"secret": secret},
        calendar_url=url_for(".download", secret=secret),
        office=kept.office,
        kept={
            "address": address,
            "qr": picture(address),
            "ends": format_date(kept.expires.astimezone(DENMARK).date()),
            "delete": url_for(".delete", secret=secret) if own else None,
            "opened": None if own else url_for(".opened", secret=secret),
            "practice": _practice(code) if code else None,
            "worker": url_for(".worker"),
        },
        **given,
    )


def _practice(code: str) -> "dict[str, Any] | None":
    """What has been told of a municipality, by kind, under its name; None where nothing has."""
    from portal.municipality import places, shown

    municipality = places.municipalities().get(code)
    told = shown.told(code, current_language().code) if municipality else []
    if municipality is None or not told:
        return None
    by_kind = {kind: list(found) for kind, found in groupby(told, lambda each: each.kind)}
    return {"municipality": municipality.full, "by_kind": by_kind}


def _read(secret: str) -> "Found | None":
    from portal.cases import family
    from portal.checklist import store

    return store.read(_engine(), secret, _now()) or family.read(_engine(), secret, _now())


def _changed(secret: str, changed: Change) -> bool:
    """Make a change; False where there is no such list."""
    from portal.cases import family
    from portal.checklist import store

    named = request.form.get("change")
    if family.change(_engine(), secret, changed, named, _now()):
        return True
    try:
        return store.change(_engine(), secret, changed, named, _now()) is not None
    except store.BusyError:
        raise ServiceUnavailable from None


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
