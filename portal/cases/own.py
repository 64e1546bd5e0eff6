"""What a case adds to the lists of the rules, takes away, or says in words of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session, select

from portal.cases.tables import Change, OwnItem
from portal.cases.texts import Standing, standing
from portal.i18n import DEFAULT_LANGUAGE
from rules.checklist import Phase

Texts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Added:
    """An item that the rules do not have."""

    id: str
    phase: Phase
    day: date | None
    texts: Texts


@dataclass(frozen=True, slots=True)
class OwnItems:
    """All that is a case's own."""

    removed: frozenset[str] = frozenset()
    reworded: Mapping[str, Texts] = field(default_factory=dict)
    added: tuple[Added, ...] = ()

    def texts(self, item: str) -> Texts | None:
        """The case's own words for an item; None where it has none."""
        if item in self.reworded:
            return self.reworded[item]
        return next((added.texts for added in self.added if added.id == item), None)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The words of an own item, and the language that they are in."""

    title: str
    why: str
    lang: str


def words_in(texts: Texts, lang: str) -> OwnWords:
    """The words in a language; in Danish until somebody has translated them as they stand now."""
    current = standing(texts, lang) is Standing.CURRENT
    found = lang if current else DEFAULT_LANGUAGE.code
    said = texts[found]
    return OwnWords(said["title"], said.get("why", ""), found)


def own_items(session: Session, case_id: int) -> OwnItems:
    """What is a case's own, in the order in which it came."""
    rows = session.exec(
        select(OwnItem).where(OwnItem.case_id == case_id).order_by(OwnItem.id)  # type: ignore[arg-type]
    ).all()
    return OwnItems(
        removed=frozenset(row.item for row in rows if row.change is Change.REMOVED),
        reworded={row.item: row.texts for row in rows if row.change is Change.REWORDED},
        added=tuple(
            Added(row.item, Phase(row.phase or Phase.BEFORE), row.day, row.texts)
            for row in rows
            if row.change is Change.ADDED
        ),
    )
