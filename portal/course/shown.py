"""The stages of a case as they are shown, on the page and in the calendar alike."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from portal import pictures
from portal.explain import Explainer, sources_of
from portal.i18n import format_date, format_month, gettext
from rules.assess import Assessment
from rules.course import Course, Moment, Stage, State, course
from rules.facts import Reason
from rules.findings import Certainty
from rules.outcomes import Law, Rehousing
from rules.sources import Source

#: whose words a stage has, where it has none of the act's own
_ALSO = {Law.EXPROPRIATION: (Law.PRIVATE,)}
#: sources named at a stage: of its first rules
_RULES_SHOWN = 2
_STEP = "support_step"


@dataclass(frozen=True, slots=True)
class Shown:
    """One stage in words. ``when`` tells its day or bounds, ``day`` is the one to keep in mind."""

    id: str
    title: str
    text: str
    when: str
    day: date | None
    state: State
    certainty: Certainty
    must_act: bool
    approximate: bool
    sources: tuple[Source, ...]
    moment: Moment
    steps: "tuple[Shown, ...]" = ()

    @property
    def picture(self) -> str:
        """The drawing that stands beside it."""
        return pictures.of_stage(self.id)


@dataclass(frozen=True, slots=True)
class Clash:
    """Dates that do not fit together, and the facts they belong to."""

    text: str
    facts: tuple[str, str]


class Line:
    """The whole course in the language of the page."""

    def __init__(self, assessment: Assessment, months: frozenset[str]) -> None:
        self.course: Course = course(assessment, months)
        self._law = assessment.law
        self._reason = assessment.case.facts.reason
        #: the answer is known, so that no more questions would bring a stage
        self.settled = assessment.rehousing is not Rehousing.UNKNOWN
        self._explain = Explainer(assessment, months)

    @cached_property
    def stages(self) -> list[Shown]:
        """The stages in order; the yearly steps of the support stand in one place."""
        steps = tuple(self._shown(s) for s in self.course.stages if s.step is not None)
        whole = [self._shown(stage) for stage in self.course.stages if stage.step is None]
        return [replace(each, steps=steps) if each.id == "support" else each for each in whole]

    @property
    def dated(self) -> Iterator[Shown]:
        """Every stage with a day, the steps of the support among them, in order."""
        return (self._shown(stage) for stage in self.course.dated)

    @cached_property
    def clashes(self) -> list[Clash]:
        text = self._explain.text
        return [
            Clash(text("course", "contradictions", each.id), each.facts)
            for each in self.course.contradictions
        ]

    def _shown(self, stage: Stage) -> Shown:
        return Shown(
            id=stage.id,
            title=self._title(stage),
            text=self._words(_name(stage), "text"),
            when=when(stage.moment, stage.approximate, self._explain),
            day=stage.moment.marked,
            state=stage.state,
            certainty=stage.certainty,
            must_act=stage.must_act,
            approximate=stage.approximate,
            sources=sources_of(stage.rules[:_RULES_SHOWN]),
            moment=stage.moment,
        )

    def _title(self, stage: Stage) -> str:
        last = max((s.step or 0 for s in self.course.stages), default=0)
        variant = "done" if stage.state is State.DONE else "last" if stage.step == last else None
        path = ("course", "stages", _name(stage), f"title_{variant}")
        if variant and self._explain.words.has(*path):
            return self._explain.text(*path)
        return self._words(_name(stage), "title")

    def _words(self, name: str, part: str) -> str:
        path = ("course", "stages", name)
        laws = (self._law, *_ALSO.get(self._law, ())) if self._law else ()
        # After a fire nobody gives notice, whatever act it is.
        fire = (Reason.FIRE,) if self._reason is Reason.FIRE else ()
        variants = (f"{part}_{each}" for each in (*fire, *laws))
        found = (each for each in variants if self._explain.words.has(*path, each))
        return self._explain.text(*path, next(found, part))


def when(moment: Moment, approximate: bool, explain: Explainer) -> str:
    """By when something is, in words; a month where its day is known only to the month."""
    if approximate and moment.day and moment.day.day == 1:
        return format_month(moment.day)
    told = _told(moment, explain)
    about = approximate and moment.is_dated
    return gettext("cirka: %(when)s", when=told) if about else told


def _told(moment: Moment, explain: Explainer) -> str:
    if moment.day:
        return format_date(moment.day)
    if moment.earliest and moment.latest:
        first, last = format_date(moment.earliest), format_date(moment.latest)
        return gettext("fra %(first)s til %(last)s", first=first, last=last)
    if moment.latest:
        return gettext("senest %(day)s", day=format_date(moment.latest))
    if moment.earliest:
        return gettext("tidligst %(day)s", day=format_date(moment.earliest))
    for side, other in (("before", moment.before), ("after", moment.after)):
        if other:
            return explain.text("course", "stages", other, side)
    return gettext("vi kender ikke dagen")


def _name(stage: Stage) -> str:
    return stage.id if stage.step is None else _STEP
