"""What the office writes to a correction. Of two users at once, one is told."""

from typing import Any

from sqlalchemy import update
from sqlmodel import col

from portal.corrections.kinds import State
from portal.corrections.places import Place
from portal.corrections.tables import Correction
from portal.staff.actions import Action
from portal.staff.scope import Scope
from portal.staff.times import now


def propose(scope: Scope, row: Correction, version: int, place: Place, text: str) -> bool:
    """Put a better text forward, in place of what was put forward before.

    False where somebody has changed the correction since that version; nothing is changed then.
    """
    columns = {
        "state": State.PROPOSED,
        "file": place.file,
        "place": place.at,
        "was": place.text,
        "proposal": text,
        "proposed_by": scope.user.id,
        "proposed": now(),
        "decided_by": None,
        "decided": None,
    }
    return _changed(scope, row, version, columns, Action.CORRECTION_PROPOSED)


def accept(scope: Scope, row: Correction, version: int) -> bool:
    """Take the proposal; the next patch has it. False as above, or where nothing is proposed."""
    if row.state is not State.PROPOSED:
        return False
    return _decided(scope, row, version, State.ACCEPTED, Action.CORRECTION_ACCEPTED)


def decline(scope: Scope, row: Correction, version: int) -> bool:
    """Let the text stand as it does. False as above."""
    return _decided(scope, row, version, State.DECLINED, Action.CORRECTION_DECLINED)


def remove(scope: Scope, row: Correction) -> None:
    """Delete what was told: it holds something that must not be kept."""
    scope.note(Action.CORRECTION_DELETED, row)
    scope.session.delete(row)
    scope.commit()


def _decided(scope: Scope, row: Correction, version: int, state: State, action: Action) -> bool:
    columns = {"state": state, "decided_by": scope.user.id, "decided": now()}
    return _changed(scope, row, version, columns, action)


def _changed(
    scope: Scope, row: Correction, version: int, columns: dict[str, Any], action: Action
) -> bool:
    same = (col(Correction.id) == row.id, col(Correction.version) == version)
    change = update(Correction).where(*same).values(version=version + 1, **columns)
    if not scope.session.execute(change).rowcount:  # type: ignore[attr-defined]
        scope.session.rollback()
        return False
    scope.session.expire(row)
    scope.note(action, row)
    scope.commit()
    return True
