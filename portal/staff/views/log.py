"""The log, for administrators."""

from flask import abort, request
from flask.typing import ResponseReturnValue
from sqlmodel import col, select

from portal.staff.gate import scope
from portal.staff.page import page
from portal.staff.tables import LogEntry, User

_PAGE = 50
_LAST_PAGE = 100_000


def log() -> ResponseReturnValue:
    """Who did what when, the newest first."""
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= _LAST_PAGE):
        abort(404)
    number = int(text)
    newest = select(LogEntry).order_by(col(LogEntry.id).desc())
    entries = scope().all(newest.offset((number - 1) * _PAGE).limit(_PAGE + 1))
    if number > 1 and not entries:
        abort(404)
    return page(
        "staff/log.html",
        entries=entries[:_PAGE],
        users={user.id: user for user in scope().all(select(User))},
        number=number,
        more=len(entries) > _PAGE,
    )
