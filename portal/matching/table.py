"""Rows of numbered values, packed: as a mapping for each row they would take ten times as much."""

from array import array
from collections.abc import Iterable, Iterator


class Table:
    """Row -> pairs of a number (0 to 2**32 - 1) and a value."""

    def __init__(self, rows: Iterable[Iterable[tuple[int, float]]]) -> None:
        self._numbers, self._values, self._ends = array("I"), array("d"), array("I", [0])
        for row in rows:
            for number, value in row:
                self._numbers.append(number)
                self._values.append(value)
            self._ends.append(len(self._numbers))

    def row(self, place: int) -> Iterator[tuple[int, float]]:
        """The pairs of a row, in the order in which they were given."""
        start, end = self._ends[place], self._ends[place + 1]
        return zip(self._numbers[start:end], self._values[start:end], strict=True)
