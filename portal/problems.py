"""What is wrong with something typed or sent: a field and a code; the words are the templates'."""

import dataclasses
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from flask import get_template_attribute

#: far longer than any answer; what is beyond is cut before it is shown again
MAX_TYPED = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """An error at a field, by code; its words lie in `errors/facts.html`."""

    field: str
    code: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)


def as_typed(text: str) -> str:
    """Typed text as it is read and shown again: not too long, and without control characters."""
    return "".join(sign for sign in text[:MAX_TYPED] if unicodedata.category(sign) != "Cc")


def message(problem: Problem) -> str:
    """What is wrong and what to do, in the language of the page, as plain text."""
    macro = get_template_attribute("errors/facts.html", "message")
    return unescape(str(macro(str(problem.code), problem.params))).strip()


def messages(problems: Iterable[Problem]) -> dict[str, str]:
    """The messages by field, the first of each."""
    found: dict[str, str] = {}
    for problem in problems:
        found.setdefault(problem.field, message(problem))
    return found
