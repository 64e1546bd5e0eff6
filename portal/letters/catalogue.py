"""The letters: when each is the right one, and which of its versions a case needs.

Their words lie in `content/letters/<id>/`. A letter is right where a finding about the household
has a certain verdict; so what is right is said by `rules/`, and only there.
"""

from collections.abc import Callable
from dataclasses import dataclass

from rules.assess import Assessment
from rules.facts import HomeKind, Landlord, SelfFound
from rules.outcomes import Law, Rehousing
from rules.truth import Verdict

#: the version for those who do not know which act holds for them
UNKNOWN = "unknown"

_YES = frozenset({Verdict.YES})
_MAY = frozenset({Verdict.YES, Verdict.DISPUTED})
_NO = frozenset({Verdict.NO})
#: a demand costs nothing, and the guide does not know every threshold
_MAYBE = _MAY | {Verdict.UNKNOWN}


def _any_case(_: Assessment) -> bool:
    return True


def _by_law(assessment: Assessment) -> str | None:
    return assessment.law and assessment.law.value


def _only(_: Assessment) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter.

    ``findings``: what must hold, each with the verdicts that make the letter right; the first that
    holds says why. Without any it is right for everyone. ``when``: what must have been told
    besides. ``version``: the version for a case, or None where that is not known.
    """

    id: str
    findings: tuple[tuple[str, frozenset[Verdict]], ...] = ()
    when: Callable[[Assessment], bool] = _any_case
    version: Callable[[Assessment], str | None] = _only
    #: it ends in a list of what was paid
    receipts: bool = False


def _told(*facts: str) -> Callable[[Assessment], bool]:
    """At least one of the facts was told."""
    return lambda found: any(getattr(found.case.facts, fact) is not None for fact in facts)


def _of_offer(assessment: Assessment) -> str | None:
    if assessment.law is Law.BYFORNYELSE:
        kind = assessment.case.facts.offer_kind
        return kind and kind.value
    return Law.ALMEN.value if assessment.law is Law.ALMEN else None


def _of_notice(assessment: Assessment) -> str | None:
    """After expropriation it is the act for the kind of home that says how to give notice."""
    if assessment.law is not Law.EXPROPRIATION:
        return _by_law(assessment)
    landlord = assessment.case.facts.landlord
    return {Landlord.ALMEN: Law.ALMEN.value, Landlord.PRIVATE: Law.PRIVATE.value}.get(
        landlord or Landlord.PRIVATE
    )


def _of_own_home(assessment: Assessment) -> str | None:
    if assessment.law is not Law.BYFORNYELSE:
        return _by_law(assessment)
    found = assessment.case.facts.self_found
    if found in (SelfFound.RENTAL, SelfFound.ANDEL, SelfFound.OWNED):
        return HomeKind.PERMANENT.value
    if found is SelfFound.TEMPORARY or assessment.rehousing is Rehousing.TEMPORARY:
        return HomeKind.TEMPORARY.value
    permanent = assessment.rehousing in (Rehousing.PERMANENT, Rehousing.ON_DEMAND)
    return HomeKind.PERMANENT.value if permanent else None


def _of_authority(assessment: Assessment) -> str | None:
    return "organisation" if assessment.law is Law.ALMEN else None


def _looks_for_own_home(assessment: Assessment) -> bool:
    """Finds a home alone, or has not said; in an almen home only for a while."""
    found = assessment.case.facts.self_found
    if assessment.law is not Law.ALMEN:
        return found is not SelfFound.NO
    return found in (None, SelfFound.TEMPORARY) and assessment.verdict("own_temporary") in _MAY


def _rents_own_find(assessment: Assessment) -> bool:
    return assessment.case.facts.self_found is SelfFound.RENTAL


def _was_turned_down(assessment: Assessment) -> bool:
    facts = assessment.case.facts
    return assessment.law is Law.BYFORNYELSE and facts.self_found_approved is False


#: in the order in which they are offered: what has a time limit comes first
LETTERS = (
    Letter(
        "object_to_notice",
        (("notice_objection_open", _YES),),
        when=_told("notice_received", "notice_leave_by"),
        version=_of_notice,
    ),
    Letter(
        "object_to_offer",
        (
            ("objection_open", _MAY),
            ("offer_size_ok", _NO),
            ("offer_location_ok", _NO),
        ),
        when=_told("offer_kind", "offer_date", "offer_rooms", "offer_in_municipality"),
        version=_of_offer,
    ),
    Letter("refuse_offer", (("refuse_once", _MAY),), when=_told("offer_kind", "offer_date")),
    Letter("use_two_year_right", (("regret", _MAY),), when=_told("assigned", "moved_in")),
    Letter("demand_155_rule", (("rent_rule", _MAYBE),), when=_told("increase_per_m2")),
    Letter(
        "demand_106",
        (("landlord_offer", _MAYBE),),
        when=_told("increase_per_m2", "return_increase_per_m2"),
    ),
    Letter(
        "own_home_approval",
        (("own_temporary", _MAY), ("own_permanent", _MAY)),
        when=_looks_for_own_home,
        version=_of_own_home,
    ),
    Letter("support_self_found", (("phase_in_support", _MAY),), when=_rents_own_find),
    Letter("moving_costs", (("moving_costs", _MAY),), version=_by_law, receipts=True),
    Letter("compensation_landlord", (("landlord_compensation", _MAY),)),
    Letter("complaint", when=_was_turned_down, version=_by_law),
    Letter("written_decision", version=_of_authority),
    Letter("interpreter"),
)
BY_ID = {letter.id: letter for letter in LETTERS}
