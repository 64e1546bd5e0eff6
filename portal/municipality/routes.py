"""The addresses of local practice in the office."""

from portal.staff.roles import Access
from portal.staff.route import BOTH, POST, Route

_AT = "municipality.staff_views"
_ENTRY = "/practice/<int:practice_id>"

ROUTES = (
    Route("/practice", f"{_AT}:practices", Access.READER),
    Route("/practice/new", f"{_AT}:new_practice", Access.CASEWORKER, BOTH),
    Route(_ENTRY, f"{_AT}:edit_practice", Access.CASEWORKER, BOTH),
    Route(f"{_ENTRY}/withdraw", f"{_AT}:withdraw_practice", Access.CASEWORKER, POST),
)
