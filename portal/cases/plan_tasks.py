"""The tasks of a plan as `plan_tasks.yaml` declares them, read and checked once."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from portal.cases.tables import Kind
from portal.explain import sources_of
from rules import parameters
from rules.outcomes import Law
from rules.sources import Source, cite, fields, load_texts
from rules.strict_yaml import read_mapping

_FILE = Path(__file__).with_name("plan_tasks.yaml")
_LIST: dict[str, type] = {"laws": list, "kinds": list, "rules": list}
_MAPPINGS: dict[str, type] = {"when": dict, "limit": dict, "earliest": dict, "source": dict}
_SIDES = ("before", "after", "same_day", "ahead_of", "following")
_WHEN: dict[str, type] = dict.fromkeys(_SIDES, str) | {"by": object}


class Phase(StrEnum):
    """The three phases of AlmenNet's booklet."""

    PREPARATION = "preparation"
    PLANNING = "planning"
    CARRYING_OUT = "carrying_out"


class Key(StrEnum):
    """The days of a case that others are counted from; each is a column of `Case`."""

    MEETING = "meeting"
    TALKS = "talks"
    NOTICE = "notice"
    EMPTY_BY = "empty_by"
    WORKS_START = "works_start"
    WORKS_END = "works_end"
    RETURN_DAY = "return_day"


class Side(StrEnum):
    """How a task lies to a key date."""

    BEFORE = "before"
    AFTER = "after"
    ON = "same_day"
    #: some time before: the source tells no number
    AHEAD_OF = "ahead_of"
    FOLLOWING = "following"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of this table: months, or per cent; with the text it is from."""

    amount: int
    unit: str
    source: Source


@dataclass(frozen=True, slots=True)
class When:
    """Beside a key date, by the sum of some parameters, or by a number of the table."""

    side: Side
    key: Key
    parameters: tuple[str, ...] = ()
    number: str | None = None

    @property
    def is_counted(self) -> bool:
        return bool(self.parameters or self.number)


@dataclass(frozen=True, slots=True)
class Limit:
    """The last day of the law for a notice of so many months to a key date."""

    months: str
    to: Key
    first_weekday: bool
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """One task; see the head of the file for what each part means."""

    id: str
    phase: Phase
    sources: tuple[Source, ...]
    rules: tuple[str, ...]
    when: When | None
    limit: Limit | None
    earliest: When | None
    told: Key | None
    laws: frozenset[Law]
    kinds: frozenset[Kind]
    finding: str | None
    unforeseen: bool
    only_unforeseen: bool

    @property
    def is_of_some_laws(self) -> bool:
        return self.laws < frozenset(Law)


@cache
def tasks() -> Mapping[str, Task]:
    """Every task by its id, in the order of the work. Raises LookupError or ValueError."""
    return {name: _task(name, raw) for name, raw in read_mapping(_FILE)["tasks"].items()}


@cache
def numbers() -> Mapping[str, Number]:
    """The numbers that no parameter of the law has."""
    found = {}
    for name, raw in read_mapping(_FILE)["numbers"].items():
        unit = "months" if "months" in raw else "percent"
        entry = fields(raw, name, {unit: int, "source": dict}, {})
        found[name] = Number(entry[unit], unit, cite(entry["source"], name, load_texts()))
    return found


def _task(name: str, raw: Any) -> Task:
    flags: dict[str, type] = {"unforeseen": bool, "only_unforeseen": bool}
    optional = {**_LIST, **_MAPPINGS, **flags, "told": str, "finding": str}
    entry = fields(raw, name, {"phase": str}, optional)
    rules = tuple(entry.get("rules", ()))
    own = (cite(entry["source"], name, load_texts()),) if "source" in entry else ()
    if not (rules or own):
        raise ValueError(f"{name}: neither rules nor a source")
    limit = _limit(name, entry["limit"]) if "limit" in entry else None
    also = limit.rules if limit else ()
    only = entry.get("only_unforeseen", False)
    return Task(
        id=name,
        phase=Phase(entry["phase"]),
        sources=(*sources_of(tuple(dict.fromkeys((*rules, *also)))), *own),
        rules=rules,
        when=_when(name, entry["when"]) if "when" in entry else None,
        limit=limit,
        earliest=_when(name, entry["earliest"]) if "earliest" in entry else None,
        told=Key(entry["told"]) if "told" in entry else None,
        laws=frozenset(map(Law, entry.get("laws", Law))),
        kinds=frozenset(map(Kind, entry.get("kinds", Kind))),
        finding=entry.get("finding"),
        unforeseen=only or entry.get("unforeseen", False),
        only_unforeseen=only,
    )


def _when(name: str, raw: Any) -> When:
    entry = fields(raw, name, {}, _WHEN)
    ((side, key),) = ((side, entry[side]) for side in Side if side in entry)
    by = entry.get("by", [])
    if isinstance(by, str):
        numbers()[by]
        return When(side, Key(key), number=by)
    for parameter in by:
        parameters.load().all[parameter]
    if bool(by) != (side in (Side.BEFORE, Side.AFTER)):
        raise ValueError(f"{name}: by how much?")
    return When(side, Key(key), tuple(by))


def _limit(name: str, raw: Any) -> Limit:
    required = {"months": str, "to": str, "first_weekday": bool, "rules": list}
    entry = fields(raw, name, required, {})
    parameters.load().all[entry["months"]]
    return Limit(entry["months"], Key(entry["to"]), entry["first_weekday"], tuple(entry["rules"]))
