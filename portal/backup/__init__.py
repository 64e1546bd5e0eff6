"""`flask data backup` and `flask data restore`, for SQLite and for PostgreSQL.

A backup is what the database's own tools make of it: a SQLite file, or the custom format of
pg_dump. What is encrypted in the database is encrypted in the backup, with the keys of SECRET_KEY,
which are not in it.
"""

from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, inspect, literal, select, table
from sqlalchemy.exc import SQLAlchemyError

from portal import db
from portal.backup.errors import BackupError
from portal.backup.files import written_whole


class _Kind(Protocol):
    def check_tools(self, engine: Engine) -> None: ...
    def write(self, engine: Engine, path: Path) -> None: ...
    def revision(self, path: Path) -> str | None: ...
    def replace(self, engine: Engine, path: Path) -> None: ...


__all__ = ["BackupError", "back_up", "restore"]

#: how a file begins, by the kind of database
_BEGINS = {"sqlite": b"SQLite format 3\0", "postgresql": b"PGDMP"}


def back_up(engine: Engine, path: Path) -> int:
    """Write a backup, while the portal is in use; how many bytes it has. Mode 600.

    The file is there whole or not at all. Raises BackupError.
    """
    problem = db.problem(engine, db.head())
    if problem == "unreachable":
        raise BackupError("The database cannot be reached.")
    if problem == "not_migrated":
        raise BackupError("The database has no tables, so there is nothing to back up.")
    kind = _kind(engine)
    kind.check_tools(engine)
    with written_whole(path) as draft:
        kind.write(engine, draft)
        if kind.revision(draft) is None:
            raise BackupError("What was written cannot be read again. Nothing was kept.")
    return path.stat().st_size


def restore(engine: Engine, path: Path, *, replace: bool = False) -> bool:
    """Put the database back as it was when the file was made; then bring it to the newest schema.

    Until all of it is there the database stays as it was. Whether the schema was an older one.
    Raises BackupError: also where there is something in the database and not ``replace``.
    """
    from portal import migrate

    _check_begins(engine, path)
    kind = _kind(engine)
    kind.check_tools(engine)
    revision = kind.revision(path)
    if revision is None:
        raise BackupError(
            f"{path} is damaged, or not a backup of this portal. Nothing was changed."
        )
    if revision not in migrate.revisions():
        raise BackupError(
            f"{path} was made by another version of the portal (schema {revision}). "
            "Install that version or a newer one, and restore then. Nothing was changed."
        )
    if not replace and _has_rows(engine):
        raise BackupError(
            "There is something in the database. Nothing was changed. "
            "With --replace it is thrown away; back it up first."
        )
    kind.replace(engine, path)
    engine.dispose()
    return revision != db.head()


def _kind(engine: Engine) -> _Kind:
    from portal.backup import postgresql, sqlite

    kinds: dict[str, _Kind] = {"sqlite": sqlite, "postgresql": postgresql}
    return kinds[engine.dialect.name]


def _check_begins(engine: Engine, path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}.") from None
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    found = next((kind for kind, begins in _BEGINS.items() if start.startswith(begins)), None)
    if found is None:
        raise BackupError(f"{path} is not a backup of this portal.")
    if found != engine.dialect.name:
        raise BackupError(
            f"{path} is a backup of a {names[found]} database, "
            f"and DATABASE_URL names a {names[engine.dialect.name]} database."
        )


def _has_rows(engine: Engine) -> bool:
    try:
        with engine.connect() as connection:
            return any(
                connection.execute(select(literal(1)).select_from(table(name)).limit(1)).first()
                for name in inspect(connection).get_table_names()
                if name != "alembic_version"
            )
    except SQLAlchemyError:
        raise BackupError(
            "The database cannot be reached or read. If its file is damaged, stop the portal, "
            "move the file away together with those ending in -wal and -shm, and restore again."
        ) from None
