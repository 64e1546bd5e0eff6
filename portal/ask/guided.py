"""The guide's questions inside a conversation: the same interview, the same token."""

from collections.abc import Mapping
from typing import Any

from portal.clock import law_day
from portal.guide import asking, forms
from portal.guide.asking import impossible
from portal.problems import Problem
from portal.tokens import EMPTY, answer_tokens
from rules import interview
from rules.interview import Part, Question


def read(
    asked: Question, form: Mapping[str, str], known: Mapping[str, Any]
) -> tuple[dict[str, Any], forms.Typed, list[Problem]]:
    """The answers to one question, what was typed, and what is wrong with it."""
    typed = forms.read(asked, form)
    given = {name: typed.answers[name] for name in asked.fields if name in typed.answers}
    return given, typed, typed.problems or impossible({**known, **given}, asked)


def remaining(known: Mapping[str, Any]) -> int:
    """About how many questions follow the next one: not all that are possible are ever asked."""
    left = interview.left_in(known, law_day(), Part.MAIN)
    return asking.remaining(len(left) - 1, len(interview.answered(known)))


def going_on(
    answers: Mapping[str, Any], told: Mapping[str, Any], token: str
) -> tuple[str, Question | None]:
    """The token of all that is known and belongs to the path, and the next question.

    ``told`` was said before the guide asked; it counts where its question would be asked.
    """
    merged = {**answers, **{name: v for name, v in told.items() if name not in answers}}
    if impossible(merged):
        merged = dict(answers)
    kept = interview.prune(merged, law_day())
    case = None if token == EMPTY else answer_tokens().case_of(token)
    token = answer_tokens().write(kept, case)
    return token, interview.next_question(kept, law_day(), Part.MAIN)
