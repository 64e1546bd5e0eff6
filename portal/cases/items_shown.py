"""The list of a case as the office sees it: what families get, and what the case has changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from portal.cases import lists
from portal.cases.own import Added, OwnItems, OwnWords, words_in
from portal.cases.tables import Case, Change, Household, Kind, OwnItem
from portal.cases.texts import Standing, Words, standing
from portal.checklist.shown import Checklist, Entry
from portal.checklist.state import State
from portal.explain import sources_of
from portal.i18n import Language, in_language
from rules.approximate import assess_answers
from rules.checklist import Doer, Due, Phase
from rules.checklist.build import PLANS
from rules.course.model import Moment
from rules.outcomes import Law
from rules.sources import Source

#: the kinds of a list; what is not decided yet is one of them later
KINDS = (Kind.TEMPORARY, Kind.PERMANENT)


@dataclass(frozen=True, slots=True)
class Variant:
    """For which households the list is shown. ``without``: what they do not have or need."""

    kind: Kind
    without: frozenset[str] = frozenset()

    def facts(self, case: Case) -> lists.Facts:
        """The facts of such a household."""
        household = Household(
            organisation_id=case.organisation_id,
            case_id=case.id or 0,
            label="",
            label_key="",
            kind=self.kind,
        )
        for need in self.without:
            setattr(household, need, False)
        return lists.facts_of(case, household)


@dataclass(frozen=True, slots=True)
class Shown:
    """One item as families see it, what the case changed, and which own words are not as good.

    ``behind``: the languages in which they are missing or older than the Danish.
    """

    entry: Entry
    row: OwnItem | None
    behind: tuple[tuple[Language, Standing], ...]

    @property
    def is_removed(self) -> bool:
        return self.row is not None and self.row.change is Change.REMOVED


@dataclass(frozen=True, slots=True)
class _Office:
    """What the family's page asks an office, for a list of its own choice."""

    of_day: list[Due]
    rows: Mapping[str, OwnItem]

    def dues(self, _on: date) -> list[Due]:
        return self.of_day

    def words(self, item: str, lang: str) -> OwnWords | None:
        row = self.rows.get(item)
        return words_in(row.texts, lang) if row and row.texts else None


class CaseList:
    """The list of one kind of household of a case, in the language of the page."""

    def __init__(
        self,
        case: Case,
        rows: Sequence[OwnItem],
        variant: Variant,
        languages: Sequence[Language],
        on: date,
    ) -> None:
        self.variant = variant
        self._languages = languages
        self._rows = {row.item: row for row in rows}
        facts = variant.facts(case)
        # What is taken out keeps its place here.
        own = OwnItems(added=tuple(_added(row) for row in rows if row.phase))
        office = _Office(lists.dues_of(facts, own, on), self._rows)
        self._list = Checklist(State(facts.answers), on, office=office)

    @cached_property
    def phases(self) -> list[tuple[str, list[Shown]]]:
        """What families see, under the name of the time at which it is done."""
        groups = (
            (group.name, [each for each in map(self._shown, group.entries) if not each.is_removed])
            for group in self._list.groups
        )
        return [(name, found) for name, found in groups if found]

    @cached_property
    def removed(self) -> list[Shown]:
        """What they do not see any more."""
        return [each for each in map(self._shown, self._list.entries) if each.is_removed]

    def _shown(self, entry: Entry) -> Shown:
        row = self._rows.get(entry.id)
        return Shown(entry, row, self._behind(row) if row else ())

    def _behind(self, row: OwnItem) -> tuple[tuple[Language, Standing], ...]:
        if not row.texts or row.change is Change.REMOVED:
            return ()
        of = ((language, standing(row.texts, language.code)) for language in self._languages)
        return tuple((language, how) for language, how in of if how is not Standing.CURRENT)


@dataclass(frozen=True, slots=True)
class Rule:
    """An item of the rules as it stands in a case: its words in each language, and its sources.

    ``must_act``: a household that lets its day pass loses something.
    """

    words: Mapping[str, Words]
    sources: tuple[Source, ...]
    must_act: bool


def rule_of(case: Case, item: str, languages: Sequence[Language], on: date) -> Rule:
    """What the rules say of one of their items. Raises LookupError where they have none."""
    facts, due = _found(case, item, on)
    words = {}
    for language in languages:
        with in_language(language.code):
            (entry,) = Checklist(State(facts.answers), on, office=_Office([due], {})).entries
            words[language.code] = Words(entry.said.title, entry.said.why)
    return Rule(words, sources_of(due.rules), due.must_act)


def _found(case: Case, item: str, on: date) -> tuple[lists.Facts, Due]:
    """The item in the first kind of list that has it, else as it is under any act."""
    for kind in KINDS:
        facts = Variant(kind).facts(case)
        due = next((due for due in lists.dues_of(facts, OwnItems(), on) if due.id == item), None)
        if due:
            return facts, due
    facts = lists.facts_of(case)
    return facts, _undated(item, assess_answers(facts.answers, on).law)


def _undated(item: str, law: Law | None) -> Due:
    """The item without a day, first as it is under the act of the case."""
    if item in lists.OFFICE_ITEMS:
        return _due(item, (), Phase.TALK, Doer.YOU_AND_LANDLORD)
    plans = (PLANS[law], *PLANS.values())
    found = next((each for plan in plans for each in plan if each.id == item), None)
    if found is None:
        raise LookupError(item)
    return _due(item, found.rules, found.phase, found.doer)


def _due(item: str, rules: tuple[str, ...], phase: Phase, doer: Doer) -> Due:
    return Due(item, rules, phase, doer, Moment(), None, must_act=False, approximate=False)


def _added(row: OwnItem) -> Added:
    return Added(row.item, Phase(row.phase or Phase.BEFORE), row.day, row.texts)
