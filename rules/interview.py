"""The interview: which question next, which are settled, what belongs to the path.

The order is fixed, most telling first. A question is asked only while one of its facts can still
change the main verdict (the *main* part) or a finding that concerns the household (the parts
that follow, each about one thing). *Ved ikke* is an answer: the question is not asked again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules import parameters
from rules.approximate import earliest
from rules.case import Case
from rules.conditions import Test
from rules.facts import Facts, Reason
from rules.findings import Finding
from rules.laws import ACTS, LAW
from rules.outcomes import Law, Rehousing
from rules.questions import (
    BY_ID,
    QUESTION_OF,
    QUESTIONS,
    SHARED,
    THEMES,
    Part,
    Question,
    asks,
)
from rules.reasons import needs
from rules.rehousing import main_needs, main_verdict, possible_laws
from rules.truth import NO, VERDICT, YES, Verdict

__all__ = [
    "BY_ID",
    "QUESTIONS",
    "QUESTION_OF",
    "THEMES",
    "Answers",
    "Part",
    "Question",
    "Wanted",
    "answered",
    "before",
    "facts_of",
    "left_in",
    "next_fact",
    "next_fact_in",
    "next_question",
    "path",
    "prune",
    "supposed",
    "wanted",
]

#: Answers by attribute name. A fact that was asked for and is not known is there with None.
Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The facts that can still change something, by part, most telling first."""

    by_part: Mapping[Part, tuple[str, ...]]

    def questions(self, part: Part) -> list[Question]:
        """The questions of a part still worth asking, in order."""
        facts = self.by_part.get(part, ())
        return [q for q in QUESTIONS if any(f in facts and asks(q, f, part) for f in q.facts)]

    def includes(self, question: Question) -> bool:
        """The question can still change something, in whatever part."""
        fields = question.fields
        return any(fact in fields for facts in self.by_part.values() for fact in facts)


def facts_of(answers: Answers) -> Facts:
    """The facts that the answers give; a month is taken as its first day."""
    return earliest(answers)


#: what a person who cannot tell is asked on by; nothing is told that hangs on it
_SUPPOSED: Mapping[str, Any] = {"reason": Reason.RENOVATION, "renewal_decision": True}


def supposed(answers: Answers) -> Facts:
    """The facts, and in place of what the person cannot tell, what the next questions hang on.

    Who does not know why the home must be left is asked on as if it were renovated, and who does
    not know of a decision of the municipality as if there were one.
    """
    facts = facts_of(answers)
    unknown = (fact for fact in _SUPPOSED if fact in answers and getattr(facts, fact) is None)
    return facts.but(**{fact: _SUPPOSED[fact] for fact in unknown})


def _case(answers: Answers, on: date) -> Case:
    return Case(supposed(answers), on, parameters.load(), frozenset(answers))


def wanted(answers: Answers, on: date) -> Wanted:
    """What is still worth asking after these answers, in every part."""
    case = _case(answers, on)
    return Wanted({part: _wanted_in(part, case) for part in Part})


def _wanted_in(part: Part, case: Case) -> tuple[str, ...]:
    """The facts that can still change something in a part, most telling first."""
    # In one order, whatever a set gives: what is needed comes out the same on every day.
    laws = [law for law in Law if law in possible_laws(case)]
    if part is Part.MAIN:
        needed = main_needs(case, laws)
        return (*needed, *_main_rescues(case, laws, bool(needed)))
    attainable = LAW.attainable(case)
    acts = [ACTS[law] for law in laws if law in ACTS and law in attainable]
    about = THEMES[part].findings
    facts: dict[str, None] = {}
    for finding in (f for act in acts for f in act.findings if f.id in about):
        facts.update(dict.fromkeys(_of_finding(finding, case)))
    if part is Part.DATES:
        for deadline in (d for act in acts for d in act.deadlines if d.concerns.of(case) != NO):
            facts.update((fact, None) for fact in deadline.facts if case.may_ask(fact))
    return tuple(facts)


def _main_rescues(case: Case, laws: Sequence[Law], more: bool) -> Iterator[str]:
    """Facts that count as not the case while untold, and would change the main verdict.

    ``more``: there are others to ask for first, which an open verdict waits for.
    """
    verdict = main_verdict(case, laws)
    if verdict is Rehousing.UNKNOWN and more:
        return
    for fact, value in dict(_rescues(laws, case)).items():
        if case.may_ask(fact):
            told = Case(case.facts.but(**{fact: value}), case.on, case.parameters)
            if main_verdict(told, laws) is not verdict:
                yield fact


