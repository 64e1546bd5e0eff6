"""Where a person cannot tell what will happen, or which act applies: the answers side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import url_for

from portal.explain import Explainer, Outcome
from portal.i18n import current_language
from portal.tokens import answer_tokens
from portal.words import words
from rules import interview
from rules.approximate import Month, assess_answers
from rules.facts import Landlord, Reason
from rules.outcomes import Law

#: the facts that separate the acts, each with the values that it can have
#: Of the reasons those that a letter may leave open; of a fire or a ban one knows.
_GATES: Mapping[str, tuple[Any, ...]] = {
    "reason": (Reason.RENOVATION, Reason.DEMOLITION, Reason.EXPROPRIATION),
    "renewal_decision": (True, False),
    "landlord": (Landlord.ALMEN, Landlord.PRIVATE),
}
#: what to find out, by the fact that is not known
_STEPS = {
    "reason": "ask_what_happens",
    "renewal_decision": "ask_if_decided",
    "landlord": "ask_who_lets",
}


@dataclass(frozen=True, slots=True)
class Way:
    """One of the answers: under what it holds, what it says, and where the whole of it is.

    ``reason`` is there where it is supposed. ``finished`` is False where questions of that act
    still come before its answer.
    """

    law: Law
    reason: Reason | None
    supposition: str
    outcome: Outcome
    href: str
    finished: bool


def asked_of_others(answers: Mapping[str, Any]) -> list[str]:
    """The steps that find out which act applies."""
    return [step for fact, step in _STEPS.items() if _unknown(fact, answers)]


def ways(answers: Mapping[str, Any], token: str, on: date) -> list[Way]:
    """The answers that may be; none where there are not two, or nobody was asked yet."""
    if not asked_of_others(answers):
        return []
    found = [_way(answers, token, supposed, on) for supposed in _suppositions(answers, {}, on)]
    each = {(way.reason, way.law): way for way in found if way is not None}
    alone = len({law for _, law in each if law is not Law.EXPROPRIATION}) == 1
    shown = [replace(way, supposition=_supposition(way, alone)) for way in each.values()]
    # Beside each other stand answers that differ; the same several times tells nothing.
    return shown if len({way.outcome.answer for way in shown}) > 1 else []


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
        reason=supposed.get("reason"),
        supposition="",
        outcome=explain.outcome(),
        href=url_for("guide.result", token=token)
        if following is None
        else url_for("guide.question", token=token, part="main", question=following.id),
        finished=following is None,
    )


def _supposition(way: Way, alone: bool) -> str:
    """What is supposed; the reason alone, where it is all that separates the answers."""
    found = words(current_language().code)
    if way.reason is None or way.law is Law.EXPROPRIATION:
        return found.text("outcomes", "ways", way.law).raw[0]
    under = "alone" if alone else way.law
    return found.text("outcomes", "ways_by_reason", way.reason, under).raw[0]
