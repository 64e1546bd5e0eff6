"""`flask keys rotate`: rewrite what is secret at rest with the first key of SECRET_KEY."""

import sys
from importlib import import_module
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

group = AppGroup("keys", help="The keys in SECRET_KEY.")

#: the modules whose tables have encrypted columns
WITH_SECRETS = (
    "portal.staff.tables",
    "portal.checklist.tables",
    "portal.cases.tables",
    "portal.corrections.tables",
)

_BATCH = 500
#: the bytes of a sealed value that name its key
_NAMES_KEY = 5


@group.command("rotate")
def rotate() -> None:
    """Rewrite every secret value with the first key; afterwards the others can be taken away.

    It can run while the portal is in use, and again. Nothing is changed that cannot be opened.
    """
    lost = 0
    for column, rewritten, unreadable in rotated():
        lost += unreadable
        click.echo(f"{column}: {rewritten} rewritten, {unreadable} that no key opens")
    if lost:
        sys.exit("Some values were sealed with a key that is no longer in SECRET_KEY.")
    _tell_of_codes()


def rotated() -> list[tuple[str, int, int]]:
    """Rewrite all; for each column how many values were rewritten, and how many no key opens."""
    from portal.cases.rekeying import rekey_labels

    done = [
        (f"{column.table.name}.{column.name}", *_rotate(column.table, column))
        for column in secret_columns()
    ]
    return [*done, ("household.label_key", *rekey_labels(current_app.extensions["engine"]))]


def secret_columns() -> list[Any]:
    """All encrypted columns."""
    from sqlmodel import SQLModel

    from portal.columns import Encrypted

    for module in WITH_SECRETS:
        import_module(module)
    return [
        column
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Encrypted)
    ]


def unreadable() -> list[str]:
    """The columns in which something lies that was sealed with a key not in SECRET_KEY."""
    from sqlalchemy import LargeBinary, func, select, type_coerce

    from portal.vault import vault

    found = []
    with current_app.extensions["engine"].connect() as connection:
        for column in secret_columns():
            start = func.substr(type_coerce(column, LargeBinary), 1, _NAMES_KEY)
            starts = connection.scalars(select(start).where(column.is_not(None)).distinct())
            if not all(vault().names_key(bytes(value)) for value in starts):
                found.append(f"{column.table.name}.{column.name}")
    return found


def _rotate(table: Any, column: Any) -> tuple[int, int]:
    from sqlalchemy import LargeBinary, select, tuple_, type_coerce, update

    from portal.vault import VaultError, vault

    keys = list(table.primary_key.columns)
    raw = type_coerce(column, LargeBinary)
    purpose = column.type.purpose
    batch = select(*keys, raw).where(column.is_not(None)).order_by(*keys).limit(_BATCH)
    rewritten = lost = 0
    # Each value by itself, so that nobody who works meanwhile waits for more than one.
    engine = current_app.extensions["engine"].execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        rows = connection.execute(batch).all()
        while rows:
            for *key, value in rows:
                old = bytes(value)
                if vault().is_current(old):
                    continue
                try:
                    text = vault().open(old, purpose)
                except VaultError:
                    lost += 1
                    continue
                # Only where it is still what was read: somebody may have written meanwhile.
                same = [part == given for part, given in zip(keys, key, strict=True)]
                sealed = type_coerce(vault().seal(text, purpose), LargeBinary)
                change = update(table).where(*same, raw == old).values({column: sealed})
                rewritten += connection.execute(change).rowcount
            rows = connection.execute(batch.where(tuple_(*keys) > tuple(rows[-1][:-1]))).all()
    return rewritten, lost


def _tell_of_codes() -> None:
    """Short codes are kept as keyed hashes only, so they cannot be rewritten."""
    from portal.cases.rekeying import codes_work_until

    until = codes_work_until(current_app.extensions["engine"])
    if until and len(current_app.extensions["config"].secret_key) > 1:
        click.echo(
            f"Short codes in letters are found by the key they were made with: "
            f"leave the old keys in SECRET_KEY until {until:%Y-%m-%d}."
        )
