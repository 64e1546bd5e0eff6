"""What the course of a case is made of."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.findings import Certainty


class State(StrEnum):
    """How a stage lies to the day the course is looked at."""

    #: the household told that it happened
    DONE = "done"
    #: its day, or the last day for it, is gone
    OVER = "over"
    #: it may happen from a day that has come
    OPEN = "open"
    #: the next day that matters
    NEXT = "next"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Moment:
    """When: on a day, within bounds (both included), beside other stages, or, all None, unknown."""

    day: date | None = None
    earliest: date | None = None
    latest: date | None = None
    #: ids of stages of the same course
    before: str | None = None
    after: str | None = None

    @property
    def is_dated(self) -> bool:
        return self.start is not None

    @property
    def start(self) -> date | None:
        """The day that it is put in order by."""
        return self.day or self.earliest or self.latest

    @property
    def end(self) -> date | None:
        """The day after which it is gone; None where it has no such day."""
        return self.day or self.latest

    @property
    def marked(self) -> date | None:
        """The day to keep in mind: the day itself, else the last possible one, else the first."""
        return self.end or self.earliest


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a case.

    ``must_act``: the household loses something if it lets the day pass. ``approximate``: the day
    follows from a date that is known only to the month. ``facts``: what the moment follows from.
    ``step``: which of the yearly steps of the support, from 1.
    """

    id: str
    rules: tuple[str, ...]
    certainty: Certainty
    moment: Moment
    state: State
    must_act: bool
    approximate: bool
    facts: tuple[str, ...]
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Dates told that cannot all be right: those of two facts."""

    id: str
    facts: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Course:
    """The stages that concern a household, in order, and what its dates contradict."""

    stages: tuple[Stage, ...]
    contradictions: tuple[Contradiction, ...]

    def stage(self, stage_id: str) -> Stage | None:
        """The stage of that id, or None where it does not concern the household."""
        return next((stage for stage in self.stages if stage.id == stage_id), None)

    @property
    def dated(self) -> tuple[Stage, ...]:
        """The stages that have a day, or a bound."""
        return tuple(stage for stage in self.stages if stage.moment.is_dated)
