"""What is past its time goes, and nothing else."""

from datetime import timedelta

from flask import Flask
from sqlmodel import SQLModel, select

from portal.staff.purge import purge
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import (
    LogEntry,
    OneTimeLink,
    Purpose,
    SignInTry,
    StaffSession,
    Way,
)
from portal.staff.times import now
from tests.portal.staff.conftest import People


def left(table: type[SQLModel]) -> int:
    with unscoped() as session:
        return len(session.exec(select(table)).all())


def test_what_is_over_is_deleted(office: Flask, people: People) -> None:
    moment, day = now(), timedelta(days=1)
    user = people.ours[Role.READER]
    with unscoped() as session:
        for n, (ends, seen) in enumerate(((day, 0 * day), (-day, 0 * day), (day, -day))):
            session.add(
                StaffSession(
                    token_hash=str(n),
                    user_id=user,
                    complete=True,
                    way=Way.PASSWORD,
                    ends=moment + ends,
                    last_seen=moment + seen,
                )
            )
        for n, (expires, used) in enumerate(((1, None), (-29, None), (-31, None), (1, -31))):
            session.add(
                OneTimeLink(
                    organisation_id=people.our_organisation,
                    token_hash=str(n),
                    user_id=user,
                    purpose=Purpose.RESET,
                    expires=moment + expires * day,
                    used=None if used is None else moment + used * day,
                )
            )
        for n, since in enumerate((0, -2)):
            since_then = moment + since * day
            session.add(SignInTry(key=str(n), failures=1, since=since_then, until=since_then))
        for ago in (0, 364, 367, 4000):
            session.add(LogEntry(action="signed_in", at=moment - ago * day))
        session.commit()
    assert purge(office.extensions["engine"], moment) == 2 + 2 + 1 + 2
    assert [left(t) for t in (StaffSession, OneTimeLink, SignInTry, LogEntry)] == [1, 2, 1, 2]
    assert purge(office.extensions["engine"], moment) == 0
