"""How a stage is declared: whom it concerns, when it is, and on which rules it rests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rules import dates
from rules.assess import Assessment
from rules.course.model import Moment
from rules.facts import Facts
from rules.findings import Certainty
from rules.outcomes import Rehousing
from rules.sources import Kind, load_registry
from rules.truth import Verdict

_HOLDS = (Verdict.YES, Verdict.DISPUTED)
#: who must find a home decides between the two; what goes with a temporary one may come
_PERHAPS_TEMPORARY = (Rehousing.LANDLORD_DECIDES, Rehousing.TENANT_CHOOSES)
_CERTAINTY = {
    Kind.LAW: Certainty.LAW,
    Kind.JUDGMENT: Certainty.LAW,
    Kind.GUIDANCE: Certainty.GUIDANCE,
    Kind.PRACTICE: Certainty.PRACTICE,
    Kind.PAGE: Certainty.PRACTICE,
}


class View:
    """An assessment as the stages look at it."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.facts: Facts = assessment.case.facts

    def day(self, fact: str) -> date | None:
        """The day that a fact tells; None where it is not known, or has not come yet."""
        value = getattr(self.facts, fact)
        return value if isinstance(value, date) else None

    def listed(self, deadline: str) -> date | None:
        """The date of the assessment by its id."""
        return next((due.date for due in self.assessment.deadlines if due.id == deadline), None)

    def due(self, deadline: str) -> date | None:
        """The same; and a last day that was missed, which the assessment does not list."""
        found = self.assessment.finding(deadline)
        gone = found.deadline if found else None
        past = gone if gone and gone < self.assessment.case.on else None
        return self.listed(deadline) or past

    def number(self, parameter: str) -> int | None:
        """Months, weeks or years of the law; None where it was not in force."""
        value = self.assessment.case.law.find(parameter)
        return None if value is None else int(value.low)

    def holds(self, finding: str) -> bool:
        """The finding is a *yes*, or disputed."""
        return self.assessment.verdict(finding) in _HOLDS

    def may_hold(self, finding: str) -> bool:
        """The finding is not a *no*."""
        return self.assessment.verdict(finding) is not Verdict.NO

    @cached_property
    def leave(self) -> date | None:
        """The day the home must be empty, as the notice or else the plan says."""
        return self.due("leave_by") or self.day("vacating_date")

    @cached_property
    def permanent(self) -> bool:
        return self.holds("permanent_right")

    @cached_property
    def temporary(self) -> bool:
        verdict = self.assessment.rehousing
        return self.holds("temporary_right") or verdict in _PERHAPS_TEMPORARY

    @cached_property
    def rehoused(self) -> bool:
        """A home of one kind or the other is to be found."""
        verdict = self.assessment.rehousing
        return self.permanent or self.temporary or verdict is Rehousing.MUNICIPALITY_DECIDES

    def months_before_leaving(self, parameter: str) -> date | None:
        months = self.number(parameter)
        return (self.leave and months and dates.minus_months(self.leave, months)) or None

    def months_after_leaving(self, parameter: str) -> date | None:
        months = self.number(parameter)
        return (self.leave and months and dates.plus_months(self.leave, months)) or None

    def weeks_after(self, day: date | None, parameter: str) -> date | None:
        weeks = self.number(parameter)
        return (day and weeks and dates.plus_weeks(day, weeks)) or None


@dataclass(frozen=True, slots=True)
class Plan:
    """A stage as an act has it.

    ``event``: the fact that tells the day it happened. ``deadline``: the date of the assessment
    that it carries; where there is one, the stage is shown whomever else it concerns.
    ``parameters`` give the length of its period. ``facts``: what else its moment follows from.
    """

    id: str
    rules: tuple[str, ...]
    concerns: Callable[[View], bool]
    moment: Callable[[View], Moment] = lambda view: Moment()
    event: str | None = None
    deadline: str | None = None
    parameters: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    must_act: bool = False
    step: int | None = None

    def is_shown(self, view: View) -> bool:
        """The stage concerns the household, or has a date that must not be lost."""
        return (
            self.concerns(view)
            or (self.deadline is not None and view.listed(self.deadline) is not None)
            or (self.event is not None and view.day(self.event) is not None)
        )

    def certainty(self, view: View) -> Certainty:
        """What carries it: the source of its period, else that of its first rule."""
        found = self.deadline and view.assessment.finding(self.deadline)
        if found and found.certainty is Certainty.DISPUTED:
            return Certainty.DISPUTED
        if self.parameters:
            every = view.assessment.case.parameters.all
            return _CERTAINTY[every[self.parameters[0]].source.kind]
        sources = load_registry()[self.rules[0]].sources
        return _CERTAINTY[next((s for s in sources if not s.silent), sources[0]).kind]


def until(deadline: str) -> Callable[[View], Moment]:
    """By the date of the assessment."""
    return lambda view: Moment(latest=view.due(deadline))


def before(stage: str) -> Callable[[View], Moment]:
    return lambda view: Moment(before=stage)


def after(stage: str) -> Callable[[View], Moment]:
    return lambda view: Moment(after=stage)


def always(view: View) -> bool:
    return True


def never(view: View) -> bool:
    """Shown only for the date that it carries."""
    return False
