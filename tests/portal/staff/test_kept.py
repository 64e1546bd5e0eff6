"""A session that ends in the middle of a form costs nothing that was typed."""

import secrets

import pytest
import time_machine
from flask import Flask
from sqlmodel import select

from portal.staff import kept
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import User
from portal.staff.times import IDLE, now
from tests.portal import pages
from tests.portal.staff.conftest import PASSWORD, People, email_of
from tests.portal.staff.worker import Worker, code_of

INVITED = {"name": "Åse <b>Østergård</b>", "email": "aase@vores.example", "role": "reader"}


def emails() -> set[str]:
    with unscoped() as session:
        return set(session.exec(select(User.email)).all())


@pytest.fixture
def late(office: Flask, people: People) -> Worker:
    """An administrator whose session ended before the form was sent."""
    with time_machine.travel(now() - IDLE, tick=False):
        worker = Worker(office).sign_in(Role.ADMINISTRATOR)
        worker.open("/users/invite")
    worker.send("/users/invite", 401, **INVITED)
    assert "gemt her på siden" in worker.said()
    assert INVITED["email"] not in emails()
    return worker


#: of households that were ticked, their number
HOW_MANY = ("household", "2")


def sign_in_again(worker: Worker, role: Role = Role.ADMINISTRATOR) -> pages.Element:
    sealed = worker.hidden("_kept")
    assert INVITED["email"].partition("@")[0] not in sealed
    sent = worker.send("/sign-in", email=email_of(role), password=PASSWORD, _kept=sealed)
    return worker.follow(sent)


def test_it_is_offered_again_and_sent(late: Worker) -> None:
    page = sign_in_again(late)
    assert "ikke sendt endnu" in page.first("h1").text
    assert INVITED["name"] in page.text
    assert "læser" in page.text
    form = next(f for f in page.all("form") if f.attrs["action"].endswith("/invite"))
    fields = {i.attrs["name"]: i.attrs["value"] for i in form.all("input")}
    assert {name: fields[name] for name in INVITED} == INVITED
    del fields["_csrf"]
    late.follow(late.send("/users/invite", **fields))
    assert INVITED["email"] in emails()
    assert "ikke sendt" not in late.open("/").text


def test_it_waits_until_it_is_thrown_away(late: Worker) -> None:
    sign_in_again(late)
    assert "ikke er sendt endnu" in late.open("/").text
    late.open("/resume")
    late.follow(late.send("/resume/discard"))
    assert "ikke er sendt endnu" not in late.page.text
    assert late.try_to_send("/resume/discard").status_code == 303


def test_a_wrong_password_on_the_way_loses_nothing(late: Worker) -> None:
    sealed = late.hidden("_kept")
    late.send("/sign-in", 422, email=email_of(Role.ADMINISTRATOR), password="x", _kept=sealed)
    assert late.hidden("_kept") == sealed


def test_another_user_does_not_see_it(late: Worker) -> None:
    page = sign_in_again(late, Role.READER)
    assert page.first("h1").text == "Kontoret"
    assert "Østergård" not in late.open("/").text


def test_it_goes_with_the_second_factor(late: Worker, people: People) -> None:
    with unscoped() as session:
        user = session.get_one(User, people.ours[Role.ADMINISTRATOR])
        user.totp_secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
        session.commit()
    sign_in_again(late)
    sent = late.send("/second-factor", code=code_of("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"))
    assert "Østergård" in late.follow(sent).text


def test_a_password_is_not_kept(sqlite_office: Flask, sqlite_people: People) -> None:
    with time_machine.travel(now() - IDLE, tick=False):
        worker = Worker(sqlite_office).sign_in()
        worker.open("/account/password")
    worker.send("/account/password", 401, password=PASSWORD, new_password="noget helt nyt her")
    sealed = worker.hidden("_kept")
    opened = kept.opened(sealed, sqlite_people.ours[Role.CASEWORKER])
    assert opened is not None
    assert opened["fields"] == []


def test_a_form_of_another_tab_from_before_is_offered_again(
    sqlite_office: Flask, sqlite_people: People
) -> None:
    worker = Worker(sqlite_office).sign_in(Role.ADMINISTRATOR)
    worker.open("/users/invite")
    old = worker.token()
    other = Worker(sqlite_office)
    other.client = worker.client  # the same browser
    other.page = worker.page
    other.follow(other.send("/sign-out"))
    other.send("/sign-in", email=email_of(Role.ADMINISTRATOR), password=PASSWORD)
    answer = worker.try_to_send("/users/invite", **{**INVITED, "_csrf": old})
    assert answer.status_code == 403
    assert "Østergård" in answer.text
    assert INVITED["email"] not in emails()


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {}])
def test_a_form_from_elsewhere_is_never_kept(
    sqlite_office: Flask, sqlite_people: People, headers: dict[str, str]
) -> None:
    with time_machine.travel(now() - IDLE, tick=False):
        worker = Worker(sqlite_office).sign_in(Role.ADMINISTRATOR)
        worker.open("/users/invite")
    sent = {"_csrf": worker.token(), **INVITED}
    answer = worker.client.post("/da/staff/users/invite", data=sent, headers=headers)
    assert answer.status_code in (401, 403)
    assert "_kept" not in answer.text


def test_what_is_too_large_is_told_as_lost(sqlite_office: Flask, sqlite_people: People) -> None:
    with time_machine.travel(now() - IDLE, tick=False):
        worker = Worker(sqlite_office).sign_in(Role.ADMINISTRATOR)
        worker.open("/users/invite")
    worker.send("/users/invite", 401, name=secrets.token_urlsafe(46_500))
    assert "blev ikke gemt" in worker.said()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ([["version", "3"], ["label", "1-1"], ["note", ""]], [("label", "1-1")]),
        ([["version", "3"], ["do", "day"], ["day", "1.3.2027"]], [("day", "1.3.2027")]),
        ([["household", "4"], ["household", "9"], ["act", "kind"]], [("act", "kind"), HOW_MANY]),
        ([["version", "3"], ["do", "remove"], ["sure", "1"]], []),
        ([["sure", "1"]], []),
        ([["sealed", "x"], ["value", "ar"]], []),
        ([["whom", "all"], ["lasts", "months"], ["months", "3"]], []),
        (None, []),
    ],
)
def test_what_is_told_is_what_a_person_typed(
    fields: list[list[str]] | None, told: list[tuple[str, str]]
) -> None:
    assert kept.shown({"user": 1, "path": "/", "fields": fields}) == told


def test_what_is_only_pressed_is_not_offered_again(
    sqlite_office: Flask, sqlite_people: People
) -> None:
    user = sqlite_people.ours[Role.READER]
    with time_machine.travel(now() - IDLE, tick=False):
        worker = Worker(sqlite_office).sign_in(Role.ADMINISTRATOR)
        worker.open(f"/users/{user}")
    worker.send(f"/users/{user}/disable", 401)
    page = sign_in_again(worker)
    assert "Der er ikke ændret noget" in page.text
    assert not [form for form in page.all("form") if form.attrs["action"].endswith("/disable")]
