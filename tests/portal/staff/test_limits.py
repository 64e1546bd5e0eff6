"""How often one may try, and whom it slows down."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlmodel import select

from portal import create_app
from portal.config import Config
from portal.staff import limits
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import SignInTry
from portal.staff.times import now
from tests.portal import pages
from tests.portal.staff.conftest import PASSWORD, People, email_of
from tests.portal.staff.worker import Worker

EMAIL = email_of(Role.CASEWORKER)


def tries() -> list[SignInTry]:
    with unscoped() as session:
        return list(session.exec(select(SignInTry)).all())


def test_an_account_waits_longer_and_longer(office: Flask, people: People) -> None:
    worker = Worker(office)
    worker.open("/sign-in")
    waited = []
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(22):
            answer = worker.try_to_send("/sign-in", email=EMAIL, password="x")
            if answer.status_code == 429:
                waited.append(int(answer.headers["Retry-After"]) - 1)
                clock.shift(timedelta(seconds=waited[-1]))
            else:
                assert answer.status_code == 422
    assert waited == [15, 30, 60, 120, 240, 480, 900, 900, 900]


def test_waiting_is_told_and_the_right_password_waits_too(
    sqlite_office: Flask, sqlite_people: People
) -> None:
    worker = Worker(sqlite_office)
    worker.open("/sign-in")
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(5):
            worker.send("/sign-in", 422, email=EMAIL, password="x")
        worker.send("/sign-in", 429, email=EMAIL, password=PASSWORD)
        assert "Vent 1 minut" in pages.errors(worker.page)["email"]
        other = Worker(sqlite_office).sign_in(Role.READER)  # the office is not locked out
        assert other.page.first("h1").text == "Kontoret"
        clock.shift(timedelta(seconds=16))
        worker.send("/sign-in", email=EMAIL, password=PASSWORD)
        assert [row.failures for row in tries()] == [6]  # of the address; the account is free


def test_an_address_has_many_tries(office: Flask) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(limits.ADDRESS.free):
            assert limits.begin(limits.ADDRESS, "192.0.2.1") is None
        limits.forgive(limits.ADDRESS, "192.0.2.1")
        assert limits.begin(limits.ADDRESS, "192.0.2.1") is None
        assert limits.begin(limits.ADDRESS, "192.0.2.1") is None
        assert limits.begin(limits.ADDRESS, "192.0.2.1") == timedelta(minutes=15)
        assert limits.begin(limits.ADDRESS, "192.0.2.2") is None
        clock.shift(timedelta(hours=1, seconds=1))
        assert limits.begin(limits.ADDRESS, "192.0.2.1") is None
        clock.shift(timedelta(hours=25))
        limits.forget_old()
        assert tries() == []


def test_tries_name_nobody(sqlite_office: Flask, sqlite_people: People) -> None:
    worker = Worker(sqlite_office)
    worker.open("/sign-in")
    worker.send("/sign-in", 422, email=EMAIL, password="x")
    assert len(tries()) == 2
    assert all(re.fullmatch("[0-9a-f]{64}", row.key) for row in tries())


def test_many_tries_at_once_gain_nothing(office: Flask) -> None:
    def one(_: int) -> bool:
        with office.app_context():
            return limits.begin(limits.ACCOUNT, EMAIL) is None

    with ThreadPoolExecutor(8) as pool:
        looked_at = list(pool.map(lambda n: Context().run(one, n), range(40)))
    assert looked_at.count(True) == limits.ACCOUNT.free + 1


@pytest.mark.parametrize(
    ("trusted", "header", "address"),
    [
        (0, "192.0.2.7", "127.0.0.1"),
        (1, "198.51.100.9, 192.0.2.7", "192.0.2.7"),
        (2, "198.51.100.9, 192.0.2.7", "198.51.100.9"),
        (2, "192.0.2.7", "127.0.0.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2"),
        (1, "2001:db8::3:4:5:6", "2001:db8:0:0"),
        (1, "2001:DB8::7", "2001:db8:0:0"),
        (1, "::ffff:192.0.2.7", "192.0.2.7"),
        (1, "unknown", "unknown"),
    ],
)
def test_the_address_is_what_trusted_proxies_say(
    config: Config, trusted: int, header: str, address: str
) -> None:
    app = create_app(replace(config, trusted_proxies=trusted))
    environ = {"REMOTE_ADDR": "127.0.0.1"}
    with app.test_request_context(headers={"X-Forwarded-For": header}, environ_base=environ):
        assert limits.client_address() == address
