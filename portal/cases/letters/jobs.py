"""The work of making letters, beside the requests of a worker; and how far it is.

The secrets of the new links are nowhere but in the memory of this work until its file is ready.
Then, in one transaction, the links are kept as hashes, earlier ones are withdrawn if that was
asked for, and the file is laid down encrypted. Work that dies on the way has changed nothing.
"""

import threading
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import Flask, current_app
from sqlalchemy import delete, update
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select

from portal.cases import labels, links
from portal.cases.batches import batches
from portal.cases.claims import hold
from portal.cases.letters import mail_merge
from portal.cases.letters.letter import HouseholdLetter
from portal.cases.letters.order import Order, Output, of_language
from portal.cases.letters.printing import render
from portal.cases.tables import Case, Household, HouseholdLink, Job, JobFile, JobState
from portal.clock import today
from portal.i18n import in_language
from portal.logging import log_exception
from portal.staff.actions import Action
from portal.staff.scope import OfficeSession, Scope
from portal.staff.tables import Organisation, User
from portal.staff.times import now

#: a file can be fetched for so long
KEPT = timedelta(hours=1)
#: work without a sign of life for so long has died with its process
DEAD = timedelta(minutes=2)

_PART = 192 * 1024
"""Bytes of a file in a row."""
_PATIENCE = 20
"""Seconds between signs of life of work that waits for its turn."""
_TRIES = 5
"""To write at the end, on a database that is locked for long."""
_GOING = col(Job.state).in_((JobState.WAITING, JobState.RUNNING))

#: one at a time in a process: each takes a core and, of 700 letters, some 500 MB
_turn = threading.Semaphore(1)


class StoppedError(RuntimeError):
    """The work was given up for dead, or deleted, while it went on."""


def begin(scope: Scope, case: Case, order: Order) -> Job | None:
    """Note the work and begin it, beside this request; None where such work is going on.

    Of two at once the later would stop the links in the letters of the other.
    """
    hold(scope, case)
    if _going(scope, case):
        scope.session.rollback()
        return None
    made = "breve" if order.output is Output.PDF else "links"
    job = scope.add(
        Job(
            organisation_id=scope.organisation_id,
            case_id=case.id or 0,
            user_id=scope.user.id or 0,
            state=JobState.WAITING,
            total=len(order.household_ids),
            filename=f"{made}-{today()}.{order.output}",
        )
    )
    scope.commit()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    threading.Thread(
        target=_work, args=(app, scope.user, job.id, order), name=f"letters-{job.id}", daemon=True
    ).start()
    return job


def _going(scope: Scope, case: Case) -> Job | None:
    """Work on letters of a case that has not ended."""
    recent = now() - DEAD
    statement = select(Job).where(Job.case_id == case.id, _GOING, Job.beat > recent)
    return scope.first(statement.order_by(col(Job.id).desc()))


def own(scope: Scope, case: Case) -> list[Job]:
    """What the user had made of a case within the hour, the last one first."""
    of_user = select(Job).where(
        Job.case_id == case.id, Job.user_id == scope.user.id, Job.beat > now() - KEPT
    )
    return [looked_at(scope, job) for job in scope.all(of_user.order_by(col(Job.id).desc()))]


def looked_at(scope: Scope, job: Job) -> Job:
    """The job as it is now: failed where it gives no sign of life."""
    if job.state in (JobState.WAITING, JobState.RUNNING) and job.beat < now() - DEAD:
        still = update(Job).where(col(Job.id) == job.id, _GOING, col(Job.beat) == job.beat)
        scope.session.execute(still.values(state=JobState.FAILED))
        scope.commit()
        scope.session.refresh(job)
    return job


def is_over(job: Job) -> bool:
    """Whether its file can no longer be fetched."""
    return job.beat <= now() - KEPT


def forget_file(scope: Scope, job: Job) -> None:
    """Delete the file of a job."""
    scope.session.execute(delete(JobFile).where(col(JobFile.job_id) == job.id))
    scope.commit()


def content(scope: Scope, job: Job) -> bytes:
    """The file of a job."""
    parts = select(JobFile).where(JobFile.job_id == job.id).order_by(col(JobFile.part))
    return b"".join(b64decode(part.content) for part in scope.all(parts))


def _work(app: Flask, user: User, job_id: int, order: Order) -> None:
    """All of it, in a thread of its own. What goes wrong is noted, in the log without its text."""
    with app.app_context():
        try:
            _wait_for_turn(user, job_id)
            try:
                _make(user, job_id, order)
            finally:
                _turn.release()
        except StoppedError:
            pass
        except Exception as error:
            with _session(user) as session:
                failed = update(Job).where(col(Job.id) == job_id, _GOING)
                session.execute(failed.values(state=JobState.FAILED, beat=now()))
                session.commit()
            log_exception(error)


