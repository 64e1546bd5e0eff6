"""A backup is written while the portal is in use, and put back whole or not at all."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel

from portal import db, migrate
from portal.cases.tables import Household
from portal.staff.scope import unscoped
from portal.staff.tables import LogEntry, Organisation
from portal.vault import Vault
from tests.portal import filler


@pytest.fixture
def app(office: Flask) -> Flask:
    return office


@pytest.fixture
def url(office: Flask, database_url: str) -> str:
    return database_url


@pytest.fixture
def engine(app: Flask) -> Engine:
    found: Engine = app.extensions["engine"]
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder / "portal.backup"


def run(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=["data", *map(str, arguments)])


def backed_up(app: Flask, file: Path) -> dict[str, list[Any]]:
    """Rows in every table, and a backup of them; what was there."""
    engine = app.extensions["engine"]
    filler.fill(engine)
    before = filler.everything(engine)
    result = run(app, "backup", file)
    assert result.exit_code == 0, result.output
    return before


def change_much(engine: Engine) -> None:
    with unscoped() as session:
        for household in session.exec(select(Household)).scalars():
            household.label = "en anden"
        session.delete(session.get_one(Household, 2))
        session.add(Organisation(name="Ny"))
        session.commit()


def test_every_row_of_every_table_comes_back(
    app: Flask, engine: Engine, url: str, file: Path
) -> None:
    before = backed_up(app, file)
    assert set(before) - {"alembic_version"} == {t.name for t in SQLModel.metadata.sorted_tables}
    assert all(before.values()), "a table without a row proves nothing"
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]
    command.downgrade(migrate.alembic_config(url), "base")
    result = run(app, "restore", file)
    assert (result.exit_code, result.output.splitlines()[0]) == (0, "Restored.")
    assert "older" not in result.output
    assert "SECRET_KEY" not in result.output
    assert filler.everything(engine) == before
    command.check(migrate.alembic_config(url))
    assert db.problem(engine, db.head()) is None


def test_what_guards_the_tables_comes_back_too(
    app: Flask, engine: Engine, url: str, file: Path
) -> None:
    backed_up(app, file)
    command.downgrade(migrate.alembic_config(url), "base")
    assert run(app, "restore", file).exit_code == 0
    with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
        connection.execute(text("UPDATE staff_log SET action = 'x'"))
    with pytest.raises(DatabaseError), engine.begin() as connection:
        connection.execute(text("DELETE FROM organisation"))
    with unscoped() as session:
        last = max(session.exec(select(Organisation.id)).scalars())
        row = Organisation(name="Den næste")
        session.add(row)
        session.commit()
        assert row.id == last + 1


def test_what_is_there_is_thrown_away_only_when_asked(
    app: Flask, engine: Engine, file: Path
) -> None:
    before = backed_up(app, file)
    change_much(engine)
    changed = filler.everything(engine)
    assert changed != before
    result = run(app, "restore", file)
    assert result.exit_code == 1
    assert "--replace" in result.output
    assert filler.everything(engine) == changed
    assert run(app, "restore", "--replace", file).exit_code == 0
    assert filler.everything(engine) == before


def test_whoever_has_the_database_open_goes_on_with_the_new_one(
    app: Flask, engine: Engine, url: str, file: Path
) -> None:
    backed_up(app, file)
    other = db.make_engine(url)
    count = text("SELECT count(*) FROM organisation")
    with other.connect() as connection:
        assert connection.scalar(count) == 3
        connection.rollback()
        change_much(engine)
        assert connection.scalar(count) == 4
        connection.rollback()
        assert run(app, "restore", "--replace", file).exit_code == 0
        assert connection.scalar(count) == 3
        if engine.dialect.name == "sqlite":
            assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
    other.dispose()


def test_a_backup_is_of_one_moment_while_others_write(
    app: Flask, engine: Engine, file: Path
) -> None:
    """Two rows are always written together: in the backup there are never one without the other,
    and none is missing that was confirmed before it began."""
    filler.fill(engine)
    confirmed: list[int] = []
    enough, over = threading.Event(), threading.Event()
    failed: list[BaseException] = []

    def write() -> None:
        try:
            with app.app_context():
                while not over.is_set():
                    number = len(confirmed)
                    with unscoped() as session:
                        row = Organisation(name=f"nr. {number}", external_id="x" * 50 + str(number))
                        session.add(row)
                        session.flush()
                        session.add(LogEntry(organisation_id=row.id, action=f"made {number}"))
                        session.commit()
                    confirmed.append(number)
                    if number == 30:
                        enough.set()
        except BaseException as error:
            failed.append(error)
            enough.set()

    thread = threading.Thread(target=write)
    thread.start()
    enough.wait()
    try:
        before = len(confirmed)
        result = run(app, "backup", file)
        after = len(confirmed)
    finally:
        over.set()
        thread.join()
    assert (failed, result.exit_code) == ([], 0)
    assert run(app, "restore", "--replace", file).exit_code == 0
    with unscoped() as session:
        names = session.exec(select(Organisation.name)).scalars()
        made = {int(name[4:]) for name in names if name.startswith("nr. ")}
        actions = session.exec(select(LogEntry.action)).scalars()
        noted = {int(action[5:]) for action in actions if action.startswith("made ")}
    assert made == noted
    assert set(range(before)) <= made <= set(range(after + 1))


def test_an_older_schema_is_brought_up_to_date(
    app: Flask, engine: Engine, url: str, file: Path
) -> None:
    command.downgrade(migrate.alembic_config(url), "staff")
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO organisation (name, created) VALUES ('Gammel', '2026-01-01')")
        )
    assert run(app, "backup", file).exit_code == 0
    migrate.upgrade(url)
    change_organisation = text("UPDATE organisation SET name = 'Ny'")
    with engine.begin() as connection:
        connection.execute(change_organisation)
    result = run(app, "restore", "--replace", file)
    assert result.exit_code == 0, result.output
    assert "brought to the newest" in result.output
    assert db.problem(engine, db.head()) is None
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT name FROM organisation")) == "Gammel"


def test_a_schema_from_the_future_is_refused(app: Flask, engine: Engine, file: Path) -> None:
    set_revision = text("UPDATE alembic_version SET version_num = :name")
    with engine.begin() as connection:
        connection.execute(set_revision, {"name": "of_tomorrow"})
    assert run(app, "backup", file).exit_code == 0
    with engine.begin() as connection:
        connection.execute(set_revision, {"name": db.head()})
    result = run(app, "restore", file)
    assert result.exit_code == 1
    assert "another version of the portal (schema of_tomorrow)" in result.output
    assert db.problem(engine, db.head()) is None


def test_a_file_that_was_cut_changes_nothing(app: Flask, engine: Engine, file: Path) -> None:
    backed_up(app, file)
    change_much(engine)
    before = filler.everything(engine)
    whole = file.read_bytes()
    for left in (0, 3, 16, 100, len(whole) // 4, len(whole) // 2, len(whole) - 100):
        file.write_bytes(whole[:left])
        result = run(app, "restore", "--replace", file)
        assert result.exit_code == 1
        assert str(file) in result.output or "as it was" in result.output, left
        assert "Traceback" not in result.output
        assert filler.everything(engine) == before


def test_a_file_that_is_damaged_inside_changes_nothing(
    app: Flask, engine: Engine, file: Path
) -> None:
    backed_up(app, file)
    change_much(engine)
    before = filler.everything(engine)
    whole = bytearray(file.read_bytes())
    middle = len(whole) * 3 // 4
    whole[middle : middle + 6000] = b"\xa5" * len(whole[middle : middle + 6000])
    file.write_bytes(whole)
    assert run(app, "restore", "--replace", file).exit_code == 1
    assert filler.everything(engine) == before


def test_what_is_no_backup_is_refused(
    app: Flask, engine: Engine, file: Path, tmp_path: Path
) -> None:
    before = backed_up(app, file)
    strange = tmp_path / "strange"
    strange.write_text("label;language\n")
    folder = tmp_path / "folder"
    folder.mkdir()
    other = tmp_path / "other"
    if engine.dialect.name == "sqlite":
        other.write_bytes(b"PGDMP\x01\x0e")
    else:
        with closing(sqlite3.connect(other)) as made:
            made.execute("CREATE TABLE alembic_version (version_num)")
    foreign = tmp_path / "foreign"
    with closing(sqlite3.connect(foreign)) as made:
        made.execute("CREATE TABLE alembic_version (version_num)")
        made.execute("CREATE TABLE x (y)")
    for path, said in (
        (strange, "is not a backup of this portal"),
        (folder, "cannot be read"),
        (tmp_path / "nowhere", "cannot be read"),
        (other, "and DATABASE_URL names a"),
        (foreign, "not a backup of this portal" if engine.dialect.name == "sqlite" else "SQLite"),
    ):
        result = run(app, "restore", "--replace", path)
        assert result.exit_code == 1
        assert said in result.output, path
    assert filler.everything(engine) == before


def test_what_was_deleted_is_in_no_backup(app: Flask, engine: Engine, file: Path) -> None:
    """SQLite leaves deleted rows in its file where it is not told otherwise."""
    name = "Den slettede boligforening"
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("PRAGMA secure_delete = OFF"))
        connection.execute(
            text("INSERT INTO organisation (name, created) VALUES (:name, '2026-01-01')"),
            {"name": name},
        )
        connection.commit()
        connection.execute(text("DELETE FROM organisation"))
        connection.commit()
        if engine.dialect.name == "sqlite":
            connection.execute(text("PRAGMA wal_checkpoint"))
            assert name.encode() in Path(engine.url.database or "").read_bytes()
    assert run(app, "backup", file).exit_code == 0
    assert name.encode() not in file.read_bytes()


def test_a_backup_never_overwrites_and_leaves_nothing_half(
    app: Flask, file: Path, tmp_path: Path
) -> None:
    file.write_text("mine")
    assert "exists already" in run(app, "backup", file).output
    assert file.read_text() == "mine"
    result = run(app, "backup", tmp_path / "nowhere" / "x")
    assert (result.exit_code, "cannot be written" in result.output) == (1, True)
    assert list(file.parent.iterdir()) == [file]


def test_without_tables_there_is_nothing_to_back_up(app: Flask, url: str, file: Path) -> None:
    command.downgrade(migrate.alembic_config(url), "base")
    with app.extensions["engine"].begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    result = run(app, "backup", file)
    assert (result.exit_code, "nothing to back up" in result.output) == (1, True)
    assert list(file.parent.iterdir()) == []


def test_a_key_that_is_missing_is_told(
    app: Flask, engine: Engine, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = backed_up(app, file)
    another = Vault(("another key that is long enough for all",))
    monkeypatch.setitem(app.extensions, "vault", another)
    result = run(app, "restore", "--replace", file)
    assert result.exit_code == 0
    assert "household.label" in result.output
    assert "end of SECRET_KEY" in result.output
    assert filler.everything(engine) == before
