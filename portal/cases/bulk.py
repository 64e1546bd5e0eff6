"""One change of many households at once, and taking it back.

What is about to be done travels sealed through the page that asks for confirmation: exactly the
households that were counted there are changed, whatever the filter finds by then.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from flask import current_app
from sqlalchemy import CursorResult, delete, update
from sqlmodel import col, select

from portal.cases import labels, links, lists
from portal.cases.batches import batches
from portal.cases.claims import hold
from portal.cases.tables import Case, Household, HouseholdLink, Kind, Undo
from portal.staff.scope import Scope
from portal.staff.times import now
from portal.tokens import Sealed

#: so long a bulk action can be taken back
KEPT = timedelta(days=1)


class Act(StrEnum):
    """What can be done with many households; each has its words in `cases/bulk_words.html`."""

    LANGUAGE = "language"
    KIND = "kind"
    TALK = "talk"
    WITHDRAW = "withdraw"
    REMOVE = "remove"


#: what sets a column of the household, and is asked for a value
SETS = (Act.LANGUAGE, Act.KIND, Act.TALK)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: so many households changed, so many left as they were."""

    act: Act
    changed: int
    left: int
    undo_id: int | None = None


def seal(case_id: int, act: Act, ids: Iterable[int]) -> str:
    """What is to be confirmed. Numbers that follow each other need little room."""
    ordered = sorted(ids)
    steps = [number - before for before, number in zip([0, *ordered], ordered, strict=False)]
    return _tokens().seal([case_id, act, steps])


def unseal(token: str, case_id: int) -> tuple[Act, list[int]]:
    """What was confirmed for a case. Raises TokenError; LookupError for another case."""
    of_case, act, steps = _tokens().unseal(token)
    if of_case != case_id:
        raise LookupError("confirmed for another case")
    number = 0
    return Act(act), [number := number + step for step in steps]


def set_column(scope: Scope, case: Case, act: Act, ids: Collection[int], value: Any) -> Done:
    """Give households a language, a kind or a talk of their own. Not committed."""
    found = _claimed(scope, case, ids)
    changed = [row for row in found if getattr(row, act) != value]
    before = {str(row.id): _plain(getattr(row, act)) for row in changed}
    for row in changed:
        setattr(row, act, value)
    lists.place(scope, case, changed)
    undo = {"after": _plain(value), "before": before}
    return _done(scope, case, act, undo, len(changed), len(ids) - len(changed))


def withdraw(scope: Scope, case: Case, ids: Collection[int]) -> Done:
    """Stop all links of households. Not committed."""
    found = [row.id or 0 for row in _claimed(scope, case, ids)]
    working = _links(scope, found, col(HouseholdLink.withdrawn).is_(None))
    links.withdraw(scope.session, found)
    numbers = [link.id or 0 for link in working]
    after = {link.id: link.withdrawn for link in _links(scope, found)}
    undo = {"links": {str(number): _plain(after[number]) for number in numbers}}
    changed = len({link.household_id for link in working})
    return _done(scope, case, Act.WITHDRAW, undo, changed, len(ids) - changed)


def remove(scope: Scope, case: Case, ids: Collection[int]) -> Done:
    """Take households out: they are seen nowhere, and their links are dead. Not committed.

    Their label is free at once for another household; a day later they are deleted for good.
    """
    found = _claimed(scope, case, ids)
    at = now()
    for row in found:
        row.removed = at
        row.label_key = f"removed {row.id}"
    undo = {"after": at.isoformat(), "before": {str(row.id): None for row in found}}
    return _done(scope, case, Act.REMOVE, undo, len(found), len(ids) - len(found))


def undo(scope: Scope, case: Case, row: Undo) -> Done | None:
    """Take a bulk action back where nothing was changed since; None where it was taken back
    already. Not committed."""
    act, before = Act(row.action), json.loads(row.before)
    taken: CursorResult[Any] = scope.session.execute(  # type: ignore[assignment]
        delete(Undo).where(col(Undo.id) == row.id)
    )
    if not taken.rowcount:
        return None
    back = {Act.WITHDRAW: _links_back, Act.REMOVE: _put_back}.get(act, _column_back)
    changed, of = back(scope, case, act, before)
    return Done(act, changed, of - changed)


def undos(scope: Scope, case: Case) -> Sequence[Undo]:
    """What can still be taken back, the newest first."""
    return scope.all(
        select(Undo)
        .where(Undo.case_id == case.id, Undo.at > now() - KEPT)
        .order_by(col(Undo.id).desc())
    )


