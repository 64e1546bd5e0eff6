"""What the page of an uploaded file shows: its columns, and what would come of it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from flask import get_template_attribute, request

from portal.cases.household_form import MOST_PERSONS, languages
from portal.cases.importing.check import Checked, check
from portal.cases.importing.columns import FIELDS, Mapped, is_heading
from portal.cases.importing.draft import Content
from portal.cases.importing.saving import Plan, plan
from portal.cases.importing.table import Fault, Table, letter
from portal.cases.tables import Case
from portal.staff.scope import Scope

#: faults that are listed; of more there is only the number
LISTED = 200
_WORDS = "cases/import_words.html"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file. `chosen`: the field that it is, or was sent as; empty for none."""

    name: str
    letter: str
    heading: str
    examples: Sequence[str]
    chosen: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A fault as it is listed."""

    row: int
    letter: str
    heading: str
    text: str
    says: str


def columns_of(table: Table, chosen: Mapping[int, str]) -> list[Column]:
    """The columns of a file, with what each is."""
    return [
        Column(_name(at), letter(at), heading, table.examples(at), chosen.get(at, ""))
        for at, heading in enumerate(table.headings)
    ]


def _name(column: int) -> str:
    return f"column-{column}"


def chosen_of(mapped: Mapped) -> dict[int, str]:
    """For each column its field."""
    return {column: field for field, column in mapped.items()}


def sent(table: Table) -> tuple[dict[int, str], dict[str, str]]:
    """What the form says of each column, and the codes of what is wrong, by field of the form."""
    chosen = {at: request.form.get(_name(at), "") for at in range(len(table.headings))}
    errors: dict[str, str] = {}
    fields: set[str] = set()
    for at, field in chosen.items():
        if field and field not in FIELDS:
            chosen[at], errors[_name(at)] = "", "choose"
        elif field in fields:
            errors[_name(at)] = "column_twice"
        elif field:
            fields.add(field)
    if not errors and "label" not in fields:
        errors[_name(0)] = "no_label"
    return chosen, errors


def words(macro: str, code: str, params: Mapping[str, Any] | None = None) -> str:
    """What a code means, as plain text."""
    told = {"most_persons": MOST_PERSONS, "languages": ", ".join(languages().values())}
    said = get_template_attribute(_WORDS, macro)(code, {**told, **(params or {})})
    return unescape(str(said)).strip()


class Outcome:
    """What would come of a file, as its columns are."""

    def __init__(self, scope: Scope, case: Case, content: Content) -> None:
        self.table = content.table
        self.mapped = content.mapped
        self.checked: Checked | None = None
        self.plan: Plan | None = None
        if "label" in content.mapped:
            self.checked = check(content.table, content.mapped, case.id or 0)
            if not self.checked.faults:
                self.plan = plan(scope, case, self.checked.wanted)

    @property
    def faults(self) -> Sequence[Fault]:
        return self.checked.faults if self.checked else ()

    @property
    def rows_with_faults(self) -> int:
        return len({fault.row for fault in self.faults})

    @property
    def no_headings(self) -> bool:
        """Whether the first row may be no headings at all."""
        return not any(is_heading(heading) for heading in self.table.headings)

    @property
    def listed(self) -> list[Listed]:
        """The first faults, in words."""
        headings = self.table.headings
        return [
            Listed(
                fault.row,
                letter(fault.column),
                headings[fault.column] if fault.column < len(headings) else "",
                str(fault.params.get("text", "")),
                words("fault", fault.code, fault.params),
            )
            for fault in self.faults[:LISTED]
        ]

    @property
    def unread_cpr(self) -> list[str]:
        """The columns that are not read in and hold CPR numbers, by letter."""
        found = {f.column for f in self.table.faults if f.code == "cpr"}
        return [letter(column) for column in sorted(found - set(self.mapped.values()))]

    @property
    def seal(self) -> str:
        """By what is known that what is saved is what was seen."""
        counts = self.plan.counts if self.plan else ()
        told = repr((counts, sorted(self.mapped.items())))
        return hashlib.sha256(told.encode()).hexdigest()[:32]
