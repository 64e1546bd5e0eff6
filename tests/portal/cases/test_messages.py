"""Messages of the office: to a case or one household, withdrawn, and what cannot be sent."""

import pytest
from flask import Flask
from sqlmodel import select

from portal.cases import family
from portal.cases.tables import Case, Message
from portal.staff.actions import Action
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import LogEntry
from portal.staff.times import now
from tests.portal import pages
from tests.portal.cases.factory import make_case, make_household, make_link
from tests.portal.staff.conftest import People
from tests.portal.staff.worker import Worker

TEXT = "Mødet er flyttet.\n\nKom kl. 17 i beboerhuset: https://example.org/kort"


def path(case: Case, household: int | None = None, withdraw: int | None = None) -> str:
    rest = "" if withdraw is None else f"/{withdraw}/withdraw"
    query = "" if household is None else f"?household={household}"
    return f"/cases/{case.id}/messages{rest}{query}"


def rows() -> list[Message]:
    with unscoped() as session:
        return list(session.exec(select(Message)).all())


def logged() -> list[str]:
    with unscoped() as session:
        actions = session.exec(select(LogEntry.action)).all()
    return [action for action in actions if action.startswith("message")]


def seen(app: Flask, secret: str) -> list[tuple[str, str]]:
    """What a family has on top of its list."""
    found = family.read(app.extensions["engine"], secret, now())
    assert found is not None
    return [(message.text, message.lang) for message in found.office.messages]


def test_a_message_to_all_reaches_each_and_is_withdrawn(
    office: Flask, worker: Worker, case: Case
) -> None:
    secrets = [make_link(make_household(case, label)).secret for label in ("1", "2")]
    page = worker.open(path(case))
    assert "2 husstande" in page.text
    page = worker.follow(worker.send(path(case), text=TEXT, language="da"))
    assert "øverst på husstandenes lister" in worker.said()
    assert [seen(office, secret) for secret in secrets] == [[(TEXT, "da")]] * 2
    shown = page.first("section", **{"aria-labelledby": "sent"})
    assert "Vores caseworker" in shown.text
    assert "til alle i sagen" in shown.text
    assert not [href for href in pages.links(page) if "example.org" in href]

    (row,) = rows()
    page = worker.follow(worker.send(path(case, withdraw=row.id)))
    assert seen(office, secrets[0]) == []
    assert "trukket tilbage" in page.text
    assert not [f for f in page.all("form") if "/withdraw" in f.attrs["action"]]
    first = rows()[0].withdrawn
    worker.send(path(case, withdraw=row.id))  # from another tab
    assert rows()[0].withdrawn == first
    assert logged() == [Action.MESSAGE_SENT, Action.MESSAGE_WITHDRAWN]


def test_a_message_to_one_household_is_for_it_alone(
    office: Flask, worker: Worker, case: Case
) -> None:
    one, other = (make_household(case, label) for label in ("12-3", "12-4"))
    secrets = [make_link(household).secret for household in (one, other)]
    page = worker.open(path(case, one.id))
    assert "12-3" in page.first("main").text
    text = "يرجى الاتصال بنا غدًا."
    worker.follow(worker.send(path(case, one.id), text=text, language="ar"))
    assert worker.response is not None
    assert worker.response.request.args["household"] == str(one.id)
    assert [seen(office, secret) for secret in secrets] == [[(text, "ar")], []]
    shown = worker.page.first("section", **{"aria-labelledby": "sent"}).first(
        "p", class_="own-text"
    )
    assert (shown.attrs["lang"], shown.attrs["dir"]) == ("ar", "rtl")
    assert "til 12-3" in worker.open(path(case)).text
    assert "til 12-3" not in worker.open(path(case, other.id)).text


def test_a_message_is_sealed_where_it_lies(worker: Worker, case: Case) -> None:
    worker.open(path(case))
    worker.send(path(case), text=TEXT, language="da")
    with unscoped() as session:
        raw = session.connection().exec_driver_sql("SELECT text FROM message").scalar_one()
    assert b"beboerhuset" not in bytes(raw)


