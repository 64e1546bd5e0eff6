"""My account: password, second factor, where I am signed in."""

from flask import abort, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from portal.staff import limits, passwords, sessions, totp, typed
from portal.staff.actions import Action
from portal.staff.gate import carry, scope, take, visit
from portal.staff.limits import SECOND
from portal.staff.page import page
from portal.staff.tables import User
from portal.staff.views.front import organisation_of


def account() -> ResponseReturnValue:
    """What there is to know and to change of one's own."""
    here = visit()
    return page(
        "staff/account.html",
        organisation=organisation_of(scope()),
        sessions=scope().own_sessions(),
        current=here.row.id if here.row else None,
        said=take("said"),
    )


def password() -> ResponseReturnValue:
    """Another password: every other browser is signed out."""
    user = _with_password()
    errors: dict[str, str] = {}
    if request.method == "POST":
        wait = _confirmed(user, errors)
        new = typed.secret("new_password")
        about = (user.name, user.email, organisation_of(scope()).name)
        if (problem := passwords.problem(new, about)) is not None:
            errors["new_password"] = problem
        if not errors:
            user.password_hash = passwords.hashed(new)
            sessions.end_all(scope().session, user.id or 0, but=_current())
            scope().note(Action.PASSWORD_CHANGED, user)
            scope().commit()
            return _told("password_changed")
        return _page("staff/password.html", errors, wait)
    return page("staff/password.html", errors={})


def second_factor_on() -> ResponseReturnValue:
    """Turn the second factor on: show the secret, and ask for a first code."""
    user = _with_password()
    if user.totp_secret:
        return redirect(url_for(".account"), 303)
    secret: str = visit().carried.get("totp") or totp.new_secret()
    errors: dict[str, str] = {}
    if request.method == "POST":
        step = totp.step_of(secret, typed.text("code"))
        if "totp" in visit().carried and step is not None:
            user.totp_secret, user.totp_step = secret, step
            sessions.end_all(scope().session, user.id or 0, but=_current())
            scope().note(Action.TOTP_ON, user)
            take("totp")
            scope().commit()
            return _told("totp_on")
        errors["code"] = "wrong_code"
    if "totp" not in visit().carried:
        carry(totp=secret)
    shown = page(
        "staff/totp.html",
        secret=totp.grouped(secret),
        qr=totp.qr(secret, user.email),
        errors=errors,
    )
    return shown, 422 if errors else 200


def second_factor_off() -> ResponseReturnValue:
    """Turn the second factor off, with the password."""
    user = _with_password()
    if not user.totp_secret:
        return redirect(url_for(".account"), 303)
    errors: dict[str, str] = {}
    if request.method == "POST":
        wait = _confirmed(user, errors)
        if not errors:
            user.totp_secret = user.totp_step = None
            scope().note(Action.TOTP_OFF, user)
            scope().commit()
            return _told("totp_off")
        return _page("staff/totp_off.html", errors, wait)
    return page("staff/totp_off.html", errors={})


def end_session(session_id: int) -> ResponseReturnValue:
    """Sign another browser of one's own out."""
    row = next((row for row in scope().own_sessions() if row.id == session_id), None)
    if row is None or row.id == _current():
        abort(404)
    scope().session.delete(row)
    scope().note(Action.SESSION_ENDED, row)
    scope().commit()
    return _told("session_ended")


def end_sessions() -> ResponseReturnValue:
    """Sign out everywhere, here too."""
    sessions.end_all(scope().session, scope().user.id or 0)
    scope().note(Action.SIGNED_OUT_EVERYWHERE, scope().user)
    scope().commit()
    visit().new_cookie = sessions.new_token()
    response = make_response(redirect(url_for(".sign_in", out=1), 303))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _with_password() -> User:
    """The user, where the account has a password; single sign-on has its own."""
    return scope().user if scope().user.password_hash else abort(404)


def _confirmed(user: User, errors: dict[str, str]) -> int | None:
    """Ask for the password of now; minutes to wait after too many wrong ones."""
    wait = limits.begin(SECOND, f"password {user.id}")
    if wait:
        errors["password"] = "wait"  # noqa: S105
        return limits.minutes(wait)
    if passwords.verify(typed.secret("password"), user.password_hash):
        limits.forgive(SECOND, f"password {user.id}")
    else:
        errors["password"] = "wrong_password"  # noqa: S105
    return None


def _page(template: str, errors: dict[str, str], minutes: int | None) -> ResponseReturnValue:
    shown = page(template, errors=errors, minutes=minutes)
    return shown, 429 if minutes else 422


def _told(said: str) -> Response:
    carry(said=said)
    return redirect(url_for(".account"), 303)


def _current() -> int | None:
    row = visit().row
    return row.id if row else None
