"""An office in which somebody tells of a municipality, and a resident who reads."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

import pytest
from flask import Flask
from sqlmodel import col, select

from portal.municipality.kinds import Kind
from portal.municipality.tables import Practice
from portal.staff.scope import unscoped
from tests.portal.staff.conftest import People
from tests.portal.staff.worker import Worker

Tell: TypeAlias = Callable[..., int]

AALBORG, AARHUS = "0851", "0751"


def tell(of: int, **columns: Any) -> int:
    """Put an entry of an organisation into the database; its number."""
    row = {
        "municipality": AALBORG,
        "kind": Kind.PRACTICE,
        "texts": {"da": "Vi låner flyttekasser ud."},
        "since": date(2026, 1, 1),
        **columns,
    }
    with unscoped() as session:
        entry = Practice(organisation_id=of, **row)
        session.add(entry)
        session.commit()
        return entry.id or 0


def kept() -> list[Practice]:
    """Every entry of everybody, in the order in which they came."""
    with unscoped() as session:
        return list(session.exec(select(Practice).order_by(col(Practice.id))).all())


@pytest.fixture
def worker(office: Flask, people: People) -> Worker:
    return Worker(office).sign_in()


@pytest.fixture
def sqlite_worker(sqlite_office: Flask, sqlite_people: People) -> Worker:
    return Worker(sqlite_office).sign_in()
