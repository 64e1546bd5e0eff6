"""What the interface answers, under the names that the contract fixes."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from portal.calculator.sums import Sum, threshold_of, work_out
from portal.explain import Explainer, sources_of
from rules.assess import Assessment, Found, assess
from rules.facts import SPECS, Facts
from rules.interview import next_fact_in
from rules.outcomes import Law
from rules.parameters import Span
from rules.sources import load_registry
from rules.support import (
    PermanentSupport,
    PermanentYear,
    ReturnSupport,
    ReturnSupportSpan,
    ReturnYear,
    to_oere,
)
from rules.version import RULES_VERSION


def assessment_json(facts: Facts, on: date) -> dict[str, Any]:
    """The answer to POST /assess."""
    assessment = assess(facts, on)
    explain = Explainer(assessment)
    outcome = explain.outcome()
    law = assessment.law
    return {
        "law": None if law is Law.NONE else law,
        "covered": assessment.covered,
        "rehousing": {
            "verdict": assessment.rehousing,
            "duty": assessment.duty,
            "text": outcome.answer,
            "because": explain.main_reasons(),
            "needs": _paths(assessment.needs),
        },
        "findings": [_finding(found, explain) for found in assessment.findings],
        "deadlines": [
            {
                "id": due.id,
                "date": due.date.isoformat(),
                "text": explain.due(due),
                "sources": [f"{s.law}, {s.ref}" for s in sources_of(due.rules)],
            }
            for due in assessment.deadlines
        ],
        "next_question": _next(assessment),
        "version": RULES_VERSION,
    }


def _paths(facts: Iterable[str]) -> list[str]:
    return [SPECS[fact].path for fact in facts]


def _next(assessment: Assessment) -> str | None:
    fact = next_fact_in(assessment.case)
    return None if fact is None else SPECS[fact].path


def _finding(found: Found, explain: Explainer) -> dict[str, Any]:
    return {
        "id": found.id,
        "verdict": found.verdict,
        "text": explain.finding(found),
        "because": explain.because(found.reasons),
        "sources": _sources(found.rules),
        "certainty": found.certainty,
        "deadline": found.deadline and found.deadline.isoformat(),
        "value": _plain(found.value),
        "needs": _paths(found.needs),
    }


@cache
def _sources(rules: tuple[str, ...]) -> list[dict[str, Any]]:
    registry = load_registry()
    return [
        {"law": source.law, "ref": source.ref, "rule": rule, "url": source.url}
        for rule in rules
        for source in registry[rule].sources
        if not source.silent
    ]


def _plain(value: int | Decimal | str | None) -> int | str | None:
    return f"{value:.2f}" if isinstance(value, Decimal) else value


def support_json(given: Sum, on: date, year: int) -> dict[str, Any]:
    """The answer to POST /phase-in-support, with the threshold of ``year``."""
    result = work_out(given, on)
    span = threshold_of(year)
    answer: dict[str, Any] = {}
    if isinstance(result, ReturnSupportSpan):
        # The lower threshold gives the higher support.
        low, high = _years(result.at_low), _years(result.at_high)
        answer = {
            "years": high,
            "years_low": low,
            "years_high": high,
            "total": _kr(result.at_high),
            "total_low": _kr(result.at_low),
            "total_high": _kr(result.at_high),
        }
    else:
        answer = {"years": _years(result), "total": _kr(result)}
    return {**answer, "threshold": None if span is None else _threshold(span)}


def _kr(result: PermanentSupport | ReturnSupport) -> str:
    return f"{to_oere(result.total):.2f}"


def _threshold(span: Span) -> dict[str, Any]:
    low, high = f"{span.low:f}", f"{span.high:f}"
    return {"year": span.year, "low": low, "high": high, "status": span.status}


def _years(result: PermanentSupport | ReturnSupport) -> list[dict[str, Any]]:
    return [_year(year) for year in result.years]


def _year(year: PermanentYear | ReturnYear) -> dict[str, Any]:
    amounts = {
        "support_per_month": year.support_per_month,
        "support_per_year": year.support_per_year,
    }
    if isinstance(year, PermanentYear):
        amounts["you_pay_per_month"] = year.you_pay_per_month
    else:
        amounts["increase_you_carry_per_year"] = year.increase_you_carry_per_year
    return {"year": year.year, **{name: f"{to_oere(a):.2f}" for name, a in amounts.items()}}
