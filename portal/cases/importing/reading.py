"""A file to its table. What kind of file it is, its first bytes tell, not its name."""

from portal.cases.importing import csv_file
from portal.cases.importing.columns import is_heading
from portal.cases.importing.table import MAX_BYTES, FileError, Table, build

_ZIP, _PDF = b"PK\x03\x04", b"%PDF"
#: .xls, and .xlsx with a password
_COMPOUND = b"\xd0\xcf\x11\xe0"


def read(data: bytes) -> Table:
    """The table in a CSV or an Excel file. Raises FileError."""
    if len(data) > MAX_BYTES:
        raise FileError("too_large", megabytes=MAX_BYTES // 1_000_000)
    if not data.strip():
        raise FileError("empty")
    if data.startswith(_COMPOUND):
        raise FileError("old_excel")
    if data.startswith(_PDF):
        raise FileError("pdf")
    if data.startswith(_ZIP):
        from portal.cases.importing import excel_file  # a large library, for these files only

        rows, faults = excel_file.read(data)
        return build(rows, faults, is_heading)
    return build(csv_file.rows(data), (), is_heading)
