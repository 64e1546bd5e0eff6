"""Files as offices have them: letters, separators, Excel's habits, and what is refused."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise

import pytest
from flask import Flask
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from portal.cases.household_form import FieldError
from portal.cases.importing import columns, excel_file, reading, values
from portal.cases.importing import table as table_module
from portal.cases.importing.check import check
from portal.cases.importing.table import MAX_ROWS, FileError, Table, from_json, letter
from portal.cases.sheets import column_names
from portal.i18n import LANGUAGES, use_language
from tests.portal.cases.files import HEADINGS, as_csv, as_xlsx, swapped

ROWS = [HEADINGS, ["Å-1", "dansk", 3, "ja", "1/3-2027", "Bor i »Gården«; 2. th, tv"]]
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(autouse=True)
def _in_the_portal(one_app: Flask) -> Iterator[None]:
    with one_app.test_request_context("/da/staff"):
        use_language("da")
        yield


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def refused(data: bytes) -> FileError:
    with pytest.raises(FileError) as caught:
        reading.read(data)
    return caught.value


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"]
)
def test_letters_and_separators_are_found_out(encoding: str, separator: str) -> None:
    table = reading.read(as_csv(ROWS, encoding, separator))
    assert table.headings == tuple(HEADINGS)
    assert cells(table) == [tuple(map(str, ROWS[1]))]


def test_a_file_that_tells_its_separator() -> None:
    assert cells(reading.read(b"sep=,\r\nLejem\xe5l,Note\r\n1,a;b\r\n")) == [("1", "a;b")]


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
CELL = TEXT.filter(lambda text: text == text.strip()) | st.sampled_from(["a;b", "x,y", 'q"q', ""])


@given(
    rows=st.integers(2, 5).flatmap(
        lambda width: st.lists(
            st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=8
        )
    ),
    separator=st.sampled_from([";", ",", "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    end=st.sampled_from(["\r\n", "\n"]),
)
@example([["a;b", "c;d"]], ",", "utf-8", csv.QUOTE_MINIMAL, "\n")
def test_what_was_written_is_read(
    rows: list[list[str]], separator: str, encoding: str, quoting: int, end: str
) -> None:
    headings = ["Lejemål", *[f"Kolonne {place}" for place in range(1, len(rows[0]))]]
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=separator, lineterminator=end, quoting=quoting).writerows(  # type: ignore[arg-type]
        [headings, *[[f"x{number}", *row[1:]] for number, row in enumerate(rows)]]
    )
    table = reading.read(written.getvalue().encode(encoding))
    assert table.headings == tuple(headings)
    wanted = [(f"x{number}", *row[1:]) for number, row in enumerate(rows)]
    assert cells(table) == wanted
    assert [row.number for row in table.rows] == list(range(2, len(rows) + 2))


@given(st.binary(max_size=300))
@example(b"PK\x03\x04" + b"\0" * 50)
@example(b'Lejem\xe5l;x\n"1;2\n3;4')
def test_whatever_is_sent_is_read_or_refused(data: bytes) -> None:
    try:
        table = reading.read(data)
    except FileError:
        return
    assert all(len(row.cells) == len(table.headings) for row in table.rows)
    assert from_json(table.as_json()) == table


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n;;\r\n", "empty"),
        ("Lejemål;Sprog".encode(), "no_rows"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_excel"),
        (b"%PDF-1.7 \xe2\xe3\xcf\xd3", "pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_a_table"),
        (b"PK\x03\x04 cut off", "broken"),
        (b"a;b\n" * 20_100, "too_many_rows"),
        (b";".join(b"k%d" % n for n in range(61)) + b"\n1", "too_many_columns"),
        (b"a;" + b"x" * 10_000_000, "too_large"),
        ("Lejemål;Note\n".encode() + b"1;" + b"x" * 200_000, "quotes"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, code: str) -> None:
    assert refused(data).code == code


def test_an_open_quotation_mark_is_told_with_its_row() -> None:
    error = refused('Lejemål;Note\n1;a\n2;"b\n3;c\n'.encode())
    assert (error.code, error.params) == ("quotes", {"row": 3})


def zipped(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


def test_other_zip_files_are_refused() -> None:
    assert refused(zipped(content_xml=b"<x/>", mimetype=b"application/vnd")).code == "open_document"
    assert refused(zipped(word__document_xml=b"<x/>")).code == "not_excel"
    assert refused(zipped(xl__workbook_xml=b"<x/>")).code == "broken"


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped(xl__workbook_xml=b"<x/>", xl__big_xml=b"\0" * (excel_file.MAX_UNPACKED + 1))
    assert len(bomb) < 100_000

    def never(*_: object) -> None:
        raise AssertionError("unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", never)
    assert refused(bomb).code == "too_much"


def test_entities_are_not_unfolded() -> None:
    bomb = swapped(
        as_xlsx(ROWS), SHEET, "<worksheet", '<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet'
    )
    assert refused(bomb).code == "broken"


def test_fifty_thousand_rows_are_refused_without_being_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(50_000):
        sheet.append([f"L{number}", "da"])
    written = io.BytesIO()
    book.save(written)

    def never(*_: object) -> None:
        raise AssertionError("read")

    monkeypatch.setattr(excel_file, "plain", never)
    error = refused(written.getvalue())
    assert (error.code, error.params) == ("too_many_rows", {"most": MAX_ROWS})


def test_twenty_thousand_rows_are_read() -> None:
    data = "Lejemål;Sprog\n" + "".join(f"{number};da\n" for number in range(MAX_ROWS))
    assert len(reading.read(data.encode()).rows) == MAX_ROWS


def test_excel_as_it_is_filled_in() -> None:
    rows = [
        HEADINGS,
        ["1-1", "da", 3.0, True, date(2027, 3, 1), " lidt luft "],
        [None, None, None, None, None, None],
        [12, "en", 2, False, datetime(2027, 3, 1, 14, 30), 1.5],  # noqa: DTZ001
        ["1-3", "ar", "4", "x", "1. marts 2027", "'+45 12 34 56 78"],
    ]
    table = reading.read(as_xlsx(rows))
    assert [row.number for row in table.rows] == [2, 4, 5]
    assert cells(table)[0] == ("1-1", "da", "3", "TRUE", "2027-03-01", "lidt luft")
    assert cells(table)[1] == ("12", "en", "2", "FALSE", "2027-03-01 14:30", "1.5")


def test_the_first_sheet_with_something_in_it_counts() -> None:
    book = Workbook()
    full = book.create_sheet("Beboere")
    for row in ROWS:
        full.append(row)
    book.create_sheet("Andet").append(["noget", "andet"])
    written = io.BytesIO()
    book.save(written)
    assert reading.read(written.getvalue()).headings == tuple(HEADINGS)


def test_a_title_above_the_headings_is_passed_over() -> None:
    rows = [["Beboerliste", None], [None, None], ["Lejemål", "Sprog"], ["1", "da"]]

    def merge(sheet: object) -> None:
        sheet.merge_cells("A1:B1")  # type: ignore[attr-defined]

    for data in (as_xlsx(rows, merge), as_csv(rows)):
        table = reading.read(data)
        assert table.headings == ("Lejemål", "Sprog")
        assert [row.number for row in table.rows] == [4]
        assert not table.faults


def test_a_formula_counts_by_its_saved_value_and_is_a_fault_without_one() -> None:
    rows = [["Lejemål", "Personer"], ["1", "=1+1"], ["2", "=1+2"]]
    data = as_xlsx(rows)
    saved = swapped(data, SHEET, "<f>1+1</f><v />", "<f>1+1</f><v>2</v>")
    table = reading.read(saved)
    assert cells(table) == [("1", "2"), ("2", "")]
    (fault,) = table.faults
    assert (fault.row, fault.column, fault.code) == (3, 1, "formula")


def test_an_error_of_a_formula_is_told() -> None:
    (fault,) = reading.read(as_xlsx([["Lejemål", "Personer"], ["1", "#REF!"]])).faults
    assert (fault.row, fault.column, fault.code) == (2, 1, "excel_error")


def test_merged_cells_are_told_once_and_nothing_else_of_them() -> None:
    rows = [["Lejemål", "Sprog"], ["1", "da"], [None, "en"], ["3", "da"]]

    def merge(sheet: object) -> None:
        sheet.merge_cells("A2:A3")  # type: ignore[attr-defined]

    table = reading.read(as_xlsx(rows, merge))
    faults = check(table, {"label": 0, "language": 1}, 1).faults
    assert [(f.row, f.column, f.code, f.params) for f in faults] == [
        (2, 0, "merged", {"cells": "A2:A3"})
    ]


def test_a_cpr_number_is_not_even_kept() -> None:
    data = as_csv([["Lejemål", "Fødselsnummer"], ["010203-1234", "0102031234"], ["2", "x"]])
    table = reading.read(data)
    assert "1234" not in str(table)
    faults = check(table, {"label": 0}, 1).faults
    assert [(f.row, f.code) for f in faults] == [(2, "cpr")]


def test_what_stands_beside_the_columns_is_a_fault() -> None:
    table = reading.read("Lejemål;Note\n1;a;b\n".encode())
    assert [(f.row, f.column, f.code) for f in table.faults] == [(2, 2, "extra")]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_headings_of_our_own_are_known_again(lang: str) -> None:
    use_language(lang)
    names = column_names()
    assert columns.guess(list(names.values())) == {
        field: place for place, field in enumerate(names)
    }


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Lejemålsnr.", "label"),
        ("LEJEMÅL", "label"),
        ("Lejemålsnummer", "label"),
        ("Sprog (talt)", "language"),
        ("Hjemmeboende børn", "children"),
        ("Antal børn 0-17 år", "children"),
        ("Startdato for lejemål", "lease_start"),
        ("Indflytningsdato", "lease_start"),
        ("Tlf.", "contact"),
        ("Bemærkning", "note"),
        ("Antal beboere", "persons"),
    ],
)
def test_headings_of_offices_are_known(heading: str, field: str) -> None:
    assert columns.guess([heading]) == {field: 0}


@pytest.mark.parametrize("heading", ["", "Navn", "Lejer", "CPR-nr.", "Adresse", "Husleje", "m²"])
def test_other_headings_are_left_out(heading: str) -> None:
    assert columns.guess([heading]) == {}


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("language", "Arabisk", "ar"),
        ("language", "العربية", "ar"),
        ("language", "ARABIC", "ar"),
        ("language", "en", "en"),
        ("children", "2", True),
        ("children", "0", False),
        ("needs_help", "X", True),
        ("needs_help", "Nej", False),
        ("needs_help", "ved ikke", None),
        ("needs_help", "TRUE", True),
        ("lease_start", "1.3.2027", date(2027, 3, 1)),
        ("lease_start", "1/3-2027", date(2027, 3, 1)),
        ("lease_start", "1. marts 2027", date(2027, 3, 1)),
        ("lease_start", "2027-03-01", date(2027, 3, 1)),
        ("lease_start", "-", None),
        ("language", "-", "da"),
        ("persons", "٤", 4),
        ("kind", "Midlertidig", "temporary"),
        ("contact", "'+45 12 34 56 78", "+45 12 34 56 78"),
        ("note", "'-", "-"),
        ("label", "  12 \t 3 ", "12 3"),
    ],
)
def test_values_are_read(field: str, cell: str, value: object) -> None:
    assert values.read(field, cell) == value


@pytest.mark.parametrize(
    ("field", "cell", "code"),
    [
        ("language", "klingon", "language"),
        ("needs_help", "måske", "yes_no"),
        ("needs_help", "2", "yes_no"),
        ("kind", "mixed", "kind"),
        ("persons", "0", "not_persons"),
        ("persons", "2,5", "not_persons"),
        ("lease_start", "31.2.2027", "not_a_day"),
        ("lease_start", "marts 2027", "no_day"),
        ("lease_start", "1. marts", "not_a_day"),
        ("lease_start", "marts", "no_year"),
        ("lease_start", "1.3.1027", "not_a_day"),
        ("label", "2027-03-01", "label_is_day"),
        ("label", "x" * 101, "too_long"),
        ("note", "ring om 010203-1234", "cpr"),
        ("contact", "x" * 201, "too_long"),
    ],
)
def test_values_that_cannot_be(field: str, cell: str, code: str) -> None:
    with pytest.raises(FieldError) as caught:
        values.read(field, cell)
    assert caught.value.code == code


def test_every_language_is_known_by_every_name() -> None:
    for code, language in LANGUAGES.items():
        assert values.read("language", language.endonym) == code


def test_columns_are_named_as_in_a_spreadsheet() -> None:
    names = [letter(place) for place in range(800)]
    assert [names[at] for at in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip
    assert all(one != two for one, two in pairwise(names))


def merging(*refs: str) -> bytes:
    """A small file that says that much of its sheet is merged, and of how many rows it is."""
    data = as_xlsx([["Lejemål", "Sprog"], ["1", "da"]])
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in refs)
    end = "</sheetData>"
    last = '<row r="90000"><c r="A90000"><v>3</v></c></row>'
    return swapped(data, SHEET, end, f"{last}{end}<mergeCells>{merged}</mergeCells>")


def test_a_small_file_of_large_merged_cells_is_refused() -> None:
    assert refused(merging("A2:BH90000")).code == "too_much"
    assert refused(merging(*["B2:B90000"] * 20)).code == "too_much"
    assert [f.code for f in reading.read(merging("B2:B90000")).faults] == ["merged"]


def test_a_file_with_more_faults_than_anybody_mends_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(table_module, "_MOST_FAULTS", 3)
    beside = "Lejemål;Note\n1;a;{}\n"
    assert len(reading.read(beside.format("x;x;x").encode()).faults) == 3
    assert refused(beside.format("x;x;x;x").encode()).code == "too_much"
    cpr = [["Lejemål"], *[["010203-1234"]] * 4]
    assert refused(as_csv(cpr)).code == "too_much"
    assert refused(as_xlsx([["Lejemål"], *[["#REF!"]] * 4])).code == "too_much"
