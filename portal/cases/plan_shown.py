"""A plan in the words of the page's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from portal.cases.plan import Origin, Plan, Planned
from portal.cases.plan_tasks import Key, Phase, Side, When, numbers
from portal.i18n import current_language, format_date, gettext
from portal.words import words
from portal.words.law import duration
from portal.words.text import Given
from portal.words.values import law_values
from rules import parameters
from rules.sources import Source


@dataclass(frozen=True, slots=True)
class Row:
    """One task in words. ``rule``: how its day is counted, empty where it is not."""

    planned: Planned
    title: str
    text: str
    when: str
    rule: str

    @property
    def id(self) -> str:
        return self.planned.id

    @property
    def sources(self) -> tuple[Source, ...]:
        return self.planned.task.sources


class ShownPlan:
    """The plan of a case, phase by phase."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._words = words(current_language().code)
        self._values = Given(_numbers(), law_values(plan.today, parameters.load()))

    def say(self, *path: str, **given: str) -> str:
        """A text of `content/plan`, filled in."""
        values = Given(given, self._values) if given else self._values
        return self._words.text("plan", *path).fill(values)

    @cached_property
    def phases(self) -> dict[Phase, list[Row]]:
        return {phase: [self.row(each) for each in self.plan.of(phase)] for phase in Phase}

    @property
    def rows(self) -> Iterable[Row]:
        return (row for rows in self.phases.values() for row in rows)

    def row(self, planned: Planned) -> Row:
        return Row(
            planned=planned,
            title=self.say("tasks", planned.id, "title"),
            text=self.say("tasks", planned.id, "text"),
            when=self._when(planned),
            rule=self._rule(planned),
        )

    def key(self, key: Key) -> str:
        """What a key date is called."""
        return self.say("keys", key, "label")

    def _when(self, planned: Planned) -> str:
        when, day = planned.task.when, planned.day
        if planned.origin is Origin.BESIDE and when:
            beside = self._beside(when)
            return f"{beside} ({format_date(day)})" if day else beside
        if day is None:
            missing = planned.origin is Origin.MISSING
            return gettext("mangler en dato") if missing else gettext("ingen fast dag")
        counted_back = planned.limit is not None or (when and when.side is Side.BEFORE)
        if planned.origin is Origin.COUNTED and counted_back:
            return gettext("senest %(day)s", day=format_date(day))
        return format_date(day)

    def _rule(self, planned: Planned) -> str:
        when = planned.task.when
        if when is None or not when.is_counted:
            return ""
        period = " + ".join(self._periods(when))
        what = self.say("keys", when.key, "noun")
        if when.side is Side.BEFORE:
            return gettext("%(period)s før %(what)s", period=period, what=what)
        return gettext("%(period)s efter %(what)s", period=period, what=what)

    def _periods(self, when: When) -> Iterable[str]:
        if when.number:
            yield duration(numbers()[when.number].amount, "month")
        for name in when.parameters:
            yield self._values.get(name) or ""

    def _beside(self, when: When) -> str:
        what = self.say("keys", when.key, "noun")
        if when.side is Side.AHEAD_OF:
            return gettext("før %(what)s", what=what)
        return gettext("efter %(what)s", what=what)


def _numbers() -> dict[str, str]:
    """The numbers of the table that a text may name, as it names them."""
    found = {name: str(number.amount) for name, number in numbers().items()}
    return found | {"cleared": duration(numbers()["cleared"].amount, "month")}
