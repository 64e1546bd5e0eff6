"""What a checked file would change in a case, and saving it: all of it or nothing.

A household is known again by its label. Only columns of the file are changed, and an empty cell
changes nothing. Households that are not in the file stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from portal.cases import labels, lists
from portal.cases.importing.check import Wanted
from portal.cases.tables import Case, Household
from portal.staff.scope import Scope


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done, by household."""

    new: Sequence[Wanted]
    changed: Sequence[tuple[Household, Wanted]]
    unchanged: int

    @property
    def counts(self) -> tuple[int, int, int]:
        """New, changed and unchanged ones."""
        return len(self.new), len(self.changed), self.unchanged


def plan(scope: Scope, case: Case, wanted: Sequence[Wanted]) -> Plan:
    """Hold what is wanted against what there is; one query, however many there are.

    A household that was taken out is not there: under its label comes another one.
    """
    ours = select(Household).where(Household.case_id == case.id, col(Household.removed).is_(None))
    # By the label itself: what lies beside it may be of a key that is being changed.
    there = {labels.key(case.id or 0, row.label): row for row in scope.all(ours)}
    new = [each for each in wanted if each.key not in there]
    known = [(there[each.key], each) for each in wanted if each.key in there]
    changed = [(row, each) for row, each in known if _differs(row, each)]
    return Plan(new, changed, len(known) - len(changed))


def _differs(row: Household, wanted: Wanted) -> bool:
    return any(getattr(row, name) != value for name, value in wanted.columns.items())


def save(scope: Scope, case: Case, planned: Plan) -> None:
    """Do what was planned. Not committed; raises IntegrityError where somebody was faster."""
    new = [_household(case, wanted) for wanted in planned.new]
    changed = [row for row, _ in planned.changed]
    # Nothing is written before all lists are worked out: SQLite lets no other writer in from there.
    with scope.session.no_autoflush:
        for row, wanted in planned.changed:
            for name, value in wanted.columns.items():
                setattr(row, name, value)
            row.version += 1
        rows = [*new, *changed]
        numbers = lists.lists_for(scope.session, case, rows)
    for row, number in zip(rows, numbers, strict=True):
        row.list_id = number
    names = [name for name in Household.model_fields if name != "id"]
    scope.add_many(Household, ({name: getattr(row, name) for name in names} for row in new))
    scope.session.flush()


def _household(case: Case, wanted: Wanted) -> Household:
    return Household(
        organisation_id=case.organisation_id,
        case_id=case.id or 0,
        label=wanted.label,
        label_key=wanted.key,
        **wanted.columns,
    )
