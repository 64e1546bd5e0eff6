"""Which numbers of the law an answer rests on: those that the rules looked up for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules import parameters
from rules.approximate import possible
from rules.assess import assess
from rules.parameters import Parameters, Value
from rules.parameters.model import Parameter, ParametersOn


@dataclass(frozen=True, slots=True)
class Used:
    """A number that was looked up, and its value on the day it was looked up for."""

    parameter: Parameter
    value: Value


class _Recording(Parameters):
    """Parameters that remember what was asked of them."""

    def __init__(self, source: Parameters) -> None:
        super().__init__(source.all.values())
        self.used: dict[tuple[str, date], Used] = {}
        self._days: dict[date, ParametersOn] = {}

    def at(self, day: date) -> ParametersOn:
        if day not in self._days:
            values = {key: (each, each.on(day)) for key, each in self.all.items()}
            self._days[day] = _RecordingOn(values, self.used)
        return self._days[day]


class _RecordingOn(ParametersOn):
    def __init__(
        self,
        values: Mapping[str, tuple[Parameter, Value | None]],
        used: dict[tuple[str, date], Used],
    ) -> None:
        super().__init__(values)
        self._used = used

    def _look_up(self, key: str) -> tuple[Parameter, Value | None]:
        parameter, value = super()._look_up(key)
        if value is not None:
            self._used.setdefault((key, value.start), Used(parameter, value))
        return parameter, value


def used(answers: Mapping[str, Any], on: date) -> list[Used]:
    """The numbers that the rules looked up for these answers on a day, in the order of the law.

    Where they looked through the years of one, as the year is not known: the one of the day.
    """
    recording = _Recording(parameters.load())
    for facts in possible(answers, on):
        assess(facts, on, recording)
    found: dict[str, list[Used]] = {}
    for each in recording.used.values():
        found.setdefault(each.parameter.id, []).append(each)
    return [_one_of(found[key], on) for key in recording.all if key in found]


def _one_of(values: list[Used], on: date) -> Used:
    last = max(values, key=lambda each: each.value.start)
    if len(values) == 1:
        return last
    return next((each for each in values if each.value == each.parameter.on(on)), last)
