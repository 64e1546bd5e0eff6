"""The decisions of the rules in the words of the page's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.i18n import current_language
from portal.words import Text, Values, Words, words
from portal.words.values import law_values
from rules import parameters
from rules.graph import Gate, Group, Ladder, Part, Step, ladders
from rules.truth import Verdict

LAW = "law"


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A sentence, with what it is made of below it; or without a sentence only its parts."""

    text: str | None
    every: bool = True
    parts: "tuple[ShownPart, ...]" = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a gate as it is drawn. ``depth`` 1 stands below the line before it."""

    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class ShownGate:
    """One gate. ``questions`` are short names of the questions, in the order asked."""

    heading: str
    part: ShownPart
    result: str
    leads_to: str
    questions: tuple[str, ...]

    @property
    def sentences(self) -> tuple[ShownPart, ...]:
        """What stands side by side in the gate."""
        return (self.part,) if self.part.text else self.part.parts

    def lines(self, all_of: str, any_of: str) -> Iterator[Line]:
        """The gate for the drawing: one level below its sentences at most."""
        for part in self.sentences:
            if part.text:
                yield Line(part.text)
            else:
                yield Line(all_of if part.every else any_of)
                yield from (Line(text, 1) for text in _texts(part))


@dataclass(frozen=True, slots=True)
class ShownLadder:
    """One decision in words."""

    id: str
    name: str
    about: str
    gates: tuple[ShownGate, ...]
    otherwise: str
    leads_to: str


def _texts(part: ShownPart) -> Iterator[str]:
    for each in part.parts:
        if each.text:
            yield each.text
        else:
            yield from _texts(each)


def shown_ladders(on: date) -> tuple[ShownLadder, ...]:
    """Which act applies, and what each act says, as the law stands on a day."""
    language = words(current_language().code)
    return tuple(_Teller(language, on).ladder(ladder) for ladder in ladders())


class _Teller:
    """Puts rules into the words of one language."""

    def __init__(self, language: Words, on: date) -> None:
        self.words = language
        self.values: Values = law_values(on, parameters.load())

    def text(self, *path: str) -> str:
        return self.words.text(*path).fill(self.values)

    def ladder(self, ladder: Ladder) -> ShownLadder:
        return ShownLadder(
            id=ladder.id,
            name=self.text("rulebook", "ladders", ladder.id),
            about=self.text("rulebook", "about", ladder.id),
            gates=tuple(self._gate(gate, ladder) for gate in ladder.gates),
            otherwise=self._result(ladder.otherwise, ladder),
            leads_to=ladder.otherwise,
        )

    def _gate(self, gate: Gate, ladder: Ladder) -> ShownGate:
        part = self._part(gate.part)
        several = "all" if part.every else "any"
        return ShownGate(
            heading=self.text("rulebook", "page", "one" if part.text else several),
            part=part,
            result=self._result(gate.result, ladder),
            leads_to=gate.result,
            questions=tuple(self.text("questions", q, "answered") for q in gate.questions),
        )

    def _result(self, result: str, ladder: Ladder) -> str:
        return self.text("rulebook", "ladders" if ladder.id == LAW else "results", result)

    def _part(self, part: Part) -> ShownPart:
        if isinstance(part, Step):
            return ShownPart(self._sentence(part))
        return ShownPart(self._name(part), part.every, tuple(self._parts(part)))

    def _parts(self, group: Group) -> Iterator[ShownPart]:
        """The parts; *all* in *all* is one *all* where it has no name in words."""
        for part in group.parts:
            shown = self._part(part)
            if shown.text is None and shown.every is group.every:
                yield from shown.parts
            else:
                yield shown

    def _name(self, group: Group) -> str | None:
        node = self.words.find(
            "rulebook", "conditions", group.name or "", "yes" if group.holds else "no"
        )
        return node.fill(self.values) if isinstance(node, Text) else None

    def _sentence(self, step: Step) -> str:
        """The reason that an answer of the guide would give, also of what no fact can settle."""
        held = Verdict.YES if step.holds else Verdict.NO
        if self.words.has("reasons", step.test, held):
            return self.text("reasons", step.test, held)
        for verdict in (Verdict.DISPUTED, Verdict.UNKNOWN):
            if self.words.has("reasons", step.test, verdict):
                what = self.text("reasons", step.test, verdict)
                return self.words.text("rulebook", "uncertain").fill({"name": what})
        raise LookupError(f"content has no reason {step.test}")