def _rescues(laws: Sequence[Law], case: Case) -> Iterator[tuple[str, Any]]:
    """Such facts, with a value at which their test turns."""
    for law in laws:
        if law in ACTS:
            for branch in ACTS[law].rehousing.branches:
                for test in branch.when.rescues:
                    if test.turns:
                        yield from (turn for turn in test.turns(case) if turn[0] == test.rescue)


def _of_finding(finding: Finding, case: Case) -> Sequence[str]:
    if VERDICT[finding.of(case)] is not Verdict.NO:
        return needs(finding.condition, case)
    # A *no* that rests on something not told, such as an objection already made.
    return [
        test.rescue
        for test in finding.condition.rescues
        if test.rescue and case.may_ask(test.rescue) and _would_rescue(test, finding, case)
    ]


def _would_rescue(test: Test, finding: Finding, case: Case) -> bool:
    if test.of(case) != NO:
        return False
    told = Case(case.facts, case.on, case.parameters, truths={test.index: YES})
    return finding.of(told) != NO


def path(answers: Answers, on: date) -> list[Question]:
    """The answered questions that belong to the path, in the order they were answered.

    A question belongs to it if it was worth asking after the answers before it.
    """
    kept: dict[str, Any] = {}
    belonging: list[Question] = []
    for question in answered(answers):
        if wanted(kept, on).includes(question):
            kept.update((fact, answers[fact]) for fact in question.fields if fact in answers)
            belonging.append(question)
    return belonging


def prune(answers: Answers, on: date) -> dict[str, Any]:
    """The answers that belong to the path, in the order they were given; others are dropped."""
    belonging = {fact for question in path(answers, on) for fact in question.fields}
    return {fact: value for fact, value in answers.items() if fact in belonging}


def left_in(answers: Answers, on: date, part: Part) -> list[Question]:
    """The questions of one part still worth asking, in order."""
    return _left_in(part, _case(answers, on))


def _left_in(part: Part, case: Case) -> list[Question]:
    return Wanted({part: _wanted_in(part, case)}).questions(part)


def next_question(answers: Answers, on: date, part: Part = Part.MAIN) -> Question | None:
    """The next question of the part, or None where the part is done."""
    return next(iter(left_in(answers, on, part)), None)


def next_fact(answers: Answers, on: date) -> str | None:
    """The fact most worth asking for next, over all parts; None where nothing is left to ask."""
    return next_fact_in(_case(answers, on))


def next_fact_in(case: Case) -> str | None:
    """`next_fact` for a case that may have been assessed already; nothing is worked out twice."""
    for part in Part:
        facts = _wanted_in(part, case)
        questions = Wanted({part: facts}).questions(part) if facts else []
        for question in questions:
            return next(fact for fact in question.facts if fact in facts)
    return None


def answered(answers: Answers) -> list[Question]:
    """The questions that were answered, in the order they were."""
    own = (fact for fact in answers if fact not in SHARED)
    return list(dict.fromkeys(QUESTION_OF[fact] for fact in own))


def before(
    question: Question, answers: Answers, part: Part, on: date | None = None
) -> Question | None:
    """Where Back leads: the question answered before this one in the part, None at its start.

    A part can ask for what is at home in another; with ``on`` such questions are found as well.
    """
    order = answered(answers)
    earlier = order[: order.index(question)] if question in order else order
    if part is Part.MAIN:
        return earlier[-1] if earlier else None
    if on is None:
        earlier = [q for q in earlier if q.id in THEMES[part].questions]
        return earlier[-1] if earlier else None
    for place in range(len(earlier), 0, -1):
        given = {fact: answers[fact] for q in earlier[: place - 1] for fact in _told(q, answers)}
        if _is_asked_in(part, earlier[place - 1], _case(given, on)):
            return earlier[place - 1]
    return None


def _told(question: Question, answers: Answers) -> Iterator[str]:
    return (fact for fact in question.fields if fact in answers)


def _is_asked_in(part: Part, question: Question, case: Case) -> bool:
    """The part asks the question in this case, and not the main part.

    What is at home in another part is asked here only where nothing else comes before it.
    """
    if question in _left_in(Part.MAIN, case):
        return False
    left = _left_in(part, case)
    return question in left if question.id in THEMES[part].questions else left[:1] == [question]
