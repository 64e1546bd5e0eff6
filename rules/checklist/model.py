"""What a checklist is made of."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.conditions import Condition
from rules.course.model import Moment


class Phase(StrEnum):
    """When in a case something is done; in this order."""

    ANSWER = "answer"
    TALK = "talk"
    BEFORE = "before"
    LEAVING = "leaving"
    AWAY = "away"
    HOME = "home"
    SETTLED = "settled"


class Doer(StrEnum):
    """Who does it."""

    YOU = "you"
    LANDLORD = "landlord"
    YOU_AND_LANDLORD = "you_and_landlord"
    YOU_AND_MUNICIPALITY = "you_and_municipality"


@dataclass(frozen=True, slots=True)
class Household:
    """What is no fact of the law and yet decides what has to be seen to; None: not known."""

    children: bool | None = None
    needs_help: bool | None = None
    improvements: bool | None = None
    side_rooms: bool | None = None
    too_much_to_fit: bool | None = None


class Side(StrEnum):
    """How something lies to a stage of the course."""

    #: it is the stage
    ON = "on"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class By:
    """By when, told by a stage of the course (`rules.course`)."""

    side: Side
    stage: str


def on(stage: str) -> By:
    """When the stage is."""
    return By(Side.ON, stage)


def before(stage: str) -> By:
    """At the latest on the day of the stage."""
    return By(Side.BEFORE, stage)


def after(stage: str) -> By:
    """Some time after the stage; that is no day."""
    return By(Side.AFTER, stage)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to see to, under one act.

    ``rules`` carry it, most telling first. It is for those for whom ``when`` holds. ``of``: the
    field of `Household` that leaves it out where it is False.
    """

    id: str
    rules: tuple[str, ...]
    when: Condition
    phase: Phase
    by: By | None = None
    doer: Doer = Doer.YOU
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that a household has to see to.

    ``moment``: by when, as in the course; all None where nothing is known. ``stage``: the stage
    that it is, where it is one. ``must_act``: something is lost by letting its day pass.
    ``approximate``: its day follows from a date that is known only to the month.
    """

    id: str
    rules: tuple[str, ...]
    phase: Phase
    doer: Doer
    moment: Moment
    stage: str | None
    must_act: bool
    approximate: bool

    def is_over(self, day: date) -> bool:
        """Its last day is gone."""
        return self.moment.end is not None and self.moment.end < day
