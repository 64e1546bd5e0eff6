"""A walk of the interview in memory: every answer to every question that is asked.

Dates and numbers are tried once in each class that the rules can tell apart (`rules.samples`),
*ved ikke* is an answer everywhere. States that the rules cannot tell apart any more are one node.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from rules import parameters
from rules.assess import Assessment, assess
from rules.case import Case
from rules.conditions import Condition, Test
from rules.facts import SPECS, Kind
from rules.interview import THEMES, Part, Question, facts_of, next_question, supposed
from rules.laws import ACTS, LAW
from rules.samples import sample_values
from rules.validation import check
from tests.rules.households import ON

Answers = Mapping[str, Any]


@dataclass(eq=False)
class Node:
    """A state of the interview. `question` is None where the part is done."""

    answers: Answers
    question: Question | None
    children: dict[tuple[Any, ...], "Node"] = field(default_factory=dict)

    @cached_property
    def assessment(self) -> Assessment:
        """What the household is told here."""
        return assess(supposed(self.answers), ON)

    @property
    def known(self) -> "list[Node]":
        """The nodes after an answer that tells something."""
        return [child for given, child in self.children.items() if any(v is not None for v in given)]

    @property
    def not_known(self) -> "Node":
        """The node after *ved ikke*."""
        assert self.question is not None
        return self.children[(None,) * len(self.question.fields)]


@dataclass
class Walk:
    """All nodes reached from a root, each after all its children."""

    root: Node
    nodes: list[Node]

    @property
    def edges(self) -> int:
        return sum(len(node.children) for node in self.nodes)

    @property
    def leaves(self) -> list[Node]:
        return [node for node in self.nodes if node.question is None]

    @property
    def paths(self) -> int:
        """How many sequences of answers lead from the root to an end."""
        count: dict[Node, int] = {}
        for node in self.nodes:
            count[node] = sum(count[child] for child in node.children.values()) or 1
        return count[self.root]

    @property
    def most_questions(self) -> int:
        """How many questions the longest way has."""
        depth: dict[Node, int] = {}
        for node in self.nodes:
            depth[node] = max((depth[child] + 1 for child in node.children.values()), default=0)
        return depth[self.root]


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
            for value in (None, *sample_values(fact, facts.but(**one), ON))
        ]
    for fact in question.extra:
        alone = SPECS[fact].kind is Kind.BOOL
        for one in [{}] if alone else [one for one in given if any(one.values())]:
            values = [True] if alone else sample_values(fact, facts.but(**one), ON)
            given = [*given, *({**one, fact: value} for value in values)]
    for one in given:
        if not check(facts.but(**one), ON):
            yield {**empty, **one}


@cache
def tests_of(part: Part) -> tuple[Test, ...]:
    """Every test that the questions of a part hang on."""
    conditions: list[Condition] = [branch.when for branch in LAW.branches]
    for act in ACTS.values():
        if part is Part.MAIN:
            conditions += [branch.when for branch in act.rehousing.branches]
        else:
            about = THEMES[part].findings
            conditions += [each.condition for each in act.findings if each.id in about]
        if part is Part.DATES:
            conditions += [deadline.concerns for deadline in act.deadlines]
    return tuple(dict.fromkeys(test for one in conditions for test in one.tests()))


def distinct(answers: Answers, part: Part) -> Hashable:
    """What the rules of a part can tell apart.

    The facts asked for, the truth of every test and, of those that are open, where they turn and
    which facts will stay missing.
    """
    case = Case(supposed(answers), ON, parameters.load())
    truths, open_ = [], set()
    for test in tests_of(part):
        truths.append(test.of(case))
        if len(test.facts) > 1 and any(fact not in answers for fact in test.facts):
            open_.update(fact for fact in test.facts if answers.get(fact, 0) is None)
            if test.turns:
                open_.update(turn for turn in test.turns(case) if turn[0] not in answers)
    return frozenset(answers), tuple(truths), frozenset(open_)


def exact(answers: Answers, part: Part) -> Hashable:
    """The answers themselves."""
    return tuple(answers.items())


def walk(root: Answers, part: Part, key: Any = distinct) -> Walk:
    """Every state that a part of the interview can reach from a root."""
    known: dict[Hashable, Node] = {}
    nodes: list[Node] = []

    def visit(answers: Answers) -> Node:
        same = key(answers, part)
        if (node := known.get(same)) is None:
            question = next_question(answers, ON, part)
            node = known[same] = Node(answers, question)
            for given in options(question, answers) if question else ():
                node.children[tuple(given.values())] = visit({**answers, **given})
            nodes.append(node)
        return node

    return Walk(visit(root), nodes)
