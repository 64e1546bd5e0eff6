"""For each part of an address of the office a row that it leads to: ours, or another office's."""

import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from sqlmodel import SQLModel, select

from portal.cases import bulk
from portal.cases.importing import draft
from portal.cases.importing.table import Row, Table
from portal.cases.tables import Case, Change, Household, Job, JobFile, JobState, Message, OwnItem
from portal.staff import sessions
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import OfOrganisation, StaffSession, Way
from tests.portal.cases.factory import make_case, make_household, scope_of
from tests.portal.corrections.conftest import told
from tests.portal.municipality.conftest import tell
from tests.portal.staff.conftest import People

#: parts of addresses that are no numbers: a word that is good in each
WORDS = {"kind": "csv", "task": "talks", "item": "fridge"}
#: secrets that are open to whoever has them, and belong to nobody's organisation
SECRETS = {"token"}
_PART = re.compile(r"<(?:(\w+):)?(\w+)>")


def arguments(rule: str) -> set[str]:
    """The names of the parts of an address."""
    return {name for _, name in _PART.findall(rule)}


def numbers_in(rule: str) -> set[str]:
    """Those of them that are numbers of rows."""
    return {name for kind, name in _PART.findall(rule) if kind == "int"}


def filled(rule: str, values: Mapping[str, Any]) -> str:
    """The address with its parts filled in."""
    every = {**WORDS, "token": "x" * 43, **values}
    return _PART.sub(lambda part: str(every[part[2]]), rule)


def numbers(people: People, ours: bool) -> dict[str, int]:
    """A row of each kind, all of one case and of the administrator; by the name of its number."""
    owner = (people.ours if ours else people.theirs)[Role.ADMINISTRATOR]
    of = people.our_organisation if ours else people.their_organisation
    case = make_case(of, name=f"{'Vores' if ours else 'Deres'} sag")
    household = make_household(case)
    moved = make_household(case, "1-2")
    return {
        "user_id": (people.ours if ours else people.theirs)[Role.READER],
        "session_id": _session(owner),
        "case_id": case.id or 0,
        "household_id": household.id or 0,
        "job_id": _job(case, owner),
        "message_id": _put(Message(organisation_id=of, case_id=case.id, text="Kære alle")),
        "practice_id": tell(of),
        **_of_scope(case, owner, moved),
        "own_item": _own_item(case),
        "correction": told(),
    }


def _session(owner: int) -> int:
    """A browser of the administrator."""
    token = sessions.start(owner, Way.PASSWORD, complete=True)
    with unscoped() as database:
        row = database.exec(
            select(StaffSession).where(StaffSession.token_hash == sessions.token_hash(token))
        ).one()
        return row.id or 0


def _job(case: Case, owner: int) -> int:
    job = Job(
        organisation_id=case.organisation_id,
        case_id=case.id,
        user_id=owner,
        state=JobState.READY,
        total=1,
        made=1,
        filename="breve.csv",
    )
    number = _put(job)
    content = b64encode(b"a;b").decode()
    _put(JobFile(organisation_id=case.organisation_id, job_id=number, part=0, content=content))
    return number


def _of_scope(case: Case, owner: int, moved: Household) -> dict[str, int]:
    """A file on its way in, and something that was done with many and can be taken back."""
    scope = scope_of(owner)
    with scope.session:
        kept = draft.keep(scope, case, Table(("Lejemål",), (Row(2, ("9-9",)),)))
        done = bulk.set_column(scope, case, bulk.Act.LANGUAGE, [moved.id or 0], "ar")
        scope.commit()
        return {"draft_id": kept.id or 0, "undo_id": done.undo_id or 0}


def _own_item(case: Case) -> int:
    return _put(
        OwnItem(
            organisation_id=case.organisation_id,
            case_id=case.id,
            item="fridge",
            change=Change.REWORDED,
            texts={"da": {"title": "Tøm køleskabet", "why": "Ellers lugter det."}},
        )
    )


def _put(row: OfOrganisation) -> int:
    with unscoped() as database:
        database.add(row)
        database.commit()
        return getattr(row, "id", None) or 0


def everything(of: int) -> list[tuple[Any, ...]]:
    """All that the database holds of an organisation, but its log."""
    with unscoped() as database:
        rows = [
            tuple(row)
            for mapper in SQLModel._sa_registry.mappers
            if issubclass(mapper.class_, OfOrganisation) and mapper.class_.__name__ != "LogEntry"
            for row in database.execute(
                select(*mapper.columns).where(mapper.class_.organisation_id == of)
            )
        ]
    return sorted(rows, key=repr)
