"""A case: a household's facts under the law of one day."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from rules.facts import Facts
from rules.parameters import Parameters, ParametersOn
from rules.truth import Truth

if TYPE_CHECKING:
    from rules.conditions import Test


class Reach(NamedTuple):
    """How a condition can still be settled when more is told."""

    yes: bool
    no: bool
    disputed: bool

    @property
    def negated(self) -> "Reach":
        """The same for its *not*."""
        return Reach(self.no, self.yes, self.disputed)


@dataclass(slots=True)
class Case:
    """Facts, the day the law is applied on, and the parameters of the law.

    ``asked`` are facts that were asked for before and are taken to stay unknown. A case is never
    changed; what is worked out about its conditions, by their index, is kept, and is no part of
    what makes two cases equal.
    """

    facts: Facts
    on: date
    parameters: Parameters
    asked: frozenset[str] = frozenset()
    truths: dict[int, Truth] = field(default_factory=dict, compare=False)
    states: dict[int, int] = field(default_factory=dict, compare=False)
    deciding: dict[int, "tuple[Test, ...]"] = field(default_factory=dict, compare=False)
    wanted: dict[tuple[int, Reach, Truth], tuple[str, ...]] = field(
        default_factory=dict, compare=False
    )
    reachable: dict[int, Reach] = field(default_factory=dict, compare=False)
    _law: ParametersOn | None = field(default=None, init=False, repr=False, compare=False)

    def may_ask(self, fact: str) -> bool:
        """The fact was neither told nor asked for."""
        return getattr(self.facts, fact) is None and fact not in self.asked

    def seen_on(self, day: date) -> "Case":
        """The same facts looked at on another day, under the law of this one."""
        other = Case(self.facts, day, self.parameters)
        other._law = self.law
        return other

    @property
    def law(self) -> ParametersOn:
        """The parameters of the day the law is applied on."""
        if self._law is None:
            self._law = self.parameters.at(self.on)
        return self._law
