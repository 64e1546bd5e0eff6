"""A portal whose database has its tables; and one with an office in it."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from portal import create_app, migrate
from portal.config import Config
from tests.conftest import SECRET
from tests.portal.staff.conftest import (
    empty_database,
    office,
    one_app,
    people,
    sqlite_office,
    sqlite_people,
)
from tests.rules.households import ON

__all__ = ["empty_database", "office", "one_app", "people", "sqlite_office", "sqlite_people"]


@pytest.fixture(scope="module")
def keeping(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The portal, with a database."""
    url = f"sqlite:///{tmp_path_factory.mktemp('kept') / 'portal.sqlite3'}"
    migrate.upgrade(url)
    app = create_app(Config.from_environ({"SECRET_KEY": SECRET, "DATABASE_URL": url}))
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture(scope="module")
def family(keeping: Flask) -> Iterator[FlaskClient]:
    """A browser of a family, on the day of the worked cases."""
    with time_machine.travel(f"{ON}T12:00:00+01:00", tick=False):
        yield keeping.test_client()
