"""Every address of the office, what answers it, and whom it is open to.

An address that is not in this table does not exist, and one without an `Access` cannot be
written: nothing is open by having been forgotten. The view is loaded when it is first asked for.
"""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.i18n import DEFAULT_LANGUAGE
from portal.staff.roles import Access

#: the languages of the office; any other leads to Danish
LANGUAGES = ("da", "en")

_GET, _POST = ("GET",), ("POST",)
_BOTH = _GET + _POST


class Route(NamedTuple):
    """One address. `view` is a module of `portal.staff.views` and a function in it."""

    rule: str
    view: str
    access: Access
    methods: tuple[str, ...] = _GET

    @property
    def endpoint(self) -> str:
        return self.view.partition(":")[2]


ROUTES = (
    Route("/", "front:front", Access.READER),
    Route("/sign-in", "door:sign_in", Access.ANYONE, _BOTH),
    Route("/second-factor", "door:second_factor", Access.ANYONE, _BOTH),
    Route("/link/<token>", "door:link", Access.ANYONE, _BOTH),
    Route("/single-sign-on", "sso:single_sign_on", Access.ANYONE, _POST),
    Route("/single-sign-on/return", "sso:returned", Access.ANYONE),
    Route("/sign-out", "door:sign_out", Access.ANYONE, _POST),
    Route("/resume", "front:resume", Access.READER),
    Route("/resume/discard", "front:discard", Access.READER, _POST),
    Route("/account", "account:account", Access.READER),
    Route("/account/password", "account:password", Access.READER, _BOTH),
    Route("/account/second-factor", "account:second_factor_on", Access.READER, _BOTH),
    Route("/account/second-factor/off", "account:second_factor_off", Access.READER, _BOTH),
    Route("/account/sessions/<int:session_id>/end", "account:end_session", Access.READER, _POST),
    Route("/account/sign-out-everywhere", "account:end_sessions", Access.READER, _POST),
    Route("/users", "users:users", Access.ADMINISTRATOR),
    Route("/users/invite", "users:invite", Access.ADMINISTRATOR, _BOTH),
    Route("/users/<int:user_id>", "users:user", Access.ADMINISTRATOR, _BOTH),
    Route("/users/<int:user_id>/link", "users:new_link", Access.ADMINISTRATOR, _POST),
    Route("/users/<int:user_id>/disable", "users:disable", Access.ADMINISTRATOR, _POST),
    Route("/users/<int:user_id>/enable", "users:enable", Access.ADMINISTRATOR, _POST),
    Route("/users/<int:user_id>/delete", "users:delete", Access.ADMINISTRATOR, _POST),
    Route("/log", "log:log", Access.ADMINISTRATOR),
)

ACCESS = {f"staff.{route.endpoint}": route.access for route in ROUTES}

bp = Blueprint("staff", __name__, url_prefix="/<lang:lang>/staff")
door = Blueprint("staff_door", __name__)


def _view(target: str) -> Callable[..., ResponseReturnValue]:
    module, _, name = target.partition(":")

    def view(**values: object) -> ResponseReturnValue:
        found: Callable[..., ResponseReturnValue] = getattr(
            import_module(f"portal.staff.views.{module}"), name
        )
        return found(**values)

    return view


for _route in ROUTES:
    bp.add_url_rule(_route.rule, _route.endpoint, _view(_route.view), methods=list(_route.methods))


@bp.before_request
def _before() -> ResponseReturnValue | None:
    language, _, rest = request.full_path.rstrip("?").removeprefix("/").partition("/")
    if language not in LANGUAGES:
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
