"""Rows for every table, made from the columns alone, so that a new table is filled too."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Engine,
    Enum,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    insert,
    select,
)
from sqlmodel import AutoString, SQLModel

from portal.columns import Encrypted, Utc

#: the modules with tables, as `migrations/env.py` imports them
MODULES = (
    "portal.ask.unanswered_store",
    "portal.cases.tables",
    "portal.checklist.tables",
    "portal.helper.tables",
    "portal.municipality.tables",
    "portal.staff.tables",
)
ROWS = 3
_DAY = datetime(2026, 11, 21, 12, 30, 15, 123456, tzinfo=UTC)
_SIGNS = "Æblehøj 3. tv. بيت «ш» 'x\"\\ %s; 🙂 "


def fill(engine: Engine, rows: int = ROWS) -> dict[str, list[dict[str, Any]]]:
    """Some rows in each table, the last of them with nothing where nothing is allowed.

    Needs an app context. What was put in, by table.
    """
    for module in MODULES:
        import_module(module)
    made: dict[str, list[dict[str, Any]]] = {}
    with engine.begin() as connection:
        for table in SQLModel.metadata.sorted_tables:
            made[table.name] = [_row(table, number, rows, made) for number in range(rows)]
            for values in made[table.name]:
                done = connection.execute(insert(table).values(values))
                names = [column.name for column in table.primary_key.columns]
                values.update(zip(names, done.inserted_primary_key or (), strict=True))
    return made


def _row(table: Table, number: int, rows: int, made: dict[str, Any]) -> dict[str, Any]:
    empty = number == rows - 1
    return {
        column.name: None if empty and column.nullable else _value(column, number, made)
        for column in table.columns
        if not _numbers_itself(column)
    }


def _numbers_itself(column: Column[Any]) -> bool:
    alone = len(column.table.primary_key.columns) == 1
    return column.primary_key and alone and isinstance(column.type, Integer)


def _value(column: Column[Any], number: int, made: dict[str, Any]) -> Any:
    for key in column.foreign_keys:
        return made[key.column.table.name][number][key.column.name]
    kind = column.type
    if isinstance(kind, Encrypted):
        return f"{number} {_SIGNS}"
    if isinstance(kind, Enum):
        choices = list(kind.enum_class or ())
        return choices[number % len(choices)]
    if isinstance(kind, String | AutoString):
        return f"{number} {column.name} {_SIGNS * 200}"[: kind.length or 500]
    by_kind = {
        Boolean: number % 2 == 0,
        Integer: 40 + number,
        Utc: _DAY + timedelta(days=number),
        Date: date(2026, 11, 21) + timedelta(days=number),
        JSON: {"æ": [number, None, _SIGNS]},
        LargeBinary: bytes(range(256)),
    }
    return next(value for known, value in by_kind.items() if isinstance(kind, known))


def everything(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables as they lie in the database, sealed values too, in order."""
    found = MetaData()
    with engine.connect() as connection:
        found.reflect(connection)
        return {
            table.name: [
                tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
                for row in connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in found.sorted_tables
        }
