"""Cases and households for tests, put into the database as the office would."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import select

from portal.cases import labels, links, lists
from portal.cases.tables import Case, Household, Kind
from portal.staff.scope import OfficeSession, Scope, unscoped
from portal.staff.tables import User
from portal.staff.times import now
from rules.facts import Landlord, Reason

#: an almen building that is left for a while, with days in the future of the tests
CASE: dict[str, Any] = {
    "name": "Etape 2",
    "address": "Bøgevej 2-48",
    "reason": Reason.RENOVATION,
    "landlord": Landlord.ALMEN,
    "renewal_decision": False,
    "kind": Kind.TEMPORARY,
    "months_away": 8,
    "empty_by": date(2027, 3, 1),
    "works_start": date(2027, 4, 1),
}


def make_case(of: int, **columns: Any) -> Case:
    """A case of an organisation, committed."""
    with unscoped() as session:
        row = Case(**{**CASE, "organisation_id": of, **columns})
        session.add(row)
        session.flush()
        lists.refresh(session, row)
        session.commit()
        return row


def make_household(case: Case, label: str = "1-1", **columns: Any) -> Household:
    """A household of a case, with its list planned, committed."""
    return make_households(case, [label], **columns)[0]


def make_households(case: Case, names: list[str], **columns: Any) -> list[Household]:
    """Several at once."""
    with unscoped() as session:
        rows = [
            Household(
                organisation_id=case.organisation_id,
                case_id=case.id or 0,
                label=name,
                label_key=labels.key(case.id or 0, name),
                **columns,
            )
            for name in names
        ]
        numbers = lists.lists_for(session, session.get_one(Case, case.id), rows)
        for row, number in zip(rows, numbers, strict=True):
            row.list_id = number
        session.add_all(rows)
        session.commit()
        return rows


def make_link(household: Household, days: int = 30) -> links.Made:
    """A working link to a household's list."""
    with unscoped() as session:
        made = links.make(session, household, now() + timedelta(days=days))
        session.commit()
        return made


def scope_of(user_id: int) -> Scope:
    """What a user may reach; close its `session` afterwards."""
    with unscoped() as session:
        user = session.exec(select(User).where(User.id == user_id)).one()
    return Scope(OfficeSession(), user)
