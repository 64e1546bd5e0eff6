"""Random households for property tests: valid facts, any of them missing."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import Phase
from hypothesis import strategies as st

from rules.facts import NOT_YET, SPECS, Facts, Kind, Reason, Spec
from rules.validation import check

ON = date(2026, 11, 21)

#: Shrinking a household of fifty facts takes minutes; the tests say what matters in their own way.
NOT_SHRINKING = tuple(phase for phase in Phase if phase is not Phase.shrink)

#: Around every limit of the law, so that boundaries are hit often.
_LIMITS = (0, 1, 4, 5, 6, 7, 12, 13, 97, 98, 105, 106, 155, 156, 218, 219, 226, 228, 229, 230, 300)
NUMBERS = [Decimal(n) for n in _LIMITS]
DAYS = [
    date(2015, 5, 1),
    date(2022, 12, 31),
    date(2023, 6, 1),
    date(2024, 2, 29),
    date(2024, 11, 20),
    date(2024, 11, 21),
    date(2024, 11, 22),
    date(2025, 1, 8),
    date(2025, 2, 1),
    date(2026, 2, 28),
    date(2026, 5, 21),
    date(2026, 10, 9),
    date(2026, 10, 10),
    date(2026, 10, 11),
    date(2026, 11, 20),
    ON,
    date(2026, 11, 22),
    date(2027, 2, 1),
    date(2027, 6, 1),
]

_LIKELY = [*Reason, Reason.RENOVATION, Reason.DEMOLITION, Reason.CONDEMNATION, Reason.RENT_INCREASE]


def value(spec: Spec, random: Random) -> Any:
    """A possible value of a fact, often at a limit of the law."""
    if spec.kind is Kind.BOOL:
        return random.random() < 0.5
    if spec.kind is Kind.CHOICE:
        assert spec.enum is not None
        return random.choice(_LIKELY if spec.enum is Reason else list(spec.enum))
    if spec.kind is Kind.COUNT:
        return random.randint(int(spec.low), 8)
    if spec.kind is Kind.NUMBER:
        near = random.choice(NUMBERS) if random.random() < 0.8 else Decimal(random.randint(0, 400))
        return min(max(near, spec.low), spec.high)
    if spec.kind is Kind.DATE_OR_NOT_YET and random.random() < 0.3:
        return NOT_YET
    if random.random() < 0.5:
        return random.choice([day for day in DAYS if not spec.past or day <= ON])
    return ON + timedelta(days=random.randint(-900, 0 if spec.past else 400))


def household(random: Random) -> Facts:
    """Valid facts, some of them missing; more than half with a decision of the municipality."""
    missing = random.choice((0.0, 0.1, 0.3, 0.6))
    facts = Facts(
        **{name: value(SPECS[name], random) for name in SPECS if random.random() >= missing}
    )
    if facts.renewal_decision is False and random.random() < 0.3:
        facts = facts.but(renewal_decision=True)
    for error in check(facts, ON):
        name = next(n for n, spec in SPECS.items() if spec.path == error.path)
        facts = facts.but(**{name: None})
    return facts


#: A failure prints the seed, `Random(…)`, from which the household comes again.
RANDOMS = st.randoms(use_true_random=True)


def households() -> st.SearchStrategy[Facts]:
    """Households as a strategy."""
    return RANDOMS.map(household)
