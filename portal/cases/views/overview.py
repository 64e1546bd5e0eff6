"""A case at a glance."""

from flask.typing import ResponseReturnValue

from portal.cases import exporting, lists
from portal.cases.overview import Overview, overview
from portal.cases.tables import Case
from portal.clock import law_day
from portal.i18n import gettext
from portal.staff.gate import scope, take
from portal.staff.page import page
from portal.staff.times import now


def case(case_id: int) -> ResponseReturnValue:
    """How it stands."""
    found, shown = _shown(case_id)
    return page("cases/overview.html", case=found, shown=shown, said=take("said"))


def export_overview(case_id: int, kind: str) -> ResponseReturnValue:
    """The counts, without a word about any one household."""
    _, shown = _shown(case_id)
    columns = [gettext("Hvad"), gettext("Lister"), gettext("Gjort"), gettext("Dagen er gået")]
    rows: list[tuple[exporting.Cell, ...]] = [
        (gettext("Husstande"), shown.households, None, None),
        (gettext("Med et link, der virker"), shown.linked, None, None),
        (gettext("Har åbnet listen"), shown.opened, None, None),
        (gettext("Er færdige"), shown.finished, None, None),
        (gettext("Har noget, hvor dagen er gået"), len(shown.late), None, None),
        (gettext("Beder om at blive ringet op"), len(shown.calls), None, None),
        *((item.title, item.lists, item.done, item.late) for item in shown.items),
    ]
    return exporting.table(kind, columns, rows, f"overblik-{case_id}")


def _shown(case_id: int) -> tuple[Case, Overview]:
    found = scope().get(Case, case_id)
    if found.planned_on != law_day():
        lists.refresh(scope().session, found)
        scope().commit()
    return found, overview(scope(), found, law_day(), now())
