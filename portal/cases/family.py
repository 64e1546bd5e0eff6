"""The family's side of a list from the office: reading it, ticking it, and asking to be called.

Nobody is signed in here: the secret of a link, or a short code, is all that opens a list, and
what it opens is one household's. A change names itself, so that one sent again is not done again,
and is written as its own row, so that two phones do not undo each other.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Engine, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, or_, select, update

from portal.cases import lists
from portal.cases.links import CODE_PURPOSE, new_secret, read_code, token_hash
from portal.cases.lists import OFFICE_ITEMS, Facts
from portal.cases.own import OwnItems, OwnWords, own_items, words_in
from portal.cases.tables import (
    Case,
    Household,
    HouseholdLink,
    LinkKind,
    Message,
    Profile,
    SeenChange,
    Tick,
)
from portal.checklist.state import Change, State, noted
from portal.clock import DENMARK
from portal.staff.tables import Organisation
from portal.vault import vault
from rules.checklist import ITEM_IDS, Due

_SECRET = re.compile(r"[A-Za-z0-9_-]{22}")
_CHANGE_ID = re.compile(r"[A-Za-z0-9-]{8,40}")
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

    @cached_property
    def items(self) -> frozenset[str]:
        """What can be ticked."""
        return frozenset((*ITEM_IDS, *OFFICE_ITEMS, *(added.id for added in self.own.added)))


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
        facts = lists.facts_from_json(session.get_one(Profile, household.profile_id).facts)
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
        None,
        frozenset(tick.item for tick in ticks if tick.done),
        {tick.item: tick.note for tick in ticks if tick.note},
    )
    return FamilyList(state, expires, office)


def change(
    engine: Engine, secret: str, changed: Change, change_id: str | None, now: datetime
) -> int | None:
    """Make a change; how many items are ticked after it, or None where there is no such list.

    ``change_id``: names the change where it may be sent again.
    """
    with Session(engine) as session:
        found = session.exec(_household_of(secret, now)).first()
        if found is None:
            return None
        household, of = found
        named = change_id if change_id and _CHANGE_ID.fullmatch(change_id) else None
        if named is None or _is_first(session, household, of, named, now):
            _write(session, household, of, changed, now)
        done = select(func.count()).where(Tick.household_id == household, col(Tick.done))
        count = session.exec(done).one()
        session.commit()
        return count


def opened(engine: Engine, secret: str, now: datetime) -> None:
    """A person has the list before them. A program that only fetches it says nothing."""
    with Session(engine) as session:
        found = session.exec(_household_of(secret, now)).first()
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
        found = session.exec(_household_of(secret, now)).first()
        if found is None:
            return False
        asked = None if note is None else now
        session.exec(
            update(Household)
            .where(col(Household.id) == found[0])
            .values(call_asked=asked, call_note=note or None)
        )
        session.commit()
        return True


def by_code(engine: Engine, typed: str, now: datetime) -> str | None:
    """The secret of a new link, for the browser in which a code was typed; None for no code.

    It works as long as the link of the letter does, and ends with it.
    """
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
        secret = new_secret()
        session.add(
            HouseholdLink(
                organisation_id=link.organisation_id,
                case_id=link.case_id,
                household_id=link.household_id,
                kind=LinkKind.CODE,
                token_hash=token_hash(secret),
                created=now,
                expires=link.expires,
            )
        )
        session.commit()
        return secret


def _open(now: datetime) -> tuple[Any, ...]:
    return (
        col(HouseholdLink.withdrawn).is_(None),
        col(HouseholdLink.expires) > now,
        col(Household.removed).is_(None),
    )


def _works(secret: str, now: datetime) -> tuple[Any, ...]:
    return (HouseholdLink.token_hash == token_hash(secret), *_open(now))


def _household_of(secret: str, now: datetime) -> Any:
    """The household of a secret and its organisation."""
    return (
        select(Household.id, Household.organisation_id)
        .join(HouseholdLink, col(HouseholdLink.household_id) == Household.id)
        .where(*_works(secret, now))
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


def _is_first(session: Session, household: int, of: int, change_id: str, now: datetime) -> bool:
    row = {"household_id": household, "organisation_id": of, "change": change_id, "at": now}
    first = _insert(session, SeenChange).values(row).on_conflict_do_nothing()
    return session.execute(first.returning(SeenChange.change)).first() is not None


def _write(session: Session, household: int, of: int, changed: Change, now: datetime) -> None:
    ticked = {} if changed.done is None else {"done": changed.done}
    values: Mapping[str, Any] = {"done": False, **ticked, "at": now}
    row = {"household_id": household, "organisation_id": of, "item": changed.item, **values}
    # This takes the row, or with SQLite the database: who writes at the same time waits.
    session.execute(
        _insert(session, Tick)
        .values(row)
        .on_conflict_do_update(index_elements=["household_id", "item"], set_={**ticked, "at": now})
    )
    if changed.note is not None and changed.note != changed.was:
        mine = (col(Tick.household_id) == household, col(Tick.item) == changed.item)
        there = session.exec(select(Tick.note).where(*mine)).one()
        note = noted(there or "", changed)
        session.exec(update(Tick).where(*mine).values(note=note or None))


def _insert(session: Session, table: Any) -> Any:
    of = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
    return of[session.get_bind().dialect.name](table)
