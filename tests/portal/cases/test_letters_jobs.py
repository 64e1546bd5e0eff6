"""Ordering letters: whose links are made and whose stop, the work, and its file."""

import csv
import io
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask, current_app
from pypdf import PdfReader
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel, col, select, update

from portal.cases import family
from portal.cases.letters import jobs, order
from portal.cases.letters.letter import HouseholdLetter
from portal.cases.letters.printing import PrintingError
from portal.cases.links import token_hash
from portal.cases.tables import Case, Household, HouseholdLink, Job, JobFile, JobState
from portal.staff.actions import Action
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import LogEntry
from portal.staff.times import now
from rules.dates import plus_months
from tests.portal.cases.factory import make_case, make_household, make_households, make_link
from tests.portal.staff.conftest import People
from tests.portal.staff.worker import Worker

Render = Callable[[Sequence[HouseholdLetter], Callable[[int], None]], bytes]

FORM = {"whom": "all", "withdraws": "1", "lasts": "months", "months": "6", "output": "pdf"}
HEADINGS = ["Betegnelse", "Sprog", "Link", "Kode", "Her skrives koden", "Virker til og med"]
FAKE = b"%PDF-1.7 " + bytes(range(256)) * 2000
"""Of several parts, and of no text."""


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[HouseholdLetter]]:
    """What went to the press, which sets nothing here."""
    seen: list[HouseholdLetter] = []

    def render(letters: Sequence[HouseholdLetter], progress: Callable[[int], None]) -> bytes:
        seen.extend(letters)
        progress(len(letters))
        return FAKE

    monkeypatch.setattr(jobs, "render", render)
    yield seen
    for thread in working():
        thread.join()


def working() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("letters-")]


def ordered(worker: Worker, case: Case, wait: bool = True, **form: Any) -> str:
    """Order letters and, as a rule, wait for them; the path of the job."""
    worker.open(f"/cases/{case.id}/letters")
    answer = worker.send(f"/cases/{case.id}/letters", **{**FORM, **form})
    if wait:
        for thread in working():
            thread.join()
    assert answer.location
    return answer.location.removeprefix(worker.home)


def job_of(case: Case) -> Job:
    with unscoped() as session:
        return session.exec(
            select(Job).where(Job.case_id == case.id).order_by(col(Job.id).desc())
        ).first() or pytest.fail("no job")


def set_job(case: Case, **columns: Any) -> None:
    with unscoped() as session:
        session.exec(update(Job).where(col(Job.case_id) == case.id).values(**columns))
        session.commit()


def links_of(household: Household) -> list[HouseholdLink]:
    with unscoped() as session:
        of_household = select(HouseholdLink).where(HouseholdLink.household_id == household.id)
        return list(session.exec(of_household.order_by(col(HouseholdLink.id))).all())


def opens(secret: str) -> bool:
    return family.read(current_app.extensions["engine"], secret, now()) is not None


def secret_of(letter: HouseholdLetter) -> str:
    return letter.link.rpartition("/")[2]


def fetched(worker: Worker, path: str) -> bytes:
    answer = worker.try_to_open(f"{path}/file")
    assert answer.status_code == 200
    return answer.data


def test_all_get_a_new_link_and_the_old_ones_stop(
    case: Case, worker: Worker, printed: list[HouseholdLetter]
) -> None:
    first, second = make_households(case, ["10", "9"], language="ar")
    old = make_link(first)
    path = ordered(worker, case)
    assert [letter.label for letter in printed] == ["9", "10"], "in the order of the labels"
    assert all(opens(secret_of(letter)) for letter in printed)
    assert not opens(old.secret)
    engine = current_app.extensions["engine"]
    assert all(family.by_code(engine, letter.code, now()) for letter in printed)
    assert family.by_code(engine, old.code, now()) is None
    assert fetched(worker, path) == FAKE
    assert len(links_of(second)) == 1 + 1, "of the letter, and of the code that was typed"
    letter = printed[0]
    assert letter.link.startswith("http://localhost/ar/list/")
    assert letter.code_address == "http://localhost/ar/c"
    assert letter.danish_code_address == "http://localhost/da/c"


