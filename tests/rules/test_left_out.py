"""Which findings a household is told at all, and what kind of source carries each."""

from decimal import Decimal
from typing import Any

import pytest

from rules.assess import assess
from rules.facts import Facts, HomeKind, Landlord, Reason, Tenure
from rules.findings import Certainty
from rules.laws import ACTS
from rules.outcomes import Law
from tests.rules.households import ON

#: Findings that rest on no act; every other rests on one.
NO_LAW = {
    (Law.BYFORNYELSE, "storage"): Certainty.GUIDANCE,
    (Law.ALMEN, "own_temporary"): Certainty.PRACTICE,
    (Law.ALMEN, "own_permanent"): Certainty.PRACTICE,
}


def test_what_kind_of_source_carries_a_finding() -> None:
    found = {(law, each.id): each.certainty for law, act in ACTS.items() for each in act.findings}
    assert {key: kind for key, kind in found.items() if kind is not Certainty.LAW} == NO_LAW


NOTICE = "notice_valid notice_ground notice_period_ok notice_objection_open"
#: what every household is told under byfornyelsesloven: whether the right is there or not
ALWAYS = "temporary_right permanent_right refuse_once offer_size_ok moving_costs"
TENANT = f"two_year_rule landlord_compensation {NOTICE}"
FOR_A_WHILE = "own_temporary storage rent_difference"
NEW_HOME = "regret own_permanent"
#: After a renovation the rent may rise so much that a home can be demanded.
MAY_RISE = f"rent_rule {NEW_HOME} phase_in_support"


def told(law: Law, **facts: Any) -> set[str]:
    assessment = assess(Facts(**facts), ON)
    assert assessment.law is law
    return {found.id for found in assessment.findings}


@pytest.mark.parametrize(
    ("reason", "facts", "expected"),
    [
        # Away for a while: a tenant has a lease and a rent, an owner has not.
        (
            Reason.RENOVATION,
            {"months_away": Decimal(4)},
            f"{ALWAYS} {TENANT} {FOR_A_WHILE} {MAY_RISE} deposit_loan",
        ),
        (
            Reason.RENOVATION,
            {"months_away": Decimal(4), "tenure": Tenure.SUBTENANT},
            f"{ALWAYS} {TENANT} {FOR_A_WHILE} deposit_loan",
        ),
        (
            Reason.RENOVATION,
            {"months_away": Decimal(4), "tenure": Tenure.ANDEL},
            f"{ALWAYS} own_temporary storage deposit_loan",
        ),
        (
            Reason.RENOVATION,
            {"months_away": Decimal(4), "tenure": Tenure.OWNER},
            f"{ALWAYS} own_temporary storage",
        ),
        # Nothing to leave: neither for a while nor for good.
        (
            Reason.RENOVATION,
            {"months_away": Decimal(0)},
            f"{ALWAYS} {TENANT} {MAY_RISE} deposit_loan",
        ),
        # The home goes for good.
        (
            Reason.DEMOLITION,
            {},
            f"{ALWAYS} {TENANT} {NEW_HOME} phase_in_support deposit_loan",
        ),
        (
            Reason.DEMOLITION,
            {"tenure": Tenure.SUBTENANT},
            f"{ALWAYS} {TENANT} own_permanent deposit_loan",
        ),
        (
            Reason.DEMOLITION,
            {"tenure": Tenure.ANDEL},
            f"{ALWAYS} own_permanent deposit_loan",
        ),
        # Only the rent rises: nobody must leave, so no loan; a home can be demanded.
        (
            Reason.RENT_INCREASE,
            {"increase_per_m2": Decimal(300)},
            f"{ALWAYS} {TENANT} {NEW_HOME} rent_rule phase_in_support",
        ),
        (
            Reason.RENT_INCREASE,
            {"increase_per_m2": Decimal(300), "tenure": Tenure.SUBTENANT},
            f"{ALWAYS} {TENANT}",
        ),
        # Condemned: the rent stops, and where there is danger the municipality gives shelter.
        (
            Reason.CONDEMNATION,
            {"never_habitable": True},
            f"{ALWAYS} {TENANT} {NEW_HOME} phase_in_support deposit_loan rent_stops shelter",
        ),
        (
            Reason.CONDEMNATION,
            {"never_habitable": True, "tenure": Tenure.OWNER},
            f"{ALWAYS} {NEW_HOME} shelter",
        ),
        # A home was offered: of one for a while its place, of one for good the time to object.
        (
            Reason.RENOVATION,
            {"months_away": Decimal(4), "offer_kind": HomeKind.TEMPORARY},
            f"{ALWAYS} {TENANT} {FOR_A_WHILE} {MAY_RISE} deposit_loan offer_location_ok",
        ),
        (
            Reason.DEMOLITION,
            {"offer_kind": HomeKind.PERMANENT},
            f"{ALWAYS} {TENANT} {NEW_HOME} phase_in_support deposit_loan objection_open",
        ),
    ],
)
def test_under_byfornyelsesloven(reason: Reason, facts: dict[str, Any], expected: str) -> None:
    given = {"tenure": Tenure.TENANT, "renewal_decision": True, **facts}
    found = told(Law.BYFORNYELSE, reason=reason, **given)
    # Whether a home was offered is open where nobody told, and so is what is said of it.
    offer = set() if "offer_kind" in facts else {"offer_location_ok", "objection_open"}
    assert found == {*expected.split(), *offer}


