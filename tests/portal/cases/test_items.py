"""The list of a case: the office's own items, and its own words in several languages."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlmodel import select

from portal.cases import items, lists
from portal.cases.items_shown import rule_of
from portal.cases.own import OwnItems, words_in
from portal.cases.tables import Case, Household, Kind
from portal.i18n import LANGUAGES
from portal.staff.actions import Action
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from rules.checklist import ITEM_IDS, Phase
from tests.portal import pages
from tests.portal.cases.factory import make_case
from tests.portal.cases.items_page import (
    AR,
    NEW,
    add,
    case,
    done,
    edit,
    entry,
    own,
    path,
    planned,
    row_of,
    sqlite_case,
    words,
)
from tests.portal.staff.conftest import People
from tests.portal.staff.worker import Worker

__all__ = ["case", "sqlite_case"]


def test_the_list_is_that_of_the_rules(worker: Worker, case: Case) -> None:
    page = worker.open(path(case))
    shown = [tr.attrs["id"] for tr in page.all("tr") if "id" in tr.attrs]
    with unscoped() as session:
        household = session.exec(select(Household)).first()
    assert household is not None
    expected = lists.list_of(case, household, OwnItems(), date(2026, 11, 21))
    assert set(shown) == {due.id for due in expected}
    assert "køleskab" in entry(page, "fridge")


def test_it_is_shown_for_either_kind_and_for_what_a_household_needs(
    sqlite_worker: Worker, sqlite_case: Case
) -> None:
    def shown(query: str) -> set[str]:
        page = sqlite_worker.open(path(sqlite_case, query))
        return {tr.attrs["id"] for tr in page.all("tr") if "id" in tr.attrs}

    usual = shown("")
    assert usual == shown("?kind=temporary")
    assert "keys_back" in usual - shown("?kind=permanent")
    assert usual - shown("?without=side_rooms&without=children") == {"side_rooms", "school"}
    assert usual == shown("?kind=king&without=cpr")


def test_a_mixed_case_shows_one_kind_at_a_time(sqlite_office: Flask, sqlite_people: People) -> None:
    mixed = make_case(sqlite_people.our_organisation, kind=Kind.MIXED)
    page = Worker(sqlite_office).sign_in().open(path(mixed))
    chosen = [i.attrs["value"] for i in page.all("input", name="kind") if "checked" in i.attrs]
    assert chosen == ["temporary"]


def test_an_item_is_added_and_reaches_the_lists(worker: Worker, case: Case) -> None:
    item = add(worker, case)
    assert "de lister, I har sendt" in worker.said()
    (added,) = own(case).added
    assert (added.phase, added.day) == (Phase.LEAVING, date(2027, 2, 20))
    assert planned(case)[item] == date(2027, 2, 20)
    text = entry(worker.page, item)
    assert "Hent flyttekasser" in text
    assert "eget punkt" in text
    assert "Arabisk: mangler" in text
    assert done(Action.ITEM_ADDED) == 1


def test_until_it_is_translated_families_see_the_danish(worker: Worker, case: Case) -> None:
    item = add(worker, case)
    assert words_in(own(case).added[0].texts, "ar").lang == "da"
    worker.follow(edit(worker, case, item, **AR))
    assert words_in(own(case).added[0].texts, "ar").title == AR["title_ar"]
    assert "Arabisk" not in entry(worker.page, item)

    # The Danish is changed, and the translation says something else now.
    page = worker.follow(edit(worker, case, item, why_da="De står ved porten."))
    assert "ældre end den danske" in worker.said()
    assert words_in(own(case).added[0].texts, "ar").lang == "da"
    assert "ældre" in entry(worker.open(path(case)), item)
    page = worker.open(path(case, f"/{item}"))
    assert words(page)["title_ar"] == AR["title_ar"]

    worker.follow(edit(worker, case, item, fits_ar="1"))
    assert words_in(own(case).added[0].texts, "ar").lang == "ar"


def test_a_translation_that_is_changed_with_the_danish_is_current(
    sqlite_worker: Worker, sqlite_case: Case
) -> None:
    item = add(sqlite_worker, sqlite_case, **AR)
    edit(sqlite_worker, sqlite_case, item, why_da="Nu ved porten.", why_ar="عند البوابة.")
    assert words_in(own(sqlite_case).added[0].texts, "ar").why == "عند البوابة."


def test_the_languages_are_those_of_the_households_and_danish(office: Flask, case: Case) -> None:
    with unscoped() as session:
        spoken = items.languages(session, case.id or 0)
        assert [language.code for language in spoken] == ["da", "ar"]
        also = items.languages(session, case.id or 0, ["en", "xx"])
        assert [language.code for language in also] == ["da", "en", "ar"]


def test_an_item_of_the_rules_gets_other_words_and_its_own_again(
    worker: Worker, case: Case
) -> None:
    page = worker.open(path(case, "/fridge"))
    before = words(page)
    assert before["title_da"]
    assert not before["title_ar"]  # what the rules say in Arabic does not translate own words
    worker.follow(edit(worker, case, "fridge", title_da="Tøm køleskabet dagen før"))
    text = entry(worker.page, "fridge")
    assert "Tøm køleskabet dagen før" in text
    assert "egne ord" in text
    assert own(case).reworded["fridge"]["da"]["title"] == "Tøm køleskabet dagen før"

    worker.open(path(case, "/fridge"))
    version = worker.hidden("version")
    worker.follow(worker.send(path(case, "/fridge/restore"), version=version))
    assert row_of(case, "fridge") is None
    assert "egne ord" not in entry(worker.page, "fridge")
    assert done(Action.ITEM_RESTORED) == 1


def test_words_that_are_those_of_the_rules_change_nothing(
    sqlite_worker: Worker, sqlite_case: Case
) -> None:
    edit(sqlite_worker, sqlite_case, "fridge")
    assert row_of(sqlite_case, "fridge") is None
    assert not done(Action.ITEM_CHANGED)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title_da": ""}, "title_da"),
        ({"why_da": "  \n "}, "why_da"),
        ({"title_da": "x" * 101}, "title_da"),
        ({"why_da": "x" * 301}, "why_da"),
        ({"why_da": "Ring om 010190-1234"}, "why_da"),
        ({"title_ar": "خذ"}, "why_ar"),
        ({"why_ar": "لأن"}, "title_ar"),
        ({"title_ar": "٠١٠١٩٠١٢٣٤", "why_ar": "لأن"}, "title_ar"),
        ({"phase": "someday"}, "phase"),
        ({"day": "31.2.2027"}, "day"),
        ({"day": "marts 2027"}, "day"),
        ({"day": "snart"}, "day"),
        ({"day": "1.3.0027"}, "day"),
    ],
)
def test_bad_input_is_told_at_its_field_and_kept(
    sqlite_worker: Worker, sqlite_case: Case, fields: dict[str, str], wrong: str
) -> None:
    sqlite_worker.open(path(sqlite_case, "/new"))
    sqlite_worker.send(path(sqlite_case, "/new"), 422, **{**NEW, **fields})
    assert set(pages.errors(sqlite_worker.page)) == {wrong}
    assert own(sqlite_case) == OwnItems()
    typed = words(sqlite_worker.page)
    for name, value in fields.items():
        if name in typed:
            assert typed[name] == " ".join(value.split())


def test_an_item_of_the_rules_cannot_be_given_empty_words(
    sqlite_worker: Worker, sqlite_case: Case
) -> None:
    edit(sqlite_worker, sqlite_case, "fridge", 422, title_da="")
    assert set(pages.errors(sqlite_worker.page)) == {"title_da"}
    assert row_of(sqlite_case, "fridge") is None


def test_there_are_not_too_many(
    sqlite_worker: Worker, sqlite_case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(items, "MOST", 1)
    add(sqlite_worker, sqlite_case)
    sqlite_worker.open(path(sqlite_case, "/new"))
    sqlite_worker.send(path(sqlite_case, "/new"), 422, **NEW)
    assert "for mange" in sqlite_worker.page.text
    assert len(own(sqlite_case).added) == 1


def test_no_page_for_what_is_no_item(sqlite_worker: Worker, sqlite_case: Case) -> None:
    for item in ("own-7", "kaffe", "OWN-1"):
        assert sqlite_worker.try_to_open(path(sqlite_case, f"/{item}")).status_code == 404
        answer = sqlite_worker.try_to_send(path(sqlite_case, f"/{item}"), **NEW)
        assert answer.status_code == (409 if item == "own-7" else 404)


def test_typed_markup_stays_text(sqlite_worker: Worker, sqlite_case: Case) -> None:
    item = add(sqlite_worker, sqlite_case, title_da="<b>Kasser</b> & 'poser'")
    assert "<b>Kasser</b> & 'poser'" in entry(sqlite_worker.page, item)


def test_a_reader_looks_and_changes_nothing(
    sqlite_office: Flask, sqlite_worker: Worker, sqlite_case: Case
) -> None:
    item = add(sqlite_worker, sqlite_case)
    reader = Worker(sqlite_office).sign_in(Role.READER)
    page = reader.open(path(sqlite_case))
    assert "Hent flyttekasser" in entry(page, item)
    assert not [href for href in pages.links(page) if f"/checklist/{item}" in href]
    assert not list(page.first("main").all("form", method="post"))
    for method in (reader.try_to_open, reader.try_to_send):
        assert method(path(sqlite_case, f"/{item}")).status_code == 403
    assert reader.try_to_send(path(sqlite_case, f"/{item}/restore")).status_code == 403


def test_another_case_has_its_own(
    sqlite_worker: Worker, sqlite_case: Case, sqlite_people: People
) -> None:
    other = make_case(sqlite_people.our_organisation, name="Etape 3")
    item = add(sqlite_worker, sqlite_case)
    edit(sqlite_worker, sqlite_case, "fridge", title_da="Andet")
    assert own(other) == OwnItems()
    sqlite_worker.open(path(other, f"/{item}"), status=404)


@pytest.fixture
def context(sqlite_office: Flask) -> Iterator[None]:
    with sqlite_office.test_request_context("/da/staff/"):
        yield


@pytest.mark.usefixtures("context")
def test_an_item_that_no_list_has_now_rests_on_the_act_of_the_case(sqlite_case: Case) -> None:
    rule = rule_of(sqlite_case, "notice_objection", [LANGUAGES["da"]], date(2026, 11, 21))
    assert {source.law for source in rule.sources if source.kind == "law"} == {"almenlejeloven"}


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("item", [*ITEM_IDS, *lists.OFFICE_ITEMS])
def test_every_item_of_the_rules_has_words_in_every_language(item: str, sqlite_case: Case) -> None:
    rule = rule_of(sqlite_case, item, list(LANGUAGES.values()), date(2026, 11, 21))
    assert all(all(said) for said in rule.words.values())
    assert len(set(rule.words.values())) == len(LANGUAGES)
    assert bool(rule.sources) == (item in ITEM_IDS)


def test_the_english_office_sees_danish_words_as_danish(
    sqlite_office: Flask, sqlite_worker: Worker, sqlite_case: Case
) -> None:
    item = add(sqlite_worker, sqlite_case)
    page = Worker(sqlite_office, "en").sign_in().open(path(sqlite_case))
    said = page.first("tr", id=item).first("a")
    assert said.attrs["lang"] == "da"
    assert said.text == "Hent flyttekasser"
