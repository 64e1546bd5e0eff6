"""Random households for property tests: valid facts, any of them missing."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import Phase
from hypothesis import strategies as st

from rules.facts import NOT_YET, SPECS, Facts, Kind, Spec
from rules.validation import check

ON = date(2026, 11, 21)

#: Shrinking a household of fifty facts takes minutes, and the facts are readable as they are.
NOT_SHRINKING = tuple(phase for phase in Phase if phase is not Phase.shrink)

#: Around every limit of the law, so that boundaries are hit often.
NUMBERS = [Decimal(n) for n in (0, 1, 4, 5, 6, 7, 12, 13, 155, 156, 218, 219, 228, 229, 230, 300)]
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


def values(spec: Spec) -> st.SearchStrategy[Any]:
    """Possible values of a fact."""
    if spec.kind is Kind.BOOL:
        return st.booleans()
    if spec.kind is Kind.CHOICE:
        assert spec.enum is not None
        return st.sampled_from(list(spec.enum))
    if spec.kind is Kind.COUNT:
        return st.integers(int(spec.low), 8)
    if spec.kind is Kind.NUMBER:
        allowed = [n for n in NUMBERS if spec.low <= n <= spec.high]
        return st.sampled_from(allowed) | st.decimals(
            spec.low, min(spec.high, Decimal(400)), places=2
        )
    days = st.sampled_from([d for d in DAYS if not spec.past or d <= ON]) | st.integers(
        -900, 0 if spec.past else 400
    ).map(lambda n: ON + timedelta(days=n))
    return days | st.just(NOT_YET) if spec.kind is Kind.DATE_OR_NOT_YET else days


#: Facts that the rules here look at; the rest belong to acts whose rules are not here.
USED = [name for name in SPECS if name not in ("return_increase_per_m2", "works_required_by_law")]


@st.composite
def households(draw: st.DrawFn, **given: Any) -> Facts:
    """Valid facts, each missing now and then; ``given`` ones are as given."""
    chosen = {name: draw(st.none() | values(SPECS[name])) for name in USED if name not in given}
    facts = Facts(**{**chosen, **given})
    for error in check(facts, ON):
        name = next(n for n, spec in SPECS.items() if spec.path == error.path)
        facts = facts.but(**{name: None})
    return facts
