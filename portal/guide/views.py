"""The addresses of the guide.

The answers are in the address, encrypted; a posted answer leads on to the address of the next
question. Nothing is kept here.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.clock import law_day, today
from portal.guide import asking, forms
from portal.guide.beside import in_danish
from portal.guide.prepared import can_be_prepared
from portal.guide.prepared import page as prepared_page
from portal.guide.question import Page
from portal.guide.result import Result
from portal.i18n import DEFAULT_LANGUAGE, current_language
from portal.problems import Problem, messages
from portal.security import public_for
from portal.sharing import here
from portal.tokens import EMPTY, answer_tokens
from rules import interview
from rules.interview import BY_ID, QUESTION_OF, Part, Question

bp = Blueprint("guide", __name__, url_prefix="/<lang:lang>/guide")


@bp.get("/")
@public_for(seconds=300)
def begin() -> ResponseReturnValue:
    """The first question, with nothing answered yet."""
    return _question_page({}, EMPTY, Part.MAIN, interview.QUESTIONS[0])


@bp.get("/<token>/<part>/<question>")
def question(token: str, part: str, question: str) -> ResponseReturnValue:
    asked, of_part = _asked(question, part)
    answers = answer_tokens().read(token)
    return _question_page(answers, token, of_part, asked)


@bp.post("/<token>/<part>/<question>")
def answer(token: str, part: str, question: str) -> ResponseReturnValue:
    asked, of_part = _asked(question, part)
    answers = answer_tokens().read(token)
    typed = forms.read(asked, request.form)
    merged = _merged(answers, asked, typed.answers)
    problems = typed.problems or asking.impossible(merged, asked)
    if problems:
        return _question_page(answers, token, of_part, asked, typed, problems), 422
    kept = interview.prune(merged, law_day())
    token = answer_tokens().write(kept, answer_tokens().case_of(token))
    following = interview.next_question(kept, law_day(), of_part)
    if following is None:
        return redirect(url_for(".result", token=token), 303)
    return redirect(url_for(".question", token=token, part=of_part, question=following.id), 303)


@bp.get("/<token>/result")
def result(token: str) -> ResponseReturnValue:
    """The answer as a letter, from the answers in the address."""
    answers = answer_tokens().read(token)
    shown = Result(answers, token, law_day())
    translated = current_language() is not DEFAULT_LANGUAGE
    beside = translated and request.args.get("beside") == DEFAULT_LANGUAGE.code
    other = None if beside else DEFAULT_LANGUAGE.code
    toggle = {"href": url_for(".result", token=token, beside=other), "shown": beside}
    return render_template(
        "guide/result.html",
        result=shown,
        token=token,
        today=law_day(),
        printed=today(),
        answers_url=_delete_url(token),
        danish_url=url_for(".result", token=token, lang="da"),
        beside=in_danish(shown) if beside else None,
        danish_toggle=toggle if translated else None,
    )


def _asked(question_id: str, part: str) -> tuple[Question, Part]:
    if question_id not in BY_ID or part not in list(Part):
        abort(404)
    return BY_ID[question_id], Part(part)


def _merged(
    answers: Mapping[str, Any], asked: Question, given: Mapping[str, Any]
) -> dict[str, Any]:
    """The answers with those of this page in place of earlier ones, in the order first given."""
    merged = dict(answers)
    for name in asked.fields:
        if name in given:
            merged[name] = given[name]
    return merged


def _question_page(
    answers: Mapping[str, Any],
    token: str,
    part: Part,
    asked: Question,
    typed: forms.Typed | None = None,
    problems: list[Problem] | None = None,
) -> str:
    done = len({QUESTION_OF[fact].id for fact in answers})
    left = [q for q in interview.left_in(answers, law_day(), part) if q is not asked]
    remaining = asking.remaining(len(left), done, part)
    back = _back(answers, token, part, asked)

    def render(of_person: Mapping[str, Any]) -> str:
        values = asking.values(of_person, law_day())
        page = Page(asked, values, of_person, typed.raw if typed else {})
        return render_template(
            "guide/question.html",
            page=page.shown(messages(problems or ())),
            action=url_for(".answer", token=token, part=part, question=asked.id),
            back=back,
            done=done,
            remaining=remaining,
            answers_url=_delete_url(token),
            danish_url=url_for(".question", token=token, part=part, question=asked.id, lang="da"),
        )

    lang = current_language().code
    new = typed is None and not request.query_string and answers.keys().isdisjoint(asked.fields)
    if not (new and can_be_prepared(asked, token, lang)):
        return render(answers)
    # With the host, which stands in the page's own address.
    way_back = here(back.replace(token, ""))
    key = (lang, law_day(), request.endpoint, asked.id, part, way_back, done, remaining)
    return prepared_page(key, token, lambda: render({}))


def _back(answers: Mapping[str, Any], token: str, part: Part, asked: Question) -> str:
    earlier = interview.before(asked, answers, part, law_day())
    if earlier is not None:
        return url_for(".question", token=token, part=part, question=earlier.id)
    if part is Part.MAIN:
        return url_for("start.page")
    return url_for(".result", token=token)


def _delete_url(token: str) -> str | None:
    return None if token == EMPTY else url_for("start.delete")
