"""The two-year rule for newer tenants, § 60 (BYF-N-01 to N-05)."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from rules import dates
from rules.case import Case, Reach
from rules.conditions import Test, holds, needs_all
from rules.shared.tenure import rents
from rules.truth import DISPUTED_AGAINST, UNKNOWN, YES, Truth, readings, truth

YEARS = "byf.newtenant.years"
_LEASE_MADE = ("lease_signed", "lease_start")


def _let_after_informed(case: Case) -> Truth:
    made, informed = case.facts.lease_made, case.facts.landlord_informed
    return truth(made > informed) if made and informed else UNKNOWN


def _turn_informed(case: Case) -> Iterable[tuple[str, Any]]:
    if made := case.facts.lease_made:
        yield "landlord_informed", made
    if informed := case.facts.landlord_informed:
        yield "lease_signed" if case.facts.lease_signed else "lease_start", informed


#: The lease was made after the municipality had told the landlord; on the same day is not after.
let_after_informed = Test(
    "let_after_informed",
    ("lease_start", "landlord_informed"),
    _let_after_informed,
    _turn_informed,
    ways=needs_all(_LEASE_MADE, "landlord_informed"),
)


def _too_soon(fact: str) -> Callable[[Case], Truth]:
    def evaluate(case: Case) -> Truth:
        start, asked = case.facts.lease_start, getattr(case.facts, fact)
        if not (start and asked):
            return UNKNOWN
        return truth(asked < dates.plus_years(start, case.law.integer(YEARS)))

    return evaluate


def _turn_too_soon(fact: str) -> Callable[[Case], Iterable[tuple[str, Any]]]:
    def turns(case: Case) -> Iterable[tuple[str, Any]]:
        years = case.law.integer(YEARS)
        if start := case.facts.lease_start:
            yield fact, dates.plus_years(start, years)
        if asked := getattr(case.facts, fact):
            start = dates.minus_years(asked, years)
            while dates.plus_years(start, years) > asked:
                start -= timedelta(days=1)
            yield "lease_start", start

    return turns


def too_soon(name: str, fact: str) -> Test:
    """Less than two years from the start of the tenancy; exactly two years is not less."""
    facts = ("lease_start", fact)
    return Test(name, facts, _too_soon(fact), _turn_too_soon(fact), ways=needs_all(*facts))


demanded_too_soon = too_soon("demanded_too_soon", "vacating_demanded")
announced_too_soon = too_soon("announced_too_soon", "increase_announced")


def _act_ignores_decision(case: Case) -> Truth:
    made, decided = case.facts.lease_made, case.facts.decision_date
    if not (made and decided):
        return readings(YES, UNKNOWN)
    return YES if decided <= made else DISPUTED_AGAINST


def _turn_decision(case: Case) -> Iterable[tuple[str, Any]]:
    if made := case.facts.lease_made:
        yield "decision_date", made + timedelta(days=1)


#: U-03: the act does not look at the decision; the folder keeps the right of who came before it.
act_ignores_decision = Test(
    "act_ignores_decision",
    ("lease_start", "decision_date"),
    _act_ignores_decision,
    _turn_decision,
    ways=needs_all(_LEASE_MADE, "decision_date", ways=Reach(yes=True, no=False, disputed=True)),
)

#: Form 1, the home must be vacated (BYF-N-01); it takes the right under § 61, never § 63 (T-19).
vacating = rents & demanded_too_soon & let_after_informed & act_ignores_decision
#: Form 2, the rent rises (BYF-N-02).
rent = rents & announced_too_soon & let_after_informed & act_ignores_decision

told_in_writing = holds("told_in_writing", "told_in_writing")
