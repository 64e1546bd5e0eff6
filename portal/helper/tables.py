"""Families that were helped and are closed; nothing of them but that."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from portal import tables as tables  # names of constraints
from portal.columns import Utc


class ClosedFamily(SQLModel, table=True):
    """One family. Its name, which was random, is kept nowhere, only a hash of it."""

    __tablename__ = "closed_family"

    id: str = Field(primary_key=True, max_length=64)
    """SHA-256 of the name, in hexadecimal."""
    until: datetime = Field(sa_type=Utc, index=True)
    """From then on the name opens nothing anyway, and the row is deleted."""
