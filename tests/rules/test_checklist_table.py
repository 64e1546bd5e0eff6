"""Every item under every act, against a table written by hand from the rules: `checklist.yaml`."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.assess import assess
from rules.checklist import Due, items
from rules.checklist.build import ITEM_IDS, PLANS
from rules.checklist.model import Item
from rules.facts import Facts
from rules.outcomes import Law
from rules.strict_yaml import read_mapping
from rules.validation import read
from tests.rules.households import ON

TABLE: dict[str, Any] = read_mapping(Path(__file__).parent / "data" / "checklist.yaml")
#: what is behind those who have moved
BEHIND = {"talk", "before", "leaving"}


def law_of(act: str) -> Law | None:
    return None if act == "unsettled" else Law(act)


def told(act: str, name: str) -> dict[str, Any]:
    """What a household tells, with what it takes over from others."""
    entry = TABLE[act]["households"][name]
    found = told(act, entry["like"]) if "like" in entry else {}
    for key, value in entry["told"].items():
        found[key] = {**found.get(key, {}), **value} if isinstance(value, dict) else value
    return found


def plain(raw: Any) -> Any:
    """As JSON has it: a day is text."""
    if isinstance(raw, dict):
        return {key: plain(value) for key, value in raw.items()}
    return raw.isoformat() if isinstance(raw, date) else raw


def facts(act: str, name: str) -> Facts:
    return read(plain(told(act, name)), ON)


def named(act: str, names: str) -> Iterator[str]:
    """The households of a list of names, some of which are those of groups."""
    groups: Mapping[str, str] = TABLE[act].get("groups", {})
    for name in names.split():
        if name == "all":
            yield from TABLE[act]["households"]
        elif name in groups and name not in groups[name].split():
            yield from named(act, groups[name])
        else:
            assert name in TABLE[act]["households"], name
            yield name


def concerned(act: str, row: Mapping[str, Any]) -> set[str]:
    found = set(named(act, row["for"])) - set(named(act, row.get("but", "")))
    if row["phase"] in BEHIND:
        found -= {name for name, each in TABLE[act]["households"].items() if each.get("there")}
    return found


def declared(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return (
        row["id"],
        row["rules"],
        row["phase"],
        row.get("doer", "you"),
        row.get("by"),
        row.get("of"),
    )


def as_declared(item: Item) -> tuple[Any, ...]:
    by = f"{item.by.side} {item.by.stage}" if item.by else None
    return item.id, list(item.rules), str(item.phase), str(item.doer), by, item.of


HOUSEHOLDS = [(act, name) for act in TABLE for name in TABLE[act]["households"]]


def listed(act: str, name: str) -> list[Due]:
    assessment = assess(facts(act, name), ON)
    assert assessment.law is law_of(act), assessment.law
    return items(assessment)


def test_the_table_has_every_act_and_no_other() -> None:
    assert {law_of(act) for act in TABLE} == set(PLANS)


@pytest.mark.parametrize("act", TABLE)
def test_each_item_is_declared_as_in_the_table(act: str) -> None:
    rows = [declared(row) for row in TABLE[act]["items"]]
    assert sorted(map(as_declared, PLANS[law_of(act)]), key=repr) == sorted(rows, key=repr)


@pytest.mark.parametrize("act", TABLE)
def test_one_comes_to_the_items_in_the_order_of_the_table(act: str) -> None:
    order = list(dict.fromkeys(row["id"] for row in TABLE[act]["items"]))
    assert order == [item for item in ITEM_IDS if item in order]


@pytest.mark.parametrize(("act", "name"), HOUSEHOLDS)
def test_for_whom_each_item_is(act: str, name: str) -> None:
    rows = TABLE[act]["items"]
    wanted = {(row["id"], row["phase"]) for row in rows if name in concerned(act, row)}
    assert {(due.id, str(due.phase)) for due in listed(act, name)} == wanted


@pytest.mark.parametrize(("act", "name"), HOUSEHOLDS)
def test_what_is_shown_of_an_item_is_what_is_declared(act: str, name: str) -> None:
    rows = {(row["id"], row["phase"]): row for row in TABLE[act]["items"]}
    for due in listed(act, name):
        row = rows[due.id, str(due.phase)]
        assert (list(due.rules), str(due.doer)) == (row["rules"], row.get("doer", "you")), due.id
        side, stage = row.get("by", " ").split(" ")
        if side != "on":
            assert due.stage is None, due.id
            assert not due.must_act, due.id
        elif due.stage is not None:
            assert due.stage == stage, due.id
        if side == "":
            assert due.moment.marked is due.moment.before is due.moment.after is None, due.id
        if side == "after":
            assert due.moment.marked is None, due.id


@pytest.mark.parametrize("act", TABLE)
def test_every_item_is_for_somebody_and_not_for_everybody_but_what_all_need(act: str) -> None:
    """Else the table shows one side of its condition only."""
    every = set(TABLE[act]["households"])
    for row in TABLE[act]["items"]:
        assert concerned(act, row) != every or row["for"] == "all", row["id"]
        assert concerned(act, row) or row["for"] == "", row["id"]
