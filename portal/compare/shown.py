"""The comparison as the page shows it: the same rows for each option, amounts as text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from portal.compare import totals
from portal.compare.situation import Lets, Situation
from portal.compare.totals import Counted, Numbers, Option, Total
from portal.explain import Explainer, sources_of
from portal.i18n import format_kroner
from portal.words import Text, Words
from rules.byfornyelse import rent_rule
from rules.sources import Source, load_texts
from rules.support import to_oere
from rules.truth import Verdict

#: the rows of words
ROWS = ("open", "get", "lose", "when", "final", "ask")
#: all rows, in the order of the page
ORDER = ("open", "get", "sum", "lose", "when", "final", "ask", "sources")
_RANGE = (Counted.AFTER_RETURN_LOW, Counted.AFTER_RETURN_HIGH)
#: where the rules have no such option, what holds for others does not stand in
_NOT_HERE = {
    (Option.PAYMENT, "nobody"),
    (Option.OWN, "none"),
    (Option.PERMANENT, "none"),
    (Option.TEMPORARY, "none"),
    (Option.TEMPORARY, "expropriation"),
}


@dataclass(frozen=True, slots=True)
class Sum:
    """One total as text. ``support`` and ``you_pay`` may name a lower and an upper end."""

    title: str
    rent: str
    support: tuple[str, ...]
    payment: str | None
    you_pay: tuple[str, ...]
    more_than_paid: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One of the four options."""

    id: Option
    title: str
    verdict: Verdict | None
    rows: Mapping[str, list[str]]
    sums: list[Sum]
    missing: list[str]
    not_counted: bool
    sources: tuple[Source, ...]


