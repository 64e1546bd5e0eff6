"""The family's side: what a link opens, what is kept of what is pressed, and what ends it."""

from datetime import timedelta
from threading import Thread

import pytest
from flask import Flask, current_app
from sqlalchemy import Engine
from sqlmodel import col, select

from portal.cases import family, links
from portal.cases.tables import Change, Household, HouseholdLink, Message, OwnItem, Tick
from portal.checklist.state import Change as Press
from portal.staff.scope import unscoped
from portal.staff.tables import OfOrganisation
from portal.staff.times import now
from tests.portal.cases.factory import make_case, make_household, make_link
from tests.portal.staff.conftest import People


@pytest.fixture
def household(office: Flask, people: People) -> Household:
    return make_household(make_case(people.our_organisation, contact="Ring til Mette: 12345678"))


def engine() -> Engine:
    found: Engine = current_app.extensions["engine"]
    return found


def put(row: OfOrganisation) -> None:
    with unscoped() as session:
        session.add(row)
        session.commit()


def test_a_link_opens_the_list_of_its_household_only(household: Household) -> None:
    made = make_link(household)
    found = family.read(engine(), made.secret, now())
    assert found is not None
    assert found.office.organisation == "Vores Boligforening"
    assert found.office.contact == "Ring til Mette: 12345678"
    assert [due.id for due in found.office.dues(now().date())]
    assert family.read(engine(), "x" * 22, now()) is None
    assert family.read(engine(), made.secret[:-1], now()) is None


def test_the_secret_and_the_code_are_kept_nowhere(household: Household) -> None:
    made = make_link(household)
    with unscoped() as session:
        row = session.exec(select(HouseholdLink)).one()
    told = f"{row.model_dump()}"
    assert made.secret not in told
    assert made.code not in told


def test_ticks_and_notes_are_kept_and_can_be_undone(household: Household) -> None:
    secret = make_link(household).secret
    assert family.change(engine(), secret, Press("keys", done=True), None, now())
    assert family.change(engine(), secret, Press("mail", note="hos Ali"), None, now())
    state = family.read(engine(), secret, now())
    assert state is not None
    assert state.state.done == {"keys"}
    assert state.state.notes == {"mail": "hos Ali"}
    assert family.change(engine(), secret, Press("keys", done=False), None, now())
    state = family.read(engine(), secret, now())
    assert state is not None
    assert state.state.done == set()


def test_a_change_sent_again_is_done_once_however_late(household: Household) -> None:
    secret = make_link(household).secret
    family.change(engine(), secret, Press("keys", done=True), "phone-1-a", now())
    family.change(engine(), secret, Press("keys", done=False), "phone-1-b", now())
    assert family.change(engine(), secret, Press("keys", done=True), "phone-1-a", now())
    found = family.read(engine(), secret, now())
    assert found is not None
    assert found.state.done == set()


def test_two_phones_at_once_lose_nothing(household: Household) -> None:
    secret = make_link(household).secret
    items = ["keys", "mail", "photos", "meters", "fridge", "phone", "insurer", "empty"]
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    failed: list[BaseException] = []

    def press(phone: int) -> None:
        with app.app_context():
            try:
                for item in items[phone::2]:
                    family.change(engine(), secret, Press(item, done=True), None, now())
                    note = Press("papers", note=f"{item}{phone}")
                    family.change(engine(), secret, note, None, now())
            except BaseException as error:
                failed.append(error)

    phones = [Thread(target=press, args=(phone,)) for phone in (0, 1)]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()
    assert not failed
    found = family.read(engine(), secret, now())
    assert found is not None
    assert found.state.done == set(items)
    assert all(item in found.state.notes["papers"] for item in items)


@pytest.mark.parametrize("end", ["expired", "withdrawn", "removed", "deleted"])
def test_what_ends_a_link(household: Household, end: str) -> None:
    made = make_link(household)
    later = now()
    with unscoped() as session:
        if end == "expired":
            later += timedelta(days=31)
        elif end == "withdrawn":
            links.withdraw(session, [household.id or 0])
        elif end == "removed":
            session.get_one(Household, household.id).removed = now()
        else:
            session.delete(session.get_one(Household, household.id))
        session.commit()
    assert family.read(engine(), made.secret, later) is None
    assert not family.change(engine(), made.secret, Press("keys", done=True), None, later)
    assert family.by_code(engine(), made.code, later) is None
    assert not family.ask_for_call(engine(), made.secret, "efter kl. 16", later)
    with unscoped() as session:
        assert session.exec(select(Tick)).all() == []