def _wait_for_turn(user: User, job_id: int) -> None:
    while not _turn.acquire(timeout=_PATIENCE):
        _beat(user, job_id, 0)


def _make(user: User, job_id: int, order: Order) -> None:
    """The file and its links. Raises PrintingError, StoppedError or a database's error."""
    _beat(user, job_id, 0)
    with _session(user) as reading:
        scope = Scope(reading, user)
        case = scope.get(Case, order.case_id)
        office = reading.exec(
            select(Organisation.name).where(Organisation.id == user.organisation_id)
        ).one()
        households = _households(scope, order)
    made, rows = _new_links(households, order)
    letters = [_letter(order, case, office, one, made[one.id or 0]) for one in households]
    if order.output is Output.PDF:
        file = render(letters, lambda count: _beat(user, job_id, count))
    else:
        with in_language(order.language):
            file = mail_merge.table(letters, order.output)
    with _session(user) as session:
        _keep(Scope(session, user), job_id, order, rows, file)


def _households(scope: Scope, order: Order) -> list[Household]:
    """Those of the order that are still there, by their labels."""
    found: list[Household] = []
    for some in batches(order.household_ids):
        of_order = select(Household).where(
            Household.case_id == order.case_id,
            col(Household.id).in_(some),
            col(Household.removed).is_(None),
        )
        found += scope.all(of_order)
    if not found:
        raise StoppedError
    return sorted(found, key=lambda one: labels.sort_key(one.label))


def _new_links(
    households: Sequence[Household], order: Order
) -> tuple[dict[int, links.Made], list[HouseholdLink]]:
    """New links by household, and the rows to be kept of them."""
    with OfficeSession() as drawer:  # it never reaches the database
        made = {one.id or 0: links.make(drawer, one, order.expires) for one in households}
        rows = [row for row in drawer.new if isinstance(row, HouseholdLink)]
        drawer.expunge_all()
    return made, rows


def _letter(
    order: Order, case: Case, office: str, household: Household, made: links.Made
) -> HouseholdLetter:
    own, danish = of_language(order.addresses, household.language)
    return HouseholdLetter(
        label=household.label,
        language=household.language,
        link=own.list + made.secret,
        code=made.code,
        code_address=own.code,
        danish_code_address=danish.code,
        day=today(),
        last_day=order.last_day,
        case=case.name,
        case_address=case.address,
        office=office,
        contact=case.contact or "",
    )


def _beat(user: User, job_id: int, made: int) -> None:
    """Tell how far it is. Raises StoppedError where nobody waits for it any more."""
    with _session(user) as session:
        told = update(Job).where(col(Job.id) == job_id, _GOING)
        try:
            result = session.execute(told.values(state=JobState.RUNNING, made=made, beat=now()))
            session.commit()
        except OperationalError:  # a long import holds the database: told next time
            return
        if not _rows_of(result):
            raise StoppedError


def _keep(scope: Scope, job_id: int, order: Order, rows: list[HouseholdLink], file: bytes) -> None:
    """Make the links work, and lay the file down: all of it, or nothing."""
    session = scope.session
    _claim(session, job_id, len(rows))
    there: set[int] = set()
    for some in batches(row.household_id for row in rows):
        of_rows = select(Household.id).where(col(Household.id).in_(some))
        there |= {number or 0 for number in session.exec(of_rows).all()}
    if order.withdraws:
        links.withdraw(session, there)
    session.add_all(row for row in rows if row.household_id in there)
    session.add_all(
        JobFile(
            organisation_id=scope.organisation_id,
            job_id=job_id,
            part=number,
            content=b64encode(file[start : start + _PART]).decode(),
        )
        for number, start in enumerate(range(0, len(file), _PART))
    )
    scope.note(Action.LETTERS_MADE, scope.get(Case, order.case_id))
    scope.commit()


def _claim(session: OfficeSession, job_id: int, made: int) -> None:
    """Take the end of the work, if nobody gave it up; from here on the database is ours."""
    mine = update(Job).where(col(Job.id) == job_id, _GOING)
    for attempt in range(_TRIES):
        try:
            result = session.execute(
                mine.values(state=JobState.READY, made=made, total=made, beat=now())
            )
        except OperationalError:
            session.rollback()
            if attempt == _TRIES - 1:
                raise
        else:
            if not _rows_of(result):
                raise StoppedError
            return


def _session(user: User) -> OfficeSession:
    """A session of the user's organisation."""
    session = OfficeSession()
    session.info["of"] = user.organisation_id
    return session


def _rows_of(result: Any) -> int:
    return int(result.rowcount)
