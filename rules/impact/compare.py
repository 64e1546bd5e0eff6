"""What differs between the answers of two versions of the rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rules.days import FIRST_DAY
from rules.impact.running import Version, running
from rules.impact.trees import Trees

#: what takes many values is told once, with one example; the rest once for each *from* and *to*
_MANY_VALUES = ("value", "date", "error")
#: paths sent to a version at once
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Path:
    """Answers in the order given, and the day of the law. None is *ved ikke*."""

    on: str
    answers: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is told otherwise. None is *not told*."""

    what: str
    before: str | None
    after: str | None


@dataclass(slots=True)
class Found:
    """A kind of difference: on how many paths, and the shortest of them."""

    example: Path
    difference: Difference
    count: int = 0


@dataclass(slots=True)
class Impact:
    """Everything that differs. ``numbers``: (parameter, day, before, after)."""

    paths: int
    days: tuple[str, ...]
    numbers: list[tuple[str, str, str | None, str | None]]
    changed_paths: int = 0
    found: dict[tuple[str, ...], Found] = field(default_factory=dict)


def of_answers(trees: Trees, on: date, interviews: int) -> Impact:
    """Compare two versions over paths that either of them would ask; see `worker.paths`."""
    with running(trees.old) as old, running(trees.new) as new:
        numbers = changed_numbers(old.ask(do="numbers"), new.ask(do="numbers"))
        days = tuple(sorted({str(on), *(day for _, day, *_ in numbers if _can_be_looked_at(day))}))
        paths = list(dict.fromkeys(_paths((old, new), days, interviews)))
        impact = Impact(len(paths), days, numbers)
        for at in range(0, len(paths), _BATCH):
            batch = paths[at : at + _BATCH]
            sent = [[path.on, path.answers] for path in batch]
            told = (old.ask(do="tell", samples=sent), new.ask(do="tell", samples=sent))
            for path, before, after in zip(batch, *told, strict=True):
                _note(impact, path, differences(before, after))
    return impact


def _can_be_looked_at(day: str) -> bool:
    return date.fromisoformat(day) >= FIRST_DAY


def _paths(versions: Iterable[Version], days: Iterable[str], interviews: int) -> Iterable[Path]:
    for version in versions:
        for on, answers in version.ask(do="cases"):
            yield _path(on, answers)
        for day in days:
            for answers in version.ask(do="samples", on=day, interviews=interviews):
                yield _path(day, answers)


def _path(on: str, answers: Iterable[tuple[str, Any]]) -> Path:
    return Path(on, tuple((fact, value) for fact, value in answers))


def changed_numbers(
    old: Mapping[str, Mapping[str, str]], new: Mapping[str, Mapping[str, str]]
) -> list[tuple[str, str, str | None, str | None]]:
    """Values of parameters that differ, are new or are gone."""
    return [
        (name, day, before, after)
        for name in sorted({*old, *new})
        for day in sorted({*old.get(name, ()), *new.get(name, ())})
        if (before := old.get(name, {}).get(day)) != (after := new.get(name, {}).get(day))
    ]


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> list[Difference]:
    """What two versions tell otherwise of one path."""
    names = dict.fromkeys([*before, *after])
    return [
        Difference(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    ]


def _note(impact: Impact, path: Path, found: list[Difference]) -> None:
    impact.changed_paths += bool(found)
    for each in found:
        many = each.what.split(" ")[0] in _MANY_VALUES
        key = (each.what,) if many else (each.what, str(each.before), str(each.after))
        known = impact.found.setdefault(key, Found(path, each))
        known.count += 1
        if len(path.answers) < len(known.example.answers):
            known.example, known.difference = path, each
