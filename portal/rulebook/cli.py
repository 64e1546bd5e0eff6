"""`flask rules table | graph | impact`: for those who keep the rules."""

import sys
from datetime import date, datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from portal.clock import today
from portal.i18n import DEFAULT_LANGUAGE, LANGUAGES, in_language
from portal.rulebook import impact_of_texts
from portal.rulebook.picture import svg, together
from portal.rulebook.shown import shown_ladders
from portal.words import words
from rules import impact
from rules.impact.running import WorkerError
from rules.table import table

ROOT = Path(__file__).resolve().parents[2]
DAY = click.DateTime(["%Y-%m-%d"])

group = AppGroup("rules", help="The rules as a table or a drawing, and what a change of them does.")


@group.command("table")
def print_table() -> None:
    """Every rule of the law, and where it is carried (docs/rules.md)."""
    click.echo(table(), nl=False)


@group.command("graph")
@click.option("--lang", type=click.Choice(list(LANGUAGES)), default=DEFAULT_LANGUAGE.code)
@click.option("--on", type=DAY, help="The day of the law; today where none is given.")
def print_graph(lang: str, on: datetime | None) -> None:
    """The decisions as one SVG: which act applies, and below it each act."""
    with in_language(lang):
        title = words(lang).text("rulebook", "page", "title").raw[0]
        click.echo(svg(together(shown_ladders(_day(on))), title, alone=True))


@group.command("impact")
@click.argument("old")
@click.argument("new", required=False)
@click.option("--on", type=DAY, help="The day of the law; today where none is given.")
@click.option("--interviews", default=impact.INTERVIEWS, show_default=True, help="How many paths.")
@click.option("--root", type=click.Path(path_type=Path, exists=True), default=ROOT, hidden=True)
def print_impact(
    old: str, new: str | None, on: datetime | None, interviews: int, root: Path
) -> None:
    """What changes from the git revision OLD to NEW (the files as they lie here, if left out)."""
    try:
        with impact.versions(root, old, new) as trees:
            answers = impact.of_answers(trees, _day(on), interviews)
            texts = impact_of_texts.changed(trees, answers.days)
    except (impact.RevisionError, WorkerError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    click.echo(impact.report(old, new, answers), nl=False)
    click.echo(impact_of_texts.report(texts), nl=False)


def _day(on: datetime | None) -> date:
    return on.date() if on else today()
