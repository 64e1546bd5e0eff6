"""The addresses of the cases in the office; `portal.staff.routes` says what they open to."""

from portal.cases.importing.table import MAX_BYTES
from portal.staff.roles import Access
from portal.staff.route import BOTH, POST, Route

_CASE = "/cases/<int:case_id>"
_HOUSEHOLDS = f"{_CASE}/households"
_HOUSEHOLD = f"{_HOUSEHOLDS}/<int:household_id>"
_IMPORT = f"{_CASE}/import/<int:draft_id>"
_LETTERS = f"{_CASE}/letters/<int:job_id>"
_ITEM = f"{_CASE}/checklist/<item>"

_AT = "cases.views"

ROUTES = (
    Route("/cases", f"{_AT}.cases:cases", Access.READER),
    Route("/cases/new", f"{_AT}.cases:new_case", Access.CASEWORKER, BOTH),
    Route(_CASE, f"{_AT}.overview:case", Access.READER),
    Route(f"{_CASE}/overview.<kind>", f"{_AT}.overview:export_overview", Access.READER),
    Route(f"{_CASE}/edit", f"{_AT}.cases:edit_case", Access.CASEWORKER, BOTH),
    Route(f"{_CASE}/delete", f"{_AT}.cases:delete_case", Access.ADMINISTRATOR, BOTH),
    Route(f"{_CASE}/plan", f"{_AT}.plan:plan", Access.READER),
    Route(f"{_CASE}/plan/<task>", f"{_AT}.plan:mark_task", Access.CASEWORKER, POST),
    Route(f"{_CASE}/plan.ics", f"{_AT}.plan:plan_calendar", Access.READER),
    Route(_HOUSEHOLDS, f"{_AT}.households:households", Access.READER, BOTH),
    Route(f"{_HOUSEHOLDS}/new", f"{_AT}.households:new_household", Access.CASEWORKER, BOTH),
    Route(f"{_HOUSEHOLDS}/bulk", f"{_AT}.bulk:bulk", Access.CASEWORKER, POST),
    Route(f"{_HOUSEHOLDS}/undo/<int:undo_id>", f"{_AT}.bulk:undo", Access.CASEWORKER, POST),
    Route(f"{_HOUSEHOLDS}/export.<kind>", f"{_AT}.exports:export_households", Access.CASEWORKER),
    Route(_HOUSEHOLD, f"{_AT}.households:household", Access.READER),
    Route(f"{_HOUSEHOLD}/edit", f"{_AT}.households:edit_household", Access.CASEWORKER, BOTH),
    Route(f"{_HOUSEHOLD}/delete", f"{_AT}.households:delete_household", Access.CASEWORKER, BOTH),
    Route(f"{_HOUSEHOLD}/called", f"{_AT}.households:called", Access.CASEWORKER, POST),
    Route(f"{_HOUSEHOLD}/link", f"{_AT}.links:new_household_link", Access.CASEWORKER, POST),
    Route(f"{_HOUSEHOLD}/link/withdraw", f"{_AT}.links:withdraw_links", Access.CASEWORKER, POST),
    Route(
        f"{_CASE}/import",
        f"{_AT}.imports:upload",
        Access.CASEWORKER,
        BOTH,
        # More than a file may have, so that one that is too large is told so in words.
        max_body=3 * MAX_BYTES,
    ),
    Route(f"{_CASE}/import/example.<kind>", f"{_AT}.imports:example", Access.CASEWORKER),
    Route(_IMPORT, f"{_AT}.imports:columns", Access.CASEWORKER, BOTH),
    Route(f"{_IMPORT}/save", f"{_AT}.imports:save", Access.CASEWORKER, POST),
    Route(f"{_IMPORT}/discard", f"{_AT}.imports:discard_import", Access.CASEWORKER, POST),
    Route(f"{_CASE}/letters", f"{_AT}.letters:letters", Access.CASEWORKER, BOTH),
    Route(_LETTERS, f"{_AT}.letters:letters_job", Access.CASEWORKER),
    Route(f"{_LETTERS}/file", f"{_AT}.letters:letters_file", Access.CASEWORKER),
    Route(f"{_CASE}/checklist", f"{_AT}.items:items", Access.READER),
    Route(f"{_CASE}/checklist/new", f"{_AT}.items:new_item", Access.CASEWORKER, BOTH),
    Route(_ITEM, f"{_AT}.items:edit_item", Access.CASEWORKER, BOTH),
    Route(f"{_ITEM}/restore", f"{_AT}.items:restore_item", Access.CASEWORKER, POST),
    Route(f"{_CASE}/messages", f"{_AT}.messages:case_messages", Access.CASEWORKER, BOTH),
    Route(
        f"{_CASE}/messages/<int:message_id>/withdraw",
        f"{_AT}.messages:withdraw_message",
        Access.CASEWORKER,
        POST,
    ),
)