EVERY_ALMEN = "temporary_right permanent_right moving_costs municipal_grant shelter"
WORKS = "choice_after_12_months own_temporary own_permanent rent_difference"
OFFER = "offer_size_ok offer_location_ok"


@pytest.mark.parametrize(
    ("reason", "facts", "expected"),
    [
        (
            Reason.RENOVATION,
            {"months_away": Decimal(8)},
            f"{WORKS} {OFFER} {NOTICE} same_property_offer return_offer",
        ),
        (
            Reason.MERGER,
            {},
            f"own_permanent {OFFER} {NOTICE} same_property_offer return_offer",
        ),
        (
            Reason.DEMOLITION,
            {},
            f"own_permanent {OFFER} {NOTICE} same_property_offer return_offer legal_doubt",
        ),
        # Sold, nothing is rebuilt; only then does the area decide where the home must be.
        (
            Reason.SALE,
            {},
            f"own_permanent {OFFER} {NOTICE} same_property_offer inside_area_only legal_doubt",
        ),
        # A fire: no notice, nothing for a while; the size of the home, and the house rebuilt.
        (Reason.FIRE, {}, "offer_size_ok return_offer"),
        # Nobody must leave: no home is offered. A lease that runs out has no notice.
        (Reason.LEASE_END, {}, "own_permanent same_property_offer"),
        (Reason.RENT_INCREASE, {}, f"own_permanent {NOTICE} same_property_offer"),
        (
            Reason.MERGER,
            {"offer_kind": HomeKind.TEMPORARY},
            f"own_permanent offer_location_ok {NOTICE} same_property_offer return_offer",
        ),
    ],
)
def test_under_almenlejeloven(reason: Reason, facts: dict[str, Any], expected: str) -> None:
    given = {
        "tenure": Tenure.TENANT,
        "landlord": Landlord.ALMEN,
        "renewal_decision": False,
        "fixed_term": False,
        **facts,
    }
    found = told(Law.ALMEN, reason=reason, **given)
    assert found == {*expected.split(), *EVERY_ALMEN.split()}


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (Reason.RENOVATION, f"{NOTICE} landlord_offer"),
        (Reason.RENT_INCREASE, f"{NOTICE} landlord_offer"),
        (Reason.MERGER, f"{NOTICE} landlord_offer"),
        (Reason.SALE, NOTICE),
        (Reason.DEMOLITION, f"{NOTICE} same_property_offer return_offer"),
        (Reason.FIRE, ""),
        (Reason.LEASE_END, ""),
    ],
)
def test_under_lejeloven(reason: Reason, expected: str) -> None:
    given = {"tenure": Tenure.TENANT, "landlord": Landlord.PRIVATE, "renewal_decision": False}
    always = "temporary_right permanent_right must_not_be_paid shelter"
    assert told(Law.PRIVATE, reason=reason, **given) == {*expected.split(), *always.split()}


@pytest.mark.parametrize(
    ("tenure", "offer", "expected"),
    [
        (Tenure.TENANT, HomeKind.PERMANENT, f"{NOTICE} offer_size_ok"),
        (Tenure.TENANT, HomeKind.TEMPORARY, NOTICE),
        (Tenure.SUBTENANT, HomeKind.TEMPORARY, NOTICE),
        (Tenure.ANDEL, HomeKind.PERMANENT, "offer_size_ok"),
    ],
)
def test_under_expropriation(tenure: Tenure, offer: HomeKind, expected: str) -> None:
    found = told(Law.EXPROPRIATION, reason=Reason.EXPROPRIATION, tenure=tenure, offer_kind=offer)
    always = "temporary_right permanent_right moving_costs shelter"
    assert found == {*expected.split(), *always.split()}


@pytest.mark.parametrize("reason", [Reason.RENOVATION, Reason.SALE, Reason.FIRE])
def test_where_no_act_gives_a_right_nothing_is_told(reason: Reason) -> None:
    facts = Facts(tenure=Tenure.OWNER, reason=reason, renewal_decision=False)
    assessment = assess(facts, ON)
    assert assessment.law is Law.NONE
    assert (assessment.findings, assessment.deadlines, assessment.duty) == ((), (), None)
