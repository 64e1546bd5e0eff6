"""The acts that are put together from the rules: what they name exists, and nothing twice."""

from collections import Counter
from pathlib import Path

import pytest

from rules.conditions import Condition
from rules.facts import SPECS
from rules.interview import BY_ID, THEMES
from rules.laws import ACTS, LAW
from rules.outcomes import Act, Law
from rules.sources import load_registry
from rules.strict_yaml import read_mapping

CONTENT = Path(__file__).parents[2] / "content"


def test_every_act_is_there() -> None:
    assert set(ACTS) == set(Law)
    assert all(ACTS[law].law is law for law in Law)


def conditions(act: Act) -> list[Condition]:
    """Every condition that an answer under an act can rest on."""
    found = [branch.when for branch in (*LAW.branches, *act.rehousing.branches)]
    return [*found, *(finding.condition for finding in act.findings)]


def words(kind: str) -> set[str]:
    return set(read_mapping(CONTENT / kind / "da.yaml"))


@pytest.mark.parametrize("law", Law)
def test_every_reason_has_words(law: Law) -> None:
    names = {test.name for condition in conditions(ACTS[law]) for test in condition.tests()}
    assert names <= words("reasons")


@pytest.mark.parametrize("law", Law)
def test_every_test_asks_for_facts_that_exist(law: Law) -> None:
    for condition in conditions(ACTS[law]):
        for test in condition.tests():
            assert set(test.facts) <= SPECS.keys(), test.name
            assert test.rescue is None or test.rescue in SPECS, test.name


def test_one_name_is_one_question() -> None:
    facts: dict[str, set[tuple[str, ...]]] = {}
    for act in ACTS.values():
        for condition in conditions(act):
            for test in condition.tests():
                facts.setdefault(test.name, set()).add(test.facts)
    assert [name for name, asked in facts.items() if len(asked) > 1] == []


@pytest.mark.parametrize("law", Law)
def test_every_finding_step_note_and_date_has_words_once(law: Law) -> None:
    act = ACTS[law]
    findings = {path.name for path in (CONTENT / "findings").iterdir()}
    for told, known in (
        (act.findings, findings),
        (act.steps, words("steps")),
        (act.notes, words("notes")),
        (act.deadlines, words("deadlines")),
    ):
        ids = Counter(each.id for each in told)
        assert set(ids) <= known
        assert not [each for each, times in ids.items() if times > 1]


def test_all_words_for_steps_notes_and_findings_are_told_under_some_act() -> None:
    told = {
        kind: {each.id for act in ACTS.values() for each in getattr(act, kind)}
        for kind in ("findings", "notes")
    }
    assert told["findings"] == {path.name for path in (CONTENT / "findings").iterdir()}
    assert told["notes"] == words("notes")


@pytest.mark.parametrize("law", Law)
def test_everything_told_rests_on_rules_of_the_law(law: Law) -> None:
    act, rules = ACTS[law], load_registry().keys()
    for each in (*act.findings, *act.steps, *act.notes, *act.deadlines):
        assert each.rules, each.id
        assert set(each.rules) <= rules, each.id


def test_the_parts_of_the_interview_are_about_findings_of_some_act() -> None:
    findings = {finding.id for act in ACTS.values() for finding in act.findings}
    for theme in THEMES.values():
        assert set(theme.findings) <= findings
        assert set(theme.questions) <= BY_ID.keys()
