"""What a household has to see to: for whom each item is, by when, and on which rules it rests."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.approximate import Month, assess_answers
from rules.assess import assess
from rules.checklist import ITEM_IDS, Due, Household, Phase, items
from rules.checklist.build import PLANS
from rules.checklist.model import Side
from rules.course import STAGE_IDS
from rules.facts import NOT_YET, Facts, HomeKind, Landlord, Reason, SelfFound, Tenure
from rules.laws import ACTS
from rules.sources import load_registry
from tests.rules.households import NOT_SHRINKING, ON, households

TENANT: dict[str, Any] = {"tenure": Tenure.TENANT, "vacating_date": date(2027, 6, 1)}
FOR_GOOD: dict[str, Any] = {
    **TENANT,
    "reason": Reason.DEMOLITION,
    "renewal_decision": True,
    "lease_start": date(2010, 5, 1),
    "vacating_demanded": date(2026, 6, 1),
}
AWAY: dict[str, Any] = {**FOR_GOOD, "reason": Reason.RENOVATION, "months_away": Decimal(4)}
RENT_RISES: dict[str, Any] = {
    **FOR_GOOD,
    "reason": Reason.RENT_INCREASE,
    "vacating_date": None,
    "raised_rent_first_paid": date(2027, 2, 1),
    "increase_per_m2": Decimal(400),
    "increase_announced": date(2026, 10, 1),
}
ALMEN: dict[str, Any] = {
    **TENANT,
    "reason": Reason.RENOVATION,
    "renewal_decision": False,
    "landlord": Landlord.ALMEN,
    "fixed_term": False,
    "months_away": Decimal(8),
    "agreed_kind": HomeKind.TEMPORARY,
}
ALMEN_FOR_GOOD: dict[str, Any] = {**ALMEN, "reason": Reason.DEMOLITION, "agreed_kind": None}
PRIVATE: dict[str, Any] = {
    **TENANT,
    "reason": Reason.DEMOLITION,
    "renewal_decision": False,
    "landlord": Landlord.PRIVATE,
}
EXPROPRIATION: dict[str, Any] = {
    **TENANT,
    "reason": Reason.EXPROPRIATION,
    "told_of_expropriation_before_lease": False,
}
OFFERED: dict[str, Any] = {"offer_kind": HomeKind.PERMANENT, "offer_date": date(2026, 11, 2)}


def of(facts: Mapping[str, Any], household: Household | None = None) -> dict[str, Due]:
    return {due.id: due for due in items(assess(Facts(**facts), ON), frozenset(), household)}


CASES: dict[str, tuple[Mapping[str, Any], str]] = {
    "for good": (
        FOR_GOOD,
        """
        written_decision papers check_offer advice
        wishes bring companion interpreter school
        own_home loan extra_help
        moving_help insurer phone new_address fridge photos meters keys empty
        cpr receipts support benefit_new
        """,
    ),
    "for a while": (
        AWAY,
        """
        written_decision papers check_offer advice
        bring companion interpreter school
        own_home extra_help
        moving_help storage insurer phone mail fridge photos meters keys empty
        address_stays rent digital_post benefit_away
        return_day meters_home keys_back look_round rent_letter receipts
        """,
    ),
    "the rent rises": (
        RENT_RISES,
        """
        rent_rule written_decision papers check_offer advice
        wishes bring companion interpreter school
        own_home extra_help
        moving_help insurer phone new_address fridge photos meters keys
        cpr receipts support benefit_new
        """,
    ),
    "an almen home for a while": (
        ALMEN,
        """
        ask_in_writing papers check_offer advice
        wishes bring companion interpreter school agreement extra_help
        moving_help side_rooms storage insurer phone mail fridge photos meters
        inspection keys empty
        address_stays rent digital_post benefit_away not_ready
        return_letter meters_home keys_back look_round receipts
        """,
    ),
    "an almen home for good": (
        ALMEN_FOR_GOOD,
        """
        ask_in_writing papers check_offer rebuilt_offer advice
        wishes bring companion interpreter school agreement extra_help
        moving_help improvements side_rooms insurer phone new_address fridge photos meters
        keys empty inspection
        cpr receipts waiting_list
        """,
    ),
    "a private home torn down": (
        PRIVATE,
        """
        ask_decision papers advice extra_help
        moving_help improvements insurer phone new_address fridge photos meters keys empty
        cpr
        """,
    ),
    "expropriation": (
        EXPROPRIATION,
        """
        ask_home papers check_offer advice companion interpreter extra_help
        moving_help insurer phone new_address fridge photos meters keys empty
        cpr receipts
        """,
    ),
    "no act settled": (
        {"reason": Reason.DEMOLITION, "tenure": Tenure.TENANT},
        "ask_decision papers advice companion interpreter",
    ),
    "no act": (
        {"reason": Reason.DEMOLITION, "tenure": Tenure.OWNER, "renewal_decision": False},
        "papers advice",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_list_of_a_case(case: str) -> None:
    facts, expected = CASES[case]
    assert list(of(facts)) == expected.split()


#: on either side of where an item begins or ends to concern a household
BOUNDARIES: list[tuple[Mapping[str, Any], str, bool]] = [
    # Six weeks from the notice, the last day included; then told as gone, so that it is not lost.
    ({**FOR_GOOD, "notice_received": date(2026, 11, 2)}, "notice_objection", True),
    (FOR_GOOD, "notice_objection", False),
    (
        {
            **FOR_GOOD,
            "notice_received": date(2026, 11, 2),
            "notice_objected": date(2026, 11, 9),
        },
        "notice_objection",
        False,
    ),
    ({**ALMEN, "notice_received": date(2026, 11, 2)}, "notice_objection", True),
    ({**PRIVATE, "notice_received": date(2026, 11, 2)}, "notice_objection", True),
    ({**EXPROPRIATION, "notice_received": date(2026, 11, 2)}, "notice_objection", True),
    ({**FOR_GOOD, **OFFERED}, "offer_objection", True),
    ({**FOR_GOOD, **OFFERED, "offer_kind": HomeKind.TEMPORARY}, "offer_objection", False),
    ({**FOR_GOOD, **OFFERED, "offer_objected": date(2026, 11, 9)}, "offer_objection", False),
    ({**FOR_GOOD, **OFFERED}, "answer_offer", True),
    # The one refusal is of a permanent home (P-09).
    ({**FOR_GOOD, **OFFERED, "offer_kind": HomeKind.TEMPORARY}, "answer_offer", False),
    ({**FOR_GOOD, **OFFERED, "assigned": date(2026, 11, 9)}, "answer_offer", False),
    ({**FOR_GOOD, "assigned": date(2026, 11, 9)}, "check_offer", False),
    # An almen home has no objection to an offer.
    ({**ALMEN_FOR_GOOD, **OFFERED}, "offer_objection", False),
    ({**ALMEN_FOR_GOOD, **OFFERED}, "answer_offer", True),
    # Six months are for a while, one more is not without consent (T-01, T-02).
    ({**AWAY, "months_away": Decimal(6)}, "keys_back", True),
    ({**AWAY, "months_away": Decimal(7), "agrees_to_longer": False}, "keys_back", False),
    ({**AWAY, "months_away": Decimal(7), "agrees_to_longer": False}, "cpr", True),
    ({**AWAY, "months_away": Decimal(6)}, "cpr", False),
    ({**AWAY, "months_away": Decimal(7), "agrees_to_longer": True}, "longer", True),
    ({**AWAY, "months_away": Decimal(6), "agrees_to_longer": True}, "longer", False),
    # Twelve months in an almen home are not more than twelve (ALM-09).
    ({**ALMEN, "months_away": Decimal(12)}, "not_ready", True),
    ({**ALMEN, "months_away": Decimal(13), "agreed_kind": None}, "not_ready", False),
    ({**ALMEN, "months_already_away": Decimal(11)}, "choose", False),
    ({**ALMEN, "months_already_away": Decimal(12)}, "choose", True),
    ({**ALMEN, "months_already_away": Decimal(12)}, "not_ready", False),
    # Who found the home has nothing to regret (P-14), and needs no approval asked again.
    ({**FOR_GOOD, "assigned": date(2026, 1, 5)}, "regret", True),
    ({**FOR_GOOD, "assigned": date(2026, 1, 5), "self_found": SelfFound.RENTAL}, "regret", False),
    ({**FOR_GOOD, "self_found": SelfFound.NO}, "own_home", False),
    ({**FOR_GOOD, "self_found": SelfFound.RENTAL}, "own_home", True),
    # Support where the rent rises (I-01).
    ({**FOR_GOOD, "old_rent": Decimal(5000), "new_rent": Decimal(5001)}, "support", True),
    ({**FOR_GOOD, "old_rent": Decimal(5000), "new_rent": Decimal(5000)}, "support", False),
    # A loan for whoever must vacate, with a right to another home or not; not for owners (P-16).
    ({**FOR_GOOD, "fixed_term": False}, "loan", True),
    ({**FOR_GOOD, "tenure": Tenure.SUBTENANT}, "loan", True),
    ({**FOR_GOOD, "tenure": Tenure.OWNER}, "loan", False),
    # The rent rule, for those whose rent rises enough.
    (
        {**RENT_RISES, "increase_per_m2": Decimal(100), "earlier_increase_per_m2": Decimal(0)},
        "rent_rule",
        False,
    ),
    ({**RENT_RISES, "raised_rent_first_paid": NOT_YET}, "rent_rule", True),
    # Condemned: today where there is danger; the grant for owners (KON-04, KON-06).
    (
        {**AWAY, "reason": Reason.CONDEMNATION, "imminent_danger": True},
        "call_today",
        True,
    ),
    (
        {**AWAY, "reason": Reason.CONDEMNATION, "imminent_danger": False},
        "call_today",
        False,
    ),
    ({**AWAY, "reason": Reason.CONDEMNATION, "tenure": Tenure.OWNER}, "grant", True),
    ({**AWAY, "reason": Reason.CONDEMNATION}, "grant", False),
    # After a fire there is nothing to leave in order.
    ({**ALMEN, "reason": Reason.FIRE, "home_destroyed": True}, "fire", True),
    ({**ALMEN, "reason": Reason.FIRE, "home_destroyed": True}, "meters", False),
    ({**ALMEN, "reason": Reason.FIRE, "home_destroyed": False}, "fire", False),
    # A time-limited lease gives no rehousing (ALM-18).
    ({**ALMEN, "fixed_term": True}, "agreement", False),
    ({**PRIVATE, "paid_to_leave": True}, "do_not_sign", True),
    ({**PRIVATE, "paid_to_leave": False}, "do_not_sign", False),
    # Who has moved packs no more.
    ({**FOR_GOOD, "moved_in": ON}, "meters", False),
    ({**FOR_GOOD, "moved_in": ON}, "cpr", True),
    ({**AWAY, "months_already_away": Decimal(1)}, "mail", False),
    ({**AWAY, "months_already_away": Decimal(1)}, "keys_back", True),
]


@pytest.mark.parametrize(("facts", "item", "shown"), BOUNDARIES)
def test_for_whom_an_item_is(facts: Mapping[str, Any], item: str, shown: bool) -> None:
    assert (item in of(facts)) is shown


DAYS: list[tuple[Mapping[str, Any], str, date | None, bool]] = [
    ({**FOR_GOOD, "notice_received": date(2026, 11, 2)}, "notice_objection", date(2026, 12, 14), 1),
    ({**FOR_GOOD, **OFFERED}, "offer_objection", date(2026, 12, 14), True),
    (RENT_RISES, "rent_rule", date(2027, 2, 1), True),
    (FOR_GOOD, "meters", date(2027, 6, 1), False),
    (FOR_GOOD, "empty", date(2027, 6, 1), False),
    ({**FOR_GOOD, "notice_leave_by": date(2027, 5, 1)}, "keys", date(2027, 5, 1), False),
    ({**FOR_GOOD, "vacating_date": None}, "meters", None, False),
    ({**FOR_GOOD, "moved_in": date(2026, 11, 20)}, "cpr", date(2026, 11, 25), True),
    ({**FOR_GOOD, "assigned": date(2026, 1, 5)}, "regret", date(2028, 1, 5), True),
    (ALMEN, "not_ready", date(2028, 6, 1), False),
    (ALMEN_FOR_GOOD, "inspection", date(2027, 6, 15), False),
    (ALMEN, "inspection", None, False),
    # Guidance on when a talk should be is no day by which the household is late.
    (ALMEN, "wishes", None, False),
    (AWAY, "keys_back", None, False),
]


@pytest.mark.parametrize(("facts", "item", "day", "must_act"), DAYS)
def test_by_when(facts: Mapping[str, Any], item: str, day: date | None, must_act: bool) -> None:
    due = of(facts)[item]
    assert (due.moment.marked, due.must_act) == (day, bool(must_act))


def test_what_has_no_day_stands_beside_what_it_belongs_to() -> None:
    assert of(ALMEN)["wishes"].moment.before == "talk"
    assert of(ALMEN)["agreement"].moment.after == "talk"
    assert of(AWAY)["keys_back"].moment.after == "return_home"
    assert of({**AWAY, "vacating_date": None})["meters"].moment.before == "leave"
    assert of(RENT_RISES)["meters"].moment.before == "moving"


def test_a_last_day_is_over_the_day_after() -> None:
    due = of({**FOR_GOOD, "notice_received": date(2026, 11, 2)})["notice_objection"]
    assert not due.is_over(date(2026, 12, 14))
    assert due.is_over(date(2026, 12, 15))
    late = {**FOR_GOOD, "notice_received": date(2026, 10, 1)}
    assert of(late)["notice_objection"].is_over(ON)
    assert not of(AWAY)["keys_back"].is_over(date.max)


def test_a_month_makes_what_follows_from_it_approximate() -> None:
    answers = {**FOR_GOOD, "vacating_date": Month(2027, 6)}
    found = {d.id: d for d in items(assess_answers(answers, ON), frozenset({"vacating_date"}))}
    assert found["meters"].approximate
    assert not found["papers"].approximate


@pytest.mark.parametrize(
    ("name", "item", "facts"),
    [
        ("children", "school", FOR_GOOD),
        ("needs_help", "extra_help", FOR_GOOD),
        ("improvements", "improvements", ALMEN_FOR_GOOD),
        ("side_rooms", "side_rooms", ALMEN),
        ("too_much_to_fit", "storage", AWAY),
    ],
)
def test_what_the_household_does_not_have_is_left_out(
    name: str, item: str, facts: Mapping[str, Any]
) -> None:
    assert item in of(facts)
    assert item in of(facts, Household(**{name: True}))
    assert item not in of(facts, Household(**{name: False}))


EVERY = [item for plan in PLANS.values() for item in plan]


def test_every_item_rests_on_rules_and_hangs_on_stages_that_are_there() -> None:
    assert {item.id for item in EVERY} == set(ITEM_IDS)
    assert len(ITEM_IDS) == len(set(ITEM_IDS))
    registry = load_registry()
    for item in EVERY:
        assert item.rules, item.id
        assert set(item.rules) <= registry.keys(), item.id
        assert not any(registry[rule].left_out for rule in item.rules), item.id
        assert item.by is None or item.by.stage in STAGE_IDS, item.id
        assert item.of is None or item.of in {f.name for f in fields(Household)}, item.id
    assert set(PLANS) == {*ACTS, None}


@settings(max_examples=300, phases=NOT_SHRINKING)
@given(facts=households(), days=st.integers(-400, 800))
def test_a_list_is_the_same_each_time_in_order_and_each_item_once(facts: Facts, days: int) -> None:
    day = ON + timedelta(days=days)
    assessment = assess(facts, day)
    found = items(assessment)
    assert found == items(assess(facts, day))
    ids = [due.id for due in found]
    assert len(ids) == len(set(ids))
    assert {"papers", "advice"} <= set(ids)
    dated = [due.moment.marked for due in found if due.moment.marked]
    assert dated == sorted(dated)
    plan = {item.id: item for item in PLANS[assessment.law]}
    for due in found:
        assert due.rules in [item.rules for item in EVERY if item.id == due.id]
        assert due.stage is None or (by := plan[due.id].by) is None or by.side is Side.ON
        # What must not be lost has a stage with a day, or none is known.
        assert not due.must_act or due.stage


@settings(max_examples=300, phases=NOT_SHRINKING)
@given(facts=households())
def test_every_date_of_the_assessment_by_which_to_object_is_on_the_list(facts: Facts) -> None:
    assessment = assess(facts, ON)
    days = {due.id: due.moment.marked for due in items(assessment)}
    for fact, deadline, item in (
        ("notice_objected", "notice_objection_open", "notice_objection"),
        ("offer_objected", "objection_open", "offer_objection"),
    ):
        listed = [due.date for due in assessment.deadlines if due.id == deadline]
        if listed and getattr(facts, fact) is None and item in days:
            assert days[item] == min(listed)


def test_the_phases_come_in_their_order_where_the_dates_do() -> None:
    order = list(Phase)
    for facts in (FOR_GOOD, AWAY, ALMEN):
        phases = [order.index(due.phase) for due in of(facts).values()]
        assert phases == sorted(phases)
