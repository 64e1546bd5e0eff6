"""The receipt as it is shown: everything that was told on a day, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from portal.explain import sources_of
from portal.guide.result import Result
from portal.receipt import memory
from portal.receipt.numbers import Number, number
from portal.receipt.packing import Told
from portal.receipt.used import used
from rules.assess import Found
from rules.interview import QUESTION_OF
from rules.sources import Source
from rules.truth import Verdict

#: of what is missing for a verdict, as many are named
_MOST_MISSING = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One verdict: the right, what holds, why, and every place in the law that it rests on."""

    id: str
    title: str
    text: str
    because: list[str]
    missing: list[str]
    sources: tuple[Source, ...]


class Receipt:
    """Everything that the receipt says, from the answers and the day."""

    def __init__(self, answers: Mapping[str, Any], token: str, on: date) -> None:
        self.result = Result(answers, token, on)

    @cached_property
    def told(self) -> Told:
        """What the code remembers."""
        return memory.told_by(self.result)

    @cached_property
    def code(self) -> list[str]:
        """The groups of the code."""
        return memory.code_of(self.told).split()

    @property
    def link(self) -> str:
        """What opens the comparison, for an address."""
        return memory.link_of(self.told)

    @property
    def last_day(self) -> date:
        """The last day on which the code opens."""
        return memory.last_day(self.told)

    @cached_property
    def verdicts(self) -> dict[Verdict, list[Finding]]:
        """All findings by verdict; those that are not settled yet come last."""
        order = (Verdict.YES, Verdict.NO, Verdict.DISPUTED, Verdict.UNKNOWN)
        all_found = self.result.assessment.findings
        return {v: [self._finding(f) for f in all_found if f.verdict is v] for v in order}

    def _finding(self, found: Found) -> Finding:
        explain = self.result.explain
        questions = dict.fromkeys(QUESTION_OF[fact].id for fact in found.needs)
        missing = list(questions)[:_MOST_MISSING]
        return Finding(
            id=found.id,
            title=explain.title(found),
            text=explain.finding(found),
            because=explain.because(found.reasons, _MOST_MISSING),
            missing=[explain.text("questions", question, "answered") for question in missing],
            sources=sources_of(found.rules),
        )

    @cached_property
    def numbers(self) -> list[Number]:
        """The numbers of the law that the answer rests on."""
        return [number(each) for each in used(self.result.answers, self.result.on)]
