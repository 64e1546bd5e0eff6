"""Which act applies: the gates between the regimes."""

from rules.almen.act import ACT as ALMEN
from rules.byfornyelse.act import ACT as BYFORNYELSE
from rules.case import Case
from rules.conditions import EITHER_WAY, ONLY_NO, Test, can_be_known, is_one_of
from rules.expropriation.act import ACT as EXPROPRIATION
from rules.facts import Landlord, Reason
from rules.findings import Branch, Decision
from rules.outcomes import Act, Law, Rehousing
from rules.private.act import ACT as PRIVATE
from rules.shared.tenure import rents
from rules.truth import NO, UNKNOWN, YES, Truth, truth

_DECIDED = (Reason.CONDEMNATION, Reason.COURTYARD)
_WORKS = (Reason.RENOVATION, Reason.DEMOLITION, Reason.MERGER, Reason.RENT_INCREASE)
_WITHOUT_DECISION = (Reason.EXPROPRIATION, Reason.FIRE, Reason.SALE, Reason.LEASE_END)

expropriation = is_one_of("expropriation", "reason", Reason.EXPROPRIATION)


def _under_byfornyelse(case: Case) -> Truth:
    reason, decision = case.facts.reason, case.facts.renewal_decision
    if reason in _DECIDED:
        return YES
    if reason in _WITHOUT_DECISION:
        return NO
    if decision is False:
        return NO
    return UNKNOWN if reason is None else truth(decision)


#: A decision under byfornyelsesloven makes the home be vacated (BYF-G-01, G-08).
under_byfornyelse = Test(
    "under_byfornyelse",
    ("reason", "renewal_decision"),
    _under_byfornyelse,
    ways=lambda case: EITHER_WAY if can_be_known(case, "reason") else ONLY_NO,
)


let_by_almen = is_one_of("let_by_almen", "landlord", Landlord.ALMEN)

LAW = Decision(
    [
        Branch(expropriation, Law.EXPROPRIATION),
        Branch(under_byfornyelse, Law.BYFORNYELSE),
        Branch(~rents, Law.NONE),
        Branch(let_by_almen, Law.ALMEN),
    ],
    otherwise=Law.PRIVATE,
)

#: Andelshavere and owners where no decision makes them leave: no act gives a right (BYF-G-01).
NO_ACT = Act(
    Law.NONE,
    findings=(),
    rehousing=Decision(
        [Branch(is_one_of("building_works", "reason", *_WORKS), Rehousing.NONE)],
        otherwise=Rehousing.UNKNOWN,
    ),
    tentative={},
    duty=lambda case, verdict: None,
    deadlines=(),
    steps=(),
    notes=(),
)

#: The acts whose rules are here; of the others the portal says who covers them.
ACTS: dict[Law, Act] = {
    act.law: act for act in (BYFORNYELSE, ALMEN, PRIVATE, EXPROPRIATION, NO_ACT)
}