def test_a_letter_says_what_the_office_has_told(
    case: Case, worker: Worker, printed: list[HouseholdLetter], people: People
) -> None:
    case = make_case(people.our_organisation, name="Blok 4", contact="Ring 12 34 56 78")
    make_household(case, "1-2", language="en")
    ordered(worker, case)
    (letter,) = printed
    assert (letter.case, letter.office, letter.contact) == (
        "Blok 4",
        "Vores Boligforening",
        "Ring 12 34 56 78",
    )


def test_those_without_a_working_link_get_one_and_the_others_keep_theirs(
    case: Case, worker: Worker, printed: list[HouseholdLetter]
) -> None:
    households = make_households(case, ["1", "2", "3", "4"])
    has, _expired, _withdrawn, _none = households
    kept = make_link(has)
    make_link(households[1], days=-1)
    make_link(households[2])
    with unscoped() as session:
        of_third = update(HouseholdLink).where(col(HouseholdLink.household_id) == households[2].id)
        session.exec(of_third.values(withdrawn=now()))
        session.commit()
    ordered(worker, case, whom="without")
    assert [letter.label for letter in printed] == ["2", "3", "4"]
    assert opens(kept.secret)


def test_chosen_households_only(
    case: Case, worker: Worker, printed: list[HouseholdLetter], people: People
) -> None:
    one, two, gone = make_households(case, ["1", "2", "3"])
    with unscoped() as session:
        session.exec(update(Household).where(col(Household.id) == gone.id).values(removed=now()))
        session.commit()
    elsewhere = make_household(make_case(people.our_organisation), "1")
    theirs = make_household(make_case(people.their_organisation), "1")
    old, other = make_link(one), make_link(two)
    chosen = [one.id, gone.id, elsewhere.id, theirs.id, 10**12]
    ordered(worker, case, whom="selected", households=chosen)
    assert [letter.label for letter in printed] == ["1"]
    assert not opens(old.secret)
    assert opens(other.secret)
    assert not links_of(elsewhere)
    assert not links_of(theirs)


def test_old_links_can_be_kept_beside_the_new_ones(
    case: Case, worker: Worker, printed: list[HouseholdLetter]
) -> None:
    old = make_link(make_household(case))
    ordered(worker, case, withdraws="")
    assert opens(old.secret)
    assert opens(secret_of(printed[0]))


@pytest.mark.parametrize(
    ("ends", "lasts", "last_day"),
    [
        (60, "case", 60),
        (60, "months", None),
        (9000, "case", 24),
    ],
    ids=["to the end of the case", "so many months", "at most two years"],
)
def test_how_long_links_last(
    sqlite_office: Flask,
    sqlite_people: People,
    printed: list[HouseholdLetter],
    ends: int,
    lasts: str,
    last_day: int | None,
) -> None:
    today = date(2026, 11, 30)
    with time_machine.travel("2026-11-30 10:00 +0100", tick=True):
        case = make_case(sqlite_people.our_organisation, ends=today + timedelta(days=ends))
        household = make_household(case)
        worker = Worker(sqlite_office).sign_in()
        ordered(worker, case, lasts=lasts, months="3")
    expected = {60: today + timedelta(days=60), None: date(2027, 2, 28), 24: date(2028, 11, 30)}
    day = expected[last_day]
    assert printed[0].last_day == day
    (link,) = links_of(household)
    assert link.expires.strftime("%H:%M") == ("21:59" if 3 < day.month < 11 else "22:59")
    assert link.expires.date() == day


def test_no_link_is_kept_but_as_a_hash(
    case: Case, worker: Worker, printed: list[HouseholdLetter]
) -> None:
    household = make_household(case)
    ordered(worker, case)
    secret, code = secret_of(printed[0]), printed[0].code
    assert links_of(household)[0].token_hash == token_hash(secret)
    cells = b"\0".join(
        cell if isinstance(cell, bytes) else str(cell).encode() for cell in all_cells()
    )
    assert token_hash(secret).encode() in cells, "the search finds what is there"
    for hidden in (secret, code, printed[0].link):
        assert hidden.encode() not in cells
    assert FAKE[:20] not in cells


def all_cells() -> Iterator[Any]:
    with current_app.extensions["engine"].connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for row in connection.execute(text(f'SELECT * FROM "{table.name}"')):
                yield from row


