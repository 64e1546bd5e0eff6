"""The plan of a case: its tasks, each with the day it is counted to, and how far it is.

Days are counted from the key dates of the case. One that is not told follows from another where
its source says how (the homes are cleared a month before the works start); else it is not known,
and nothing is guessed. An office can give each task a day of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from portal.cases.lists import facts_of
from portal.cases.plan_tasks import Key, Limit, Phase, Side, Task, When, numbers, tasks
from portal.cases.tables import Case, TaskDone
from rules import dates, parameters
from rules.approximate import assess_answers
from rules.assess import possible_laws
from rules.course.notice import last_day_for
from rules.facts import Reason
from rules.outcomes import Law
from rules.sources import Kind as Weight
from rules.truth import Verdict

#: the tasks that say when a key date is, where the case does not; the first that concerns it
_COUNTED = {
    Key.EMPTY_BY: ("cleared",),
    Key.NOTICE: ("notice", "notice_byf", "notice_private"),
    Key.TALKS: ("talks",),
}
_PERIODS = {"months": dates.plus_months, "weeks": dates.plus_weeks, "days": dates.plus_days}


class State(StrEnum):
    """How a task lies to today."""

    DONE = "done"
    OVERDUE = "overdue"
    #: the first that is to come
    NEXT = "next"
    COMING = "coming"
    #: its day is not known, or its source tells none
    UNDATED = "undated"


class Origin(StrEnum):
    """Where the day of a task is from."""

    OWN = "own"
    """Given to the task by the office."""
    TOLD = "told"
    """A key date of the case."""
    COUNTED = "counted"
    BESIDE = "beside"
    """The source only says before or after what; that is the day of."""
    MISSING = "missing"
    """It would be counted from a key date that is not known."""
    NONE = "none"


class Clash(StrEnum):
    """What is wrong with a day that the office has chosen."""

    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    """After the last day of the law."""
    LATER = "later"
    """After the day that the source recommends."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One task of a case. ``counted``, ``limit``, ``earliest``: what its sources say, if known."""

    task: Task
    day: date | None
    origin: Origin
    counted: date | None
    limit: date | None
    earliest: date | None
    done: date | None
    state: State
    clash: Clash | None

    @property
    def id(self) -> str:
        return self.task.id

    @property
    def weight(self) -> Weight:
        """What its period rests on, else what it rests on itself; a limit is always law."""
        return _weight(self.task)

    @property
    def in_time(self) -> bool:
        """It has a day of its own in time, not only beside another one."""
        return self.day is not None and self.origin is not Origin.BESIDE


