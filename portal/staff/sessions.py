"""Browsers that are signed in: a random cookie, of which the database holds a hash."""

import hashlib
import json
import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, or_
from sqlmodel import col, select

from portal.staff.scope import OfficeSession, unscoped
from portal.staff.tables import StaffSession, User, Way
from portal.staff.times import HALF_WAY, IDLE, LONGEST, SEEN_EVERY, now

_TOKEN_BYTES = 32
_TOKEN_LENGTH = 43


def new_token() -> str:
    return secrets.token_urlsafe(_TOKEN_BYTES)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def plausible(token: str | None) -> bool:
    """Whether it could be one of ours."""
    return token is not None and len(token) == _TOKEN_LENGTH and token.isascii()


def find(session: OfficeSession, token: str) -> tuple[StaffSession, User | None] | None:
    """The session of a cookie and its user; None where it has ended or was never."""
    found = session.exec(
        select(StaffSession, User)
        .join(User, isouter=True)
        .where(StaffSession.token_hash == token_hash(token)),
        execution_options={"unscoped": True},
    ).first()
    if found is None:
        return None
    row, user = found
    moment = now()
    if row.ends <= moment or row.last_seen + IDLE <= moment or (user and user.disabled):
        return None
    return row, user


def seen(session: OfficeSession, row: StaffSession) -> None:
    """Note that the browser is still there."""
    if row.last_seen + SEEN_EVERY <= now():
        row.last_seen = now()
        session.commit()


def start(
    user_id: int | None,
    way: Way,
    *,
    complete: bool,
    instead_of: str | None = None,
    carried: dict[str, Any] | None = None,
) -> str:
    """A new session in place of the browser's earlier one; its cookie."""
    token, moment = new_token(), now()
    length: timedelta = LONGEST if complete else HALF_WAY
    with unscoped() as session:
        stale = [col(StaffSession.ends) <= moment, col(StaffSession.last_seen) <= moment - IDLE]
        if instead_of:
            stale.append(col(StaffSession.token_hash) == token_hash(instead_of))
        session.execute(delete(StaffSession).where(or_(*stale)))
        row = StaffSession(
            token_hash=token_hash(token),
            user_id=user_id,
            complete=complete,
            way=way,
            ends=moment + length,
            carried=json.dumps(carried) if carried else None,
        )
        session.add(row)
        session.commit()
    return token


def end_all(session: OfficeSession, user_id: int, but: int | None = None) -> int:
    """End every session of a user, but the one named; how many. Not yet committed."""
    ended = session.execute(
        delete(StaffSession).where(
            col(StaffSession.user_id) == user_id, col(StaffSession.id) != (but or 0)
        )
    )
    return getattr(ended, "rowcount", 0)
