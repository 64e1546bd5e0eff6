"""Which day a person would best find out, so that there is something for a calendar."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules import interview
from rules.course import Course
from rules.facts import SPECS, Kind
from rules.interview import QUESTION_OF, Part, Question

_MOST = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that asks for a day, and where it is asked."""

    question: str
    part: Part


def worth_finding(course: Course, answers: Mapping[str, Any], on: date) -> list[Asked]:
    """The questions to answer first, those of the stages before others; at most three."""
    left = {q.id: (q, part) for part in Part for q in interview.left_in(answers, on, part)}
    wanted = dict.fromkeys([*_of_stages(course), *_dates(q for q, _ in left.values())])
    days = [Asked(name, left[name][1]) for name in wanted if name in left]
    if days:
        return days[:_MOST]
    # Nothing asks for a day yet: the next question leads there.
    return [Asked(name, part) for name, (_, part) in left.items() if part is Part.MAIN][:1]


def _of_stages(course: Course) -> Iterator[str]:
    stages = sorted(course.stages, key=lambda stage: not stage.must_act)
    return (QUESTION_OF[f].id for s in stages for f in s.facts if f in QUESTION_OF)


def _dates(questions: Iterator[Question]) -> Iterator[str]:
    kinds = (Kind.DATE, Kind.DATE_OR_NOT_YET)
    return (q.id for q in questions if any(SPECS[fact].kind in kinds for fact in q.facts))
