"""One household as the office sees it: what is known, how far its list is, its links."""

from dataclasses import dataclass
from functools import cached_property

from sqlmodel import col, select

from portal.cases import lists
from portal.cases.family import Office
from portal.cases.household_form import FACTS
from portal.cases.own import own_items
from portal.cases.tables import Case, Household, HouseholdLink, LinkKind, Message, Tick
from portal.checklist.shown import Checklist
from portal.checklist.state import State
from portal.clock import law_day
from portal.staff.scope import Scope
from portal.staff.times import now


@dataclass(frozen=True, slots=True)
class Link:
    """A link to the list. ``state``: works, withdrawn or expired."""

    row: HouseholdLink
    state: str

    @property
    def of_letter(self) -> bool:
        """It was made by the office; else a short code was typed somewhere."""
        return self.row.kind is LinkKind.LETTER


class HouseholdPage:
    """What the page of a household shows. The family's own notes are not read."""

    def __init__(self, scope: Scope, case: Case, household: Household) -> None:
        self._scope = scope
        self.case = case
        self.household = household

    @property
    def facts(self) -> list[tuple[str, bool | None]]:
        """What was told, and what is not known."""
        return [(name, getattr(self.household, name)) for name in FACTS]

    @cached_property
    def checklist(self) -> Checklist:
        """The list, as the family has it today."""
        facts = lists.facts_of(self.case, self.household)
        own = own_items(self._scope.session, self.case.id or 0)
        office = Office("", None, None, (), None, "", facts, own)
        state = State(facts.answers, done=frozenset(self._ticked()))
        return Checklist(state, law_day(), office=office)

    @cached_property
    def links(self) -> list[Link]:
        """Its links, the newest first."""
        rows = self._scope.all(
            select(HouseholdLink)
            .where(HouseholdLink.household_id == self.household.id)
            .order_by(col(HouseholdLink.id).desc())
        )
        return [Link(row, _state(row)) for row in rows]

    @property
    def working(self) -> bool:
        """Whether any link opens its list."""
        return any(link.state == "works" for link in self.links)

    @cached_property
    def messages(self) -> list[Message]:
        """What it was written, by itself or with the whole case; the newest first."""
        return list(
            self._scope.all(
                select(Message)
                .where(
                    Message.case_id == self.case.id,
                    col(Message.household_id).is_(None)
                    | (col(Message.household_id) == self.household.id),
                    col(Message.withdrawn).is_(None),
                )
                .order_by(col(Message.id).desc())
            )
        )

    def _ticked(self) -> set[str]:
        of_household = select(Tick.item).where(
            Tick.household_id == self.household.id, col(Tick.done)
        )
        return set(self._scope.session.exec(of_household).all())


def _state(link: HouseholdLink) -> str:
    if link.withdrawn:
        return "withdrawn"
    return "works" if link.expires > now() else "expired"
