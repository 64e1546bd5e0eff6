"""A walk of the interview in memory: every answer to every question that is asked.

Dates and numbers are tried once in each class that the rules can tell apart (`rules.samples`),
*ved ikke* is an answer everywhere. States that the rules cannot tell apart any more are one node.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from rules import parameters
from rules.assess import Assessment, assess, truth_over
from rules.case import Case
from rules.conditions import Condition, Test, reachable
from rules.facts import SPECS, Facts, Kind
from rules.interview import THEMES, Part, Question, facts_of, next_question, supposed
from rules.laws import ACTS, LAW
from rules.rehousing import main_verdict, possible_laws
from rules.samples import sample_values
from rules.truth import NO, VERDICT, Verdict
from rules.validation import check
from tests.rules.households import ON

Answers = Mapping[str, Any]
Key = Callable[[Answers, Part], Hashable]


#: The findings of all acts, by id.
BY_ID = {
    finding.id: [
        (law, each) for law, act in ACTS.items() for each in act.findings if each.id == finding.id
    ]
    for act in ACTS.values()
    for finding in act.findings
}


@dataclass(eq=False, repr=False)
class Node:
    """A state of the interview. `question` is None where the part is done."""

    answers: Answers
    question: Question | None
    children: dict[tuple[Any, ...], "Node"] = field(default_factory=dict)

    @cached_property
    def assessment(self) -> Assessment:
        """What the household is told here."""
        return assess(supposed(self.answers), ON)

    @cached_property
    def verdicts(self) -> dict[str, str]:
        """What the household is told, by finding; the main answer and the act among them."""
        case = Case(supposed(self.answers), ON, parameters.load())
        laws = possible_laws(case)
        told = {"rehousing": str(main_verdict(case, laws))}
        if len(laws) == 1:
            told["law"] = str(next(iter(laws)))
        if any(law in ACTS for law in laws):
            for finding, everywhere in BY_ID.items():
                group = tuple(each for law, each in everywhere if law in laws)
                left_out = all(each.is_left_out(case) for each in group)
                truth = NO if left_out else truth_over(case, laws, group)
                told[finding] = str(VERDICT[truth])
        return told

    @property
    def known(self) -> "list[Node]":
        """The nodes after an answer that tells something."""
        told = (any(value is not None for value in given) for given in self.children)
        return [child for child, tells in zip(self.children.values(), told, strict=True) if tells]


@dataclass(repr=False)
class Walk:
    """All nodes reached from the roots, each after all its children."""

    starts: list[Answers]
    roots: list[Node]
    nodes: list[Node]

    @property
    def edges(self) -> int:
        return sum(len(node.children) for node in self.nodes)

    @property
    def leaves(self) -> list[Node]:
        return [node for node in self.nodes if node.question is None]

    @property
    def paths(self) -> int:
        """How many sequences of answers lead from a root to an end."""
        count: dict[Node, int] = {}
        for node in self.nodes:
            count[node] = sum(count[child] for child in node.children.values()) or 1
        return sum(count[root] for root in self.roots)

    @property
    def most_questions(self) -> int:
        """How many questions the longest way has."""
        depth: dict[Node, int] = {}
        for node in self.nodes:
            depth[node] = max((depth[child] + 1 for child in node.children.values()), default=0)
        return max(depth[root] for root in self.roots)


def values(fact: str, facts: Facts) -> list[Any]:
    """One value of each class, in their order."""
    found = sample_values(fact, facts, ON)
    if SPECS[fact].kind in (Kind.BOOL, Kind.CHOICE):
        return found
    return sorted(found, key=lambda value: (not isinstance(value, str), value))


def options(question: Question, answers: Answers) -> Iterator[dict[str, Any]]:
    """The answers to try: of the fields that a page must have, every combination.

    Of those it may have, a date beside the others, and a tick instead of them.
    """
    facts = facts_of(answers)
    empty = dict.fromkeys(question.fields)
    given: list[dict[str, Any]] = [{}]
    for fact in question.facts:
        given = [
            {**one, fact: value}
            for one in given
            for value in (None, *values(fact, facts.but(**one)))
        ]
    for fact in question.extra:
        alone = SPECS[fact].kind is Kind.BOOL
        for one in [{}] if alone else [one for one in given if any(one.values())]:
            ticked = [True] if alone else values(fact, facts.but(**one))
            given = [*given, *({**one, fact: value} for value in ticked)]
    for one in given:
        if not check(facts.but(**one), ON):
            yield {**empty, **one}


def _open(test: Test, case: Case) -> Hashable:
    """Which facts of an open test were asked for and told, their sum, and where it turns.

    Amounts told are only ever added up; of a day told the turning points tell enough.
    """
    told = {fact: getattr(case.facts, fact) for fact in test.facts}
    status = tuple((fact in case.asked, value is not None) for fact, value in told.items())
    total = sum(value for value in told.values() if isinstance(value, Decimal))
    turns = test.turns(case) if test.turns else ()
    return status, total, tuple(turn for turn in turns if turn[0] not in case.asked)


#: What is left of conditions, numbered: numbers are quicker to compare than trees.
_NUMBERS: dict[Hashable, int] = {}


def _residual(condition: Condition, case: Case, seen: dict[int, int]) -> int:
    """What is left of a condition: its truth where nothing can change it, else its open parts.

    As a number; ``seen`` has those of the same case, by the index of the condition.
    """
    number = seen.get(condition.index)
    if number is None:
        left = _left(condition, case, seen)
        number = seen[condition.index] = _NUMBERS.setdefault(left, len(_NUMBERS))
    return number


def _left(condition: Condition, case: Case, seen: dict[int, int]) -> Hashable:
    value = condition.of(case)
    if VERDICT[value] is not Verdict.UNKNOWN or not any(reachable(condition, case)):
        return value
    if isinstance(condition, Test):
        return condition.index, value, _open(condition, case)
    kind = type(condition).__name__
    return kind, value, tuple(_residual(child, case, seen) for child in condition.children)


def _rescues(condition: Condition, case: Case) -> Hashable:
    """What is left of a *no* that rests on something not told."""
    if condition.of(case) != NO:
        return ()
    rescued = (test for test in condition.tests() if test.rescue and test.of(case) == NO)
    return tuple((test.index, test.rescue in case.asked, _open(test, case)) for test in rescued)


def distinct(answers: Answers, part: Part) -> Hashable:
    """What the rules can still tell apart: of what is settled, only the verdict.

    In the main part that is all that a household is told, later only what the part is about. An
    act that can no longer apply is left out: which acts may apply only ever gets fewer, and of
    the others nothing is told and nothing asked.
    """
    case = Case(supposed(answers), ON, parameters.load(), frozenset(answers))
    laws = possible_laws(case)
    seen: dict[int, int] = {}
    left: list[Hashable] = [laws, *(_residual(branch.when, case, seen) for branch in LAW.branches)]
    for act in (act for law, act in ACTS.items() if law in laws):
        if part is Part.MAIN:
            for branch in act.rehousing.branches:
                rescued = tuple(test.rescue in case.asked for test in branch.when.tests())
                left += [_residual(branch.when, case, seen), rescued]
            left += [condition.of(case) for condition in act.tentative.values()]
        for finding in act.findings:
            if part is Part.MAIN or finding.id in THEMES[part].findings:
                condition = finding.condition
                left += [_residual(condition, case, seen), _rescues(condition, case)]
                left.append(finding.is_left_out(case))
        for deadline in act.deadlines if part in (Part.MAIN, Part.DATES) else ():
            asked = tuple(answers.get(fact, "not asked") is None for fact in deadline.facts)
            asked += tuple(fact in answers for fact in deadline.facts)
            left += [_residual(deadline.concerns, case, seen), asked]
    return tuple(left)


def exact(answers: Answers, part: Part) -> Hashable:
    """The answers themselves."""
    return tuple(answers.items())


def walk(roots: Iterable[Answers], part: Part, key: Key = distinct) -> Walk:
    """Every state that a part of the interview can reach from any of the roots."""
    known: dict[Hashable, Node] = {}
    nodes: list[Node] = []

    def visit(answers: Answers) -> Node:
        same = key(answers, part)
        if (node := known.get(same)) is None:
            node = known[same] = Node(answers, next_question(answers, ON, part))
            for given in options(node.question, answers) if node.question else ():
                node.children[tuple(given.values())] = visit({**answers, **given})
            nodes.append(node)
        return node

    starts = list(roots)
    return Walk(starts, [visit(start) for start in starts], nodes)
