"""Two organisations with a user of each role, for any database."""

from dataclasses import dataclass

from flask import Flask

from portal.staff.passwords import hashed
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import Organisation, User

PASSWORD = "fire grønne cykler i regn"

_HASHES: dict[str, str] = {}


def hash_of(password: str) -> str:
    """The hash, made once: it is slow on purpose."""
    if password not in _HASHES:
        _HASHES[password] = hashed(password)
    return _HASHES[password]


@dataclass(frozen=True)
class People:
    """The numbers of the users, by organisation and role; and of the organisations."""

    ours: dict[Role, int]
    theirs: dict[Role, int]
    our_organisation: int
    their_organisation: int


def email_of(role: Role, ours: bool = True) -> str:
    return f"{role}@{'vores' if ours else 'deres'}.example"


def settle(app: Flask) -> People:
    """Two organisations with a user of each role."""
    with app.app_context(), unscoped() as session:
        organisations = [
            Organisation(name="Vores Boligforening", edits_texts=True),
            Organisation(name="Deres Bolig"),
        ]
        session.add_all(organisations)
        session.flush()
        numbers: list[dict[Role, int]] = []
        for organisation in organisations:
            ours = organisation is organisations[0]
            users = {
                role: User(
                    organisation_id=organisation.id or 0,
                    email=email_of(role, ours),
                    name=f"{'Vores' if ours else 'Deres'} {role}",
                    role=role,
                    password_hash=hash_of(PASSWORD),
                )
                for role in Role
            }
            session.add_all(users.values())
            session.flush()
            numbers.append({role: user.id or 0 for role, user in users.items()})
        session.commit()
        ours_id, theirs_id = (organisation.id or 0 for organisation in organisations)
        return People(numbers[0], numbers[1], ours_id, theirs_id)
