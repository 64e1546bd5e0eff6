"""What a receipt told, held against the rules, the numbers and the day of today."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from portal.guide.moments import Moment
from portal.guide.result import Result
from portal.receipt.numbers import label, value_text
from portal.receipt.packing import VERSION_FIGURES, Told
from portal.receipt.used import used
from portal.tokens import answer_tokens
from rules import parameters
from rules.outcomes import Law, Rehousing
from rules.parameters import Parameter, Value
from rules.truth import Verdict


@dataclass(frozen=True, slots=True)
class Change:
    """A verdict that is another now. ``text``: what holds now, empty where that is nothing."""

    id: str
    title: str
    before: Verdict
    now: Verdict
    text: str


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number of the law with its value then and now; None where none is known for the day."""

    label: str
    before: str | None
    now: str | None


class Compared:
    """The assessment of then, repeated with the rules of a day."""

    def __init__(self, told: Told, on: date) -> None:
        self.told = told
        self.on = on
        self.result = Result(told.answers, answer_tokens().write(told.answers), on)

    @property
    def rehousing(self) -> Rehousing:
        """The main verdict now."""
        return self.result.assessment.rehousing

    @property
    def law(self) -> Law | None:
        """The act that applies now."""
        return self.result.assessment.law

    @property
    def main_changed(self) -> bool:
        """The main answer, or the act that it rests on, is another one."""
        return (self.told.rehousing, self.told.law) != (self.rehousing, self.law)

    @property
    def changed(self) -> bool:
        """Anything is another than it was, be it only a date that has gone by."""
        return self.main_changed or bool(self.changes or self.numbers or self.passed)

    @property
    def same_rules(self) -> bool:
        """The portal works by the very rules of then."""
        return self.result.version[:VERSION_FIGURES] == self.told.version

    @cached_property
    def changes(self) -> list[Change]:
        """The verdicts that are others now, in the order of the code."""
        assessment = self.result.assessment
        return [
            self._change(finding, before, assessment.verdict(finding))
            for finding, before in self.told.verdicts.items()
            if before is not assessment.verdict(finding)
            and self.result.explain.words.has("findings", finding, "title")
        ]

    def _change(self, finding: str, before: Verdict, now: Verdict) -> Change:
        explain, found = self.result.explain, self.result.assessment.finding(finding)
        return Change(
            id=finding,
            title=explain.title(found) if found else explain.text("findings", finding, "title"),
            before=before,
            now=now,
            text=explain.finding(found) if found else "",
        )

    @property
    def unchanged(self) -> int:
        """How many verdicts are as they were."""
        return len(self.told.verdicts) - len(self.changes)

    @cached_property
    def numbers(self) -> list[NumberChange]:
        """The numbers of the law that have another value on this day than on that."""
        dated = parameters.load()
        then, now = dated.at(self.told.day), dated.at(self.on)
        both = (*used(self.told.answers, self.told.day), *used(self.told.answers, self.on))
        found = []
        for parameter in {each.parameter.id: each.parameter for each in both}.values():
            before, after = (_text(parameter, law.find(parameter.id)) for law in (then, now))
            if before != after:
                found.append(NumberChange(label(parameter), before, after))
        return found

    @cached_property
    def passed(self) -> list[Moment]:
        """The dates that were still to come then, and have gone by since.

        A time limit that is over is often no finding any more, so they are those of then.
        """
        then = Result(self.told.answers, self.result.token, self.told.day)
        return [m for m in then.moments if self.told.day <= m.date < self.on]

    @cached_property
    def coming(self) -> list[Moment]:
        """The dates that are still to come."""
        return [moment for moment in self.result.moments if moment.date >= self.on]


def _text(parameter: Parameter, value: Value | None) -> str | None:
    return None if value is None else value_text(parameter, value)
