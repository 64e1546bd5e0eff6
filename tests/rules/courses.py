"""The stages of a household's case, as lines to be read.

A line is one stage: `= day`, `>= first day`, `<= last day`, both bounds, `before` or `after`
another stage; or nothing where only its place in the line is known.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from rules.assess import assess
from rules.course import Stage, course
from rules.facts import Facts, Reason, Tenure
from tests.rules.households import ON

#: what is told of a household, and the lines of its case
Cases = Mapping[str, tuple[Mapping[str, Any], str]]

TENANT: dict[str, Any] = {"tenure": Tenure.TENANT, "vacating_date": date(2027, 6, 1)}
#: the tenancy is old enough for the two-year rule not to matter
OLD_LEASE = {"lease_start": date(2010, 5, 1), "vacating_demanded": date(2026, 6, 1)}
FOR_GOOD: dict[str, Any] = {
    **TENANT,
    **OLD_LEASE,
    "reason": Reason.DEMOLITION,
    "renewal_decision": True,
    "decision_date": date(2026, 9, 1),
}
AWAY: dict[str, Any] = {
    **TENANT,
    "reason": Reason.RENOVATION,
    "renewal_decision": True,
    "months_away": Decimal(4),
}


def stages(facts: Mapping[str, Any], on: date = ON) -> dict[str, Stage]:
    """The stages by their id, in order."""
    return {stage.id: stage for stage in course(assess(Facts(**facts), on)).stages}


def line(stage: Stage) -> str:
    moment = stage.moment
    when = (
        ("=", moment.day),
        (">=", moment.earliest),
        ("<=", moment.latest),
        ("before", moment.before),
        ("after", moment.after),
    )
    return " ".join([stage.id, *(f"{how} {what}" for how, what in when if what)])


def check_case(cases: Cases, case: str) -> None:
    """The lines are those of the table, in that order."""
    facts, expected = cases[case]
    lines = [each.strip() for each in expected.strip().splitlines()]
    assert [line(stage) for stage in stages(facts).values()] == lines


def must_act(facts: Mapping[str, Any]) -> list[str]:
    """The stages that something is lost by letting them pass."""
    return [name for name, stage in stages(facts).items() if stage.must_act]


def guidance(facts: Mapping[str, Any]) -> list[str]:
    """The stages that rest on guidance, not on law."""
    return [name for name, stage in stages(facts).items() if stage.certainty == "guidance"]


def following(facts: Mapping[str, Any], fact: str) -> list[str]:
    """The stages whose moment follows from a fact."""
    return [name for name, stage in stages(facts).items() if fact in stage.facts]
