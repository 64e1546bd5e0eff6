"""The tables of the accounts. Whatever belongs to an organisation is an `OfOrganisation`."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from portal import tables as tables  # names of constraints
from portal.columns import Encrypted, Utc, one_of
from portal.staff.roles import Role
from portal.staff.times import now


class OfOrganisation(SQLModel):
    """A row of one organisation. `portal.staff.scope` shows it to nobody else."""

    organisation_id: int = Field(foreign_key="organisation.id", index=True)


class Organisation(SQLModel, table=True):
    """A municipality or a housing organisation."""

    __tablename__ = "organisation"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=100, unique=True)
    external_id: str | None = Field(default=None, max_length=100, unique=True)
    """What single sign-on calls it, such as a CVR number."""
    edits_texts: bool = Field(default=False)
    """Whether it keeps the portal's own texts: it sees what readers told of them."""
    created: datetime = Field(default_factory=now, sa_type=Utc)


class User(OfOrganisation, table=True):
    """A person who works there. Without `password_hash`: not yet, or by single sign-on only."""

    __tablename__ = "staff_user"

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(max_length=254, unique=True)
    """In small letters; what one signs in with."""
    name: str = Field(max_length=100)
    role: Role = Field(sa_type=one_of(Role))
    password_hash: str | None = Field(default=None, max_length=200)
    """argon2id, with its parameters and salt."""
    totp_secret: str | None = Field(
        default=None, sa_column=Column(Encrypted("staff_user.totp_secret"), nullable=True)
    )
    totp_step: int | None = Field(default=None)
    """The last step of 30 seconds whose code was used: no code works twice."""
    subject: str | None = Field(default=None, max_length=255, unique=True)
    """What single sign-on calls the person."""
    disabled: datetime | None = Field(default=None, sa_type=Utc)
    created: datetime = Field(default_factory=now, sa_type=Utc)


class Way(StrEnum):
    """How somebody signed in."""

    PASSWORD = "password"  # noqa: S105
    OIDC = "oidc"


class StaffSession(SQLModel, table=True):
    """A browser that is signed in, or on its way to be. It holds no address."""

    __tablename__ = "staff_session"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    """SHA-256 of the cookie, which holds 256 random bits."""
    user_id: int | None = Field(
        default=None, foreign_key="staff_user.id", index=True, ondelete="CASCADE"
    )
    """None while another place is asked who it is."""
    complete: bool
    """False until the second factor, or single sign-on, has been passed."""
    way: Way = Field(sa_type=one_of(Way))
    created: datetime = Field(default_factory=now, sa_type=Utc)
    last_seen: datetime = Field(default_factory=now, sa_type=Utc)
    ends: datetime = Field(sa_type=Utc, index=True)
    carried: str | None = Field(
        default=None, sa_column=Column(Encrypted("staff_session.carried"), nullable=True)
    )
    """JSON that the next page needs: a form that came too late, what was just done."""


class Purpose(StrEnum):
    """What a one-time link is for."""

    INVITE = "invite"
    RESET = "reset"


class OneTimeLink(OfOrganisation, table=True):
    """A link with which a user chooses a password, once."""

    __tablename__ = "staff_link"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    user_id: int = Field(foreign_key="staff_user.id", index=True, ondelete="CASCADE")
    purpose: Purpose = Field(sa_type=one_of(Purpose))
    clears_totp: bool = False
    created: datetime = Field(default_factory=now, sa_type=Utc)
    expires: datetime = Field(sa_type=Utc)
    used: datetime | None = Field(default=None, sa_type=Utc)


class SignInTry(SQLModel, table=True):
    """How often something was tried in vain. The key is a keyed hash: it names nobody."""

    __tablename__ = "staff_try"

    key: str = Field(max_length=64, primary_key=True)
    failures: int
    since: datetime = Field(sa_type=Utc, index=True)
    """From when the failures are counted."""
    until: datetime = Field(sa_type=Utc)
    """The next try is not looked at before."""


class LogEntry(OfOrganisation, table=True):
    """Who did what when; never a name, an address or what was typed.

    The database itself refuses to change an entry, and to delete one that is not a year old.
    """

    __tablename__ = "staff_log"
    __table_args__ = (Index("ix_staff_log_organisation_id_id", "organisation_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int | None = Field(default=None)  # type: ignore[assignment]
    """None: nobody's, such as a try with an address that no account has."""
    at: datetime = Field(default_factory=now, sa_type=Utc)
    user_id: int | None = Field(default=None)
    """A number that stays when the user is deleted."""
    action: str = Field(max_length=40)
    object_kind: str | None = Field(default=None, max_length=40)
    object_id: int | None = Field(default=None)
