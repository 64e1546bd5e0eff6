"""The addresses of a list that lies in its address, sealed; nothing of it is kept here."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.checklist import page as pages
from portal.checklist.shown import Checklist
from portal.checklist.state import NoteTooLongError, State, read_change, seal, unseal
from portal.clock import law_day
from portal.i18n import DEFAULT_LANGUAGE, current_language
from portal.security import public_for
from portal.tokens import EMPTY
from portal.words import words

bp = Blueprint("checklist", __name__, url_prefix="/<lang:lang>/checklist")


@bp.get("/")
@public_for(seconds=300)
def begin() -> ResponseReturnValue:
    """What the list is, and the way to one."""
    return render_template(
        "checklist/begin.html", danish_url=url_for(".begin", lang=DEFAULT_LANGUAGE.code)
    )


@bp.get("/<token>")
def page(token: str) -> ResponseReturnValue:
    """The list of the answers in the address."""
    if token == EMPTY:
        return redirect(url_for(".begin"))
    return _page(unseal(token), token)


@bp.post("/<token>")
def change(token: str) -> ResponseReturnValue:
    """Tick, take the tick away, or note something: on to the address of the new list."""
    state = unseal(token)
    try:
        changed = read_change(request.form)
        after = state.after(changed) if changed else state
        new = seal(after) if after != state else token
    except NoteTooLongError:
        return wrong_note(lambda **given: _page(state, token, **given), "note_long")
    if new is None:
        return wrong_note(lambda **given: _page(state, token, **given), "notes_full")
    item = changed.item if changed else None
    address = url_for(".page", token=new, beside=pages.beside(), _anchor=item)
    return redirect(address, 303)


@bp.get("/<token>.ics")
def download(token: str) -> ResponseReturnValue:
    """The days of what is not done as a calendar file."""
    from portal.checklist import days  # few ask for one, and icalendar takes 4 MB of a worker

    state = unseal(token)
    checklist = Checklist(state, law_day())
    if not any(checklist.dated):
        return redirect(url_for(".page", token=token), 303)
    return days.as_file(checklist, current_language().code)


def wrong_note(render: Any, problem: str) -> ResponseReturnValue:
    """The page again with what was typed, and what is wrong with it."""
    item = request.form.get("do", "").partition(":")[2]
    message = words(current_language().code).text("checklist", "errors", problem).raw[0]
    typed = {item: request.form.get("note", "")}
    return render(errors={f"note-{item}": message}, typed=typed), 422


def _page(state: State, token: str, **given: Any) -> str:
    return pages.render(
        state,
        ".page",
        address={"token": token},
        calendar_url=url_for(".download", token=token),
        keep_url=url_for(".keep", token=token),
        **given,
    )
