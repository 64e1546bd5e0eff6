"""A portal whose database has its tables."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import portal_on
from tests.rules.households import ON


@pytest.fixture(scope="module")
def keeping(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The portal, with a database."""
    url = f"sqlite:///{tmp_path_factory.mktemp('kept') / 'portal.sqlite3'}"
    with portal_on(url) as app:
        yield app


@pytest.fixture(scope="module")
def family(keeping: Flask) -> Iterator[FlaskClient]:
    """A browser of a family, on the day of the worked cases."""
    with time_machine.travel(f"{ON}T12:00:00+01:00", tick=False):
        yield keeping.test_client()