def test_a_code_opens_the_list_as_long_as_the_letter_does(household: Household) -> None:
    made = make_link(household, days=10)
    typed = f" {made.code[:4].lower()} {made.code[4:]}- "
    secret = family.by_code(engine(), typed, now())
    assert secret is not None
    assert secret != made.secret
    found = family.read(engine(), secret, now())
    letter = family.read(engine(), made.secret, now())
    assert found is not None
    assert letter is not None
    assert found.expires == letter.expires
    with unscoped() as session:
        links.withdraw(session, [household.id or 0])
        session.commit()
    assert family.read(engine(), secret, now()) is None


@pytest.mark.parametrize("typed", ["", "AAAA", "0O1I-5S8B", "x" * 500, "AAAA-AAAA-AAAA"])
def test_what_is_no_code_opens_nothing(household: Household, typed: str) -> None:
    make_link(household)
    assert family.by_code(engine(), typed, now()) is None


def test_opening_is_told_once_and_last(household: Household) -> None:
    secret = make_link(household).secret
    assert family.read(engine(), secret, now()) is not None
    with unscoped() as session:
        assert session.get_one(Household, household.id).opened is None
    first, last = now(), now() + timedelta(days=2)
    family.opened(engine(), secret, first)
    family.opened(engine(), secret, last)
    with unscoped() as session:
        row = session.get_one(Household, household.id)
        assert (row.opened, row.seen) == (first, last)


def test_asking_to_be_called_can_be_taken_back(household: Household) -> None:
    secret = make_link(household).secret
    assert family.ask_for_call(engine(), secret, "12345678, efter kl. 16", now())
    found = family.read(engine(), secret, now())
    assert found is not None
    assert found.office.call_note == "12345678, efter kl. 16"
    family.ask_for_call(engine(), secret, None, now())
    found = family.read(engine(), secret, now())
    assert found is not None
    assert found.office.call_asked is None


def test_messages_are_of_the_case_or_of_the_household(household: Household) -> None:
    case = make_case(household.organisation_id, name="Etape 3")
    neighbour = make_household(case, "2-2")
    of = {"organisation_id": household.organisation_id}
    put(Message(**of, case_id=household.case_id, text="Til alle"))
    put(Message(**of, case_id=household.case_id, household_id=household.id, text="Til jer"))
    put(Message(**of, case_id=household.case_id, text="Ikke mere", withdrawn=now()))
    put(Message(**of, case_id=case.id, text="Til andre"))
    put(Message(**of, case_id=household.case_id, household_id=neighbour.id, text="Til naboen"))
    found = family.read(engine(), make_link(household).secret, now())
    assert found is not None
    assert [told.text for told in found.office.messages] == ["Til jer", "Til alle"]


def test_own_items_are_said_in_danish_until_they_are_translated(household: Household) -> None:
    texts = {
        "da": {"title": "Hent kasser", "why": "I kælderen."},
        "ar": {"title": "خذ الصناديق", "why": "من القبو."},
    }
    put(
        OwnItem(
            organisation_id=household.organisation_id,
            case_id=household.case_id,
            item="own-1",
            change=Change.ADDED,
            phase="before",
            texts=texts,
        )
    )
    secret = make_link(household).secret
    found = family.read(engine(), secret, now())
    assert found is not None
    said = [found.office.words("own-1", lang) for lang in ("da", "ar", "en")]
    assert [(one.title, one.lang) for one in said if one] == [
        ("Hent kasser", "da"),
        ("خذ الصناديق", "ar"),
        ("Hent kasser", "da"),
    ]
    assert found.office.words("keys", "da") is None
    assert "own-1" in [due.id for due in found.office.dues(now().date())]
    assert family.change(engine(), secret, Press("own-1", done=True), None, now())


def test_links_of_others_stay_when_one_is_withdrawn(household: Household) -> None:
    other = make_household(make_case(household.organisation_id, name="Etape 4"), "9-9")
    mine, theirs = make_link(household), make_link(other)
    with unscoped() as session:
        links.withdraw(session, [household.id or 0])
        session.commit()
        left = session.exec(
            select(HouseholdLink.household_id).where(col(HouseholdLink.withdrawn).is_(None))
        ).all()
    assert left == [other.id]
    assert family.read(engine(), mine.secret, now()) is None
    assert family.read(engine(), theirs.secret, now()) is not None


def test_an_own_item_that_never_was_leaves_nothing_behind(household: Household) -> None:
    secret = make_link(household).secret
    assert family.change(engine(), secret, Press("own-77", done=True), None, now())
    with unscoped() as session:
        assert session.exec(select(Tick)).all() == []


def test_a_code_fills_no_table(household: Household, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MOST_OF_CODES", 2)
    made = make_link(household)
    opened = [family.by_code(engine(), made.code, now()) or "" for _ in range(4)]
    works = [family.read(engine(), secret, now()) is not None for secret in opened]
    assert works == [False, False, True, True]
    assert family.read(engine(), made.secret, now()) is not None
