"""The cases of the office: their list, what is typed, two who edit at once, and deleting one."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlmodel import SQLModel, select

from portal.cases.case_form import read, start, typed_of
from portal.cases.listed import cases_of
from portal.cases.lists import CASE_FACTS
from portal.cases.ruling import Differs, ruling_of
from portal.cases.tables import Case, Household, Kind, Message, PlannedItem, SharedList, TaskDone
from portal.clock import today
from portal.staff.actions import Action
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import LogEntry
from rules.facts import Landlord, Reason
from rules.outcomes import Law
from tests.portal import pages
from tests.portal.cases.factory import (
    CASE,
    make_case,
    make_household,
    make_households,
    make_link,
    scope_of,
)
from tests.portal.staff.conftest import People
from tests.portal.staff.worker import Worker

ON = date(2026, 11, 21)
#: a case as it is typed
TYPED = {
    "name": "Bøgeparken",
    "address": "Bøgevej 2",
    "municipality": "0751",
    "reason": "renovation",
    "landlord": "almen",
    "renewal_decision": "no",
    "kind": "temporary",
    "months_away": "8",
    "empty_by": "1. marts 2027",
    "works_start": "1/4-27",
    "reserve": "25",
    "contact": "Mona\nmandag 9-12",
    "vulnerable_area": "yes",
}


def all_of(table: type[SQLModel], **where: Any) -> list[Any]:
    conditions = [getattr(table, name) == value for name, value in where.items()]
    with unscoped() as session:
        return list(session.exec(select(table).where(*conditions)).all())


def case_of(**columns: Any) -> Case:
    return Case(**{**CASE, "id": 1, "organisation_id": 1, "facts": {}, **columns})


def form_of(page: pages.Element) -> dict[str, str]:
    """What the form of a page would send as it stands."""
    sent: dict[str, str] = pages.fields(page)
    for select_ in page.first("main").all("select"):
        chosen = [each for each in select_.all("option") if "selected" in each.attrs]
        sent[select_.attrs["name"]] = chosen[0].attrs["value"] if chosen else ""
    for area in page.first("main").all("textarea"):
        sent[area.attrs["name"]] = "".join(map(str, area.children)).removeprefix("\n")
    return {name: value for name, value in sent.items() if not name.startswith("_")}


def sent(case: Case, **changes: str) -> dict[str, str]:
    """What the form of a case sends, with some changes."""
    return {**typed_of(case), "version": str(case.version), **changes}


@pytest.fixture
def caseworker(office: Flask, people: People) -> Worker:
    return Worker(office).sign_in(Role.CASEWORKER)


@pytest.fixture
def quick(sqlite_office: Flask, sqlite_people: People) -> Worker:
    """The same on SQLite only."""
    return Worker(sqlite_office).sign_in(Role.CASEWORKER)


def test_a_case_is_opened(caseworker: Worker, people: People) -> None:
    caseworker.open("/cases/new")
    page = caseworker.follow(caseworker.send("/cases/new", **TYPED))
    assert "Sagen er oprettet" in caseworker.said()
    (case,) = all_of(Case)
    assert page.first("h1").text == "Bøgeparken"
    assert case.organisation_id == people.our_organisation
    assert (case.empty_by, case.works_start) == (date(2027, 3, 1), date(2027, 4, 1))
    assert (case.renewal_decision, case.kind, case.months_away) == (False, Kind.TEMPORARY, 8)
    assert (case.contact, case.facts) == ("Mona\nmandag 9-12", {"vulnerable_area": True})
    assert (case.municipality, case.reserve, case.ends) == ("0751", 25, None)
    assert case.planned_on == today()
    assert all_of(LogEntry, action=Action.CASE_ADDED)[0].object_id == case.id


def test_what_is_saved_stands_in_the_form_again(quick: Worker, sqlite_people: People) -> None:
    quick.open("/cases/new")
    quick.send("/cases/new", **TYPED)
    (case,) = all_of(Case)
    typed = form_of(quick.open(f"/cases/{case.id}/edit"))
    assert typed["works_start"] == "1.4.2027"
    quick.send(f"/cases/{case.id}/edit", **typed)
    (again,) = all_of(Case)
    assert again.version == 1
    before = {**case.model_dump(), "version": 1}
    assert again.model_dump() == before


def test_a_change_reaches_the_lists(caseworker: Worker, office: Flask, people: People) -> None:
    case = make_case(people.our_organisation)
    household = make_household(case)
    caseworker.open(f"/cases/{case.id}/edit")
    changed = sent(case, empty_by="1.5.2027", works_start="1.6.2027")
    caseworker.follow(caseworker.send(f"/cases/{case.id}/edit", **changed))
    assert "regnet om" in caseworker.said()
    (household,) = all_of(Household)
    days = {row.item: row.day for row in all_of(PlannedItem, list_id=household.list_id)}
    assert days["empty"] == date(2027, 5, 1)
    assert len(all_of(LogEntry, action=Action.CASE_CHANGED)) == 1


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "Sag 010190-1234"}, "name"),
        ({"address": "x" * 161}, "address"),
        ({"municipality": "9999"}, "municipality"),
        ({"reason": ""}, "reason"),
        ({"reason": "war"}, "reason"),
        ({"landlord": ""}, "landlord"),
        ({"kind": "both"}, "kind"),
        ({"renewal_decision": "perhaps"}, "renewal_decision"),
        ({"renewal_decision": "no", "reason": "condemnation"}, "renewal_decision"),
        ({"months_away": "0"}, "months_away"),
        ({"months_away": "241"}, "months_away"),
        ({"months_away": "8,5"}, "months_away"),
        ({"reserve": ""}, "reserve"),
        ({"reserve": "-1"}, "reserve"),
        ({"reserve": "101"}, "reserve"),
        ({"empty_by": "marts 2027"}, "empty_by"),
        ({"empty_by": "31.2.2027"}, "empty_by"),
        ({"empty_by": "snart"}, "empty_by"),
        ({"works_start": "1.3"}, "works_start"),
        ({"works_end": "1.1.2099"}, "works_end"),
        ({"talks": "1.1.1999"}, "talks"),
        ({"notice": "2.3.2027"}, "notice"),
        ({"works_end": "31.3.2027"}, "works_end"),
        ({"return_day": "31.3.2027"}, "return_day"),
        ({"return_day": "1.2.2027", "works_start": ""}, "return_day"),
        ({"ends": "31.3.2027"}, "ends"),
        ({"contact": "x" * 301}, "contact"),
        ({"contact": "Ring til 010190 1234"}, "contact"),
        ({"vulnerable_area": "x"}, "vulnerable_area"),
    ],
)
def test_what_cannot_be(quick: Worker, changes: dict[str, str], wrong: str) -> None:
    quick.open("/cases/new")
    given = {**TYPED, **changes}
    quick.send("/cases/new", 422, **given)
    assert set(pages.errors(quick.page)) == {wrong}
    assert all_of(Case) == []
    typed = form_of(quick.page)
    chosen = {"reason", "municipality", "landlord", "kind", "renewal_decision", "vulnerable_area"}
    for name in given.keys() - (chosen & {wrong}):
        assert typed[name] == given[name].strip(), name


def test_the_homes_are_cleared_before_the_works_start() -> None:
    typed = {**start(), **TYPED, "empty_by": "1.3.2027", "works_start": "1.4.2027"}
    assert read(typed)[1] == {}
    assert read({**typed, "empty_by": "2.4.2027"})[1] == {}


def test_an_unknown_fact_is_not_kept() -> None:
    values, errors = read({**start(), **TYPED, "vulnerable_area": "unknown"})
    assert (values["facts"], errors) == ({}, {})


def test_a_case_can_be_opened_with_very_little(quick: Worker) -> None:
    quick.open("/cases/new")
    little = {"name": "Ny", "reason": "demolition", "landlord": "almen", "kind": "permanent"}
    quick.send("/cases/new", **{**start(), **little})
    (case,) = all_of(Case)
    assert case.renewal_decision is None
    assert "Planen mangler datoer" in quick.open(f"/cases/{case.id}/plan").text


def test_two_who_edit_lose_nothing(caseworker: Worker, office: Flask, people: People) -> None:
    case = make_case(people.our_organisation)
    path = f"/cases/{case.id}/edit"
    other = Worker(office).sign_in(Role.ADMINISTRATOR)
    caseworker.open(path)
    other.open(path)
    other.send(path, **sent(case, name="Den andens", works_start="2.4.2027"))
    caseworker.send(path, 409, **sent(case, name="Min egen"))
    (row,) = all_of(Case)
    assert (row.name, row.works_start) == ("Den andens", date(2027, 4, 2))
    table = caseworker.page.first("table").text
    assert "Den andens" in table
    assert "Min egen" in table
    assert "2.4.2027" in table
    typed = form_of(caseworker.page)
    assert typed["name"] == "Min egen"
    caseworker.send(path, **{**sent(case, name="Min egen"), "version": typed["version"]})
    assert all_of(Case)[0].name == "Min egen"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "٠"])
def test_a_form_without_its_version_saves_nothing(
    quick: Worker, sqlite_people: People, version: str
) -> None:
    case = make_case(sqlite_people.our_organisation)
    quick.open(f"/cases/{case.id}/edit")
    quick.send(f"/cases/{case.id}/edit", 409, **{**sent(case, name="Ny"), "version": version})
    assert all_of(Case)[0].name == case.name


def test_deleting_takes_everything(office: Flask, people: People) -> None:
    case, other = make_case(people.our_organisation), make_case(people.our_organisation)
    household = make_household(case)
    make_household(other, "2")
    make_link(household)
    with unscoped() as session:
        of = {"organisation_id": case.organisation_id, "case_id": case.id}
        session.add_all([TaskDone(**of, task="talks", done=ON), Message(**of, text="Hej")])
        session.commit()
    boss = Worker(office).sign_in(Role.ADMINISTRATOR)
    path = f"/cases/{case.id}/delete"
    assert "1 husstand" in boss.open(path).text
    for name in ("", "etape 2", "Etape"):
        boss.send(path, 422, name=name)
        assert set(pages.errors(boss.page)) == {"name"}
    assert len(all_of(Case)) == 2
    boss.follow(boss.send(path, name="  Etape  2 "))
    assert "slettet" in boss.said()
    assert [row.id for row in all_of(Case)] == [other.id]
    for table in (Household, SharedList, PlannedItem):
        assert {row.case_id for row in all_of(table)} == {other.id}
    assert all_of(TaskDone) == all_of(Message) == []
    assert all_of(LogEntry, action=Action.CASE_DELETED)[0].object_id == case.id


def test_roles(sqlite_office: Flask, sqlite_people: People) -> None:
    case = make_case(sqlite_people.our_organisation)
    reader = Worker(sqlite_office).sign_in(Role.READER)
    page = reader.open("/cases")
    assert case.name in page.text
    assert "/cases/new" not in " ".join(pages.links(page))
    assert not [a for a in pages.links(reader.open("/")) if a.endswith("/cases/new")]
    for path in ("/cases/new", f"/cases/{case.id}/edit", f"/cases/{case.id}/delete"):
        reader.open(path, 403)
    caseworker = Worker(sqlite_office).sign_in(Role.CASEWORKER)
    page = caseworker.open(f"/cases/{case.id}/edit")
    assert not [a for a in pages.links(page) if a.endswith("/delete")]
    caseworker.open(f"/cases/{case.id}/delete", 403)
    tabs = caseworker.open(f"/cases/{case.id}/plan").first("nav", class_="tabs")
    assert "Beskeder" in tabs.text
    tabs = reader.open(f"/cases/{case.id}/plan").first("nav", class_="tabs")
    assert "Beskeder" not in tabs.text
    assert [a.text for a in tabs.all("a") if a.attrs.get("aria-current")] == ["Plan"]


def test_the_list_puts_the_next_date_first_and_ended_ones_apart(
    office: Flask, people: People
) -> None:
    of, day = people.our_organisation, today()
    soon, late = day + timedelta(7), day + timedelta(70)
    none = {"empty_by": None, "works_start": None}
    far = make_case(of, name="A", **{**none, "works_start": late, "meeting": day - timedelta(1)})
    near = make_case(of, name="B", **{**none, "notice": soon, "empty_by": late})
    blank = make_case(of, name="C", **none)
    over = make_case(of, name="D", ends=day - timedelta(1), **none)
    last = make_case(of, name="E", ends=day, **none)
    make_case(people.their_organisation, name="Deres")
    make_households(near, ["1", "2", "3"])
    make_household(near, "4", removed=over.created)
    scope = scope_of(people.ours[Role.READER])
    with scope.session:
        found = cases_of(scope, day)
    assert [each.case.id for each in found.running] == [near.id, far.id, blank.id, last.id]
    assert [each.case.id for each in found.ended] == [over.id]
    first = found.running[0]
    assert (first.key, first.day, first.households) == ("notice", soon, 3)
    assert found.running[1].key == "works_start"


def test_the_front_page_shows_the_cases(sqlite_office: Flask, sqlite_people: People) -> None:
    worker = Worker(sqlite_office).sign_in(Role.CASEWORKER)
    assert "ingen sager i gang" in worker.open("/").text
    case = make_case(sqlite_people.our_organisation)
    make_case(sqlite_people.our_organisation, name="Slut", ends=date(2020, 1, 1))
    make_households(case, ["1", "2"])
    table = worker.open("/").first("table")
    assert [row.text for row in table.all("th", scope="row")] == ["Etape 2 Bøgevej 2-48"]
    assert "2 husstande" in table.text
    assert "Slut" in worker.open("/cases").text


@pytest.mark.parametrize(
    ("columns", "laws", "differs"),
    [
        ({}, (Law.ALMEN,), None),
        ({"months_away": 14}, (Law.ALMEN,), Differs.PERMANENT),
        ({"kind": Kind.PERMANENT}, (Law.ALMEN,), None),
        ({"reason": Reason.DEMOLITION}, (Law.ALMEN,), Differs.PERMANENT),
        ({"reason": Reason.DEMOLITION, "kind": Kind.MIXED}, (Law.ALMEN,), None),
        ({"renewal_decision": True, "months_away": 5}, (Law.BYFORNYELSE,), None),
        (
            {"renewal_decision": True, "months_away": 5, "kind": Kind.PERMANENT},
            (Law.BYFORNYELSE,),
            Differs.TEMPORARY,
        ),
        ({"renewal_decision": None}, (Law.BYFORNYELSE, Law.ALMEN), None),
        ({"landlord": Landlord.PRIVATE}, (Law.PRIVATE,), None),  # the increase is not known
        ({"landlord": Landlord.PRIVATE, "reason": Reason.SALE}, (Law.PRIVATE,), Differs.NONE),
    ],
)
def test_the_rules_are_held_against_the_kind_told(
    sqlite_office: Flask, columns: dict[str, Any], laws: tuple[Law, ...], differs: Differs | None
) -> None:
    found = ruling_of(case_of(**columns), ON)
    assert (found.laws, found.differs) == (laws, differs)
    assert found.outcome.answer


def test_the_form_says_what_the_rules_say(quick: Worker, sqlite_people: People) -> None:
    case = make_case(sqlite_people.our_organisation, months_away=14)
    ruling = quick.open(f"/cases/{case.id}/edit").first("section", class_="ruling")
    assert "almenlejeloven" in ruling.text
    assert "ret til en permanent bolig" in ruling.text
    unsettled = make_case(sqlite_people.our_organisation, months_away=None, kind=Kind.MIXED)
    ruling = quick.open(f"/cases/{unsettled.id}/edit").first("section", class_="ruling")
    assert "Det vides ikke endnu" in ruling.text


def test_every_fact_has_a_field(quick: Worker) -> None:
    fields = form_of(quick.open("/cases/new"))
    assert {*start(), *CASE_FACTS} <= set(fields) | {"landlord", "kind"}
