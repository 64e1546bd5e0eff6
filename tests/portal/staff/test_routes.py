"""Every address of the office, walked: with no role, each role, and another organisation's numbers.

Routes that are added later are walked too. One with a new part in its address fails here until
`rows.py` says what that part leads to.
"""

from contextvars import Context
from itertools import product
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from portal.staff import links
from portal.staff.roles import Access, Role
from portal.staff.routes import ACCESS, ROUTES
from portal.staff.scope import unscoped
from portal.staff.tables import Purpose, StaffSession, User
from tests.portal.staff.conftest import People
from tests.portal.staff.rows import (
    SECRETS,
    WORDS,
    arguments,
    everything,
    filled,
    numbers,
    numbers_in,
)
from tests.portal.staff.worker import HOST, Worker

WITH_SECRETS = [route for route in ROUTES if arguments(route.rule) & SECRETS]
RULES = [route for route in ROUTES if route not in WITH_SECRETS]
#: forms whose buttons say what is to be done
ASKED = {"mark_task": {"do": "done"}}
FORMS = [route for route in ROUTES if "POST" in route.methods]
WITH_NUMBERS = [route for route in ROUTES if numbers_in(route.rule)]


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("staff.")]


def sessions_of(organisation: int) -> list[int | None]:
    with unscoped() as database:
        of = select(StaffSession.id).join(User).where(User.organisation_id == organisation)
        return sorted(database.exec(of).all(), key=repr)


def send(worker: Worker, method: str, path: str, **fields: str) -> TestResponse:
    data = {"_csrf": worker.token(), **fields} if method == "POST" else None
    answer: TestResponse = Context().run(
        worker.client.open, path, method=method, data=data, headers={"Origin": HOST}
    )
    return answer


def test_the_table_has_every_route(sqlite_office: Flask, sqlite_people: People) -> None:
    assert {rule.endpoint for rule in rules(sqlite_office)} == set(ACCESS)
    assert len(ACCESS) == len(ROUTES)
    known = set(numbers(sqlite_people, True)) | SECRETS | set(WORDS) | {"lang"}
    for rule in rules(sqlite_office):
        assert arguments(rule.rule) <= known, f"{rule.rule}: tell rows.py of it"
    for path in sqlite_office.url_map.iter_rules():
        assert "/staff" not in path.rule or path.endpoint.startswith("staff")


@pytest.mark.parametrize("route", WITH_NUMBERS, ids=lambda route: route.endpoint)
@pytest.mark.parametrize("role", Role)
def test_numbers_of_another_organisation_are_not_found(
    sqlite_office: Flask, sqlite_people: People, route: Any, role: Role
) -> None:
    people = sqlite_people
    with unscoped() as database:  # something of theirs that is waiting
        invited = database.get_one(User, people.theirs[Role.READER])
        links.make(database, invited, Purpose.INVITE)
        database.commit()
    worker = Worker(sqlite_office).sign_in(role)
    ours, theirs = numbers(people, True), numbers(people, False)
    before = everything(people.their_organisation), sessions_of(people.their_organisation)
    # Also one number of theirs among ours.
    names = sorted(numbers_in(route.rule))
    for own in product((False, True), repeat=len(names)):
        if all(own):
            continue
        mixed = {
            name: (ours if mine else theirs)[name] for name, mine in zip(names, own, strict=True)
        }
        for method in route.methods:
            answer = send(worker, method, worker.home + filled(route.rule, mixed))
            allowed = role.access >= route.access
            assert answer.status_code == (404 if allowed else 403), (method, mixed)
            assert "Deres" not in answer.text
            assert "deres.example" not in answer.text
    after = everything(people.their_organisation), sessions_of(people.their_organisation)
    assert after == before


@pytest.mark.parametrize("route", WITH_NUMBERS, ids=lambda route: route.endpoint)
def test_one_s_own_numbers_are_found(
    sqlite_office: Flask, sqlite_people: People, route: Any
) -> None:
    """Without this, the walk above could not fail."""
    worker = Worker(sqlite_office).sign_in(Role.ADMINISTRATOR)
    if route.endpoint in ("enable", "delete"):
        worker.open(f"/users/{sqlite_people.ours[Role.READER]}")
        worker.send(f"/users/{sqlite_people.ours[Role.READER]}/disable")
    path = worker.home + filled(route.rule, numbers(sqlite_people, True))
    for method in route.methods:
        answer = send(worker, method, path, **ASKED.get(route.endpoint, {}))
        assert answer.status_code in (200, 303, 422), (method, path)


@pytest.mark.parametrize("role", Role)
def test_each_role_opens_what_is_its_own(
    sqlite_office: Flask, sqlite_people: People, role: Role
) -> None:
    ours = numbers(sqlite_people, True)
    for route in RULES:
        path = filled(route.rule, ours)
        for method in route.methods:
            worker = Worker(sqlite_office).sign_in(role)
            status = send(worker, method, worker.home + path).status_code
            assert (status == 403) == (role.access < route.access), (method, path, status)


def test_nothing_is_open_to_a_stranger(sqlite_office: Flask, sqlite_people: People) -> None:
    worker = Worker(sqlite_office)
    worker.open("/sign-in")
    ours = numbers(sqlite_people, True)
    before = everything(sqlite_people.our_organisation)
    for route in ROUTES:
        if route.access is Access.ANYONE:
            continue
        path = filled(route.rule, ours)
        for method in route.methods:
            answer = send(worker, method, worker.home + path)
            assert answer.status_code == 401, (method, path)
            assert "Vores" not in answer.text
    assert everything(sqlite_people.our_organisation) == before


@pytest.mark.parametrize("route", FORMS, ids=lambda route: route.endpoint)
def test_no_form_is_taken_without_its_token_or_from_elsewhere(
    sqlite_office: Flask, sqlite_people: People, route: Any
) -> None:
    worker = Worker(sqlite_office).sign_in(Role.ADMINISTRATOR)
    path = worker.home + filled(route.rule, numbers(sqlite_people, True))
    before = everything(sqlite_people.our_organisation)
    good = {"_csrf": worker.token()}
    for data, headers in (
        ({}, {}),
        ({"_csrf": "x"}, {"Origin": HOST}),
        (good, {"Origin": "https://evil.example"}),
        (good, {"Origin": "null"}),
        (good, {"Sec-Fetch-Site": "cross-site"}),
        (good, {"Sec-Fetch-Site": "same-site", "Origin": HOST}),
    ):
        answer = Context().run(worker.client.post, path, data=data, headers=headers)
        # These show their form again, which changes nothing.
        again = route.endpoint in ("sign_in", "second_factor", "link") and data is not good
        assert answer.status_code == (303 if again else 403), (data, headers)
    assert everything(sqlite_people.our_organisation) == before
