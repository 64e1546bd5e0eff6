"""Users: invited by a link, given a role, disabled, deleted."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlmodel import select

from portal.staff import links, passwords
from portal.staff.actions import Action
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import LogEntry, OneTimeLink, Purpose, StaffSession, User
from portal.staff.times import INVITE, RESET, now
from tests.portal import pages
from tests.portal.staff.conftest import PASSWORD, People, email_of
from tests.portal.staff.worker import Worker

NEW = "gule støvler på altanen"


def user_with(email: str) -> User | None:
    with unscoped() as session:
        return session.exec(select(User).where(User.email == email)).first()


def link_on(worker: Worker) -> str:
    return worker.page.first("textarea", id="made-link").text.partition("/da/staff")[2]


def invite(worker: Worker, **fields: str) -> str:
    worker.open("/users/invite")
    given = {"name": "Ny Kollega", "email": "NY@vores.example", "role": "caseworker", **fields}
    worker.follow(worker.send("/users/invite", **given))
    return link_on(worker)


@pytest.fixture
def boss(office: Flask, people: People) -> Worker:
    return Worker(office).sign_in(Role.ADMINISTRATOR)


@pytest.fixture
def sqlite_boss(sqlite_office: Flask, sqlite_people: People) -> Worker:
    return Worker(sqlite_office).sign_in(Role.ADMINISTRATOR)


def test_a_colleague_is_invited_and_comes(office: Flask, boss: Worker) -> None:
    link = invite(boss)
    assert "inviteret" in boss.open("/users").text
    user = user_with("ny@vores.example")
    assert user is not None
    boss.open(f"/users/{user.id}")
    assert not list(boss.page.all("textarea", id="made-link"))  # shown once

    new = Worker(office)
    for _ in range(3):  # a chat program looks first
        assert "Vores Boligforening" in new.open(link).text
    new.send(link, 422, password="kort")
    assert "password" in pages.errors(new.page)
    page = new.follow(new.send(link, password=NEW))
    assert "gemt" in page.text
    new.follow(new.send("/sign-in", email="ny@vores.example", password=NEW))
    assert "Ny Kollega (sagsbehandler)" in new.page.text
    new.open(link, status=410)
    new.open("/users", status=403)


def test_a_link_is_used_once_also_by_two_at_once(office: Flask, boss: Worker) -> None:
    token = invite(boss).rpartition("/")[2]

    def use(number: int) -> bool:
        with office.app_context():
            return links.use(token, f"hash {number}")

    with ThreadPoolExecutor(4) as pool:
        used = list(pool.map(lambda n: Context().run(use, n), range(4)))
    assert used.count(True) == 1


def test_who_is_a_moment_too_late_gets_nothing(
    boss: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = invite(boss).rpartition("/")[2]
    found = links.look(token)
    assert links.use(token, "first")
    monkeypatch.setattr(links, "look", lambda _: found)  # looked before the other was done
    assert not links.use(token, "second")
    user = user_with("ny@vores.example")
    assert user is not None
    assert user.password_hash == "first"


@pytest.mark.parametrize(("purpose", "lasts"), [(Purpose.INVITE, INVITE), (Purpose.RESET, RESET)])
def test_a_link_lasts_a_while(
    sqlite_office: Flask, sqlite_people: People, purpose: Purpose, lasts: timedelta
) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        with unscoped() as session:
            user = session.get_one(User, sqlite_people.ours[Role.READER])
            token = links.make(session, user, purpose)
            session.commit()
        clock.shift(lasts - timedelta(seconds=1))
        assert links.look(token)
        clock.shift(timedelta(seconds=1))
        assert links.look(token) is None
        assert not links.use(token, "x")


def test_a_link_lies_only_as_a_hash_and_replaces_the_last(sqlite_boss: Worker) -> None:
    first = invite(sqlite_boss)
    user = user_with("ny@vores.example")
    assert user is not None
    sqlite_boss.follow(sqlite_boss.send(f"/users/{user.id}/link"))
    second = link_on(sqlite_boss)
    with unscoped() as session:
        kept = session.exec(select(OneTimeLink)).all()
    assert not any(row.token_hash in first + second for row in kept)
    sqlite_boss.open(first, status=410)
    sqlite_boss.open(second)


def test_a_reset_ends_all_sessions_and_the_second_factor_if_wanted(
    office: Flask, boss: Worker, people: People
) -> None:
    reader = people.ours[Role.READER]
    elsewhere = Worker(office).sign_in(Role.READER)
    with unscoped() as session:
        session.get_one(User, reader).totp_secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
        session.commit()
    boss.open(f"/users/{reader}")
    boss.follow(boss.send(f"/users/{reader}/link", clears_totp="1"))
    elsewhere.open("/")
    new = Worker(office)
    new.open(link_on(boss))
    new.send(link_on(boss), password=NEW)
    elsewhere.open("/", status=401)
    with unscoped() as session:
        user = session.get_one(User, reader)
        assert user.totp_secret is None
        assert passwords.verify(NEW, user.password_hash)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"email": "ingen-snabel"}, "email"),
        ({"email": ""}, "email"),
        ({"email": f"{'x' * 250}@a.dk"}, "email"),
        ({"email": email_of(Role.READER)}, "email"),
        ({"email": email_of(Role.READER, ours=False)}, "email"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 150}, "name"),
        ({"role": "king"}, "role"),
    ],
)
def test_an_invitation_that_cannot_be(
    sqlite_boss: Worker, fields: dict[str, str], wrong: str
) -> None:
    given = {"name": "Ny", "email": "ny@vores.example", "role": "reader", **fields}
    sqlite_boss.open("/users/invite")
    sqlite_boss.send("/users/invite", 422, **given)
    assert set(pages.errors(sqlite_boss.page)) == {wrong}
    assert user_with("ny@vores.example") is None
    typed = pages.fields(sqlite_boss.page)
    assert typed["name"] == " ".join(given["name"].split())


def test_an_account_elsewhere_looks_like_one_here(sqlite_boss: Worker) -> None:
    told = set()
    for ours in (True, False):
        given = {"name": "Ny", "email": email_of(Role.READER, ours), "role": "reader"}
        sqlite_boss.open("/users/invite")
        sqlite_boss.send("/users/invite", 422, **given)
        told.add(pages.errors(sqlite_boss.page)["email"])
    assert len(told) == 1


def test_name_and_role_are_changed(office: Flask, boss: Worker, people: People) -> None:
    reader = people.ours[Role.READER]
    boss.open(f"/users/{reader}")
    boss.follow(boss.send(f"/users/{reader}", name="Nyt Navn", role="administrator"))
    assert "Nyt Navn" in boss.page.text
    with unscoped() as session:
        actions = set(session.exec(select(LogEntry.action)).all())
    assert {Action.USER_RENAMED, Action.ROLE_CHANGED} <= actions
    Worker(office).sign_in(Role.READER).open("/users")  # an administrator now


def test_somebody_stays_administrator(sqlite_boss: Worker, sqlite_people: People) -> None:
    own = sqlite_people.ours[Role.ADMINISTRATOR]
    page = sqlite_boss.open(f"/users/{own}")
    assert not [f for f in page.all("form") if f.attrs["action"].endswith("/disable")]
    sqlite_boss.send(f"/users/{own}", 422, name="Vores", role="reader")
    assert set(pages.errors(sqlite_boss.page)) == {"role"}
    assert sqlite_boss.try_to_send(f"/users/{own}/disable").status_code == 404


def test_disabled_opened_again_and_deleted(office: Flask, boss: Worker, people: People) -> None:
    reader = people.ours[Role.READER]
    elsewhere = Worker(office).sign_in(Role.READER)
    boss.open(f"/users/{reader}")
    assert boss.try_to_send(f"/users/{reader}/delete").status_code == 404
    boss.follow(boss.send(f"/users/{reader}/disable"))
    elsewhere.open("/", status=401)
    elsewhere.send("/sign-in", 422, email=email_of(Role.READER), password=PASSWORD)
    boss.follow(boss.send(f"/users/{reader}/enable"))
    elsewhere.send("/sign-in", email=email_of(Role.READER), password=PASSWORD)
    boss.send(f"/users/{reader}/disable")
    boss.open(f"/users/{reader}")
    boss.follow(boss.send(f"/users/{reader}/delete"))
    assert user_with(email_of(Role.READER)) is None
    with unscoped() as session:
        assert reader not in session.exec(select(StaffSession.user_id)).all()
    assert f"slettet bruger nr. {reader}" in boss.open("/log").text
    assert "Vores reader" not in boss.page.text


def test_the_log_tells_who_did_what(sqlite_boss: Worker) -> None:
    invite(sqlite_boss, name="Ny Kollega")
    page = sqlite_boss.open("/log")
    rows = [row.text for row in page.first("tbody").all("tr")]
    assert "Vores administrator" in rows[0]
    assert "lavede et engangslink: Ny Kollega" in rows[0]
    assert "inviterede en bruger: Ny Kollega" in rows[1]
    assert "loggede ind" in rows[2]
    assert len(rows) == 3


def test_the_log_has_pages(sqlite_boss: Worker, sqlite_people: People) -> None:
    with unscoped() as session:
        for organisation in (
            sqlite_people.our_organisation,
            sqlite_people.their_organisation,
        ):
            session.add_all(
                [LogEntry(organisation_id=organisation, action="signed_in") for _ in range(60)]
            )
        session.commit()
    assert len(list(sqlite_boss.open("/log").first("tbody").all("tr"))) == 50
    assert len(list(sqlite_boss.open("/log?page=2").first("tbody").all("tr"))) == 11
    for page in ("3", "0", "x", "٢", "-1", "9" * 30):
        assert sqlite_boss.client.get(f"/da/staff/log?page={page}").status_code == 404


@pytest.mark.parametrize("action", Action)
def test_every_action_has_its_words(
    sqlite_boss: Worker, sqlite_people: People, action: str
) -> None:
    with unscoped() as session:
        of = sqlite_people.our_organisation
        session.add(LogEntry(organisation_id=of, action=action))
        session.commit()
    first = sqlite_boss.open("/log").first("tbody").first("tr")
    assert action not in first.text
    assert len(action) <= 40


def test_a_link_page_that_lay_too_long_is_shown_again(
    sqlite_boss: Worker, sqlite_office: Flask
) -> None:
    link = invite(sqlite_boss)
    new = Worker(sqlite_office)
    new.open(link)
    new.client.delete_cookie("staff")
    page = new.follow(new.send(link, password=NEW))
    assert "for gammel" in new.said()
    assert page.first("h1").text == "Vælg en adgangskode"
    new.follow(new.send(link, password=NEW))
    assert "gemt" in new.said()


def test_whom_single_sign_on_lets_in_gets_no_password(
    sqlite_boss: Worker, sqlite_people: People
) -> None:
    reader = sqlite_people.ours[Role.READER]
    with unscoped() as session:
        user = session.get_one(User, reader)
        user.subject, user.password_hash = "x", None
        session.commit()
    page = sqlite_boss.open(f"/users/{reader}")
    assert "/link" not in " ".join(form.attrs["action"] for form in page.all("form"))
    assert sqlite_boss.try_to_send(f"/users/{reader}/link").status_code == 404
