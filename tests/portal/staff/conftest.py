"""An office on a database of its own, of each kind, with two organisations in it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from portal import create_app, migrate
from portal.config import Config
from portal.db import make_engine
from portal.staff.passwords import hashed
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import Organisation, User
from tests.conftest import SECRET

PASSWORD = "fire grønne cykler i regn"

_HASHES: dict[str, str] = {}


def hash_of(password: str) -> str:
    """The hash, made once: it is slow on purpose."""
    if password not in _HASHES:
        _HASHES[password] = hashed(password)
    return _HASHES[password]


@dataclass(frozen=True)
class People:
    """The numbers of the users, by organisation and role; and of the organisations."""

    ours: dict[Role, int]
    theirs: dict[Role, int]
    our_organisation: int
    their_organisation: int


def email_of(role: Role, ours: bool = True) -> str:
    return f"{role}@{'vores' if ours else 'deres'}.example"


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


def settle(app: Flask) -> People:
    """Two organisations with a user of each role."""
    with app.app_context(), unscoped() as session:
        organisations = [
            Organisation(name="Vores Boligforening", edits_texts=True),
            Organisation(name="Deres Bolig"),
        ]
        session.add_all(organisations)
        session.flush()
        numbers: list[dict[Role, int]] = []
        for organisation in organisations:
            ours = organisation is organisations[0]
            users = {
                role: User(
                    organisation_id=organisation.id or 0,
                    email=email_of(role, ours),
                    name=f"{'Vores' if ours else 'Deres'} {role}",
                    role=role,
                    password_hash=hash_of(PASSWORD),
                )
                for role in Role
            }
            session.add_all(users.values())
            session.flush()
            numbers.append({role: user.id or 0 for role, user in users.items()})
        session.commit()
        ours_id, theirs_id = (organisation.id or 0 for organisation in organisations)
        return People(numbers[0], numbers[1], ours_id, theirs_id)


@pytest.fixture
def people(office: Flask) -> People:
    return settle(office)


@pytest.fixture
def sqlite_people(sqlite_office: Flask) -> People:
    return settle(sqlite_office)