class Comparison:
    """Everything the page says, for a situation and the numbers that are known."""

    def __init__(
        self, situation: Situation, numbers: Numbers, months: frozenset[str] = frozenset()
    ) -> None:
        self.situation = situation
        self.numbers = numbers
        self.explain = Explainer(situation.assessment, months)
        self._totals = {option: self._worked_out(option) for option in Option}
        self.options = [self._shown(option) for option in Option]

    def text(self, *path: str) -> str:
        """A text of the page. Raises ContentError."""
        return self.explain.text("compare", *path)

    def lines(self, *path: str) -> list[str]:
        """The paragraphs at a path that can be filled in."""
        return self.explain.paragraphs("compare", *path)

    def _shown(self, option: Option) -> Shown:
        verdict, _ = self.situation.open(option)
        counted = {total.counted for total in self._totals[option]}
        missing = [] if counted else totals.needed(option, self.numbers)
        private = option is Option.PAYMENT and self.situation.lets is Lets.PRIVATE
        return Shown(
            id=option,
            title=self.text("options", option, "title"),
            verdict=verdict,
            rows={row: self._row(option, row) for row in ROWS},
            sums=self._sums(self._totals[option]),
            missing=[self.text("fields", name, "label") for name in missing],
            not_counted=private,
            sources=self._sources(option),
        )

    def _row(self, option: Option, row: str) -> list[str]:
        variant = self.situation.variant(option)
        path = ("compare", "options", option)
        lines = self.explain.paragraphs(*path, variant, row)
        if row == "open":
            return self._open(option, lines)
        if not lines and (option, variant) not in _NOT_HERE:
            lines = self.explain.paragraphs(*path, "any", row)
        return lines or [self.text("not_here")]

    def _open(self, option: Option, lines: list[str]) -> list[str]:
        """Whether the option is open: in the words of the act, and of the finding about it."""
        _, found = self.situation.open(option)
        if found:
            return [*lines, self.explain.finding(found)]
        if option is Option.PERMANENT and self.situation.landlord_decides:
            return [*lines, self.explain.outcome().answer]
        return lines or [self.text("closed")]

    def _sources(self, option: Option) -> tuple[Source, ...]:
        path = ("compare", "options", option, self.situation.variant(option), "rules")
        node = self.explain.words.find(*path)
        return sources_of(node.raw) if isinstance(node, Text) else ()

    def _worked_out(self, option: Option) -> list[Total]:
        """The totals of an option, those with support only where there is some."""
        if option is Option.PAYMENT and self.situation.lets is Lets.PRIVATE:
            return []
        case = self.situation.assessment.case
        plain = totals.without_support(option, self.numbers, case.law)
        wanted = self.situation.counted(option)
        supported: list[Total] = []
        if Counted.PHASE_IN in wanted:
            found = totals.with_phase_in(option, self.numbers, case.law)
            supported = [found] if found and found.support else []
        if Counted.AFTER_RETURN in wanted:
            span = rent_rule.threshold(case)
            supported = list(totals.with_return_support(self.numbers, span, case.law))
        if plain is None or (supported and Counted.NONE not in wanted):
            return supported
        return [plain, *supported]

    def _sums(self, found: list[Total]) -> list[Sum]:
        ends = [total for total in found if total.counted in _RANGE]
        sums = [self._sum([t], len(found) > 1) for t in found if t.counted not in _RANGE]
        return [*sums, *([self._sum(ends, True)] if ends else [])]

    def _sum(self, ends: list[Total], one_of_several: bool) -> Sum:
        """One total, or one at both ends of the threshold."""
        first = ends[0]
        key = Counted.AFTER_RETURN if first.counted in _RANGE else first.counted
        named = one_of_several or key is not Counted.NONE
        sure = key is not Counted.NONE and not one_of_several
        more = all(total.you_pay < 0 for total in ends)
        return Sum(
            title=self.text("sums", "counted", f"{key}_sure" if sure else key) if named else "",
            rent=_kr(first.rent),
            support=_between(total.support for total in ends) if key is not Counted.NONE else (),
            payment=_kr(first.payment) if first.payment else None,
            you_pay=_between(abs(total.you_pay) for total in ends),
            more_than_paid=more,
        )

    @property
    def years(self) -> dict[str, Any] | None:
        """Every total year by year, for a table; None where nothing can be worked out."""
        columns = [
            (self._column(option, total, len(found) > 1), total)
            for option, found in self._totals.items()
            for total in found
        ]
        if not columns:
            return None
        found = [total for _, total in columns]
        rows: list[dict[str, Any]] = [
            {"year": n + 1, "cells": [_kr(total.years[n].you_pay) for total in found]}
            for n in range(len(found[0].years))
        ]
        if any(total.payment for total in found):
            cells = [_kr(total.payment) if total.payment else "" for total in found]
            rows.append({"year": self.text("sums", "payment"), "cells": cells})
        return {
            "columns": [title for title, _ in columns],
            "rows": rows,
            "total": {
                "label": self.text("sums", "you_pay"),
                "cells": [_kr(total.you_pay) for total in found],
            },
        }

    def _column(self, option: Option, total: Total, one_of_several: bool) -> str:
        name = self.text("options", option, "title")
        if not one_of_several or total.counted is Counted.NONE:
            return name
        return f"{name}: {self.text('sums', 'with', total.counted)}"


def examples(words: Words) -> list[dict[str, str]]:
    """What was offered elsewhere, each with its place, its source's name and address."""
    names = {text.url: text.name for text in load_texts().values()}
    found = []
    for example in words.branch("compare", "examples", "items"):
        path = ("compare", "examples", "items", example)
        told = {part: words.text(*path, part).raw[0] for part in ("place", "text", "url")}
        host = told["url"].split("/")[2].removeprefix("www.")
        found.append({**told, "source": names.get(told["url"], host)})
    return found


def _between(amounts: Iterable[Fraction]) -> tuple[str, ...]:
    """The lower and the upper end, or the one amount."""
    ends = sorted(set(amounts))
    return tuple(_kr(end) for end in ends)


def _kr(amount: Fraction) -> str:
    """Rounded to whole øre here, and only here; without øre where there are none."""
    rounded = to_oere(amount)
    text = format_kroner(rounded, oere=rounded != rounded.to_integral_value())
    # From right to left, a minus would go to the other end of its number.
    return f"\u2066{text}\u2069" if rounded < 0 else text
