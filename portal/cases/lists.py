"""From a case and its households to their lists, by the rules.

Households with the same items on the same days share a `SharedList`, so that what is overdue in a
whole case is one question to the database. What is kept is only worked out: `refresh` makes it
anew, from the case, its own items and the day.
"""

import hashlib
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from portal.cases.own import OwnItems, own_items
from portal.cases.tables import Case, Household, Kind, PlannedItem, SharedList
from portal.clock import law_day
from portal.staff.scope import Scope
from rules.approximate import assess_answers
from rules.checklist import Doer, Due, Phase, items
from rules.checklist import Household as Needs
from rules.course.model import Moment
from rules.facts import HomeKind, Tenure

#: the facts of a household that are no facts of the law
NEEDS = ("children", "needs_help", "improvements", "side_rooms", "too_much_to_fit")
#: the further facts that an office can tell of a whole house: each yes or no
CASE_FACTS = (
    "imminent_danger",
    "home_destroyed",
    "condemnable_conditions",
    "vulnerable_area",
    "transformation_area",
    "sold_under_plan",
    "regulated_property",
    "told_of_expropriation_before_lease",
)
#: meetings of a case, as items of a list
MEETING, TALK = "meeting", "talk"
OFFICE_ITEMS = (MEETING, TALK)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a list follows from: the answers, what the household needs, and its own days."""

    answers: Mapping[str, Any]
    needs: Needs
    meeting: date | None
    talk: date | None

    @property
    def key(self) -> Hashable:
        """Equal for equal facts."""
        return tuple(sorted(self.answers.items())), self.needs, self.meeting, self.talk


def facts_of(case: Case, household: Household | None = None) -> Facts:
    """The facts that the office has told of a household; of the case alone without one.

    A lease is taken for an ordinary one, without an end, unless the office says otherwise.
    """
    kind = (household and household.kind) or case.kind
    told: dict[str, Any] = {
        "reason": case.reason,
        "tenure": Tenure.SUBTENANT if household and household.sublet else Tenure.TENANT,
        "landlord": case.landlord,
        "renewal_decision": case.renewal_decision,
        "fixed_term": bool(household and household.fixed_term),
        "vacating_demanded": case.notice,
        "vacating_date": case.empty_by,
        **{name: value for name, value in case.facts.items() if name in CASE_FACTS},
        **_of_kind(kind, case),
    }
    if household is not None:
        told |= {
            "lease_start": household.lease_start,
            "agrees_to_longer": household.agrees_to_longer,
            "persons": household.persons,
        }
    answers = {name: value for name, value in told.items() if value is not None}
    needs = Needs(**{name: getattr(household, name) for name in NEEDS}) if household else Needs()
    talk = (household and household.talk) or case.talks
    return Facts(answers, needs, case.meeting, talk)


def _of_kind(kind: Kind, case: Case) -> dict[str, Any]:
    if kind is Kind.TEMPORARY:
        months = Decimal(case.months_away) if case.months_away else None
        return {"agreed_kind": HomeKind.TEMPORARY, "months_away": months}
    if kind is Kind.PERMANENT:
        return {"agreed_kind": HomeKind.PERMANENT, "never_habitable": True}
    return {}


def dues_of(facts: Facts, own: OwnItems, on: date) -> list[Due]:
    """The list that follows from the facts on a day, with what the case adds and takes away."""
    found = items(assess_answers(facts.answers, on), household=facts.needs)
    found = [due for due in found if due.id not in own.removed]
    # A meeting that is over is nothing to see to; a talk that was missed is.
    meeting = facts.meeting if facts.meeting and facts.meeting >= on else None
    for name, day in ((MEETING, meeting), (TALK, facts.talk)):
        if day and name not in own.removed:
            put_in(found, _due(name, Phase.TALK, day, Doer.YOU_AND_LANDLORD))
    for added in own.added:
        put_in(found, _due(added.id, added.phase, added.day, Doer.YOU))
    return found


def list_of(case: Case, household: Household, own: OwnItems, on: date) -> list[Due]:
    """The list of a household."""
    return dues_of(facts_of(case, household), own, on)


def put_in(dues: list[Due], due: Due) -> None:
    """Put one more into a list: by its day, or at the end of what is done at the same time.

    What comes after a meeting, and has no day of its own, stays behind the meeting, unless a day
    that is earlier than the meeting's stands behind it.
    """
    day = due.moment.marked
    if day is None:
        same = [place for place, other in enumerate(dues) if other.phase == due.phase]
        dues.insert(same[-1] + 1 if same else len(dues), due)
        return
    first = max((place + 1 for place, other in enumerate(dues) if _is_by(other, day)), default=0)
    later = (
        place
        for place, other in enumerate(dues)
        if place >= first
        and (_is_later(other, day) or (other.phase == due.phase and other.moment.after))
    )
    dues.insert(next(later, len(dues)), due)


def _is_later(due: Due, day: date) -> bool:
    marked = due.moment.marked
    return marked is not None and marked > day


def _is_by(due: Due, day: date) -> bool:
    marked = due.moment.marked
    return marked is not None and marked <= day


def _due(item: str, phase: Phase, day: date | None, doer: Doer) -> Due:
    return Due(item, (), phase, doer, Moment(day=day), None, must_act=False, approximate=False)


def place(scope: Scope, case: Case, households: Sequence[Household]) -> None:
    """Give households their lists, after a change of them. Not committed."""
    for household, number in zip(
        households, lists_for(scope.session, case, households), strict=True
    ):
        household.list_id = number
    scope.session.flush()


def lists_for(session: Session, case: Case, rows: Iterable[Household]) -> list[int]:
    """The numbers of the lists of households, saved or not, in their order."""
    on = case.planned_on or law_day()
    own = own_items(session, case.id or 0)
    return _kept(session, case, _worked_out(case, rows, own, on))


def refresh(session: Session, case: Case, on: date | None = None) -> None:
    """Work out all lists of a case anew: after a change of it, and on a new day. Not committed."""
    case.planned_on = on or law_day()
    own = own_items(session, case.id or 0)
    households = session.exec(select(Household).where(Household.case_id == case.id)).all()
    numbers = _kept(session, case, _worked_out(case, households, own, case.planned_on))
    for household, number in zip(households, numbers, strict=True):
        household.list_id = number
    session.flush()
    forget_unused(session, case.id or 0)


def forget_unused(session: Session, case_id: int) -> None:
    """Delete the lists of a case that nobody has any more. Not committed."""
    used = select(Household.list_id).where(
        Household.case_id == case_id, col(Household.list_id).is_not(None)
    )
    over = delete(SharedList).where(
        col(SharedList.case_id) == case_id, col(SharedList.id).not_in(used)
    )
    try:
        with session.begin_nested():
            session.execute(over.execution_options(synchronize_session=False))
    except IntegrityError:  # a household got one of them this very moment; the next time, then
        pass


Planned = tuple[tuple[str, date | None], ...]


def _worked_out(case: Case, rows: Iterable[Household], own: OwnItems, on: date) -> list[Planned]:
    """The items of each household with their days; for equal facts worked out once."""
    known: dict[Hashable, Planned] = {}
    found = []
    for household in rows:
        facts = facts_of(case, household)
        if facts.key not in known:
            known[facts.key] = tuple((d.id, d.moment.end) for d in dues_of(facts, own, on))
        found.append(known[facts.key])
    return found


def _kept(session: Session, case: Case, planned: Sequence[Planned]) -> list[int]:
    """The numbers of lists; those that are not there yet are put there.

    All is worked out before: from the first row on SQLite lets no other writer in.
    """
    keys = {items: _key(items) for items in set(planned)}
    there = session.exec(
        select(SharedList.key, SharedList.id).where(SharedList.case_id == case.id)
    ).all()
    numbers = {key: number for key, number in there if number is not None}
    common = {"organisation_id": case.organisation_id, "case_id": case.id or 0}
    new = {
        items: SharedList(**common, key=key) for items, key in keys.items() if key not in numbers
    }
    session.add_all(new.values())
    session.flush()
    rows = [
        {**common, "list_id": row.id, "item": item, "day": day}
        for items, row in new.items()
        for item, day in items
    ]
    if rows:
        session.execute(insert(PlannedItem), rows)
    numbers |= {row.key: row.id or 0 for row in new.values()}
    return [numbers[keys[items]] for items in planned]


def _key(items: Planned) -> str:
    return hashlib.sha256(
        repr([(item, day and str(day)) for item, day in items]).encode()
    ).hexdigest()
