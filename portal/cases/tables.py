"""The tables of the cases. What could identify a household is encrypted."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from portal import tables as tables  # names of constraints
from portal.columns import Encrypted, Utc, one_of
from portal.staff.tables import OfOrganisation
from portal.staff.times import now
from rules.facts import Landlord, Reason


def _secret(column: str, *, optional: bool = True) -> Any:
    return Field(default=None, sa_column=Column(Encrypted(column), nullable=optional))


def _case() -> Any:
    return Field(foreign_key="office_case.id", index=True, ondelete="CASCADE")


def _household(**more: Any) -> Any:
    return Field(foreign_key="household.id", index=True, ondelete="CASCADE", **more)


class Kind(StrEnum):
    """How a case, or a household in it, is rehoused."""

    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    MIXED = "mixed"


class Case(OfOrganisation, table=True):
    """A building, or a stage of one, that is to be left."""

    __tablename__ = "office_case"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=100)
    address: str = Field(default="", max_length=200)
    municipality: str | None = Field(default=None, max_length=4)
    """Its code, as in `content/municipalities.yaml`."""
    reason: Reason = Field(sa_type=one_of(Reason))
    landlord: Landlord = Field(sa_type=one_of(Landlord))
    renewal_decision: bool | None = None
    kind: Kind = Field(sa_type=one_of(Kind))
    months_away: int | None = None
    """About how long the homes are empty; for those who come back."""
    meeting: date | None = None
    talks: date | None = None
    notice: date | None = None
    works_start: date | None = None
    empty_by: date | None = None
    works_end: date | None = None
    return_day: date | None = None
    facts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """What else the office has told of the whole house: names of facts and yes or no."""
    contact: str | None = _secret("office_case.contact")
    """Whom the households can call, as they read it: name, phone, hours."""
    reserve: int = 30
    """Per cent of homes that are gathered beyond the need."""
    ends: date | None = Field(default=None, index=True)
    """When it is over: what is kept of it is deleted six months later."""
    planned_on: date | None = None
    """The day its lists were last worked out."""
    version: int = 0
    """One more with each change, so that of two users at once none overwrites the other."""
    created: datetime = Field(default_factory=now, sa_type=Utc)


class SharedList(OfOrganisation, table=True):
    """The list that households of a case share which have the same items on the same days."""

    __tablename__ = "shared_list"
    __table_args__ = (UniqueConstraint("case_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = _case()
    key: str = Field(max_length=64)
    """SHA-256 of items and days."""


class PlannedItem(OfOrganisation, table=True):
    """One item of a list, with its day; worked out from the rules."""

    __tablename__ = "planned_item"
    __table_args__ = (Index("ix_planned_item_case_id_day", "case_id", "day"),)

    list_id: int = Field(foreign_key="shared_list.id", primary_key=True, ondelete="CASCADE")
    item: str = Field(primary_key=True, max_length=40)
    case_id: int = Field(foreign_key="office_case.id", ondelete="CASCADE")
    day: date | None = None


class Household(OfOrganisation, table=True):
    """A household of a case."""

    __tablename__ = "household"
    __table_args__ = (UniqueConstraint("case_id", "label_key"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = _case()
    list_id: int | None = Field(default=None, foreign_key="shared_list.id", index=True)
    label: str = _secret("household.label", optional=False)
    """What the office knows it by: a lease number is enough."""
    label_key: str = Field(max_length=64)
    """Keyed hash of the label, by which it is known again."""
    language: str = Field(default="da", max_length=8)
    kind: Kind | None = Field(default=None, sa_type=one_of(Kind))
    """None: as the case."""
    lease_start: date | None = None
    fixed_term: bool | None = None
    agrees_to_longer: bool | None = None
    talk: date | None = None
    """Its own talk, where it is not the day of the case."""
    persons: int | None = None
    children: bool | None = None
    needs_help: bool | None = None
    improvements: bool | None = None
    side_rooms: bool | None = None
    too_much_to_fit: bool | None = None
    sublet: bool | None = None
    contact: str | None = _secret("household.contact")
    note: str | None = _secret("household.note")
    opened: datetime | None = Field(default=None, sa_type=Utc)
    """When a person first had its list before them; and last:"""
    seen: datetime | None = Field(default=None, sa_type=Utc)
    call_asked: datetime | None = Field(default=None, sa_type=Utc)
    call_note: str | None = _secret("household.call_note")
    """When and where the household would like to be called."""
    removed: datetime | None = Field(default=None, sa_type=Utc, index=True)
    """Taken out, and deleted for good a day later; until then it can be undone."""
    version: int = 0
    created: datetime = Field(default_factory=now, sa_type=Utc)


class Tick(OfOrganisation, table=True):
    """What a household did with one item: ticked it, noted something."""

    __tablename__ = "tick"

    household_id: int = Field(foreign_key="household.id", primary_key=True, ondelete="CASCADE")
    item: str = Field(primary_key=True, max_length=40)
    done: bool = False
    note: str | None = _secret("tick.note")
    """Written by the family; the office does not see it."""
    at: datetime = Field(default_factory=now, sa_type=Utc)


class SeenChange(OfOrganisation, table=True):
    """A change that a phone has sent: sent again, it is not done again."""

    __tablename__ = "seen_change"

    household_id: int = Field(foreign_key="household.id", primary_key=True, ondelete="CASCADE")
    change: str = Field(primary_key=True, max_length=40)
    at: datetime = Field(default_factory=now, sa_type=Utc, index=True)


class LinkKind(StrEnum):
    """How a link came to be: with a letter, or for a browser in which its code was typed."""

    LETTER = "letter"
    CODE = "code"


class HouseholdLink(OfOrganisation, table=True):
    """A link to the list of a household. Its secret is kept nowhere, only hashes."""

    __tablename__ = "household_link"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = _case()
    household_id: int = _household()
    kind: LinkKind = Field(sa_type=one_of(LinkKind))
    token_hash: str = Field(max_length=64, unique=True)
    code_key: str | None = Field(default=None, max_length=64, unique=True)
    """Keyed hash of the short code; None for a link that came from one."""
    created: datetime = Field(default_factory=now, sa_type=Utc)
    expires: datetime = Field(sa_type=Utc, index=True)
    withdrawn: datetime | None = Field(default=None, sa_type=Utc)


class Change(StrEnum):
    """What a case does to the list of the rules."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"


