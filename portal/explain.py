"""An assessment in words, for the result page and the JSON interface alike."""

from dataclasses import dataclass
from functools import cache

from portal.i18n import current_language
from portal.words import Text, Values, Words, words
from portal.words.text import Given
from portal.words.values import shown
from rules.assess import Assessment, Due, Found
from rules.counterfactual import Change
from rules.facts import SPECS, Kind
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

    def because(self, reasons: tuple[tuple[str, Verdict], ...]) -> list[str]:
        """The reasons as sentences, in the person's own facts, each once."""
        sentences = (
            self.text("reasons", name, verdict)
            for name, verdict in reasons
            if self.words.has("reasons", name, verdict)
        )
        return list(dict.fromkeys(sentences))

    def due(self, due: Due) -> str:
        """What a date is about."""
        return self.text("deadlines", due.id, "title")

    def outcome(self) -> Outcome:
        """The short answer, in the variant that names the cause."""
        key = self._outcome_key()
        variant = self._variant()
        branch = self.words.branch("outcomes", key)
        answer, meaning = f"answer_{variant}", f"meaning_{variant}"
        return Outcome(
            self.text("outcomes", key, answer if answer in branch else "answer"),
            self.text("outcomes", key, meaning if meaning in branch else "meaning"),
        )

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