def test_pressed_twice_it_stands_there_once(sqlite_worker: Worker, sqlite_case: Case) -> None:
    household = make_household(sqlite_case)
    sqlite_worker.open(path(sqlite_case))
    for _ in range(2):
        sqlite_worker.send(path(sqlite_case), text=TEXT, language="da")
    assert len(rows()) == 1
    sqlite_worker.send(path(sqlite_case, household.id), text=TEXT, language="da")
    assert len(rows()) == 2
    sqlite_worker.send(path(sqlite_case, withdraw=rows()[0].id))
    sqlite_worker.send(path(sqlite_case), text=TEXT, language="da")
    assert len(rows()) == 3


@pytest.mark.parametrize(
    ("text", "language", "wrong"),
    [
        ("", "da", "text"),
        (" \n\u00a0", "da", "text"),
        ("\u200b\u200f", "da", "text"),
        ("x" * 1001, "da", "text"),
        ("Dit nummer er 010190-1234.", "da", "text"),
        ("Nummeret ٠١٠١٩٠١٢٣٤", "ar", "text"),
        ("Kom i morgen.", "xx", "language"),
        ("Kom i morgen.", "", "language"),
    ],
)
def test_bad_input_is_told_at_its_field_and_kept(
    sqlite_worker: Worker, sqlite_case: Case, text: str, language: str, wrong: str
) -> None:
    page = sqlite_worker.open(path(sqlite_case))
    sqlite_worker.send(path(sqlite_case), 422, text=text, language=language)
    page = sqlite_worker.page
    assert set(pages.errors(page)) == {wrong}
    assert page.first("textarea", id="text").text == " ".join(text.split())
    assert rows() == []


def test_as_long_as_it_may_be_it_is_kept_whole(sqlite_worker: Worker, sqlite_case: Case) -> None:
    text = "Linje\r\n" + "æ" * 994
    sqlite_worker.open(path(sqlite_case))
    sqlite_worker.send(path(sqlite_case), text=f"  {text}\n\n", language="da")
    assert rows()[0].text == text.replace("\r\n", "\n")


def test_no_way_to_what_is_not_of_the_case(
    sqlite_worker: Worker, sqlite_case: Case, sqlite_people: People
) -> None:
    other = make_case(sqlite_people.our_organisation, name="Etape 3")
    elsewhere, removed = make_household(other), make_household(sqlite_case, removed=now())
    sqlite_worker.open(path(other))
    sqlite_worker.send(path(other), text=TEXT, language="da")
    (message,) = rows()
    for number in (elsewhere.id, removed.id, 0, 999_999, "x", "٢", "-1", "9" * 30):
        address = f"/cases/{sqlite_case.id}/messages?household={number}"
        assert sqlite_worker.try_to_open(address).status_code == 404
        assert sqlite_worker.try_to_send(address, text=TEXT, language="da").status_code == 404
    answer = sqlite_worker.try_to_send(path(sqlite_case, withdraw=message.id))
    assert answer.status_code == 404
    assert rows()[0].withdrawn is None
    assert len(rows()) == 1


def test_what_was_sent_to_a_removed_household_stays_told(
    sqlite_worker: Worker, sqlite_case: Case
) -> None:
    household = make_household(sqlite_case, "7-7")
    sqlite_worker.open(path(sqlite_case))
    sqlite_worker.send(path(sqlite_case, household.id), text="Ring til os.", language="da")
    with unscoped() as session:
        row = session.get_one(type(household), household.id)
        row.removed = now()
        session.commit()
    page = sqlite_worker.open(path(sqlite_case))
    assert "er fjernet" in page.text
    assert "7-7" not in page.text


def test_typed_markup_stays_text(sqlite_worker: Worker, sqlite_case: Case) -> None:
    sqlite_worker.open(path(sqlite_case))
    sent = sqlite_worker.send(path(sqlite_case), text="<script>x</script> & co", language="da")
    page = sqlite_worker.follow(sent)
    assert "<script>x</script> & co" in page.first("p", class_="own-text").text


def test_a_reader_sends_nothing(sqlite_office: Flask, sqlite_case: Case) -> None:
    reader = Worker(sqlite_office).sign_in(Role.READER)
    assert reader.try_to_open(path(sqlite_case)).status_code == 403
    assert reader.try_to_send(path(sqlite_case), text=TEXT, language="da").status_code == 403
    assert rows() == []
