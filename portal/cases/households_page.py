"""The page with the table of households, also where a form on it was filled in wrongly."""

from collections.abc import Collection

from flask import abort

from portal.cases import bulk, households, lists
from portal.cases.filters import Filter
from portal.cases.household_form import KINDS, languages
from portal.cases.own import own_items
from portal.cases.tables import Case
from portal.cases.titles import title_of
from portal.clock import law_day
from portal.staff.gate import scope, take
from portal.staff.page import page
from portal.staff.roles import Access


def table(
    case: Case,
    asked: Filter,
    *,
    picked: Collection[str] = (),
    act: str = "",
    errors: dict[str, str] | None = None,
) -> str:
    """The page; 404 where there is no such page of the table. ``picked``: households as sent."""
    if case.planned_on != law_day():
        lists.refresh(scope().session, case)
        scope().commit()
    every, found = households.find(scope(), case, asked, law_day())
    shown = households.page_of(found, asked.page)
    if shown is None:
        abort(404)
    writes = scope().may(Access.CASEWORKER)
    return page(
        "cases/households.html",
        case=case,
        asked=asked,
        shown=shown,
        every=len(every),
        item=asked.item and title_of(asked.item, own_items(scope().session, case.id or 0)),
        languages={code: name for code, name in languages().items() if _has(every, code)},
        kinds=sorted({row.kind for row in every} | set(KINDS)),
        writes=writes,
        acts=list(bulk.Act),
        act=act,
        picked=set(picked),
        undos=bulk.undos(scope(), case) if writes else (),
        said=take("households_said"),
        errors=errors or {},
    )


def _has(every: Collection[households.Row], code: str) -> bool:
    return any(row.language == code for row in every)
