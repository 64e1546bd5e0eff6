"""A question as it is shown: its words, its fields, and what was typed or answered before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.guide.forms import UNKNOWN
from portal.i18n import current_language, format_month, format_number
from portal.words import Text, Values, Words, words
from rules.approximate import Month
from rules.facts import NOT_YET, SPECS, Kind
from rules.interview import Question


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in. ``kind``: choice, yes_no, number, count, date or tick."""

    name: str
    kind: str
    label: str | None
    unit: str | None = None
    example: str | None = None
    options: tuple[Option, ...] = ()
    chosen: str | None = None
    typed: Any = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a question's page says."""

    id: str
    title: str
    why: str
    hint: list[str]
    fields: list[Field]
    grouped: bool
    unknown: bool
    errors: Mapping[str, str] = field(default_factory=dict)


class Page:
    """Builds what is shown for one question, in the language of the page."""

    def __init__(
        self, question: Question, values: Values, answers: Mapping[str, Any], raw: Mapping[str, str]
    ) -> None:
        self.question = question
        self.values = values
        self.answers = answers
        self.raw = raw
        self.words: Words = words(current_language().code)

    def shown(self, errors: Mapping[str, str]) -> Shown:
        """The page; ``errors`` by field."""
        fields = [f for name in self.question.fields for f in self._fields(name)]
        choices = all(f.kind in ("choice", "yes_no") for f in fields)
        return Shown(
            id=self.question.id,
            title=self._text("title") or "",
            why=self._text("why") or "",
            hint=self._paragraphs("hint"),
            fields=fields,
            grouped=len(self.question.fields) == 1,
            unknown=not choices,
            errors=errors,
        )

    def _fields(self, name: str) -> list[Field]:
        kind = SPECS[name].kind
        if name in self.question.extra and kind is Kind.BOOL:
            return [self._tick(name, "1", bool(self.answers.get(name)))]
        if kind is Kind.CHOICE or (kind is Kind.BOOL and len(self.question.fields) == 1):
            return [self._choice(name)]
        if kind is Kind.BOOL:
            return [Field(name, "yes_no", self._label(name), chosen=self._chosen(name))]
        if kind in (Kind.NUMBER, Kind.COUNT):
            return [self._number(name)]
        fields = [self._date(name)]
        if kind is Kind.DATE_OR_NOT_YET:
            label = self._text("options", NOT_YET, "label")
            ticked = self.answers.get(name) == NOT_YET
            fields.append(self._tick(NOT_YET, "1", ticked, label))
        return fields

    def _choice(self, name: str) -> Field:
        spec = SPECS[name]
        listed = self.words.branch("questions", self.question.id, "options")
        values = listed or ("yes", "no") if spec.kind is Kind.BOOL else listed
        options = tuple(
            Option(v, self._text("options", v, "label") or v, self._text("options", v, "note"))
            for v in values
        )
        return Field(name, "choice", None, options=options, chosen=self._chosen(name))

    def _tick(self, name: str, value: str, ticked: bool, label: str | None = None) -> Field:
        chosen = bool(self.raw.get(name)) if self.raw else ticked
        return Field(name, "tick", label or self._label(name), chosen=value if chosen else None)

    def _number(self, name: str) -> Field:
        answer = self.answers.get(name)
        typed = self.raw.get(name, "") if self.raw else ""
        if not self.raw and answer is not None:
            typed = format_number(answer, oere=answer != int(answer) and "rent" in name)
        kind = "count" if SPECS[name].kind is Kind.COUNT else "number"
        return Field(
            name,
            kind,
            self._label(name),
            unit=self._in_field(name, "unit"),
            example=self._in_field(name, "example"),
            typed=typed,
        )

    def _date(self, name: str) -> Field:
        several = len(self.question.fields) > 1
        return Field(
            name,
            "date",
            self._label(name) if several else None,
            example=self._in_field(name, "example"),
            typed=self._typed_date(name),
            optional=name in self.question.extra,
        )

    def _typed_date(self, name: str) -> dict[str, str]:
        if self.raw:
            return {p: self.raw.get(f"{name}_{p}", "") for p in ("day", "month", "year", "text")}
        answer = self.answers.get(name)
        if isinstance(answer, Month):
            return {"text": format_month(answer.first)}
        if isinstance(answer, date):
            parts = {"day": answer.day, "month": answer.month, "year": answer.year}
            return {part: str(number) for part, number in parts.items()}
        return {}

    def _chosen(self, name: str) -> str | None:
        if self.raw:
            return self.raw.get(name)
        if name not in self.answers:
            return None
        answer = self.answers[name]
        if isinstance(answer, bool):
            return "yes" if answer else "no"
        return UNKNOWN if answer is None else str(answer)

    def _label(self, name: str) -> str:
        return self._in_field(name, "label") or ""

    def _in_field(self, name: str, what: str) -> str | None:
        short = name.removeprefix("notice_").removeprefix("offer_")
        return self._text("fields", name, what) or self._text("fields", short, what)

    def _text(self, *path: str) -> str | None:
        node = self.words.find("questions", self.question.id, *path)
        return node.fill(self.values) if isinstance(node, Text) else None

    def _paragraphs(self, *path: str) -> list[str]:
        node = self.words.find("questions", self.question.id, *path)
        return node.paragraphs(self.values) if isinstance(node, Text) else []
