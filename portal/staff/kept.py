"""What somebody was about to send when the session had ended: sealed, and offered again.

Nothing of it lies on the server before the person has signed in again. A password or a code is
never kept, and another user is never shown it.
"""

from typing import Any, TypedDict

from flask import current_app, request

from portal.staff import csrf
from portal.tokens import Sealed, TokenError

FIELD = "_kept"
#: says that a form was offered again
RESUMED = "_resumed"
_NEVER = ("password", "code")
#: hidden in a form, or a button or a way of sorting: they are sent again, but nobody typed them
_HIDDEN = {
    *("version", "do", "sure", "asked", "seen", "item", "place"),
    *("whom", "sort", "opened", "link", "late", "call", "finished"),
}
#: fields of forms that change many households by pressing: asked anew, with all they are about
_ASKED_ANEW = ("sealed", "lasts")
#: boxes with the number of a household
_PICKED = ("household", "households")


class Kept(TypedDict):
    """`fields` is None for a page that was only to be opened."""

    user: int | None
    path: str
    fields: list[list[str]] | None


class _Tokens(Sealed):
    longest = 60_000
    largest = 200_000


def _tokens() -> Sealed:
    keys = current_app.extensions["config"].secret_key
    found: Sealed | None = current_app.extensions.get("staff_kept")
    if found is None:
        found = current_app.extensions["staff_kept"] = _Tokens(keys, 1, "staff kept")
    return found


def of_request() -> str | None:
    """This request sealed, for the form of signing in; None where it cannot be kept."""
    if FIELD in request.form:
        return request.form[FIELD]  # on its way already
    path = request.full_path.rstrip("?")
    if request.method in ("GET", "HEAD"):
        return _tokens().seal({"user": None, "path": path, "fields": None})
    user = csrf.user_of_form()
    if user is None or not csrf.surely_from_here() or request.files:
        return None
    fields = [
        [name, value]
        for name, value in request.form.items(multi=True)
        if name not in (csrf.FIELD, RESUMED) and not any(word in name for word in _NEVER)
    ]
    sealed = _tokens().seal({"user": user, "path": path, "fields": fields})
    return sealed if len(sealed) < _Tokens.longest else None


def opened(sealed: str | None, user_id: int) -> Kept | None:
    """What was kept, if it is this user's."""
    if not sealed:
        return None
    try:
        kept: Kept = _tokens().unseal(sealed)
    except TokenError:
        return None
    return kept if kept["user"] in (None, user_id) else None


def genuine(sealed: str | None) -> str | None:
    """The same, if we sealed it; nothing else is worth keeping on the server."""
    try:
        return sealed if sealed and _tokens().unseal(sealed) else None
    except TokenError:
        return None


def shown(kept: Kept) -> list[tuple[str, str]]:
    """The fields that a person typed or chose, by name; of households that were ticked, how many.

    Empty: there is nothing to send again, such as a button that was pressed.
    """
    pairs: list[Any] = kept["fields"] or []
    if any(name in _ASKED_ANEW for name, _ in pairs):
        return []
    picked = sum(name in _PICKED for name, _ in pairs)
    told = [
        (name, value)
        for name, value in pairs
        if value and not name.startswith("_") and name not in {*_HIDDEN, *_PICKED}
    ]
    return [*told, (_PICKED[0], str(picked))] if picked else told
