"""The whole course of a case in order: what happens, when, and by when the household must act.

`model` what a course is made of · `plan` how a stage is declared · `leaving` and `notice` stages
that several acts have · `byfornyelse`, `almen` and `others` the stages of each act · `order` one
line from first to last · `contradictions` dates that cannot all be right · `build` all of it
together.
"""

from rules.course.build import CONTRADICTION_IDS, STAGE_IDS, course
from rules.course.model import Contradiction, Course, Moment, Stage, State

__all__ = [
    "CONTRADICTION_IDS",
    "STAGE_IDS",
    "Contradiction",
    "Course",
    "Moment",
    "Stage",
    "State",
    "course",
]
