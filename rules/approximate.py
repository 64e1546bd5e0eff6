"""Dates that are known only to the month.

The rules are applied to the first and the last day of each such month. What comes out the same
holds; what does not is unknown until the day is found.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, product
from typing import Any

from rules.assess import Assessment, Found, assess
from rules.facts import Facts
from rules.findings import Certainty
from rules.outcomes import Rehousing
from rules.truth import Verdict
from rules.validation import check

#: Months beyond these are taken as their first day only; nobody guesses at more dates than that.
_MOST_MONTHS = 4


@dataclass(frozen=True, slots=True)
class Month:
    """A date of which only year and month are known."""

    year: int
    month: int

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])


def earliest(answers: Mapping[str, Any]) -> Facts:
    """The facts with each month taken as its first day."""
    days: dict[str, Any] = {k: v.first if isinstance(v, Month) else v for k, v in answers.items()}
    return Facts(**days)


def possible(answers: Mapping[str, Any], on: date) -> list[Facts]:
    """The facts with each month as its first and as its last day, as far as that is possible."""
    known_to_the_month = ((k, v) for k, v in answers.items() if isinstance(v, Month))
    months = dict(islice(known_to_the_month, _MOST_MONTHS))
    base = earliest(answers)
    found = [
        facts
        for ends in product(*((month.first, month.last) for month in months.values()))
        if not check(facts := base.but(**dict(zip(months, ends, strict=True))), on)
    ]
    return found or [base]


def assess_answers(answers: Mapping[str, Any], on: date) -> Assessment:
    """The assessment of what holds whichever days the months stand for."""
    assessments = [assess(facts, on) for facts in possible(answers, on)]
    first = assessments[0]
    if len(assessments) == 1:
        return first
    months = tuple(fact for fact, value in answers.items() if isinstance(value, Month))
    same = all(a.rehousing is first.rehousing for a in assessments)
    return replace(
        first,
        law=first.law if all(a.law is first.law for a in assessments) else None,
        rehousing=first.rehousing if same else Rehousing.UNKNOWN,
        duty=first.duty if same else None,
        reasons=first.reasons if same else (),
        needs=first.needs if same else (*first.needs, *months),
        findings=tuple(_agreed(found, assessments, months) for found in first.findings),
    )


def _agreed(found: Found, assessments: list[Assessment], months: tuple[str, ...]) -> Found:
    if all(a.verdict(found.id) is found.verdict for a in assessments):
        return found
    return replace(
        found,
        verdict=Verdict.UNKNOWN,
        certainty=Certainty.LAW,
        needs=tuple(dict.fromkeys((*found.needs, *months))),
    )
