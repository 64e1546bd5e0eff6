"""One application for all tests that do not change it, on a day that never changes."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from portal import create_app
from portal.config import Config
from tests.conftest import SECRET
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
