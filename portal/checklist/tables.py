"""Lists that a household chose to have kept, each under a link that only the household knows."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from portal import tables as tables  # names of constraints
from portal.columns import Encrypted, Utc


class StoredList(SQLModel, table=True):
    """One list. The secret of its link is kept nowhere, only a hash of it."""

    __tablename__ = "stored_list"

    id: str = Field(primary_key=True, max_length=64)
    """SHA-256 of the secret, in hexadecimal."""
    blob: str = Field(sa_column=Column(Encrypted("stored_list.blob"), nullable=False))
    """Answers, ticks, notes and what was sent last, as JSON; see `portal.checklist.store`."""
    version: int = Field(default=0)
    """One more with each change, so that of two at once none is lost."""
    updated: datetime = Field(sa_type=Utc)
    expires: datetime = Field(sa_type=Utc, index=True)
