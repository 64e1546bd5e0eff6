"""An assessment in words, for the result page and the JSON interface alike."""

from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from portal.i18n import current_language, gettext
from portal.words import Text, Values, Words, words
from portal.words.text import Given
from portal.words.values import shown
from rules.assess import Assessment, Due, Found
from rules.counterfactual import Change
from rules.facts import SPECS, Kind
from rules.interview import QUESTION_OF
from rules.outcomes import Law, Rehousing
from rules.sources import Source, load_registry
from rules.truth import Verdict

#: causes of a verdict that have words of their own: (verdict, test or finding) → variant
_NOT_COVERED = {
    Law.ALMEN: "not_covered_almen",
    Law.PRIVATE: "not_covered_private",
    Law.EXPROPRIATION: "not_covered_expropriation",
    Law.NONE: "no_act",
}


#: the right whose reasons are those of the main verdict, where it is not the permanent one
_RIGHT = {Rehousing.TEMPORARY: "temporary_right", Rehousing.ON_DEMAND: "rent_rule"}
#: true of nearly everyone, so said only where there is nothing else to say
_SELF_EVIDENT = {
    ("always", Verdict.YES),
    ("condemned_or_courtyard", Verdict.NO),
    ("home_disappears", Verdict.NO),
    ("nothing_to_leave", Verdict.NO),
    ("only_rent_rises", Verdict.NO),
    ("rebuilding", Verdict.YES),
    ("rents", Verdict.YES),
}

#: nobody finds out more than this at once
_MOST_MISSING = 3

Reasons: TypeAlias = tuple[tuple[str, Verdict], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The short answer and what it means."""

    answer: str
    meaning: str


class Explainer:
    """The words for one assessment in the language of the page."""

    def __init__(self, assessment: Assessment, months: frozenset[str] = frozenset()) -> None:
        self.assessment = assessment
        self.values = Values(assessment.case, months)
        self.words: Words = words(current_language().code)
        self._sentences: dict[tuple[str, Verdict], str | None] = {}

    def text(self, *path: str) -> str:
        """The text at a path of the content, filled in."""
        return self.words.text(*path).fill(self.values)

    def paragraphs(self, *path: str) -> list[str]:
        """All strings at a path that can be filled in; none where there is no such text."""
        node = self.words.find(*path)
        return node.paragraphs(self.values) if isinstance(node, Text) else []

    def finding(self, found: Found) -> str:
        """What holds about one finding."""
        return self.text("findings", found.id, found.verdict)

    def because(self, reasons: Reasons, most_unknown: int | None = None) -> list[str]:
        """The reasons as sentences, in the person's own facts, each once.

        ``most_unknown``: how many of those that are not known are told; all where None.
        """
        told = [reason for reason in reasons if reason not in _SELF_EVIDENT] or reasons
        if most_unknown is not None:
            dropped = [reason for reason in told if reason[1] is Verdict.UNKNOWN][most_unknown:]
            told = [reason for reason in told if reason not in dropped]
        sentences = (self._sentence(reason) for reason in told)
        return list(dict.fromkeys(sentence for sentence in sentences if sentence is not None))

    def _sentence(self, reason: tuple[str, Verdict]) -> str | None:
        """A reason in words, or None where it has none. Most stand behind several findings."""
        if reason not in self._sentences:
            node = self.words.find("reasons", *reason)
            self._sentences[reason] = node.fill(self.values) if isinstance(node, Text) else None
        return self._sentences[reason]

    def main_reasons(self, most_unknown: int | None = None) -> list[str]:
        """Why the main answer is what it is: the reasons of the right that it rests on."""
        right = _RIGHT.get(self.assessment.rehousing, "permanent_right")
        found = self.assessment.finding(right)
        return self.because(found.reasons if found else self.assessment.reasons, most_unknown)

    def missing(self) -> str:
        """The first that is still missing for the main answer, as a list of short labels."""
        labels = (self.text("questions", q, "answered") for q in self._missing()[:_MOST_MISSING])
        return gettext(", ").join(labels)

    def _missing(self) -> list[str]:
        return list(dict.fromkeys(QUESTION_OF[fact].id for fact in self.assessment.needs))

    def due(self, due: Due) -> str:
        """What a date is about."""
        return self.text("deadlines", due.id, "title")

    def outcome(self) -> Outcome:
        """The short answer, in the variant that names the cause."""
        key = self._outcome_key()
        variant = self._variant()
        branch = self.words.branch("outcomes", key)
        parts = (
            f"{part}_{variant}" if f"{part}_{variant}" in branch else part
            for part in ("answer", "meaning")
        )
        # A short answer that named more than a few would not be short.
        few = len(self._missing()) <= _MOST_MISSING
        tell = self.with_missing if few else self.text
        return Outcome(*(tell("outcomes", key, part) for part in parts))

    def with_missing(self, *path: str) -> str:
        """A text that may name what is missing."""
        missing = {"missing": self.missing()} if self.assessment.needs else {}
        return self.words.text(*path).fill(Given(missing, self.values))

    def _outcome_key(self) -> str:
        assessment = self.assessment
        if assessment.law is Law.NONE or not assessment.covered:
            return _NOT_COVERED.get(assessment.law or Law.NONE, Rehousing.UNKNOWN)
        return assessment.rehousing

    def _variant(self) -> str:
        verdict = dict(self.assessment.reasons).get
        if self.assessment.rehousing is Rehousing.DISPUTED:
            if verdict("act_covers_any_home"):
                return "any_home"
            rent = self.assessment.verdict("rent_rule") is Verdict.DISPUTED
            return "rent" if rent else "two_year"
        if verdict("only_rent_rises") is Verdict.YES:
            return "rent"
        if verdict("nothing_to_leave") is Verdict.YES:
            return "nothing_to_leave"
        two_years = self.assessment.verdict("two_year_rule") is Verdict.YES
        return "two_year" if two_years else "not_covered_tenure"

    def change(self, change: Change) -> str | None:
        """A counterfactual as a clause, or None where it has no words."""
        path: tuple[str, ...] = ("changes", change.fact)
        if SPECS[change.fact].kind in (Kind.BOOL, Kind.CHOICE):
            plain = {True: "yes", False: "no"}.get(change.value, change.value)
            path = (*path, str(plain))
        node = self.words.find(*path)
        if not isinstance(node, Text):
            return None
        return node.fill(Given({"value": shown(change.fact, change.value)}, self.values))


@cache
def sources_of(rules: tuple[str, ...]) -> tuple[Source, ...]:
    """The sources of some rules, each once, without those that say nothing on the matter."""
    registry = load_registry()
    found = (source for rule in rules for source in registry[rule].sources if not source.silent)
    return tuple({(source.law, source.ref): source for source in found}.values())
