"""The answer as it is shown: a letter to the person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from portal import pictures
from portal.explain import Explainer, Outcome, sources_of
from portal.guide import findings, grounds, helpers, moments, onward
from portal.guide.answered import Row, rows
from portal.guide.findings import MOST_UNKNOWN, Findings, Item
from portal.guide.moments import Moment
from portal.guide.ways import Way, asked_of_others, ways
from portal.words.values import months_in
from rules import interview
from rules.approximate import assess_answers
from rules.assess import Assessment, advice
from rules.interview import Part
from rules.outcomes import Rehousing
from rules.sources import Source
from rules.version import RULES_VERSION


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
        self.months = months_in(answers)
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
        return grounds.law_name(self.assessment)

    @property
    def reasons(self) -> list[str]:
        """Why the main answer is what it is."""
        return self.explain.main_reasons(MOST_UNKNOWN)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the main answer."""
        return grounds.sources(self.assessment)

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
        if self.ways:
            return findings.none()  # each of the answers side by side has its own
        return Findings(self.answers, self.on, self.assessment, self.explain).groups()

    @cached_property
    def moments(self) -> list[Moment]:
        """The dates, in order; the first that is still to come is the next."""
        approximate = bool(self.months)
        return moments.moments(self.assessment, self.explain, self.on, approximate=approximate)

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
    def rows(self) -> list[Row]:
        """What was answered."""
        return rows(self.answers, self.token, self.explain)

    @cached_property
    def helpers(self) -> list[dict[str, str]]:
        """Who decides, where to complain, and who helps."""
        return helpers.helpers(self.assessment, self.explain)

    @property
    def onward(self) -> list[dict[str, str]]:
        """What the answer can be used for."""
        return onward.onward(self.token)

    @property
    def tools(self) -> list[dict[str, str]]:
        """Where one can go from here."""
        return onward.tools(self.assessment)

    @cached_property
    def invitations(self) -> list[Invitation]:
        """Parts with something still to settle, and how many questions each has."""
        found = []
        for part in Part:
            questions = self.wanted.questions(part)
            if questions:
                found.append(Invitation(part, questions[0].id, len(questions)))
        return found
