"""Permanent or temporary in an almen home: the 12 months (ALM-05 to ALM-09, ALM-18, ALM-19)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from rules.case import Case
from rules.conditions import Test, holds, is_one_of
from rules.facts import HomeKind, Reason
from rules.shared.leaving import nothing_to_leave
from rules.truth import NO, UNKNOWN, YES, Truth, truth

MONTHS = "alm.temp.max_months_before_choice"

renovation = is_one_of("renovation", "reason", Reason.RENOVATION)
#: The home goes for good: torn down, merged, or sold in an area (ALM-01).
home_goes = is_one_of("home_goes", "reason", Reason.DEMOLITION, Reason.MERGER, Reason.SALE)
burnt = is_one_of("burnt", "reason", Reason.FIRE)
destroyed = holds("home_destroyed", "home_destroyed")
#: It ends on its own day, without notice and without rehousing (ALM-18).
fixed_term = holds("fixed_term", "fixed_term")
nobody_must_leave = is_one_of("nobody_must_leave", "reason", Reason.RENT_INCREASE, Reason.LEASE_END)


def _more_than_12(case: Case) -> Truth:
    facts, limit = case.facts, case.law.integer(MONTHS)
    if facts.never_habitable or (facts.months_already_away or Decimal(0)) > limit:
        return YES
    return UNKNOWN if facts.months_away is None else truth(facts.months_away > limit)


def _turn(case: Case) -> Iterable[tuple[str, Any]]:
    yield "months_away", Decimal(case.law.integer(MONTHS))


#: Exactly 12 months is not more than 12 (ALM-09).
more_than_12_months = Test("more_than_12_months", ("months_away",), _more_than_12, _turn)


def _away_12(case: Case) -> Truth:
    facts, limit = case.facts, case.law.integer(MONTHS)
    if facts.months_already_away is not None:
        return truth(facts.months_already_away >= limit)
    return NO  # not told, the twelve months have not passed


def _turn_away(case: Case) -> Iterable[tuple[str, Any]]:
    if case.facts.months_away != 0:  # who need not leave has not been away
        yield "months_already_away", Decimal(case.law.integer(MONTHS))


#: Twelve months have passed in the temporary home.
away_12_months = Test(
    "away_12_months",
    (),
    _away_12,
    _turn_away,
    rescue="months_already_away",
)


def _home_not_ready(case: Case) -> Truth:
    return truth(not case.facts.home_ready)


#: Not told otherwise, a home is not ready.
home_not_ready = Test("home_not_ready", (), _home_not_ready, rescue="home_ready")

agreed_temporary = is_one_of("agreed_temporary", "agreed_kind", HomeKind.TEMPORARY)
agreed_permanent = is_one_of("agreed_permanent", "agreed_kind", HomeKind.PERMANENT)

tenant_chooses = renovation & away_12_months & home_not_ready & ~nothing_to_leave
permanent_by_duration = renovation & more_than_12_months
short = renovation & ~more_than_12_months & ~nothing_to_leave
