"""The addresses of the calculator. What was typed is in the address, encrypted."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.calculator import sums
from portal.calculator.shown import Shown, shown
from portal.calculator.sums import AfterReturn, SumError, SumKind
from portal.clock import law_day
from portal.i18n import format_number
from portal.problems import as_typed, messages
from portal.security import public_for
from portal.tokens import TokenError, sum_tokens
from portal.words.values import threshold_text
from rules.support import ReturnSupportSpan

bp = Blueprint("calculator", __name__, url_prefix="/<lang:lang>/phase-in-support")

_NUMBERS = ("old_rent", "new_rent", "area_m2", "increase_per_m2")
_FORM = ("kind", "old_rent", "new_rent", "area_m2", "increase_per_m2", "lower_part_rate", "year")


@bp.get("/")
@public_for(seconds=300)
def page() -> ResponseReturnValue:
    return _page({})


@bp.post("/")
def work_out() -> ResponseReturnValue:
    typed = {name: as_typed(request.form.get(name, "")) for name in _FORM}
    try:
        given = sums.from_form(typed, law_day())
    except SumError as error:
        problems = messages(error.problems)
        return _page(typed, problems), 422
    return redirect(url_for(".result", token=sum_tokens().seal(sums.plain(given))), 303)


@bp.get("/<token>")
def result(token: str) -> ResponseReturnValue:
    typed = _opened(token)
    try:
        given = sums.from_form(typed, law_day())
    except SumError:  # prefilled from the guide, with something still to type
        return _page(_as_typed(typed))
    worked_out = sums.work_out(given, law_day())
    ends = (
        (worked_out.at_low, worked_out.at_high)
        if isinstance(worked_out, ReturnSupportSpan)
        else (worked_out,)
    )
    return _page(_as_typed(typed), results=[shown(given, end) for end in ends], given=given)


def _opened(token: str) -> dict[str, str]:
    """What was typed, from a token. Raises TokenError."""
    typed = sum_tokens().unseal(token)
    if not (isinstance(typed, dict) and all(isinstance(text, str) for text in typed.values())):
        raise TokenError
    return typed


def prefilled(old_rent: Decimal | None, new_rent: Decimal | None) -> str:
    """The address of the calculator with the rents that the guide knows."""
    rents = {"old_rent": old_rent, "new_rent": new_rent}
    known = {name: str(rent) for name, rent in rents.items() if rent is not None}
    if not known:
        return url_for("calculator.page")
    return url_for("calculator.result", token=sum_tokens().seal({"kind": "permanent", **known}))


def _as_typed(typed: Mapping[str, Any]) -> dict[str, str]:
    """Numbers from a token as the reader's language writes them."""
    return {k: _number(k, v) if k in _NUMBERS else str(v) for k, v in typed.items()}


def _number(name: str, text: str) -> str:
    value = Decimal(text)
    money = name.endswith("rent") and value != value.to_integral_value()
    return format_number(value, oere=money)


def _page(
    typed: Mapping[str, Any],
    errors: Mapping[str, str] | None = None,
    results: list[Shown] | None = None,
    given: sums.Sum | None = None,
) -> str:
    span = sums.threshold_of(given.year) if isinstance(given, AfterReturn) else None
    return render_template(
        "calculator/page.html",
        typed=typed,
        errors=errors or {},
        results=results or [],
        kinds=list(SumKind),
        span=threshold_text(span) if span and span.low != span.high else None,
        rates=sums.RATES,
        year=law_day().year,
    )
