"""Which rule of the law is carried where, as a table in Markdown.

`python -m rules.table > docs/rules.md` writes it anew; a test compares.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from rules import parameters
from rules.laws import ACTS
from rules.sources import load_registry
from rules.strict_yaml import read_mapping

HELPERS = Path(__file__).parent.parent / "content" / "helpers" / "da.yaml"
_HEAD = """\
# Where each rule is carried

Made by `python -m rules.table > docs/rules.md`; do not edit it by hand.

*Evaluated*: a finding or a deadline comes out of it. *Content*: told as a step, a note or a
helper, under its id, to those whom it concerns. One rule can be both. *Numbers*: the dated
parameters that it fixes.

| Rule | What it says | Evaluated | Content | Numbers |
|---|---|---|---|---|
"""


def evaluated() -> dict[str, list[str]]:
    """By rule: the findings and deadlines that rest on it."""
    places: dict[str, list[str]] = {}
    for act in ACTS.values():
        _add(places, "finding", ((each.id, each.rules) for each in act.findings))
        _add(places, "deadline", ((each.id, each.rules) for each in act.deadlines))
    return places


def numbers() -> dict[str, list[str]]:
    """By rule: the parameters that it fixes."""
    places: dict[str, list[str]] = {}
    fixed = parameters.load().all.values()
    _add(places, "", ((each.id, (each.rule,)) for each in fixed))
    return places


def content() -> dict[str, list[str]]:
    """By rule: the steps, notes and helpers that tell of it."""
    places: dict[str, list[str]] = {}
    for act in ACTS.values():
        _add(places, "step", ((each.id, each.rules) for each in act.steps))
        _add(places, "note", ((each.id, each.rules) for each in act.notes))
    helpers = read_mapping(HELPERS)
    _add(places, "helper", ((key, entry.get("rules", ())) for key, entry in helpers.items()))
    return places


def _add(
    places: dict[str, list[str]], kind: str, named: Iterable[tuple[str, Iterable[str]]]
) -> None:
    for name, rules in named:
        for rule in rules:
            place = f"{kind} `{name}`".strip()
            if place not in places.setdefault(rule, []):
                places[rule].append(place)


def left_out() -> dict[str, str]:
    """The rules that are not carried, each with the reason."""
    return {rule.id: rule.left_out for rule in load_registry().values() if rule.left_out}


def not_carried() -> list[str]:
    """The rules that nothing names and nobody left out."""
    carried = evaluated().keys() | content().keys() | left_out().keys()
    return [rule for rule in load_registry() if rule not in carried]


def _rows() -> Iterator[str]:
    computed, told, fixed = evaluated(), content(), numbers()
    for rule in load_registry().values():
        by_code = ", ".join(computed.get(rule.id, ()))
        by_words = ", ".join(told.get(rule.id, ()))
        if rule.left_out:
            by_code = f"left out: {rule.left_out}"
        amounts = ", ".join(fixed.get(rule.id, ()))
        cells = (rule.id, rule.title.replace("|", "/"), by_code, by_words, amounts)
        yield f"| {' | '.join(cells)} |"


def table() -> str:
    """The whole document, with a last line end."""
    rules = len(load_registry())
    counted = (
        f"\n\n{rules} rules: {len(evaluated())} evaluated, {len(content())} told as content "
        f"(some both), {len(left_out())} left out.\n"
    )
    return _HEAD + "\n".join(_rows()) + counted


if __name__ == "__main__":
    print(table(), end="")
