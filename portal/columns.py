"""Kinds of columns that are the same on SQLite and on PostgreSQL."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum, LargeBinary
from sqlalchemy.types import TypeDecorator

from portal.vault import vault


class Utc(TypeDecorator[datetime]):
    """A moment, kept in UTC and read with its time zone. One without a time zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Encrypted(TypeDecorator[str]):
    """A text that is sealed at rest. It can be read and written, not searched or sorted by.

    `purpose` stands for the column for ever: under another one, what lies there does not open.
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else vault().seal(value, self.purpose)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else vault().open(bytes(value), self.purpose)


def one_of(kinds: type[StrEnum]) -> Enum:
    """A column with the values of an enumeration, as plain text on every database."""
    return Enum(
        kinds, native_enum=False, create_constraint=False, length=20, values_callable=_values
    )


def _values(kinds: Iterable[StrEnum]) -> list[str]:
    return [kind.value for kind in kinds]
