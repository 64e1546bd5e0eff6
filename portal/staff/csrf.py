"""Is a form ours, and was it sent from our page by the browser that got it?

Each form carries a sealed token that names the browser's cookie and the user. The browser's own
word (`Sec-Fetch-Site`, `Origin`) is asked as well.
"""

import hmac
from urllib.parse import urlsplit

from flask import current_app, request

from portal.staff.sessions import token_hash
from portal.tokens import Sealed, TokenError

FIELD = "_csrf"


def _tokens() -> Sealed:
    keys = current_app.extensions["config"].secret_key
    found: Sealed | None = current_app.extensions.get("staff_csrf")
    if found is None:
        found = current_app.extensions["staff_csrf"] = Sealed(keys, 1, "staff csrf")
    return found


def token_for(cookie: str, user_id: int | None) -> str:
    """What a form on a page carries; another text each time."""
    return _tokens().seal([token_hash(cookie), user_id])


def user_of_form() -> int | None:
    """Whose page the form was on, whether or not the browser is still signed in."""
    opened = _opened()
    return opened[1] if opened else None


def belongs_to(cookie: str | None) -> bool:
    """Whether the form was on a page that went to the browser with this cookie."""
    opened = _opened()
    return bool(opened and cookie) and hmac.compare_digest(opened[0], token_hash(cookie or ""))  # type: ignore[index]


def _opened() -> tuple[str, int | None] | None:
    try:
        of_cookie, user_id = _tokens().unseal(request.form.get(FIELD, ""))
    except (TokenError, TypeError, ValueError):
        return None
    return str(of_cookie), user_id


def from_elsewhere() -> bool:
    """Whether the browser says that another site sent this."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc not in _own_hosts()


def surely_from_here() -> bool:
    """Whether the browser says that a page of ours sent this."""
    said = {"Sec-Fetch-Site", "Origin"} & set(request.headers.keys())
    return bool(said) and not from_elsewhere()


def _own_hosts() -> set[str]:
    base_url = current_app.extensions["config"].base_url or ""
    return {request.host, urlsplit(base_url).netloc} - {""}
