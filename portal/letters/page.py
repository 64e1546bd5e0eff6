"""What the pages of the letters show: the list for a case, and one letter with all about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from portal.explain import Explainer, sources_of
from portal.i18n import DEFAULT_LANGUAGE, current_language, in_language
from portal.letters.catalogue import LETTERS, UNKNOWN, Letter
from portal.letters.typed import RECEIPTS, Typed
from portal.letters.written import Written, write
from portal.words import Given, Text, Values, words
from portal.words.values import months_in
from rules.approximate import assess_answers
from rules.assess import Assessment, Found
from rules.sources import Source
from rules.truth import Verdict


class Household:
    """A person's answers on a day, and what the rules say of them."""

    def __init__(self, answers: Mapping[str, Any], on: date) -> None:
        self.months = months_in(answers)
        self.assessment: Assessment = assess_answers(answers, on)
        self.told = bool(answers)

    def values(self) -> Values:
        """The placeholders in the language of the page."""
        return Values(self.assessment.case, self.months)

    def explain(self) -> Explainer:
        return Explainer(self.assessment, self.months)


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter in the list. ``why`` is what the rules say of the household, or when it is used."""

    id: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Choices:
    """The list: the letters that fit the answers, and the others."""

    fitting: list[Entry]
    others: list[Entry]


@dataclass(frozen=True, slots=True)
class About:
    """To whom a version of a letter goes, and by when; ``label`` says whose version it is."""

    version: str
    label: str
    to: str
    deadline: str
    careful: str | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Holds:
    """What the answers say of a letter. ``fits`` is False where they speak against it."""

    fits: bool
    text: str | None


def choices(household: Household) -> Choices:
    """The letters for a household; all of them as *others* where nothing was told."""
    fitting: list[Entry] = []
    others: list[Entry] = []
    for letter in LETTERS:
        why = _why(letter, household) if household.told else None
        text = words(current_language().code).text
        entry = Entry(
            letter.id,
            text("letters", letter.id, "title").raw[0],
            why or text("letters", letter.id, "when").fill(household.values()),
        )
        (others if why is None else fitting).append(entry)
    return Choices(fitting, others)


def _why(letter: Letter, household: Household) -> str | None:
    """Why a letter is right: the finding in words, or *when* it is; None where it is not."""
    if not letter.when(household.assessment):
        return None
    if not letter.findings:
        return (
            words(current_language().code)
            .text("letters", letter.id, "when")
            .fill(household.values())
        )
    found = _holding(letter, household.assessment)
    return None if found is None else household.explain().finding(found)


def _holding(letter: Letter, assessment: Assessment) -> Found | None:
    """The first finding that makes the letter right."""
    for name, verdicts in letter.findings:
        found = assessment.finding(name)
        if found is not None and found.verdict in verdicts:
            return found
    return None


class LetterPage:
    """One letter in the language of the page, with the Danish that is sent."""

    def __init__(self, letter: Letter, household: Household, typed: Typed, chosen: str) -> None:
        self.letter = letter
        self.household = household
        self.typed = typed
        self._words = words(current_language().code)
        self._path = ("letters", letter.id)
        self.versions = tuple(self._words.branch(*self._path, "versions"))
        settled = letter.version(household.assessment)
        #: None where the answers do not say which version it is
        self.settled = settled if settled in self.versions else None
        last = UNKNOWN if UNKNOWN in self.versions else self.versions[0]
        self.version = self.settled or (chosen if chosen in self.versions else last)

    @property
    def title(self) -> str:
        return self._text("title")

    @property
    def when(self) -> str:
        return self._text("when")

    @property
    def asks_version(self) -> bool:
        """The person says which version it is."""
        return self.settled is None and len(self.versions) > 1

    @cached_property
    def about(self) -> list[About]:
        """Of the version that holds; of each that may where that is not known."""
        open_ = [v for v in self.versions if v != UNKNOWN]
        return [self._about(v) for v in (open_ if self.asks_version else [self.version])]

    @property
    def chosen(self) -> About:
        """Of the version that the letter is written in."""
        return self._about(self.version)

    @cached_property
    def options(self) -> list[dict[str, str]]:
        """The versions to choose between."""
        return [
            {"value": version, "label": self._text("versions", version, "label")}
            for version in self.versions
            if version != UNKNOWN
        ]

    @cached_property
    def holds(self) -> Holds | None:
        """What the answers say of it; None where they say nothing."""
        household, letter = self.household, self.letter
        if not household.told or not letter.findings:
            return None
        found = _holding(letter, household.assessment)
        if found is not None:
            return Holds(True, household.explain().finding(found))
        known = [household.assessment.finding(name) for name, _ in letter.findings]
        first = next((f for f in known if f is not None), None)
        if first is None:
            return Holds(False, None)
        fits = first.verdict is not Verdict.NO and letter.findings[0][0] == first.id
        return Holds(fits, household.explain().finding(first))

    @cached_property
    def fields(self) -> dict[str, dict[str, str]]:
        """Label and hint of the fields that are this letter's own."""
        return {
            name: {part: self._text("fields", name, part) for part in ("label", "hint")}
            for name in self._words.branch(*self._path, "fields")
        }

    @property
    def receipts(self) -> range:
        """The numbers of the lines for receipts."""
        return range(1, RECEIPTS + 1) if self.letter.receipts else range(0)

    @cached_property
    def danish(self) -> Written:
        """The letter that is sent."""
        with in_language(DEFAULT_LANGUAGE.code):
            return self._write()

    @cached_property
    def translated(self) -> Written | None:
        """The same in the language of the page; None where that is Danish."""
        return None if current_language() is DEFAULT_LANGUAGE else self._write()

    def _write(self) -> Written:
        household = self.household
        return write(self.letter, self.version, household.values(), household.months, self.typed)

    def _about(self, version: str) -> About:
        path = ("versions", version)
        careful = self._words.has(*self._path, *path, "careful")
        rules = self._words.text(*self._path, *path, "rules").raw
        return About(
            version=version,
            label=self._text(*path, "label"),
            to=self._text(*path, "to"),
            deadline=self._text(*path, "deadline"),
            careful=self._text(*path, "careful") if careful else None,
            sources=sources_of(rules),
        )

    def _text(self, *path: str) -> str:
        node = self._words.find(*self._path, *path)
        return node.fill(Given({}, self.household.values())) if isinstance(node, Text) else ""
