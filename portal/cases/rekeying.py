"""Keyed hashes of the cases after a new SECRET_KEY: those of labels are worked out anew."""

from datetime import datetime
from typing import Any

from sqlalchemy import Engine, LargeBinary, func, select, type_coerce, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from portal.cases import labels
from portal.cases.tables import Household, HouseholdLink
from portal.staff.times import now
from portal.vault import VaultError, vault

_BATCH = 500


def rekey_labels(engine: Engine) -> tuple[int, int]:
    """Work out each `Household.label_key` under the first key. Needs an app context.

    How many were rewritten, and how many could not be: no key opens the label, or, under another
    key, its case has it already.
    """
    rewritten = left = last = 0
    raw: Any = type_coerce(col(Household.label), LargeBinary)
    number, case_id, kept = col(Household.id), col(Household.case_id), col(Household.label_key)
    here = col(Household.removed).is_(None)  # what was taken out has let go of its label
    batch = select(number, case_id, kept, raw).where(here).order_by(number).limit(_BATCH)
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        while rows := connection.execute(batch.where(number > last)).all():
            last = rows[-1][0]
            for household_id, case, old_key, sealed in rows:
                try:
                    label = vault().open(bytes(sealed), labels.PURPOSE)
                    key = labels.key(case, label)
                    # Only where the label is still the one that was read.
                    same = (number == household_id, kept == old_key, raw == bytes(sealed))
                    if key != old_key:
                        change = update(Household).where(*same).values(label_key=key)
                        rewritten += connection.execute(change).rowcount
                except (VaultError, IntegrityError):
                    left += 1
    return rewritten, left


def codes_work_until(engine: Engine) -> datetime | None:
    """When the last short code that works now ends; None where there is none."""
    link = HouseholdLink
    works = (
        col(link.code_key).is_not(None),
        col(link.withdrawn).is_(None),
        col(link.expires) > now(),
    )
    with engine.connect() as connection:
        return connection.scalar(select(func.max(col(link.expires))).where(*works))
