"""Temporary or permanent: how long the home cannot be lived in (BYF-T-01, T-02, P-01)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from rules.byfornyelse.scope import (
    condemned_or_courtyard,
    home_disappears,
    only_rent_rises,
)
from rules.case import Case
from rules.conditions import Test, holds
from rules.facts import HomeKind
from rules.shared.leaving import nothing_to_leave
from rules.truth import UNKNOWN, YES, Truth, truth

WITHOUT_CONSENT = "byf.temp.max_months_without_consent"
WITH_CONSENT = "byf.temp.max_months_with_consent"


def _longer_than(name: str, parameter: str) -> Test:
    def evaluate(case: Case) -> Truth:
        limit = case.law.integer(parameter)
        facts = case.facts
        already = facts.months_already_away or Decimal(0)
        if facts.never_habitable or already > limit:
            return YES
        return UNKNOWN if facts.months_away is None else truth(facts.months_away > limit)

    def turns(case: Case) -> Iterable[tuple[str, Any]]:
        yield "months_away", Decimal(case.law.integer(parameter))

    return Test(name, ("months_away",), evaluate, turns)


longer_without_consent = _longer_than("longer_without_consent", WITHOUT_CONSENT)
longer_with_consent = _longer_than("longer_with_consent", WITH_CONSENT)
agrees = holds("agrees_to_longer", "agrees_to_longer")


#: Temporary is no longer possible (§ 63, stk. 1); of homes that disappear it never is.
too_long_for_temporary = longer_with_consent | (longer_without_consent & ~agrees)

for_good = home_disappears | (~only_rent_rises & too_long_for_temporary)
for_a_while = ~home_disappears & ~only_rent_rises & ~too_long_for_temporary & ~nothing_to_leave

#: Condemned or cleared for a courtyard, and fit to live in again in time: the municipality may
#: choose either (KON-05, KON-11).
municipality_may_choose = condemned_or_courtyard & ~longer_without_consent & ~nothing_to_leave


def _chose_permanent(case: Case) -> Truth:
    kind = case.facts.offer_kind
    return UNKNOWN if kind is None else truth(kind is HomeKind.PERMANENT)


#: What the municipality has chosen shows in what it offers.
chose_permanent = Test("chose_permanent", ("offer_kind",), _chose_permanent)
