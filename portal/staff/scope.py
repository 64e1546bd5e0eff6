"""The one place through which rows of an organisation are read and written.

A `Scope` belongs to one signed-in user. Whatever is asked through its session is limited to the
user's organisation, also where a query forgets to say so: the limit is added to each statement
as it is run, and what is written is held against it. A row of another organisation is therefore
never found, which on a page means 404.

`unscoped` is for what comes before anyone is signed in, and for commands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Literal, TypeVar

from flask import abort, current_app
from sqlalchemy import ColumnElement, event, func, insert
from sqlalchemy.orm import LoaderCriteriaOption, Mapper, ORMExecuteState, with_loader_criteria
from sqlalchemy.sql import Select
from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from portal.staff.actions import Action
from portal.staff.roles import Access
from portal.staff.tables import LogEntry, OfOrganisation, StaffSession, User

T = TypeVar("T", bound=SQLModel)
Own = TypeVar("Own", bound=OfOrganisation)

#: what a number of a row can be on every database
_LARGEST = 2**31 - 1
_ANY: Literal["any"] = "any"


class ScopeError(RuntimeError):
    """A statement that would have reached beyond the organisation: a mistake in the code."""


class OfficeSession(Session):
    """A database session that knows whose rows it may touch: nobody's, until it is told."""

    def __init__(self) -> None:
        super().__init__(current_app.extensions["engine"], expire_on_commit=False)

    @property
    def of(self) -> int | Literal["any"] | None:
        of: int | Literal["any"] | None = self.info.get("of")
        return of


class Scope:
    """What a signed-in user may read and write. `session` is the limited database session."""

    def __init__(self, session: OfficeSession, user: User) -> None:
        self.session = session
        self.user = user
        self.organisation_id = user.organisation_id
        session.info["of"] = user.organisation_id

    def may(self, access: Access) -> bool:
        """Whether the user's role opens what asks for this."""
        return self.user.role.access >= access

    def get(self, table: type[Own], key: int) -> Own:
        """The row with this number; 404 where there is none in the organisation."""
        found = None
        if 0 < key <= _LARGEST:
            column: ColumnElement[int] = table.id  # type: ignore[attr-defined]
            found = self.session.exec(select(table).where(column == key)).first()
        return found if found is not None else abort(404)

    def all(self, statement: SelectOfScalar[T]) -> Sequence[T]:
        """The rows of a `select`."""
        return self.session.exec(statement).all()

    def first(self, statement: SelectOfScalar[T]) -> T | None:
        return self.session.exec(statement).first()

    def count(self, table: type[Own], *where: ColumnElement[bool]) -> int:
        """How many rows of the organisation fulfil the conditions."""
        return self.session.exec(select(func.count()).select_from(table).where(*where)).one()

    def own_sessions(self) -> Sequence[StaffSession]:
        """The user's own browsers, the one seen last first."""
        return self.session.exec(
            select(StaffSession)
            .where(StaffSession.user_id == self.user.id, StaffSession.complete)
            .order_by(StaffSession.last_seen.desc())  # type: ignore[attr-defined]
        ).all()

    def add(self, row: Own) -> Own:
        """Put a new row into the organisation, and give it its number."""
        row.organisation_id = self.organisation_id
        self.session.add(row)
        self.session.flush()
        return row

    def add_many(self, table: type[Own], rows: Iterable[Mapping[str, Any]]) -> int:
        """Put many new rows in at once; how many."""
        values = [{**row, "organisation_id": self.organisation_id} for row in rows]
        if values:
            self.session.execute(insert(table), values)
        return len(values)

    def delete(self, row: OfOrganisation) -> None:
        self.session.delete(row)
        self.session.flush()

    def note(self, action: Action, row: SQLModel | None = None) -> None:
        """Write into the log that the user did this, with this row."""
        kind = str(row.__tablename__) if row is not None else None
        entry = LogEntry(user_id=self.user.id, action=action, object_kind=kind)
        entry.object_id = getattr(row, "id", None)
        self.add(entry)

    def commit(self) -> None:
        self.session.commit()


@contextmanager
def unscoped() -> Iterator[OfficeSession]:
    """A session without a limit: for signing in and for commands, and for nothing else."""
    with OfficeSession() as session:
        session.info["of"] = _ANY
        yield session


@event.listens_for(OfficeSession, "do_orm_execute")
def _limit(state: ORMExecuteState) -> None:
    """Add the organisation to what a statement asks for."""
    of = state.session.info.get("of")
    if of == _ANY or state.execution_options.get("unscoped"):
        return
    if of is None:
        raise ScopeError("nobody is signed in")
    if state.is_insert:
        _check_inserted(state, of)
    elif isinstance(state.statement, Select) or state.is_update or state.is_delete:
        state.statement = state.statement.options(*_limits(of, len(_mappers())))
    else:
        raise ScopeError("only ORM statements can be limited")


def _mappers() -> frozenset[Mapper[Any]]:
    return SQLModel._sa_registry.mappers


@lru_cache(maxsize=256)
def _limits(of: int, _tables: int) -> tuple[LoaderCriteriaOption, ...]:
    """For each table with rows of organisations: only of this one. Anew when tables came to it."""
    tables = [mapper.class_ for mapper in _mappers()]

    # A function, not an expression: under an alias it must speak of the alias.
    def limit(table: type[OfOrganisation]) -> ColumnElement[bool]:
        return col(table.organisation_id) == of

    return tuple(
        with_loader_criteria(table, limit, include_aliases=True)
        for table in tables
        if issubclass(table, OfOrganisation)
    )


def _check_inserted(state: ORMExecuteState, of: int) -> None:
    table = state.bind_mapper.class_ if state.bind_mapper else None
    if table is None or not issubclass(table, OfOrganisation):
        raise ScopeError("only rows of an organisation are inserted through a scope")
    if getattr(state.statement, "_post_values_clause", None) is not None:
        raise ScopeError("an upsert could change a row of another organisation")
    given = state.parameters or {}
    rows = [given] if isinstance(given, Mapping) else list(given)
    if any(row.get("organisation_id") != of for row in rows):
        raise ScopeError("a row of another organisation")


@event.listens_for(OfficeSession, "before_flush")
def _hold_against(session: OfficeSession, *_: object) -> None:
    """Nothing of another organisation is written, however it came into the session."""
    of = session.info.get("of")
    if of == _ANY:
        return
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, OfOrganisation) and (of is None or row.organisation_id != of):
            raise ScopeError("a row of another organisation")
