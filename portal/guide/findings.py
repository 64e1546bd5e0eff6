"""The findings of an answer, in the groups in which they are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.explain import Explainer, sources_of
from portal.i18n import gettext
from portal.words.values import months_in
from rules.approximate import assess_answers
from rules.assess import Assessment, Found
from rules.counterfactual import Change, most_worth_finding_out, what_would_change
from rules.interview import QUESTION_OF, THEMES
from rules.sources import Source
from rules.truth import Verdict

#: where *yes* is bad news for the household, and *no* good
_AGAINST = ("two_year_rule", "notice_ground")
#: no rights, but whether what the household was given is as the law wants it
_CHECKS = (
    "offer_size_ok",
    "offer_location_ok",
    "notice_valid",
    "notice_period_ok",
    "notice_ground",
)
#: a *no* that rests on a fact counting as not the case while untold, and that fact
_PRESUMED = {"choice_after_12_months": "months_already_away"}
#: shown as soon as something was asked about them
_MAIN = ("temporary_right", "permanent_right", "rent_rule", "two_year_rule")
#: sources are named for the rules that carry a finding most
_RULES_SHOWN = 2
#: of the reasons that are not known, the most telling are shown; the rest would drown them
MOST_UNKNOWN = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One right, or one thing checked, in its group."""

    id: str
    title: str
    text: str
    verdict: Verdict
    because: list[str]
    more: list[str]
    sources: tuple[Source, ...]
    change: str | None
    value: None = None
    careful: None = None


class Findings:
    """Sorts and words the findings of an assessment."""

    def __init__(
        self, answers: Mapping[str, Any], on: date, assessment: Assessment, explain: Explainer
    ) -> None:
        self._answers = answers
        self._on = on
        self._months = months_in(answers)
        self._assessment = assessment
        self._explain = explain

    def groups(self) -> dict[str, list[Item]]:
        """Rights as *yes* (good) and *no* (bad), *checks*, and what is *unsure*."""
        groups = none()
        for found in self._assessment.findings:
            if kind := self._group(found):
                groups[kind].append(self._item(found))
        return groups

    def _group(self, found: Found) -> str | None:
        verdict, against = found.verdict, found.id in _AGAINST
        if verdict in (Verdict.UNKNOWN, Verdict.DISPUTED):
            return "unsure" if verdict is Verdict.DISPUTED or self._was_asked(found) else None
        if against and verdict is Verdict.YES and found.id == "notice_ground":
            return None  # that there is a ground is what the main answer says
        if found.id in _CHECKS:
            return "checks"
        if verdict is Verdict.NO and self._is_presumed(found):
            return None
        return "yes" if (verdict is Verdict.YES) is not against else "no"

    def _is_presumed(self, found: Found) -> bool:
        """Nothing that was told says so, and it is not even known which act applies."""
        fact = _PRESUMED.get(found.id)
        return fact is not None and self._assessment.law is None and self._answers.get(fact) is None

    def _was_asked(self, found: Found) -> bool:
        """An open finding is shown once the person was asked about it and did not know."""
        if found.id in _MAIN:
            return any(fact in self._answers for fact in found.needs)
        theme = next((t for t in THEMES.values() if found.id in t.findings), None)
        begun = theme and any(QUESTION_OF[f].id in theme.questions for f in self._answers)
        return bool(begun) and found.id != "landlord_compensation"

    def _item(self, found: Found) -> Item:
        explain = self._explain
        return Item(
            id=found.id,
            title=explain.title(found),
            text=explain.finding(found),
            because=explain.because(found.reasons, MOST_UNKNOWN),
            verdict=found.verdict,
            more=explain.more(found),
            sources=sources_of(found.rules[:_RULES_SHOWN]),
            change=self._change(found),
        )

    def _change(self, found: Found) -> str | None:
        case = self._assessment.case
        if found.verdict is Verdict.NO and found.id not in _AGAINST:
            change = what_would_change(case.facts, case.on, found.id)
            clause = self._explain.change(change) if change and self._holds(change, found) else None
            return gettext("%(clause)s, ville svaret være ja.", clause=clause) if clause else None
        if found.verdict is Verdict.UNKNOWN and (
            fact := most_worth_finding_out(case.facts, case.on, found.id)
        ):
            return gettext("Find helst ud af: %(what)s", what=self._label(fact))
        return None

    def _holds(self, change: Change, found: Found) -> bool:
        """The change makes it a *yes* on every day that the months stand for."""
        if not self._months:
            return True
        changed = assess_answers({**self._answers, change.fact: change.value}, self._on)
        return changed.verdict(found.id) is Verdict.YES

    def _label(self, fact: str) -> str:
        return self._explain.text("questions", QUESTION_OF[fact].id, "answered")


def none() -> dict[str, list[Item]]:
    """The groups, with nothing in them."""
    return {"yes": [], "checks": [], "no": [], "unsure": []}
