"""What a topic's answer still depends on for this person, and what holds for them.

The findings that a topic is about stand in its front matter (`findings`). As long as one of them
is open, the question that settles most of them is asked, of those with answers to choose from;
then the findings are told in their words. All of it is worked out by the rules; nothing here
knows any law.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from portal.explain import Explainer, sources_of
from portal.guide import asking
from portal.guide.forms import UNKNOWN
from portal.guide.question import Option, Page
from portal.i18n import current_language, gettext
from portal.topics.library import Topic
from portal.words import words
from portal.words.values import months_in
from rules import parameters
from rules.approximate import assess_answers
from rules.assess import Assessment, possible_laws, verdict_of
from rules.case import Case
from rules.facts import SPECS, Kind
from rules.interview import QUESTION_OF, QUESTIONS, Answers, Question, facts_of
from rules.laws import ACTS, LAW
from rules.outcomes import Law
from rules.reasons import needs
from rules.samples import sample_values
from rules.sources import Source
from rules.truth import Verdict
from rules.validation import check

#: nobody is asked more of these in a row
MOST_IN_A_ROW = 3
_MOST_SOURCES = 2
_MOST_UNKNOWN = 2


@dataclass(frozen=True, slots=True)
class Ask:
    """The one question whose answer settles most; its answers are buttons."""

    question: Question
    answers: Answers
    on: date

    @property
    def buttons(self) -> tuple[Option, ...]:
        """The answers in the language of the page; the last is *ved ikke* (value `unknown`)."""
        values = asking.values(self.answers, self.on)
        shown = Page(self.question, values, {}, {}).shown({})
        return (*shown.fields[0].options, Option(UNKNOWN, gettext("Ved ikke")))


@dataclass(frozen=True, slots=True)
class Item:
    """A finding in words. ``verdict`` is None where it tells of the act that applies instead."""

    id: str
    title: str
    text: str
    because: list[str]
    sources: tuple[Source, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Personal:
    """What holds for this person. ``law`` is the act that applies, None where it is open."""

    items: tuple[Item, ...]
    law: Law | None = None


def next_step(topic: Topic, answers: Answers, on: date, asked: int = 0) -> Ask | Personal | None:
    """The question to ask next about a topic, what holds for the person, or neither.

    ``answers`` as the guide keeps them: a fact that was asked for and is not known is there with
    None. ``asked`` is how many of these questions were asked in a row.
    """
    if not topic.findings:
        return None
    told = _with_reason(topic, answers)
    case = Case(facts_of(told), on, parameters.load(), frozenset(told))
    open_ = [f for f in topic.findings if verdict_of(case, f) is Verdict.UNKNOWN]
    if asked < MOST_IN_A_ROW and (question := _most_telling(case, open_)):
        return Ask(question, told, on)
    return personal(topic, answers, on)


def personal(topic: Topic, answers: Answers, on: date) -> Personal | None:
    """The topic's findings for this person in words; None where nothing was told."""
    if not topic.findings or all(value is None for value in answers.values()):
        return None
    assessment = assess_answers(_with_reason(topic, answers), on)
    explain = Explainer(assessment, months_in(answers))
    items = tuple(_items(topic.findings, assessment, explain)) or _of_the_act(explain)
    return Personal(items, assessment.law) if items else None


def _with_reason(topic: Topic, answers: Answers) -> Answers:
    """The answers; who asks about fire or expropriation need not say that this is the reason."""
    reason = topic.guide.reason
    return answers if reason is None or "reason" in answers else {"reason": reason, **answers}


def _items(findings: Sequence[str], assessment: Assessment, explain: Explainer) -> Iterator[Item]:
    for found in filter(None, map(assessment.finding, findings)):
        yield Item(
            found.id,
            explain.title(found),
            explain.finding(found),
            explain.because(found.reasons, _MOST_UNKNOWN),
            sources_of(found.rules[:_MOST_SOURCES]),
            found.verdict,
        )


def _of_the_act(explain: Explainer) -> tuple[Item, ...]:
    """None of the findings concerns this person: which act does, and where to read on."""
    law = explain.assessment.law
    if law is None:
        return ()
    if law is Law.NONE:
        outcome = explain.outcome()
        return (Item("law", outcome.answer, outcome.meaning, explain.main_reasons()),)
    own = words(current_language().code)
    path = ("pages", "ask", "act")
    title, text = (own.text(*path, part).fill(explain.values) for part in ("title", law))
    return (Item("law", title, text, []),)


def _most_telling(case: Case, findings: Sequence[str]) -> Question | None:
    """Of the questions with answers to choose from, the one that settles most of the findings."""
    needed = _needed(case, findings)
    asked = [q for q in QUESTIONS if _can_be_chosen(q) and q.facts[0] in needed]
    worth = {q.id: _worth(q.facts[0], case, findings) for q in asked}
    return max(asked, key=lambda q: worth[q.id], default=None)


def _can_be_chosen(question: Question) -> bool:
    """It asks for one thing, and its answers are few: a choice, or yes and no."""
    kinds = {SPECS[fact].kind for fact in question.fields}
    first = QUESTION_OF[question.facts[0]] is question
    return first and len(question.fields) == 1 and kinds <= {Kind.CHOICE, Kind.BOOL}


def _needed(case: Case, findings: Sequence[str]) -> dict[str, None]:
    """The facts not asked for yet that can still settle the findings, most telling first."""
    conditions = [*LAW.open_branches(case)] if findings else []
    for law in (law for law in Law if law in possible_laws(case) and law in ACTS):
        conditions += [f.condition for f in ACTS[law].findings if f.id in findings]
    return dict.fromkeys(fact for each in conditions for fact in needs(each, case))


def _worth(fact: str, case: Case, findings: Sequence[str]) -> tuple[Fraction, Fraction]:
    """How many findings an answer settles on average, and how little is then left to ask."""
    settled = left = 0
    values = [v for v in _values(fact, case) if not check(case.facts.but(**{fact: v}), case.on)]
    for value in values:
        told = Case(case.facts.but(**{fact: value}), case.on, case.parameters, case.asked | {fact})
        open_ = [f for f in findings if verdict_of(told, f) is Verdict.UNKNOWN]
        settled += len(findings) - len(open_)
        left += len(_needed(told, open_))
    many = max(len(values), 1)
    return Fraction(settled, many), -Fraction(left, many)


def _values(fact: str, case: Case) -> list[Any]:
    """The answers of a question: those of a choice that its page offers, or yes and no."""
    listed: Mapping[str, Any] = words().branch("questions", QUESTION_OF[fact].id, "options")
    enum = SPECS[fact].enum
    if enum is not None and listed:
        return [enum(value) for value in listed if value in SPECS[fact].choices]
    return sample_values(fact, case.facts, case.on)
