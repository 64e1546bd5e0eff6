"""The rules of another day: `?on=2023-05-01` on any page, kept by every link on it.

A day of the law is not personal, so it may stand in an address. Three fields of a form
(`on_day`, `on_month`, `on_year`, or words in `on_text`) are led on to that one value.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, current_app, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.clock import chosen_day, today
from portal.i18n import format_date
from portal.i18n.typed_dates import DateError, DateProblem, parse_fields, parse_words
from portal.problems import Problem, as_typed, messages
from portal.sharing import FAMILY
from rules.approximate import Month
from rules.days import FIRST_DAY, last_day

PARAMETER = "on"
_PARTS = ("day", "month", "year", "text")
_TYPED = tuple(f"{PARAMETER}_{part}" for part in _PARTS)
#: of a moved page: look there, and ask here again next time
_SEE_OTHER = 303


@dataclass(frozen=True, slots=True)
class Day:
    """What the templates say of the day. ``chosen`` is None on a page about today."""

    chosen: date | None
    is_past: bool
    today_url: str
    form_url: str
    typed: Mapping[str, str]
    texts: Mapping[str, str]


class DayError(ValueError):
    """A day that cannot be looked at."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def init_app(app: Flask) -> None:
    app.before_request(_choose)
    app.url_defaults(_keep)
    app.jinja_env.globals.update(chosen_law_day=chosen_day, law_day_shown=shown)


def _choose() -> ResponseReturnValue | None:
    """Take the day from the address, before any view looks at the law."""
    if not _is_page(request.endpoint):
        return None
    typed = {name: as_typed(request.args[name]) for name in _TYPED if name in request.args}
    try:
        if typed:
            return redirect(_address(_typed_day(typed)), _SEE_OTHER)
        if text := request.args.get(PARAMETER):
            g.law_day = _unless_today(_within(_parsed(as_typed(text))))
    except DayError as wrong:
        typed.setdefault(f"{PARAMETER}_text", as_typed(request.args.get(PARAMETER, "")))
        g.law_day_typed = {part: typed.get(f"{PARAMETER}_{part}", "") for part in _PARTS}
        return render_template("rulebook/day.html", errors=messages([wrong.problem])), 422
    return None


def _is_page(endpoint: str | None) -> bool:
    return endpoint is not None and current_app.url_map.is_endpoint_expecting(endpoint, "lang")


def _keep(endpoint: str, values: dict[str, Any]) -> None:
    """Let every link from a page about another day lead to that day."""
    day = chosen_day()
    if day is not None and _is_page(endpoint):
        values.setdefault(PARAMETER, day.isoformat())


def _parsed(text: str) -> date | Month:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return _words(text)


def _words(text: str) -> date | Month:
    try:
        return parse_words(text)
    except DateError as error:
        code = DateProblem.NOT_A_DATE if error.code is DateProblem.EMPTY else error.code
        raise DayError(Problem(PARAMETER, str(code))) from None


def _typed_day(typed: Mapping[str, str]) -> date:
    """The day in the fields of the form. Raises DayError."""
    day, month, year, text = (typed.get(name, "").strip() for name in _TYPED)
    if not (day or month or year):
        return _within(_words(text))
    try:
        return _within(parse_fields(day, month, year))
    except DateError as error:
        raise DayError(Problem(PARAMETER, str(error.code))) from None


def _within(given: date | Month) -> date:
    """The day, where its law is known; of a month, the first day. Raises DayError."""
    day = given.first if isinstance(given, Month) else given
    latest = last_day(today())
    if day < FIRST_DAY:
        raise DayError(Problem(PARAMETER, "too_early", {"limit": FIRST_DAY}))
    if day > latest:
        raise DayError(Problem(PARAMETER, "too_late", {"limit": latest}))
    return day


def _unless_today(day: date) -> date | None:
    return None if day == today() else day


def _address(day: date | None) -> str:
    """This page, on a day, with the Danish beside it and for the family, as the address said."""
    values = {
        PARAMETER: day.isoformat() if day else "",
        **{name: request.args.get(name, "") for name in ("beside", FAMILY)},
    }
    query = urlencode({name: value for name, value in values.items() if value})
    path = quote(request.path)
    return f"{path}?{query}" if query else path


def shown() -> Day:
    """The day of this page, for its banner and its form."""
    chosen = chosen_day()
    return Day(
        chosen=chosen,
        is_past=chosen is not None and chosen < today(),
        today_url=_address(None),
        form_url=quote(request.path),
        typed=g.get("law_day_typed") or _fields(chosen),
        texts=_texts(chosen),
    )


def _fields(day: date | None) -> dict[str, str]:
    if day is None:
        return {}
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


def _texts(chosen: date | None) -> dict[str, str]:
    """What the placeholders of the texts about the day stand for."""
    days = {"first": FIRST_DAY, "last": last_day(today()), "day": chosen}
    return {name: format_date(day) for name, day in days.items() if day}
