"""The addresses of the corrections in the office.

A correction is everybody's who keeps the texts, so its number stands in the address as a word: it
is looked up by `staff_views.keeper`, not by the organisation.
"""

from portal.staff.roles import Access
from portal.staff.route import BOTH, POST, Route

_AT = "corrections.staff_views"
_ONE = "/corrections/<correction>"

ROUTES = (
    Route("/corrections", f"{_AT}:corrections", Access.READER),
    Route(_ONE, f"{_AT}:correction", Access.READER),
    Route(f"{_ONE}/text", f"{_AT}:propose_text", Access.READER, BOTH),
    Route(f"{_ONE}/decide", f"{_AT}:decide_correction", Access.ADMINISTRATOR, POST),
)
