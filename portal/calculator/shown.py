"""A result of the calculator as the page shows it: amounts as text, rows, points of the chart."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from portal.calculator.sums import AfterReturn, Sum
from portal.clock import law_day
from portal.i18n import current_language, format_kroner, format_number
from portal.words import Given
from portal.words.law import duration
from portal.words.library import words
from portal.words.values import law_values
from rules import parameters
from rules.support import PermanentSupport, PermanentYear, ReturnSupport, ReturnYear, to_oere


@dataclass(frozen=True, slots=True)
class Shown:
    """One result. ``points``: share and support of each year, kr. per month, for drawing only."""

    kind: str
    first: str
    total: str
    nothing: bool
    rows: list[dict[str, Any]]
    points: list[dict[str, Any]]
    share_first: str
    share_last: str
    steps: list[str]
    threshold: str | None


def shown(given: Sum, result: PermanentSupport | ReturnSupport) -> Shown:
    """The result of a sum, in the language of the page."""
    permanent = isinstance(result, PermanentSupport)
    steps = "steps_permanent" if permanent else "steps_after_return"
    amounts = _permanent(result) if isinstance(result, PermanentSupport) else _return(given, result)
    years = [(year, _yours(year)) for year in result.years]
    return Shown(
        kind="permanent" if permanent else "after_return",
        first=_kr(result.years[0].support_per_month),
        total=_kr(result.total),
        nothing=result.first_year == 0,
        rows=[_row(year) for year in (*result.years, result.after)],
        points=[
            {
                "label": format_number(year.year),
                "share": float(yours),
                "support": float(year.support_per_month),
            }
            for year, yours in years
        ],
        share_first=_kr(years[0][1]),
        share_last=_kr(years[-1][1]),
        steps=_steps(steps, amounts),
        threshold=amounts.get("threshold"),
    )


def _kr(amount: Fraction) -> str:
    return format_kroner(to_oere(amount))


def _yours(year: PermanentYear | ReturnYear) -> Fraction:
    """What you carry yourself, kr. per month: the whole rent, or the increase."""
    if isinstance(year, PermanentYear):
        return year.you_pay_per_month
    return year.increase_you_carry_per_month


def _row(year: PermanentYear | ReturnYear) -> dict[str, Any]:
    amounts = (year.support_per_month, _yours(year), year.support_per_year)
    return {"year": year.year, "cells": [format_number(to_oere(a), oere=True) for a in amounts]}


def _permanent(result: PermanentSupport) -> dict[str, str]:
    share = law_values(law_day(), parameters.load()).get("support_share") or ""
    return {
        "old": _kr(result.old_rent),
        "new": _kr(result.new_rent),
        "difference": _kr(result.difference),
        "share": share,
        "first": _kr(result.first_year),
        "step": _kr(result.yearly_step),
        "years": duration(len(result.years), "year"),
        "total": _kr(result.total),
    }


def _return(given: Sum, result: ReturnSupport) -> dict[str, str]:
    area = increase = ""
    if isinstance(given, AfterReturn):
        area = f"{format_number(given.area_m2)}\N{NO-BREAK SPACE}m²"
        increase = format_kroner(given.increase_per_m2)
    return {
        "area": area,
        "increase": increase,
        "increase_year": _kr(result.increase),
        "threshold": format_kroner(to_oere(result.threshold), oere=False),
        "above": _kr(result.above),
        "below": _kr(result.below),
        "for_above": _kr(result.for_above),
        "for_below": _kr(result.for_below),
        "first": _kr(result.first_year),
        "step": _kr(result.yearly_step),
        "total": _kr(result.total),
    }


def _steps(key: str, amounts: Mapping[str, str]) -> list[str]:
    text = words(current_language().code).text("pages", "calculator", key)
    return text.paragraphs(Given(amounts, law_values(law_day(), parameters.load())))
