"""Which act the main answer rests on, and where in it."""

from portal.explain import sources_of
from rules.assess import Assessment
from rules.outcomes import Law, Rehousing
from rules.sources import Source

_LAW_NAMES = {
    Law.BYFORNYELSE: "Byfornyelsesloven",
    Law.ALMEN: "Almenlejeloven",
    Law.PRIVATE: "Lejeloven",
    Law.EXPROPRIATION: "Lov om boligforhold",
}
_MAIN_RULES: dict[tuple[Law | None, Rehousing], tuple[str, ...]] = {
    (Law.BYFORNYELSE, Rehousing.TEMPORARY): ("BYF-T-01", "BYF-T-02"),
    (Law.BYFORNYELSE, Rehousing.PERMANENT): ("BYF-P-01", "BYF-T-02"),
    (Law.BYFORNYELSE, Rehousing.MUNICIPALITY_DECIDES): ("KON-05", "KON-11"),
    (Law.BYFORNYELSE, Rehousing.ON_DEMAND): ("BYF-R-01",),
    (Law.BYFORNYELSE, Rehousing.NONE): ("BYF-G-01", "BYF-G-03"),
    (Law.ALMEN, Rehousing.PERMANENT): ("ALM-05", "ALM-09"),
    (Law.ALMEN, Rehousing.TEMPORARY): ("ALM-06", "ALM-13"),
    (Law.ALMEN, Rehousing.LANDLORD_DECIDES): ("ALM-06", "ALM-19"),
    (Law.ALMEN, Rehousing.TENANT_CHOOSES): ("ALM-09",),
    (Law.ALMEN, Rehousing.NONE): ("ALM-05", "ALM-18"),
    (Law.PRIVATE, Rehousing.ON_DEMAND): ("PRV-05", "PRV-06"),
    (Law.PRIVATE, Rehousing.NONE): ("PRV-01",),
    (Law.EXPROPRIATION, Rehousing.PERMANENT): ("PRV-04", "ALM-32"),
    (Law.EXPROPRIATION, Rehousing.NONE): ("PRV-04",),
}
_FIRST_RULE = {
    Law.ALMEN: ("ALM-05",),
    Law.PRIVATE: ("PRV-01",),
    Law.EXPROPRIATION: ("PRV-04",),
}


def law_name(assessment: Assessment) -> str:
    """The act that applies, by its Danish name; empty where it is not settled."""
    return _LAW_NAMES.get(assessment.law or Law.NONE, "")


def sources(assessment: Assessment) -> tuple[Source, ...]:
    """The sources of the main answer."""
    law = assessment.law
    first = _FIRST_RULE.get(law or Law.NONE, ("BYF-G-01",))
    return sources_of(_MAIN_RULES.get((law, assessment.rehousing), first))
