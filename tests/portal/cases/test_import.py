"""A file on its way into a case: uploaded, its columns told, its faults listed, saved or not."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import text
from sqlmodel import select
from werkzeug.test import TestResponse

from portal.cases.importing import draft, saving
from portal.cases.tables import Case, Draft, Household, Kind, PlannedItem, SharedList
from portal.staff.actions import Action
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import LogEntry
from portal.staff.times import now
from tests.portal import pages
from tests.portal.cases.factory import make_case, make_household
from tests.portal.cases.files import HEADINGS, as_csv, as_xlsx, households
from tests.portal.staff.conftest import People
from tests.portal.staff.worker import HOST, Worker

MAPPED = {
    "label": 0,
    "language": 1,
    "persons": 2,
    "children": 3,
    "lease_start": 4,
    "note": 5,
}


def upload(worker: Worker, case: Case, data: bytes, status: int = 303, name: str = "f.csv") -> str:
    """Send a file; the path of what comes of it."""
    at = f"/cases/{case.id}/import"
    worker.open(at)
    sent = send_file(worker, at, data, name)
    assert sent.status_code == status
    if status != 303:
        worker.page = pages.parse(sent.text)
        return at
    worker.follow(sent)
    return str(sent.location).partition("/da/staff")[2]


def send_file(
    worker: Worker, at: str, data: bytes, name: str = "f.csv", token: str | None = None
) -> TestResponse:
    """Send a file in a form, as a browser does."""
    parts = (
        f'--x\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n{token or worker.token()}\r\n'
        f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    ).encode()
    sent: TestResponse = Context().run(
        worker.client.post,
        worker.home + at,
        data=parts + data + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
        headers={"Origin": HOST},
    )
    return sent


def save(worker: Worker, at: str, status: int = 303) -> None:
    sent = worker.send(f"{at}/save", status, seen=worker.hidden("seen"))
    if status == 303:
        worker.follow(sent)


def bring_in(worker: Worker, case: Case, data: bytes) -> None:
    save(worker, upload(worker, case, data))


def lead(worker: Worker) -> str:
    return worker.page.first("p", class_="lead").text


def faults(worker: Worker) -> list[list[str]]:
    """What the page lists: row, column, what stands there, what to do."""
    table = worker.page.first("table", class_="faults")
    rows = table.first("tbody").all("tr")
    return [[cell.text for cell in row.all() if cell.tag in ("th", "td")] for row in rows]


def there(case: Case) -> dict[str, Household]:
    with unscoped() as session:
        rows = session.exec(select(Household).where(Household.case_id == case.id)).all()
        return {row.label: row for row in rows}


def test_seven_hundred_with_five_faults_and_then_without(case: Case, worker: Worker) -> None:
    rows = [HEADINGS, *households(700)]
    wrong = {100: (1, "klingon"), 200: (2, "mange"), 300: (3, "måske"), 400: (4, "32.1.2027")}
    for row, (column, cell) in wrong.items():
        rows[row] = [*rows[row][:column], cell, *rows[row][column + 1 :]]
    good = rows[500]
    rows[500] = [rows[499][0], *good[1:]]
    at = upload(worker, case, as_csv(rows))
    found = faults(worker)
    assert [row[0] for row in found] == [f"Række {n + 1}" for n in (100, 200, 300, 400, 500)]
    assert [row[1] for row in found] == [
        "B: Sprog", "C: Personer", "D: Børn", "E: Lejen begyndte", "A: Lejemål",
    ]  # fmt: skip
    assert found[0][2] == "klingon"
    assert "række 500" in found[4][3]
    assert "Der er 5 fejl" in worker.page.text
    assert worker.try_to_send(f"{at}/save", seen="x").status_code == 422
    assert there(case) == {}

    bring_in(worker, case, as_csv([HEADINGS, *households(700)]))
    assert lead(worker) == "700 nye, 0 ændrede, 0 uændrede"
    found_rows = there(case)
    assert len(found_rows) == 700
    one = found_rows["1-103"]
    assert (one.language, one.persons, one.children) == ("ar", 3, True)
    assert one.lease_start == date(2002, 3, 3)
    assert one.note == "Æblegård nr. 2; 2. th"
    with unscoped() as session:
        planned = session.exec(
            select(PlannedItem.item).where(PlannedItem.list_id == one.list_id)
        ).all()
        assert "empty" in planned
        assert session.exec(select(LogEntry).where(LogEntry.action == "households_imported")).one()

    upload(worker, case, as_xlsx([HEADINGS, *households(700)]), name="f.xlsx")
    assert lead(worker) == "0 nye, 0 ændrede, 700 uændrede"
    assert not list(worker.page.all("input", name="seen"))
    assert there(case) == found_rows


def test_latin_letters_and_semicolons(case: Case, worker: Worker) -> None:
    bring_in(worker, case, "Lejemål;Børn;Note\r\nÅ 1;ja;Ærø\r\n".encode("latin-1"))
    assert there(case)["Å 1"].note == "Ærø"


def test_only_what_the_file_tells_is_changed(case: Case, worker: Worker) -> None:
    kept = make_household(
        case, "1-1", language="ar", note="vigtigt", persons=3, lease_start=date(2020, 1, 1)
    )
    other = make_household(case, "1-2", persons=2)
    bring_in(
        worker,
        case,
        as_csv(
            [
                ["Lejemål", "Personer", "Note", "Lejen begyndte", "Husleje"],
                [" 1-1", "4", "", "-", "5000"],
                ["1-3", "", "", "", ""],
            ]
        ),
    )
    assert lead(worker) == "1 ny, 1 ændret, 0 uændrede"
    found = there(case)
    one = found["1-1"]
    assert (one.id, one.language, one.note) == (kept.id, "ar", "vigtigt")
    assert (one.persons, one.lease_start) == (4, None)
    assert one.version == kept.version + 1
    assert found["1-2"] == other
    assert (found["1-3"].language, found["1-3"].kind) == ("da", None)


def test_the_columns_can_be_chosen_otherwise(case: Case, worker: Worker) -> None:
    at = upload(worker, case, b"A;B;C\n1-1;midlertidig;x\n1-2;permanent;\n")
    assert "kender ingen af overskrifterne" in worker.said()
    assert not list(worker.page.all("input", name="seen"))
    for sent, wrong in (
        ({"column-1": "kind"}, {"column-0": "Vælg, hvilken kolonne"}),
        ({"column-0": "label", "column-1": "label"}, {"column-1": "To kolonner"}),
        ({"column-0": "label", "column-2": "list_id"}, {"column-2": "Vælg en"}),
    ):
        worker.send(at, 422, **sent)
        said = pages.errors(worker.page)
        assert said.keys() == wrong.keys()
        assert all(said[name].startswith(begins) for name, begins in wrong.items())
    select_ = worker.page.first("select", id="column-0")
    assert [o.attrs["value"] for o in select_.all("option") if "selected" in o.attrs] == ["label"]
    sent = worker.send(at, **{"column-0": "label", "column-1": "kind", "column-2": "needs_help"})
    worker.follow(sent)
    assert lead(worker) == "2 nye, 0 ændrede, 0 uændrede"
    save(worker, at)
    found = there(case)
    assert (found["1-1"].kind, found["1-1"].needs_help) == (Kind.TEMPORARY, True)
    assert (found["1-2"].kind, found["1-2"].needs_help) == (Kind.PERMANENT, None)


def test_the_columns_are_guessed(case: Case, worker: Worker) -> None:
    upload(worker, case, as_csv([HEADINGS, *households(1)]))
    chosen = {
        option.attrs["value"]: int(menu.attrs["id"].removeprefix("column-"))
        for menu in worker.page.all("select")
        for option in menu.all("option")
        if "selected" in option.attrs
    }
    assert chosen == MAPPED


def test_what_is_saved_is_what_was_seen(case: Case, worker: Worker) -> None:
    at = upload(worker, case, as_csv([["Lejemål", "Personer"], ["1", "2"], ["2", "2"]]))
    seen = worker.hidden("seen")
    make_household(case, "1", persons=4)  # a colleague, meanwhile
    worker.send(f"{at}/save", 409, seen=seen)
    assert "Der er ændret noget" in worker.said()
    assert lead(worker) == "1 ny, 1 ændret, 0 uændrede"
    assert list(there(case)) == ["1"]
    save(worker, at)
    assert {label: row.persons for label, row in there(case).items()} == {"1": 2, "2": 2}


def test_sent_twice_it_is_saved_once(case: Case, worker: Worker) -> None:
    at = upload(worker, case, as_csv([["Lejemål"], ["1"], ["2"]]))
    seen = worker.hidden("seen")
    for _ in range(2):
        worker.follow(worker.send(f"{at}/save", seen=seen))
        assert lead(worker) == "2 nye, 0 ændrede, 0 uændrede"
        worker.open(f"/cases/{case.id}/import")  # for a token
    with unscoped() as session:
        assert "label" not in session.exec(select(Draft)).one().content
        logged = session.exec(select(LogEntry.action)).all()
    assert logged.count(Action.HOUSEHOLDS_IMPORTED) == 1


def test_two_at_once_save_it_once(office: Flask, case: Case, worker: Worker) -> None:
    """Of two files with the same households one is saved, and the other finds them there."""
    data = as_csv([HEADINGS, *households(50)])
    workers = [worker, Worker(office).sign_in(Role.ADMINISTRATOR)]
    at = [upload(each, case, data) for each in workers]

    def send(number: int) -> int:
        each = workers[number]
        return each.try_to_send(f"{at[number]}/save", seen=each.hidden("seen")).status_code

    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(send, range(2)))
    assert statuses in ([303, 303], [303, 409])
    assert len(there(case)) == 50
    with unscoped() as session:
        logged = session.exec(select(LogEntry.action)).all()
    assert logged.count(Action.HOUSEHOLDS_IMPORTED) == 1


def test_one_row_that_cannot_be_saved_leaves_nothing(
    sqlite_case: Case, sqlite_worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody has the last label a moment earlier: the database refuses, and all is undone."""
    at = upload(sqlite_worker, sqlite_case, as_csv([["Lejemål"], ["1"], ["2"]]))
    seen = sqlite_worker.hidden("seen")
    make_household(sqlite_case, "2")
    monkeypatch.setattr(  # what looked a moment before
        "portal.cases.importing.page.plan", lambda _, __, wanted: saving.Plan(wanted, (), 0)
    )
    sent = sqlite_worker.send(f"{at}/save", seen=seen)
    monkeypatch.undo()
    sqlite_worker.follow(sent)
    assert lead(sqlite_worker) == "1 ny, 0 ændrede, 1 uændret"
    assert list(there(sqlite_case)) == ["2"]
    with unscoped() as session:
        assert len(session.exec(select(SharedList)).all()) == 1
        assert Action.HOUSEHOLDS_IMPORTED not in session.exec(select(LogEntry.action)).all()


