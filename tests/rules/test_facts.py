"""The table of facts: names, kinds and limits as the JSON interface fixes them."""

from dataclasses import FrozenInstanceError, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest

from rules.facts import (
    BY_PATH,
    NOT_YET,
    SPECS,
    Facts,
    HomeKind,
    Kind,
    Landlord,
    Plan,
    Reason,
    SelfFound,
    Tenure,
)

#: As written in the interface; what follows is the kind.
INTERFACE = {
    Kind.CHOICE: "tenure landlord reason agreed_kind offer.kind self_found plan",
    Kind.BOOL: (
        "renewal_decision imminent_danger never_habitable home_ready agrees_to_longer"
        " told_in_writing fixed_term works_required_by_law offer.in_municipality"
        " offer.inside_area offer.hotel offer.agreed_outside offer.told_of_objection"
        " self_found_approved notice.written notice.states_reason notice.states_objection_right"
        " notice.states_claims condemnable_conditions home_destroyed vulnerable_area"
        " transformation_area sold_under_plan regulated_property"
        " told_of_expropriation_before_lease paid_to_leave"
    ),
    Kind.COUNT: "persons rooms offer.rooms refusals_used",
    Kind.NUMBER: (
        "months_away months_already_away increase_per_m2 earlier_increase_per_m2"
        " return_increase_per_m2 area_m2 old_rent new_rent temporary_rent"
    ),
    Kind.DATE: (
        "lease_signed lease_start landlord_informed decision_date vacating_demanded"
        " increase_announced vacating_date offer.date offer.objected assigned moved_in"
        " notice.received notice.objected notice.leave_by"
    ),
    Kind.DATE_OR_NOT_YET: "raised_rent_first_paid",
}
CHOICES: dict[type[StrEnum], str] = {
    Tenure: "tenant subtenant protected_room room_in_landlords_home andel owner",
    Landlord: "almen private",
    Reason: (
        "renovation demolition merger condemnation courtyard sale rent_increase expropriation"
        " fire lease_end"
    ),
    HomeKind: "temporary permanent",
    SelfFound: "no temporary rental andel owned",
    Plan: "none common municipal",
}
HAPPENED_TO_YOU = [
    "offer.date",
    "offer.objected",
    "notice.received",
    "notice.objected",
    "assigned",
    "moved_in",
]


def test_every_fact_of_the_interface_is_here_and_no_other() -> None:
    expected = {path: kind for kind, paths in INTERFACE.items() for path in paths.split()}
    assert {spec.path: spec.kind for spec in SPECS.values()} == expected


def test_names_and_paths() -> None:
    assert list(SPECS) == [field.name for field in fields(Facts)]
    assert BY_PATH["offer.kind"] == "offer_kind"
    assert BY_PATH["notice.states_objection_right"] == "notice_states_objection_right"
    assert BY_PATH["self_found_approved"] == "self_found_approved"
    assert {SPECS[name].path: name for name in SPECS} == BY_PATH


def test_choices_are_spelt_as_in_the_interface() -> None:
    for enum, values in CHOICES.items():
        assert [str(each) for each in enum] == values.split()
    choosing = {name: spec for name, spec in SPECS.items() if spec.kind is Kind.CHOICE}
    assert {name: spec.enum for name, spec in choosing.items()} == {
        "tenure": Tenure,
        "landlord": Landlord,
        "reason": Reason,
        "agreed_kind": HomeKind,
        "offer_kind": HomeKind,
        "self_found": SelfFound,
        "plan": Plan,
    }
    for spec in choosing.values():
        assert spec.enum is not None
        assert spec.choices == tuple(str(each) for each in spec.enum)
    assert NOT_YET == "not_yet"


def test_what_happened_to_you_cannot_lie_ahead() -> None:
    assert [spec.path for spec in SPECS.values() if spec.past] == [
        path for path in BY_PATH if path in HAPPENED_TO_YOU
    ]


def test_limits() -> None:
    limits = {
        spec.path: (spec.low, spec.high)
        for spec in SPECS.values()
        if spec.kind in (Kind.COUNT, Kind.NUMBER)
    }
    zero = Decimal(0)
    assert limits == {
        "persons": (1, 60),
        "rooms": (1, 60),
        "offer.rooms": (1, 60),
        "refusals_used": (0, 60),
        "months_away": (zero, 240),
        "months_already_away": (zero, 240),
        "increase_per_m2": (zero, 100_000),
        "earlier_increase_per_m2": (zero, 100_000),
        "return_increase_per_m2": (zero, 100_000),
        "area_m2": (Decimal("0.01"), 10_000),
        "old_rent": (zero, 1_000_000),
        "new_rent": (zero, 1_000_000),
        "temporary_rent": (zero, 1_000_000),
    }


def test_nothing_told() -> None:
    assert Facts().known() == {}
    assert all(getattr(Facts(), name) is None for name in SPECS)


def test_known_facts_in_the_order_of_the_table() -> None:
    facts = Facts(refusals_used=0, home_ready=False, tenure=Tenure.OWNER)
    assert list(facts.known().items()) == [
        ("tenure", Tenure.OWNER),
        ("home_ready", False),
        ("refusals_used", 0),
    ]


def test_the_same_with_some_facts_changed() -> None:
    facts = Facts(persons=2, rooms=3)
    changed = facts.but(persons=4, rooms=None)
    assert changed == Facts(persons=4)
    assert facts == Facts(persons=2, rooms=3)


def test_facts_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Facts().persons = 3  # type: ignore[misc]


def test_a_lease_is_made_when_signed_else_when_it_starts() -> None:
    signed, start = date(2025, 1, 2), date(2025, 2, 1)
    assert Facts(lease_signed=signed, lease_start=start).lease_made == signed
    assert Facts(lease_start=start).lease_made == start
    assert Facts(lease_signed=signed).lease_made == signed
    assert Facts().lease_made is None
