"""`flask content check | stamp | new-language`: for those who write the pages."""

import re
import sys
from statistics import mean

import click
from flask.cli import AppGroup

from portal.i18n import DEFAULT_LANGUAGE, LANGUAGES
from portal.i18n.languages import KNOWN, read_languages
from portal.topics.check import MOST_LIX_ON_AVERAGE, findings, lix, word_count
from portal.topics.library import FOLDER, topics

group = AppGroup("content", help="The texts that people read: what is missing, what is wrong.")

_OF = re.compile(r"^of: .*\n", re.MULTILINE)


@group.command("check")
def check() -> None:
    """Tell what is missing, outdated, untranslated, too long, or different between languages."""
    # Only here: what translators need is loaded by no page.
    from portal.translating import catalogue, progress

    template = catalogue.extract()
    found = [*findings(), *progress.findings(template)]
    for finding in found:
        click.echo(f"{finding.file}: {finding.problem}")
    danish = topics().values()
    for language in KNOWN.values():
        if language.state != "ready":
            *_, left = progress.told(progress.progress(language, template))
            click.echo(f"{language.code} ({language.endonym}) is in preparation: {left.strip()}")
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
@click.option("--lang", "only", multiple=True, type=click.Choice(list(KNOWN)))
def stamp(slugs: tuple[str, ...], only: tuple[str, ...]) -> None:
    """Say that translations were made from the Danish text as it stands (all SLUGS if none)."""
    for lang in only or LANGUAGES:
        for slug, danish in topics().items():
            path = FOLDER / slug / f"{lang}.md"
            if lang == DEFAULT_LANGUAGE.code or (slugs and slug not in slugs) or not path.exists():
                continue
            written = path.read_text(encoding="utf-8")
            line = f'of: "{danish.version}"\n'
            if line in written.partition("\n---\n")[0] + "\n":
                continue
            rest = _OF.sub("", written, count=1)
            path.write_text(rest.replace("---\n", f"---\n{line}", 1), encoding="utf-8")
            click.echo(f"{slug}/{lang}: made from {danish.version}")


@group.command("new-language")
@click.argument("code")
@click.option("--all", "every", is_flag=True, help="Name each file with what is missing in it.")
def new_language(code: str, every: bool) -> None:
    """Lay out what a language needs, and tell what is missing or outdated.

    CODE is its short name: so, pl, uk. Run it again at any time: what is written stays.
    """
    from babel import UnknownLocaleError

    from portal.translating import catalogue
    from portal.translating.lay_out import add_entry, lay_out
    from portal.translating.progress import progress, told

    if code == DEFAULT_LANGUAGE.code:
        raise click.UsageError("Danish is what the others are translated from.")
    try:
        add_entry(code)
        language = read_languages()[code]
    except (UnknownLocaleError, ValueError, KeyError) as error:
        raise click.UsageError(f"No language is called {code}: {error}") from error
    made = list(lay_out(language))
    click.echo(f"{len(made)} files made or added to." if made else "Everything was laid out.")
    for line in told(progress(language, catalogue.extract()), every=every):
        click.echo(line)