def is_over(row: Undo) -> bool:
    """Whether it can no longer be taken back."""
    return row.at <= now() - KEPT


def forget(scope: Scope, case_id: int, household_id: int) -> None:
    """Leave nothing of a household in what can be taken back."""
    for row in scope.all(select(Undo).where(Undo.case_id == case_id)):
        kept = json.loads(row.before)
        if kept.get("before", {}).pop(str(household_id), "none") != "none":
            row.before = json.dumps(kept)


def _column_back(scope: Scope, case: Case, act: Act, kept: dict[str, Any]) -> tuple[int, int]:
    before: dict[str, Any] = kept["before"]
    found = _claimed(scope, case, [int(number) for number in before])
    same = [row for row in found if _plain(getattr(row, act)) == kept["after"]]
    for row in same:
        setattr(row, act, _value(act, before[str(row.id)]))
    lists.place(scope, case, same)
    return len(same), len(before)


def _put_back(scope: Scope, case: Case, _act: Act, kept: dict[str, Any]) -> tuple[int, int]:
    """A label that another household has by now stays with that one."""
    before: dict[str, Any] = kept["before"]
    found = _claimed(scope, case, [int(number) for number in before], removed=True)
    keys: Any = select(Household.label_key).where(Household.case_id == case.id)
    taken = set(scope.session.execute(keys).scalars())
    back = 0
    for row in found:
        key = labels.key(case.id or 0, row.label)
        if key not in taken and _plain(row.removed) == kept["after"]:
            row.removed, row.label_key = None, key
            taken.add(key)
            back += 1
    scope.session.flush()
    return back, len(before)


def _links_back(scope: Scope, case: Case, _act: Act, kept: dict[str, Any]) -> tuple[int, int]:
    """In households, as everything else is counted."""
    stopped: dict[str, str] = kept["links"]
    back: set[int] = set()
    every: set[int] = set()
    for some in batches([int(number) for number in stopped]):
        of_case = (HouseholdLink.case_id == case.id, col(HouseholdLink.id).in_(some))
        for link in scope.all(select(HouseholdLink).where(*of_case)):
            every.add(link.household_id)
            if _plain(link.withdrawn) == stopped[str(link.id)]:
                link.withdrawn = None
                back.add(link.household_id)
    scope.session.flush()
    return len(back), len(every)


def _claimed(
    scope: Scope, case: Case, ids: Collection[int], *, removed: bool = False
) -> list[Household]:
    """The households of a case with these numbers, one version further: from here to the commit
    nobody else changes them, and who had one open is told."""
    hold(scope, case)
    found: list[Household] = []
    is_removed = col(Household.removed).is_not(None)
    for some in batches(ids):
        where = (
            col(Household.case_id) == case.id,
            col(Household.id).in_(some),
            is_removed if removed else ~is_removed,
        )
        version = col(Household.version) + 1
        scope.session.execute(
            update(Household)
            .where(*where)
            .values(version=version)
            .execution_options(synchronize_session=False)
        )
        rows = select(Household).where(*where).execution_options(populate_existing=True)
        found += scope.all(rows)
    return found


def _links(scope: Scope, ids: Collection[int], *where: Any) -> list[HouseholdLink]:
    return [
        link
        for some in batches(ids)
        for link in scope.all(
            select(HouseholdLink)
            .where(col(HouseholdLink.household_id).in_(some), *where)
            .execution_options(populate_existing=True)
        )
    ]


def _done(
    scope: Scope, case: Case, act: Act, kept: dict[str, Any], changed: int, left: int
) -> Done:
    if not changed:
        return Done(act, changed, left)
    row = Undo(
        organisation_id=scope.organisation_id,
        case_id=case.id or 0,
        user_id=scope.user.id or 0,
        action=act,
        before=json.dumps(kept),
    )
    return Done(act, changed, left, scope.add(row).id)


def _plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    return value.isoformat() if isinstance(value, date | datetime) else value


def _value(act: Act, plain: Any) -> Any:
    if plain is None or act is Act.LANGUAGE:
        return plain
    return Kind(plain) if act is Act.KIND else date.fromisoformat(plain)


class _Tokens(Sealed):
    longest = 60_000
    largest = 500_000


def _tokens() -> Sealed:
    found: Sealed | None = current_app.extensions.get("household_bulk")
    if found is None:
        keys = current_app.extensions["config"].secret_key
        found = current_app.extensions["household_bulk"] = _Tokens(keys, 1, "household bulk")
    return found
