"""What readers told of the texts, and what was proposed instead.

A text is everybody's, so these rows belong to no organisation. Those that keep the texts
(`Organisation.edits_texts`) see them all; `staff_views.keeper` is the one gate to them.
"""

from datetime import datetime

from sqlalchemy import Column, Text
from sqlmodel import Field, SQLModel

from portal import tables as tables  # names of constraints
from portal.columns import Encrypted, Utc, one_of
from portal.corrections.kinds import PageKind, State
from portal.staff.times import now


class Correction(SQLModel, table=True):
    """One thing that a reader told. Nothing in it says who it was."""

    __tablename__ = "correction"

    id: int | None = Field(default=None, primary_key=True)
    lang: str = Field(max_length=10)
    page: PageKind = Field(sa_type=one_of(PageKind))
    name: str = Field(max_length=60)
    """Which topic or question; empty for the others."""
    wrong: str = Field(sa_column=Column(Encrypted("correction.wrong"), nullable=False))
    """What is wrong, in the reader's words."""
    sentence: str | None = Field(
        default=None, sa_column=Column(Encrypted("correction.sentence"), nullable=True)
    )
    at: datetime = Field(default_factory=now, sa_type=Utc, index=True)
    state: State = Field(default=State.OPEN, sa_type=one_of(State))
    version: int = Field(default=1)
    """Goes up with each change: of two users at once, one is told."""

    file: str | None = Field(default=None, max_length=200)
    """The content file of the proposal, such as `topics/notice/ar.md`."""
    place: str | None = Field(default=None, max_length=200)
    """Where in it, as `portal.corrections.places` names it."""
    was: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    """What stood there when it was proposed."""
    proposal: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    proposed_by: int | None = Field(default=None)
    """The number of a user, which stays when the user is deleted."""
    proposed: datetime | None = Field(default=None, sa_type=Utc)
    decided_by: int | None = Field(default=None)
    decided: datetime | None = Field(default=None, sa_type=Utc)
