"""The plan as a line of time: where each task and key date lies, in per cent of the width.

Nothing is drawn here; `cases/timeline.html` does that. Marks that would cover each other stand in
rows below each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from portal.cases.plan import Plan, Planned
from portal.cases.plan_tasks import Key, Phase
from rules import dates

#: marks that are nearer than this to each other stand in rows of their own; per cent of the width
_NEAR = 7
_EDGE = 2.5
_MONTHS_OF_A_YEAR = 12
#: up to so many months each quarter is told, beyond only each year
_SHORT = 30


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the scale; ``is_year``: it begins one."""

    x: float
    day: date
    is_year: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A task on its phase's line. ``row`` counts from 0."""

    x: float
    row: int
    task: Planned


@dataclass(frozen=True, slots=True)
class Flag:
    """A key date, told by a letter."""

    x: float
    row: int
    letter: str
    key: Key
    day: date


@dataclass(frozen=True, slots=True)
class Lane:
    """The line of one phase, with as many ``rows`` as its marks need."""

    phase: Phase
    marks: tuple[Mark, ...]

    @property
    def rows(self) -> int:
        return max((mark.row for mark in self.marks), default=0) + 1


@dataclass(frozen=True, slots=True)
class Line:
    """The whole drawing. ``today`` is None where it lies outside."""

    first: date
    last: date
    ticks: tuple[Tick, ...]
    flags: tuple[Flag, ...]
    lanes: tuple[Lane, ...]
    today: float | None

    @property
    def flag_rows(self) -> int:
        return max((flag.row for flag in self.flags), default=0) + 1


def line_of(plan: Plan) -> Line | None:
    """The line of a plan; None where it has less than two days."""
    timed = [each for each in plan.tasks if each.in_time]
    days = {each.day for each in timed if each.day} | set(plan.told.values())
    if len(days) < 2:
        return None
    first = min(days).replace(day=1)
    last = dates.plus_months(max(days).replace(day=1), 1)
    told = list(plan.told.items())
    places = [_place(day, first, last) for _, day in told]
    flags = zip(told, places, _rows(places), ascii_uppercase, strict=False)
    return Line(
        first=first,
        last=last,
        ticks=tuple(_ticks(first, last)),
        flags=tuple(Flag(x, row, letter, key, day) for (key, day), x, row, letter in flags),
        lanes=tuple(_lane(phase, timed, first, last) for phase in Phase),
        today=_place(plan.today, first, last) if first <= plan.today <= last else None,
    )


def _lane(phase: Phase, timed: list[Planned], first: date, last: date) -> Lane:
    of_phase = [(each.day, each) for each in timed if each.task.phase is phase and each.day]
    of_phase.sort(key=lambda pair: pair[0])
    places = [_place(day, first, last) for day, _ in of_phase]
    marks = zip(places, _rows(places), of_phase, strict=True)
    return Lane(phase, tuple(Mark(x, row, each) for x, row, (_, each) in marks))


def _place(day: date, first: date, last: date) -> float:
    """Where a day lies; the ends leave room for half a mark."""
    inside = 100 - 2 * _EDGE
    return round(_EDGE + inside * (day - first).days / (last - first).days, 2)


def _rows(places: list[float]) -> list[int]:
    """For each of some places in order: the first row where nothing stands too near."""
    ends: list[float] = []
    rows = []
    for x in places:
        row = next((n for n, end in enumerate(ends) if x - end >= _NEAR), len(ends))
        ends[row : row + 1] = [x]
        rows.append(row)
    return rows


def _ticks(first: date, last: date) -> Iterable[Tick]:
    """The beginning of each year, and of each quarter where the line is short."""
    months = (last.year - first.year) * _MONTHS_OF_A_YEAR + last.month - first.month
    step = 3 if months <= _SHORT else _MONTHS_OF_A_YEAR
    for ahead in range(months + 1):
        day = dates.plus_months(first, ahead)
        if (day.month - 1) % step == 0:
            yield Tick(_place(day, first, last), day, day.month == 1)
