"""What is wrong with something typed in a letter, in the reader's words."""

from collections.abc import Iterable
from html import unescape

from flask import get_template_attribute

from portal.problems import Problem
from portal.problems import message as plain_message


def messages(problems: Iterable[Problem]) -> dict[str, str]:
    """The messages by field, the first of each."""
    found: dict[str, str] = {}
    for problem in problems:
        found.setdefault(problem.field, _message(problem))
    return found


def _message(problem: Problem) -> str:
    if problem.code != "too_long" or "limit" not in problem.params:
        return plain_message(problem)
    macro = get_template_attribute("letters/problems.html", "too_long")
    return unescape(str(macro(problem.field, problem.params))).strip()