def test_nor_does_the_file_of_the_database_hold_one(
    sqlite_case: Case,
    sqlite_worker: Worker,
    printed: list[HouseholdLetter],
) -> None:
    household = make_household(sqlite_case)
    ordered(sqlite_worker, sqlite_case)
    path = Path(current_app.extensions["engine"].url.database)
    whole = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert links_of(household)[0].token_hash.encode() in whole
    assert secret_of(printed[0]).encode() not in whole
    assert printed[0].code.encode() not in whole


@pytest.mark.parametrize("output", ["csv", "xlsx"])
def test_a_table_for_mail_merge(case: Case, worker: Worker, output: str) -> None:
    make_households(case, ["=1+1", "2"], language="ar")
    path = ordered(worker, case, output=output)
    rows = table_of(fetched(worker, path), output)
    assert rows[0] == HEADINGS
    by_label = {row[0]: row for row in rows[1:]}
    assert set(by_label) == {"'=1+1", "2"}
    for _, language, link, code, address, _ in by_label.values():
        assert language == "العربية"
        assert opens(link.rpartition("/")[2])
        assert family.by_code(current_app.extensions["engine"], code, now())
        assert address == "http://localhost/ar/c"


def table_of(content: bytes, output: str) -> list[list[str]]:
    if output == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(content)).active
    return [[str(cell.value) for cell in row] for row in sheet.rows]


def test_letters_from_the_press(sqlite_case: Case, sqlite_worker: Worker) -> None:
    """Nothing in its place: the page, the thread, the process and the file."""
    make_households(sqlite_case, ["1", "2"], language="ar")
    path = ordered(sqlite_worker, sqlite_case)
    page = sqlite_worker.open(path)
    assert "Filen er klar" in page.text
    assert not list(page.all("progress"))
    answer = sqlite_worker.try_to_open(f"{path}/file")
    assert answer.mimetype == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(PdfReader(io.BytesIO(answer.data)).pages) == 2


class Gate:
    """A press that waits to be let on."""

    def __init__(self) -> None:
        self.reached, self.open = threading.Event(), threading.Event()

    def render(self, letters: Sequence[HouseholdLetter], progress: Callable[[int], None]) -> bytes:
        progress(1)
        self.reached.set()
        assert self.open.wait(60)
        progress(2)
        return FAKE


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate()
    monkeypatch.setattr(jobs, "render", gate.render)
    yield gate
    gate.open.set()
    for thread in working():
        thread.join()


def test_progress_is_shown_while_it_goes_on(case: Case, worker: Worker, gate: Gate) -> None:
    first, _ = make_households(case, ["1", "2"])
    old = make_link(first)
    path = ordered(worker, case, wait=False)
    assert gate.reached.wait(60)
    page = worker.open(path)
    bar = page.first("progress").attrs
    assert (bar["value"], bar["max"]) == ("1", "2")
    assert page.first("noscript"), "without a script the page comes anew by itself"
    asked = worker.client.get(worker.home + path, headers={"Accept": "application/json"})
    assert asked.json == {"made": 1, "total": 2, "state": "running"}
    assert worker.try_to_open(f"{path}/file").status_code == 303
    assert opens(old.secret), "nothing has changed until the file is there"
    gate.open.set()
    for thread in working():
        thread.join()
    assert not opens(old.secret)
    assert fetched(worker, path) == FAKE
    worker.open(f"/cases/{case.id}/letters")
    assert path in [link.attrs["href"].removeprefix(worker.home) for link in worker.page.all("a")]


def test_only_one_at_a_time_is_made_of_a_case(case: Case, worker: Worker, gate: Gate) -> None:
    make_households(case, ["1", "2"])
    ordered(worker, case, wait=False)
    assert gate.reached.wait(60)
    worker.open(f"/cases/{case.id}/letters")
    worker.send(f"/cases/{case.id}/letters", status=422, **FORM)
    assert "lige nu" in worker.page.text


def test_work_that_gives_no_sign_of_life_has_stopped_and_changes_nothing(
    case: Case, worker: Worker, gate: Gate
) -> None:
    """Also if it comes back to life: what the page has said holds."""
    first, _ = make_households(case, ["1", "2"])
    old = make_link(first)
    path = ordered(worker, case, wait=False)
    assert gate.reached.wait(60)
    set_job(case, beat=now() - timedelta(minutes=3))
    page = worker.open(path)
    assert "Arbejdet stoppede" in page.text
    gate.open.set()
    for thread in working():
        thread.join()
    assert job_of(case).state is JobState.FAILED
    assert opens(old.secret)
    assert len(links_of(first)) == 1
    with unscoped() as session:
        assert not session.exec(select(JobFile)).all()


