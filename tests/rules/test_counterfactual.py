"""The change offered for a *no* is single, possible, smallest and true; so is what to find out."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings

from rules.assess import assess
from rules.counterfactual import Change, most_worth_finding_out, what_would_change
from rules.facts import SPECS, Facts, Kind, Reason, Tenure
from rules.laws import ACTS
from rules.outcomes import Law
from rules.truth import Verdict
from rules.validation import check
from tests.rules.cases import ALL, BY_ID
from tests.rules.households import NOT_SHRINKING, ON, RANDOMS, household

FINDINGS = list(dict.fromkeys(finding.id for act in ACTS.values() for finding in act.findings))


def verdict(facts: Facts, on: date, finding: str) -> Verdict:
    return assess(facts, on).verdict(finding)


def refused(facts: Facts, on: date) -> list[str]:
    """The findings that are *no*, the ones left out among them."""
    return [finding for finding in FINDINGS if verdict(facts, on, finding) is Verdict.NO]


def nearer(before: Any, after: Any) -> Any:
    """The value one step closer to what it was before; None where there is none."""
    step = timedelta(days=1) if isinstance(after, date) else 1
    if type(before) is not type(after) or isinstance(after, str | bool):
        return None
    return after - step if after > before else after + step


def others(law: Law, finding: str, facts: Facts) -> Iterator[Change]:
    """Every other choice or yes/no that the finding looks at under the act."""
    found = [each for each in ACTS[law].findings if each.id == finding]
    used = {fact for each in found for test in each.condition.tests() for fact in test.facts}
    for fact in used:
        spec = SPECS[fact]
        choices: list[Any] = [True, False] if spec.kind is Kind.BOOL else list(spec.enum or ())
        for value in choices:
            if value != getattr(facts, fact):
                yield Change(fact, value)


def makes_yes(change: Change, facts: Facts, on: date, finding: str) -> bool:
    changed = facts.but(**{change.fact: change.value})
    return not check(changed, on) and verdict(changed, on, finding) is Verdict.YES


def check_change(facts: Facts, on: date, finding: str) -> None:
    change = what_would_change(facts, on, finding)
    if change is None:
        law = assess(facts, on).law
        if law is not None and finding in {each.id for each in ACTS[law].findings}:
            assert not [c for c in others(law, finding, facts) if makes_yes(c, facts, on, finding)]
        return
    assert change.fact in SPECS
    assert change.value != getattr(facts, change.fact)
    assert makes_yes(change, facts, on, finding), (finding, change)
    closer = nearer(getattr(facts, change.fact), change.value)
    if closer is not None and closer != getattr(facts, change.fact):
        smaller = Change(change.fact, closer)
        assert not makes_yes(smaller, facts, on, finding), (finding, change, smaller)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_changes_for_the_worked_cases(case: Any) -> None:
    for finding in refused(case.facts, case.on):
        check_change(case.facts, case.on, finding)


@settings(max_examples=8, deadline=None, phases=NOT_SHRINKING)
@given(RANDOMS)
def test_changes_for_random_households(random: Random) -> None:
    facts = household(random)
    for finding in refused(facts, ON):
        check_change(facts, ON, finding)


@pytest.mark.parametrize(
    ("case", "finding", "change"),
    [
        # Demanded one day later, it is exactly two years, and the right is kept.
        ("WC-11", "permanent_right", Change("vacating_demanded", date(2027, 2, 1))),
        ("WC-18", "rent_rule", Change("increase_per_m2", Decimal(219))),
        ("WC-30", "refuse_once", Change("refusals_used", 0)),
        # Nothing that one can do something about helps: only to live there in another way.
        ("WC-22", "permanent_right", Change("tenure", Tenure.PROTECTED_ROOM)),
        ("WC-07", "offer_size_ok", Change("offer_rooms", 3)),
        ("WC-08", "offer_location_ok", Change("offer_agreed_outside", True)),
        ("WC-10", "rent_difference", Change("temporary_rent", Decimal(6499))),
        ("WC-04", "temporary_right", Change("agrees_to_longer", True)),
        ("WC-06", "temporary_right", Change("months_away", Decimal(12))),
    ],
)
def test_known_changes(case: str, finding: str, change: Change) -> None:
    worked = BY_ID[case]
    assert what_would_change(worked.facts, worked.on, finding) == change


def test_nothing_is_offered_where_it_is_not_no() -> None:
    worked = BY_ID["WC-01"]
    assert verdict(worked.facts, worked.on, "temporary_right") is Verdict.YES
    assert what_would_change(worked.facts, worked.on, "temporary_right") is None
    assert what_would_change(Facts(), ON, "temporary_right") is None
    assert what_would_change(worked.facts, worked.on, "no_such_finding") is None


def test_nothing_is_offered_where_no_single_change_helps() -> None:
    facts = Facts(
        tenure=Tenure.SUBTENANT,
        reason=Reason.RENOVATION,
        renewal_decision=True,
        months_away=Decimal(4),
    )
    assert verdict(facts, ON, "permanent_right") is Verdict.NO
    assert what_would_change(facts, ON, "permanent_right") is None


@pytest.mark.parametrize(
    ("case", "finding", "fact"),
    [
        ("WC-11", "landlord_compensation", "told_in_writing"),
        # Of several that are missing the one whose answers settle it most often.
        ("WC-01", "landlord_compensation", "told_in_writing"),
        ("WC-01", "refuse_once", "refusals_used"),
        ("WC-01", "regret", "self_found"),
    ],
)
def test_what_is_most_worth_finding_out(case: str, finding: str, fact: str) -> None:
    worked = BY_ID[case]
    assert most_worth_finding_out(worked.facts, worked.on, finding) == fact


def test_nothing_to_find_out_where_it_is_settled() -> None:
    worked = BY_ID["WC-11"]
    assert most_worth_finding_out(worked.facts, worked.on, "two_year_rule") is None
    assert most_worth_finding_out(worked.facts, worked.on, "no_such_finding") is None


@settings(max_examples=20, deadline=None, phases=NOT_SHRINKING)
@given(RANDOMS)
def test_what_is_worth_finding_out_is_needed_and_not_known(random: Random) -> None:
    facts = household(random)
    for found in assess(facts, ON).findings:
        fact = most_worth_finding_out(facts, ON, found.id)
        assert (fact is None) == (not found.needs)
        if fact is not None:
            assert fact in found.needs
            assert getattr(facts, fact) is None


@pytest.mark.parametrize(
    ("case", "finding", "change"),
    [
        # What one can say or do comes before how one lives, and that before why one must leave.
        ("WC-43", "offer_location_ok", Change("offer_inside_area", True)),
        ("WC-24", "notice_ground", Change("months_away", Decimal(13))),
        ("WC-03", "notice_ground", Change("agrees_to_longer", False)),
        ("WC-46", "notice_ground", Change("tenure", Tenure.ROOM_IN_LANDLORDS_HOME)),
        # This increase comes before earlier ones, and an amount before a day.
        ("WC-18", "permanent_right", Change("increase_per_m2", Decimal(219))),
        # What was not told is nearer than what was told otherwise.
        ("WC-40", "permanent_right", Change("months_already_away", Decimal(12))),
    ],
)
def test_of_several_changes_that_would_do_the_smallest_is_offered(
    case: str, finding: str, change: Change
) -> None:
    worked = BY_ID[case]
    assert what_would_change(worked.facts, worked.on, finding) == change


@pytest.mark.parametrize("excess", [1, 2, 3, 7, 12])
def test_the_nearest_day_is_found_from_however_far_off(excess: int) -> None:
    # Vacated less than two years after the lease began: demanded later, the right is kept.
    worked = BY_ID["WC-11"]
    turn = date(2027, 2, 1)
    facts = worked.facts.but(vacating_demanded=turn - timedelta(days=excess))
    assert what_would_change(facts, worked.on, "permanent_right") == Change(
        "vacating_demanded", turn
    )


@pytest.mark.parametrize("excess", [1, 2, 3, 7, 100, 200])
def test_the_nearest_amount_is_found_from_however_far_off(excess: int) -> None:
    worked = BY_ID["WC-18"]
    facts = worked.facts.but(increase_per_m2=Decimal(219 - excess))
    assert what_would_change(facts, worked.on, "rent_rule") == Change(
        "increase_per_m2", Decimal(219)
    )


@pytest.mark.parametrize("rent", ["6500", "6501", "6700.50", "9999.50"])
def test_the_nearest_amount_below_is_found(rent: str) -> None:
    # The difference is owed where the temporary home is cheaper than the 6,500 kr. of one's own.
    worked = BY_ID["WC-10"]
    facts = worked.facts.but(old_rent=Decimal(6500), temporary_rent=Decimal(rent))
    assert what_would_change(facts, worked.on, "rent_difference") == Change(
        "temporary_rent", Decimal(6499)
    )
