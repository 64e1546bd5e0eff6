"""A case of the office, and somebody who works there."""

import pytest
from flask import Flask

from portal.cases.tables import Case
from tests.portal.cases.factory import make_case
from tests.portal.staff.conftest import People
from tests.portal.staff.worker import Worker


@pytest.fixture
def case(office: Flask, people: People) -> Case:
    return make_case(people.our_organisation)


@pytest.fixture
def worker(office: Flask, case: Case) -> Worker:
    return Worker(office).sign_in()


@pytest.fixture
def sqlite_case(sqlite_office: Flask, sqlite_people: People) -> Case:
    return make_case(sqlite_people.our_organisation)


@pytest.fixture
def sqlite_worker(sqlite_office: Flask, sqlite_case: Case) -> Worker:
    return Worker(sqlite_office).sign_in()
