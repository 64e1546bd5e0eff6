"""Plain text from the office, on top of the lists of a case or of one household."""

from collections.abc import Sequence

from sqlmodel import col, or_, select

from portal.cases.claims import hold
from portal.cases.tables import Case, Household, Message
from portal.staff.actions import Action
from portal.staff.scope import Scope
from portal.staff.times import now

#: signs of a message
MOST = 1000


def sent(scope: Scope, case: Case, household: Household | None = None) -> Sequence[Message]:
    """What was sent in a case, the newest first; of one household what it alone or all can see."""
    found = select(Message).where(Message.case_id == case.id)
    if household is not None:
        for_it = or_(col(Message.household_id).is_(None), Message.household_id == household.id)
        found = found.where(for_it)
    return scope.all(found.order_by(col(Message.at).desc(), col(Message.id).desc()))


def send(
    scope: Scope, case: Case, household: Household | None, text: str, language: str
) -> Message:
    """Put a message on top of the lists. Sent twice, it stands there once. Committed."""
    to = household.id if household else None
    hold(scope, case)
    for there in sent(scope, case, household):
        if not there.withdrawn and (there.household_id, there.text) == (to, text):
            return there
    row = Message(
        organisation_id=case.organisation_id,
        case_id=case.id or 0,
        household_id=to,
        text=text,
        language=language,
        user_id=scope.user.id,
    )
    scope.add(row)
    scope.note(Action.MESSAGE_SENT, household or case)
    scope.commit()
    return row


def withdraw(scope: Scope, message: Message) -> None:
    """Take a message off the lists; it stays in the office's own. Committed."""
    if message.withdrawn is None:
        message.withdrawn = now()
        scope.note(Action.MESSAGE_WITHDRAWN, message)
        scope.commit()
