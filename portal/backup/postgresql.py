"""Backups of PostgreSQL, by pg_dump and pg_restore, with the password never on a command line."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from portal.backup.errors import BackupError

_TOOLS = ("pg_dump", "pg_restore", "psql")
#: for everybody's sake: what cannot be locked within this is tried again another time
_BEGIN = """
BEGIN;
SET LOCAL lock_timeout = '60s';
SET LOCAL client_min_messages = warning;
DO $$
DECLARE thing record;
BEGIN
  FOR thing IN
    SELECT c.oid::regclass AS name FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  LOOP EXECUTE format('DROP TABLE %s CASCADE', thing.name); END LOOP;
  FOR thing IN
    SELECT p.oid::regprocedure AS name FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP EXECUTE format('DROP FUNCTION %s CASCADE', thing.name); END LOOP;
END $$;
"""
#: what newer tools write first, and older servers do not know
_UNKNOWN_TO_OLDER = b"SET transaction_timeout = 0;\n"
_VERSION = re.compile(r"(\d+)\D*")


def check_tools(engine: Engine) -> None:
    """The tools are there, and not older than the server. Raises BackupError."""
    missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if missing:
        raise BackupError(
            f"{', '.join(missing)} not found. Install the client programs of PostgreSQL "
            "(Debian: apt-get install postgresql-client)."
        )
    try:
        with engine.connect() as connection:
            server = int(connection.scalar(text("SHOW server_version_num")) or 0) // 10_000
    except SQLAlchemyError:
        raise BackupError("The database cannot be reached.") from None
    said = _run(["pg_dump", "--version"]).decode()
    found = _VERSION.search(said)
    if found and int(found[1]) < server:
        raise BackupError(
            f"pg_dump is version {found[1]} and the server is version {server}. Install the "
            f"client programs of version {server} or newer (Debian: postgresql-client-{server})."
        )


def write(engine: Engine, path: Path) -> None:
    """Dump the database as it is at one moment; read the dump through. Raises BackupError."""
    command = ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--no-password"]
    with path.open("wb") as file:
        _run(command, engine, file)
    _run(["pg_restore", "--file=/dev/null", str(path.absolute())])


def revision(path: Path) -> str | None:
    """The schema of a backup; None where it is not one of this portal."""
    only = ["--data-only", "--schema=public", "--table=alembic_version"]
    try:
        script = _run(["pg_restore", *only, "--file=-", str(path.absolute())]).decode()
    except BackupError:
        return None
    found = re.search(r"^COPY public\.alembic_version .*;\n(.+)\n\\\.$", script, re.MULTILINE)
    return found[1] if found else None


def replace(engine: Engine, path: Path) -> None:
    """Put what is in a backup in place of all tables of the database, in one transaction.

    Then bring it to the newest schema. Raises BackupError; unless it says otherwise, the
    database is then as it was.
    """
    from portal import migrate

    _put_in_place(engine, path)
    try:
        migrate.upgrade(engine.url.render_as_string(hide_password=False))
    except SQLAlchemyError as error:
        raise BackupError(
            "Restored, but not brought to the newest schema: run `python -m portal.migrate`. "
            f"{type(error).__name__}"
        ) from None


def _put_in_place(engine: Engine, path: Path) -> None:
    """Hand the backup as SQL to psql, and only when all of it has come say COMMIT."""
    read = [
        "pg_restore",
        "--no-owner",
        "--no-privileges",
        "--no-comments",
        "--file=-",
        str(path.absolute()),
    ]
    run = ["psql", "--no-psqlrc", "--no-password", "--quiet", "--output=/dev/null"]
    run += ["--set=ON_ERROR_STOP=1", "--set=VERBOSITY=terse"]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(  # noqa: S603
            run, env=_environ(engine), stdin=subprocess.PIPE, stderr=said
        ) as psql,
        subprocess.Popen(read, stdout=subprocess.PIPE, stderr=said) as reader,  # noqa: S603
    ):
        sql, script = cast("IO[bytes]", psql.stdin), cast("IO[bytes]", reader.stdout)
        try:
            sql.write(_BEGIN.encode())
            sql.writelines(line for line in script if line != _UNKNOWN_TO_OLDER)
            if reader.wait() == 0:
                sql.write(b"COMMIT;\n")
            sql.close()
        except BrokenPipeError:
            reader.kill()  # psql has met an error and gone, and everything is as it was
            with suppress(BrokenPipeError):
                sql.close()
        if psql.wait() or reader.wait():
            said.seek(0)
            raise BackupError(f"Not restored; the database is as it was. {_last_line(said)}")


def _run(command: list[str], engine: Engine | None = None, to: IO[bytes] | None = None) -> bytes:
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(  # noqa: S603
            command,
            env=_environ(engine) if engine else None,
            stdin=subprocess.DEVNULL,
            stdout=to or subprocess.PIPE,
            stderr=said,
            check=False,
        )
        said.seek(0)
        if done.returncode:
            raise BackupError(f"{command[0]} failed: {_last_line(said)}")
    return done.stdout or b""


def _environ(engine: Engine) -> Mapping[str, str]:
    """The address of the database as the variables that the tools read."""
    from psycopg.pq import Conninfo

    variables = {
        option.keyword.decode(): option.envvar.decode()
        for option in Conninfo.get_defaults()
        if option.envvar
    }
    _, given = engine.dialect.create_connect_args(engine.url)
    told = {variables[name]: str(value) for name, value in given.items() if name in variables}
    return {**os.environ, "PGCONNECT_TIMEOUT": "10", **told}


def _last_line(said: IO[bytes]) -> str:
    lines = said.read().decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""