class Plan:
    """The tasks that concern a case, with what was marked of them, as seen on a day."""

    def __init__(self, case: Case, marks: Iterable[TaskDone], today: date) -> None:
        self.case = case
        self.today = today
        self._marks = {mark.task: mark for mark in marks}
        facts = {name: v for name, v in facts_of(case).answers.items() if _fits(name, v, today)}
        self._assessment = assess_answers(facts, today)
        self._law = parameters.load().at(today)
        self.laws: frozenset[Law] = possible_laws(self._assessment.case)

    @cached_property
    def tasks(self) -> list[Planned]:
        """In the order of the work; the state `next` belongs to at most one."""
        found = [self._planned(task) for task in self._concerning.values()]
        open_ = [each for each in found if each.state is State.COMING and each.in_time]
        first = min(open_, key=lambda each: each.day or date.max, default=None)
        return [_as_next(each) if each is first else each for each in found]

    def of(self, phase: Phase) -> list[Planned]:
        """The tasks of a phase by their days; those without one where they usually come."""
        return _arranged([each for each in self.tasks if each.task.phase is phase])

    def own_day(self, task: str) -> date | None:
        """The day that the office has given a task, in place of the one that is counted."""
        mark = self._marks.get(task)
        return mark.day if mark else None

    def find(self, task: str) -> Planned | None:
        return next((each for each in self.tasks if each.id == task), None)

    @property
    def missing(self) -> list[Key]:
        """The key dates that tasks wait for, those of most tasks first."""
        keys = [k for each in self.tasks if each.origin is Origin.MISSING for k in _keys(each.task)]
        wanted = dict.fromkeys(k for k in keys if self.key_days.get(k) is None)
        return sorted(wanted, key=lambda key: (-keys.count(key), list(Key).index(key)))

    @property
    def told(self) -> dict[Key, date]:
        """The key dates that the case tells, in their order."""
        found = {key: day for key in Key if (day := getattr(self.case, key))}
        return dict(sorted(found.items(), key=lambda pair: pair[1]))

    @property
    def is_dated(self) -> bool:
        """There is a day to put into a calendar."""
        return bool(self.told) or any(each.in_time for each in self.tasks)

    @cached_property
    def key_days(self) -> Mapping[Key, date | None]:
        """The key dates: told, else as the tasks that they belong to are counted."""
        days: dict[Key, date | None] = {key: getattr(self.case, key) for key in Key}
        for key, names in _COUNTED.items():
            task = next((self._concerning[n] for n in names if n in self._concerning), None)
            if task is not None and (own := self.own_day(task.id)):
                days[key] = own
            elif task is not None and days[key] is None:
                days[key] = _sooner(self._count(task.when, days), self._last(task.limit, days))
        return days

    @cached_property
    def _concerning(self) -> dict[str, Task]:
        return {name: task for name, task in tasks().items() if self._concerns(task)}

    def _concerns(self, task: Task) -> bool:
        unforeseen = self.case.reason is Reason.FIRE
        return (
            bool(task.laws & self.laws)
            and self.case.kind in task.kinds
            and (task.unforeseen if unforeseen else not task.only_unforeseen)
            and (task.finding is None or self._assessment.verdict(task.finding) is not Verdict.NO)
        )

    def _planned(self, task: Task) -> Planned:
        mark, days = self._marks.get(task.id), self.key_days
        limit, earliest = self._last(task.limit, days), self._count(task.earliest, days)
        counted = _sooner(self._count(task.when, days), limit)
        day, origin = self._day(task, counted)
        done = mark.done if mark else None
        chosen = day if origin in (Origin.OWN, Origin.TOLD) else None
        return Planned(
            task=task,
            day=day,
            origin=origin,
            counted=counted,
            limit=limit,
            earliest=earliest,
            done=done,
            state=self._state(task, day, done, origin),
            clash=_clash(chosen, earliest, counted, limit),
        )

    def _day(self, task: Task, counted: date | None) -> tuple[date | None, Origin]:
        if own := self.own_day(task.id):
            return own, Origin.OWN
        if task.told and (told := getattr(self.case, task.told)):
            return told, Origin.TOLD
        if counted:
            return counted, Origin.COUNTED
        if task.when is None:
            return None, Origin.MISSING if task.told or task.limit else Origin.NONE
        if task.when.is_counted or task.when.side is Side.ON:
            return None, Origin.MISSING
        beside = self.key_days[task.when.key]
        return beside, Origin.BESIDE

    def _state(self, task: Task, day: date | None, done: date | None, origin: Origin) -> State:
        if done:
            return State.DONE
        if day is None:
            return State.UNDATED
        # What comes some time after a day is not late when that day has gone.
        after = origin is Origin.BESIDE and task.when and task.when.side is Side.FOLLOWING
        return State.OVERDUE if day < self.today and not after else State.COMING

    def _count(self, when: When | None, days: Mapping[Key, date | None]) -> date | None:
        start = days[when.key] if when else None
        if when is None or start is None:
            return None
        if not when.is_counted:
            return start if when.side is Side.ON else None
        sign = -1 if when.side is Side.BEFORE else 1
        for amount, unit in self._periods(when):
            start = _PERIODS[unit](start, sign * amount)
        return start

    def _periods(self, when: When) -> Iterable[tuple[int, str]]:
        if when.number:
            number = numbers()[when.number]
            yield number.amount, number.unit
        for name in when.parameters:
            yield self._law.integer(name), parameters.load().all[name].unit

    def _last(self, limit: Limit | None, days: Mapping[Key, date | None]) -> date | None:
        leave = days[limit.to] if limit else None
        if limit is None or leave is None:
            return None
        months = self._law.integer(limit.months)
        return last_day_for(leave, months, to_first_weekday=limit.first_weekday)


def _fits(name: str, value: object, today: date) -> bool:
    """A date farther ahead than a fact can lie says nothing of the law that applies."""
    ten_years = dates.plus_years(today, 10)
    return not isinstance(value, date) or value <= ten_years


def _keys(task: Task) -> set[Key]:
    """The key dates from which a task is counted."""
    found = {when.key for when in (task.when, task.earliest) if when}
    if task.limit:
        found.add(task.limit.to)
    if not found and task.told:
        found.add(task.told)
    # What is not told itself follows from the start of the works.
    return {Key.WORKS_START if key in _COUNTED else key for key in found}


def _sooner(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day), default=None)


def _clash(
    chosen: date | None, earliest: date | None, counted: date | None, limit: date | None
) -> Clash | None:
    if chosen is None:
        return None
    if earliest and chosen < earliest:
        return Clash.TOO_EARLY
    if limit and chosen > limit:
        return Clash.TOO_LATE
    return Clash.LATER if counted and chosen > counted else None


def _weight(task: Task) -> Weight:
    if task.when and task.when.parameters:
        return parameters.load().all[task.when.parameters[0]].source.kind
    if task.when and task.when.number:
        return numbers()[task.when.number].source.kind
    return task.sources[0].kind


def _as_next(planned: Planned) -> Planned:
    return replace(planned, state=State.NEXT)


def _arranged(found: list[Planned]) -> list[Planned]:
    """By day, where they have one; the others before what usually comes after them."""
    rank = {each.id: place for place, each in enumerate(found)}
    line = sorted((each for each in found if each.day), key=lambda each: (each.day, rank[each.id]))
    for each in (each for each in found if each.day is None):
        later = (place for place, other in enumerate(line) if rank[other.id] > rank[each.id])
        line.insert(next(later, len(line)), each)
    return line
