"""Back: the page answered before this one in the same part, and none at the part's start."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rules.facts import HomeKind, Reason, Tenure
from rules.interview import BY_ID, Part, before, next_question
from tests.rules.households import ON

MAIN: dict[str, Any] = {
    "reason": Reason.RENOVATION,
    "tenure": Tenure.TENANT,
    "renewal_decision": True,
    "months_away": Decimal(4),
    "never_habitable": None,
}
#: The home goes for good, so nothing else has to be known before the offer.
OFFER = {
    "reason": Reason.DEMOLITION,
    "tenure": Tenure.TENANT,
    "renewal_decision": True,
    "lease_start": date(2015, 5, 1),
    "lease_signed": None,
    "vacating_demanded": date(2026, 8, 3),
    "offer_kind": HomeKind.PERMANENT,
    "persons": 2,
    "rooms": 2,
    "offer_rooms": 2,
    "offer_date": date(2026, 10, 26),
}


@pytest.mark.parametrize("on", [ON, None])
@pytest.mark.parametrize(
    ("question", "back"),
    [
        ("reason", None),
        ("tenure", "reason"),
        ("renewal_decision", "tenure"),
        ("months_away", "renewal_decision"),
        # Not answered yet: it comes after all that are.
        ("agrees_to_longer", "months_away"),
    ],
)
def test_the_main_part_goes_back_as_it_was_answered(
    question: str, back: str | None, on: date | None
) -> None:
    expected = None if back is None else BY_ID[back]
    assert before(BY_ID[question], MAIN, Part.MAIN, on) is expected


@pytest.mark.parametrize("on", [ON, None])
@pytest.mark.parametrize(
    ("question", "back"),
    [
        ("offer_kind", None),
        ("household", "offer_kind"),
        ("offer_rooms", "household"),
        ("offer_date", "offer_rooms"),
        # Not answered yet.
        ("offer_told_of_objection", "offer_date"),
    ],
)
def test_a_part_goes_back_to_its_own_start_and_no_further(
    question: str, back: str | None, on: date | None
) -> None:
    expected = None if back is None else BY_ID[back]
    assert before(BY_ID[question], OFFER, Part.OFFER, on) is expected


@pytest.mark.parametrize("part", list(Part))
@pytest.mark.parametrize("on", [ON, None])
def test_nothing_lies_before_the_first_page(part: Part, on: date | None) -> None:
    question = next_question({}, ON) if part is Part.MAIN else BY_ID["household"]
    assert question is not None
    assert before(question, {}, part, on) is None


def test_a_part_finds_the_page_of_another_that_it_asked_for() -> None:
    # The dates ask for the start of the lease, which is no question of theirs.
    answers = {**MAIN, "lease_start": date(2026, 1, 1), "lease_signed": None}
    following = next_question(answers, ON, Part.DATES)
    assert following is not None
    assert before(following, answers, Part.DATES, ON) is BY_ID["lease_start"]
    assert before(following, answers, Part.DATES) is None


def test_a_part_does_not_go_back_into_the_part_before_it() -> None:
    assert before(BY_ID["temporary_rents"], OFFER, Part.MONEY, ON) is None
    assert before(BY_ID["temporary_rents"], OFFER, Part.MONEY) is None


@pytest.mark.parametrize("on", [ON, None])
def test_a_part_goes_back_where_it_was_answered_out_of_order(on: date | None) -> None:
    # The home offered was told before the main part was done.
    early = {"reason": Reason.RENOVATION, "offer_kind": HomeKind.TEMPORARY}
    assert before(BY_ID["household"], early, Part.OFFER, on) is BY_ID["offer_kind"]
    # The rooms offered were told before the kind of home, which the part asks for first.
    turned = {fact: OFFER[fact] for fact in OFFER if fact not in ("offer_kind", "offer_rooms")}
    turned |= {"offer_rooms": 2, "offer_kind": HomeKind.PERMANENT}
    assert before(BY_ID["offer_kind"], turned, Part.OFFER, on) is BY_ID["offer_rooms"]
    # Nothing but the part was answered.
    alone = {"persons": 2, "rooms": 2}
    assert before(BY_ID["offer_rooms"], alone, Part.OFFER, on) is BY_ID["household"]
    # Between two questions of the part one of the main part was answered anew.
    anew = {fact: value for fact, value in OFFER.items() if fact != "tenure"}
    anew["tenure"] = OFFER["tenure"]
    assert before(BY_ID["offer_told_of_objection"], anew, Part.OFFER, on) is BY_ID["offer_date"]
