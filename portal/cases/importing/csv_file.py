"""Reading a CSV file as the programs of an office write it: which letters, which separator."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from portal.cases.importing.table import FileError

#: what parts the cells; a Danish Excel writes semicolons
SEPARATORS = (";", "\t", ",")
_LOOKED_AT = 100
_TOLD = "sep="


def rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows with their numbers, from 1. Raises FileError."""
    text, separator = _told(decoded(data))
    reader = _reader(text, separator or sniffed(text))
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, [cell.strip() for cell in cells]
    except csv.Error:
        raise FileError("quotes", row=number + 1) from None


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252 (and so Latin-1). Raises FileError."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # What is no text decodes too, to signs that no table has.
        if any(sign < " " and sign not in "\t\n\r\v\f" for sign in set(text)):
            break
        return text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    raise FileError("not_a_table")


def _encodings(data: bytes) -> tuple[str, ...]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    even, odd = data[:400:2].count(0), data[1:400:2].count(0)
    if even or odd:
        return ("utf-16-le",) if odd > even else ("utf-16-be",)
    return ("utf-8", "cp1252", "latin-1")


def _told(text: str) -> tuple[str, str | None]:
    """The text without a first line `sep=;`, as Excel writes and reads it, and what it tells."""
    first, _, rest = text.partition("\n")
    told = first.strip("\r\n\"'").removeprefix(_TOLD)
    return (rest, told) if first.startswith(_TOLD) and len(told) == 1 else (text, None)


def sniffed(text: str) -> str:
    """The separator by which most rows have as many cells as the first, and more than one."""
    return max(SEPARATORS, key=lambda separator: _fit(text, separator))


def _fit(text: str, separator: str) -> tuple[float, int]:
    try:
        sizes = [len(cells) for cells in islice(_reader(text, separator), _LOOKED_AT) if cells]
    except csv.Error:
        return 0.0, 0
    if not sizes or max(sizes) == 1:
        return 0.0, 0
    usual = max(set(sizes), key=lambda size: (sizes.count(size), size))
    return (sizes.count(usual) / len(sizes) if usual > 1 else 0.0), usual


def _reader(text: str, separator: str) -> "Iterator[list[str]]":
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
