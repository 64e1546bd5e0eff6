"""What the office tells: entered, changed, withdrawn; bad input; two at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlmodel import select

from portal.municipality import entries
from portal.municipality.kinds import Kind, Per
from portal.municipality.tables import Practice
from portal.staff.actions import Action
from portal.staff.roles import Role
from portal.staff.scope import OfficeSession, Scope, unscoped
from portal.staff.tables import LogEntry, User
from portal.staff.times import now
from tests.portal import pages
from tests.portal.municipality.conftest import AALBORG, AARHUS, kept, tell
from tests.portal.staff.conftest import People
from tests.portal.staff.worker import Worker

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
COMMON = {"municipality": AALBORG, "since": "1.3.2026", "source": "Byrådet"}
GOOD: dict[Kind, dict[str, str]] = {
    Kind.OWN_HOME: {
        "amount": "4.500 kr.",
        "per": "person_month",
        "text_da": "Vis os kvitteringer.",
        "text_ar": "يُرجى إظهار الإيصالات.",
    },
    Kind.PRACTICE: {"text_da": "Vi låner kasser ud.\r\n\r\nDu henter dem selv."},
    Kind.CONTACT: {"text_da": "Genhusning", "phone": "12 34 56 78", "email": "Bo@Kommune.dk"},
    Kind.HOURS: {"text_da": "Mandag 9-12"},
    Kind.LINK: {"text_da": "Folder", "url": "https://www.kommune.dk/genhusning?side=1"},
}


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def path_of(kind: Kind) -> str:
    return f"/practice/new?kind={kind}"


def enter(worker: Worker, kind: Kind = Kind.PRACTICE, **fields: str) -> pages.Element:
    worker.open(path_of(kind))
    sent = worker.send(path_of(kind), **{**COMMON, **GOOD[kind], **fields})
    return worker.follow(sent)


def refused(worker: Worker, kind: Kind, **fields: str) -> dict[str, str]:
    """The messages by field, after nothing was kept."""
    worker.open(path_of(kind))
    worker.send(path_of(kind), 422, **{**COMMON, **GOOD[kind], **fields})
    assert kept() == []
    return pages.errors(worker.page)


def public(app: Flask) -> str:
    return pages.read(app.test_client().get("/da/municipalities/aalborg")).text


@pytest.mark.parametrize("kind", Kind)
def test_told_in_the_office_read_by_residents(office: Flask, worker: Worker, kind: Kind) -> None:
    page = enter(worker, kind)
    assert "beboerne kan læse det nu" in worker.said()
    first = GOOD[kind]["text_da"].splitlines()[0]
    assert first in page.first("tbody").text
    assert first in public(office)
    (row,) = kept()
    assert (row.municipality, row.kind, row.since) == (AALBORG, kind, date(2026, 3, 1))
    assert (row.source, row.entered, row.withdrawn) == ("Byrådet", NOON, None)
    assert row.texts["da"].splitlines()[0] == first
    with unscoped() as session:
        assert Action.PRACTICE_ENTERED in session.exec(select(LogEntry.action)).all()


def test_what_each_kind_holds(sqlite_worker: Worker) -> None:
    for kind in Kind:
        enter(sqlite_worker, kind)
    rows = {row.kind: row for row in kept()}
    assert (rows[Kind.OWN_HOME].amount, rows[Kind.OWN_HOME].per) == (450_000, Per.PERSON_MONTH)
    assert set(rows[Kind.OWN_HOME].texts) == {"da", "ar"}
    assert rows[Kind.PRACTICE].texts == {"da": "Vi låner kasser ud.\n\nDu henter dem selv."}
    assert (rows[Kind.CONTACT].phone, rows[Kind.CONTACT].email) == ("12 34 56 78", "bo@kommune.dk")
    assert rows[Kind.LINK].url == GOOD[Kind.LINK]["url"]
    assert all(row.amount is None for kind, row in rows.items() if kind is not Kind.OWN_HOME)


def test_what_comes_to_be_chosen_first(sqlite_worker: Worker) -> None:
    page = sqlite_worker.open("/practice/new")
    offered = [a.attrs["href"] for a in page.first("ul", id="kind").all("a")]
    assert offered == [f"/da/staff{path_of(kind)}" for kind in Kind]
    sqlite_worker.open("/practice/new?kind=nonsense", status=422)
    assert set(pages.errors(sqlite_worker.page)) == {"kind"}
    sqlite_worker.send("/practice/new", 422)


def test_the_municipality_of_the_last_time_is_chosen(sqlite_worker: Worker) -> None:
    page = sqlite_worker.open(path_of(Kind.HOURS))
    assert not list(page.first("select", id="municipality").all("option", selected=""))
    enter(sqlite_worker, municipality=AARHUS)
    page = sqlite_worker.open(path_of(Kind.HOURS))
    (chosen,) = page.first("select", id="municipality").all("option", selected="")
    assert chosen.attrs["value"] == AARHUS


@pytest.mark.parametrize(
    ("kind", "fields", "wrong"),
    [
        (Kind.PRACTICE, {"municipality": ""}, "municipality"),
        (Kind.PRACTICE, {"municipality": "0411"}, "municipality"),
        (Kind.PRACTICE, {"municipality": "Aalborg"}, "municipality"),
        (Kind.PRACTICE, {"text_da": " \n "}, "text_da"),
        (Kind.PRACTICE, {"text_da": "", "text_en": "Only English"}, "text_da"),
        (Kind.PRACTICE, {"text_da": "x" * 2001}, "text_da"),
        (Kind.PRACTICE, {"text_ar": "ا" * 2001}, "text_ar"),
        (Kind.PRACTICE, {"text_da": "Ring til 010190-1234"}, "text_da"),
        (Kind.CONTACT, {"text_da": "x" * 151}, "text_da"),
        (Kind.PRACTICE, {"source": "x" * 201}, "source"),
        (Kind.PRACTICE, {"since": ""}, "since"),
        (Kind.PRACTICE, {"since": "31.2.2026"}, "since"),
        (Kind.PRACTICE, {"since": "marts 2026"}, "since"),
        (Kind.PRACTICE, {"since": "22.11.2026"}, "since"),
        (Kind.PRACTICE, {"since": "1.1.1899"}, "since"),
        (Kind.PRACTICE, {"since": "i går"}, "since"),
        (Kind.OWN_HOME, {"amount": "mange"}, "amount"),
        (Kind.OWN_HOME, {"amount": "-5"}, "amount"),
        (Kind.OWN_HOME, {"amount": "0"}, "amount"),
        (Kind.OWN_HOME, {"amount": "1000001"}, "amount"),
        (Kind.OWN_HOME, {"amount": "9" * 60}, "amount"),
        (Kind.OWN_HOME, {"per": ""}, "per"),
        (Kind.OWN_HOME, {"per": "year"}, "per"),
        (Kind.CONTACT, {"phone": "", "email": ""}, "phone"),
        (Kind.CONTACT, {"phone": "112"}, "phone"),
        (Kind.CONTACT, {"phone": "ring til Bo"}, "phone"),
        (Kind.CONTACT, {"phone": "12345678;ext=1"}, "phone"),
        (Kind.CONTACT, {"email": "bo@"}, "email"),
        (Kind.LINK, {"url": ""}, "url"),
        (Kind.LINK, {"url": "http://www.kommune.dk"}, "url"),
        (Kind.LINK, {"url": "www.kommune.dk"}, "url"),
        (Kind.LINK, {"url": "javascript:alert(1)"}, "url"),
        (Kind.LINK, {"url": "https://kommune.dk@evil.example/"}, "url"),
        (Kind.LINK, {"url": "https://localhost/"}, "url"),
        (Kind.LINK, {"url": "https://127.0.0.1/"}, "url"),
        (Kind.LINK, {"url": "https://[::1/"}, "url"),
        (Kind.LINK, {"url": "https://kommune.dk:99999/"}, "url"),
        (Kind.LINK, {"url": "https://kommune.dk/a b"}, "url"),
        (Kind.LINK, {"url": "https://kommune.dk\\@evil.example"}, "url"),
        (Kind.LINK, {"url": "https://k.dk/" + "x" * 500}, "url"),
    ],
)
def test_bad_input_is_told_at_its_field(
    sqlite_worker: Worker, kind: Kind, fields: dict[str, str], wrong: str
) -> None:
    errors = refused(sqlite_worker, kind, **fields)
    assert set(errors) == {wrong}
    assert errors[wrong] != "Det kan ikke bruges. Prøv igen."
    given = {**COMMON, **GOOD[kind], **fields}
    shown = pages.fields(sqlite_worker.page)
    for name in ("since", "source", "amount", "phone", "email", "url"):
        if name in given and name in shown:
            assert shown[name] == given[name], name
    texts = {t.attrs["name"]: t.text for t in sqlite_worker.page.first("main").all("textarea")}
    for name in texts.keys() & given.keys():
        assert texts[name] == " ".join(given[name].split()), name


def test_all_that_is_wrong_is_told_at_once(sqlite_worker: Worker) -> None:
    sqlite_worker.open(path_of(Kind.OWN_HOME))
    sqlite_worker.send(path_of(Kind.OWN_HOME), 422, amount="x")
    found = list(pages.errors(sqlite_worker.page))
    assert found == ["municipality", "amount", "per", "text_da", "since"]


def test_without_an_amount_nothing_is_asked_of_it(sqlite_worker: Worker) -> None:
    enter(sqlite_worker, Kind.OWN_HOME, amount="", per="month")
    (row,) = kept()
    assert (row.amount, row.per) == (None, None)


def test_the_same_form_sent_twice_is_one_entry(worker: Worker) -> None:
    enter(worker)
    enter(worker)
    assert len(kept()) == 1
    enter(worker, text_da="Noget andet")
    assert len(kept()) == 2


def test_a_change_keeps_what_it_said_before(office: Flask, worker: Worker) -> None:
    enter(worker)
    (old,) = kept()
    page = worker.open(f"/practice/{old.id}")
    assert pages.fields(page)["since"] == "1.3.2026"
    assert page.first("textarea", id="text_da").text == "Vi låner kasser ud. Du henter dem selv."
    worker.follow(worker.send(f"/practice/{old.id}", **COMMON, text_da="Vi har ingen kasser."))
    assert "Ændringen er gemt" in worker.said()
    old, new = kept()
    assert (old.withdrawn, new.withdrawn, new.follows) == (NOON, None, old.id)
    assert old.texts["da"].startswith("Vi låner")
    text = public(office)
    assert "Vi har ingen kasser." in text
    assert "Vi låner kasser ud." not in text
    history = worker.open(f"/practice/{new.id}").first("ul", class_="practices")
    assert "Vi låner kasser ud." in history.text
    assert "Vores caseworker" in history.text
    assert "Vi låner kasser ud." in worker.open("/practice").first("details").text


def test_saved_again_on_another_day_it_still_is_so(worker: Worker) -> None:
    enter(worker)
    (row,) = kept()
    given = {**COMMON, **GOOD[Kind.PRACTICE]}
    worker.open(f"/practice/{row.id}")
    worker.send(f"/practice/{row.id}", **given)
    assert len(kept()) == 1
    with time_machine.travel(NOON + timedelta(minutes=50), tick=False):
        worker.send(f"/practice/{row.id}", **given)
        assert len(kept()) == 1
    with unscoped() as session:  # as if it had been entered long ago
        session.get_one(Practice, row.id).entered = NOON - timedelta(days=500)
        session.commit()
    worker.send(f"/practice/{row.id}", **given)
    assert [each.entered for each in kept() if each.withdrawn is None] == [NOON]


def test_two_users_at_one_entry_lose_nothing(office: Flask, worker: Worker, people: People) -> None:
    other = Worker(office).sign_in(Role.ADMINISTRATOR)
    enter(worker)
    (row,) = kept()
    path = f"/practice/{row.id}"
    worker.open(path)
    other.open(path)
    other.send(path, **COMMON, text_da="Den andens tekst")
    worker.send(path, 409, **COMMON, text_da="Min tekst")
    assert "Den andens tekst" in worker.said()
    assert "Vores administrator" in worker.said()
    assert worker.page.first("textarea", id="text_da").text == "Min tekst"
    assert [each.texts["da"] for each in kept() if each.withdrawn is None] == ["Den andens tekst"]
    form = next(f for f in worker.page.first("main").all("form"))
    assert form.attrs["action"] == f"/da/staff/practice/{kept()[-1].id}"
    worker.follow(worker.send(f"/practice/{kept()[-1].id}", **COMMON, text_da="Min tekst"))
    assert [each.texts["da"] for each in kept() if each.withdrawn is None] == ["Min tekst"]
    assert len(kept()) == 3


def test_a_change_of_what_was_withdrawn_meanwhile_can_be_told_again(
    office: Flask, worker: Worker
) -> None:
    enter(worker)
    (row,) = kept()
    worker.open(f"/practice/{row.id}")
    worker.send(f"/practice/{row.id}/withdraw")
    worker.send(f"/practice/{row.id}", 409, **COMMON, text_da="Min tekst")
    assert "trukket tilbage" in worker.said()
    form = next(f for f in worker.page.first("main").all("form"))
    assert form.attrs["action"] == f"/da/staff{path_of(Kind.PRACTICE)}"
    worker.follow(worker.send(path_of(Kind.PRACTICE), **COMMON, text_da="Min tekst"))
    assert "Min tekst" in public(office)


def test_withdrawn_it_stays_in_the_office(office: Flask, worker: Worker) -> None:
    enter(worker)
    (row,) = kept()
    worker.open(f"/practice/{row.id}")
    worker.follow(worker.send(f"/practice/{row.id}/withdraw"))
    assert "Beboerne ser det ikke mere" in worker.said()
    assert "Vi låner kasser ud." not in public(office)
    assert "Vi låner kasser ud." in worker.page.first("details").text
    worker.send(f"/practice/{row.id}/withdraw")  # pressed twice
    with unscoped() as session:
        log = session.exec(select(LogEntry.action)).all()
    assert list(log).count(Action.PRACTICE_WITHDRAWN) == 1
    page = worker.open(f"/practice/{row.id}")
    assert "Det står der ikke mere" in page.text
    assert not [f for f in page.all("form") if f.attrs["action"].endswith("/withdraw")]


def test_of_two_changes_at_once_one_is_made(office: Flask, people: People) -> None:
    number = tell(people.our_organisation)

    def change(text: str) -> bool:
        with office.app_context(), OfficeSession() as session:
            session.info["of"] = "any"
            user = session.get_one(User, people.ours[Role.CASEWORKER])
            scope = Scope(session, user)
            columns: dict[str, Any] = {
                "municipality": AALBORG,
                "kind": Kind.PRACTICE,
                "texts": {"da": text},
                "since": date(2026, 3, 1),
            }
            return entries.follow(scope, scope.get(Practice, number), columns) is not None

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda n: Context().run(change, f"tekst {n}"), range(4)))
    assert made.count(True) == 1
    assert len([row for row in kept() if row.withdrawn is None]) == 1
    assert len(kept()) == 2


def test_a_reader_reads_only(sqlite_office: Flask, sqlite_people: People) -> None:
    number = tell(sqlite_people.our_organisation)
    reader = Worker(sqlite_office).sign_in(Role.READER)
    page = reader.open("/practice")
    assert "flyttekasser" in page.text
    assert not [link for link in pages.links(page.first("main")) if "/staff/practice/" in link]
    reader.open(f"/practice/{number}", status=403)
    reader.open("/practice/new", status=403)


def test_the_list_is_of_one_s_own_organisation(
    sqlite_office: Flask, sqlite_people: People, sqlite_worker: Worker
) -> None:
    number = tell(sqlite_people.their_organisation, texts={"da": "Deres hemmelighed"})
    assert "Deres hemmelighed" not in sqlite_worker.open("/practice").text
    sqlite_worker.open(f"/practice/{number}", status=404)
    sqlite_worker.open("/practice")
    answer = sqlite_worker.try_to_send(f"/practice/{number}/withdraw")
    assert answer.status_code == 404
    assert kept()[0].withdrawn is None


def test_the_office_is_also_in_english(sqlite_office: Flask, sqlite_people: People) -> None:
    tell(sqlite_people.our_organisation, withdrawn=now())
    tell(sqlite_people.our_organisation, kind=Kind.OWN_HOME, amount=450_000, per=Per.DAY)
    worker = Worker(sqlite_office, "en").sign_in()
    page = worker.open("/practice")
    assert "4,500" in page.text
    assert "a day" in page.text
    for kind in Kind:
        text = worker.open(path_of(kind)).first("main").text
        assert not {"Gem", "Kommune", "Vælg", "Kilde"} & set(text.split()), text
