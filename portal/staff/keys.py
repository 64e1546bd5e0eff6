"""`flask keys rotate`: rewrite what is secret at rest with the first key of SECRET_KEY."""

import sys
from importlib import import_module
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

group = AppGroup("keys", help="The keys in SECRET_KEY.")

#: the modules whose tables have encrypted columns
WITH_SECRETS = ("portal.staff.tables", "portal.checklist.tables")

_BATCH = 500


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


def rotated() -> list[tuple[str, int, int]]:
    """Rewrite all; for each column how many values were rewritten, and how many no key opens."""
    from sqlmodel import SQLModel

    from portal.columns import Encrypted

    for module in WITH_SECRETS:
        import_module(module)
    return [
        (f"{table.name}.{column.name}", *_rotate(table, column, column.type.purpose))
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Encrypted)
    ]


def _rotate(table: Any, column: Any, purpose: str) -> tuple[int, int]:
    from sqlalchemy import LargeBinary, select, type_coerce, update

    from portal.vault import VaultError, vault

    (key,) = table.primary_key.columns
    raw = type_coerce(column, LargeBinary)
    rewritten = unreadable = 0
    last: Any = None
    engine = current_app.extensions["engine"]
    while True:
        batch = select(key, raw).where(column.is_not(None)).order_by(key).limit(_BATCH)
        with engine.begin() as connection:
            rows = connection.execute(batch if last is None else batch.where(key > last)).all()
            for row_key, value in rows:
                old = bytes(value)
                if vault().is_current(old):
                    continue
                try:
                    text = vault().open(old, purpose)
                except VaultError:
                    unreadable += 1
                    continue
                # Only where it is still what was read: somebody may have written meanwhile.
                changed = connection.execute(
                    update(table)
                    .where(key == row_key, raw == old)
                    .values({column: type_coerce(vault().seal(text, purpose), LargeBinary)})
                )
                rewritten += changed.rowcount
        if not rows:
            return rewritten, unreadable
        last = rows[-1][0]
