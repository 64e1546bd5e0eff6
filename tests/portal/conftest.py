"""One application for all tests that do not change it; and an office, on databases of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from portal import create_app, migrate
from portal.config import Config
from portal.db import make_engine
from tests.conftest import SECRET
from tests.portal.staff.conftest import People, settle
from tests.rules.households import ON


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The portal, built once."""
    database = tmp_path_factory.mktemp("portal") / "portal.sqlite3"
    app = create_app(
        Config.from_environ({"SECRET_KEY": SECRET, "DATABASE_URL": f"sqlite:///{database}"})
    )
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture(scope="module")
def visitor(portal: Flask) -> Iterator[FlaskClient]:
    """A browser without a past, on the day of the worked cases."""
    with time_machine.travel(f"{ON}T12:00:00+01:00", tick=False):
        yield portal.test_client()


@pytest.fixture(scope="session")
def one_app() -> Flask:
    """The portal, built once; each test gives it a database."""
    values = {"SECRET_KEY": SECRET, "DATABASE_URL": "sqlite:////nowhere"}
    return create_app(Config.from_environ(values))


def _with_database(app: Flask, url: str) -> Iterator[Flask]:
    app.extensions["engine"] = make_engine(url)
    with app.app_context():
        yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def office(database_url: str, one_app: Flask) -> Iterator[Flask]:
    """The portal with an empty office, on SQLite and on PostgreSQL."""
    migrate.upgrade(database_url)
    yield from _with_database(one_app, database_url)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("office") / "empty.sqlite3"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_office(one_app: Flask, empty_database: Path, tmp_path: Path) -> Iterator[Flask]:
    """The same on SQLite only, where the kind of database makes no difference."""
    path = shutil.copy(empty_database, tmp_path / "portal.sqlite3")
    yield from _with_database(one_app, f"sqlite:///{path}")


@pytest.fixture
def people(office: Flask) -> People:
    return settle(office)


@pytest.fixture
def sqlite_people(sqlite_office: Flask) -> People:
    return settle(sqlite_office)
