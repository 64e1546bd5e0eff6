"""The family's side of a list from the office: reading it, ticking it, and asking to be called.

Nobody is signed in here: the secret of a link, or a short code, is all that opens a list, and
what it opens is one household's. A change names itself, so that one sent again is not done again,
and is written as its own row, so that two phones do not undo each other.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Engine, bindparam, func
from sqlalchemy import select as sql_select
from sqlalchemy import update as sql_update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col, or_, select, update

from portal.cases import lists
from portal.cases.items import is_own
from portal.cases.links import CODE_PURPOSE, follow, read_code, token_hash
from portal.cases.lists import Facts
from portal.cases.own import OwnItems, OwnWords, own_items, words_in
from portal.cases.tables import (
    Case,
    Household,
    HouseholdLink,
    Message,
    OwnItem,
    Tick,
)
from portal.checklist.state import Change, State, noted
from portal.clock import DENMARK
from portal.columns import Utc
from portal.staff.tables import Organisation
from portal.vault import vault
from rules.checklist import Due

_SECRET = re.compile(r"[A-Za-z0-9_-]{22}")
_CHANGE_ID = re.compile(r"[A-Za-z0-9-]{8,40}")
#: by what the calendar of a household is known again, so that days fetched twice stand there once
_CALENDAR, _CASE_SIGNS = "household.calendar", 22
#: signs of what a household says about when to call
MOST_CALL_SIGNS = 200


@dataclass(frozen=True, slots=True)
class Told:
    """A message of the office, in the language it was written in."""

    text: str
    lang: str
    day: date


@dataclass(frozen=True)
class Office:
    """What the office adds to the list of a household."""

    organisation: str
    municipality: str | None
    contact: str | None
    messages: tuple[Told, ...]
    call_asked: datetime | None
    call_note: str
    facts: Facts
    own: OwnItems

    def dues(self, on: date) -> list[Due]:
        """The list on a day."""
        return lists.dues_of(self.facts, self.own, on)

    def words(self, item: str, lang: str) -> OwnWords | None:
        """The office's own words for an item, in a language or in Danish; None for the rules'."""
        texts = self.own.texts(item)
        return words_in(texts, lang) if texts else None


@dataclass(frozen=True, slots=True)
class FamilyList:
    """A list as the family sees it."""

    state: State
    expires: datetime
    office: Office


def read(engine: Engine, secret: str, now: datetime) -> FamilyList | None:
    """The list of a secret; None where there is none, or no longer."""
    if not _SECRET.fullmatch(secret):
        return None
    with Session(engine) as session:
        found = session.exec(
            select(HouseholdLink.expires, Household, Case, Organisation.name)
            .join(Household, col(Household.id) == HouseholdLink.household_id)
            .join(Case, col(Case.id) == Household.case_id)
            .join(Organisation, col(Organisation.id) == Household.organisation_id)
            .where(*_works(secret, now))
        ).first()
        if found is None:
            return None
        expires, household, case, organisation = found
        facts = lists.facts_of(case, household)
        ticks = session.exec(select(Tick).where(Tick.household_id == household.id)).all()
        office = Office(
            organisation,
            case.municipality,
            case.contact,
            _messages(session, household),
            household.call_asked,
            household.call_note or "",
            facts,
            own_items(session, household.case_id),
        )
    state = State(
        facts.answers,
        vault().mac(_CALENDAR, str(household.id))[:_CASE_SIGNS],
        frozenset(tick.item for tick in ticks if tick.done),
        {tick.item: tick.note for tick in ticks if tick.note},
    )
    return FamilyList(state, expires, office)


def change(
    engine: Engine, secret: str, changed: Change, change_id: str | None, now: datetime
) -> bool:
    """Make a change; False where there is no such list. It is kept when this returns.

    ``change_id``: names the change where it may be sent again.
    """
    named = change_id if change_id and _CHANGE_ID.fullmatch(change_id) else None
    statements = _STATEMENTS[engine.dialect.name]
    with engine.begin() as connection:
        found = connection.execute(_HOUSEHOLD, {"hash": token_hash(secret), "now": now}).first()
        if found is None:
            return False
        own = {"case": found.case_id, "own_item": changed.item}
        if is_own(changed.item) and not connection.execute(_OWN, own).first():
            return True  # of a page from before it was deleted
        row = {"household_id": found.id, "organisation_id": found.organisation_id, "at": now}
        if found.opened is None:  # a phone that could not say so
            connection.execute(_OPENED, {"of": found.id, "now": now})
        if named and not connection.execute(statements.first, {**row, "change": named}).first():
            return True
        # This takes the row, or with SQLite the database: who writes at the same time waits.
        row["item"] = changed.item
        if changed.done is None:
            connection.execute(statements.touch, {**row, "done": False})
        else:
            connection.execute(statements.tick, {**row, "done": changed.done})
        if changed.note is not None and changed.note != changed.was:
            mine = {"of": found.id, "at_item": changed.item}
            there = connection.execute(_NOTE, mine).scalar_one()
            connection.execute(_WITH_NOTE, {**mine, "note": noted(there or "", changed) or None})
    return True


def opened(engine: Engine, secret: str, now: datetime) -> None:
    """A person has the list before them. A program that only fetches it says nothing."""
    with Session(engine) as session:
        found = session.execute(_household_of(token_hash(secret), now)).first()
        if found is not None:
            first = func.coalesce(Household.opened, now)
            session.exec(
                update(Household)
                .where(col(Household.id) == found[0])
                .values(opened=first, seen=now)
            )
            session.commit()


def ask_for_call(engine: Engine, secret: str, note: str | None, now: datetime) -> bool:
    """The household would like to be called, or no longer where ``note`` is None."""
    with Session(engine) as session:
        found = session.execute(_household_of(token_hash(secret), now)).first()
        if found is None:
            return False
        asked = None if note is None else now
        session.exec(
            update(Household)
            .where(col(Household.id) == found.id)
            .values(
                call_asked=asked,
                call_note=note or None,
                opened=func.coalesce(Household.opened, now),
            )
        )
        session.commit()
        return True


def by_code(engine: Engine, typed: str, now: datetime) -> str | None:
    """The secret of a new link, for the browser in which a code was typed; None for no code."""
    code = read_code(typed)
    if code is None:
        return None
    with Session(engine) as session:
        keys = vault().macs(CODE_PURPOSE, code)
        link = session.exec(
            select(HouseholdLink)
            .join(Household, col(Household.id) == HouseholdLink.household_id)
            .where(col(HouseholdLink.code_key).in_(keys), *_open(now))
        ).first()
        if link is None:
            return None
        secret = follow(session, link, now)
        session.commit()
        return secret


def _open(now: Any) -> tuple[Any, ...]:
    return (
        col(HouseholdLink.withdrawn).is_(None),
        col(HouseholdLink.expires) > now,
        col(Household.removed).is_(None),
    )


def _works(secret: str, now: datetime) -> tuple[Any, ...]:
    return (HouseholdLink.token_hash == token_hash(secret), *_open(now))


def _household_of(hashed: Any, now: Any) -> Any:
    """The household of a secret, whose it is, and when it was first opened."""
    return (
        sql_select(
            col(Household.id),
            col(Household.organisation_id),
            col(Household.case_id),
            col(Household.opened),
        )
        .join(HouseholdLink, col(HouseholdLink.household_id) == Household.id)
        .where(col(HouseholdLink.token_hash) == hashed, *_open(now))
    )


def _messages(session: Session, household: Household) -> tuple[Told, ...]:
    rows = session.exec(
        select(Message)
        .where(
            Message.case_id == household.case_id,
            or_(col(Message.household_id).is_(None), Message.household_id == household.id),
            col(Message.withdrawn).is_(None),
        )
        .order_by(col(Message.at).desc())
    ).all()
    return tuple(Told(row.text, row.language, row.at.astimezone(DENMARK).date()) for row in rows)


class _Statements(NamedTuple):
    """What a change writes. ``first`` gives a row unless the change was sent before."""

    first: Any
    tick: Any
    touch: Any


def _statements(insert: Any) -> _Statements:
    seen = ("household_id", "organisation_id", "change", "at")
    row = ("household_id", "organisation_id", "item", "done", "at")
    tick = insert(_TICK).values({name: bindparam(name) for name in row})
    there = ["household_id", "item"]
    return _Statements(
        insert(_SEEN)
        .values({name: bindparam(name) for name in seen})
        .on_conflict_do_nothing()
        .returning(_SEEN.c.change),
        tick.on_conflict_do_update(
            index_elements=there, set_={"done": tick.excluded.done, "at": tick.excluded.at}
        ),
        tick.on_conflict_do_update(index_elements=there, set_={"at": tick.excluded.at}),
    )


# A case of a thousand households ticks a lot: what is asked each time is put together once.
_TABLES = SQLModel.metadata.tables
_TICK, _SEEN = _TABLES["tick"], _TABLES["seen_change"]
_STATEMENTS = {
    "sqlite": _statements(sqlite.insert),
    "postgresql": _statements(postgresql.insert),
}
_HOUSEHOLD = _household_of(bindparam("hash"), bindparam("now", type_=Utc))
_OWN = sql_select(col(OwnItem.id)).where(
    col(OwnItem.case_id) == bindparam("case"), col(OwnItem.item) == bindparam("own_item")
)
_OPENED = (
    sql_update(Household)
    .where(col(Household.id) == bindparam("of"), col(Household.opened).is_(None))
    .values(opened=bindparam("now"), seen=bindparam("now"))
)
_MINE = (_TICK.c.household_id == bindparam("of")) & (_TICK.c.item == bindparam("at_item"))
_NOTE = sql_select(_TICK.c.note).where(_MINE)
_WITH_NOTE = sql_update(_TICK).where(_MINE).values(note=bindparam("note"))
