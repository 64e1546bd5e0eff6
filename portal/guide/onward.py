"""What the answer can be used for, and what else can be worked out from it."""

from flask import url_for

from portal.calculator.views import prefilled as calculator_address
from portal.i18n import gettext
from rules.assess import Assessment
from rules.outcomes import Law


def onward(token: str) -> list[dict[str, str]]:
    """Where the answers lead."""
    labels = {
        "letters.index": gettext("Breve, du kan sende"),
        "course.page": gettext("Din tidslinje, også til kalenderen"),
        "checklist.page": gettext("Din huskeliste"),
        "compare.of_answers": gettext("Tage pengene eller vente på genhusning? Sammenlign"),
        "receipt.receipt": gettext("Kvittering for svaret, med en kode"),
    }
    return [
        {"href": url_for(endpoint, token=token), "label": label}
        for endpoint, label in labels.items()
    ]


def tools(assessment: Assessment) -> list[dict[str, str]]:
    """What is worked out beside the guide; only where byfornyelsesloven applies."""
    if assessment.law is not Law.BYFORNYELSE:
        return []
    facts = assessment.case.facts
    return [
        {
            "href": calculator_address(facts.old_rent, facts.new_rent),
            "label": gettext("Regn på indfasningsstøtte"),
        },
        {
            "href": url_for("home_check.page"),
            "label": gettext("Er den tilbudte bolig god nok?"),
        },
    ]
