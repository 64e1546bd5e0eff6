"""The users of the organisation, for administrators."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from portal.sharing import here
from portal.staff import links, sessions, typed
from portal.staff.actions import Action
from portal.staff.gate import carry, scope, take
from portal.staff.page import page
from portal.staff.roles import Role
from portal.staff.tables import OneTimeLink, Organisation, Purpose, User
from portal.staff.times import INVITE, RESET, now


def users() -> ResponseReturnValue:
    """Everybody, by name."""
    everybody = scope().all(select(User).order_by(col(User.name), col(User.id)))
    return page("staff/users.html", users=everybody, invited=_invited(), said=take("said"))


def invite() -> ResponseReturnValue:
    """A new user, who chooses a password by a one-time link."""
    if request.method == "GET":
        return page("staff/invite.html", typed={"role": Role.CASEWORKER}, errors={})
    given = {"email": typed.email(), "name": typed.text("name"), "role": typed.text("role")}
    problems = {
        "name": typed.name_problem(given["name"]),
        "email": typed.email_problem(given["email"]),
        "role": None if given["role"] in list(Role) else "choose",
    }
    errors = {name: code for name, code in problems.items() if code}
    user = None if errors else _added(given)
    if user is None:
        errors = errors or {"email": "taken"}
        return page("staff/invite.html", typed=given, errors=errors), 422
    return _with_link(user, Purpose.INVITE, clears_totp=False)


def user(user_id: int) -> ResponseReturnValue:
    """One user: name and role to change, and what else can be done."""
    found = scope().get(User, user_id)
    errors: dict[str, str] = {}
    given = {"name": found.name, "role": str(found.role)}
    if request.method == "POST":
        given = {"name": typed.text("name"), "role": typed.text("role")}
        _change(found, given, errors)
        if not errors:
            carry(said="user_changed")
            return redirect(url_for(".users"), 303)
    shown = page(
        "staff/user.html",
        user=found,
        typed=given,
        errors=errors,
        waiting=links.open_for(scope().session, user_id),
        last=_is_last(found),
        link=take("link"),
        lasts={Purpose.INVITE: INVITE.days, Purpose.RESET: RESET.days},
        said=take("said"),
    )
    return shown, 422 if errors else 200


def new_link(user_id: int) -> ResponseReturnValue:
    """Another one-time link, for one who forgot the password or lost the phone."""
    found = scope().get(User, user_id)
    if found.disabled or (found.subject and not found.password_hash):
        abort(404)  # whom single sign-on lets in needs no password
    purpose = Purpose.RESET if found.password_hash else Purpose.INVITE
    return _with_link(found, purpose, clears_totp=bool(request.form.get("clears_totp")))


def disable(user_id: int) -> ResponseReturnValue:
    """Let the user in no more, from now on."""
    found = _locked(user_id)
    if _is_last(found) or found.id == scope().user.id:
        abort(404)  # the page offers it to nobody
    if not found.disabled:
        found.disabled = now()
        sessions.end_all(scope().session, user_id)
        scope().note(Action.USER_DISABLED, found)
        scope().commit()
    return _back(found, "user_disabled")


def enable(user_id: int) -> ResponseReturnValue:
    found = scope().get(User, user_id)
    if found.disabled:
        found.disabled = None
        scope().note(Action.USER_ENABLED, found)
        scope().commit()
    return _back(found, "user_enabled")


def delete(user_id: int) -> ResponseReturnValue:
    """Delete a user who is disabled; the log keeps a number."""
    found = scope().get(User, user_id)
    if not found.disabled:
        abort(404)
    scope().note(Action.USER_DELETED, found)
    scope().delete(found)
    scope().commit()
    carry(said="user_deleted")
    return redirect(url_for(".users"), 303)


def _added(given: dict[str, str]) -> User | None:
    """The new user; None where the address has an account, here or elsewhere."""
    row = User(
        organisation_id=scope().organisation_id,
        email=given["email"],
        name=given["name"],
        role=Role(given["role"]),
    )
    try:
        added = scope().add(row)
    except IntegrityError:
        scope().session.rollback()
        return None
    scope().note(Action.USER_INVITED, added)
    return added


def _change(found: User, given: dict[str, str], errors: dict[str, str]) -> None:
    if problem := typed.name_problem(given["name"]):
        errors["name"] = problem
    if given["role"] not in list(Role):
        errors["role"] = "choose"
    elif _is_last(_locked(found.id or 0)) and given["role"] != Role.ADMINISTRATOR:
        errors["role"] = "last_administrator"
    if errors:
        return
    if found.name != given["name"]:
        found.name = given["name"]
        scope().note(Action.USER_RENAMED, found)
    if found.role != given["role"]:
        found.role = Role(given["role"])
        scope().note(Action.ROLE_CHANGED, found)
    scope().commit()


def _locked(user_id: int) -> User:
    """The user, while nobody else changes who is an administrator here."""
    own = select(Organisation).where(Organisation.id == scope().organisation_id)
    scope().session.exec(own.with_for_update()).one()
    return scope().get(User, user_id)


def _is_last(found: User) -> bool:
    """Whether nobody else could administer the organisation."""
    others = scope().count(
        User,
        col(User.role) == Role.ADMINISTRATOR,
        col(User.disabled).is_(None),
        col(User.id) != found.id,
    )
    return found.role is Role.ADMINISTRATOR and not others


def _invited() -> set[int]:
    """The users whose link is still open."""
    open_links = select(OneTimeLink.user_id).where(
        col(OneTimeLink.used).is_(None), OneTimeLink.expires > now()
    )
    return set(scope().session.exec(open_links).all())


def _with_link(found: User, purpose: Purpose, *, clears_totp: bool) -> ResponseReturnValue:
    token = links.make(scope().session, found, purpose, clears_totp=clears_totp)
    scope().note(Action.LINK_MADE, found)
    scope().commit()
    carry(link=here(url_for(".link", token=token)))
    return redirect(url_for(".user", user_id=found.id), 303)


def _back(found: User, said: str) -> ResponseReturnValue:
    carry(said=said)
    return redirect(url_for(".user", user_id=found.id), 303)
