"""Where a person cannot tell which act applies: the answer under each, side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from portal.explain import Explainer, Outcome
from portal.tokens import answer_tokens
from rules import interview
from rules.approximate import Month, assess_answers
from rules.facts import Landlord
from rules.outcomes import Law

#: the facts that separate the acts, each with the values that it can have
_GATES: Mapping[str, tuple[Any, ...]] = {
    "renewal_decision": (True, False),
    "landlord": (Landlord.ALMEN, Landlord.PRIVATE),
}
#: what to find out, by the fact that is not known
_STEPS = {"renewal_decision": "ask_if_decided", "landlord": "ask_who_lets"}


@dataclass(frozen=True, slots=True)
class Way:
    """One of the answers: under what it holds, what it says, and where the whole of it is.

    ``finished`` is False where questions of that act still come before its answer.
    """

    law: Law
    supposition: str
    outcome: Outcome
    href: str
    finished: bool


def asked_of_others(answers: Mapping[str, Any]) -> list[str]:
    """The steps that find out which act applies."""
    return [step for fact, step in _STEPS.items() if _unknown(fact, answers)]


def ways(answers: Mapping[str, Any], token: str, on: date) -> list[Way]:
    """An answer for each act that may apply; none where there are not two, or nobody asked yet."""
    if not asked_of_others(answers):
        return []
    found = [_way(answers, token, supposed, on) for supposed in _suppositions(answers, {}, on)]
    by_law = {way.law: way for way in found if way is not None}
    return list(by_law.values()) if len(by_law) > 1 else []


def _unknown(fact: str, answers: Mapping[str, Any]) -> bool:
    return fact in answers and answers[fact] is None


def _suppositions(
    answers: Mapping[str, Any], supposed: Mapping[str, Any], on: date
) -> Iterator[dict[str, Any]]:
    """What may be the case, told as far as it settles the act."""
    told = {**answers, **supposed}
    gate = next((fact for fact in _GATES if told.get(fact) is None), None)
    if gate is None or assess_answers(told, on).law is not None:
        yield dict(supposed)
        return
    for value in _GATES[gate]:
        yield from _suppositions(answers, {**supposed, gate: value}, on)


def _way(
    answers: Mapping[str, Any], token: str, supposed: Mapping[str, Any], on: date
) -> Way | None:
    told = interview.prune({**answers, **supposed}, on)
    assessment = assess_answers(told, on)
    if assessment.law is None:
        return None
    months = frozenset(name for name, value in told.items() if isinstance(value, Month))
    explain = Explainer(assessment, months)
    tokens = answer_tokens()
    token = tokens.write(told, tokens.case_of(token))
    following = interview.next_question(told, on)
    return Way(
        law=assessment.law,
        supposition=explain.text("outcomes", "ways", assessment.law),
        outcome=explain.outcome(),
        href=url_for("guide.result", token=token)
        if following is None
        else url_for("guide.question", token=token, part="main", question=following.id),
        finished=following is None,
    )
