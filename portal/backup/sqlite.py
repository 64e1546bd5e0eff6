"""Backups of SQLite, by its own online copy: one moment of a database that is in use."""

import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import cast

from sqlalchemy import Engine, PoolProxiedConnection
from sqlalchemy.exc import SQLAlchemyError

from portal.backup.errors import BackupError

_SIZE = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"


def check_tools(engine: Engine) -> None:
    """Nothing is needed but Python."""


def write(engine: Engine, path: Path) -> None:
    """Copy the database, in one piece, and look whether the copy is sound. Raises BackupError."""
    try:
        with closing(engine.raw_connection()) as live, closing(sqlite3.connect(path)) as copy:
            _connection(live).backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, and nothing beside it
            copy.execute("VACUUM")  # without what lies in the pages of deleted rows
            _check(copy, "The database is damaged")
    except sqlite3.Error as error:
        raise BackupError(f"The database cannot be copied: {error}.") from None


def revision(path: Path) -> str | None:
    """The schema of a backup; None where it is not one of this portal."""
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with suppress(sqlite3.Error), closing(sqlite3.connect(address, uri=True)) as copy:
        (found,) = copy.execute("SELECT version_num FROM alembic_version").fetchone() or (None,)
        return str(found) if found else None
    return None


def replace(engine: Engine, path: Path) -> None:
    """Put what is in a backup in place of what is in the database.

    It is checked and brought to the newest schema beside the database first. Putting it in place
    is one transaction of the database itself, so processes that have it open go on with the new.
    Raises BackupError; the database is then as it was.
    """
    from portal import migrate

    place = Path(engine.url.database or "").absolute().parent
    try:
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=place) as folder:
            copy_path = Path(folder) / "portal.sqlite3"
            shutil.copyfile(path, copy_path)
            with closing(sqlite3.connect(copy_path)) as copy:
                (size,) = copy.execute(_SIZE).fetchone()
                if size != path.stat().st_size:
                    raise BackupError(f"{path} is not whole. Nothing was changed.")
                _check(copy, f"{path} is damaged")
            migrate.upgrade(f"sqlite:///{copy_path}")
            with (
                closing(sqlite3.connect(copy_path)) as copy,
                closing(engine.raw_connection()) as live,
            ):
                copy.backup(_connection(live))
    except (sqlite3.Error, SQLAlchemyError, OSError) as error:
        raise BackupError(f"Not restored: {error}. The database is as it was.") from None


def _connection(pooled: PoolProxiedConnection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, pooled.driver_connection)


def _check(copy: sqlite3.Connection, damaged: str) -> None:
    found = [row[0] for row in copy.execute("PRAGMA integrity_check(3)")]
    if found != ["ok"]:
        raise BackupError(f"{damaged}: {'; '.join(found)}. Nothing was changed.")
