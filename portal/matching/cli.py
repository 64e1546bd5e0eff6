"""`flask ask explain | calibrate`: for those who keep the questions and the phrasings."""

import click
from flask.cli import AppGroup

from portal.i18n import DEFAULT_LANGUAGE, LANGUAGES
from portal.matching import calibration
from portal.matching.explain import explain, printed
from portal.matching.measures import calibrated
from portal.matching.prepared import build, matcher
from portal.matching.questions import questions

group = AppGroup("ask", help="What people ask: why a question gets its answer.")


@group.command("explain")
@click.argument("question")
@click.option("--lang", type=click.Choice(list(LANGUAGES)), default=DEFAULT_LANGUAGE.code)
@click.option("--after", multiple=True, help="A topic or a question that came before.")
def print_explanation(question: str, lang: str, after: tuple[str, ...]) -> None:
    """What was understood of QUESTION, and what spoke for each topic."""
    click.echo(printed(explain(matcher(), question, lang, after)))


@group.command("calibrate")
def calibrate() -> None:
    """Fit the probabilities anew on the development questions; do it when phrasings change."""
    found = calibrated(
        build(calibration.UNFITTED), [q for lang in LANGUAGES for q in questions(lang)]
    )
    calibration.FILE.write_text(calibration.written(found), encoding="utf-8")
    click.echo(f"answer from {found.answer_from:.2f}, choose from {found.choose_from:.2f}")
