"""The worked cases come out as the law sheet says."""

import pytest

from rules.assess import assess
from rules.outcomes import Law
from rules.truth import Verdict
from tests.rules.cases import ALL, WorkedCase


def test_no_case_was_lost() -> None:
    assert len(ALL) == 51
    assert len({case.id for case in ALL}) == 51
    assert {assess(case.facts, case.on).law for case in ALL} == set(Law) - {Law.NONE}


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_case(case: WorkedCase) -> None:
    assessment = assess(case.facts, case.on)
    expect = case.expect
    assert assessment.covered
    if "law" in expect:
        assert assessment.law == expect["law"], case.why
    main = expect.get("rehousing", {})
    if "verdict" in main:
        assert assessment.rehousing == main["verdict"], case.why
    if "duty" in main:
        assert assessment.duty == main["duty"], case.why
    got = {finding: str(assessment.verdict(finding)) for finding in expect.get("findings", {})}
    assert got == expect.get("findings", {}), case.why
    for finding in expect.get("not_findings", []):
        assert assessment.verdict(finding) is not Verdict.YES, (finding, case.why)
    for finding, value in expect.get("values", {}).items():
        found = assessment.finding(finding)
        assert found is not None
        assert str(found.value) == value, (finding, case.why)
    due = {deadline.id: deadline.date.isoformat() for deadline in assessment.deadlines}
    for deadline, day in expect.get("deadlines", {}).items():
        assert due.get(deadline) == day, (deadline, case.why)


def test_a_finding_and_its_deadline_are_told_once() -> None:
    for case in ALL:
        assessment = assess(case.facts, case.on)
        for told in (assessment.findings, assessment.deadlines):
            ids = [each.id for each in told]
            assert len(set(ids)) == len(ids), case.id
