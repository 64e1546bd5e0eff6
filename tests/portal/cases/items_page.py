"""The pages of the items of a case with households, as a test reads and fills them."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from portal.cases import items
from portal.cases.own import OwnItems, own_items
from portal.cases.tables import Case, OwnItem, PlannedItem
from portal.staff.actions import Action
from portal.staff.scope import unscoped
from portal.staff.tables import LogEntry
from tests.portal import pages
from tests.portal.cases.factory import make_case, make_household
from tests.portal.staff.conftest import People
from tests.portal.staff.worker import Worker

NEW: dict[str, Any] = {
    "title_da": "Hent flyttekasser",
    "why_da": "De står i kælderen.",
    "phase": "leaving",
    "day": "20.2.2027",
}
AR: dict[str, Any] = {"title_ar": "خذ صناديق النقل", "why_ar": "الصناديق في القبو."}


@pytest.fixture
def case(office: Flask, people: People) -> Case:
    row = make_case(people.our_organisation)
    make_household(row, "1")
    make_household(row, "2", language="ar")
    return row


@pytest.fixture
def sqlite_case(sqlite_office: Flask, sqlite_people: People) -> Case:
    row = make_case(sqlite_people.our_organisation)
    make_household(row, "1", language="ar")
    return row


def path(case: Case, rest: str = "") -> str:
    return f"/cases/{case.id}/checklist{rest}"


def own(case: Case) -> OwnItems:
    with unscoped() as session:
        return own_items(session, case.id or 0)


def row_of(case: Case, item: str) -> OwnItem | None:
    with unscoped() as session:
        return items.row_of(session, case.id or 0, item)


def planned(case: Case) -> dict[str, date | None]:
    with unscoped() as session:
        found = session.exec(select(PlannedItem).where(PlannedItem.case_id == case.id)).all()
        return {row.item: row.day for row in found}


def done(action: Action) -> int:
    with unscoped() as session:
        return len(session.exec(select(LogEntry).where(LogEntry.action == action)).all())


def add(worker: Worker, case: Case, **fields: Any) -> str:
    worker.open(path(case, "/new"))
    worker.follow(worker.send(path(case, "/new"), **{**NEW, **fields}))
    return own(case).added[-1].id


def edit(worker: Worker, case: Case, item: str, status: int = 303, **fields: Any) -> Any:
    """Send the form of the item, with its version; fields that are not given stay as they are."""
    page = worker.open(path(case, f"/{item}"))
    return worker.send(path(case, f"/{item}"), status, **{**words(page), **fields})


def words(page: pages.Element) -> dict[str, str]:
    """What stands in the fields of the words, and the version."""
    form = next(form for form in page.all("form") if next(form.all("textarea"), None))
    fields = {
        entry.attrs["name"]: entry.attrs.get("value", "")
        for entry in form.all("input")
        if entry.attrs.get("type") != "checkbox" and entry.attrs["name"] != "_csrf"
    }
    fields |= {area.attrs["name"]: area.text for area in form.all("textarea")}
    for choice in form.all("select"):
        chosen = [option.attrs["value"] for option in choice.all("option", selected="")]
        if chosen:
            fields[choice.attrs["name"]] = chosen[0]
    return fields


def entry(page: pages.Element, item: str) -> str:
    return page.first("tr", id=item).text
