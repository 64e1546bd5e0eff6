"""`flask content check | stamp`: for those who write the pages."""

import re
import sys
from statistics import mean

import click
from flask.cli import AppGroup

from portal.i18n import DEFAULT_LANGUAGE, LANGUAGES
from portal.topics.check import MOST_LIX_ON_AVERAGE, findings, lix, word_count
from portal.topics.library import FOLDER, State, topics

group = AppGroup("content", help="The texts that people read: what is missing, what is wrong.")

_OF = re.compile(r"^of: .*\n", re.MULTILINE)


@group.command("check")
def check() -> None:
    """Tell what is missing, outdated, untranslated, too long, or different between languages."""
    found = list(findings())
    for finding in found:
        click.echo(f"{finding.file}: {finding.problem}")
    danish = topics().values()
    average = mean(lix(page.body) for page in danish)
    click.echo(
        f"{len(danish)} topics in {len(LANGUAGES)} languages; a Danish page has "
        f"{mean(word_count(page.body) for page in danish):.0f} words and LIX {average:.1f}."
    )
    if average > MOST_LIX_ON_AVERAGE:
        click.echo(f"The average LIX is over {MOST_LIX_ON_AVERAGE}.")
    if found or average > MOST_LIX_ON_AVERAGE:
        click.echo(f"{len(found)} to mend.")
        sys.exit(1)


@group.command("stamp")
@click.argument("slugs", nargs=-1)
@click.option("--lang", "only", multiple=True, type=click.Choice(list(LANGUAGES)))
def stamp(slugs: tuple[str, ...], only: tuple[str, ...]) -> None:
    """Say that translations were made from the Danish text as it stands (all SLUGS if none)."""
    for lang in only or LANGUAGES:
        for slug, page in topics(lang).items():
            if lang == DEFAULT_LANGUAGE.code or (slugs and slug not in slugs):
                continue
            if page.state is not State.OUTDATED:
                continue
            path = FOLDER / slug / f"{lang}.md"
            written = _OF.sub("", path.read_text(encoding="utf-8"), count=1)
            version = topics()[slug].version
            path.write_text(
                written.replace("---\n", f'---\nof: "{version}"\n', 1), encoding="utf-8"
            )
            click.echo(f"{slug}/{lang}: made from {version}")
