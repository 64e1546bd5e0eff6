"""`flask data`: delete what is past its day, make a backup, and restore one."""

import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup

group = AppGroup("data", help="What the portal keeps.")

#: what is counted → the module whose `purge(engine, now)` deletes it and says how many
PURGED = {
    "checklists": "portal.checklist.store",
    "signing in": "portal.staff.purge",
    "cases": "portal.cases.purge",
    "closed families": "portal.helper.store",
    "corrections": "portal.corrections.store",
}


def init_app(app: Flask) -> None:
    app.cli.add_command(group)


@group.command("purge")
def purge() -> None:
    """Delete what is past its day; meant to be run every night. It can be run again."""
    for name, module in PURGED.items():
        count = import_module(module).purge(current_app.extensions["engine"], datetime.now(UTC))
        click.echo(f"{name}: {count} deleted")


@group.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write a backup of the database to FILE, which must be new. The portal can be in use."""
    from portal.backup import BackupError, back_up

    try:
        size = back_up(current_app.extensions["engine"], file)
    except BackupError as error:
        sys.exit(str(error))
    click.echo(f"{file}: {size / 1e6:.1f} MB. The keys in SECRET_KEY are not in it: keep them too.")


@group.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Throw away what is in the database.")
def restore(file: Path, replace: bool) -> None:
    """Put the database back as it was when FILE was made."""
    from portal.backup import BackupError
    from portal.backup import restore as put_back
    from portal.staff.keys import unreadable

    try:
        older = put_back(current_app.extensions["engine"], file, replace=replace)
    except BackupError as error:
        sys.exit(str(error))
    click.echo("Restored.")
    if older:
        click.echo("Its schema was an older one; it has been brought to the newest.")
    if lost := unreadable():
        click.echo(
            "Some of it was encrypted with a key that is not in SECRET_KEY, and cannot be read: "
            f"{', '.join(lost)}. Put that key at the end of SECRET_KEY and start the portal again."
        )
    click.echo("Now run `flask data purge`, and delete again what was deleted since the backup.")
