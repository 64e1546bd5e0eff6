"""The addresses of the course: the page, and the calendar file. The answers are in the address."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.clock import law_day, today
from portal.course.missing import Asked, worth_finding
from portal.course.shown import Clash, Line
from portal.i18n import current_language
from portal.tokens import EMPTY, answer_tokens
from portal.words import words
from rules.approximate import Month, assess_answers
from rules.interview import QUESTION_OF, THEMES, Part

bp = Blueprint("course", __name__, url_prefix="/<lang:lang>/course")


@bp.get("/<token>")
def page(token: str) -> ResponseReturnValue:
    """The line of time."""
    answers = answer_tokens().read(token)
    line = _line(answers)
    missing = [] if line.course.dated else worth_finding(line.course, answers, law_day())
    return render_template(
        "course/page.html",
        line=line,
        token=token,
        text=words(current_language().code).branch("course", "page"),
        missing=[_link(asked, token) for asked in missing],
        clashes=[_with_links(clash, token) for clash in line.clashes],
        printed_on_day=today(),
        answers_url=None if token == EMPTY else url_for("start.delete"),
        danish_url=url_for(".page", token=token, lang="da"),
    )


@bp.get("/<token>.ics")
def download(token: str) -> ResponseReturnValue:
    """The days as a calendar file; where there are none, the page that says so."""
    from portal.course import calendar  # few ask for one, and icalendar takes 4 MB of a worker

    answers, case = answer_tokens().read(token), answer_tokens().case_of(token)
    stages = list(_line(answers).dated)
    if not stages:
        return redirect(f"{url_for('.page', token=token)}#calendar", 303)
    language = words(current_language().code)
    # A link from before cases had a name is its own.
    known_by = case or sha256(token.encode()).hexdigest()
    file = calendar.as_file(stages, language, known_by, datetime.now(UTC), today())
    response = Response(file, content_type=calendar.TYPE)
    response.headers.set("Content-Disposition", "attachment", filename=calendar.FILE)
    return response


def _line(answers: dict[str, Any]) -> Line:
    months = frozenset(name for name, value in answers.items() if isinstance(value, Month))
    return Line(assess_answers(answers, law_day()), months)


def _link(asked: Asked, token: str) -> dict[str, str]:
    title = words(current_language().code).text("questions", asked.question, "answered").raw[0]
    href = url_for("guide.question", token=token, part=asked.part, question=asked.question)
    return {"label": title, "href": href}


def _with_links(clash: Clash, token: str) -> dict[str, Any]:
    return {"text": clash.text, "links": [_link(_asked(fact), token) for fact in clash.facts]}


def _asked(fact: str) -> Asked:
    question = QUESTION_OF[fact].id
    part = next((p for p, theme in THEMES.items() if question in theme.questions), Part.MAIN)
    return Asked(question, part)
