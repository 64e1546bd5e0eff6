"""The schema, on SQLite and on PostgreSQL."""

from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from portal import db, migrate


def test_head_is_the_one_alembic_finds() -> None:
    assert db.head() == ScriptDirectory(str(db.MIGRATIONS)).get_current_head()


def test_a_database_goes_from_nothing_to_ready(database_url: str) -> None:
    engine = db.make_engine(database_url)
    assert db.problem(engine, db.head()) == "not_migrated"
    migrate.upgrade(database_url)
    assert db.problem(engine, db.head()) is None
    migrate.upgrade(database_url)
    assert db.problem(engine, db.head()) is None
    engine.dispose()


def test_the_tables_are_those_of_the_code(database_url: str) -> None:
    migrate.upgrade(database_url)
    command.check(migrate.alembic_config(database_url))


def test_every_revision_can_be_taken_back(database_url: str) -> None:
    migrate.upgrade(database_url)
    command.downgrade(migrate.alembic_config(database_url), "base")
    engine = db.make_engine(database_url)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    assert db.problem(engine, db.head()) == "other_schema"
    engine.dispose()


def test_sqlite_is_prepared(tmp_path: Path) -> None:
    engine = db.make_engine(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
    engine.dispose()
