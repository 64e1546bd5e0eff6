"""Who decides, where to complain, and who helps."""

from portal.explain import Explainer
from rules.assess import Assessment
from rules.facts import Reason
from rules.outcomes import Law, Rehousing

_DUTY_HELPERS = {
    Law.BYFORNYELSE: ("kommunen", "byfornyelsesnaevnet", "boligretten"),
    Law.ALMEN: (
        "boligorganisationen",
        "kommunen",
        "boligretten_notice",
        "beboerklagenaevnet",
    ),
    Law.PRIVATE: ("huslejenaevnet", "boligretten_notice", "kommunen"),
    Law.EXPROPRIATION: ("kommunen", "boligretten_notice"),
}
_FIRE_HELPERS = ("insurance", "naturskaderaadet")
_HELPERS = ("lejerorganisation", "advokatvagt", "bring_someone", "interpreter")


def helpers(assessment: Assessment, explain: Explainer) -> list[dict[str, str]]:
    """Name and text of each: first those who decide, then those who help everybody."""
    law = assessment.law
    deciding = _DUTY_HELPERS.get(law or Law.NONE, ("kommunen",))
    if law is Law.BYFORNYELSE and assessment.rehousing is Rehousing.TEMPORARY:
        deciding = ("kommunen", "no_board_temporary")
    if assessment.case.facts.reason is Reason.FIRE:
        deciding = (*_FIRE_HELPERS, *deciding)
    return [_helper(helper, explain) for helper in (*deciding, *_HELPERS)]


def _helper(helper: str, explain: Explainer) -> dict[str, str]:
    branch = explain.words.branch("helpers", helper)
    return {
        part: explain.text("helpers", helper, part) for part in ("name", "text") if part in branch
    }
