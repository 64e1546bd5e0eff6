"""The table of local practice. What stands in it is shown to everybody."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field

from portal import tables as tables  # names of constraints
from portal.columns import Utc, one_of
from portal.municipality.kinds import Kind, Per
from portal.staff.tables import OfOrganisation
from portal.staff.times import now


class Practice(OfOrganisation, table=True):
    """What an organisation has told of a municipality. It is not changed, but followed by another.

    One that is withdrawn, or followed, is kept for the organisation and shown to nobody else.
    """

    __tablename__ = "practice"
    __table_args__ = (Index("ix_practice_municipality_withdrawn", "municipality", "withdrawn"),)

    id: int | None = Field(default=None, primary_key=True)
    municipality: str = Field(max_length=4)
    """Its code, as in `content/municipalities.yaml`."""
    kind: Kind = Field(sa_type=one_of(Kind))
    texts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """`{language: plain text}`; Danish is always there. Of a contact the name, of a link its."""
    amount: int | None = None
    """Øre; only for an own home."""
    per: Per | None = Field(default=None, sa_type=one_of(Per))
    phone: str = Field(default="", max_length=40)
    email: str = Field(default="", max_length=254)
    url: str = Field(default="", max_length=500)
    since: date
    """From which day it has been so."""
    source: str = Field(default="", max_length=300)
    """Where it can be read or who decided it, in Danish."""
    follows: int | None = Field(default=None, unique=True)
    """The number of the entry that this one is in place of."""
    user_id: int | None = None
    """Who entered it; the number stays when the user is deleted."""
    entered: datetime = Field(default_factory=now, sa_type=Utc)
    withdrawn: datetime | None = Field(default=None, sa_type=Utc)
    """When it was withdrawn, or followed by another."""
