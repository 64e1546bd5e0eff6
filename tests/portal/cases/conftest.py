"""The office of `tests.portal.staff`, with cases in it."""

from tests.portal.staff.conftest import (
    empty_database,
    office,
    one_app,
    people,
    sqlite_office,
    sqlite_people,
)

__all__ = ["empty_database", "office", "one_app", "people", "sqlite_office", "sqlite_people"]
