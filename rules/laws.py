"""Which act applies: the gates between the regimes."""

from rules.almen.act import ACT as ALMEN
from rules.byfornyelse.act import ACT as BYFORNYELSE
from rules.case import Case
from rules.conditions import Test, is_one_of
from rules.expropriation.act import ACT as EXPROPRIATION
from rules.facts import Landlord, Reason, Tenure
from rules.findings import Branch, Decision
from rules.outcomes import Act, Law, Rehousing
from rules.private.act import ACT as PRIVATE
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
under_byfornyelse = Test("under_byfornyelse", ("reason", "renewal_decision"), _under_byfornyelse)


def _let_by(landlord: Landlord) -> Test:
    def evaluate(case: Case) -> Truth:
        if case.facts.tenure in (Tenure.ANDEL, Tenure.OWNER):
            return NO
        if case.facts.landlord is None:
            return UNKNOWN
        if case.facts.landlord is not landlord:
            return NO
        return UNKNOWN if case.facts.tenure is None else YES

    return Test(f"let_by_{landlord}", ("tenure", "landlord"), evaluate)


let_by_almen = _let_by(Landlord.ALMEN)
let_by_private = _let_by(Landlord.PRIVATE)

LAW = Decision(
    [
        Branch(expropriation, Law.EXPROPRIATION),
        Branch(under_byfornyelse, Law.BYFORNYELSE),
        Branch(let_by_almen, Law.ALMEN),
        Branch(let_by_private, Law.PRIVATE),
    ],
    otherwise=Law.NONE,
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
