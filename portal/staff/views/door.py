"""In and out: password, second factor, one-time link."""

from datetime import timedelta
from typing import Any

from flask import Response, current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import select

from portal.staff import kept, limits, links, passwords, sessions, totp, typed
from portal.staff.actions import Action
from portal.staff.gate import visit
from portal.staff.limits import ACCOUNT, ADDRESS, SECOND
from portal.staff.page import page
from portal.staff.scope import OfficeSession, unscoped
from portal.staff.tables import LogEntry, StaffSession, User, Way


def sign_in() -> ResponseReturnValue:
    """E-mail and password."""
    if request.method == "GET":
        return redirect(url_for(".front")) if visit().scope else _form()
    email, password = typed.email(), typed.secret("password")
    given = {"email": email, "password": password}
    empty = {name: "empty" for name, value in given.items() if not value}
    if empty:
        return _form(email, empty), 422
    wait = limits.begin(ADDRESS, limits.client_address()) or limits.begin(ACCOUNT, email)
    if wait:
        return _wait(
            "staff/sign_in.html", "email", wait, email=email, kept=request.form.get(kept.FIELD)
        )
    user = _user_with(email, password)
    if user is None:
        return _form(email, {"email": "wrong"}), 422
    limits.forgive(ACCOUNT, email)
    limits.forgive(ADDRESS, limits.client_address())
    limits.forget_old()
    sealed = kept.genuine(request.form.get(kept.FIELD))
    carried = {"typed": sealed} if sealed else {}
    if user.totp_secret:
        here = visit()
        here.new_cookie = sessions.start(
            user.id, Way.PASSWORD, complete=False, instead_of=here.cookie, carried=carried
        )
        return redirect(url_for(".second_factor"), 303)
    return welcome(user, Way.PASSWORD, Action.SIGNED_IN, carried)


def second_factor() -> ResponseReturnValue:
    """The code from the phone, after the password."""
    here = visit()
    if here.row is None or here.row.complete or here.row.user_id is None:
        return redirect(url_for(".sign_in"), 303)
    if request.method == "GET":
        return page("staff/second_factor.html", errors={})
    user_id = here.row.user_id
    wait = limits.begin(SECOND, str(user_id))
    if wait:
        return _wait("staff/second_factor.html", "code", wait)
    with unscoped() as session:
        user = session.get_one(User, user_id)
        right = totp.spend(user, typed.text("code"))
        if not right:
            _note(session, user, Action.SIGN_IN_FAILED)
        session.commit()
    if not right:
        return page("staff/second_factor.html", errors={"code": "wrong_code"}), 422
    limits.forgive(SECOND, str(user_id))
    return welcome(user, here.row.way, Action.SIGNED_IN, here.carried)


def welcome(user: User, way: Way, action: Action, carried: dict[str, Any]) -> ResponseReturnValue:
    """Signed in: a new cookie, and on to where the person was going."""
    here = visit()
    intended = kept.opened(carried.get("typed"), user.id or 0)
    form = intended if intended and intended["fields"] is not None else None
    here.new_cookie = sessions.start(
        user.id,
        way,
        complete=True,
        instead_of=here.cookie,
        carried={"form": form} if form else None,
    )
    with unscoped() as session:
        _note(session, user, action)
        session.commit()
    if form:
        return redirect(url_for(".resume"), 303)
    return redirect(intended["path"] if intended else url_for(".front"), 303)


def sign_out() -> ResponseReturnValue:
    """End this session, and drop what the browser keeps of it."""
    here = visit()
    with unscoped() as session:
        row = session.get(StaffSession, here.row.id) if here.row else None
        if row is not None:
            session.delete(row)
        if here.scope:
            _note(session, here.scope.user, Action.SIGNED_OUT)
        session.commit()
    here.new_cookie = sessions.new_token()
    response = make_response(redirect(url_for(".sign_in", out=1), 303))
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def link(token: str) -> ResponseReturnValue:
    """A one-time link: choose a password."""
    found = links.look(token)
    if found is None:
        return page("staff/link_gone.html"), 410
    link, user, organisation = found
    errors: dict[str, str] = {}
    if request.method == "POST":
        password = typed.secret("password")
        problem = passwords.problem(password, (user.name, user.email, organisation.name))
        if problem is None:
            if not links.use(token, passwords.hashed(password)):
                return page("staff/link_gone.html"), 410
            return redirect(url_for(".sign_in", chosen=1), 303)
        errors["password"] = problem
    shown = page("staff/link.html", link=link, user=user, organisation=organisation, errors=errors)
    return shown, 422 if errors else 200


def _form(email: str = "", errors: dict[str, str] | None = None) -> str:
    notice = next((name for name in ("out", "chosen") if name in request.args), None)
    sealed = request.form.get(kept.FIELD)
    return page("staff/sign_in.html", email=email, errors=errors or {}, notice=notice, kept=sealed)


def _wait(template: str, field: str, wait: timedelta, **values: Any) -> Response:
    """Too many tries: say for how long, in minutes."""
    minutes = limits.minutes(wait)
    shown = page(template, errors={field: "wait"}, minutes=minutes, notice=None, **values)
    response: Response = current_app.make_response((shown, 429))
    response.headers["Retry-After"] = str(int(wait.total_seconds()) + 1)
    return response


def _user_with(email: str, password: str) -> User | None:
    """The user whose address and password these are. Takes as long where there is none."""
    with unscoped() as session:
        user = session.exec(select(User).where(User.email == email)).first()
        kept_hash = user.password_hash if user and not user.disabled else None
        if not passwords.verify(password, kept_hash) or user is None or kept_hash is None:
            _note(session, user, Action.SIGN_IN_FAILED)
            session.commit()
            return None
        if passwords.outdated(kept_hash):
            user.password_hash = passwords.hashed(password)
            session.commit()
        return user


def _note(session: OfficeSession, user: User | None, action: Action) -> None:
    """Log what happens before there is a scope."""
    of = user.organisation_id if user else None
    session.add(LogEntry(organisation_id=of, user_id=user.id if user else None, action=action))
