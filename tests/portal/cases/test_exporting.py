"""Files that leave the office: as Excel wants them, and with nothing in them that runs."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlmodel import select
from werkzeug.exceptions import NotFound

from portal.cases import exporting
from portal.cases.exporting import as_csv, as_xlsx, harmless, unescaped
from portal.cases.importing import reading
from portal.cases.tables import Case, Household, Kind
from portal.staff.actions import Action
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import LogEntry
from tests.portal.cases.factory import make_case, make_household
from tests.portal.cases.test_import import lead, there, upload
from tests.portal.staff.conftest import People
from tests.portal.staff.worker import Worker

RUNS = ["=1+1", "+45 12 34 56 78", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "\u200b=1"]


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_xlsx(data: bytes) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(data)).active.rows]


def test_csv_is_as_a_danish_excel_wants_it() -> None:
    moment = datetime(2027, 7, 1, 12, 30, tzinfo=UTC)
    data = as_csv(["Æ", "B"], [["a;b", 1], [Decimal("1.5"), date(2027, 3, 1)], [moment, None]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == (
        '"Æ";"B"\r\n"a;b";"1"\r\n"1,5";"01-03-2027"\r\n"01-07-2027 14:30";""\r\n'
    )


def test_excel_gets_numbers_and_days_as_such() -> None:
    moment = datetime(2027, 1, 1, 12, 30, tzinfo=UTC)
    data = as_xlsx(["Æ", "B", "C", "D"], [["a", 1, date(2027, 3, 1), moment]])
    headings, row = load_workbook(io.BytesIO(data)).active.rows
    assert [cell.value for cell in headings] == ["Æ", "B", "C", "D"]
    assert [cell.data_type for cell in row] == ["s", "n", "d", "d"]
    assert row[2].value == datetime(2027, 3, 1)  # noqa: DTZ001
    assert row[3].value == datetime(2027, 1, 1, 13, 30)  # noqa: DTZ001
    assert row[2].number_format == "dd-mm-yyyy"


@pytest.mark.parametrize("text", RUNS)
def test_what_would_run_is_made_harmless(text: str) -> None:
    for rows in (read_csv(as_csv(["k"], [[text]])), read_xlsx(as_xlsx(["k"], [[text]]))):
        assert rows[1][0].startswith("'")
    headings = read_csv(as_csv([text], []))
    assert headings[0][0].startswith("'")


@pytest.mark.parametrize("text", ["", "2. th", "Bo's", "'quoted'", "a=b", "12-1", "§ 85", "ÆØÅ"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text
    assert unescaped(text) == text


def test_what_no_excel_file_can_hold_spoils_none() -> None:
    rows = read_xlsx(as_xlsx(["k"], [["a\x00b\x1f\ufffe\uffff\ud800c"]]))
    assert rows[1] == ["a b    c"]


SIGNS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@'\t\r\n ＝＋－＠\u200b\ufeff"),
    max_size=20,
)


@given(SIGNS)
@example("''=1")
@example("' '=1")
@example("\x00=1")
def test_no_text_runs_and_none_is_lost(text: str) -> None:
    safe = harmless(text)
    seen = safe.lstrip(" \t\r\n\x0b\x0c\xa0\u200b\ufeff")
    assert not seen.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    if text.isprintable():
        assert unescaped(safe) == text


@given(st.lists(st.lists(SIGNS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_no_cell_of_a_file_is_a_formula_in_any_dialect(rows: list[list[str]]) -> None:
    text = as_csv(["a", "b"], rows).decode("utf-8-sig")
    for separator in (";", ",", "\t"):
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            for cell in row:
                assert not cell.lstrip(" \t\r\n").startswith(("=", "+", "-", "@")), separator
    sheet = load_workbook(io.BytesIO(as_xlsx(["a", "b"], rows))).active
    assert not any(cell.data_type == "f" for row in sheet.rows for cell in row)


@pytest.fixture
def _in_a_request(one_app: Flask) -> Iterator[None]:
    with one_app.test_request_context("/da/staff"):
        yield


@pytest.mark.usefixtures("_in_a_request")
def test_the_response_is_a_file_that_nobody_keeps() -> None:
    for kind in exporting.KINDS:
        response = exporting.table(kind, ["a"], [["b"]], "husstande-1")
        assert f"filename=husstande-1.{kind}" in response.headers["Content-Disposition"]
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["Cache-Control"] == "no-store"
    with pytest.raises(NotFound):
        exporting.table("ods", [], [], "x")


def test_what_is_exported_and_read_in_again_changes_nothing(
    office: Flask, people: People, case: Case
) -> None:
    make_household(
        case,
        "=1+1",
        language="ar",
        kind=Kind.PERMANENT,
        lease_start=date(2020, 2, 29),
        persons=3,
        children=True,
        sublet=False,
        contact="+45 12 34 56 78",
        note='-\nlinje to; "citat"',
        opened=datetime(2027, 1, 1, tzinfo=UTC),
    )
    make_household(case, "10-2")
    make_household(case, "9-1")
    before = there(case)
    for lang in ("da", "en"):
        worker = Worker(office, lang).sign_in()
        for kind in exporting.KINDS:
            sent = worker.try_to_open(f"/cases/{case.id}/households/export.{kind}")
            assert sent.status_code == 200
            table = reading.read(sent.data)
            assert [row.cells[0] for row in table.rows] == ["9-1", "10-2", "'=1+1"]
            danish = Worker(office).sign_in()
            upload(danish, case, sent.data)
            assert lead(danish) == "0 nye, 0 ændrede, 3 uændrede"
    assert there(case) == before
    with unscoped() as session:
        logged = session.exec(select(LogEntry.action)).all()
    assert logged.count(Action.HOUSEHOLDS_EXPORTED) == 4


@pytest.mark.parametrize("kind", exporting.KINDS)
def test_the_example_can_be_read_in(office: Flask, case: Case, kind: str) -> None:
    worker = Worker(office).sign_in()
    sent = worker.try_to_open(f"/cases/{case.id}/import/example.{kind}")
    upload(worker, case, sent.data)
    assert lead(worker) == "2 nye, 0 ændrede, 0 uændrede"
    assert sum("selected" in option.attrs for option in worker.page.all("option")) == 16


def test_another_kind_of_file_is_not_found(sqlite_office: Flask, sqlite_people: People) -> None:
    case = make_case(sqlite_people.our_organisation)
    worker = Worker(sqlite_office).sign_in()
    for path in ("households/export.pdf", "households/export.", "import/example.ods"):
        assert worker.try_to_open(f"/cases/{case.id}/{path}").status_code == 404


def test_who_was_taken_out_is_not_exported(sqlite_office: Flask, sqlite_people: People) -> None:
    case = make_case(sqlite_people.our_organisation)
    make_household(case, "1", removed=datetime(2027, 1, 1, tzinfo=UTC))
    worker = Worker(sqlite_office).sign_in()
    sent = worker.try_to_open(f"/cases/{case.id}/households/export.csv")
    assert len(read_csv(sent.data)) == 1
    with unscoped() as session:
        assert session.exec(select(Household)).one().removed


def test_a_reader_takes_no_file_away(sqlite_office: Flask, sqlite_people: People) -> None:
    case = make_case(sqlite_people.our_organisation)
    reader = Worker(sqlite_office).sign_in(Role.READER)
    reader.open(f"/cases/{case.id}/households/export.csv", 403)
