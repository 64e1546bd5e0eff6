"""The table in a file: headings, rows, and what is wrong with it before anybody knows its columns.

A cell is text. A day that Excel keeps as a day is `YYYY-MM-DD`, a number has no thousands marks.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from portal.cases import cpr

MAX_BYTES = 10_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_CELL = 2_000
"""Signs of a cell that are read; far beyond any note."""
_MAX_SIGNS = 10_000_000
"""Signs of a whole table: a small Excel file can hold one long text a million times."""
_MOST_FAULTS = 100_000
"""Of a file with more, nobody mends them one by one."""
_CPR_SIGNS = 10
HEADINGS_WITHIN = 10
"""Rows at the top among which the headings are looked for; titles often stand above them."""


class FileError(ValueError):
    """A file that cannot be read; `code` and `params` for `cases/import_words.html`."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a cell. `row` as the program that made the file counts it; columns from 0.

    `to` and `to_row` are the last column and row that it concerns.
    """

    row: int
    column: int
    code: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    to: int | None = None
    to_row: int | None = None

    def cells(self) -> Iterator[tuple[int, int]]:
        """Row and column of each cell that it concerns."""
        rows = range(self.row, (self.to_row or self.row) + 1)
        columns = range(self.column, (self.column if self.to is None else self.to) + 1)
        return product(rows, columns)

    def concerns(self, columns: Iterable[int]) -> bool:
        """Whether one of the columns is hit; a cell too many concerns all."""
        last = self.column if self.to is None else self.to
        return self.code == "extra" or any(self.column <= each <= last for each in columns)


def tell(faults: list[Fault], fault: Fault) -> None:
    """Put one more fault to those of a file. Raises FileError where there are far too many."""
    if len(faults) >= _MOST_FAULTS:
        raise FileError("too_much")
    faults.append(fault)


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty, with its number in the file."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; each row has as many cells as there are headings."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...] = ()

    def examples(self, column: int, most: int = 3) -> list[str]:
        """The first values of a column that are not empty."""
        found: list[str] = []
        for row in self.rows:
            if len(found) == most:
                break
            if row.cells[column]:
                found.append(row.cells[column])
        return found

    def as_json(self) -> dict[str, Any]:
        return {
            "headings": self.headings,
            "rows": [[row.number, *row.cells] for row in self.rows],
            "faults": [
                [f.row, f.column, f.code, dict(f.params), f.to, f.to_row] for f in self.faults
            ],
        }


def from_json(found: Mapping[str, Any]) -> Table:
    """The table of `Table.as_json`."""
    return Table(
        tuple(found["headings"]),
        tuple(Row(number, tuple(cells)) for number, *cells in found["rows"]),
        tuple(Fault(*fault) for fault in found["faults"]),
    )


def letter(column: int) -> str:
    """A column as a spreadsheet names it: A for 0, AA for 26."""
    name = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        name, column = chr(ord("A") + rest) + name, column - 1
    return name


def build(
    rows: Iterable[tuple[int, list[str]]],
    faults: Iterable[Fault],
    is_heading: Callable[[str], bool],
) -> Table:
    """The table of the rows of a file, empty ones included, with their numbers. Raises FileError.

    `is_heading`: whether a text is known as the heading of a column.
    """
    filled = _bounded(rows)
    if not filled:
        raise FileError("empty")
    at = _heading_row(filled, is_heading)
    number, headings = filled[at]
    if len(headings) > MAX_COLUMNS:
        raise FileError("too_many_columns", most=MAX_COLUMNS)
    if len(filled) == at + 1:
        raise FileError("no_rows")
    found = [fault for fault in faults if fault.row >= number]
    body = [_row(number, cells, len(headings), found) for number, cells in filled[at + 1 :]]
    shown = tuple("" if cpr.looks_like(heading) else heading[:100] for heading in headings)
    return Table(shown, tuple(body), tuple(sorted(found, key=lambda f: (f.row, f.column))))


def _bounded(rows: Iterable[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, without empty cells at their end; as few as are allowed."""
    filled: list[tuple[int, list[str]]] = []
    signs = 0
    for number, cells in rows:
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        filled.append((number, cells))
        signs += sum(map(len, cells))
        if len(filled) > MAX_ROWS + HEADINGS_WITHIN:
            raise FileError("too_many_rows", most=MAX_ROWS)
        if signs > _MAX_SIGNS:
            raise FileError("too_much")
    return filled


def _heading_row(filled: Sequence[tuple[int, list[str]]], is_heading: Callable[[str], bool]) -> int:
    """The first row with two known headings, else the first with one, else the first of all."""
    known = [sum(map(is_heading, cells)) for _, cells in filled[:HEADINGS_WITHIN]]
    for least in (2, 1):
        for place, count in enumerate(known):
            if count >= least:
                return place
    return 0


def _row(number: int, cells: list[str], width: int, faults: list[Fault]) -> Row:
    for place in range(width, len(cells)):
        if cells[place]:
            tell(faults, Fault(number, place, "extra"))
    kept = [*cells, *[""] * width][:width]
    for place, cell in enumerate(kept):
        if not cell:
            continue
        if len(cell) > MAX_CELL:
            tell(faults, Fault(number, place, "too_long", {"most": MAX_CELL}))
            kept[place] = ""
        elif len(cell) >= _CPR_SIGNS and cpr.looks_like(cell):
            # Not kept, not even until the file is let go.
            tell(faults, Fault(number, place, "cpr"))
            kept[place] = ""
    return Row(number, tuple(kept))
