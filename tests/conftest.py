"""Fixtures that all tests share."""

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from sqlalchemy import create_engine, text
from werkzeug.serving import WSGIRequestHandler, make_server

from portal import create_app, migrate
from portal.config import Config
from tests import tools

# How fast an example runs depends on the machine, and must not decide a test.
settings.register_profile("portal", deadline=None, print_blob=True)
settings.load_profile("portal")

SECRET = "a key for tests only, long enough to be taken"


@pytest.fixture(scope="session", autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes what `make run` keeps on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        for variable in ("ENVIRONMENT", "SECRET_KEY", "DATABASE_URL", "BASE_URL"):
            patch.delenv(variable, raising=False)
        yield


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Settings with an empty SQLite database of the test's own."""
    return Config.from_environ(
        {"SECRET_KEY": SECRET, "DATABASE_URL": f"sqlite:///{tmp_path / 'portal.sqlite3'}"}
    )


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    app = create_app(config)
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server that this test run started."""
    programs = tools.postgresql()
    if programs is None:
        pytest.skip(
            "POSTGRESQL IS NOT INSTALLED, so half of the database tests did not run. "
            "Debian: apt-get install postgresql. macOS: brew install postgresql@15"
        )
    # Not under pytest's own directory: the server's user may not enter it.
    with tempfile.TemporaryDirectory(prefix="pg-") as parent:
        os.chmod(parent, 0o755)
        with tools.running_postgresql(programs, Path(parent) / "server") as address:
            yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database: a test that takes this runs once for each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'portal.sqlite3'}"
        return
    server: str = request.getfixturevalue("postgresql")
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS test WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE test"))
    admin.dispose()
    yield f"{server.rpartition('/')[0]}/test"


@contextmanager
def portal_on(address: str) -> Iterator[Flask]:
    """The portal on the database at an address, which gets its tables."""
    migrate.upgrade(address)
    app = create_app(Config.from_environ({"SECRET_KEY": SECRET, "DATABASE_URL": address}))
    try:
        yield app
    finally:
        app.extensions["engine"].dispose()


class _Quiet(WSGIRequestHandler):
    def log(self, *_arguments: object) -> None:
        pass


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Where the portal is reached meanwhile: a port of its own."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The portal on a port of its own, for tests in a browser."""
    database = f"sqlite:///{tmp_path_factory.mktemp('browser') / 'portal.sqlite3'}"
    with portal_on(database) as app, served(app) as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Chromium as it is found on this machine, with nothing that calls home."""
    return {
        **browser_type_launch_args,
        "executable_path": tools.chromium(),
        "args": [
            "--no-sandbox",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--disable-quic",
        ],
    }
