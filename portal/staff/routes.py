"""Every address of the office, what answers it, and whom it is open to.

An address that is not in this table does not exist, and one without an `Access` cannot be
written: nothing is open by having been forgotten. The view is loaded when it is first asked for.
"""

from collections.abc import Callable
from importlib import import_module

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.cases import routes as cases
from portal.corrections import routes as corrections
from portal.i18n import DEFAULT_LANGUAGE, OFFICE_LANGUAGES
from portal.municipality import routes as municipality
from portal.staff.roles import Access
from portal.staff.route import BOTH, POST, Route

_ACCOUNTS = (
    Route("/", "staff.views.front:front", Access.READER),
    Route("/sign-in", "staff.views.door:sign_in", Access.ANYONE, BOTH),
    Route("/second-factor", "staff.views.door:second_factor", Access.ANYONE, BOTH),
    Route("/link/<token>", "staff.views.door:link", Access.ANYONE, BOTH),
    Route("/single-sign-on", "staff.views.sso:single_sign_on", Access.ANYONE, POST),
    Route("/single-sign-on/return", "staff.views.sso:returned", Access.ANYONE),
    Route("/sign-out", "staff.views.door:sign_out", Access.ANYONE, POST),
    Route("/resume", "staff.views.front:resume", Access.READER),
    Route("/resume/discard", "staff.views.front:discard", Access.READER, POST),
    Route("/account", "staff.views.account:account", Access.READER),
    Route("/account/password", "staff.views.account:password", Access.READER, BOTH),
    Route("/account/second-factor", "staff.views.account:second_factor_on", Access.READER, BOTH),
    Route(
        "/account/second-factor/off", "staff.views.account:second_factor_off", Access.READER, BOTH
    ),
    Route(
        "/account/sessions/<int:session_id>/end",
        "staff.views.account:end_session",
        Access.READER,
        POST,
    ),
    Route("/account/sign-out-everywhere", "staff.views.account:end_sessions", Access.READER, POST),
    Route("/users", "staff.views.users:users", Access.ADMINISTRATOR),
    Route("/users/invite", "staff.views.users:invite", Access.ADMINISTRATOR, BOTH),
    Route("/users/<int:user_id>", "staff.views.users:user", Access.ADMINISTRATOR, BOTH),
    Route("/users/<int:user_id>/link", "staff.views.users:new_link", Access.ADMINISTRATOR, POST),
    Route("/users/<int:user_id>/disable", "staff.views.users:disable", Access.ADMINISTRATOR, POST),
    Route("/users/<int:user_id>/enable", "staff.views.users:enable", Access.ADMINISTRATOR, POST),
    Route("/users/<int:user_id>/delete", "staff.views.users:delete", Access.ADMINISTRATOR, POST),
    Route("/log", "staff.views.log:log", Access.ADMINISTRATOR),
)

ROUTES = (*_ACCOUNTS, *cases.ROUTES, *municipality.ROUTES, *corrections.ROUTES)
ACCESS = {f"staff.{route.endpoint}": route.access for route in ROUTES}

bp = Blueprint("staff", __name__, url_prefix="/<lang:lang>/staff")
door = Blueprint("staff_door", __name__)


def _view(target: str) -> Callable[..., ResponseReturnValue]:
    module, _, name = target.partition(":")

    def view(**values: object) -> ResponseReturnValue:
        found: Callable[..., ResponseReturnValue] = getattr(import_module(f"portal.{module}"), name)
        return found(**values)

    return view


for _route in ROUTES:
    bp.add_url_rule(_route.rule, _route.endpoint, _view(_route.view), methods=list(_route.methods))


@bp.before_request
def _before() -> ResponseReturnValue | None:
    language, _, rest = request.full_path.rstrip("?").removeprefix("/").partition("/")
    if language not in OFFICE_LANGUAGES:
        kept = 307 if request.method == "POST" else 302
        return redirect(f"/{DEFAULT_LANGUAGE.code}/{rest}", kept)
    gate = import_module("portal.staff.gate")
    answer: ResponseReturnValue | None = gate.check(ACCESS[request.endpoint or ""])
    return answer


@bp.after_request
def _after(response: Response) -> Response:
    finished: Response = import_module("portal.staff.gate").finish(response)
    return finished


@bp.teardown_request
def _teardown(_error: BaseException | None) -> None:
    import_module("portal.staff.gate").close()


@door.get("/staff")
def to_the_door() -> ResponseReturnValue:
    """The address that one remembers."""
    return redirect(f"/{DEFAULT_LANGUAGE.code}/staff/")


@bp.context_processor
def _context() -> dict[str, object]:
    found: dict[str, object] = import_module("portal.staff.page").context()
    return found
