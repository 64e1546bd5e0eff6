"""What is deleted of the corrections by `flask data purge`."""

from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, delete

from portal.corrections.tables import Correction

KEPT = timedelta(days=365)


def purge(engine: Engine, now: datetime) -> int:
    """Delete what was told more than twelve months ago, however far it came; how many."""
    with Session(engine) as session:
        over = session.exec(delete(Correction).where(col(Correction.at) <= now - KEPT))
        session.commit()
        return over.rowcount
