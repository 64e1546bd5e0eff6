"""The tables of questions that got no answer, and the rule by which they fill.

A masked question is first only a keyed hash and a day. When it has come on five different days it
is kept as masked text with a count, and its hashes are gone. Hashes of older days are dropped.
"""

import hmac
from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha256

from sqlalchemy import Engine
from sqlmodel import Field, Session, SQLModel, col, delete, func, select

from portal.ask.masking import LONGEST
from portal.tables import metadata

#: different days with a similar question before anything readable is kept
DAYS = 5
#: a hash is kept no longer
KEPT = timedelta(days=90)


class UnansweredDay(SQLModel, table=True):
    """A question that was asked on a day: nothing but a keyed hash of its masked form."""

    __tablename__ = "unanswered_day"
    metadata = metadata

    form_hash: str = Field(primary_key=True, max_length=64)
    day: date = Field(primary_key=True, index=True)


class UnansweredForm(SQLModel, table=True):
    """A masked question that came on five different days, and how often since."""

    __tablename__ = "unanswered_form"
    metadata = metadata

    lang: str = Field(primary_key=True, max_length=8)
    form: str = Field(primary_key=True, max_length=LONGEST)
    count: int


def keep(engine: Engine, key: bytes, form: str, lang: str, day: date) -> None:
    """Count a masked question on a day. Raises SQLAlchemyError."""
    named = hmac.new(key, f"{lang}\n{form}".encode(), sha256).hexdigest()
    with Session(engine) as session:
        session.exec(delete(UnansweredDay).where(col(UnansweredDay.day) < day - KEPT))
        known = session.get(UnansweredForm, (lang, form), with_for_update=True)
        if known:
            known.count += 1
            session.add(known)
        elif session.get(UnansweredDay, (named, day)) is None:
            session.add(UnansweredDay(form_hash=named, day=day))
            session.flush()
            _publish(session, named, form, lang)
        session.commit()


def _publish(session: Session, named: str, form: str, lang: str) -> None:
    """Keep the masked text, once its days are enough, and forget the hashes."""
    own = col(UnansweredDay.form_hash) == named
    days = session.exec(select(func.count()).select_from(UnansweredDay).where(own)).one()
    if days >= DAYS:
        session.add(UnansweredForm(lang=lang, form=form, count=days))
        session.exec(delete(UnansweredDay).where(own))


def kept(engine: Engine) -> Sequence[UnansweredForm]:
    """The masked questions, those asked most often first, by language. Raises SQLAlchemyError."""
    often, lang, form = UnansweredForm.count, UnansweredForm.lang, UnansweredForm.form
    rows = select(UnansweredForm).order_by(col(often).desc(), lang, form)
    with Session(engine) as session:
        return session.exec(rows).all()
