"""The households of a case as a file."""

from flask.typing import ResponseReturnValue

from portal.cases import exporting, sheets
from portal.cases.tables import Case
from portal.staff.actions import Action
from portal.staff.gate import scope


def export_households(case_id: int, kind: str) -> ResponseReturnValue:
    """Every household with what is known of it, as CSV or Excel."""
    case = scope().get(Case, case_id)
    sheet = sheets.households(scope(), case)
    made = exporting.table(kind, sheet.columns, sheet.rows, f"husstande-{case_id}")
    scope().note(Action.HOUSEHOLDS_EXPORTED, case)
    scope().commit()
    return made
