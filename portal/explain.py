"""An assessment in words, for the result page and the JSON interface alike."""

from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from portal import pictures
from portal.causes import variant_of
from portal.i18n import current_language, gettext
from portal.words import Text, Values, Words, words
from portal.words.text import Given
from portal.words.values import shown
from rules.assess import Assessment, Due, Found, possible_laws
from rules.counterfactual import Change
from rules.facts import SPECS, Kind
from rules.interview import QUESTION_OF
from rules.outcomes import Law, Rehousing
from rules.sources import Source, load_registry
from rules.truth import Verdict

#: the right whose reasons are those of the main verdict, where it is not the permanent one
_RIGHT = {
    (Law.BYFORNYELSE, Rehousing.TEMPORARY): "temporary_right",
    (Law.BYFORNYELSE, Rehousing.ON_DEMAND): "rent_rule",
    (Law.ALMEN, Rehousing.TEMPORARY): "temporary_right",
    (Law.ALMEN, Rehousing.LANDLORD_DECIDES): "temporary_right",
    (Law.ALMEN, Rehousing.TENANT_CHOOSES): "choice_after_12_months",
    (Law.PRIVATE, Rehousing.ON_DEMAND): "landlord_offer",
}
#: true of nearly everyone, so said only where there is nothing else to say
_SELF_EVIDENT = {
    ("always", Verdict.YES),
    ("burnt", Verdict.NO),
    ("no_notice", Verdict.NO),
    ("offered", Verdict.YES),
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
    """The short answer, what it means, and the drawing of it."""

    answer: str
    meaning: str
    picture: str


class Explainer:
    """The words for one assessment in the language of the page."""

    def __init__(self, assessment: Assessment, months: frozenset[str] = frozenset()) -> None:
        self.assessment = assessment
        self.values = Values(assessment.case, months)
        self.words: Words = words(current_language().code)
        #: whose words are used: the act that applies, else the first of those that may
        self.law = assessment.law or min(possible_laws(assessment.case), key=list(Law).index)
        self._sentences: dict[tuple[str, Verdict], str | None] = {}

    def text(self, *path: str) -> str:
        """The text at a path of the content, filled in."""
        return self.words.text(*path).fill(self.values)

    def paragraphs(self, *path: str) -> list[str]:
        """All strings at a path that can be filled in; none where there is no such text."""
        node = self.words.find(*path)
        return node.paragraphs(self.values) if isinstance(node, Text) else []

    def title(self, found: Found) -> str:
        """What a finding is about."""
        own = ("findings", found.id, self.law, "title")
        return self.text(*own) if self.words.has(*own) else self.text("findings", found.id, "title")

    def finding(self, found: Found) -> str:
        """What holds about one finding."""
        return self.text(*self._of_finding(found), found.verdict)

    def more(self, found: Found) -> list[str]:
        """What else is good to know about it."""
        return self.paragraphs(*self._of_finding(found), "more")

    def _of_finding(self, found: Found) -> tuple[str, ...]:
        """Where the words of a finding are: those of the act, where it has its own."""
        own = ("findings", found.id, self.law)
        return own if self.words.has(*own) else own[:2]

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
        right = _RIGHT.get((self.law, self.assessment.rehousing), "permanent_right")
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
        path = self._outcome_path()
        variant = variant_of(self.assessment)
        branch = self.words.branch(*path)
        parts = (
            f"{part}_{variant}" if f"{part}_{variant}" in branch else part
            for part in ("answer", "meaning")
        )
        # A short answer that named more than a few would not be short.
        few = len(self._missing()) <= _MOST_MISSING
        tell = self.with_missing if few else self.text
        answer, meaning = (tell(*path, part) for part in parts)
        return Outcome(answer, meaning, pictures.of_outcome(path[-1], variant))

    def _outcome_path(self) -> tuple[str, ...]:
        law, verdict = self.assessment.law, self.assessment.rehousing
        if law is Law.NONE:
            return ("outcomes", "no_act")
        own = ("outcomes", law or "", verdict)
        return own if self.words.has(*own) else ("outcomes", verdict)

    def with_missing(self, *path: str) -> str:
        """A text that may name what is missing."""
        missing = {"missing": self.missing()} if self.assessment.needs else {}
        return self.words.text(*path).fill(Given(missing, self.values))

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
