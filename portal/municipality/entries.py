"""Entries of local practice, written: none is changed; one follows another, or is withdrawn."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select

from portal.clock import DENMARK, today
from portal.municipality.tables import Practice
from portal.staff.actions import Action
from portal.staff.scope import Scope
from portal.staff.times import now

#: a longer chain is not followed: nobody changes one thing that often
_LONGEST_CHAIN = 200


def enter(scope: Scope, columns: Mapping[str, Any]) -> Practice:
    """A new entry. The same one sent twice is entered once."""
    own = select(Practice).where(
        Practice.municipality == columns["municipality"],
        Practice.kind == columns["kind"],
        col(Practice.withdrawn).is_(None),
    )
    for row in scope.all(own):
        if _same(row, columns):
            return row
    return _added(scope, columns, Action.PRACTICE_ENTERED)


def follow(scope: Scope, row: Practice, columns: Mapping[str, Any]) -> Practice | None:
    """An entry in place of this one; None where it does not hold any more.

    One that says the same again on another day says that it still is so. On the same day it is
    the same form sent twice.
    """
    if row.withdrawn is None and _same(row, columns) and _day(row) == today():
        return row
    if not _end(scope, row):
        scope.session.rollback()
        after = newest(scope, row)
        return after if after.withdrawn is None and _same(after, columns) else None
    return _added(scope, {**columns, "follows": row.id}, Action.PRACTICE_CHANGED)


def withdraw(scope: Scope, row: Practice) -> None:
    """Let an entry hold no more. Nothing happens where it does not already."""
    if _end(scope, row):
        scope.note(Action.PRACTICE_WITHDRAWN, row)
        scope.commit()


def newest(scope: Scope, row: Practice) -> Practice:
    """What has come in place of an entry by now; itself, where nothing has."""
    found = row
    for _ in range(_LONGEST_CHAIN):
        after = scope.first(select(Practice).where(Practice.follows == found.id))
        if after is None:
            break
        found = after
    return found


def history(scope: Scope, row: Practice) -> list[Practice]:
    """What an entry said before, the latest first."""
    found: list[Practice] = []
    while row.follows is not None and len(found) < _LONGEST_CHAIN:
        row = scope.get(Practice, row.follows)
        found.append(row)
    return found


def _added(scope: Scope, columns: Mapping[str, Any], action: Action) -> Practice:
    row = Practice(
        organisation_id=scope.organisation_id, user_id=scope.user.id, entered=now(), **columns
    )
    scope.add(row)
    scope.note(action, row)
    scope.commit()
    return row


def _end(scope: Scope, row: Practice) -> bool:
    """Whether it was this request that ended the entry: of two at once, one."""
    still = (col(Practice.id) == row.id, col(Practice.withdrawn).is_(None))
    ended = scope.session.execute(update(Practice).where(*still).values(withdrawn=now()))
    scope.session.expire(row)
    return bool(ended.rowcount)  # type: ignore[attr-defined]


def _same(row: Practice, columns: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in columns.items())


def _day(row: Practice) -> date:
    return row.entered.astimezone(DENMARK).date()
