"""`flask data purge`: delete what is past its day, and tell how much it was."""

from datetime import UTC, datetime
from importlib import import_module

import click
from flask import Flask, current_app
from flask.cli import AppGroup

group = AppGroup("data", help="What the portal keeps.")

#: what is counted → the module whose `purge(engine, now)` deletes it and says how many
PURGED = {"checklists": "portal.checklist.store", "signing in": "portal.staff.purge"}


def init_app(app: Flask) -> None:
    app.cli.add_command(group)


@group.command("purge")
def purge() -> None:
    """Delete what is past its day; meant to be run every night. It can be run again."""
    for name, module in PURGED.items():
        count = import_module(module).purge(current_app.extensions["engine"], datetime.now(UTC))
        click.echo(f"{name}: {count} deleted")
