"""Links to the list of a household, and the short codes of letters. Only hashes are kept."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from flask import url_for
from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from portal.cases.batches import batches
from portal.cases.tables import Household, HouseholdLink, LinkKind
from portal.sharing import here
from portal.staff.times import now
from portal.vault import vault

#: 128 bits, as of the lists that a household keeps by itself: they share their addresses
_SECRET_BYTES = 16
#: none that looks or sounds like another
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
CODE_SIGNS = 8
CODE_PURPOSE = "household_link.code"
#: browsers of one household in which its code was typed: with one more, the first needs it again
MOST_OF_CODES = 50


@dataclass(frozen=True, slots=True)
class Made:
    """A link as it is told once: the secret in its address, and the code to type instead."""

    secret: str
    code: str


def make(session: Session, household: Household, expires: datetime) -> Made:
    """Another link for a household, which works beside earlier ones until they are withdrawn."""
    made = Made(new_secret(), new_code())
    session.add(
        HouseholdLink(
            organisation_id=household.organisation_id,
            case_id=household.case_id,
            household_id=household.id or 0,
            kind=LinkKind.LETTER,
            token_hash=token_hash(made.secret),
            code_key=vault().mac(CODE_PURPOSE, made.code),
            expires=expires,
        )
    )
    return made


def follow(session: Session, letter: HouseholdLink, at: datetime) -> str:
    """The secret of a link for a browser in which the code of a letter was typed.

    It works as long as the link of the letter does, and ends with it.
    """
    made = (HouseholdLink.household_id == letter.household_id, HouseholdLink.kind == LinkKind.CODE)
    newest = select(HouseholdLink.id).where(*made).order_by(col(HouseholdLink.id).desc())
    older = session.exec(newest.offset(MOST_OF_CODES - 1)).all()
    session.execute(delete(HouseholdLink).where(col(HouseholdLink.id).in_(older)))
    secret = new_secret()
    session.add(
        HouseholdLink(
            organisation_id=letter.organisation_id,
            case_id=letter.case_id,
            household_id=letter.household_id,
            kind=LinkKind.CODE,
            token_hash=token_hash(secret),
            created=at,
            expires=letter.expires,
        )
    )
    return secret


def withdraw(session: Session, household_ids: Collection[int]) -> None:
    """All links of some households stop working, now."""
    for some in batches(household_ids):
        session.execute(
            update(HouseholdLink)
            .where(
                col(HouseholdLink.household_id).in_(some), col(HouseholdLink.withdrawn).is_(None)
            )
            .values(withdrawn=now())
        )


def address(secret: str, lang: str) -> str:
    """The whole public address of a list."""
    return here(url_for("kept_list.page", lang=lang, secret=secret))


def code_address(lang: str) -> str:
    """The whole public address where a code is typed."""
    return here(url_for("code.enter", lang=lang))


def new_secret() -> str:
    """The secret of a link."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def new_code() -> str:
    """A short code: some 36 bits, so tries are limited."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_SIGNS))


def read_code(typed: str) -> str | None:
    """A code as it was typed, with what people put between its signs left out; None for none."""
    code = "".join(sign for sign in typed.upper() if sign.isalnum())
    return code if len(code) == CODE_SIGNS and set(code) <= set(ALPHABET) else None


def shown_code(code: str) -> str:
    """A code in two groups of four, as it stands in letters."""
    return f"{code[:4]}-{code[4:]}"


def token_hash(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode()).hexdigest()
