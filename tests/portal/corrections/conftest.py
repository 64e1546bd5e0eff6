"""What a reader told of a text."""

from typing import Any

from sqlmodel import col, select

from portal.corrections.kinds import PageKind
from portal.corrections.tables import Correction
from portal.staff.scope import unscoped


def told(**columns: Any) -> int:
    """Put a correction into the database; its number."""
    row = {"lang": "da", "page": PageKind.TOPIC, "name": "notice", "wrong": "Svært ord", **columns}
    with unscoped() as session:
        correction = Correction(**row)
        session.add(correction)
        session.commit()
        return correction.id or 0


def kept() -> list[Correction]:
    """All corrections, in the order in which they came."""
    with unscoped() as session:
        return list(session.exec(select(Correction).order_by(col(Correction.id))).all())
