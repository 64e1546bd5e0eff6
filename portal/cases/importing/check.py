"""All rows of a table, read as the columns say: what is wanted, or every error."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.cases import labels
from portal.cases.household_form import FieldError
from portal.cases.importing import values
from portal.cases.importing.columns import Mapped
from portal.cases.importing.table import Fault, Row, Table


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row asks for: of the household of this label, these columns. An empty cell asks
    for nothing."""

    label: str
    key: str
    columns: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Checked:
    """`wanted` may be saved where there are no faults."""

    wanted: Sequence[Wanted]
    faults: Sequence[Fault]


def check(table: Table, mapped: Mapped, case_id: int) -> Checked:
    """Read every row of a table whose columns are known; that of the label must be."""
    faults = [fault for fault in table.faults if fault.concerns(mapped.values())]
    read = set(mapped.values())
    spoilt = {cell for fault in faults for cell in fault.cells() if cell[1] in read}
    first_rows: dict[str, int] = {}
    wanted: list[Wanted] = []
    for row in table.rows:
        columns, wrong = _read(row, mapped, spoilt)
        faults += wrong
        label = columns.pop("label", None)
        if label is None:
            continue
        key = labels.key(case_id, label)
        if key in first_rows:
            again = {"row": first_rows[key], "text": label}
            faults.append(Fault(row.number, mapped["label"], "twice", again))
        first_rows.setdefault(key, row.number)
        wanted.append(Wanted(label, key, columns))
    return Checked(wanted, sorted(faults, key=lambda fault: (fault.row, fault.column)))


def _read(
    row: Row, mapped: Mapped, spoilt: set[tuple[int, int]]
) -> tuple[dict[str, Any], list[Fault]]:
    columns: dict[str, Any] = {}
    wrong: list[Fault] = []
    for field, column in mapped.items():
        cell = row.cells[column]
        if (row.number, column) in spoilt or not (cell or field == "label"):
            continue
        try:
            columns[field] = values.read(field, cell)
        except FieldError as error:
            params: dict[str, Any] = {"text": cell[:80]}
            if error.code == "too_long":
                params["most"] = values.MOST[field]
            wrong.append(Fault(row.number, column, error.code, params))
    return columns, wrong
