"""What stands before each page of the office: who is it, is it theirs, did they send it?"""

import json
from dataclasses import dataclass, field
from typing import Any

from flask import (
    Response,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from portal import security
from portal.staff import csrf, kept, sessions
from portal.staff.roles import Access
from portal.staff.scope import OfficeSession, Scope
from portal.staff.tables import StaffSession


@dataclass
class Visit:
    """One request to the office."""

    cookie: str | None
    """What the browser sent, if it could be ours."""
    session: OfficeSession
    row: StaffSession | None = None
    """The browser's session, also one that is half-way."""
    scope: Scope | None = None
    """None until signed in."""
    new_cookie: str | None = None
    carried: dict[str, Any] = field(default_factory=dict)

    @property
    def token(self) -> str:
        """The cookie that the browser has, or will have after this."""
        if self.new_cookie is None and self.cookie is None:
            self.new_cookie = sessions.new_token()
        return self.new_cookie or self.cookie or ""


def visit() -> Visit:
    """This request to the office."""
    found: Visit = g.visit
    return found


def scope() -> Scope:
    """What the signed-in user may reach. Only on pages that ask for a role."""
    found = visit().scope
    if found is None:
        raise LookupError("this page is open to anyone")
    return found


def csrf_token() -> str:
    """What each form of the page carries."""
    here = visit()
    return csrf.token_for(here.token, here.scope.user.id if here.scope else None)


def check(access: Access) -> ResponseReturnValue | None:
    """Find out who it is; an answer where the page is not to be shown."""
    _arrive()
    if request.method == "POST" and csrf.from_elsewhere():
        return refused()
    if visit().scope is None and access is not Access.ANYONE:
        return _ask_to_sign_in()
    if visit().scope and not scope().may(access):
        return refused()
    security.let_in()
    if request.method == "POST" and not csrf.belongs_to(visit().cookie):
        return _ask_again()
    if request.form.get(kept.RESUMED):
        take("form")
    return None


def refused() -> ResponseReturnValue:
    """The page for those whose role does not open it."""
    security.turn_away()
    return render_template("staff/refused.html"), 403


def _arrive() -> None:
    cookie = request.cookies.get(cookie_name())
    g.visit = here = Visit(cookie if sessions.plausible(cookie) else None, OfficeSession())
    found = sessions.find(here.session, here.cookie) if here.cookie else None
    if found is None:
        return
    here.row, user = found
    here.carried = json.loads(here.row.carried or "{}")
    if here.row.complete and user is not None:
        here.scope = Scope(here.session, user)
        sessions.seen(here.session, here.row)


def _ask_to_sign_in() -> ResponseReturnValue:
    """The form of signing in, in place of the page; with what was sent, if that can be kept."""
    sent = request.method == "POST"
    sealed = None if security.turn_away() else kept.of_request()
    page = render_template(
        "staff/sign_in.html",
        kept=sealed,
        notice=("kept" if sealed else "lost") if sent else "ended" if visit().cookie else None,
        email="",
        errors={},
    )
    response = make_response(page, 401)
    response.headers["WWW-Authenticate"] = 'Form realm="staff"'  # a browser shows nothing for it
    return response


def _ask_again() -> ResponseReturnValue | None:
    """A form of ours whose token is not of this session: from before signing in, say."""
    here = visit()
    if request.endpoint in ("staff.link", "staff.second_factor"):
        return redirect(f"{request.path}?stale=1", 303)
    if here.scope is None:
        page = render_template(
            "staff/sign_in.html",
            kept=request.form.get(kept.FIELD),
            notice="stale",
            email=request.form.get("email", "")[:254],
            errors={},
        )
        return page, 403
    if request.endpoint == "staff.sign_in":
        return redirect(url_for("staff.front"), 303)  # signed in meanwhile, in another tab
    sealed = kept.opened(kept.of_request(), here.scope.user.id or 0)
    if sealed is None or sealed["fields"] is None:
        return refused()
    return render_template("staff/resume.html", kept=sealed, pairs=kept.shown(sealed)), 403


def carry(**values: Any) -> None:
    """Hand something on to the page that this browser opens next."""
    here = visit()
    if here.row is not None:
        here.carried |= values
        _write(here, here.row)


def take(name: str) -> Any:
    """What was handed on, once."""
    here = visit()
    value = here.carried.pop(name, None)
    if value is not None and here.row is not None:
        _write(here, here.row)
    return value


def _write(here: Visit, row: StaffSession) -> None:
    row.carried = json.dumps(here.carried) if here.carried else None
    here.session.commit()


def cookie_name() -> str:
    return "__Host-staff" if current_app.extensions["config"].in_production else "staff"


def finish(response: Response) -> Response:
    """Put the cookie on its way. `same-origin` lets the browser say where a form was sent from."""
    response.headers["Referrer-Policy"] = "same-origin"
    here: Visit | None = g.get("visit")
    if here is not None and here.new_cookie:
        production = current_app.extensions["config"].in_production
        response.set_cookie(
            cookie_name(),
            here.new_cookie,
            secure=production or request.is_secure,
            httponly=True,
            samesite="Lax",
            path="/",
        )
    return response


def close() -> None:
    here: Visit | None = g.pop("visit", None)
    if here is not None:
        here.session.close()
