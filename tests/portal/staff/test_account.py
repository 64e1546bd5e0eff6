"""My account: password, second factor, sessions."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import text
from sqlmodel import select

from portal.staff import limits, totp
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import StaffSession, User
from portal.staff.times import now
from tests.portal import pages
from tests.portal.staff.conftest import PASSWORD, People, email_of
from tests.portal.staff.worker import Worker, code_of

NEW = "gule støvler på altanen"


def secret_on(worker: Worker) -> str:
    return worker.page.first("bdi", class_="spelt").text.replace(" ", "")


def turn_on(worker: Worker) -> str:
    worker.open("/account/second-factor")
    secret = secret_on(worker)
    assert worker.page.first("svg", class_="qr").first("path")
    worker.follow(worker.send("/account/second-factor", code=code_of(secret)))
    assert "slået til" in worker.said()
    return secret


def test_the_password_is_changed_and_others_are_out(office: Flask, people: People) -> None:
    worker, elsewhere = Worker(office).sign_in(), Worker(office).sign_in()
    worker.open("/account/password")
    done = worker.send("/account/password", password=PASSWORD, new_password=NEW)
    assert "ændret" in worker.follow(done).text
    elsewhere.open("/", status=401)
    worker.open("/")
    elsewhere.send("/sign-in", 422, email=email_of(Role.CASEWORKER), password=PASSWORD)
    elsewhere.send("/sign-in", email=email_of(Role.CASEWORKER), password=NEW)


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("forkert", NEW, {"password"}),
        (PASSWORD, "kort", {"new_password"}),
        ("", "", {"password", "new_password"}),
        (PASSWORD, "velkommen123456", {"new_password"}),
        (PASSWORD, "Vores Boligforening 26", {"new_password"}),
    ],
)
def test_a_password_that_cannot_be_taken(
    sqlite_office: Flask, sqlite_people: People, old: str, new: str, fields: set[str]
) -> None:
    worker = Worker(sqlite_office).sign_in()
    worker.open("/account/password")
    worker.send("/account/password", 422, password=old, new_password=new)
    assert set(pages.errors(worker.page)) == fields


def test_the_old_password_is_not_to_be_guessed_here(
    sqlite_office: Flask, sqlite_people: People
) -> None:
    worker = Worker(sqlite_office).sign_in()
    worker.open("/account/password")
    for _ in range(limits.SECOND.free + 1):
        worker.send("/account/password", 422, password="x", new_password=NEW)
    worker.send("/account/password", 429, password=PASSWORD, new_password=NEW)
    assert "Vent 1 minut" in pages.errors(worker.page)["password"]


def test_a_second_factor_from_the_phone(office: Flask, people: People) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        worker, elsewhere = Worker(office).sign_in(), Worker(office).sign_in()
        secret = turn_on(worker)
        elsewhere.open("/", status=401)
        with office.extensions["engine"].connect() as connection:
            kept = connection.execute(text("SELECT totp_secret FROM staff_user")).scalars()
            assert not any(secret.encode() in bytes(value or b"") for value in kept)
        worker.follow(worker.send("/sign-out"))

        worker.open("/sign-in")
        on = worker.send("/sign-in", email=email_of(Role.CASEWORKER), password=PASSWORD)
        assert on.location == "/da/staff/second-factor"
        worker.open("/", status=401)  # the password alone opens nothing
        worker.open("/second-factor")
        worker.send("/second-factor", 422, code="000000")
        worker.send("/second-factor", 422, code="")
        worker.send("/second-factor", 422, code=code_of(secret))  # used when it was turned on
        clock.shift(timedelta(seconds=30))
        code = code_of(secret)
        before = worker.cookie()
        worker.follow(worker.send("/second-factor", code=f"{code[:3]} {code[3:]}"))
        assert worker.cookie() != before

        worker.open("/account/second-factor/off")
        worker.send("/account/second-factor/off", 422, password="x")
        worker.follow(worker.send("/account/second-factor/off", password=PASSWORD))
        assert "slået fra" in worker.said()
    with unscoped() as session:
        assert session.get_one(User, people.ours[Role.CASEWORKER]).totp_secret is None


def test_codes_cannot_be_tried_without_end(sqlite_office: Flask, sqlite_people: People) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        worker = Worker(sqlite_office).sign_in()
        secret = turn_on(worker)
        clock.shift(timedelta(minutes=1))
        worker.follow(worker.send("/sign-out"))
        worker.send("/sign-in", email=email_of(Role.CASEWORKER), password=PASSWORD)
        worker.open("/second-factor")
        for _ in range(limits.SECOND.free + 1):
            worker.send("/second-factor", 422, code="123")
        worker.send("/second-factor", 429, code=code_of(secret))
        clock.shift(timedelta(seconds=16))
        worker.send("/second-factor", code=code_of(secret))


def test_half_way_does_not_last(sqlite_office: Flask, sqlite_people: People) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        worker = Worker(sqlite_office).sign_in()
        turn_on(worker)
        worker.follow(worker.send("/sign-out"))
        worker.send("/sign-in", email=email_of(Role.CASEWORKER), password=PASSWORD)
        worker.open("/second-factor")
        clock.shift(timedelta(minutes=11))
        assert worker.send("/second-factor", code="1").location == "/da/staff/sign-in"


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_phone_may_go_half_a_minute_wrong(steps: int) -> None:
    secret = totp.new_secret()
    with time_machine.travel(now(), tick=False):
        assert totp.step_of(secret, code_of(secret, steps))
        assert totp.step_of(secret, code_of(secret, 3)) is None


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (2000000000, "279037")],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    """RFC 6238, appendix B, to six digits."""
    with time_machine.travel(seconds, tick=False):
        assert totp.step_of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", code) == seconds // 30


def test_turning_on_needs_a_code(sqlite_office: Flask, sqlite_people: People) -> None:
    worker = Worker(sqlite_office).sign_in()
    worker.open("/account/second-factor")
    secret = secret_on(worker)
    worker.send("/account/second-factor", 422, code="000000")
    assert secret_on(worker) == secret
    with unscoped() as session:
        assert session.get_one(User, sqlite_people.ours[Role.CASEWORKER]).totp_secret is None


def test_other_browsers_are_signed_out_one_by_one(office: Flask, people: People) -> None:
    worker, elsewhere = Worker(office).sign_in(), Worker(office).sign_in()
    page = worker.open("/account")
    ends = [f.attrs["action"] for f in page.all("form") if f.attrs["action"].endswith("/end")]
    assert len(ends) == 1
    worker.follow(worker.send(ends[0].removeprefix("/da/staff")))
    elsewhere.open("/", status=401)
    worker.open("/")
    assert worker.try_to_send(ends[0].removeprefix("/da/staff")).status_code == 404


def test_signing_out_everywhere(office: Flask, people: People) -> None:
    worker, elsewhere = Worker(office).sign_in(), Worker(office).sign_in()
    worker.open("/account")
    worker.follow(worker.send("/account/sign-out-everywhere"))
    for one in (worker, elsewhere):
        one.open("/", status=401)
    with unscoped() as session:
        assert session.exec(select(StaffSession)).all() == []


def test_a_session_holds_no_address(sqlite_office: Flask, sqlite_people: People) -> None:
    Worker(sqlite_office).sign_in()
    with sqlite_office.extensions["engine"].connect() as connection:
        rows = connection.execute(text("SELECT * FROM staff_session")).all()
    assert not re.search(r"127\.0\.0\.1|werkzeug", str(rows).lower())


def test_this_browser_is_signed_out_by_its_own_button_only(
    sqlite_office: Flask, sqlite_people: People
) -> None:
    worker = Worker(sqlite_office).sign_in()
    worker.open("/account")
    with unscoped() as session:
        own = session.exec(select(StaffSession.id)).one()
    assert worker.try_to_send(f"/account/sessions/{own}/end").status_code == 404
    worker.open("/")
