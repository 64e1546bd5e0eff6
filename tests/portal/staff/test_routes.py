"""Every address of the office, walked: with no role, each role, and another organisation's numbers.

Routes that are added later are walked too. One with a new kind of number in its address fails
here until `NUMBERS` says how to make that number.
"""

import re
from collections.abc import Callable
from contextvars import Context
from typing import Any

import pytest
from flask import Flask
from sqlmodel import SQLModel, select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from portal.staff import links, sessions
from portal.staff.roles import Access, Role
from portal.staff.routes import ACCESS, ROUTES
from portal.staff.scope import unscoped
from portal.staff.tables import OfOrganisation, Purpose, StaffSession, User, Way
from tests.portal.staff.conftest import People
from tests.portal.staff.worker import HOST, Worker

Numbers = Callable[[People, bool], Any]


def user(people: People, ours: bool) -> int:
    return (people.ours if ours else people.theirs)[Role.READER]


def session(people: People, ours: bool) -> int:
    """A browser of the administrator who walks, or of one elsewhere."""
    owner = (people.ours if ours else people.theirs)[Role.ADMINISTRATOR]
    token = sessions.start(owner, Way.PASSWORD, complete=True)
    with unscoped() as database:
        row = database.exec(
            select(StaffSession).where(StaffSession.token_hash == sessions.token_hash(token))
        ).one()
    return row.id or 0


#: for each number in an address: how to get one of ours, and one of theirs
NUMBERS: dict[str, Numbers] = {"user_id": user, "session_id": session}
#: secrets that are open to whoever has them, and belong to nobody's organisation
SECRETS = {"token"}

RULES = [route for route in ROUTES if "<" not in route.rule or "<int:" in route.rule]
FORMS = [route for route in ROUTES if "POST" in route.methods]
WITH_NUMBERS = [route for route in ROUTES if "<int:" in route.rule]


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("staff.")]


def arguments(rule: str) -> set[str]:
    return set(re.findall(r"<(?:\w+:)?(\w+)>", rule))


def everything(of: int) -> list[tuple[Any, ...]]:
    """All that the database holds of an organisation, but its log."""
    with unscoped() as database:
        return [
            tuple(row)
            for mapper in SQLModel._sa_registry.mappers
            if issubclass(mapper.class_, OfOrganisation) and mapper.class_.__name__ != "LogEntry"
            for row in database.execute(
                select(*mapper.columns).where(mapper.class_.organisation_id == of)
            )
        ] + [
            tuple(row)
            for row in database.execute(
                select(StaffSession.id).join(User).where(User.organisation_id == of)
            )
        ]


def send(worker: Worker, method: str, path: str) -> TestResponse:
    data = {"_csrf": worker.token()} if method == "POST" else None
    answer: TestResponse = Context().run(
        worker.client.open, path, method=method, data=data, headers={"Origin": HOST}
    )
    return answer


def test_the_table_has_every_route(sqlite_office: Flask) -> None:
    assert {rule.endpoint for rule in rules(sqlite_office)} == set(ACCESS)
    assert len(ACCESS) == len(ROUTES)
    for rule in rules(sqlite_office):
        known = set(NUMBERS) | SECRETS | {"lang"}
        assert arguments(rule.rule) <= known, f"{rule.rule}: tell NUMBERS of it"
    for path in sqlite_office.url_map.iter_rules():
        assert "/staff" not in path.rule or path.endpoint.startswith("staff")


@pytest.mark.parametrize("route", WITH_NUMBERS, ids=lambda route: route.endpoint)
@pytest.mark.parametrize("role", Role)
def test_numbers_of_another_organisation_are_not_found(
    sqlite_office: Flask, sqlite_people: People, route: Any, role: Role
) -> None:
    people = sqlite_people
    with unscoped() as database:  # something of theirs that is waiting
        links.make(database, database.get_one(User, user(people, False)), Purpose.INVITE)
        database.commit()
    worker = Worker(sqlite_office).sign_in(role)
    theirs = {name: NUMBERS[name](people, False) for name in arguments(route.rule)}
    path = worker.home + re.sub(r"<int:(\w+)>", lambda m: str(theirs[m[1]]), route.rule)
    before = everything(people.their_organisation)
    for method in route.methods:
        answer = send(worker, method, path)
        allowed = role.access >= route.access
        assert answer.status_code == (404 if allowed else 403)
        assert "Deres" not in answer.text
        assert "deres.example" not in answer.text
    assert everything(people.their_organisation) == before


@pytest.mark.parametrize("route", WITH_NUMBERS, ids=lambda route: route.endpoint)
def test_one_s_own_numbers_are_found(
    sqlite_office: Flask, sqlite_people: People, route: Any
) -> None:
    """Without this, the walk above could not fail."""
    worker = Worker(sqlite_office).sign_in(Role.ADMINISTRATOR)
    if route.endpoint in ("enable", "delete"):
        worker.open(f"/users/{sqlite_people.ours[Role.READER]}")
        worker.send(f"/users/{sqlite_people.ours[Role.READER]}/disable")
    ours = {name: NUMBERS[name](sqlite_people, True) for name in arguments(route.rule)}
    path = worker.home + re.sub(r"<int:(\w+)>", lambda m: str(ours[m[1]]), route.rule)
    for method in route.methods:
        assert send(worker, method, path).status_code in (200, 303, 422), (method, path)


@pytest.mark.parametrize("role", Role)
def test_each_role_opens_what_is_its_own(
    sqlite_office: Flask, sqlite_people: People, role: Role
) -> None:
    numbers = {name: make(sqlite_people, True) for name, make in NUMBERS.items()}
    for route in RULES:
        path = re.sub(r"<int:(\w+)>", lambda m: str(numbers[m[1]]), route.rule)
        for method in route.methods:
            worker = Worker(sqlite_office).sign_in(role)
            status = send(worker, method, worker.home + path).status_code
            assert (status == 403) == (role.access < route.access), (method, path, status)


def test_nothing_is_open_to_a_stranger(sqlite_office: Flask, sqlite_people: People) -> None:
    worker = Worker(sqlite_office)
    worker.open("/sign-in")
    before = everything(sqlite_people.our_organisation)
    for route in ROUTES:
        if route.access is Access.ANYONE:
            continue
        path = re.sub(r"<int:(\w+)>", str(sqlite_people.ours[Role.READER]), route.rule)
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
    numbers = {name: make(sqlite_people, True) for name, make in NUMBERS.items()}
    filled = re.sub(r"<int:(\w+)>", lambda m: str(numbers[m[1]]), route.rule)
    path = worker.home + filled.replace("<token>", "x" * 43)
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
