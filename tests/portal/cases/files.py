"""Files of an office, made for tests."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]

HEADINGS = ["Lejemål", "Sprog", "Personer", "Børn", "Lejen begyndte", "Note"]


def as_csv(rows: Rows, encoding: str = "utf-8-sig", separator: str = ";") -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return written.getvalue().encode(encoding)


def as_xlsx(rows: Rows, change: Callable[[Any], object] = lambda sheet: None) -> bytes:
    """`change`: what else is done to the sheet before it is saved."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    change(book.active)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def swapped(data: bytes, part: str, old: str, new: str) -> bytes:
    """An Excel file in one of whose parts a text is another."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            after.writestr(name, content)
    return made.getvalue()


def households(count: int) -> list[list[Any]]:
    """Rows under `HEADINGS`, all different and all good."""
    languages = ("dansk", "en", "العربية", "Arabisk")
    return [
        [
            f"{number // 40 + 1}-{number % 40 + 101}",
            languages[number % 4],
            number % 5 + 1,
            "ja" if number % 3 else "nej",
            f"{number % 28 + 1}.3.{2000 + number % 20}",
            f"Æblegård nr. {number}; 2. th",
        ]
        for number in range(count)
    ]
