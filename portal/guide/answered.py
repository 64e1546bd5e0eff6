"""What was answered, as the result page lists it, each to be changed without losing the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from portal.explain import Explainer
from portal.i18n import gettext
from portal.words.values import shown
from rules.facts import NOT_YET, SPECS, Kind
from rules.interview import QUESTION_OF, THEMES, Part


@dataclass(frozen=True, slots=True)
class Row:
    """An answer, changeable."""

    label: str
    value: str
    href: str


def rows(answers: Mapping[str, Any], token: str, explain: Explainer) -> list[Row]:
    """Question by question; fact by fact where a page asks for several."""
    return [
        Row(_label(fact, explain), _answer(fact, value, explain), _address(fact, token))
        for fact, value in answers.items()
        if value is not None or fact not in QUESTION_OF[fact].extra
    ]


def _label(fact: str, explain: Explainer) -> str:
    question = QUESTION_OF[fact]
    tick = fact in question.extra and SPECS[fact].kind is Kind.BOOL
    if tick or (len(question.facts) == 1 and fact in question.facts):
        return explain.text("questions", question.id, "answered")
    path = ("questions", question.id, "fields")
    short = fact.removeprefix("notice_")
    name = short if explain.words.has(*path, short) else fact
    return explain.text(*path, name, "label")


def _address(fact: str, token: str) -> str:
    question = QUESTION_OF[fact].id
    part = next((p for p, theme in THEMES.items() if question in theme.questions), Part.MAIN)
    return url_for("guide.question", token=token, part=part, question=question)


def _answer(fact: str, value: Any, explain: Explainer) -> str:
    question = QUESTION_OF[fact]
    if value is None:
        return gettext("Ved ikke")
    if value == NOT_YET:
        return explain.text("questions", fact, "options", NOT_YET, "label")
    if isinstance(value, bool) and fact in question.extra:
        return explain.text("questions", question.id, "fields", fact, "label")
    return shown(fact, value)
