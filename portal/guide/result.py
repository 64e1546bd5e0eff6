"""The answer as it is shown: a letter to the person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from babel.dates import get_month_names
from flask import url_for

from portal import pictures
from portal.calculator.views import prefilled as calculator_address
from portal.explain import Explainer, Outcome, sources_of
from portal.guide.answered import Row, rows
from portal.guide.ways import Way, asked_of_others, ways
from portal.i18n import current_language, gettext
from rules import interview
from rules.approximate import Month, assess_answers
from rules.assess import Assessment, Found, advice
from rules.counterfactual import Change, most_worth_finding_out, what_would_change
from rules.facts import Reason
from rules.interview import QUESTION_OF, THEMES, Part
from rules.outcomes import Law, Rehousing
from rules.sources import Source
from rules.truth import Verdict
from rules.version import RULES_VERSION

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
_MOST_UNKNOWN = 3
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


@dataclass(frozen=True, slots=True)
class Moment:
    """A date on the line of time."""

    date: date
    text: str
    detail: str
    state: str | None
    approximate: bool
    day: str
    month: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """A part of the interview that still has something to settle."""

    part: Part
    question: str
    count: int


class Result:
    """Everything the result page says, worked out from the answers on a day."""

    def __init__(self, answers: Mapping[str, Any], token: str, on: date) -> None:
        self.answers = answers
        self.token = token
        self.on = on
        self.months = frozenset(k for k, v in answers.items() if isinstance(v, Month))
        self.assessment: Assessment = assess_answers(answers, on)
        self.explain = Explainer(self.assessment, self.months)
        self.wanted = interview.wanted(answers, on)

    @cached_property
    def ways(self) -> list[Way]:
        """The answers under each act that may apply, where the person cannot tell which does."""
        return ways(self.answers, self.token, self.on) if self.assessment.law is None else []

    @cached_property
    def outcome(self) -> Outcome:
        if not self.ways:
            return self.explain.outcome()
        which = "which_reason" if self.ways[0].reason else "which_law"
        text = self.explain.text
        answer, meaning = (text("outcomes", which, part) for part in ("answer", "meaning"))
        return Outcome(answer, meaning, pictures.of_outcome(which))

    @property
    def law_name(self) -> str:
        """The act that applies, by its Danish name; empty where it is not settled."""
        return _LAW_NAMES.get(self.assessment.law or Law.NONE, "")

    @property
    def reasons(self) -> list[str]:
        """Why the main answer is what it is."""
        return self.explain.main_reasons(_MOST_UNKNOWN)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the main answer."""
        law = self.assessment.law
        first = _FIRST_RULE.get(law or Law.NONE, ("BYF-G-01",))
        return sources_of(_MAIN_RULES.get((law, self.assessment.rehousing), first))

    @cached_property
    def acts(self) -> dict[str, str]:
        """The law and guidance that the letter names, each with its address, for paper."""
        items = (item for group in self.groups.values() for item in group)
        named = [
            *self.sources,
            *(source for item in items for source in item.sources),
            *(source for note in self.notes for source in note["sources"]),
        ]
        return {source.law: source.url for source in named if source.url}

    @property
    def version(self) -> str:
        """The version of the rules."""
        return RULES_VERSION

    @cached_property
    def groups(self) -> dict[str, list[Item]]:
        """The findings: rights as *yes* (good) and *no* (bad), *checks*, and what is *unsure*."""
        groups: dict[str, list[Item]] = {"yes": [], "checks": [], "no": [], "unsure": []}
        if self.ways:
            return groups  # each of the answers side by side has its own
        for found in self.assessment.findings:
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
        return fact is not None and self.assessment.law is None and self.answers.get(fact) is None

    def _was_asked(self, found: Found) -> bool:
        """An open finding is shown once the person was asked about it and did not know."""
        if found.id in _MAIN:
            return any(fact in self.answers for fact in found.needs)
        theme = next((t for t in THEMES.values() if found.id in t.findings), None)
        begun = theme and any(QUESTION_OF[f].id in theme.questions for f in self.answers)
        return bool(begun) and found.id != "landlord_compensation"

    def _item(self, found: Found) -> Item:
        explain = self.explain
        return Item(
            id=found.id,
            title=explain.title(found),
            text=explain.finding(found),
            because=explain.because(found.reasons, _MOST_UNKNOWN),
            verdict=found.verdict,
            more=explain.more(found),
            sources=sources_of(found.rules[:_RULES_SHOWN]),
            change=self._change(found),
        )

    def _change(self, found: Found) -> str | None:
        case = self.assessment.case
        if found.verdict is Verdict.NO and found.id not in _AGAINST:
            change = what_would_change(case.facts, case.on, found.id)
            clause = self.explain.change(change) if change and self._holds(change, found) else None
            return gettext("%(clause)s, ville svaret være ja.", clause=clause) if clause else None
        if found.verdict is Verdict.UNKNOWN and (
            fact := most_worth_finding_out(case.facts, case.on, found.id)
        ):
            return gettext("Find helst ud af: %(what)s", what=self._label(fact))
        return None

    def _holds(self, change: Change, found: Found) -> bool:
        """The change makes it a *yes* on every day that the months stand for."""
        if not self.months:
            return True
        changed = assess_answers({**self.answers, change.fact: change.value}, self.on)
        return changed.verdict(found.id) is Verdict.YES

    def _label(self, fact: str) -> str:
        return self.explain.text("questions", QUESTION_OF[fact].id, "answered")

    @cached_property
    def moments(self) -> list[Moment]:
        """The dates, in order; the first that is still to come is the next."""
        # Two acts that may both apply can have the same date.
        once = {(d.id, d.date): d for d in self.assessment.deadlines}
        due = sorted(once.values(), key=lambda d: d.date)
        coming = next((d for d in due if d.date >= self.on), None)
        names = get_month_names("abbreviated", "stand-alone", current_language().locale)
        return [
            Moment(
                date=d.date,
                text=self.explain.due(d),
                detail=self.explain.text("deadlines", d.id, "text"),
                state="next" if d is coming else "past" if d.date < self.on else None,
                approximate=bool(self.months),
                day=str(d.date.day),
                month=names[d.date.month],
            )
            for d in due
        ]

    @cached_property
    def steps(self) -> list[dict[str, str]]:
        """What to do now, in order."""
        # Without an act there are no steps of one; advice is there for everybody.
        ids = [step.id for step in advice(self.assessment)[0]] or ["seek_advice"]
        if self.ways:
            return [self._step(step) for step in (*asked_of_others(self.answers), "seek_advice")]
        if self.assessment.rehousing is Rehousing.UNKNOWN and self.assessment.needs:
            ids.insert(0, "find_out")
        return [self._step(step) for step in ids]

    def _step(self, step: str) -> dict[str, str]:
        return {part: self.explain.with_missing("steps", step, part) for part in ("title", "text")}

    @cached_property
    def notes(self) -> list[dict[str, Any]]:
        """What is good to know, as questions with short paragraphs."""
        return [
            {
                "title": self.explain.text("notes", note.id, "title"),
                "text": self.explain.paragraphs("notes", note.id, "text"),
                "sources": sources_of(note.rules),
            }
            for note in advice(self.assessment)[1]
        ]

    @cached_property
    def helpers(self) -> list[dict[str, str]]:
        """Who decides, where to complain, and who helps."""
        law = self.assessment.law
        deciding = _DUTY_HELPERS.get(law or Law.NONE, ("kommunen",))
        if law is Law.BYFORNYELSE and self.assessment.rehousing is Rehousing.TEMPORARY:
            deciding = ("kommunen", "no_board_temporary")
        if self.assessment.case.facts.reason is Reason.FIRE:
            deciding = (*_FIRE_HELPERS, *deciding)
        return [self._helper(helper) for helper in (*deciding, *_HELPERS)]

    def _helper(self, helper: str) -> dict[str, str]:
        branch = self.explain.words.branch("helpers", helper)
        return {
            part: self.explain.text("helpers", helper, part)
            for part in ("name", "text")
            if part in branch
        }

    @cached_property
    def rows(self) -> list[Row]:
        """What was answered."""
        return rows(self.answers, self.token, self.explain)

    @property
    def onward(self) -> list[dict[str, str]]:
        """What the answer can be used for."""
        token = self.token
        return [
            {
                "href": url_for("letters.index", token=token),
                "label": gettext("Breve, du kan sende"),
            },
            {
                "href": url_for("course.page", token=token),
                "label": gettext("Din tidslinje, også til kalenderen"),
            },
            {
                "href": url_for("checklist.page", token=token),
                "label": gettext("Din huskeliste"),
            },
            {
                "href": url_for("compare.of_answers", token=token),
                "label": gettext("Tage pengene eller vente på genhusning? Sammenlign"),
            },
            {
                "href": url_for("receipt.receipt", token=token),
                "label": gettext("Kvittering for svaret, med en kode"),
            },
        ]

    @property
    def tools(self) -> list[dict[str, str]]:
        """Where one can go from here."""
        facts = self.assessment.case.facts
        links = [
            {
                "href": calculator_address(facts.old_rent, facts.new_rent),
                "label": gettext("Regn på indfasningsstøtte"),
            },
            {
                "href": url_for("home_check.page"),
                "label": gettext("Er den tilbudte bolig god nok?"),
            },
        ]
        return links if self.assessment.law is Law.BYFORNYELSE else []

    @cached_property
    def invitations(self) -> list[Invitation]:
        """Parts with something still to settle, and how many questions each has."""
        found = []
        for part in Part:
            questions = self.wanted.questions(part)
            if questions:
                found.append(Invitation(part, questions[0].id, len(questions)))
        return found
