"""What the main answer is owed to, where the cause has words of its own.

`outcomes` in the content has `answer_X` and `meaning_X` for a cause X, under each act.
"""

from collections.abc import Callable

from rules.assess import Assessment
from rules.facts import Reason
from rules.outcomes import Law, Rehousing
from rules.truth import Verdict


def variant_of(assessment: Assessment) -> str:
    """The cause; there need not be words for it."""
    return _BY_LAW.get(assessment.law or Law.BYFORNYELSE, _of_reason)(assessment)


def _byfornyelse(assessment: Assessment) -> str:
    verdict = dict(assessment.reasons).get
    if assessment.rehousing is Rehousing.DISPUTED:
        if verdict("act_covers_any_home"):
            return "any_home"
        rent = assessment.verdict("rent_rule") is Verdict.DISPUTED
        return "rent" if rent else "two_year"
    if verdict("only_rent_rises") is Verdict.YES:
        return "rent"
    if verdict("nothing_to_leave") is Verdict.YES:
        return "nothing_to_leave"
    two_years = assessment.verdict("two_year_rule") is Verdict.YES
    return "two_year" if two_years else "not_covered_tenure"


def _almen(assessment: Assessment) -> str:
    facts = assessment.case.facts
    if assessment.rehousing is Rehousing.PERMANENT:
        inside = assessment.verdict("inside_area_only") is Verdict.YES
        return "sale" if inside else "fire" if facts.reason is Reason.FIRE else ""
    if facts.reason is Reason.LEASE_END:
        return "lease_end"
    if facts.reason is Reason.RENT_INCREASE:
        return "rent"
    if facts.fixed_term:
        return "fixed_term"
    if facts.reason is Reason.FIRE:
        return "damaged"
    verdict = dict(assessment.reasons).get
    return "nothing_to_leave" if verdict("nothing_to_leave") is Verdict.YES else ""


def _expropriation(assessment: Assessment) -> str:
    right = assessment.finding("permanent_right")
    told = right and ("told_of_expropriation_before_lease", Verdict.YES) in right.reasons
    return "told" if told else "tenure"


def _of_reason(assessment: Assessment) -> str:
    return assessment.case.facts.reason or ""


_BY_LAW: dict[Law, Callable[[Assessment], str]] = {
    Law.BYFORNYELSE: _byfornyelse,
    Law.ALMEN: _almen,
    Law.EXPROPRIATION: _expropriation,
}
