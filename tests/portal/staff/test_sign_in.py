"""Signing in and out: what is let in, what is not, and what nobody learns from it."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlmodel import select

from portal import create_app
from portal.config import Config, Environment
from portal.logging import JsonFormatter
from portal.staff import passwords
from portal.staff.actions import Action
from portal.staff.roles import Role
from portal.staff.routes import ROUTES
from portal.staff.scope import unscoped
from portal.staff.sessions import token_hash
from portal.staff.tables import LogEntry, StaffSession, User
from portal.staff.times import IDLE, LONGEST, now
from tests.portal import danish, pages
from tests.portal.staff.conftest import PASSWORD, People, email_of
from tests.portal.staff.worker import Worker

EMAIL = email_of(Role.CASEWORKER)


def logged() -> list[str]:
    with unscoped() as session:
        return list(session.exec(select(LogEntry.action).order_by(LogEntry.id)).all())  # type: ignore[arg-type]


def sessions() -> list[StaffSession]:
    with unscoped() as session:
        return list(session.exec(select(StaffSession)).all())


def test_in_and_out(office: Flask, people: People) -> None:
    worker = Worker(office)
    worker.open("/sign-in")
    before = worker.cookie()
    answer = worker.send("/sign-in", email=f" {EMAIL.upper()} ", password=PASSWORD)
    assert worker.cookie() != before
    page = worker.follow(answer)
    assert "Vores caseworker" in page.text
    (row,) = sessions()
    assert row.token_hash == token_hash(worker.cookie() or "")
    assert worker.cookie() not in row.model_dump().values()
    inside = worker.cookie()
    out = worker.send("/sign-out")
    assert out.headers["Clear-Site-Data"] == '"cache"'
    assert "Du er logget ud" in worker.follow(out).text
    assert sessions() == []
    worker.client.set_cookie("staff", inside or "")
    worker.open("/", status=401)
    assert logged() == [Action.SIGNED_IN, Action.SIGNED_OUT]


@pytest.mark.parametrize(
    ("email", "password"),
    [(EMAIL, "forkert adgangskode"), ("ingen@intet.example", PASSWORD), (EMAIL, PASSWORD.upper())],
)
def test_a_wrong_password_and_an_unknown_address_look_alike(
    sqlite_office: Flask, sqlite_people: People, email: str, password: str
) -> None:
    worker = Worker(sqlite_office)
    worker.open("/sign-in")
    worker.send("/sign-in", 422, email=email, password=password)
    assert pages.errors(worker.page) == {
        "email": "E-mail eller adgangskode passer ikke. Prøv igen."
    }
    assert worker.page.first("input", id="email").attrs["value"] == email
    assert worker.page.first("input", id="password").attrs["value"] == ""
    assert sessions() == []
    assert logged() == [Action.SIGN_IN_FAILED]


def test_an_unknown_address_costs_a_hash_as_well(
    sqlite_office: Flask, sqlite_people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str | None] = []
    verify = passwords.verify

    def spy(password: str, kept: str | None) -> bool:
        checked.append(kept)
        return verify(password, kept)

    monkeypatch.setattr(passwords, "verify", spy)
    worker = Worker(sqlite_office)
    for email in ("ingen@intet.example", EMAIL):
        worker.open("/sign-in")
        worker.send("/sign-in", 422, email=email, password="x")
    assert checked[0] is None
    assert checked[1] is not None
    assert not verify("\0", None)


def test_empty_fields_are_named(sqlite_office: Flask) -> None:
    worker = Worker(sqlite_office, "en")
    worker.open("/sign-in")
    worker.send("/sign-in", 422, email="", password="")
    assert set(pages.errors(worker.page)) == {"email", "password"}


def test_a_disabled_user_is_out_at_once(sqlite_office: Flask, sqlite_people: People) -> None:
    worker = Worker(sqlite_office).sign_in()
    with unscoped() as session:
        session.get_one(User, sqlite_people.ours[Role.CASEWORKER]).disabled = now()
        session.commit()
    worker.open("/", status=401)
    worker.send("/sign-in", 422, email=EMAIL, password=PASSWORD)


@pytest.mark.parametrize(("pause", "status"), [(IDLE - timedelta(seconds=5), 200), (IDLE, 401)])
def test_a_session_ends_when_idle(
    office: Flask, people: People, pause: timedelta, status: int
) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        worker = Worker(office).sign_in()
        clock.shift(pause)
        worker.open("/", status=status)


def test_a_session_ends_in_the_end(sqlite_office: Flask, sqlite_people: People) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        worker = Worker(sqlite_office).sign_in()
        for _ in range(LONGEST // timedelta(minutes=30) - 1):
            clock.shift(timedelta(minutes=30))
            worker.open("/")
        clock.shift(timedelta(minutes=30))
        worker.open("/", status=401)


def test_in_production_the_cookie_is_bound_to_the_host(config: Config) -> None:
    app = create_app(replace(config, environment=Environment.PRODUCTION))
    response = app.test_client().get("/da/staff/sign-in")
    (cookie,) = response.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-staff=")
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert part in cookie.split("; ")
    assert "Domain" not in cookie
    assert "Max-Age" not in cookie


def test_the_first_page_is_not_packed_either(config: Config) -> None:
    headers = {"Accept-Encoding": "br, gzip"}
    response = create_app(config).test_client().get("/da/staff/sign-in", headers=headers)
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/staff", "/da/staff/"),
        ("/ar/staff/", "/da/staff/"),
        ("/ar/staff/log?page=2", "/da/staff/log?page=2"),
    ],
)
def test_the_office_is_danish_and_english(sqlite_office: Flask, asked: str, led: str) -> None:
    response = sqlite_office.test_client().get(asked)
    assert (response.status_code, response.location) == (302, led)
    page = Worker(sqlite_office, "en").open("/sign-in")
    languages = [a.attrs["lang"] for a in page.first("nav", class_="languages").all("a")]
    assert languages == ["da"]
    assert sqlite_office.test_client().post("/ar/staff/sign-out").status_code == 307


def test_a_deep_link_is_found_again_after_signing_in(
    sqlite_office: Flask, sqlite_people: People
) -> None:
    worker = Worker(sqlite_office)
    worker.open("/account?x=1", status=401)
    answer = worker.send("/sign-in", email=EMAIL, password=PASSWORD, _kept=worker.hidden("_kept"))
    assert answer.location == "/da/staff/account?x=1"


def test_nothing_of_a_person_reaches_the_server_s_log(
    sqlite_office: Flask, sqlite_people: People, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    worker = Worker(sqlite_office)
    worker.open("/account", status=401)
    worker.send("/sign-in", 422, email=EMAIL, password="forkert adgangskode")
    worker.send("/sign-in", email=EMAIL, password=PASSWORD)
    worker.open(f"/link/{'x' * 43}", status=410)
    lines = "\n".join(JsonFormatter().format(record) for record in caplog.records)
    assert "/<lang:lang>/staff/sign-in" in lines
    for secret in (EMAIL, PASSWORD, "forkert", "x" * 43, worker.cookie() or "-", "127.0.0.1"):
        assert secret not in lines


def test_english_pages_are_english(sqlite_office: Flask, sqlite_people: People) -> None:
    worker = Worker(sqlite_office, "en")
    assert not danish.left(worker.open("/sign-in"), "en")
    worker.sign_in(Role.ADMINISTRATOR)
    for route in ROUTES:
        if "GET" in route.methods and "<token>" not in route.rule and "sign" not in route.rule:
            path = route.rule.replace("<int:user_id>", str(sqlite_people.ours[Role.READER]))
            answer = worker.try_to_open(path)
            if answer.status_code == 200:
                page = pages.parse(answer.text)
                assert not danish.left(page, "en"), path
                for link in pages.links(page):
                    if "/staff" in link:
                        assert worker.client.get(link).status_code in (200, 302, 303), link


def test_nothing_of_the_office_is_loaded_before_it_is_opened() -> None:
    import subprocess
    import sys

    code = """
import sys
from portal import create_app
from portal.config import Config
app = create_app(Config.from_environ({"SECRET_KEY": "x" * 40, "DATABASE_URL": "sqlite:////x"}))
app.test_client().get("/da/")
heavy = ("sqlmodel", "argon2", "authlib", "pyotp", "requests")
print([name for name in heavy if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_signing_in_again_ends_the_session_before(
    sqlite_office: Flask, sqlite_people: People
) -> None:
    worker = Worker(sqlite_office).sign_in()
    before = worker.cookie() or ""
    worker.open("/account")
    worker.send("/sign-in", email=email_of(Role.READER), password=PASSWORD)
    assert [row.user_id for row in sessions()] == [sqlite_people.ours[Role.READER]]
    worker.client.set_cookie("staff", before)
    worker.open("/", status=401)
