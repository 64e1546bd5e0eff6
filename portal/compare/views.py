"""The addresses of the comparison: the guide's answers and the numbers, each encrypted."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.clock import law_day
from portal.compare import situation, typed
from portal.compare.shown import ORDER, Comparison, examples
from portal.compare.totals import Numbers
from portal.compare.typed import LIMITS, TypedError
from portal.problems import as_typed, messages
from portal.security import public_for
from portal.tokens import EMPTY, TokenError, answer_tokens, sum_tokens
from rules.approximate import Month

bp = Blueprint("compare", __name__, url_prefix="/<lang:lang>/compare")

#: chosen on the page itself where there are no answers from the guide
SITUATION = "situation"


def address(token: str) -> str:
    """Where the comparison for the answers in a token stands."""
    return url_for("compare.page") if token == EMPTY else url_for("compare.of_answers", token=token)


@bp.get("/")
@public_for(seconds=300)
def page() -> ResponseReturnValue:
    return _page({}, EMPTY)


@bp.get("/<token>")
def of_answers(token: str) -> ResponseReturnValue:
    return _page(answer_tokens().read(token), token)


@bp.post("/", defaults={"token": EMPTY})
@bp.post("/<token>")
def work_out(token: str) -> ResponseReturnValue:
    answers = answer_tokens().read(token)
    raw = {name: as_typed(request.form.get(name, "")) for name in (*LIMITS, SITUATION)}
    try:
        numbers = typed.read(raw)
    except TypedError as error:
        return _page(answers, token, chosen=raw[SITUATION], raw=raw, error=error), 422
    kept = typed.plain(numbers)
    if raw[SITUATION] in situation.SITUATIONS:
        kept[SITUATION] = raw[SITUATION]
    return redirect(url_for(".with_numbers", token=token, numbers=sum_tokens().seal(kept)), 303)


@bp.get("/<token>/<numbers>")
def with_numbers(token: str, numbers: str) -> ResponseReturnValue:
    answers = answer_tokens().read(token)
    kept = _opened(numbers)
    try:
        known = typed.read(kept)
    except TypedError:
        raise TokenError from None
    return _page(answers, token, numbers=known, chosen=kept.get(SITUATION, ""))


def _opened(token: str) -> dict[str, str]:
    """What was typed, from a token. Raises TokenError."""
    kept = sum_tokens().unseal(token)
    if not (isinstance(kept, dict) and all(isinstance(text, str) for text in kept.values())):
        raise TokenError
    return kept


def _page(
    answers: Mapping[str, Any],
    token: str,
    numbers: Numbers | None = None,
    chosen: str = "",
    raw: Mapping[str, str] | None = None,
    error: TypedError | None = None,
) -> str:
    on = law_day()
    known = situation.of_answers(answers, on) if answers else situation.told(chosen, on)
    used = numbers or typed.of_facts(known.assessment.case.facts)
    months = frozenset(name for name, value in answers.items() if isinstance(value, Month))
    comparison = Comparison(known, used, months)
    return render_template(
        "compare/page.html",
        comparison=comparison,
        examples=examples(comparison.explain.words),
        order=ORDER,
        fields=tuple(LIMITS),
        typed=raw or typed.as_written(used),
        errors=messages(error.problems) if error else {},
        situations=None if answers else tuple(situation.SITUATIONS),
        chosen=chosen,
        counted=numbers is not None and numbers != Numbers(),
        action=url_for(".work_out", token=token),
        result_url=url_for("guide.result", token=token) if answers else None,
        answers_url=url_for("start.delete") if answers or numbers else None,
    )
