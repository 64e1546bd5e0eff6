"""One-time links, with which a user chooses a password: for the first time, or anew.

Opening one changes nothing, so a chat program's preview does not use it up.
"""

from sqlalchemy import update
from sqlmodel import col, select

from portal.staff.scope import OfficeSession, unscoped
from portal.staff.sessions import end_all, new_token, plausible, token_hash
from portal.staff.tables import LogEntry, OneTimeLink, Organisation, Purpose, User
from portal.staff.times import INVITE, RESET, now


def make(session: OfficeSession, user: User, purpose: Purpose, *, clears_totp: bool = False) -> str:
    """A new link for a user, in place of all earlier ones; its secret. Not yet committed."""
    withdrawn = update(OneTimeLink).where(
        col(OneTimeLink.user_id) == user.id, col(OneTimeLink.used).is_(None)
    )
    session.execute(withdrawn.values(used=now()))
    token = new_token()
    session.add(
        OneTimeLink(
            organisation_id=user.organisation_id,
            token_hash=token_hash(token),
            user_id=user.id or 0,
            purpose=purpose,
            clears_totp=clears_totp,
            expires=now() + (INVITE if purpose is Purpose.INVITE else RESET),
        )
    )
    session.flush()
    return token


def open_for(session: OfficeSession, user_id: int) -> OneTimeLink | None:
    """The link that a user has not used yet, while it lasts."""
    return session.exec(
        select(OneTimeLink).where(
            OneTimeLink.user_id == user_id,
            col(OneTimeLink.used).is_(None),
            OneTimeLink.expires > now(),
        )
    ).first()


def look(token: str) -> tuple[OneTimeLink, User, Organisation] | None:
    """The link, its user and the organisation; None where it no longer works."""
    if not plausible(token):
        return None
    with unscoped() as session:
        found = session.exec(
            select(OneTimeLink, User, Organisation)
            .join(User, col(User.id) == OneTimeLink.user_id)
            .join(Organisation, col(Organisation.id) == User.organisation_id)
            .where(
                OneTimeLink.token_hash == token_hash(token),
                col(OneTimeLink.used).is_(None),
                OneTimeLink.expires > now(),
                col(User.disabled).is_(None),
            )
        ).first()
        return (found[0], found[1], found[2]) if found else None


def use(token: str, password_hash: str) -> bool:
    """Give the user the password and end all sessions; False where another was faster."""
    found = look(token)
    if found is None:
        return False
    link, user, _ = found
    with unscoped() as session:
        claim = update(OneTimeLink).where(
            col(OneTimeLink.id) == link.id, col(OneTimeLink.used).is_(None)
        )
        claimed = session.execute(claim.values(used=now()))
        if not getattr(claimed, "rowcount", 0):
            return False
        kept = session.get_one(User, user.id)
        kept.password_hash = password_hash
        if link.clears_totp:
            kept.totp_secret = kept.totp_step = None
        end_all(session, user.id or 0)
        session.add(
            LogEntry(
                organisation_id=user.organisation_id,
                user_id=user.id,
                action="password_chosen",
                object_kind="staff_user",
                object_id=user.id,
            )
        )
        session.commit()
    return True
