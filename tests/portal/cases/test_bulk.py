"""Many households changed at once: asked for, confirmed, done, and taken back."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from portal.cases import bulk
from portal.cases.tables import Case, Household, HouseholdLink, Kind, Undo
from portal.staff.actions import Action
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import LogEntry
from portal.staff.times import now
from portal.tokens import TokenError
from tests.portal import pages
from tests.portal.cases import factory
from tests.portal.cases.factory import make_case, make_household, make_households, make_link
from tests.portal.cases.test_households import at, rows_of, search, shown, the
from tests.portal.staff.conftest import People
from tests.portal.staff.worker import Worker


def choose(worker: Worker, case: Case, act: str, *some: Household) -> None:
    """Put crosses at households and say what is to be done."""
    worker.open(at(case))
    picked = [str(one.id) for one in some]
    worker.send(f"{at(case)}/bulk", 200, whom="picked", act=act, household=picked)


def confirm(worker: Worker, case: Case, **fields: Any) -> str:
    """Say yes; what the page tells then."""
    sealed = worker.hidden("sealed")
    worker.follow(worker.send(f"{at(case)}/bulk", sealed=sealed, **fields))
    return worker.said()


def take_back(worker: Worker) -> str:
    """Press *Fortryd* in the box."""
    form = worker.page.first("div", class_="notice").first("form")
    path = form.attrs["action"].removeprefix(worker.home)
    worker.follow(worker.send(path))
    return worker.said()


@pytest.mark.parametrize(
    ("act", "value", "before", "after"),
    [
        ("language", "ar", "da", "ar"),
        ("kind", "permanent", None, Kind.PERMANENT),
        ("talk", "1.2.2027", None, date(2027, 2, 1)),
    ],
)
def test_a_column_is_set_and_set_back(
    worker: Worker, case: Case, act: str, value: str, before: object, after: object
) -> None:
    one, two, other = make_households(case, ["1", "2", "3"])
    choose(worker, case, act, one, two)
    assert "2 husstande" in worker.page.text
    assert getattr(the(Household, one.id), act) == before  # only asked so far
    assert "2 husstande" in confirm(worker, case, value=value)
    assert [getattr(the(Household, n.id), act) for n in (one, two, other)] == [after, after, before]
    assert (the(Household, one.id).list_id != one.list_id) == (act != "language")
    assert "2 husstande" in take_back(worker)
    assert [getattr(the(Household, n.id), act) for n in (one, two, other)] == [before] * 3
    assert the(Household, one.id).list_id == one.list_id
    assert rows_of(Undo) == []
    noted = {entry.action for entry in rows_of(LogEntry)}
    assert {f"households_{act}", Action.BULK_UNDONE} <= noted


def test_a_kind_and_a_day_of_its_own_are_taken_away(worker: Worker, case: Case) -> None:
    one = make_household(case, "1", kind=Kind.PERMANENT, talk=date(2027, 2, 1))
    choose(worker, case, "kind", one)
    confirm(worker, case, value="case")
    assert the(Household, one.id).kind is None
    choose(worker, case, "talk", one)
    confirm(worker, case, value="", none="1")
    assert the(Household, one.id).talk is None
    take_back(worker)
    assert the(Household, one.id).talk == date(2027, 2, 1)


def test_what_was_changed_since_is_left_and_told(worker: Worker, case: Case) -> None:
    one, two, three = make_households(case, ["1", "2", "3"])
    choose(worker, case, "language", one, two, three)
    confirm(worker, case, value="ar")
    with unscoped() as session:
        session.get_one(Household, two.id).language = "en"
        session.get_one(Household, three.id).note = "en anden sag"
        session.commit()
    told = take_back(worker)
    assert "2 husstande" in told
    assert "1 blev stående" in told
    assert [the(Household, n.id).language for n in (one, two, three)] == ["da", "en", "da"]


def test_what_is_so_already_is_not_counted(worker: Worker, case: Case) -> None:
    one, two = make_household(case, "1"), make_household(case, "2", language="ar")
    choose(worker, case, "language", one, two)
    told = confirm(worker, case, value="ar")
    assert "1 husstand." in told
    assert "1 var sådan" in told
    take_back(worker)
    assert [the(Household, n.id).language for n in (one, two)] == ["da", "ar"]


def test_nothing_to_do_leaves_nothing_to_take_back(worker: Worker, case: Case) -> None:
    choose(worker, case, "withdraw", make_household(case, "1"))
    confirm(worker, case)
    assert rows_of(Undo) == []
    assert not list(worker.page.first("div", class_="notice").all("form"))


def test_all_that_were_found_and_no_others(worker: Worker, case: Case) -> None:
    arabic = make_households(case, [f"A {n}" for n in range(60)], language="ar")
    other = make_household(case, "B")
    address = search(worker, case, language="ar").partition("?")[2]
    path = f"{at(case)}/bulk?{address}"
    worker.send(path, 200, whom="all", act="kind", household=[str(other.id)])
    assert "60 husstande" in worker.page.text
    assert "og 40 til" in worker.page.text
    with unscoped() as session:  # what is found changes before it is confirmed
        session.get_one(Household, arabic[0].id).language = "da"
        session.get_one(Household, other.id).language = "ar"
        session.commit()
    confirm(worker, case, value="permanent")
    changed = {row.id for row in rows_of(Household, kind=Kind.PERMANENT)}
    assert changed == {row.id for row in arabic}


def test_links_are_closed_and_opened_again(worker: Worker, case: Case) -> None:
    one, two = make_households(case, ["1", "2"])
    for household in (one, one, two):
        make_link(household)
    closed_before = now() - timedelta(days=3)
    with unscoped() as session:
        session.get_one(HouseholdLink, 1).withdrawn = closed_before
        session.commit()
    choose(worker, case, "withdraw", one)
    assert "1 husstand" in confirm(worker, case)
    closed = {link.id: bool(link.withdrawn) for link in rows_of(HouseholdLink)}
    assert closed == {1: True, 2: True, 3: False}
    assert "1 husstand" in take_back(worker)
    states = {link.id: link.withdrawn for link in rows_of(HouseholdLink)}
    assert states == {1: closed_before, 2: None, 3: None}


def test_who_is_taken_out_is_seen_nowhere_until_put_back(worker: Worker, case: Case) -> None:
    one, _ = make_households(case, ["1", "2"])
    choose(worker, case, "remove", one)
    assert "fjernet" in confirm(worker, case)
    assert shown(worker) == ["2"]
    assert worker.try_to_open(at(case, one)).status_code == 404
    take_back(worker)
    assert shown(worker) == ["1", "2"]
    assert the(Household, one.id).label_key == one.label_key
    worker.open(at(case, one))


def test_who_was_taken_out_stays_out_where_the_label_is_another_s_by_now(
    worker: Worker, case: Case
) -> None:
    one, two = make_households(case, ["1", "2"])
    choose(worker, case, "remove", one, two)
    confirm(worker, case)
    make_household(case, "1")
    worker.open(at(case))
    (undo,) = rows_of(Undo)
    worker.follow(worker.send(f"{at(case)}/undo/{undo.id}"))
    assert "1 blev stående" in worker.said()
    assert shown(worker) == ["1", "2"]
    assert the(Household, one.id).removed
    assert the(Household, two.id).removed is None


def test_it_is_taken_back_once(worker: Worker, case: Case) -> None:
    choose(worker, case, "language", make_household(case, "1"))
    confirm(worker, case, value="ar")
    (undo,) = rows_of(Undo)
    worker.send(f"{at(case)}/undo/{undo.id}")
    assert worker.try_to_send(f"{at(case)}/undo/{undo.id}").status_code == 404


def test_a_moment_too_late_takes_nothing_back_twice(people: People, case: Case) -> None:
    one = make_household(case, "1")
    first, second = (factory.scope_of(people.ours[Role.CASEWORKER]) for _ in range(2))
    done = bulk.set_column(first, case, bulk.Act.LANGUAGE, [one.id or 0], "ar")
    first.commit()
    rows = [scope.get(Undo, done.undo_id or 0) for scope in (first, second)]
    assert bulk.undo(first, case, rows[0]) == bulk.Done(bulk.Act.LANGUAGE, 1, 0)
    first.commit()
    assert bulk.undo(second, case, rows[1]) is None
    first.session.close()
    second.session.close()


def test_one_who_edits_meanwhile_is_told(worker: Worker, office: Flask, case: Case) -> None:
    one = make_household(case, "1")
    other = Worker(office).sign_in(Role.ADMINISTRATOR)
    other.open(f"{at(case, one)}/edit")
    given = {**pages.fields(other.page), "language": "da", "note": "min"}
    given.pop("_csrf")
    choose(worker, case, "language", one)
    confirm(worker, case, value="ar")
    other.send(f"{at(case, one)}/edit", 409, **given)
    assert "arabisk" in other.page.first("table").text
    assert the(Household, one.id).language == "ar"


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({}, {"whom", "act"}),
        ({"whom": "picked", "act": "language"}, {"whom"}),
        ({"whom": "all", "act": ""}, {"act"}),
        ({"whom": "all", "act": "burn"}, {"act"}),
        ({"whom": "picked", "act": "remove", "household": ["999999", "x", "-1"]}, {"whom"}),
    ],
)
def test_a_choice_that_is_none(
    worker: Worker, case: Case, sent: dict[str, Any], wrong: set[str]
) -> None:
    make_household(case, "1")
    worker.open(at(case))
    worker.send(f"{at(case)}/bulk", 422, **sent)
    assert set(pages.errors(worker.page)) == wrong
    assert shown(worker) == ["1"]


def test_crosses_stay_where_something_was_forgotten(worker: Worker, case: Case) -> None:
    one, _ = make_households(case, ["1", "2"])
    worker.open(at(case))
    worker.send(f"{at(case)}/bulk", 422, whom="picked", household=[str(one.id)])
    boxes = list(worker.page.all("input", name="household"))
    assert ["checked" in box.attrs for box in boxes] == [True, False]


@pytest.mark.parametrize(
    ("act", "value"),
    [("language", ""), ("language", "xx"), ("kind", ""), ("kind", "mixed"), ("talk", ""),
     ("talk", "snart"), ("talk", "marts 2027")],
)  # fmt: skip
def test_a_value_that_cannot_be(worker: Worker, case: Case, act: str, value: str) -> None:
    one = make_household(case, "1")
    choose(worker, case, act, one)
    worker.send(f"{at(case)}/bulk", 422, sealed=worker.hidden("sealed"), value=value)
    assert set(pages.errors(worker.page)) == {"value"}
    assert the(Household, one.id).version == 0
    confirm(worker, case, value={"language": "en", "kind": "permanent", "talk": "1.3.27"}[act])
    assert the(Household, one.id).version == 1


def test_households_of_another_case_stay_out_of_it(worker: Worker, case: Case) -> None:
    other = make_case(case.organisation_id, name="Etape 3")
    stranger = make_household(other, "1")
    make_household(case, "1")
    worker.open(at(case))
    sent = {"whom": "picked", "act": "language", "household": str(stranger.id)}
    assert worker.try_to_send(f"{at(case)}/bulk", **sent).status_code == 422
    worker.open(at(other))
    choose(worker, other, "language", stranger)
    sealed = worker.hidden("sealed")
    for token in (sealed, sealed[:-2], "", "x"):
        answer = worker.try_to_send(f"{at(case)}/bulk", sealed=token, value="ar")
        assert answer.status_code == 404
    confirm(worker, other, value="ar")
    (undo,) = rows_of(Undo)
    assert worker.try_to_send(f"{at(case)}/undo/{undo.id}").status_code == 404
    assert the(Household, stranger.id).language == "ar"


def test_what_is_to_be_confirmed_fits_into_a_form(sqlite_office: Flask) -> None:
    for ids in (range(1, 20_001), range(1, 60_000, 3), [7], []):
        sealed = bulk.seal(5, bulk.Act.REMOVE, reversed(list(ids)))
        assert len(sealed) < 50_000
        assert bulk.unseal(sealed, 5) == (bulk.Act.REMOVE, list(ids))
        with pytest.raises(LookupError):
            bulk.unseal(sealed, 6)
    with pytest.raises(TokenError):
        bulk.unseal("x", 5)


def test_a_reader_sees_no_way_to_change_and_has_none(
    office: Flask, people: People, case: Case
) -> None:
    one = make_household(case, "1")
    reader = Worker(office).sign_in(Role.READER)
    reader.open(at(case))
    assert not list(reader.page.all("input", name="household"))
    sent = {"whom": "picked", "act": "remove", "household": str(one.id)}
    assert reader.try_to_send(f"{at(case)}/bulk", **sent).status_code == 403
    assert the(Household, one.id).removed is None


def test_older_undos_are_no_longer_offered(worker: Worker, case: Case) -> None:
    choose(worker, case, "language", make_household(case, "1"))
    confirm(worker, case, value="ar")
    worker.open(at(case))
    assert "Fortryd det nye sprog" in worker.page.text
    with unscoped() as session:
        session.get_one(Undo, rows_of(Undo)[0].id).at = now() - bulk.KEPT
        session.commit()
    worker.open(at(case))
    assert "Fortryd det nye sprog" not in worker.page.text
    path = f"{at(case)}/undo/{rows_of(Undo)[0].id}"
    assert worker.try_to_send(path).status_code == 404, "nor taken back from an older page"
