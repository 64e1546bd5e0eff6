"""Nobody reaches a row of another organisation, whichever way they ask."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, exists, func, insert, text, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from werkzeug.exceptions import NotFound

from portal.staff.actions import Action
from portal.staff.roles import Access, Role
from portal.staff.scope import OfficeSession, Scope, ScopeError, unscoped
from portal.staff.tables import LogEntry, OneTimeLink, Purpose, StaffSession, User, Way
from portal.staff.times import now
from tests.portal.staff.conftest import People, email_of

STAFF = Path(__file__).resolve().parents[3] / "portal" / "staff"


@pytest.fixture
def scope(office: Flask, people: People) -> Iterator[Scope]:
    with unscoped() as other:
        user = other.get_one(User, people.ours[Role.ADMINISTRATOR])
    with OfficeSession() as session:
        yield Scope(session, user)


def everyone() -> set[int | None]:
    with unscoped() as session:
        return set(session.exec(select(User.id)).all())


def test_only_own_rows_are_found(scope: Scope, people: People) -> None:
    own = set(people.ours.values())
    assert {user.id for user in scope.all(select(User))} == own
    assert set(scope.session.exec(select(User.id)).all()) == own
    assert scope.count(User) == len(own)
    assert scope.session.exec(select(func.count(User.id))).one() == len(own)  # type: ignore[arg-type]
    assert scope.get(User, people.ours[Role.READER]).role is Role.READER
    theirs = people.theirs[Role.READER]
    for key in (theirs, 0, -1, 10**12):
        with pytest.raises(NotFound):
            scope.get(User, key)
    assert scope.session.get(User, theirs) is None
    assert scope.first(select(User).where(User.id == theirs)) is None
    assert scope.first(select(User).where(User.role == Role.READER)) is not None


def test_a_join_reaches_no_further(scope: Scope, people: People) -> None:
    with unscoped() as session:
        for user_id in (people.ours[Role.READER], people.theirs[Role.READER]):
            session.add(
                StaffSession(
                    token_hash=str(user_id),
                    user_id=user_id,
                    complete=True,
                    way=Way.PASSWORD,
                    ends=now(),
                )
            )
        session.commit()
    found = scope.session.exec(select(StaffSession).join(User)).all()
    assert [row.user_id for row in found] == [people.ours[Role.READER]]


def test_two_scopes_in_turn_see_each_their_own(scope: Scope, people: People) -> None:
    """What is remembered of a statement must not remember the organisation."""
    with unscoped() as other:
        user = other.get_one(User, people.theirs[Role.READER])
    with OfficeSession() as session:
        theirs = Scope(session, user)
        for one, numbers in ((scope, people.ours), (theirs, people.theirs), (scope, people.ours)):
            assert {row.id for row in one.all(select(User))} == set(numbers.values())
            assert one.count(User, col(User.role) == Role.READER) == 1


def test_what_lies_inside_a_statement_is_limited_too(scope: Scope, people: People) -> None:
    """Subqueries, EXISTS, common tables, aliases, outer joins: overviews are made of them."""
    own = len(people.ours)
    one = scope.session.exec
    counted = select(func.count()).select_from(User)
    assert one(select(counted.scalar_subquery())).one() == own
    inner = select(User.id, User.name).subquery()
    assert len(one(select(inner.c.id)).all()) == own
    common = select(User.id).cte()
    assert len(one(select(common.c.id)).all()) == own
    other = aliased(User)
    pairs = select(User.id, other.id).where(User.id != other.id)
    assert len(one(pairs).all()) == own * (own - 1)
    beside = select(User.id, other.id).join(other, col(other.role) == User.role, isouter=True)
    assert len(one(beside).all()) == own
    foreign = exists().where(col(other.id) == people.theirs[Role.READER])
    assert one(select(User).where(foreign)).all() == []
    listed = col(User.id).in_(select(other.id))
    assert len(one(select(User).where(listed)).all()) == own
    with pytest.raises(ScopeError):
        one(select(User.id).union(select(other.id)))  # type: ignore[call-overload]
    foreign_name = select(other.name).where(other.id == people.theirs[Role.READER])
    scope.session.execute(
        update(User).values(name=func.coalesce(foreign_name.scalar_subquery(), ""))
    )
    assert set(one(select(User.name)).all()) == {""}


def test_bulk_changes_stay_inside(scope: Scope, people: People) -> None:
    scope.session.execute(update(User).values(name="X"))
    scope.session.execute(delete(User).where(User.role == Role.READER))  # type: ignore[arg-type]
    scope.commit()
    assert everyone() == {*people.theirs.values(), *people.ours.values()} - {
        people.ours[Role.READER]
    }
    with unscoped() as session:
        named = session.exec(select(User.organisation_id).where(User.name == "X")).all()
    assert set(named) == {people.our_organisation}


def test_what_is_added_belongs_to_the_organisation(scope: Scope, people: People) -> None:
    user = scope.add(
        User(
            organisation_id=people.their_organisation, email="a@b.example", name="A", role="reader"
        )
    )
    assert user.organisation_id == people.our_organisation
    assert user.id
    link = {"token_hash": "x", "user_id": user.id, "purpose": Purpose.INVITE, "expires": now()}
    rows = [{**link, "token_hash": str(n), "clears_totp": False, "created": now()} for n in "ab"]
    assert scope.add_many(OneTimeLink, rows) == 2
    assert scope.count(OneTimeLink) == 2
    assert scope.add_many(OneTimeLink, []) == 0


def test_a_row_of_another_organisation_is_not_written(scope: Scope, people: People) -> None:
    values = {
        "organisation_id": people.their_organisation,
        "email": "x@y.example",
        "name": "X",
        "role": Role.READER,
        "created": now(),
    }
    with pytest.raises(ScopeError):
        scope.session.execute(insert(User), [values])
    with pytest.raises(ScopeError):
        scope.session.execute(insert(User).values(**values))
    upsert = sqlite.insert(User).values(**values)
    for number in (people.our_organisation, people.their_organisation):
        mine = [{**values, "organisation_id": number, "email": email_of(Role.READER, False)}]
        changed = upsert.on_conflict_do_update(index_elements=["email"], set_={"name": "X"})
        with pytest.raises(ScopeError):
            scope.session.execute(changed, mine)
    scope.session.add(User(**values))
    with pytest.raises(ScopeError):
        scope.session.flush()
    scope.session.rollback()
    moved = scope.get(User, people.ours[Role.READER])
    moved.organisation_id = people.their_organisation
    with pytest.raises(ScopeError):
        scope.commit()
    scope.session.rollback()
    with unscoped() as other:
        foreign = other.get_one(User, people.theirs[Role.READER])
    foreign.name = "X"
    scope.session.add(foreign)
    with pytest.raises(ScopeError):
        scope.commit()


def test_what_cannot_be_limited_is_refused(scope: Scope) -> None:
    with pytest.raises(ScopeError):
        scope.session.execute(text("SELECT * FROM staff_user"))


def test_a_session_of_nobody_reads_nothing(office: Flask, people: People) -> None:
    with OfficeSession() as session:
        with pytest.raises(ScopeError):
            session.exec(select(User)).all()
        session.add(User(organisation_id=1, email="x@y.example", name="X", role=Role.READER))
        with pytest.raises(ScopeError):
            session.flush()


def test_the_log_is_append_only(scope: Scope, office: Flask) -> None:
    scope.note(Action.ROLE_CHANGED, scope.user)
    scope.commit()
    (entry,) = scope.all(select(LogEntry))
    assert (entry.user_id, entry.object_kind, entry.object_id) == (
        scope.user.id,
        "staff_user",
        scope.user.id,
    )
    for statement in ("UPDATE staff_log SET action = 'x'", "DELETE FROM staff_log"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            office.extensions["engine"].begin() as connection,
        ):
            connection.execute(text(statement))


def test_an_entry_of_last_year_can_go(scope: Scope, office: Flask) -> None:
    with office.extensions["engine"].begin() as connection:
        connection.execute(
            text("INSERT INTO staff_log (at, action) VALUES ('2020-01-01 00:00:00.000000', 'x')")
        )
        assert connection.execute(text("DELETE FROM staff_log")).rowcount == 1


def test_a_role_opens_what_is_below_it() -> None:
    assert Role.ADMINISTRATOR.access > Role.CASEWORKER.access > Role.READER.access > Access.ANYONE


def test_only_signing_in_and_commands_are_without_a_scope() -> None:
    """Whoever needs `unscoped` elsewhere should think again, and then name the module here."""
    allowed = {"scope", "sessions", "limits", "links", "arrivals", "door", "cli", "keys", "purge"}
    found = {
        path.stem
        for path in STAFF.rglob("*.py")
        if re.search(
            r"\bunscoped\b|extensions\[.engine|\.connection\(|__table__"
            r"|\bSession\(engine|\.bulk_|import .*\btext\b",
            path.read_text(encoding="utf-8"),
        )
    }
    assert found == allowed
