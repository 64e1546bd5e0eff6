"""Tables to be opened in a spreadsheet, in which no cell is ever run as a formula.

CSV as a Danish Excel opens it: UTF-8 with a mark, semicolons, CRLF. In Excel files numbers and
days are numbers and days.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from flask import abort, current_app
from flask.wrappers import Response

from portal.clock import DENMARK

Cell: TypeAlias = str | int | float | Decimal | date | datetime | None
KINDS = ("csv", "xlsx")

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: with what a spreadsheet takes a cell for a formula, or for the end of the one before
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_HARMLESS = "'"
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_MOST_SIGNS = 32_767
"""Of a cell in Excel."""
_WIDEST = 50
_DAY, _MOMENT = "dd-mm-yyyy", "dd-mm-yyyy hh:mm"


def table(
    kind: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], filename: str
) -> Response:
    """A table to be saved, as `csv` or `xlsx`; 404 for another kind.

    `filename`: without its ending.
    """
    if kind not in KINDS:
        abort(404)
    made = as_csv(columns, rows) if kind == "csv" else as_xlsx(columns, rows)
    mimetype = "text/csv" if kind == "csv" else _XLSX
    response: Response = current_app.response_class(made, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=f"{filename}.{kind}")
    response.headers["Cache-Control"] = "no-store"
    return response


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The bytes of a CSV file."""
    written = io.StringIO(newline="")
    # All in quotation marks: an Excel that expects commas would part a cell at its comma, and run
    # what follows.
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([harmless(name) for name in columns])
    writer.writerows([_in_words(cell) for cell in row] for row in rows)
    return (_MARK + written.getvalue()).encode()


def as_xlsx(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The bytes of an Excel file with one sheet, its headings fixed on top."""
    from openpyxl import Workbook  # a large library, for these files only
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    body = [[_for_excel(cell) for cell in row] for row in rows]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("1")
    sheet.freeze_panes = "A2"
    for place, name in enumerate(columns):
        longest = max([len(name), *(len(str(row[place] or "")) for row in body)])
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(longest + 2, _WIDEST)

    def styled(cell: Any, **style: Any) -> Any:
        made = WriteOnlyCell(sheet, cell)
        for name, value in style.items():
            setattr(made, name, value)
        return made

    sheet.append([styled(harmless(name), font=Font(bold=True)) for name in columns])
    for row in body:
        sheet.append(
            [
                styled(cell, number_format=_MOMENT if isinstance(cell, datetime) else _DAY)
                if isinstance(cell, date)
                else cell
                for cell in row
            ]
        )
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def harmless(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe goes before what it would take for a formula.

    So it does before an apostrophe that stands before such a text, that `unescaped` gives back
    exactly what there was.
    """
    visible = "".join(" " if _is_no_text(sign) else sign for sign in text)
    cut = visible[: _MOST_SIGNS - 1]
    return f"{_HARMLESS}{cut}" if _would_run(cut.lstrip(_HARMLESS)) else cut


def _is_no_text(sign: str) -> bool:
    """Whether no XML, and so no Excel file, can hold it."""
    kind = unicodedata.category(sign)
    return (kind == "Cc" and sign not in "\t\r\n") or kind == "Cs" or sign in "\ufffe\uffff"


def unescaped(text: str) -> str:
    """What `harmless` made harmless, as it was."""
    rest = text.removeprefix(_HARMLESS)
    return rest if rest != text and _would_run(rest.lstrip(_HARMLESS)) else text


def _would_run(text: str) -> bool:
    """Whether the first sign that is seen begins a formula, also one in full width."""
    if text.startswith(_STARTS):
        return True
    seen = unicodedata.normalize("NFKC", text)
    first = next((s for s in seen if not s.isspace() and unicodedata.category(s) != "Cf"), "")
    return first in _STARTS and bool(first)


def _in_words(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return harmless(cell)
        case datetime():
            return f"{cell.astimezone(DENMARK):%d-%m-%Y %H:%M}"
        case date():
            return f"{cell:%d-%m-%Y}"
        case float() | Decimal():
            return f"{cell:f}".replace(".", ",")
        case _:
            return str(cell)


def _for_excel(cell: Cell) -> Cell:
    match cell:
        case str():
            return harmless(cell)
        case datetime():  # Excel knows no time zones
            return cell.astimezone(DENMARK).replace(tzinfo=None)
        case _:
            return cell
