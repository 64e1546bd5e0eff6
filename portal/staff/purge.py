"""What the office no longer needs: deleted by `flask data purge`."""

from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, delete, or_

from portal.staff.tables import LogEntry, OneTimeLink, SignInTry, StaffSession
from portal.staff.times import IDLE

#: a link that was used or has expired tells for so long when that was
_LINK = timedelta(days=30)
_TRY = timedelta(hours=24)
#: the database refuses to let go of an entry before
_ENTRY = timedelta(days=366)


def purge(engine: Engine, now: datetime) -> int:
    """Delete sessions, links, tries and log entries whose time is over; how many."""
    over = (
        delete(StaffSession).where(
            or_(col(StaffSession.ends) <= now, col(StaffSession.last_seen) <= now - IDLE)
        ),
        delete(OneTimeLink).where(
            or_(col(OneTimeLink.expires) <= now - _LINK, col(OneTimeLink.used) <= now - _LINK)
        ),
        delete(SignInTry).where(col(SignInTry.since) <= now - _TRY),
        delete(LogEntry).where(col(LogEntry.at) <= now - _ENTRY),
    )
    with Session(engine) as session:
        count = sum(session.exec(statement).rowcount for statement in over)
        session.commit()
    return count
