"""What is the same wherever the guide's questions are asked, on its pages or in a conversation."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.clock import law_day, today
from portal.problems import Problem
from portal.words import Values
from portal.words.values import months_in
from rules import parameters
from rules.approximate import possible
from rules.case import Case
from rules.facts import SPECS
from rules.interview import Part, Question, facts_of
from rules.validation import check

#: nobody answers more to the main answer; the walk of the interview proves it
_MOST_QUESTIONS = 9


def values(answers: Mapping[str, Any], on: date) -> Values:
    """What the placeholders of a question stand for beside the answers given so far."""
    return Values(Case(facts_of(answers), on, parameters.load()), months_in(answers))


def impossible(answers: Mapping[str, Any], asked: Question | None = None) -> list[Problem]:
    """What cannot be, of some answers alone or beside the rest; each at a field of ``asked``."""
    latest = max(today(), law_day())  # what has happened since then may be told all the same
    errors = [check(facts, latest) for facts in possible(answers, latest)]
    if not all(errors):
        return []
    fields = asked.fields if asked else ()
    own = {SPECS[name].path: name for name in fields}
    at = fields[0] if fields else ""
    return [Problem(own.get(error.path, at), error.code, error.params) for error in errors[0]]


def remaining(left: int, done: int, part: Part = Part.MAIN) -> int:
    """About how many questions follow this one: not all that are possible are ever asked.

    ``left``: those that are possible after this one. ``done``: those answered before it.
    """
    if part is not Part.MAIN or left <= 0:
        return max(left, 0)
    return max(1, min(left, _MOST_QUESTIONS - done - 1))