class OwnItem(OfOrganisation, table=True):
    """An item that is added to, taken from or reworded in the lists of a case."""

    __tablename__ = "own_item"
    __table_args__ = (UniqueConstraint("case_id", "item"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = _case()
    item: str = Field(max_length=40)
    """The id of the rules' item, or `own-` and a number."""
    change: Change = Field(sa_type=one_of(Change))
    phase: str | None = Field(default=None, max_length=20)
    day: date | None = None
    texts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """`{language: {"title": …, "why": …}}`; Danish is always there unless it is removed."""
    version: int = 0


class Message(OfOrganisation, table=True):
    """Plain text from the office, on top of the lists of a case or of one household."""

    __tablename__ = "message"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = _case()
    household_id: int | None = _household(default=None)
    text: str = _secret("message.text", optional=False)
    language: str = Field(default="da", max_length=8)
    at: datetime = Field(default_factory=now, sa_type=Utc)
    user_id: int | None = None
    withdrawn: datetime | None = Field(default=None, sa_type=Utc)


class TaskDone(OfOrganisation, table=True):
    """A task of the plan of a case that was marked, or that has a day of its own."""

    __tablename__ = "task_done"

    case_id: int = Field(foreign_key="office_case.id", primary_key=True, ondelete="CASCADE")
    task: str = Field(primary_key=True, max_length=40)
    done: date | None = None
    day: date | None = None
    """In place of the one that is counted back."""


class Undo(OfOrganisation, table=True):
    """What a bulk action changed, as it was before: JSON."""

    __tablename__ = "bulk_undo"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = _case()
    user_id: int
    action: str = Field(max_length=40)
    before: str = _secret("bulk_undo.before", optional=False)
    at: datetime = Field(default_factory=now, sa_type=Utc, index=True)


class Draft(OfOrganisation, table=True):
    """A file on its way in: read, shown and not yet saved."""

    __tablename__ = "import_draft"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = _case()
    user_id: int
    content: str = _secret("import_draft.content", optional=False)
    """JSON: the cells, and which column is what."""
    at: datetime = Field(default_factory=now, sa_type=Utc, index=True)


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"


class Job(OfOrganisation, table=True):
    """A file that takes a while: how far it is, and the file, until it is an hour old."""

    __tablename__ = "office_job"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = _case()
    user_id: int
    state: JobState = Field(sa_type=one_of(JobState))
    total: int
    made: int = 0
    beat: datetime = Field(default_factory=now, sa_type=Utc)
    """The last sign of life: a job without one for two minutes has died with its process."""
    filename: str = Field(max_length=100)
    at: datetime = Field(default_factory=now, sa_type=Utc, index=True)


class JobFile(OfOrganisation, table=True):
    """A part of the file of a job, in Base64, so that no row is too long."""

    __tablename__ = "office_job_file"

    job_id: int = Field(foreign_key="office_job.id", primary_key=True, ondelete="CASCADE")
    part: int = Field(primary_key=True)
    content: str = _secret("office_job_file.content", optional=False)
