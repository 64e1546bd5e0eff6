"""The way out to the provider of single sign-on, and back."""

from flask import make_response, request, url_for
from flask.typing import ResponseReturnValue

from portal.sharing import here
from portal.staff import kept, limits, oidc, sessions
from portal.staff.actions import Action
from portal.staff.arrivals import account_of
from portal.staff.gate import visit
from portal.staff.limits import ADDRESS
from portal.staff.page import page
from portal.staff.tables import Way
from portal.staff.views.door import welcome


def single_sign_on() -> ResponseReturnValue:
    """Remember what was being done, and send the browser to the provider.

    By `Refresh`, not by a redirect: the policy of the page lets a form go nowhere else, and that
    holds for where it is redirected to as well.
    """
    if not oidc.is_on():
        return _failed("failed")
    if limits.begin(ADDRESS, limits.client_address()):
        return _failed("busy")
    try:
        address, memory = oidc.begin(_return_address())
    except oidc.SignOnError as error:
        return _failed(error.code)
    carried: dict[str, object] = {"oidc": memory}
    if sealed := kept.genuine(request.form.get(kept.FIELD)):
        carried["typed"] = sealed
    visit().new_cookie = sessions.start(
        None, Way.OIDC, complete=False, instead_of=visit().cookie, carried=carried
    )
    response = make_response(page("staff/on_the_way.html", address=address))
    response.headers["Refresh"] = f"0; url={address}"
    return response


def returned() -> ResponseReturnValue:
    """Back from the provider."""
    row, carried = visit().row, visit().carried
    if not oidc.is_on() or row is None or row.complete or "oidc" not in carried:
        return _failed("failed")
    try:
        person = oidc.finish(carried["oidc"], _return_address(), request.args)
        user = account_of(person)
    except oidc.SignOnError as error:
        return _failed(error.code)
    limits.forgive(ADDRESS, limits.client_address())
    return welcome(user, Way.OIDC, Action.SIGNED_IN_BY_OIDC, carried)


def _return_address() -> str:
    """One for all languages: providers hold it against a list."""
    return here(url_for("staff.returned", lang="da"))


def _failed(code: str) -> ResponseReturnValue:
    shown = page(
        "staff/sign_in.html",
        email="",
        errors={},
        notice=f"sso_{code}",
        kept=visit().carried.get("typed") or request.form.get(kept.FIELD),
    )
    return shown, {"failed": 502, "busy": 429}.get(code, 403)