def test_what_cannot_be_set_changes_nothing(
    case: Case,
    worker: Worker,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_: object) -> bytes:
        raise PrintingError("with words of a letter")

    monkeypatch.setattr(jobs, "render", fail)
    household = make_household(case)
    old = make_link(household)
    path = ordered(worker, case)
    assert "Arbejdet stoppede" in worker.open(path).text
    assert opens(old.secret)
    assert len(links_of(household)) == 1
    assert "error" in caplog.messages
    assert "words of a letter" not in caplog.text
    monkeypatch.setattr(jobs, "render", lambda *_: FAKE)
    assert fetched(worker, ordered(worker, case)) == FAKE


def test_a_household_deleted_meanwhile_gets_no_link(case: Case, worker: Worker, gate: Gate) -> None:
    first, second = make_households(case, ["1", "2"])
    path = ordered(worker, case, wait=False)
    assert gate.reached.wait(60)
    with unscoped() as session:
        session.delete(session.get_one(Household, second.id))
        session.commit()
    gate.open.set()
    for thread in working():
        thread.join()
    assert fetched(worker, path) == FAKE
    assert len(links_of(first)) == 1
    assert not links_of(second)


def test_a_database_that_is_locked_for_a_while_is_waited_for(
    sqlite_case: Case,
    sqlite_worker: Worker,
    printed: list[HouseholdLetter],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first tries to tell how far it is, and to keep the links, meet a lock."""
    make_household(sqlite_case)
    real, locked = jobs.OfficeSession.execute, iter([True, True, True, False])

    def execute(session: Any, statement: Any, *args: Any, **more: Any) -> Any:
        of_job = getattr(getattr(statement, "table", None), "name", "") == "office_job"
        if of_job and next(locked, False):
            raise OperationalError("", None, Exception("database is locked"))
        return real(session, statement, *args, **more)

    monkeypatch.setattr(jobs.OfficeSession, "execute", execute)
    path = ordered(sqlite_worker, sqlite_case)
    assert fetched(sqlite_worker, path) == FAKE
    assert opens(secret_of(printed[0]))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.CASEWORKER])
def test_only_who_ordered_it_may_fetch_the_file(
    office: Flask, case: Case, worker: Worker, printed: list[HouseholdLetter], role: Role
) -> None:
    make_household(case)
    path = ordered(worker, case)
    other = Worker(office).sign_in(role, ours=role is Role.ADMINISTRATOR)
    for address in (path, f"{path}/file"):
        assert other.try_to_open(address).status_code == 404
    assert path not in str(other.try_to_open(f"/cases/{case.id}/letters").data)
    assert fetched(worker, path) == FAKE


def test_a_job_of_another_case_is_not_there(
    case: Case, worker: Worker, printed: list[HouseholdLetter], people: People
) -> None:
    make_household(case)
    path = ordered(worker, case)
    other = make_case(people.our_organisation)
    elsewhere = path.replace(f"/cases/{case.id}/", f"/cases/{other.id}/")
    assert worker.try_to_open(elsewhere).status_code == 404


def test_after_an_hour_the_file_is_gone(
    case: Case, worker: Worker, printed: list[HouseholdLetter]
) -> None:
    make_household(case)
    path = ordered(worker, case)
    set_job(case, beat=now() - timedelta(minutes=61))
    assert worker.try_to_open(f"{path}/file").status_code == 303
    assert "slettet" in worker.open(path).text
    with unscoped() as session:
        assert not session.exec(select(JobFile)).all()
    assert opens(secret_of(printed[0])), "the letters are on their way"
    assert path not in str(worker.try_to_open(f"/cases/{case.id}/letters").data)


def test_the_log_tells_who_made_and_fetched_letters(
    case: Case, worker: Worker, printed: list[HouseholdLetter], people: People
) -> None:
    make_household(case)
    fetched(worker, ordered(worker, case))
    with unscoped() as session:
        entries = session.exec(select(LogEntry).order_by(col(LogEntry.id))).all()
    told = [
        (entry.action, entry.user_id, entry.object_kind, entry.object_id)
        for entry in entries
        if entry.action.startswith("letters")
    ]
    who = people.ours[Role.CASEWORKER]
    assert told == [
        (Action.LETTERS_MADE, who, "office_case", case.id),
        (Action.LETTERS_FETCHED, who, "office_case", case.id),
    ]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"whom": ""}, "whom"),
        ({"whom": "everybody"}, "whom"),
        ({"whom": "selected"}, "whom"),
        ({"whom": "selected", "households": ["x", "-1", "999999"]}, "whom"),
        ({"whom": "without"}, "whom"),
        ({"lasts": ""}, "lasts"),
        ({"lasts": "case"}, "lasts"),
        ({"months": "0"}, "months"),
        ({"months": "25"}, "months"),
        ({"months": "1.5"}, "months"),
        ({"months": ""}, "months"),
        ({"months": "²"}, "months"),
        ({"months": "9" * 500}, "months"),
        ({"output": "exe"}, "output"),
    ],
)
def test_what_cannot_be_ordered_is_told_at_its_field(
    sqlite_case: Case, sqlite_worker: Worker, sent: dict[str, Any], field: str
) -> None:
    make_link(make_household(sqlite_case))
    path = f"/cases/{sqlite_case.id}/letters"
    sqlite_worker.open(path)
    sqlite_worker.send(path, status=422, **{**FORM, **sent})
    page = sqlite_worker.page
    assert page.first("a", href=f"#{field}")
    assert page.first("input", id=field).attrs["aria-invalid"] == "true"
    with unscoped() as session:
        assert not session.exec(select(Job)).all()


def test_what_was_typed_is_kept_beside_an_error(sqlite_case: Case, sqlite_worker: Worker) -> None:
    _, two = make_households(sqlite_case, ["1", "2"])
    path = f"/cases/{sqlite_case.id}/letters"
    sqlite_worker.open(path)
    sent = {**FORM, "whom": "selected", "households": [two.id], "months": "99", "output": "csv"}
    del sent["withdraws"]
    sqlite_worker.send(path, status=422, **sent)
    page = sqlite_worker.page
    ticked = {
        field.attrs["name"]: field.attrs["value"]
        for field in page.all("input")
        if "checked" in field.attrs
    }
    assert ticked == {
        "whom": "selected",
        "households": str(two.id),
        "lasts": "months",
        "output": "csv",
    }
    assert page.first("input", id="months").attrs["value"] == "99"
    assert "open" in page.first("details").attrs


def test_digits_of_other_scripts_are_months_too(
    sqlite_case: Case, sqlite_worker: Worker, printed: list[HouseholdLetter]
) -> None:
    make_household(sqlite_case)
    ordered(sqlite_worker, sqlite_case, months="١٢")
    assert printed[0].last_day == plus_months(printed[0].day, 12)


def test_a_case_without_households_has_nothing_to_order(
    sqlite_case: Case, sqlite_worker: Worker
) -> None:
    page = sqlite_worker.open(f"/cases/{sqlite_case.id}/letters")
    assert not list(page.all("input", name="whom"))
    assert "ingen husstande" in page.text


def test_a_household_can_be_chosen_by_the_address(sqlite_case: Case, sqlite_worker: Worker) -> None:
    _, two = make_households(sqlite_case, ["1", "2"])
    page = sqlite_worker.open(f"/cases/{sqlite_case.id}/letters?household={two.id}&household=x")
    boxes = page.all("input", name="households")
    chosen = [box.attrs["value"] for box in boxes if "checked" in box.attrs]
    assert chosen == [str(two.id)]


def test_pressed_twice_at_once_one_of_them_is_made(
    case: Case, office: Flask, printed: list[HouseholdLetter], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_household(case)
    workers = [Worker(office).sign_in() for _ in range(2)]
    both, read = threading.Barrier(2), order.read

    def together(*given: Any) -> Any:
        found = read(*given)
        both.wait(timeout=60)
        return found

    def press(worker: Worker) -> int:
        with office.app_context():
            return worker.try_to_send(f"/cases/{case.id}/letters", **FORM).status_code

    for worker in workers:
        worker.open(f"/cases/{case.id}/letters")
    monkeypatch.setattr(order, "read", together)
    done = threading.Event()
    monkeypatch.setattr(jobs, "_work", lambda *_: done.wait())
    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(lambda worker: Context().run(press, worker), workers))
    done.set()
    assert statuses == [303, 422]
    with unscoped() as session:
        assert len(session.exec(select(Job)).all()) == 1
