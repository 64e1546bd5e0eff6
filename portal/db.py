"""The database: SQLite by default, PostgreSQL for an organisation, one schema for both.

Tables are SQLModel classes over `portal.tables`; changes of the schema are Alembic revisions in
`migrations/`, which `portal.migrate` runs. A worker never loads Alembic.
"""

import re
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError

MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"

_REVISION = re.compile(r'^(down_)?revision: [^=]+ = (?:"(\w+)"|None)$', re.MULTILINE)


def make_engine(url: str) -> Engine:
    """An engine that connects when first used, and never puts values into an error's text."""
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Readers that don't wait for writers, foreign keys that hold, and patience (ms)."""
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "busy_timeout = 5000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def head() -> str:
    """The newest revision in `migrations/`.

    Read from the files, because Alembic would cost each worker 12 MB to say the same.
    """
    revisions: set[str] = set()
    followed: set[str] = set()
    for path in MIGRATIONS.glob("versions/*.py"):
        for down, revision in _REVISION.findall(path.read_text(encoding="utf-8")):
            (followed if down else revisions).add(revision)
    (newest,) = revisions - followed
    return newest


def problem(engine: Engine, newest: str) -> str | None:
    """Why the database cannot be used, as a word for those who run it; None if it can."""
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
            if not engine.dialect.has_table(connection, "alembic_version"):
                return "not_migrated"
            found = set(connection.scalars(text("SELECT version_num FROM alembic_version")))
    except SQLAlchemyError:
        return "unreachable"
    return None if found == {newest} else "other_schema"
