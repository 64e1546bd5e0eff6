"""The decisions as ladders to be drawn or read: made from the rules themselves.

A ladder is one decision list: gates read from the top, of which the first that holds gives the
result. What stands in a gate is the condition of the rule with every *not* moved down to the
tests, so that it can be read as a list of sentences.
"""

import ast
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from rules.conditions import All, Condition, Not, Some, Test
from rules.findings import Decision
from rules.interview import QUESTION_OF, QUESTIONS
from rules.laws import ACTS, LAW
from rules.outcomes import Law, Rehousing

#: a condition of one part is not worth a name
_FEWEST_PARTS = 2


@dataclass(frozen=True, slots=True)
class Step:
    """A named test, or where ``holds`` is false its opposite. ``facts`` can settle it."""

    test: str
    holds: bool
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Parts of which every one must hold, or any one.

    ``name`` is that of the condition in the code (``byfornyelse.duration.for_good``), or None;
    where ``holds`` is false the parts are those of its opposite.
    """

    every: bool
    parts: "tuple[Part, ...]"
    name: str | None = None
    holds: bool = True


Part: TypeAlias = Step | Group


@dataclass(frozen=True, slots=True)
class Gate:
    """Where the part holds, this is the result. ``questions`` settle it, in the order asked."""

    part: Part
    result: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """One decision: ``law`` (which act applies), or what an act says of rehousing."""

    id: str
    gates: tuple[Gate, ...]
    otherwise: str


@cache
def ladders() -> tuple[Ladder, ...]:
    """Which act applies, and then the acts in the order of `Law`."""
    acts = [_ladder(law.value, ACTS[law].rehousing) for law in Law if law in ACTS]
    return (_ladder("law", LAW), *acts)


def steps(part: Part) -> Iterator[Step]:
    """The tests of a part, from the first."""
    if isinstance(part, Step):
        yield part
    else:
        for each in part.parts:
            yield from steps(each)


def questions_of(part: Part) -> tuple[str, ...]:
    """The ids of the questions that can settle a part, in the order they are asked."""
    asked = {QUESTION_OF[fact].id for step in steps(part) for fact in step.facts}
    return tuple(question.id for question in QUESTIONS if question.id in asked)


def _ladder(name: str, decision: Decision[Law] | Decision[Rehousing]) -> Ladder:
    gates = []
    for branch in decision.branches:
        part = _part(branch.when)
        gates.append(Gate(part, str(branch.result), questions_of(part)))
    return Ladder(name, tuple(gates), str(decision.otherwise))


def _part(condition: Condition, holds: bool = True) -> Part:
    if isinstance(condition, Test):
        facts = condition.facts or ((condition.rescue,) if condition.rescue else ())
        return Step(condition.name, holds, facts)
    if isinstance(condition, Not):
        return _part(condition.children[0], not holds)
    every = isinstance(condition, All) is holds
    name = _names().get(_key(condition))
    parts = tuple(_grouped(condition, holds))
    return Group(every, parts, name, holds)


def _grouped(condition: Condition, holds: bool) -> Iterator[Part]:
    """The parts; several that have a name together become one part again."""
    every = isinstance(condition, All) is holds
    left: list[Condition | Group] = list(condition.children)
    for (kind, members), name in _names().items():
        if isinstance(condition, kind) and len(members) < len(condition.children):
            own = [child for child in left if id(child) in members]
            if len(own) == len(members):
                parts = tuple(_part(child, holds) for child in own if isinstance(child, Condition))
                left[left.index(own[0])] = Group(every, parts, name, holds)
                left = [child for child in left if child not in own]
    for child in left:
        yield child if isinstance(child, Group) else _part(child, holds)


#: all or some of which conditions, by their identity
_Key: TypeAlias = tuple[type[Condition], frozenset[int]]


def _key(condition: Condition) -> _Key:
    return type(condition), frozenset(id(child) for child in condition.children)


@cache
def _names() -> dict[_Key, str]:
    """The conditions that have a name in the code of the acts, those of most parts first."""
    found: dict[_Key, str] = {}
    for module in sorted(name for name in sys.modules if name.startswith("rules.")):
        for name in _assigned(module):
            value = getattr(sys.modules[module], name)
            if isinstance(value, All | Some) and len(value.children) >= _FEWEST_PARTS:
                found.setdefault(_key(value), f"{module.removeprefix('rules.')}.{name}")
    return dict(sorted(found.items(), key=lambda item: -len(item[0][1])))


def _assigned(module: str) -> Iterable[str]:
    """The names that a module gives itself, without those that it imports."""
    path = sys.modules[module].__file__
    body: Sequence[ast.stmt] = ast.parse(Path(path).read_bytes()).body if path else ()
    for statement in body:
        if isinstance(statement, ast.Assign):
            yield from (each.id for each in statement.targets if isinstance(each, ast.Name))
