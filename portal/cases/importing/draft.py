"""A file between being read and being saved: encrypted in the database, for a day."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import abort
from sqlalchemy import delete
from sqlmodel import col, select

from portal.cases.importing import columns
from portal.cases.importing.columns import Mapped
from portal.cases.importing.table import Table, from_json
from portal.cases.tables import Case, Draft
from portal.staff.scope import Scope
from portal.staff.times import now

LASTS = timedelta(days=1)
MOST = 5
"""Drafts of one user: with one more, the oldest goes."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a draft holds: the table, and which column is what.

    `saved`: how many were new, changed and unchanged, once it was saved; the table is then gone.
    """

    table: Table
    mapped: Mapped
    saved: Sequence[int] | None = None


def keep(scope: Scope, case: Case, table: Table) -> Draft:
    """Put a table into the database, its columns guessed. Not committed."""
    row = Draft(
        organisation_id=scope.organisation_id,
        case_id=case.id or 0,
        user_id=scope.user.id or 0,
        content="{}",
    )
    write(row, Content(table, columns.guess(table.headings)))
    own = select(Draft.id).where(Draft.user_id == row.user_id).order_by(col(Draft.id).desc())
    older = scope.session.exec(own.offset(MOST - 1)).all()
    scope.session.execute(delete(Draft).where(col(Draft.id).in_(older)))
    return scope.add(row)


def write(row: Draft, content: Content) -> None:
    told: dict[str, Any] = {"table": content.table.as_json(), "mapped": dict(content.mapped)}
    row.content = json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def close(row: Draft, counts: Sequence[int]) -> None:
    """Keep of a draft that was saved only that it was."""
    row.content = json.dumps({"saved": list(counts)})


def find(scope: Scope, case: Case, draft_id: int) -> Draft:
    """The user's own draft of a case; 404 where there is none, or none any more."""
    row = scope.get(Draft, draft_id)
    own = row.case_id == case.id and row.user_id == scope.user.id
    if not own or row.at < now() - LASTS:
        abort(404)
    return row


def read(row: Draft) -> Content:
    """What a draft holds."""
    told = json.loads(row.content)
    if "table" not in told:
        return Content(Table((), ()), {}, told.get("saved"))
    return Content(from_json(told["table"]), told["mapped"])
