"""`flask ask missing`: what people asked that no page answers."""

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from portal.config import Config
from portal.matching.cli import group


@group.command("missing")
@with_appcontext
def missing() -> None:
    """Masked questions that got no answer, by count and language (COUNT_UNANSWERED=yes)."""
    from portal.ask import unanswered_store

    config: Config = current_app.extensions["config"]
    if not config.count_unanswered:
        click.echo("Nothing is counted: COUNT_UNANSWERED is not yes.")
    try:
        found = unanswered_store.kept(current_app.extensions["engine"])
    except SQLAlchemyError as error:
        kind = type(error).__name__
        raise click.ClickException(f"The database cannot be read ({kind}).") from None
    for row in found:
        click.echo(f"{row.count:6}  {row.lang}  {row.form}")
    if not found:
        click.echo("No question has come on five different days.")


def init_app(app: Flask) -> None:
    app.cli.add_command(group)
