"""What is paid: support and the deposit loan (BYF-I-*, P-16)."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rules import support
from rules.byfornyelse import duration, rights, second_thoughts
from rules.byfornyelse.scope import andel
from rules.case import Case
from rules.conditions import ONLY_YES, Test, fixed, holds, is_one_of, needs_all
from rules.facts import SelfFound, Tenure
from rules.shared.tenure import rents
from rules.truth import DISPUTED, UNKNOWN, YES, Truth, truth

FIRST_YEAR = "byf.support.first_year_fraction"

tenant_of_flat = is_one_of("tenant_of_flat", "tenure", Tenure.TENANT)
#: U-17: § 67 names tenants of flats; for a protected room the municipality decides.
support_for_rooms = fixed("support_for_rooms", DISPUTED)

found_own_rental = is_one_of("found_own_rental", "self_found", SelfFound.RENTAL)
approved = holds("self_found_approved", "self_found_approved")
assigned_or_approved = second_thoughts.found_for_you | (found_own_rental & approved)


def _rent_rises(case: Case) -> Truth:
    old, new = case.facts.old_rent, case.facts.new_rent
    return UNKNOWN if old is None or new is None else truth(new > old)


def _turn_rent(case: Case) -> Iterable[tuple[str, Any]]:
    if (old := case.facts.old_rent) is not None:
        yield "new_rent", old + 1


rent_rises = Test(
    "rent_rises",
    ("old_rent", "new_rent"),
    _rent_rises,
    _turn_rent,
    ways=needs_all("old_rent", "new_rent"),
)

#: § 67, stk. 1-2
phase_in = (
    rights.new_home & (tenant_of_flat | support_for_rooms) & assigned_or_approved & rent_rises
)


def first_year(case: Case) -> Decimal | None:
    """Kr. per month in the first year, or None where a rent is missing."""
    old, new = case.facts.old_rent, case.facts.new_rent
    if old is None or new is None:
        return None
    rise = max(Fraction(new - old), Fraction(0))
    return support.to_oere(rise * case.law.fraction(FIRST_YEAR))


def _not_fixed_term(case: Case) -> Truth:
    # A time-limited lease bars the loan unless it is ended before its time, which no fact tells.
    return YES if case.facts.fixed_term is False else UNKNOWN


not_fixed_term = Test(
    "not_fixed_term",
    ("fixed_term",),
    _not_fixed_term,
    ways=lambda case: ONLY_YES,
)

#: A lease that is ended under § 58: the home must be left for good. The two-year rule, which only
#: takes the right under § 61, does not matter here.
lease_ends = rents & (
    duration.for_good | (duration.municipality_may_choose & duration.chose_permanent)
)

#: boligstøtteloven § 60, stk. 1 (BYF-P-16)
deposit_loan = (lease_ends & not_fixed_term) | (andel & rights.must_leave_for_good)
