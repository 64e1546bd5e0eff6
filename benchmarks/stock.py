"""The households of a housing organisation's whole stock, made up by chance, estate by estate.

Most live in almene homes that are renovated, torn down or sold; some estates are under a decision
of the municipality, and a few homes are let privately or expropriated. What one letter tells is
the same for a whole estate, and the organisation knows who lets the homes and why. What is a
household's own, its lease, its rent, its size, its offer and its notice, is drawn for each, and of
every such fact some have not told.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from rules.facts import Facts, HomeKind, Landlord, Plan, Reason, SelfFound, Tenure
from rules.validation import check

ON = date(2026, 11, 21)

#: homes in an estate, at least and at most
_HOMES = (40, 260)
#: of a hundred estates, those under each kind of case
_CASES: dict[tuple[Landlord, Reason, bool], int] = {
    (Landlord.ALMEN, Reason.RENOVATION, False): 48,
    (Landlord.ALMEN, Reason.DEMOLITION, False): 12,
    (Landlord.ALMEN, Reason.SALE, False): 8,
    (Landlord.ALMEN, Reason.MERGER, False): 5,
    (Landlord.ALMEN, Reason.FIRE, False): 2,
    (Landlord.ALMEN, Reason.RENOVATION, True): 8,
    (Landlord.ALMEN, Reason.CONDEMNATION, True): 3,
    (Landlord.PRIVATE, Reason.RENOVATION, True): 3,
    (Landlord.PRIVATE, Reason.RENT_INCREASE, True): 2,
    (Landlord.PRIVATE, Reason.RENOVATION, False): 5,
    (Landlord.PRIVATE, Reason.LEASE_END, False): 2,
    (Landlord.ALMEN, Reason.EXPROPRIATION, False): 2,
}
#: of a hundred, the facts that a letter or a household does not tell
_UNTOLD = 15


def households(count: int, seed: int = 1) -> Iterator[Facts]:
    """So many households, the same ones for the same seed; each is valid on `ON`."""
    random = Random(seed)  # noqa: S311
    left = count
    while left:
        homes = min(left, random.randint(*_HOMES))
        left -= homes
        estate = _estate(random)
        yield from (_household(estate, random) for _ in range(homes))


def _estate(random: Random) -> dict[str, Any]:
    """What one letter tells everybody there."""
    ((landlord, reason, decision),) = random.choices(list(_CASES), list(_CASES.values()))
    announced = ON - timedelta(days=random.randint(10, 700))
    known = {"landlord": landlord, "reason": reason, "renewal_decision": decision}
    letter = {
        "months_away": Decimal(random.choice((0, 2, 4, 6, 7, 10, 12, 14, 24))),
        "never_habitable": random.random() < 0.05,
        "decision_date": announced - timedelta(days=random.randint(0, 60)),
        "landlord_informed": announced - timedelta(days=random.randint(0, 90)),
        "vacating_demanded": announced + timedelta(days=random.randint(0, 60)),
        "increase_announced": announced,
        "increase_per_m2": Decimal(random.randint(40, 400)),
        "earlier_increase_per_m2": Decimal(random.choice((0, 0, 25, 80))),
        "works_required_by_law": random.random() < 0.2,
        "return_increase_per_m2": Decimal(random.choice((0, 150, 300))),
        "vacating_date": announced + timedelta(days=random.randint(90, 500)),
        "vulnerable_area": random.random() < 0.3,
        "transformation_area": random.random() < 0.2,
        "sold_under_plan": random.random() < 0.2,
        "plan": random.choice(list(Plan)),
        "regulated_property": random.random() < 0.7,
        "imminent_danger": random.random() < 0.1,
        "condemnable_conditions": random.random() < 0.1,
        "home_destroyed": random.random() < 0.5,
    }
    return known | _some(letter, random)


def _household(estate: dict[str, Any], random: Random) -> Facts:
    facts = Facts(**estate, **_some(_own(random), random))
    wrong = {error.path.replace(".", "_") for error in check(facts, ON)}
    return facts.but(**dict.fromkeys(wrong)) if wrong else facts


def _some(told: dict[str, Any], random: Random) -> dict[str, Any]:
    return {fact: value for fact, value in told.items() if random.randrange(100) >= _UNTOLD}


def _own(random: Random) -> dict[str, Any]:
    """What is the household's own. Rents are drawn to the øre, dates to the day."""

    def past(days: int) -> date:
        return ON - timedelta(days=random.randint(0, days))

    def maybe(share: float) -> bool:
        return random.random() < share

    rent = Decimal(random.randint(250_000, 1_400_000)) / 100
    own: dict[str, Any] = {
        "tenure": random.choices(list(Tenure), (90, 4, 2, 2, 1, 1))[0],
        "persons": random.randint(1, 7),
        "rooms": random.randint(1, 5),
        "lease_start": past(9000),
        "fixed_term": maybe(0.03),
        "told_in_writing": maybe(0.5),
        "area_m2": Decimal(random.randint(28, 140)),
        "old_rent": rent,
        "new_rent": rent + Decimal(random.randint(-100_000, 400_000)) / 100,
        "temporary_rent": rent + Decimal(random.randint(-300_000, 300_000)) / 100,
        "agrees_to_longer": maybe(0.3),
        "refusals_used": random.choice((0, 0, 0, 1, 2)),
        "self_found": random.choices(list(SelfFound), (80, 5, 8, 4, 3))[0],
        "raised_rent_first_paid": past(300),
        "told_of_expropriation_before_lease": maybe(0.2),
        "paid_to_leave": maybe(0.05),
        "home_ready": maybe(0.1),
    }
    if maybe(0.4):
        own["agreed_kind"] = random.choice(list(HomeKind))
    if maybe(0.3):
        own["months_already_away"] = Decimal(random.randint(0, 18))
    if maybe(0.5):
        own |= _offer(random, past(120))
    if maybe(0.6):
        own |= _notice(random, past(400))
    if maybe(0.2):
        own |= {"assigned": past(900), "moved_in": past(800), "self_found_approved": maybe(0.6)}
    return own


def _offer(random: Random, received: date) -> dict[str, Any]:
    objected = received + timedelta(days=random.randint(0, 60))
    return {
        "offer_kind": random.choice(list(HomeKind)),
        "offer_rooms": random.randint(1, 5),
        "offer_in_municipality": random.random() < 0.85,
        "offer_inside_area": random.random() < 0.5,
        "offer_hotel": random.random() < 0.1,
        "offer_agreed_outside": random.random() < 0.1,
        "offer_date": received,
        "offer_told_of_objection": random.random() < 0.6,
        **({"offer_objected": objected} if objected <= ON and random.random() < 0.2 else {}),
    }


def _notice(random: Random, received: date) -> dict[str, Any]:
    objected = received + timedelta(days=random.randint(0, 60))
    return {
        "notice_received": received,
        "notice_leave_by": received + timedelta(days=random.randint(20, 400)),
        "notice_written": random.random() < 0.95,
        "notice_states_reason": random.random() < 0.8,
        "notice_states_objection_right": random.random() < 0.7,
        "notice_states_claims": random.random() < 0.6,
        **({"notice_objected": objected} if objected <= ON and random.random() < 0.2 else {}),
    }
