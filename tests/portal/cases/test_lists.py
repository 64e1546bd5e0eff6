"""The lists of a case: what follows from its facts, what is its own, and when it is made anew."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlmodel import col, select

from portal.cases import lists
from portal.cases.lists import dues_of, facts_of
from portal.cases.own import Added, OwnItems
from portal.cases.tables import Case, Change, Household, Kind, OwnItem, PlannedItem, SharedList
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from rules.assess import assess
from rules.checklist import Phase
from rules.facts import Landlord, Reason
from rules.interview import facts_of as legal_facts
from rules.outcomes import Rehousing
from tests.portal.cases.factory import CASE, make_case, make_household, make_households, scope_of
from tests.portal.staff.conftest import People

ON = date(2026, 11, 21)
NONE = OwnItems()


def case_of(**columns: object) -> Case:
    return Case(**{**CASE, "organisation_id": 1, **columns})


def planned(household: Household) -> dict[str, date | None]:
    with unscoped() as session:
        rows = session.exec(
            select(PlannedItem).where(PlannedItem.list_id == household.list_id)
        ).all()
        return {row.item: row.day for row in rows}


@pytest.mark.parametrize(
    ("kind", "rehousing"),
    [(Kind.TEMPORARY, Rehousing.TEMPORARY), (Kind.PERMANENT, Rehousing.PERMANENT)],
)
def test_the_kind_that_the_office_tells_is_what_the_rules_conclude(
    kind: Kind, rehousing: Rehousing
) -> None:
    facts = facts_of(case_of(kind=kind))
    assert assess(legal_facts(facts.answers), ON).rehousing is rehousing


def test_a_household_can_be_of_another_kind_than_its_case() -> None:
    case = case_of(kind=Kind.MIXED)
    assert "agreed_kind" not in facts_of(case).answers
    stays = Household(kind=Kind.PERMANENT)
    assert facts_of(case, stays).answers["never_habitable"] is True


def test_what_is_not_told_is_not_known() -> None:
    told = facts_of(case_of(renewal_decision=None, empty_by=None), Household()).answers
    assert {"renewal_decision", "vacating_date", "lease_start", "persons"}.isdisjoint(told)


def test_equal_facts_have_equal_keys_and_others_do_not() -> None:
    case = case_of(notice=date(2026, 11, 1), facts={"vulnerable_area": False})
    one, same = (facts_of(case, Household(children=True, persons=4)) for _ in range(2))
    other = facts_of(case, Household(children=False, persons=4))
    assert one.key == same.key
    assert one.key != other.key
    assert one.key != facts_of(case_of(facts={"vulnerable_area": False}), Household()).key


def test_the_meetings_of_a_case_are_in_the_list() -> None:
    case = case_of(meeting=date(2026, 12, 1), talks=date(2027, 1, 10))
    own_talk = Household(talk=date(2027, 1, 12))
    days = {due.id: due.moment.day for due in lists.list_of(case, own_talk, NONE, ON)}
    assert (days["meeting"], days["talk"]) == (date(2026, 12, 1), date(2027, 1, 12))


def test_what_comes_after_the_talk_stays_behind_it() -> None:
    case = case_of(meeting=date(2026, 12, 1), talks=date(2026, 12, 10))
    ids = [due.id for due in dues_of(facts_of(case), NONE, ON)]
    before, after = ids.index("wishes"), ids.index("agreement")
    assert before < ids.index("meeting") < ids.index("talk") < after


def test_a_meeting_that_is_over_goes_and_a_talk_that_was_missed_stays() -> None:
    case = case_of(meeting=ON, talks=ON)
    today, later = (
        [due.id for due in dues_of(facts_of(case), NONE, day)] for day in (ON, date(2026, 11, 22))
    )
    assert {"meeting", "talk"} <= set(today)
    assert "meeting" not in later
    assert "talk" in later


def test_what_a_household_does_not_need_is_left_out() -> None:
    case = case_of()
    every = {due.id for due in lists.list_of(case, Household(), NONE, ON)}
    without = {due.id for due in lists.list_of(case, Household(side_rooms=False), NONE, ON)}
    assert every - without == {"side_rooms"}


def test_own_items_come_in_by_their_day_and_removed_ones_go() -> None:
    texts = {"da": {"title": "Hent flyttekasser", "why": "De står i kælderen."}}
    own = OwnItems(
        frozenset({"fridge"}),
        {},
        (
            Added("own-1", Phase.LEAVING, date(2027, 2, 20), texts),
            Added("own-2", Phase.BEFORE, None, texts),
        ),
    )
    dues = dues_of(facts_of(case_of()), own, ON)
    ids = [due.id for due in dues]
    assert "fridge" not in ids
    later = [due for due in dues[ids.index("own-1") + 1 :] if due.moment.marked]
    assert all(due.moment.marked > date(2027, 2, 20) for due in later if due.moment.marked)
    phases = [due.phase for due in dues if due.id == "own-2" or due.phase is Phase.BEFORE]
    assert phases.count(Phase.BEFORE) == len(phases)


def test_households_with_the_same_items_and_days_share_a_list(
    office: Flask, people: People
) -> None:
    case = make_case(people.our_organisation)
    one, two, other = (
        *make_households(case, ["1", "2"]),
        make_household(case, "3", side_rooms=False),
    )
    assert one.list_id == two.list_id != other.list_id
    assert planned(one)["empty"] == date(2027, 3, 1)


def test_a_change_of_the_case_reaches_the_lists(office: Flask, people: People) -> None:
    case = make_case(people.our_organisation)
    household = make_household(case)
    with unscoped() as session:
        row = session.get_one(Case, case.id)
        row.empty_by = date(2027, 5, 1)
        session.add(
            OwnItem(
                organisation_id=case.organisation_id,
                case_id=case.id,
                item="own-1",
                change=Change.ADDED,
                phase="before",
                day=date(2027, 4, 1),
                texts={"da": {"title": "Kasser"}},
            )
        )
        session.flush()
        lists.refresh(session, row, ON)
        session.commit()
        household = session.get_one(Household, household.id)
        kept = session.exec(select(SharedList).where(SharedList.case_id == case.id)).all()
    assert [row.id for row in kept] == [household.list_id]
    assert planned(household)["empty"] == date(2027, 5, 1)
    assert planned(household)["own-1"] == date(2027, 4, 1)


def test_a_change_of_a_household_gives_it_another_list(office: Flask, people: People) -> None:
    case = make_case(people.our_organisation)
    household = make_household(case)
    scope = scope_of(people.ours[Role.CASEWORKER])
    with scope.session:
        row = scope.get(Household, household.id or 0)
        row.side_rooms = False
        lists.place(scope, scope.get(Case, case.id or 0), [row])
        scope.commit()
    assert "side_rooms" in planned(household)
    assert "side_rooms" not in planned(row)


def test_the_day_decides_which_law_the_lists_follow(office: Flask, people: People) -> None:
    case = make_case(
        people.our_organisation, reason=Reason.SALE, landlord=Landlord.PRIVATE, kind=Kind.MIXED
    )
    with unscoped() as session:
        lists.refresh(session, session.get_one(Case, case.id), ON)
        session.commit()
        row = session.exec(select(Case).where(col(Case.id) == case.id)).one()
    assert row.planned_on == ON
    assert replace(facts_of(row)) == facts_of(case)
