"""Reading an Excel file: the values as they were saved, and what cannot be taken as it looks."""

import io
import zipfile
from contextlib import closing
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from openpyxl import load_workbook
from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from portal.cases.importing.table import (
    HEADINGS_WITHIN,
    MAX_COLUMNS,
    MAX_ROWS,
    Fault,
    FileError,
    tell,
)

MAX_UNPACKED = 60_000_000
"""Bytes of all parts together, as the file itself announces them; more is not unpacked."""
_MAX_PARTS = 2_000
_MAX_HEIGHT = 100_000
"""Rows of a sheet, empty ones included."""
_MOST_MERGED = MAX_ROWS * MAX_COLUMNS
"""Cells of all that is merged, each counted as often as it is."""
_WORKBOOK = "xl/workbook.xml"
_CHUNK = 1 << 16
#: what openpyxl and the readers below it raise for a file that is not as it should be
_BROKEN = (
    InvalidFileException,
    zipfile.BadZipFile,
    NotImplementedError,
    ParseError,
    expat.ExpatError,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    TypeError,
    ValueError,
)

Rows = list[tuple[int, list[str]]]


def read(data: bytes) -> tuple[Rows, list[Fault]]:
    """The rows of the first sheet that has any, with their numbers, and faults by cell.

    Raises FileError.
    """
    try:
        _refuse_bomb(data)
        return _first_sheet(data)
    except FileError:
        raise
    except _BROKEN:
        raise FileError("broken") from None


def _refuse_bomb(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > _MAX_PARTS:
            raise FileError("too_much")
        if "content.xml" in names:
            raise FileError("open_document")
        if _WORKBOOK not in names:
            raise FileError("not_excel")
        if any(part.flag_bits & 1 for part in parts):
            raise FileError("old_excel")


def _first_sheet(data: bytes) -> tuple[Rows, list[Fault]]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    with closing(book), zipfile.ZipFile(io.BytesIO(data)) as archive:
        for sheet in book.worksheets:
            look = _Look()
            look.through(archive, sheet._worksheet_path)  # type: ignore[attr-defined]
            if not look.filled:
                continue
            sheet.reset_dimensions()  # what the file says of its size may be anything
            faults = [fault for fault in look.faults if fault.row <= look.last]
            cells = sheet.iter_rows(max_row=look.last, max_col=look.width)
            rows = [[_text(cell, faults) for cell in row] for row in cells]
            return list(enumerate(rows, 1)), faults
    raise FileError("empty")


def _text(cell: Any, faults: list[Fault]) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        tell(faults, Fault(cell.row, cell.column - 1, "excel_error", {"text": str(value)}))
        return ""
    return plain(value)


def plain(value: object) -> str:
    """A value of a cell as text."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            midnight = value.time() == time()
            return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.15g}"
        case _:
            return str(value).strip()


class _Look:
    """A first look at the sheet itself, for what openpyxl does not tell when it only reads.

    How large it really is, formulas whose value was never saved, and cells that are merged.
    """

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.filled = 0
        """Rows with something in them."""
        self.last = 0
        """The number of the last of them."""
        self.width = 0
        self._merged_cells = 0
        self._row = 0
        self._cell = ""
        self._text = self._formula = self._value = self._in_value = False

    def through(self, archive: zipfile.ZipFile, path: str) -> None:
        """Look at a sheet. Raises FileError where there is more than is read, or a doctype."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        with archive.open(path) as part:
            while chunk := part.read(_CHUNK):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _doctype(self, *_: object) -> None:
        raise FileError("broken")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition("}")[2]:
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
            case "c":
                self._cell = attributes["r"]
                self._text = attributes.get("t") == "str"
                self._formula = self._value = self._in_value = False
            case "f":
                self._formula = True
            case "v" | "t":
                self._in_value = True
            case "mergeCell":
                self._merged(attributes["ref"])

    def _characters(self, _text: str) -> None:
        self._value = self._value or self._in_value

    def _end(self, name: str) -> None:
        self._in_value = False
        if not name.endswith("}c") or not (self._value or self._formula):
            return
        column = column_index_from_string(self._cell.rstrip("0123456789"))
        if self._row != self.last:
            self.filled += 1
            self.last = self._row
        self.width = max(self.width, column)
        if self.filled > MAX_ROWS + HEADINGS_WITHIN or self._row > _MAX_HEIGHT:
            raise FileError("too_many_rows", most=MAX_ROWS)
        if column > MAX_COLUMNS:
            raise FileError("too_many_columns", most=MAX_COLUMNS)
        if self._formula and not (self._value or self._text):  # a text may come out empty
            tell(self.faults, Fault(self._row, column - 1, "formula"))

    def _merged(self, cells: str) -> None:
        left, top, right, bottom = map(int, range_boundaries(cells))  # type: ignore[arg-type]
        bottom, right = min(bottom, max(self.last, top)), min(right, MAX_COLUMNS)
        self._merged_cells += max(0, bottom - top + 1) * max(0, right - left + 1)
        if self._merged_cells > _MOST_MERGED:
            raise FileError("too_much")
        tell(self.faults, Fault(top, left - 1, "merged", {"cells": cells}, right - 1, bottom))
