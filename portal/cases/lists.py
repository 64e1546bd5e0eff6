"""From a case and its households to their lists, by the rules.

Households with the same facts share a `Profile`, and the items of a profile are kept with their
days, so that what is overdue in a whole case is one question to the database. What is kept is only
worked out: `refresh` makes it anew, from the case, its own items and the day.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from portal.cases.own import OwnItems, own_items
from portal.cases.tables import Case, Household, Kind, PlannedItem, Profile
from portal.clock import law_day
from portal.staff.scope import Scope
from portal.tokens import answer_of, plain_answer
from rules.approximate import assess_answers
from rules.checklist import Doer, Due, Phase, items
from rules.checklist import Household as Needs
from rules.course.model import Moment
from rules.facts import SPECS, HomeKind, Tenure

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

    def as_json(self) -> dict[str, Any]:
        """The facts as JSON can hold them; of equal facts equal."""
        return {
            "answers": {name: plain_answer(value) for name, value in self.answers.items()},
            "needs": asdict(self.needs),
            "meeting": self.meeting and self.meeting.isoformat(),
            "talk": self.talk and self.talk.isoformat(),
        }


def facts_from_json(found: Mapping[str, Any]) -> Facts:
    """The facts of `Facts.as_json`."""
    answers = {name: answer_of(SPECS[name], raw) for name, raw in found["answers"].items()}
    days = (date.fromisoformat(day) if day else None for day in (found["meeting"], found["talk"]))
    return Facts(answers, Needs(**found["needs"]), *days)


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
    """Put one more into a list: by its day, or at the end of what is done at the same time."""
    day = due.moment.marked
    for place, other in enumerate(dues):
        marked = other.moment.marked
        if day is not None and marked is not None and marked > day:
            dues.insert(place, due)
            return
    same = [place for place, other in enumerate(dues) if other.phase == due.phase]
    dues.insert(same[-1] + 1 if same and day is None else len(dues), due)


def _due(item: str, phase: Phase, day: date | None, doer: Doer) -> Due:
    return Due(item, (), phase, doer, Moment(day=day), None, must_act=False, approximate=False)


def place(scope: Scope, case: Case, households: Sequence[Household]) -> None:
    """Give each household the profile of its facts. After a change of households; not committed."""
    wanted = {id(household): facts_of(case, household).as_json() for household in households}
    ids = _profiles(scope.session, case, wanted.values())
    for household in households:
        household.profile_id = ids[_key(wanted[id(household)])]
    scope.session.flush()


def profiles_for(session: Session, case: Case, rows: Iterable[Household]) -> list[int]:
    """The numbers of the profiles of households that are not saved yet, in their order."""
    wanted = [facts_of(case, row).as_json() for row in rows]
    ids = _profiles(session, case, wanted)
    return [ids[_key(facts)] for facts in wanted]


def refresh(session: Session, case: Case, on: date | None = None) -> None:
    """Work out all lists of a case anew: after a change of it, and on a new day. Not committed."""
    case.planned_on = on or law_day()
    own = own_items(session, case.id or 0)
    households = session.exec(select(Household).where(Household.case_id == case.id)).all()
    wanted = {household.id: facts_of(case, household).as_json() for household in households}
    # Planned with the old day: what is there is thrown away below, what is new is planned anew.
    ids = _profiles(session, case, wanted.values(), own)
    for household in households:
        household.profile_id = ids[_key(wanted[household.id])]
    used = {ids[_key(facts)] for facts in wanted.values()}
    kept = session.exec(select(Profile).where(Profile.case_id == case.id)).all()
    session.execute(delete(PlannedItem).where(col(PlannedItem.case_id) == case.id))
    _plan(session, case, [row for row in kept if row.id in used], own)
    over = [row.id for row in kept if row.id not in used]
    session.execute(delete(Profile).where(col(Profile.id).in_(over)))
    session.flush()


def _profiles(
    session: Session,
    case: Case,
    wanted: Iterable[dict[str, Any]],
    own: OwnItems | None = None,
) -> dict[str, int]:
    """The number of the profile of each facts, by their key; those that are new are planned."""
    by_key = {_key(facts): facts for facts in wanted}
    there = session.exec(select(Profile.key, Profile.id).where(Profile.case_id == case.id)).all()
    ids = {key: number for key, number in there if number is not None}
    new = [
        Profile(organisation_id=case.organisation_id, case_id=case.id or 0, key=key, facts=facts)
        for key, facts in by_key.items()
        if key not in ids
    ]
    session.add_all(new)
    session.flush()
    _plan(session, case, new, own or own_items(session, case.id or 0))
    return ids | {row.key: row.id or 0 for row in new}


def _plan(session: Session, case: Case, profiles: Iterable[Profile], own: OwnItems) -> None:
    on = case.planned_on or law_day()
    rows = [
        {
            "organisation_id": case.organisation_id,
            "profile_id": profile.id,
            "case_id": case.id,
            "item": due.id,
            "day": due.moment.end,
        }
        for profile in profiles
        for due in dues_of(facts_from_json(profile.facts), own, on)
    ]
    if rows:
        session.execute(insert(PlannedItem), rows)


def _key(facts: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
