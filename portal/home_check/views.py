"""The addresses of the home check. The answers are in the address, encrypted, as in the guide."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.clock import law_day
from portal.guide import forms
from portal.guide.question import Page
from portal.problems import Problem, messages
from portal.security import public_for
from portal.tokens import answer_tokens
from portal.words import Values
from portal.words.values import rooms
from rules import parameters
from rules.byfornyelse import homes
from rules.case import Case
from rules.facts import SPECS, Facts, HomeKind
from rules.interview import BY_ID
from rules.truth import VERDICT, Verdict
from rules.validation import check

bp = Blueprint("home_check", __name__, url_prefix="/<lang:lang>/home-check")

#: the facts asked for on the one page, by the questions whose words they borrow
QUESTIONS = (
    "offer_kind",
    "household",
    "offer_rooms",
    "offer_in_municipality",
    "offer_agreed_outside",
)
#: the example in which folder and act differ: one person in three rooms
ROOMS_IN_EXAMPLE = 3
_FACTS = tuple(fact for question in QUESTIONS for fact in BY_ID[question].facts)


@bp.get("/")
@public_for(seconds=300)
def page() -> ResponseReturnValue:
    return _page({})


@bp.post("/")
def look() -> ResponseReturnValue:
    answers: dict[str, Any] = {}
    problems: list[Problem] = []
    raw: dict[str, str] = {}
    for question in QUESTIONS:
        typed = forms.read(BY_ID[question], request.form, required=False)
        answers |= typed.answers
        problems += typed.problems
        raw |= typed.raw
    known = {name: value for name, value in answers.items() if value is not None}
    paths = {SPECS[name].path: name for name in _FACTS}
    wrong = [] if problems else check(Facts(**known), law_day())
    problems += [Problem(paths[e.path], e.code, e.params) for e in wrong]
    if problems:
        errors = messages(problems)
        return _page({}, raw=raw, errors=errors), 422
    return redirect(url_for(".result", token=answer_tokens().write(known)), 303)


@bp.get("/<token>")
def result(token: str) -> ResponseReturnValue:
    answers = answer_tokens().read(token)
    home = {name: value for name, value in answers.items() if name in _FACTS}
    return _page(home, checked=_checked(home))


def _checked(home: Mapping[str, Any]) -> dict[str, Any]:
    """What the rules say of the home: size and place, and what is needed."""
    case = Case(Facts(**home), law_day(), parameters.load())
    needed = homes.rooms_needed(case)
    size = VERDICT[homes.size_ok.of(case)]
    kind = case.facts.offer_kind
    place = VERDICT[homes.location_ok.of(case)] if kind is HomeKind.TEMPORARY else Verdict.YES
    return {
        "verdict": _together(size, place),
        "size": size,
        "place": place,
        "kind": kind,
        "rooms_needed": None if needed is None else rooms(needed),
        "note": _note(case),
    }


def _together(size: Verdict, place: Verdict) -> Verdict:
    if Verdict.NO in (size, place):
        return Verdict.NO
    return Verdict.YES if size is place is Verdict.YES else Verdict.UNKNOWN


def _note(case: Case) -> str | None:
    """The uncertainty to be told about a permanent home, by its id."""
    if case.facts.offer_kind is not HomeKind.PERMANENT:
        return None
    if case.facts.persons == 1 and case.facts.rooms == ROOMS_IN_EXAMPLE:
        return "U-07"
    return "U-08" if homes.is_overcrowded(case) else None


def _page(
    answers: Mapping[str, Any],
    raw: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    checked: Mapping[str, Any] | None = None,
) -> str:
    values = Values(Case(Facts(), law_day(), parameters.load()))
    pages = [Page(BY_ID[q], values, answers, raw or {}).shown(errors or {}) for q in QUESTIONS]
    return render_template(
        "home_check/page.html",
        questions=pages,
        errors=errors or {},
        checked=checked,
        answers_url=url_for("start.delete") if answers else None,
    )
