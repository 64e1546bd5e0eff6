"""Changes of a case's own items: each reaches the links already sent, and none is overwritten.

What a case adds to, takes from or says differently than the rules' list lies in `OwnItem` rows;
`portal.cases.own` reads them for the family's list.
"""

import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from portal.cases import lists
from portal.cases.claims import hold
from portal.cases.tables import Case, Change, Household, OwnItem, Tick
from portal.clock import today
from portal.i18n import DEFAULT_LANGUAGE, LANGUAGES, Language
from portal.staff.actions import Action
from portal.staff.scope import Scope
from rules.checklist import ITEM_IDS, Phase

#: begins the id of an item that the rules do not have
OWN = "own-"
#: own items of one case: what a family can see to
MOST = 100
#: ids are never used again, so that a tick sent late is not taken for another item's
_IDS = 10**9


def is_own(item: str) -> bool:
    """Whether an item was added by an office."""
    return item.startswith(OWN)


def row_of(session: Session, case_id: int, item: str) -> OwnItem | None:
    """What a case has changed about an item, if anything."""
    found = select(OwnItem).where(OwnItem.case_id == case_id, OwnItem.item == item)
    return session.exec(found).first()


def rests_on_a_rule(item: str) -> bool:
    """Whether what an item says holds also where nobody is told of it."""
    return item in ITEM_IDS


def exists(item: str, row: OwnItem | None) -> bool:
    """Whether there is such an item: one of the rules, of the office, or added to the case."""
    return row is not None or rests_on_a_rule(item) or item in lists.OFFICE_ITEMS


def languages(session: Session, case_id: int, also: Iterable[str] = ()) -> list[Language]:
    """The languages of the households of a case and those in `also`; Danish comes first."""
    spoken = select(Household.language).where(
        Household.case_id == case_id, col(Household.removed).is_(None)
    )
    wanted = {*session.exec(spoken.distinct()).all(), *also, DEFAULT_LANGUAGE.code}
    return [language for code, language in LANGUAGES.items() if code in wanted]


def add(
    scope: Scope, case: Case, texts: dict[str, Any], phase: Phase, day: date | None
) -> OwnItem | None:
    """Add an item to the lists of a case; None where there are enough. Committed."""
    hold(scope, case)
    if scope.count(OwnItem, col(OwnItem.case_id) == case.id) >= MOST:
        return None
    row = OwnItem(
        organisation_id=case.organisation_id,
        case_id=case.id or 0,
        item=f"{OWN}{secrets.randbelow(_IDS)}",
        change=Change.ADDED,
        phase=phase,
        day=day,
        texts=texts,
    )
    scope.add(row)
    _finish(scope, case, Action.ITEM_ADDED)
    return row


def put(
    scope: Scope, case: Case, item: str, seen: int | None, action: Action, **values: Any
) -> bool:
    """Write what a case changes about an item; False, and nothing done, where somebody else did.

    ``seen``: the version that the user had before them; None for no row. Committed.
    """
    hold(scope, case)
    if seen is None:
        row = OwnItem(
            organisation_id=case.organisation_id, case_id=case.id or 0, item=item, **values
        )
        try:
            scope.add(row)
        except IntegrityError:
            scope.session.rollback()
            return False
    else:
        same = update(OwnItem).where(*_is(case, item, seen)).values(**values, version=seen + 1)
        if not scope.session.execute(same).rowcount:  # type: ignore[attr-defined]
            scope.session.rollback()
            return False
    _finish(scope, case, action)
    return True


def drop(scope: Scope, case: Case, item: str, seen: int, action: Action) -> bool:
    """Take away what a case changed about an item, and for its own ones what families ticked.

    False, and nothing done, where somebody else changed it. Committed.
    """
    hold(scope, case)
    gone = delete(OwnItem).where(*_is(case, item, seen))
    if not scope.session.execute(gone).rowcount:  # type: ignore[attr-defined]
        scope.session.rollback()
        return False
    if is_own(item):
        of_case = select(Household.id).where(Household.case_id == case.id)
        scope.session.execute(
            delete(Tick).where(col(Tick.item) == item, col(Tick.household_id).in_(of_case))
        )
    _finish(scope, case, action)
    return True


def restored(row: OwnItem) -> Change | None:
    """What a removed item becomes when it is put back; None for what the rules say."""
    if is_own(row.item):
        return Change.ADDED
    return Change.REWORDED if row.texts else None


def _is(case: Case, item: str, seen: int) -> tuple[Any, ...]:
    return (
        col(OwnItem.case_id) == case.id,
        col(OwnItem.item) == item,
        col(OwnItem.version) == seen,
    )


def _finish(scope: Scope, case: Case, action: Action) -> None:
    lists.refresh(scope.session, case, today())
    scope.note(action, case)
    scope.commit()
