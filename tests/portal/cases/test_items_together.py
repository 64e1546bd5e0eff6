"""Two users at one item: nothing is lost, and nothing overwritten without a word."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from typing import Any

import pytest
from flask import Flask

from portal.cases import items
from portal.cases.tables import Case, Change
from portal.staff.actions import Action
from portal.staff.roles import Role
from tests.portal.cases.factory import scope_of
from tests.portal.cases.items_page import (
    NEW,
    add,
    case,
    edit,
    own,
    path,
    planned,
    row_of,
    words,
)
from tests.portal.staff.conftest import People
from tests.portal.staff.worker import Worker

__all__ = ["case"]


def test_two_who_edit_one_item_lose_nothing(office: Flask, worker: Worker, case: Case) -> None:
    item = add(worker, case)
    other = Worker(office).sign_in(Role.ADMINISTRATOR)
    other.open(path(case, f"/{item}"))
    edit(worker, case, item, why_da="Sagt først.")
    fields: dict[str, Any] = {**NEW, "why_da": "Sagt bagefter.", "version": "0"}
    other.send(path(case, f"/{item}"), 409, **fields)
    assert own(case).added[0].texts["da"]["why"] == "Sagt først."
    assert "Sagt først." in other.page.first("div", role="alert").text
    assert words(other.page)["why_da"] == "Sagt bagefter."
    sent = {**fields, **words(other.page)}
    other.follow(other.send(path(case, f"/{item}"), **sent))
    assert own(case).added[0].texts["da"]["why"] == "Sagt bagefter."


def test_two_who_word_an_item_anew_lose_nothing(worker: Worker, case: Case, office: Flask) -> None:
    other = Worker(office).sign_in(Role.ADMINISTRATOR)
    other.open(path(case, "/fridge"))
    edit(worker, case, "fridge", title_da="Min")
    other.send(path(case, "/fridge"), 409, title_da="Din", why_da="Fordi.", version="")
    assert "Min" in other.page.first("div", role="alert").text
    assert own(case).reworded["fridge"]["da"]["title"] == "Min"
    other.send(path(case, "/fridge"), 409, do="remove", sure="1", version="")
    assert own(case).removed == frozenset()
    stale = other.send(path(case, "/fridge/restore"), version="7")
    other.follow(stale)
    assert "En anden har ændret" in other.said()
    assert "fridge" in own(case).reworded


def test_what_was_typed_into_a_deleted_item_can_be_added_anew(
    office: Flask, worker: Worker, case: Case
) -> None:
    item = add(worker, case)
    other = Worker(office).sign_in(Role.ADMINISTRATOR)
    other.open(path(case, f"/{item}"))
    for deed, version in (("remove", "0"), ("delete", "1")):
        worker.open(path(case, f"/{item}"))
        worker.send(path(case, f"/{item}"), do=deed, version=version)
    other.send(path(case, f"/{item}"), 409, **NEW, version="0")
    assert "slettet" in other.page.first("div", role="alert").text
    assert words(other.page)["title_da"] == NEW["title_da"]
    assert own(case).added == ()
    gone = other.try_to_send(path(case, f"/{item}"), do="remove", version="0")
    assert gone.status_code == 404


def at_once(app: Flask, user: int, deed: Callable[[Any, Case], bool], case: Case) -> list[bool]:
    """The same by four at the same moment."""

    def act(_: int) -> bool:
        with app.app_context():
            scope = scope_of(user)
            with scope.session:
                return deed(scope, scope.get(Case, case.id or 0))

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(lambda n: Context().run(act, n), range(4)))


@pytest.mark.parametrize("seen", [None, 0])
def test_of_four_at_once_one_writes(
    office: Flask, people: People, worker: Worker, case: Case, seen: int | None
) -> None:
    if seen is not None:
        edit(worker, case, "fridge", title_da="Før")
    texts = {"da": {"title": "Efter", "why": "Fordi."}}

    def put(scope: Any, of: Case) -> bool:
        values = {"change": Change.REWORDED, "texts": texts}
        return items.put(scope, of, "fridge", seen, Action.ITEM_CHANGED, **values)

    written = at_once(office, people.ours[Role.CASEWORKER], put, case)
    assert written.count(True) == 1
    row = row_of(case, "fridge")
    assert row is not None
    assert row.texts == texts
    assert "fridge" in planned(case)
