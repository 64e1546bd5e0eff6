"""The amounts of a line: `#5 maneder` is 5, `et halvt ar` 6, `to voksne og tre born` 5."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

#: words of a number or a unit: `twenty four`, `et halvt ar`
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Measure:
    """How an amount is written: units by what one of them is worth, and amounts of one word."""

    units: Mapping[str, Decimal]
    fixed: Mapping[str, Decimal]
    #: without a unit it is none
    needs_unit: bool = True


@dataclass(frozen=True, slots=True)
class Amounts:
    """Reads numbers and measures in one language."""

    numbers: Mapping[str, Decimal]
    measures: Mapping[str, Measure]
    #: what may be written together with the word after it
    prefixes: tuple[str, ...]

    def read(self, text: str, measure: str) -> Decimal | None:
        """The amount that a stretch of a line says; None where it is not one amount."""
        known = self.measures.get(measure, Measure({}, {}))
        number = self._number(text)
        if number is not None:
            return number
        fixed = self._known(text, known.fixed)
        return self._sum(text.split(), known) if fixed is None else fixed

    def _sum(self, words: list[str], measure: Measure) -> Decimal | None:
        """Numbers, each with its unit; of different units the greater comes first."""
        total, last = Decimal(0), None
        different = len(set(measure.units.values())) > 1
        place = 0
        while place < len(words):
            number, length = self._longest(words, place, self.numbers)
            if number is None:
                place += 1
                continue
            unit, unit_length = self._longest(words, place + length, measure.units)
            unit = Decimal(1) if unit is None else unit
            if last is not None and different and unit >= last:
                return None
            total, last = total + number * unit, unit
            place += length + unit_length
        return None if last is None else total

    def _longest(
        self, words: list[str], place: int, table: Mapping[str, Decimal]
    ) -> tuple[Decimal | None, int]:
        """What most words from a place on stand for in a table, and how many words they are."""
        for length in range(min(_MOST_WORDS, len(words) - place), 0, -1):
            text = " ".join(words[place : place + length])
            found = self._number(text) if table is self.numbers else self._known(text, table)
            if found is not None:
                return found, length
        return None, 0

    def _number(self, text: str) -> Decimal | None:
        if text.startswith("#") and " " not in text:
            return Decimal(text[1:])
        return self._known(text, self.numbers)

    def _known(self, text: str, table: Mapping[str, Decimal]) -> Decimal | None:
        """What a word stands for, whatever is written together with it; `word*` by its start."""
        for prefix in ("", *self.prefixes):
            if not text.startswith(prefix):
                continue
            own = text.removeprefix(prefix)
            if own in table:
                return table[own]
            for word, worth in table.items():
                if word.endswith("*") and own.startswith(word[:-1]) and " " not in own:
                    return worth
        return None
