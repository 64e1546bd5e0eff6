"""The households of a case: their table, its filters, one by one, and two who edit at once."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from sqlmodel import SQLModel, select

from portal.cases import bulk, filters, labels
from portal.cases.tables import (
    Case,
    Household,
    HouseholdLink,
    Kind,
    Message,
    PlannedItem,
    SharedList,
    Tick,
)
from portal.staff.actions import Action
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import LogEntry
from portal.staff.times import now
from tests.portal import pages
from tests.portal.cases.factory import (
    make_case,
    make_household,
    make_households,
    make_link,
    scope_of,
)
from tests.portal.staff.conftest import People
from tests.portal.staff.worker import Worker

#: what a form of a household sends as it stands
EMPTY: dict[str, Any] = {
    "label": "",
    "language": "da",
    "kind": "",
    "persons": "",
    "lease_start": "",
    "talk": "",
}


def rows_of(table: type[SQLModel], **where: Any) -> list[Any]:
    conditions = [getattr(table, name) == value for name, value in where.items()]
    with unscoped() as session:
        return list(session.exec(select(table).where(*conditions)).all())


def the(table: type[SQLModel], number: int | None) -> Any:
    return rows_of(table, id=number)[0]


def shown(worker: Worker) -> list[str]:
    """The labels in the table, from the top."""
    table = worker.page.first("table", class_="cards")
    return [th.text for th in table.all("th", scope="row")]


def at(case: Case, household: Household | None = None) -> str:
    path = f"/cases/{case.id}/households"
    return path if household is None else f"{path}/{household.id}"


def search(worker: Worker, case: Case, **fields: Any) -> str:
    """Send the filter; the address that it leads to."""
    worker.open(at(case))
    response = worker.send(at(case), **fields)
    worker.follow(response)
    return response.location or ""


@pytest.fixture
def case(sqlite_office: Flask, sqlite_people: People) -> Case:
    return make_case(sqlite_people.our_organisation)


@pytest.fixture
def worker(sqlite_office: Flask, sqlite_people: People) -> Worker:
    return Worker(sqlite_office).sign_in()


def test_labels_are_in_the_order_of_a_person(worker: Worker, case: Case) -> None:
    make_households(case, ["12-10", "12-9", "2-1", "Villa"])
    worker.open(at(case))
    assert shown(worker) == ["2-1", "12-9", "12-10", "Villa"]


def test_the_table_tells_how_far_each_is(office: Flask, people: People) -> None:
    case = make_case(people.our_organisation)
    done, open_ = make_household(case, "1"), make_household(case, "2", language="ar")
    with unscoped() as session:
        items = session.exec(select(PlannedItem.item)).all()
        for item in items[:2]:
            session.add(
                Tick(
                    organisation_id=case.organisation_id,
                    household_id=done.id or 0,
                    item=item,
                    done=True,
                )
            )
        gone = Tick(organisation_id=case.organisation_id, household_id=done.id or 0, item="gone")
        session.add(gone)
        gone.done = True
        for planned in session.exec(select(PlannedItem)).all():
            planned.day = date(2020, 1, 1) if planned.item in items[1:4] else None
        session.get_one(Household, open_.id).opened = now()
        session.commit()
    worker = Worker(office).sign_in(Role.READER)
    worker.open(at(case))
    first, second = (row.text for row in worker.page.first("tbody").all("tr"))
    assert f"2 af {len(items)}" in first
    assert "2 overskredet" in first
    assert "ikke åbnet" in first
    assert f"0 af {len(items)}" in second
    assert "3 overskredet" in second
    assert "arabisk" in second
    assert "ikke åbnet" not in second


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, ["1", "2", "3", "30"]),
        ({"find": " 3 "}, ["3", "30"]),
        ({"find": "nobody"}, []),
        ({"language": "ar"}, ["2"]),
        ({"kind": "temporary"}, ["1", "2", "30"]),
        ({"kind": "permanent"}, ["3"]),
        ({"opened": "yes"}, ["1"]),
        ({"opened": "no"}, ["2", "3", "30"]),
        ({"call": "1"}, ["30"]),
        ({"late": "1"}, ["3"]),
        ({"link": "yes"}, ["2"]),
        ({"link": "no"}, ["1", "3", "30"]),
        ({"finished": "1"}, []),
        ({"find": "3", "late": "1"}, ["3"]),
        ({"sort": "call"}, ["30", "1", "2", "3"]),
        ({"sort": "opened"}, ["2", "3", "30", "1"]),
        ({"sort": "late"}, ["3", "1", "2", "30"]),
        ({"sort": "language"}, ["2", "1", "3", "30"]),
    ],
)
def test_what_is_asked_for_is_found(
    worker: Worker, case: Case, fields: dict[str, str], found: list[str]
) -> None:
    make_household(case, "1", opened=now())
    make_link(make_household(case, "2", language="ar"))
    late = make_household(case, "3", kind=Kind.PERMANENT)
    make_household(case, "30", call_asked=now(), call_note="efter 16")
    make_household(case, "31", removed=now())
    make_link(late, days=-1)
    with unscoped() as session:
        of_late = select(PlannedItem).where(PlannedItem.list_id == late.list_id)
        session.exec(of_late).all()[0].day = date(2020, 1, 1)
        session.commit()
    address = search(worker, case, **fields)
    assert (shown(worker) if found else []) == found
    assert "nobody" not in address
    assert re.search(r"find=[\w-]{40,}", address) or not fields.get("find")
    typed = pages.fields(worker.page)
    assert typed["find"] == fields.get("find", "").strip()


def test_who_is_late_with_one_item_is_found(office: Flask, people: People) -> None:
    case = make_case(people.our_organisation, talks=date(2020, 1, 2))
    done, open_, _untold = make_households(case, ["1", "2", "3"])
    of = case.organisation_id
    with unscoped() as session:
        for household, item, is_done in (
            (done, "talk", True),
            (open_, "talk", False),
            (open_, "packing", True),
        ):
            number = household.id or 0
            session.add(Tick(organisation_id=of, household_id=number, item=item, done=is_done))
        session.commit()
    worker = Worker(office).sign_in()
    worker.open(f"{at(case)}?item=talk")
    assert shown(worker) == ["2", "3"]
    assert "Kom til samtalen" in worker.page.text
    worker.follow(worker.send(at(case), item=worker.hidden("item"), find="3"))
    assert shown(worker) == ["3"]
    worker.open(f"{at(case)}?item=no-such")
    assert "0 husstande af 3" in worker.page.text
    worker.send(f"{at(case)}/bulk?item=talk", 200, whom="all", act="language")
    assert "2 husstande" in worker.page.text


def test_who_has_done_everything_is_found(worker: Worker, case: Case) -> None:
    done, _ = make_households(case, ["1", "2"])
    with unscoped() as session:
        for item in session.exec(select(PlannedItem.item)).all():
            of, number = case.organisation_id, done.id or 0
            session.add(Tick(organisation_id=of, household_id=number, item=item, done=True))
        session.commit()
    worker.open(f"{at(case)}?finished=1")
    assert shown(worker) == ["1"]


def test_least_done_comes_first(worker: Worker, case: Case) -> None:
    done, _ = make_households(case, ["1", "2"])
    with unscoped() as session:
        item = session.exec(select(PlannedItem.item)).all()[0]
        of = case.organisation_id
        session.add(Tick(organisation_id=of, household_id=done.id or 0, item=item, done=True))
        session.commit()
    search(worker, case, sort="done")
    assert shown(worker) == ["2", "1"]


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=x",
        "page=000001",
        f"page=000000001{'9' * 5000}",
        "page=٢",
        "page=3",
        "find=x",
        "language=xx",
        "sort=id",
        "late=2",
        "item=A.B",
        "kind=x",
    ],
)
def test_an_address_that_leads_nowhere(worker: Worker, case: Case, query: str) -> None:
    make_households(case, [str(n) for n in range(51)])
    worker.open(f"{at(case)}?{query}", 404)


@pytest.mark.parametrize("fields", [{"language": "xx"}, {"sort": "x"}, {"opened": "maybe"}])
def test_a_filter_that_cannot_be(worker: Worker, case: Case, fields: dict[str, str]) -> None:
    worker.open(at(case))
    assert worker.try_to_send(at(case), **fields).status_code == 404


def test_pages_of_fifty_keep_the_search(worker: Worker, case: Case) -> None:
    make_households(case, [f"A {n}" for n in range(1, 121)] + ["B"])
    search(worker, case, find="a ")
    assert shown(worker) == [f"A {n}" for n in range(1, 51)]
    assert "120 husstande af 121" in worker.page.text
    onward = worker.page.first("a", rel="next").attrs["href"]
    worker.open(onward.removeprefix(worker.home))
    assert shown(worker) == [f"A {n}" for n in range(51, 101)]
    worker.open(worker.page.first("a", rel="next").attrs["href"].removeprefix(worker.home))
    assert shown(worker) == [f"A {n}" for n in range(101, 121)]
    assert not list(worker.page.all("a", rel="next"))


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    engine = app.extensions["engine"]
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def test_two_thousand_cost_no_more_queries(
    sqlite_office: Flask, worker: Worker, case: Case
) -> None:
    make_household(case, "first")
    worker.open(at(case))
    with counted(sqlite_office) as few:
        worker.open(at(case))
    make_households(case, [f"{n}" for n in range(2000)])
    with counted(sqlite_office) as many:
        worker.open(at(case))
    assert len(few) == len(many)
    assert "2001 husstande" in worker.page.text
    assert len(shown(worker)) == 50


def test_a_household_comes_in_and_gets_its_list(office: Flask, people: People) -> None:
    case = make_case(people.our_organisation)
    worker = Worker(office).sign_in()
    worker.open(f"{at(case)}/new")
    given: dict[str, Any] = {
        **EMPTY,
        "label": "  12 - 3 ",
        "language": "ar",
        "kind": "permanent",
        "persons": "٤",
        "lease_start": "1. marts 2015",
        "talk": "1/3-27",
        "children": "yes",
        "sublet": "no",
        "improvements": "unknown",
        "contact": "Søn: 20 30 40 50",
        "note": "Første linje\r\nAnden linje",
    }
    worker.follow(worker.send(f"{at(case)}/new", **given))
    assert "tilføjet" in worker.said()
    (row,) = rows_of(Household)
    assert row.label == "12 - 3"
    assert row.label_key == labels.key(case.id or 0, "12 - 3")
    assert (row.language, row.kind, row.persons) == ("ar", Kind.PERMANENT, 4)
    assert (row.lease_start, row.talk) == (date(2015, 3, 1), date(2027, 3, 1))
    assert (row.children, row.sublet, row.improvements) == (True, False, None)
    assert row.note == "Første linje\nAnden linje"
    assert rows_of(PlannedItem, list_id=row.list_id)
    assert Action.HOUSEHOLD_ADDED in {entry.action for entry in rows_of(LogEntry)}
    for text in ("arabisk", "permanent", "1. marts 2015", "Søn: 20 30 40 50", "Anden linje"):
        assert text in worker.page.text


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"label": " "}, "label"),
        ({"label": "x" * 101}, "label"),
        ({"label": "010190-1234"}, "label"),
        ({"label": "taken"}, "label"),
        ({"label": " TAKEN  "}, "label"),
        ({"language": "tlh"}, "language"),
        ({"kind": "mixed"}, "kind"),
        ({"persons": "0"}, "persons"),
        ({"persons": "21"}, "persons"),
        ({"persons": "to"}, "persons"),
        ({"lease_start": "marts 2015"}, "lease_start"),
        ({"lease_start": "1. marts"}, "lease_start"),
        ({"lease_start": "31.2.2015"}, "lease_start"),
        ({"lease_start": "1.1.1800"}, "lease_start"),
        ({"talk": "snart"}, "talk"),
        ({"children": "perhaps"}, "children"),
        ({"contact": "x" * 201}, "contact"),
        ({"contact": "CPR 0101901234"}, "contact"),
        ({"note": "y" * 1001}, "note"),
        ({"note": "to\nlinjer 010190 1234"}, "note"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_kept(
    worker: Worker, case: Case, fields: dict[str, str], wrong: str
) -> None:
    make_household(case, "taken")
    worker.open(f"{at(case)}/new")
    worker.send(f"{at(case)}/new", 422, **{**EMPTY, "label": "9", "needs_help": "yes", **fields})
    assert set(pages.errors(worker.page)) == {wrong}
    kept = pages.fields(worker.page)
    assert kept["needs_help"] == "yes"
    for name, value in fields.items():
        if name in ("contact", "note"):
            assert value.split("\n")[0] in worker.page.first("textarea", id=name).text
        elif name not in ("language", "kind", "children"):
            assert kept[name] == " ".join(value.split())
    assert len(rows_of(Household)) == 1


def test_the_label_of_one_that_was_taken_out_is_free(worker: Worker, case: Case) -> None:
    first = make_household(case, "1")
    scope = scope_of(1)
    bulk.remove(scope, case, [first.id or 0])
    scope.commit()
    scope.session.close()
    worker.open(f"{at(case)}/new")
    worker.follow(worker.send(f"{at(case)}/new", **{**EMPTY, "label": "1"}))
    assert "tilføjet" in worker.said()
    worker.open(at(case, first), 404)
    worker.open(f"{at(case, first)}/edit", 404)


def test_a_change_follows_into_the_list(office: Flask, people: People) -> None:
    case = make_case(people.our_organisation)
    found = make_household(case, "1", children=True, note="gammel")
    worker = Worker(office).sign_in()
    worker.open(f"{at(case, found)}/edit")
    given: dict[str, Any] = {
        **pages.fields(worker.page),
        "language": "en",
        "children": "no",
        "note": "",
    }
    given.pop("_csrf")
    worker.follow(worker.send(f"{at(case, found)}/edit", **given))
    after = the(Household, found.id)
    assert (after.language, after.children, after.note, after.version) == ("en", False, None, 1)
    assert after.list_id != found.list_id
    assert "gemt" in worker.said()


def test_two_who_edit_at_once_overwrite_nothing(office: Flask, people: People) -> None:
    case = make_case(people.our_organisation)
    found = make_household(case, "1", note="fra før")
    path = f"{at(case, found)}/edit"
    one, other = Worker(office).sign_in(), Worker(office).sign_in(Role.ADMINISTRATOR)
    one.open(path)
    other.open(path)
    version = one.hidden("version")
    given = {**EMPTY, "label": "1", "version": version}
    one.follow(one.send(path, **given | {"persons": "3", "note": "den enes"}))
    other.send(path, 409, **{**given, "persons": "5"}, note="den andens")
    told = other.page.first("table").text
    for text in ("Personer i husstanden", "3", "5", "den enes", "den andens"):
        assert text in told
    assert the(Household, found.id).note == "den enes"
    assert pages.fields(other.page)["persons"] == "5"
    assert other.hidden("version") == "1"
    other.follow(other.send(path, **{**given, "version": "1", "persons": "5"}, note="begges"))
    after = the(Household, found.id)
    assert (after.note, after.persons, after.version) == ("begges", 5, 2)


@pytest.mark.parametrize("version", ["", "x", "-1", "٠", "9" * 30])
def test_a_form_without_its_version_saves_nothing(worker: Worker, case: Case, version: str) -> None:
    found = make_household(case, "1")
    worker.open(f"{at(case, found)}/edit")
    worker.send(f"{at(case, found)}/edit", 409, **{**EMPTY, "label": "2", "version": version})
    assert the(Household, found.id).label == "1"


def test_a_label_that_another_has_is_not_taken_over(office: Flask, people: People) -> None:
    case = make_case(people.our_organisation)
    found, _ = make_households(case, ["1", "2"])
    worker = Worker(office).sign_in()
    worker.open(f"{at(case, found)}/edit")
    given = {**EMPTY, "label": "2", "version": "0"}
    worker.send(f"{at(case, found)}/edit", 422, **given)
    assert set(pages.errors(worker.page)) == {"label"}
    after = the(Household, found.id)
    assert (after.label, after.version) == ("1", 0)
    assert worker.hidden("version") == "0"


def test_the_page_of_one_tells_of_it_but_not_what_the_family_notes(
    office: Flask, people: People
) -> None:
    case = make_case(people.our_organisation, talks=date(2020, 1, 1))
    found = make_household(case, "1", call_asked=now(), call_note="Efter kl. 16")
    make_link(found)
    make_link(found, days=-1)
    with unscoped() as session:
        of = case.organisation_id
        item = next(i for i in session.exec(select(PlannedItem.item)).all() if i != "talk")
        session.add(
            Tick(
                organisation_id=of,
                household_id=found.id or 0,
                item=item,
                done=True,
                note="hemmelig note",
            )
        )
        for text, number in (("Til alle", None), ("Kun til dig", found.id)):
            session.add(
                Message(organisation_id=of, case_id=case.id or 0, household_id=number, text=text)
            )
        session.commit()
    worker = Worker(office).sign_in(Role.READER)
    page = worker.open(at(case, found))
    for text in ("Efter kl. 16", "Til alle", "Kun til dig", "virker til", "udløb", "1 af"):
        assert text in page.text
    assert "overskredet" in page.text
    assert "hemmelig" not in page.text
    assert not list(page.first("main").all("form"))  # a reader changes nothing


def test_who_was_called_is_taken_off_unless_they_asked_again(office: Flask, people: People) -> None:
    case = make_case(people.our_organisation)
    asked = now() - timedelta(hours=1)
    found = make_household(case, "1", call_asked=asked, call_note="Nu")
    worker = Worker(office).sign_in()
    worker.open(at(case, found))
    seen = worker.hidden("asked")
    with unscoped() as session:
        session.get_one(Household, found.id).call_asked = now()
        session.commit()
    worker.follow(worker.send(f"{at(case, found)}/called", asked=seen))
    assert "igen" in worker.said()
    assert the(Household, found.id).call_asked
    worker.follow(worker.send(f"{at(case, found)}/called", asked=worker.hidden("asked")))
    after = the(Household, found.id)
    assert (after.call_asked, after.call_note) == (None, None)
    assert Action.HOUSEHOLD_CALLED in {entry.action for entry in rows_of(LogEntry)}


def test_deleting_leaves_nothing_of_it(office: Flask, people: People) -> None:
    case = make_case(people.our_organisation)
    found, stays = make_household(case, "1", children=False), make_household(case, "2")
    make_link(found)
    scope = scope_of(people.ours[Role.CASEWORKER])
    bulk.set_column(scope, case, bulk.Act.LANGUAGE, [found.id or 0, stays.id or 0], "ar")
    of = case.organisation_id
    scope.add(Tick(organisation_id=of, household_id=found.id or 0, item="x", note="y"))
    scope.add(Message(organisation_id=of, case_id=case.id or 0, household_id=found.id, text="z"))
    scope.commit()
    worker = Worker(office).sign_in()
    worker.open(f"{at(case, found)}/delete")
    assert the(Household, found.id)  # asked first
    worker.send(f"{at(case, found)}/delete", 200)
    worker.follow(worker.send(f"{at(case, found)}/delete", sure="1"))
    assert "slettet" in worker.said()
    assert [row.id for row in rows_of(Household)] == [stays.id]
    assert [rows_of(table) for table in (Tick, HouseholdLink, Message)] == [[], [], []]
    assert found.list_id not in {row.id for row in rows_of(SharedList)}
    (undo,) = bulk.undos(scope, case)
    scope.session.refresh(undo)
    scope.session.close()
    assert f'"{found.id}"' not in undo.before
    assert f'"{stays.id}"' in undo.before


def test_a_household_is_found_in_its_own_case_only(worker: Worker, case: Case) -> None:
    other = make_case(case.organisation_id, name="Etape 3")
    found = make_household(case, "1")
    worker.open(at(other, found), 404)
    worker.open(at(case, found))
    for part in ("edit", "delete"):
        assert worker.try_to_open(f"{at(other, found)}/{part}").status_code == 404
    assert worker.try_to_send(f"{at(other, found)}/called").status_code == 404


def test_a_search_is_sealed_anew_each_time(sqlite_office: Flask) -> None:
    with sqlite_office.app_context():
        asked = filters.Filter(text="Hansen", late=True, page=3)
        one, two = asked.here, asked.here
    assert one["find"] != two["find"]
    assert (one["late"], one["page"]) == ("1", "3")


def test_another_language_shows_the_same_households(
    sqlite_office: Flask, sqlite_people: People
) -> None:
    case = make_case(sqlite_people.our_organisation)
    page = Worker(sqlite_office).sign_in().open(f"/cases/{case.id}/households?late=1&sort=call")
    english = page.first("nav", class_="languages").first("a", lang="en").attrs["href"]
    assert english.startswith(f"/en/staff/cases/{case.id}/households?")
    assert "late=1" in english
    assert "sort=call" in english