def test_a_household_that_was_taken_out_is_another_one(case: Case, worker: Worker) -> None:
    old = make_household(case, "1-1", note="den forrige familie")
    with unscoped() as session:
        row = session.get_one(Household, old.id)
        row.removed, row.label_key = now(), f"removed {row.id}"
        session.add(row)
        session.commit()
    bring_in(worker, case, as_csv([["Lejemål", "Personer"], ["1-1", "2"]]))
    assert lead(worker) == "1 ny, 0 ændrede, 0 uændrede"
    with unscoped() as session:
        rows = session.exec(select(Household).where(Household.case_id == case.id)).all()
    assert sorted((row.note or "", row.persons) for row in rows) == [
        ("", 2),
        ("den forrige familie", None),
    ]


def test_the_same_label_in_another_case_is_another_household(
    case: Case, worker: Worker, people: People
) -> None:
    make_household(make_case(people.our_organisation, name="Etape 3"), "1-1")
    bring_in(worker, case, as_csv([["Lejemål"], ["1-1"]]))
    assert lead(worker) == "1 ny, 0 ændrede, 0 uændrede"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "Der står ikke noget"),
        (b"%PDF-1.4", "PDF"),
        (b"\xd0\xcf\x11\xe0", "adgangskode"),
        (b"a;b\n" * 20_100, "Der må højst være 20.000"),
        (b"x" * 10_000_001, "højst fylde 10 MB"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_at_the_field(
    sqlite_case: Case, sqlite_worker: Worker, data: bytes, says: str
) -> None:
    upload(sqlite_worker, sqlite_case, data, 422)
    assert says in pages.errors(sqlite_worker.page)["file"]
    with unscoped() as session:
        assert not session.exec(select(Draft)).all()


def test_no_file_at_all(sqlite_case: Case, sqlite_worker: Worker) -> None:
    for sent in ({}, {"file": (io.BytesIO(b""), "")}, {"file": "text"}):
        sqlite_worker.open(f"/cases/{sqlite_case.id}/import")
        sqlite_worker.send(f"/cases/{sqlite_case.id}/import", 422, **sent)
        assert pages.errors(sqlite_worker.page) == {"file": "Vælg en fil."}


def test_only_the_first_faults_are_listed(sqlite_case: Case, sqlite_worker: Worker) -> None:
    rows = [["Lejemål", "Personer"], *[[str(n), "0"] for n in range(1500)]]
    upload(sqlite_worker, sqlite_case, as_csv(rows))
    assert "Der er 1500 fejl" in sqlite_worker.page.text
    assert "de første 200" in sqlite_worker.page.text
    assert len(faults(sqlite_worker)) == 200


def test_cpr_numbers_are_never_in_the_database(
    sqlite_office: Flask, sqlite_case: Case, sqlite_worker: Worker
) -> None:
    rows = [["Lejemål", "CPR"], ["1", "010203-1234"], ["2", "０１０２０３1234"]]
    at = upload(sqlite_worker, sqlite_case, as_csv(rows))
    assert "kolonne B" in sqlite_worker.said()
    assert "1234" not in sqlite_worker.page.text
    save(sqlite_worker, at)
    assert len(there(sqlite_case)) == 2
    upload(sqlite_worker, sqlite_case, as_csv([["Lejemål"], ["010203 1234"]]))
    (fault,) = faults(sqlite_worker)
    assert "CPR" in fault[3]
    assert fault[2] == ""


def test_a_draft_is_encrypted_and_lasts_a_day(
    sqlite_office: Flask, sqlite_case: Case, sqlite_worker: Worker
) -> None:
    at = upload(sqlite_worker, sqlite_case, as_csv([["Lejemål"], ["Hemmelig 7"]]))
    with sqlite_office.extensions["engine"].connect() as connection:
        (kept,) = connection.execute(text("SELECT content FROM import_draft")).scalars()
    assert b"Hemmelig" not in kept
    with unscoped() as session:
        row = session.exec(select(Draft)).one()
        row.at = now() - draft.LASTS - timedelta(seconds=1)
        session.add(row)
        session.commit()
    assert sqlite_worker.try_to_send(f"{at}/save", seen="x").status_code == 404
    sqlite_worker.open(at, 404)


def test_a_file_is_thrown_away(sqlite_case: Case, sqlite_worker: Worker) -> None:
    at = upload(sqlite_worker, sqlite_case, as_csv([["Lejemål"], ["1"]]))
    sqlite_worker.follow(sqlite_worker.send(f"{at}/discard"))
    sqlite_worker.open(at, 404)
    with unscoped() as session:
        assert not session.exec(select(Draft)).all()


def test_a_draft_of_another_case_is_not_found(
    sqlite_case: Case, sqlite_worker: Worker, sqlite_people: People
) -> None:
    at = upload(sqlite_worker, sqlite_case, as_csv([["Lejemål"], ["1"]]))
    other = make_case(sqlite_people.our_organisation)
    moved = re.sub(r"/cases/\d+", f"/cases/{other.id}", at)
    assert sqlite_worker.try_to_send(f"{moved}/save", seen="x").status_code == 404
    sqlite_worker.open(moved, 404)


BIG = as_csv([["Lejemål", "Note"], *[[str(n), "x" * 100] for n in range(2000)]])


def test_a_large_file_is_only_taken_from_whoever_may_send_it(
    sqlite_office: Flask,
    sqlite_case: Case,
    sqlite_worker: Worker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert len(BIG) > 200_000
    stranger, reader = Worker(sqlite_office), Worker(sqlite_office).sign_in(Role.READER)
    stranger.open("/sign-in")
    reader.open("/account")
    read: list[int] = []

    def noted(data: bytes) -> None:
        read.append(len(data))
        raise AssertionError

    at = f"/cases/{sqlite_case.id}/import"
    sqlite_worker.open(at)
    assert send_file(sqlite_worker, at, BIG).status_code == 303
    monkeypatch.setattr("portal.cases.importing.reading.read", noted)
    assert send_file(stranger, at, BIG).status_code == 401
    assert send_file(reader, at, BIG).status_code == 403
    assert send_file(sqlite_worker, at, BIG, token="x").status_code == 403
    assert read == []


def test_a_large_body_is_taken_nowhere_else(sqlite_case: Case, sqlite_worker: Worker) -> None:
    at = f"/cases/{sqlite_case.id}/import"
    sqlite_worker.open(at)
    for path, data in (("/account/password", BIG), (at, b"x" * 31_000_000)):
        refused = send_file(sqlite_worker, path, data)
        assert refused.status_code == 413
        assert "Du har sendt for meget" in refused.text


def test_who_may_only_read_sees_no_import(
    sqlite_office: Flask, sqlite_case: Case, sqlite_worker: Worker
) -> None:
    at = upload(sqlite_worker, sqlite_case, as_csv([["Lejemål"], ["1"]]))
    reader = Worker(sqlite_office).sign_in(Role.READER)
    for path in (f"/cases/{sqlite_case.id}/import", at):
        reader.open(path, 403)


def test_a_session_that_ends_while_the_columns_are_told(
    sqlite_case: Case, sqlite_worker: Worker
) -> None:
    at = upload(sqlite_worker, sqlite_case, as_csv([["Lejemål", "X"], ["1", "ja"]]))
    with time_machine.travel(now() + timedelta(hours=13), tick=False):
        sqlite_worker.send(at, 401, **{"column-0": "label", "column-1": "needs_help"})
        assert "gemt her på siden" in sqlite_worker.said()


def test_words_for_every_language_of_the_office(
    sqlite_office: Flask, sqlite_case: Case, sqlite_people: People
) -> None:
    worker = Worker(sqlite_office, "en").sign_in()
    at = f"/cases/{sqlite_case.id}/import"
    worker.open(at)
    sent = worker.send(at, file=(io.BytesIO(as_csv([["Lease", "Persons"], ["1", "0"]])), "f.csv"))
    worker.follow(sent)
    assert faults(worker)[0][0] == "Row 2"


def test_nobody_else_opens_what_one_has_sent(office: Flask, worker: Worker, case: Case) -> None:
    path = upload(worker, case, as_csv(households(2)))
    other = Worker(office).sign_in(Role.ADMINISTRATOR)
    assert other.try_to_open(path).status_code == 404
    other.open(f"/cases/{case.id}/import")
    for act in ("/save", "/discard"):
        assert other.try_to_send(path + act, seen="x").status_code == 404
    worker.open(path)


def test_of_many_files_the_last_ones_are_kept(worker: Worker, case: Case) -> None:
    paths = [upload(worker, case, as_csv(households(2))) for _ in range(draft.MOST + 1)]
    kept = [worker.try_to_open(path).status_code for path in paths]
    assert kept == [404, *[200] * draft.MOST]
