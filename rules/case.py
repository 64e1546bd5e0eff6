"""A case: a household's facts under the law of one day."""

from dataclasses import dataclass, field
from datetime import date

from rules.facts import Facts
from rules.parameters import Parameters, ParametersOn
from rules.truth import Truth


@dataclass(slots=True)
class Case:
    """Facts, the day the law is applied on, and the parameters as they stood then.

    ``memo`` holds the truth of each condition already evaluated; a case is never changed.
    """

    facts: Facts
    on: date
    parameters: Parameters
    memo: dict[int, Truth] = field(default_factory=dict)

    @property
    def law(self) -> ParametersOn:
        """The parameters of the day the law is applied on."""
        return self.parameters.at(self.on)
