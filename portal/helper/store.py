"""Keeps which families are closed, until their names have grown too old to open anything."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete

from portal.helper.family import LASTS
from portal.helper.tables import ClosedFamily


def close(engine: Engine, digest: str) -> None:
    """No page of the family is shown from now on. Closing it again changes nothing."""
    now = datetime.now(UTC)
    purge(engine, now)
    with Session(engine) as session:
        try:
            session.add(ClosedFamily(id=digest, until=now + timedelta(seconds=LASTS)))
            session.commit()
        except IntegrityError:  # pressed twice
            session.rollback()


def is_closed(engine: Engine, digest: str) -> bool:
    """Whether the family with this digest is closed."""
    with Session(engine) as session:
        return session.get(ClosedFamily, digest) is not None


def purge(engine: Engine, now: datetime) -> int:
    """Forget the families whose names open nothing any more; how many."""
    with Session(engine) as session:
        gone = session.exec(delete(ClosedFamily).where(col(ClosedFamily.until) <= now))
        session.commit()
        return gone.rowcount
