"""Keeps lists under secret links: what was pressed on two phones at once is all there afterwards.

A change is made by comparing and setting: it is worked out from the list as it was read, and
written only if the list is still that one; else it is read anew. Each change sent by a phone that
was offline has an id of its own, and done twice it is done once, however late it comes again.
"""

import json
import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Engine
from sqlmodel import Session, col, delete, select, update

from portal.checklist.state import Change, State, as_json, from_json
from portal.checklist.tables import StoredList

#: 128 bits
_SECRET_BYTES = 16
SECRET = re.compile(r"[A-Za-z0-9_-]{22}")
#: after the last change
KEPT = timedelta(days=365)
#: ids of changes that are remembered: far more than a phone keeps while it is offline
_REMEMBERED = 300
_CHANGE_ID = re.compile(r"[A-Za-z0-9-]{8,40}")
_TRIES = 200


class BusyError(RuntimeError):
    """So many changed the list at once that this change could not be written."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A list as it lies there."""

    state: State
    expires: datetime
    seen: tuple[str, ...] = ()
    version: int = 0
    office: None = None
    """It is the household's own."""


def keep(engine: Engine, state: State, now: datetime) -> str:
    """Keep a list; the secret of its link."""
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    with Session(engine) as session:
        session.add(
            StoredList(
                id=_id(secret),
                blob=_blob(state, ()),
                updated=now,
                expires=now + KEPT,
            )
        )
        session.commit()
    return secret


def read(engine: Engine, secret: str, now: datetime) -> Kept | None:
    """The list of a secret; None where there is none, or no longer."""
    if not SECRET.fullmatch(secret):
        return None
    with Session(engine) as session:
        row = session.exec(
            select(StoredList).where(StoredList.id == _id(secret), col(StoredList.expires) > now)
        ).first()
        if row is None:
            return None
        state, seen = json.loads(row.blob)
        return Kept(from_json(state), row.expires, tuple(seen), row.version)


def change(
    engine: Engine, secret: str, change: Change, change_id: str | None, now: datetime
) -> Kept | None:
    """Make a change; the list after it, or None where there is no such list.

    ``change_id``: names the change where it may be sent again. Raises BusyError.
    """
    for _ in range(_TRIES):
        kept = read(engine, secret, now)
        if kept is None:
            return None
        after = _after(kept, change, change_id)
        if after is kept:
            return kept
        values = {
            "blob": _blob(after.state, after.seen),
            "version": kept.version + 1,
            "updated": now,
            "expires": now + KEPT,
        }
        is_still = update(StoredList).where(
            col(StoredList.id) == _id(secret), col(StoredList.version) == kept.version
        )
        with Session(engine) as session:
            result = session.exec(is_still.values(**values))
            session.commit()
        if result.rowcount:
            return replace(after, expires=now + KEPT, version=kept.version + 1)
    raise BusyError


def _after(kept: Kept, change: Change, change_id: str | None) -> Kept:
    named = change_id if change_id and _CHANGE_ID.fullmatch(change_id) else None
    if named in kept.seen:
        return kept
    state = kept.state.after(change)
    if named is None:
        return kept if state == kept.state else replace(kept, state=state)
    return replace(kept, state=state, seen=(*kept.seen, named)[-_REMEMBERED:])


def forget(engine: Engine, secret: str) -> None:
    """Delete a list at once."""
    with Session(engine) as session:
        session.exec(delete(StoredList).where(col(StoredList.id) == _id(secret)))
        session.commit()


def purge(engine: Engine, now: datetime) -> int:
    """Delete the lists whose time is over; how many."""
    with Session(engine) as session:
        result = session.exec(delete(StoredList).where(col(StoredList.expires) <= now))
        session.commit()
        return result.rowcount


def _id(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _blob(state: State, seen: tuple[str, ...]) -> str:
    return json.dumps([as_json(state), seen], separators=(",", ":"), ensure_ascii=False)
