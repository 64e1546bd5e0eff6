"""What the rules say of a case, beside what the office has told of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from portal.cases.lists import facts_of
from portal.cases.tables import Case, Kind
from portal.explain import Explainer, Outcome
from rules.approximate import assess_answers
from rules.assess import possible_laws
from rules.outcomes import Law, Rehousing

#: what the office itself decides or agrees on; the rules are asked without it
_TOLD_BY_KIND = ("agreed_kind", "never_habitable")


class Differs(StrEnum):
    """Where the rules lead to something else than the kind that the office has chosen."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    TENANT_CHOOSES = "tenant_chooses"
    ON_DEMAND = "on_demand"
    NONE = "none"
    DISPUTED = "disputed"


_OTHERS = {
    Rehousing.TENANT_CHOOSES: Differs.TENANT_CHOOSES,
    Rehousing.ON_DEMAND: Differs.ON_DEMAND,
    Rehousing.NONE: Differs.NONE,
    Rehousing.DISPUTED: Differs.DISPUTED,
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """``laws``: those that may apply. ``outcome``: as a resident reads it. ``missing``: labels."""

    laws: tuple[Law, ...]
    outcome: Outcome
    missing: str
    differs: Differs | None


def ruling_of(case: Case, on: date) -> Ruling:
    """What follows on a day from the facts of a case alone, without its households."""
    answers = {k: v for k, v in facts_of(case).answers.items() if k not in _TOLD_BY_KIND}
    if case.months_away:
        answers["months_away"] = Decimal(case.months_away)
    assessment = assess_answers(answers, on)
    explainer = Explainer(assessment)
    found = possible_laws(assessment.case)
    return Ruling(
        laws=tuple(law for law in Law if law in found),
        outcome=explainer.outcome(),
        missing=explainer.missing(),
        differs=_differs(case.kind, assessment.rehousing),
    )


def _differs(kind: Kind, verdict: Rehousing) -> Differs | None:
    if kind is Kind.MIXED and verdict in (Rehousing.TENANT_CHOOSES, Rehousing.ON_DEMAND):
        return None
    if kind is Kind.TEMPORARY and verdict is Rehousing.PERMANENT:
        return Differs.PERMANENT
    if kind is Kind.PERMANENT and verdict is Rehousing.TEMPORARY:
        return Differs.TEMPORARY
    return _OTHERS.get(verdict)
