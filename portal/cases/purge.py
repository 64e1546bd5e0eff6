"""What the cases no longer need: deleted by `flask data purge`."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import Engine
from sqlmodel import Session, col, delete, or_, select

from portal.cases.bulk import KEPT as UNDO
from portal.cases.tables import Case, Draft, Household, Job, SeenChange, Undo
from portal.clock import DENMARK
from rules.dates import minus_months

_DRAFT = timedelta(days=1)
_JOB = timedelta(hours=1)
#: a job without a sign of life for so long has died with its process
_DEAD = timedelta(minutes=2)
_SEEN = timedelta(days=60)


def purge(engine: Engine, now: datetime) -> int:
    """Delete what is past its time, and all of cases that ended `KEEP_MONTHS` ago; how many rows.

    What the database deletes along with a case or a household is not counted.
    """
    months: int = current_app.extensions["config"].keep_months
    ended = col(Case.ends) < minus_months(now.astimezone(DENMARK).date(), months)
    of_ended = select(Case.id).where(ended)
    over = (
        delete(Household).where(
            or_(col(Household.removed) <= now - UNDO, col(Household.case_id).in_(of_ended))
        ),
        delete(Case).where(ended),
        delete(Undo).where(col(Undo.at) <= now - UNDO),
        delete(Draft).where(col(Draft.at) <= now - _DRAFT),
        delete(Job).where(col(Job.at) <= now - _JOB, col(Job.beat) <= now - _DEAD),
        delete(SeenChange).where(col(SeenChange.at) <= now - _SEEN),
    )
    with Session(engine) as session:
        count = sum(session.exec(statement).rowcount for statement in over)
        session.commit()
    return count
