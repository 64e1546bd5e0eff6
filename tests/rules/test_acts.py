"""The acts that are put together from the rules: what they name exists, and nothing twice."""

from collections import Counter
from pathlib import Path

import pytest

from rules import parameters
from rules.assess import assess
from rules.byfornyelse import two_year
from rules.case import Case
from rules.conditions import (
    ANY_WAY,
    EITHER_WAY,
    NO_WAY,
    ONLY_NO,
    ONLY_YES,
    Condition,
)
from rules.conditions import (
    Test as NamedTest,
)
from rules.facts import SPECS, Facts, Reason, Tenure
from rules.interview import BY_ID, QUESTION_OF, THEMES
from rules.laws import ACTS, LAW, under_byfornyelse
from rules.outcomes import Act, Law, Rehousing
from rules.reasons import needs
from rules.shared import rents
from rules.sources import load_registry
from rules.strict_yaml import read_mapping
from rules.truth import NO, UNKNOWN, YES, Truth
from tests.rules.cases import ALL, WorkedCase
from tests.rules.households import ON

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


def test_every_fact_is_asked_for_on_some_page() -> None:
    # A hotel is told by the home check, the area by the calculator.
    assert SPECS.keys() - QUESTION_OF.keys() == {"offer_hotel", "area_m2"}


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_every_turning_point_is_a_possible_fact(case: WorkedCase) -> None:
    of = Case(case.facts, case.on, parameters.load())
    tests = [t for act in ACTS.values() for c in conditions(act) for t in c.tests() if t.turns]
    for test in tests:
        assert test.turns is not None
        for fact, value in test.turns(of):
            assert fact in SPECS, test.name
            assert value is not None, test.name


@pytest.mark.parametrize("tenure", [Tenure.ANDEL, Tenure.OWNER])
@pytest.mark.parametrize(
    "reason", [Reason.RENOVATION, Reason.DEMOLITION, Reason.MERGER, Reason.RENT_INCREASE]
)
def test_who_rents_from_nobody_has_no_right_without_a_decision(
    tenure: Tenure, reason: Reason
) -> None:
    assessment = assess(Facts(tenure=tenure, reason=reason, renewal_decision=False), ON)
    assert (assessment.law, assessment.rehousing) == (Law.NONE, Rehousing.NONE)


def test_the_ways_to_settle_a_condition() -> None:
    assert EITHER_WAY == (True, True, False)
    assert ANY_WAY == (True, True, True)
    assert ONLY_YES == (True, False, False)
    assert ONLY_NO == (False, True, False)
    assert NO_WAY == (False, False, False)


@pytest.mark.parametrize(
    ("test", "other", "missing"),
    [
        (two_year.let_after_informed, "landlord_informed", "lease_start"),
        (two_year.demanded_too_soon, "vacating_demanded", "lease_start"),
        (two_year.announced_too_soon, "increase_announced", "lease_start"),
        (two_year.act_ignores_decision, "decision_date", "lease_start"),
        (rents.temporary_is_cheaper, "temporary_rent", "old_rent"),
        (rents.temporary_is_cheaper, "old_rent", "temporary_rent"),
    ],
)
def test_one_of_two_facts_is_not_asked_for_where_the_other_stays_unknown(
    test: NamedTest, other: str, missing: str
) -> None:
    assert missing in needs(test, Case(Facts(), ON, parameters.load()))
    assert needs(test, Case(Facts(), ON, parameters.load(), frozenset({other}))) == ()


@pytest.mark.parametrize(
    ("reason", "decision", "expected"),
    [
        # Condemned or cleared for a courtyard is always by a decision; others may go with one.
        (Reason.CONDEMNATION, None, YES),
        (Reason.COURTYARD, None, YES),
        (Reason.RENOVATION, True, YES),
        (Reason.RENOVATION, False, NO),
        (Reason.RENOVATION, None, UNKNOWN),
        (Reason.RENT_INCREASE, True, YES),
        # What has rules of its own, or none.
        (Reason.EXPROPRIATION, True, NO),
        (Reason.FIRE, True, NO),
        (Reason.SALE, True, NO),
        (Reason.LEASE_END, True, NO),
        # Whether it is about the decision hangs on the reason.
        (None, True, UNKNOWN),
        (None, False, NO),
        (None, None, UNKNOWN),
    ],
)
def test_what_a_decision_of_the_municipality_governs(
    reason: Reason | None, decision: bool | None, expected: Truth
) -> None:
    facts = Facts(reason=reason, renewal_decision=decision)
    assert under_byfornyelse.of(Case(facts, ON, parameters.load())) == expected
