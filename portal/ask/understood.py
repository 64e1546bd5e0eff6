"""What was typed, taken as an answer to what was asked, or as facts to confirm."""

from collections.abc import Mapping
from typing import Any

from portal.ask import said
from portal.ask.state import Record
from portal.clock import law_day
from portal.guide import asking
from portal.guide.forms import UNKNOWN
from portal.guide.question import Page
from portal.i18n import current_language, gettext
from portal.matching.folding import fold
from portal.matching.tokens import tokens
from portal.words.values import law_values
from rules import parameters
from rules.facts import SPECS, Kind
from rules.interview import BY_ID, Question

#: of an answer that is typed where a button was meant
_FEW_WORDS = 5
_TYPED = (Kind.NUMBER, Kind.COUNT, Kind.DATE, Kind.DATE_OR_NOT_YET)


def heard(text: str, lang: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """Facts that a text tells and that were not known, as far as they can be together."""
    found: dict[str, Any] = {}
    for each in said.recognise(text, lang, law_day()):
        news = each.fact not in known or known[each.fact] != each.value
        if news and not asking.impossible({**known, **found, each.fact: each.value}):
            found[each.fact] = each.value
    return found


def as_answer(pending: Record | None, text: str) -> dict[str, str] | None:
    """A text as the form of what waits: a button's word, a number, a date; None if it is none."""
    if pending is None:
        return None
    if pending[0] == "facts":
        right = _chosen(text, _yes_no())
        return {"right": right} if right else None
    if pending[0] not in ("ask", "clarify") or pending[-1] not in BY_ID:
        return None
    question = BY_ID[pending[-1]]
    if _chosen(text, {UNKNOWN: gettext("Ved ikke")}):
        return {UNKNOWN: "1"}
    if len(question.facts) != 1:
        return None
    return _field(question, question.facts[0], text)


def _field(question: Question, name: str, text: str) -> dict[str, str] | None:
    kind = SPECS[name].kind
    if kind in _TYPED:
        return _typed(name, kind, text)
    value = _chosen(text, options_of(question))
    if not value and kind is Kind.BOOL:
        value = _chosen(text, _yes_no())
    value = value or _told(name, text)
    return {name: value} if value else None


def _told(name: str, text: str) -> str | None:
    """The choice that a few words tell."""
    for each in _said(text):
        if each.fact == name:
            return {True: "yes", False: "no"}.get(each.value, str(each.value))
    return None


def _said(text: str) -> list[said.Said]:
    """What a few words tell; more words, or a question mark, make a question of them."""
    if len(tokens(text)) > _FEW_WORDS or text.rstrip().endswith(("?", "؟")):
        return []
    return said.recognise(text, current_language().code, law_day())


def _typed(name: str, kind: Kind, text: str) -> dict[str, str]:
    if kind in (Kind.NUMBER, Kind.COUNT):
        for each in _said(text):
            if each.fact == name:
                return {name: str(each.value)}
    return {name: text} if kind in (Kind.NUMBER, Kind.COUNT) else {f"{name}_text": text}


def options_of(question: Question) -> dict[str, str]:
    """The answers of a question with choices: their words by their values."""
    values = law_values(law_day(), parameters.load())
    fields = Page(question, values, {}, {}).shown({}).fields
    return {option.value: option.label for field in fields for option in field.options}


def _yes_no() -> dict[str, str]:
    return {"yes": gettext("Ja"), "no": gettext("Nej")}


def _chosen(text: str, words: Mapping[str, str]) -> str | None:
    typed = fold(text).rstrip(".!؟? ")
    return next((value for value, word in words.items() if fold(word) == typed), None)
