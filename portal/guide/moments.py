"""The dates of an answer as a line of time."""

from dataclasses import dataclass
from datetime import date

from babel.dates import get_month_names

from portal.explain import Explainer
from portal.i18n import current_language
from rules.assess import Assessment


@dataclass(frozen=True, slots=True)
class Moment:
    """A date on the line of time."""

    date: date
    text: str
    detail: str
    state: str | None
    approximate: bool
    day: str
    month: str


def moments(
    assessment: Assessment, explain: Explainer, on: date, *, approximate: bool
) -> list[Moment]:
    """The dates, in order; the first that is still to come is the next."""
    due = sorted(assessment.deadlines, key=lambda d: d.date)
    coming = next((d for d in due if d.date >= on), None)
    names = get_month_names("abbreviated", "stand-alone", current_language().locale)
    return [
        Moment(
            date=d.date,
            text=explain.due(d),
            detail=explain.text("deadlines", d.id, "text"),
            state="next" if d is coming else "past" if d.date < on else None,
            approximate=approximate,
            day=str(d.date.day),
            month=names[d.date.month],
        )
        for d in due
    ]
