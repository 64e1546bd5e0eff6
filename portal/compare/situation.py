"""Whose rules apply, which of the four options are open, and which support may be counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from portal.compare.totals import Counted, Option
from rules.approximate import assess_answers
from rules.assess import Assessment, Found
from rules.facts import Landlord, Reason, Tenure
from rules.outcomes import Law, Rehousing
from rules.truth import Verdict

#: what a person without answers can say of their home; the rest is *ved ikke*
SITUATIONS: Mapping[str, Mapping[str, Any]] = {
    Law.BYFORNYELSE: {
        "tenure": Tenure.TENANT,
        "reason": Reason.RENOVATION,
        "renewal_decision": True,
    },
    Law.ALMEN: {
        "tenure": Tenure.TENANT,
        "reason": Reason.RENOVATION,
        "renewal_decision": False,
        "landlord": Landlord.ALMEN,
    },
    Law.PRIVATE: {
        "tenure": Tenure.TENANT,
        "reason": Reason.RENOVATION,
        "renewal_decision": False,
        "landlord": Landlord.PRIVATE,
    },
    Law.EXPROPRIATION: {"tenure": Tenure.TENANT, "reason": Reason.EXPROPRIATION},
}
#: the rights that open an option; of several, what is firmest in favour is told
_FINDINGS: Mapping[Option, tuple[str, ...]] = {
    Option.OWN: ("own_permanent",),
    Option.PERMANENT: ("permanent_right", "rent_rule", "landlord_offer"),
    Option.TEMPORARY: ("temporary_right",),
}
_FIRST = (Verdict.YES, Verdict.DISPUTED, Verdict.UNKNOWN, Verdict.NO)
_NOT_RENTED = (Tenure.ANDEL, Tenure.OWNER)


class Lets(StrEnum):
    """Who lets the home: on that hangs whether money for leaving is allowed (PRV-08)."""

    PRIVATE = "private"
    ALMEN = "almen"
    UNKNOWN = "unknown"
    #: an andelshaver or owner lives in it
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Situation:
    """An assessment as the comparison reads it."""

    assessment: Assessment

    @property
    def law(self) -> Law | None:
        return self.assessment.law

    @property
    def lets(self) -> Lets:
        facts = self.assessment.case.facts
        if facts.tenure in _NOT_RENTED:
            return Lets.NOBODY
        if facts.landlord is not None:
            return Lets(facts.landlord)
        return Lets.UNKNOWN

    @property
    def landlord_decides(self) -> bool:
        """No right to a permanent home, but the landlord may choose or agree to one (ALM-06)."""
        return self.assessment.rehousing is Rehousing.LANDLORD_DECIDES

    def variant(self, option: Option) -> str:
        """The variant of an option's words: the landlord's for the payment, else the act's."""
        return self.lets if option is Option.PAYMENT else self.law or "unknown"

    def open(self, option: Option) -> tuple[Verdict | None, Found | None]:
        """Whether an option is open, and the finding that says so.

        No verdict where the rules don't speak of it: of finding a home oneself, outside
        byfornyelse and almene homes.
        """
        if option is Option.PAYMENT:
            closed = self.lets in (Lets.PRIVATE, Lets.NOBODY)
            grant = None if closed else self.assessment.finding("municipal_grant")
            # Both the municipality and the organisation may offer money; nobody knows before asking
            return (Verdict.NO if closed else Verdict.UNKNOWN), grant
        if self.law is None:
            return Verdict.UNKNOWN, None
        if option is Option.OWN and self.law not in (Law.BYFORNYELSE, Law.ALMEN):
            return None, None
        if option is Option.PERMANENT and self.landlord_decides:
            return Verdict.UNKNOWN, None
        named = (self.assessment.finding(name) for name in _FINDINGS[option])
        rights = sorted(filter(None, named), key=lambda found: _FIRST.index(found.verdict))
        return (rights[0].verdict, rights[0]) if rights else (Verdict.NO, None)

    def counted(self, option: Option) -> tuple[Counted, ...]:
        """The supports with which an option's total is shown; both where it is not settled."""
        facts = self.assessment.case.facts
        other_law = self.law not in (Law.BYFORNYELSE, None)
        if other_law or facts.tenure in _NOT_RENTED or option is Option.PAYMENT:
            return (Counted.NONE,)
        if option is Option.TEMPORARY:
            # § 15 is for private rentals whose improvements the municipality supports, also where
            # nobody has to move (BYF-I-05).
            stays = facts.reason is Reason.RENT_INCREASE
            back = stays or self.open(option)[0] is not Verdict.NO
            supported = back and self.lets is not Lets.ALMEN
            return (Counted.NONE, Counted.AFTER_RETURN) if supported else (Counted.NONE,)
        right = self._right_to_a_new_home()
        if right is Verdict.NO or (option is Option.OWN and facts.self_found_approved is False):
            return (Counted.NONE,)
        # U-17: of rooms the municipality decides. BYF-I-04: of a home of one's own it must approve.
        sure = right is Verdict.YES and facts.tenure is Tenure.TENANT
        if sure and (option is Option.PERMANENT or facts.self_found_approved):
            return (Counted.PHASE_IN,)
        return (Counted.NONE, Counted.PHASE_IN)

    def _right_to_a_new_home(self) -> Verdict:
        """The right under § 61, on whatever ground (BYF-I-01)."""
        rights = {self.assessment.verdict(name) for name in ("permanent_right", "rent_rule")}
        if Verdict.YES in rights:
            return Verdict.YES
        return Verdict.NO if rights == {Verdict.NO} else Verdict.UNKNOWN


def of_answers(answers: Mapping[str, Any], on: date) -> Situation:
    """The situation that the guide's answers tell."""
    return Situation(assess_answers(answers, on))


def told(name: str, on: date) -> Situation:
    """The situation chosen on the page itself; any other name is *ved ikke*."""
    return of_answers(SITUATIONS.get(name, {}), on)
