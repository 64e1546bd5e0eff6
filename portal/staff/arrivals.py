"""Whose account it is when somebody comes by single sign-on."""

from sqlmodel import or_, select

from portal.staff.actions import Action
from portal.staff.oidc import Person, SignOnError
from portal.staff.roles import Role
from portal.staff.scope import OfficeSession, unscoped
from portal.staff.tables import LogEntry, Organisation, User


def account_of(person: Person) -> User:
    """The person's account, made at the first time; role and name as the provider says now.

    Raises SignOnError.
    """
    if person.role is None:
        raise SignOnError("no_role")
    with unscoped() as session:
        organisation = _organisation(session, person)
        user = session.exec(select(User).where(User.subject == person.subject)).first()
        if user is None:
            user = _by_email(session, person)
        if user is None:
            user = _new(session, person, organisation, person.role)
        if user.disabled:
            raise SignOnError("disabled")
        if user.organisation_id != organisation.id:
            raise SignOnError("no_organisation")
        user.subject, user.role = person.subject, person.role
        user.name = person.name or user.name
        session.commit()
        return user


def _organisation(session: OfficeSession, person: Person) -> Organisation:
    """The one that is named; where none is, the only one there is."""
    wanted = select(Organisation)
    if person.organisation is not None:
        named = person.organisation
        wanted = wanted.where(or_(Organisation.external_id == named, Organisation.name == named))
    found = session.exec(wanted.limit(2)).all()
    if len(found) != 1:
        raise SignOnError("no_organisation")
    return found[0]


def _by_email(session: OfficeSession, person: Person) -> User | None:
    """An account from before single sign-on. Only where the provider has verified the address,
    and nobody else has come with it."""
    if not person.email:
        raise SignOnError("no_email")
    user = session.exec(select(User).where(User.email == person.email)).first()
    if user is not None and (user.subject is not None or not person.email_verified):
        raise SignOnError("taken")
    return user


def _new(session: OfficeSession, person: Person, organisation: Organisation, role: Role) -> User:
    user = User(
        organisation_id=organisation.id or 0,
        email=person.email,
        name=person.name,
        role=role,
        subject=person.subject,
    )
    session.add(user)
    session.flush()
    session.add(
        LogEntry(
            organisation_id=organisation.id,
            user_id=user.id,
            action=Action.USER_CAME_BY_OIDC,
            object_kind="staff_user",
            object_id=user.id,
        )
    )
    return user
