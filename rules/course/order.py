"""One line from the first stage to the last, the same each time it is asked for."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from rules.course.model import Moment, Stage, State

#: the usual course of a case; among stages without a day it decides
USUAL: tuple[str, ...] = (
    "decision",
    "information_meeting",
    "meeting",
    "talk",
    "agreement",
    "works_warning",
    "increase",
    "demand_home",
    "rent_rule",
    "grant",
    "permanent_from",
    "notice_early",
    "notice",
    "rebuilt_offer",
    "notice_objection",
    "landlord_answer",
    "rehousing_begins",
    "building_empties",
    "offer",
    "offer_objection",
    "municipality_answer",
    "refusal",
    "assigned",
    "get_ready",
    "mild_inspection",
    "leave",
    "address_stays",
    "moving",
    "cpr",
    "apply_costs",
    "inspection",
    "vacant_home",
    "twelve_months",
    "return_letter",
    "return_home",
    "keys",
    "support",
    "regret",
    *(f"support_{number}" for number in range(1, 11)),
)
_RANK = {stage: rank for rank, stage in enumerate(USUAL)}


def arranged(stages: Iterable[Stage]) -> list[Stage]:
    """The stages in order: those with a day by their day, the others where they usually come.

    A stage *before* or *after* another stands on that side of it, whatever the dates say.
    """
    by_rank = sorted(stages, key=lambda stage: _RANK[stage.id])
    line = [stage for stage in by_rank if stage.moment.is_dated]
    line.sort(key=lambda stage: stage.moment.start or date.max)
    for stage in by_rank:
        if not stage.moment.is_dated:
            line.insert(_place(stage, line), stage)
    return line


def _place(stage: Stage, line: list[Stage]) -> int:
    ids = [other.id for other in line]
    later = (i for i, other in enumerate(ids) if _RANK[other] > _RANK[stage.id])
    place = next(later, len(line))
    if stage.moment.after in ids:
        place = max(place, ids.index(stage.moment.after) + 1)
    if stage.moment.before in ids:
        place = min(place, ids.index(stage.moment.before))
    return place


def with_known_neighbours(stages: Iterable[Stage]) -> list[Stage]:
    """The stages, without *before* and *after* where there is no such stage, or a day says more."""
    stages = list(stages)
    there = {stage.id for stage in stages}

    def kept(moment: Moment) -> Moment:
        before = moment.before if moment.before in there and not moment.is_dated else None
        after = moment.after if moment.after in there and not moment.is_dated else None
        return replace(moment, before=before, after=after)

    return [replace(stage, moment=kept(stage.moment)) for stage in stages]


def as_seen_on(on: date, line: list[Stage]) -> list[Stage]:
    """The stages with their state on a day; what the household told as done stays done."""
    ends = {stage.id: stage.moment.end for stage in line}
    for stage in reversed(line):  # what comes before a stage that is over, is over
        if not stage.moment.is_dated and stage.moment.before:
            ends[stage.id] = ends.get(stage.moment.before)
    coming = (d for s in line if s.state is not State.DONE and (d := s.moment.end) and d >= on)
    following = min(coming, default=None)
    marked = [replace(stage, state=_state(stage, on, ends[stage.id])) for stage in line]
    nearest = [s for s in marked if s.state is State.COMING and s.moment.end == following]
    chosen = next((s for s in nearest if s.must_act), next(iter(nearest), None))
    if following is None or chosen is None:
        return marked
    return [replace(s, state=State.NEXT) if s is chosen else s for s in marked]


def _state(stage: Stage, on: date, end: date | None) -> State:
    if stage.state is State.DONE:
        return State.DONE
    if end is not None and end < on:
        return State.OVER
    first = stage.moment.earliest
    return State.OPEN if first is not None and first <= on else State.COMING
