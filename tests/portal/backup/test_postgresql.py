"""The tools of PostgreSQL: missing, too old, failing, and what they are told."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, make_url, text

from portal import create_app, migrate
from portal.backup import BackupError, back_up, restore
from portal.config import Config
from tests.conftest import SECRET
from tests.portal import filler

ROOT = Path(__file__).resolve().parents[3]
PASSWORD = "hemmeligt kodeord/æ"
_FLASK = (sys.executable, "-m", "flask", "--app", "portal")


@pytest.fixture
def app(postgresql: str) -> Iterator[Flask]:
    admin = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS test WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE test"))
    admin.dispose()
    url = make_url(postgresql).set(database="test", password=PASSWORD)
    address = url.render_as_string(hide_password=False)
    migrate.upgrade(address)
    app = create_app(Config.from_environ({"SECRET_KEY": SECRET, "DATABASE_URL": address}))
    with app.app_context():
        yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def engine(app: Flask) -> Engine:
    found: Engine = app.extensions["engine"]
    return found


def program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.mark.parametrize("do", [back_up, restore])
def test_tools_that_are_missing_are_named(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, do: object
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    file = tmp_path / "file"
    if do is restore:
        file.write_bytes(b"PGDMP")
    with pytest.raises(BackupError, match=r"pg_dump, pg_restore, psql not found.*apt-get install"):
        do(engine, file)  # type: ignore[operator]


def test_tools_older_than_the_server_are_told(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path / "bin", "pg_dump", 'echo "pg_dump (PostgreSQL) 9.6.24"')
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(BackupError, match=r"pg_dump is version 9 and the server is version \d\d"):
        back_up(engine, tmp_path / "file")
    assert not (tmp_path / "file").exists()


def test_the_password_is_on_no_command_line(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every tool is wrapped in one that writes down what it was given."""
    filler.fill(engine)
    for name in ("pg_dump", "pg_restore", "psql"):
        program(
            tmp_path / "bin",
            name,
            f'echo "$0 $@" >> {tmp_path}/commands\n'
            f'echo "{name} $PGPASSWORD" >> {tmp_path}/environments\n'
            f'PATH="{os.environ["PATH"]}" exec {name} "$@"',
        )
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    before = filler.everything(engine)
    back_up(engine, tmp_path / "file")
    restore(engine, tmp_path / "file", replace=True)
    assert filler.everything(engine) == before
    commands = (tmp_path / "commands").read_text()
    assert all(f"/{name} " in commands for name in ("pg_dump", "pg_restore", "psql"))
    assert "hemmeligt" not in commands
    told = (tmp_path / "environments").read_text().splitlines()
    assert {f"pg_dump {PASSWORD}", f"psql {PASSWORD}"} <= set(told)


def test_a_tool_that_fails_leaves_no_file(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.environ["PATH"]
    program(
        tmp_path / "bin",
        "pg_dump",
        f'[ "$1" = --version ] && PATH="{real}" exec pg_dump --version\n'
        'echo half; echo "disk is full" >&2; exit 1',
    )
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{real}")
    with pytest.raises(BackupError, match="pg_dump failed: disk is full"):
        back_up(engine, tmp_path / "file")
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]


def test_half_of_what_was_to_come_is_nothing(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fails while the backup is read: what has come by then looks like a whole script."""
    filler.fill(engine)
    back_up(engine, tmp_path / "file")
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM tick"))
    before = filler.everything(engine)
    real = os.environ["PATH"]
    program(
        tmp_path / "bin",
        "pg_restore",
        f'PATH="{real}"\n[ "$1" = --data-only ] && exec pg_restore "$@"\n'
        # cut behind a statement, so that what came could be run
        "pg_restore \"$@\" | awk '{ print } NR >= 700 && /;$/ { exit }'\n"
        'echo "cannot read" >&2; exit 1',
    )
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{real}")
    with pytest.raises(BackupError, match=r"as it was\. cannot read"):
        restore(engine, tmp_path / "file", replace=True)
    assert filler.everything(engine) == before


def test_a_restore_that_the_server_refuses_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    """A table in the way that may not be dropped: psql goes while much is still to come."""
    filler.fill(engine)
    back_up(engine, tmp_path / "file")
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM tick"))
        connection.execute(
            text(
                "CREATE FUNCTION nothing_goes() RETURNS event_trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'nothing goes'; END $$"
            )
        )
        connection.execute(
            text("CREATE EVENT TRIGGER keep ON sql_drop EXECUTE FUNCTION nothing_goes()")
        )
    before = filler.everything(engine)
    with pytest.raises(BackupError, match=r"as it was.*nothing goes"):
        restore(engine, tmp_path / "file", replace=True)
    assert filler.everything(engine) == before


def test_a_restore_that_is_killed_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    """It waits for a table that somebody reads, and is killed there, with its psql."""
    filler.fill(engine)
    back_up(engine, tmp_path / "file")
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM tick"))
    before = filler.everything(engine)
    address = engine.url.render_as_string(hide_password=False)
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE application_name = 'psql' AND wait_event_type = 'Lock'"
    )
    with engine.begin() as reader:
        reader.execute(text("LOCK TABLE tick IN ACCESS SHARE MODE"))
        process = subprocess.Popen(
            [*_FLASK, "data", "restore", "--replace", str(tmp_path / "file")],
            cwd=ROOT,
            env={**os.environ, "SECRET_KEY": SECRET, "DATABASE_URL": address},
            start_new_session=True,
        )
        try:
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as watcher:
                while not watcher.scalar(waiting):
                    assert process.poll() is None, "it ended before it could be killed"
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as watcher:
        there = text("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'psql'")
        while watcher.scalar(there):
            pass
    assert filler.everything(engine) == before
    assert restore(engine, tmp_path / "file", replace=True) is False
    assert filler.everything(engine)["tick"]
