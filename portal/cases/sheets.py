"""The households of a case as a table for a spreadsheet; read in again, it changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

from flask import get_template_attribute
from sqlmodel import col, select

from portal.cases import labels
from portal.cases.exporting import Cell
from portal.cases.household_form import languages
from portal.cases.importing.columns import FIELDS
from portal.cases.tables import Case, Household, Kind
from portal.i18n.languages import LANGUAGES
from portal.staff.scope import Scope

_WORDS = "cases/import_words.html"
_HOUSEHOLD_WORDS = "cases/household_words.html"
#: what the families did, told beside and never read in
_TOLD = ("opened", "seen", "call_asked")
#: made up, for the file to begin with
_EXAMPLES: tuple[Mapping[str, Any], ...] = (
    {
        "label": "0043-0112",
        "language": "da",
        "kind": None,
        "lease_start": date(2014, 3, 1),
        "talk": date(2027, 1, 12),
        "persons": 4,
        "children": True,
        "needs_help": False,
        "improvements": True,
        "side_rooms": True,
        "contact": "12 34 56 78",
    },
    {
        "label": "0043-0113",
        "language": list(LANGUAGES)[-1],
        "kind": Kind.PERMANENT,
        "lease_start": date(2021, 9, 15),
        "persons": 1,
        "children": False,
        "needs_help": True,
    },
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headings, and rows with as many cells."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def households(scope: Scope, case: Case) -> Sheet:
    """Every household of a case that was not taken out, in the order of labels."""
    found = scope.all(
        select(Household).where(Household.case_id == case.id, col(Household.removed).is_(None))
    )
    ordered = sorted(found, key=lambda row: labels.sort_key(row.label))
    return _sheet([{name: getattr(row, name) for name in (*FIELDS, *_TOLD)} for row in ordered])


def example() -> Sheet:
    """Two made-up households with the columns that can be read in."""
    return _sheet(_EXAMPLES, FIELDS)


def column_names() -> dict[str, str]:
    """What each column is called, by its field."""
    return {field: _word("column_name", field) for field in FIELDS}


def _sheet(rows: Sequence[Mapping[str, Any]], fields: Sequence[str] = (*FIELDS, *_TOLD)) -> Sheet:
    words = _Words()
    return Sheet(
        [_word("column_name", field) for field in fields],
        [[words.cell(field, row.get(field)) for field in fields] for row in rows],
    )


class _Words:
    """The words for values, looked up once for a table."""

    def __init__(self) -> None:
        self._languages = languages()
        self._kinds = {kind: _word("kind_name", kind, _HOUSEHOLD_WORDS) for kind in Kind}
        self._yes_no = {True: _word("yes_no", True), False: _word("yes_no", False)}

    def cell(self, field: str, value: Any) -> Cell:
        match value:
            case bool():
                return self._yes_no[value]
            case Kind():
                return self._kinds[value]
            case str() if field == "language":
                return self._languages.get(value, value)
            case _:
                cell: Cell = value
                return cell


def _word(macro: str, of: object, template: str = _WORDS) -> str:
    return unescape(str(get_template_attribute(template, macro)(of))).strip()
