"""A list that an office made, as its family opens it: by a link, in its own language."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlmodel import select

from portal.cases import links, lists
from portal.cases.tables import Case, Change, Household, Message, OwnItem
from portal.cases.texts import Words, fingerprint
from portal.i18n import LANGUAGES
from portal.municipality.kinds import Kind
from portal.staff.scope import unscoped
from portal.staff.tables import OfOrganisation, Organisation
from portal.words import words
from tests.browser.states import DEMOLITION
from tests.portal import danish, pages
from tests.portal.cases.factory import make_case, make_household, make_link
from tests.portal.checklist.phone import Phone, all_rows
from tests.portal.checklist.test_page import entries, ticked, token_of
from tests.portal.municipality.conftest import AALBORG, AARHUS, tell
from tests.portal.staff.conftest import People
from tests.portal.test_course import events
from tests.rules.households import ON

OFFICE = "Køge Almene Boligselskab"
CONTACT = "Mette Æbelø, tlf. 12 34 56 78\nhverdage kl. 10-14 <i>"
TYPED = "22 33 44 55\nefter kl. 16, عربي, укр <b>"
LONG = "1" * 201


@pytest.fixture(autouse=True)
def _on_one_day() -> Iterator[None]:
    with time_machine.travel(f"{ON}T12:00:00+01:00", tick=False):
        yield


@pytest.fixture
def phone(sqlite_office: Flask) -> Phone:
    return Phone(sqlite_office)


@pytest.fixture
def case(sqlite_people: People) -> Case:
    return case_of(sqlite_people)


@pytest.fixture
def household(case: Case) -> Household:
    return a_household(case)


@pytest.fixture
def secret(household: Household) -> str:
    return make_link(household).secret


def case_of(people: People, **columns: Any) -> Case:
    with unscoped() as session:
        session.get_one(Organisation, people.our_organisation).name = OFFICE
        session.commit()
    return make_case(
        people.our_organisation,
        **{"contact": CONTACT, "meeting": ON + timedelta(days=9), **columns},
    )


def a_household(case: Case) -> Household:
    """With everything that its office alone is to know."""
    return make_household(
        case, "Lejemål 0815", contact="ring til svigersønnen", note="kan være væk i juli"
    )


def put(*rows: OfOrganisation) -> None:
    with unscoped() as session:
        session.add_all(rows)
        session.commit()


def message(case: Case, text: str, **columns: Any) -> Message:
    return Message(organisation_id=case.organisation_id, case_id=case.id, text=text, **columns)


def own(case: Case, item: str, change: Change, texts: Any = None, **columns: Any) -> OwnItem:
    of = {"organisation_id": case.organisation_id, "case_id": case.id}
    return OwnItem(**of, item=item, change=change, texts=texts or {}, **columns)


def row_of(household: Household) -> Household:
    with unscoped() as session:
        return session.get_one(Household, household.id)


def said(lang: str, *path: str) -> str:
    return words(lang).text("checklist", *path).raw[0]


def boxes(page: pages.Element) -> list[pages.Element]:
    return list(page.first("main").all("div", class_="notice"))


def written(element: pages.Element) -> str:
    """What stands there, with its line breaks."""
    return "".join(
        child if isinstance(child, str) else written(child) for child in element.children
    )


def not_its_own(page: pages.Element, lang: str) -> list[str]:
    """What stands there in another language than the page's, and is not marked so."""
    if lang == "da":
        return []
    return danish.left(page, lang) + (danish.without_arabic(page) if lang == "ar" else [])


# What is there


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_in_each_language(
    phone: Phone, case: Case, household: Household, secret: str, lang: str
) -> None:
    put(message(case, "Nøglerne skal være på kontoret på mandag."))
    put(
        own(case, "own-1", Change.ADDED, {"da": {"title": "Hent kasser på loftet"}}, phase="before")
    )
    response = phone.get(f"/{lang}/list/{secret}")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    page = pages.read(response)
    assert not_its_own(page, lang) == []
    assert set(entries(page)) == {due.id for due in lists.list_of(case, household, _own(case), ON)}
    assert {"meeting", "own-1"} <= set(entries(page))
    main = page.first("main").text
    for path in (("contact",), ("call_title",), ("rights",)):
        assert said(lang, "office", *path) in main
    for part in (main, page.first("footer").text):
        assert OFFICE in part
    names = [bdi.attrs["lang"] for bdi in page.all("bdi") if bdi.text == OFFICE]
    assert len(names) == 4, "who made it, who wrote, and twice who can see it"
    assert set(names) == {"da"}
    contact = next(p for p in page.all("p", class_="own-text") if "Mette" in p.text)
    assert written(contact) == CONTACT
    assert contact.attrs["lang"] == "da"
    assert contact.first("a").attrs["href"] == "tel:12345678"
    assert "#contact" in pages.links(page), "to be found from the top"
    for text in (said(lang, "kept", "delete"), said(lang, "kept", "saved")):
        assert text not in page.text, "the words of a list that a household made itself"
    assert not [f for f in page.all("form") if f.attrs["action"].endswith(("/delete", "/keep"))]


def _own(case: Case) -> Any:
    from portal.cases.own import own_items

    with unscoped() as session:
        return own_items(session, case.id or 0)


def test_what_only_the_office_is_to_know_is_not_there(phone: Phone, secret: str) -> None:
    for lang in LANGUAGES:
        html = phone.get(f"/{lang}/list/{secret}").text
        for own_word in ("0815", "svigersønnen", "juli", "Etape 2"):
            assert own_word not in html


def test_until_when_it_works(phone: Phone, secret: str) -> None:
    end = f"{(ON + timedelta(days=30)):%-d.} december 2026"
    assert f"Linket virker til og med {end}" in pages.read(phone.get(f"/da/list/{secret}")).text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_messages_stand_above_the_list(phone: Phone, case: Case, secret: str, lang: str) -> None:
    early = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    put(
        message(case, "Vandet er lukket.\n<b>I morgen</b>", at=early),
        message(case, "اجتماع يوم الخميس", language="ar"),
        message(case, "Ikke mere", withdrawn=early),
    )
    page = pages.read(phone.get(f"/{lang}/list/{secret}"))
    new, old = boxes(page)[:2]
    text = new.first("p", class_="own-text")
    assert text.attrs["lang"] == "ar"
    assert text.attrs["dir"] == "rtl"
    untranslated = said(lang, "office", "only_danish")
    assert (untranslated in new.text, untranslated in old.text) == (lang != "ar", lang != "da")
    text = old.first("p", class_="own-text")
    assert text.children == ["Vandet er lukket.\n<b>I morgen</b>"]
    assert (text.attrs["lang"], text.attrs["dir"]) == ("da", "ltr")
    assert old.first("time").attrs["datetime"] == "2026-11-01", "the day in Denmark"
    assert "Ikke mere" not in page.text
    above = page.text.index("Vandet er lukket.")
    assert above < page.text.index(page.first("div", **{"data-part": "now"}).text)


def test_no_contact_and_no_message_leave_no_gap(phone: Phone, sqlite_people: People) -> None:
    secret = make_link(make_household(case_of(sqlite_people, contact=None))).secret
    page = pages.read(phone.get(f"/da/list/{secret}"))
    assert not list(page.all("p", class_="own-text"))
    assert page.first("textarea", id="call")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_municipality_does_is_shown_as_practice(
    phone: Phone, sqlite_people: People, lang: str
) -> None:
    case = case_of(sqlite_people, municipality=AALBORG)
    address = f"/{lang}/list/{make_link(make_household(case)).secret}"
    title = words(lang).text("pages", "municipalities", "practice", "title").raw[0]
    tell(sqlite_people.their_organisation, municipality=AARHUS)
    page = pages.read(phone.get(address))
    assert title not in page.text
    assert not list(page.all("ul", class_="practices"))
    tell(sqlite_people.their_organisation, texts={"da": "Vi låner kasser ud på rådhuset."})
    hours = {"da": "Kun på torsdage"}
    tell(sqlite_people.our_organisation, kind=Kind.HOURS, texts=hours)
    page = pages.read(phone.get(address))
    section = next(s for s in page.all("section") if s.attrs["aria-labelledby"] == "practice")
    assert title in section.text
    assert "Aalborg Kommune" in section.text
    assert [h3.text for h3 in section.all("h3")] == [
        words(lang).text("pages", "municipalities", "kinds", kind).raw[0]
        for kind in (Kind.PRACTICE, Kind.HOURS)
    ]
    assert "Vi låner kasser ud på rådhuset." in section.text
    assert not_its_own(page, lang) == []


# Items of the office's own


def test_own_items_are_danish_until_they_are_translated(
    phone: Phone, case: Case, secret: str
) -> None:
    new = Words("Hent kasser på loftet", "Viceværten har nøglen.")
    arabic = {"title": "خذ الصناديق", "why": "لدى الحارس المفتاح."}
    put(
        own(case, "own-1", Change.ADDED, {"da": new._asdict(), "ar": arabic}, phase="before"),
        own(
            case,
            "own-2",
            Change.ADDED,
            {"da": new._asdict(), "ar": {**arabic, "of": fingerprint(Words("Hent kasser"))}},
            phase="leaving",
            day=ON + timedelta(days=3),
        ),
    )
    told = said("ar", "office", "only_danish")
    page = pages.read(phone.get(f"/ar/list/{secret}?beside=da"))
    translated, changed = entries(page)["own-1"], entries(page)["own-2"]
    assert told not in translated.text
    assert arabic["title"] in translated.first("h3").text
    assert translated.first("p", class_="danish-title").text == new.title
    assert told in changed.text
    assert arabic["title"] not in changed.text
    runs = list(changed.strings("ar"))
    assert ("da", new.title) in runs
    assert ("ar", new.title) not in runs
    assert [lang for lang, run in runs if run == new.why] == ["da"], "once is enough"
    assert changed.first("time").attrs["datetime"] == "2026-11-24"
    assert not_its_own(page, "ar") == []
    page = pages.read(phone.get(f"/da/list/{secret}"))
    assert said("da", "office", "only_danish") not in page.text
    page = pages.read(phone.get(f"/en/list/{secret}"))
    assert said("en", "office", "only_danish") in entries(page)["own-1"].text
    assert not_its_own(page, "en") == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_removed_and_reworded_reaches_a_link_that_was_sent(
    phone: Phone, case: Case, secret: str, lang: str
) -> None:
    address = f"/{lang}/list/{secret}"
    before = entries(pages.read(phone.get(address)))
    assert {"mail", "keys", "meeting"} <= set(before)
    phone.post(address, do="done:keys")
    other = "Aflevér nøglerne på kontoret"
    put(
        own(case, "mail", Change.REMOVED),
        own(case, "meeting", Change.REMOVED),
        own(case, "keys", Change.REWORDED, {"da": {"title": other, "why": "Kl. 10."}}),
    )
    page = pages.read(phone.get(address))
    assert set(entries(page)) == set(before) - {"mail", "meeting"}
    assert ticked(page) == {"keys"}
    keys = entries(page)["keys"]
    assert keys.first("h3").text == other
    assert before["keys"].first("p", class_="why-do").text not in keys.text
    assert not_its_own(page, lang) == []
    assert f'max="{len(before) - 2}"' in phone.get(address).text


def test_a_tick_of_what_was_removed_meanwhile_is_no_error(
    phone: Phone, case: Case, secret: str
) -> None:
    put(own(case, "mail", Change.REMOVED))
    address = f"/da/list/{secret}"
    assert phone.post(address, do="done:mail").status_code == 303
    assert ticked(pages.read(phone.get(address))) == set()


# What is pressed


def test_ticks_and_notes_are_the_same_on_every_phone_and_in_every_language(
    sqlite_office: Flask, secret: str
) -> None:
    first, second = Phone(sqlite_office), Phone(sqlite_office, "203.0.113.9")
    assert first.post(f"/ar/list/{secret}", do="done:keys", note="Ali علي").location == (
        f"/ar/list/{secret}#keys"
    )
    second.post(f"/da/list/{secret}?beside=da", do="done:meters")
    for lang in LANGUAGES:
        page = pages.read(second.get(f"/{lang}/list/{secret}"))
        assert ticked(page) == {"keys", "meters"}
        assert entries(page)["keys"].first("p", class_="own-note").children == ["Ali علي"]


def test_who_asks_for_json_is_told_only_whether_it_is_kept(phone: Phone, secret: str) -> None:
    address, accept = f"/da/list/{secret}", "application/json"
    for do, kept in (("done:keys", True), ("done:nothing", False), ("", False)):
        answer = phone.post(address, accept, do=do)
        assert (answer.status_code, answer.json) == (200, {"kept": kept})
        assert answer.headers["Cache-Control"] == "no-store"
    assert ticked(pages.read(phone.get(address))) == {"keys"}
    assert phone.post(f"/da/list/{'A' * 22}", accept, do="done:keys").status_code == 404


@pytest.mark.parametrize(
    "do",
    ["", "done", "done:nothing", "drop:keys", "done:own-7", "done:own-", "done:own-x", "call:keys"],
)
def test_what_is_on_no_list_is_ignored(phone: Phone, secret: str, do: str) -> None:
    address = f"/da/list/{secret}"
    phone.post(f"{address}/opened")
    before = all_rows()
    assert phone.post(address, do=do, note="x", was="").status_code == 303
    assert all_rows() == before


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_note_that_is_too_long_is_told_on_the_offices_own_page(
    phone: Phone, secret: str, lang: str
) -> None:
    typed = "ض" * 301
    page = pages.read(phone.post(f"/{lang}/list/{secret}", do="note:keys", note=typed), 422)
    assert pages.errors(page) == {"note-keys": said(lang, "errors", "note_long")}
    assert entries(page)["keys"].first("textarea").children == [f"\n{typed}"]
    assert written(page.first("p", class_="own-text")) == CONTACT
    assert not_its_own(page, lang) == []


# Being called


@pytest.mark.parametrize("lang", LANGUAGES)
def test_asking_to_be_called_and_taking_it_back(
    phone: Phone, household: Household, secret: str, lang: str
) -> None:
    address = f"/{lang}/list/{secret}"
    assert phone.post(address, do="call", call=TYPED).location == f"{address}#call-me"
    row = row_of(household)
    assert (row.call_note, row.call_asked) == (TYPED, datetime.now(UTC))
    page = pages.read(phone.get(address))
    place = page.first("div", id="call-me")
    assert said(lang, "office", "call_asked") in place.text
    note = place.first("p", class_="own-note")
    assert (note.children, note.attrs["dir"]) == ([TYPED], "auto")
    assert not list(place.all("textarea"))
    assert not_its_own(page, lang) == []
    button = place.first("button").attrs
    assert phone.post(address, **{button["name"]: button["value"]}).status_code == 303
    row = row_of(household)
    assert (row.call_note, row.call_asked) == (None, None)
    assert pages.read(phone.get(address)).first("textarea", id="call").children == ["\n"]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [(LONG, "call_long"), ("2" * 5000, "call_long"), ("", "call_empty"), (" \n\t", "call_empty")],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_cannot_be_called_is_told_and_kept(
    phone: Phone, household: Household, secret: str, lang: str, typed: str, problem: str
) -> None:
    page = pages.read(phone.post(f"/{lang}/list/{secret}", do="call", call=typed), 422)
    assert pages.errors(page) == {"call": said(lang, "errors", problem)}
    area = page.first("textarea", id="call")
    assert area.children == [f"\n{typed}"]
    assert area.attrs["aria-invalid"] == "true"
    assert area.attrs["aria-describedby"] == "call-hint call-error"
    assert said(lang, "errors", problem) in page.first("p", id="call-error").text
    assert row_of(household).call_asked is None
    assert not_its_own(page, lang) == []
    # The same page in another language can be opened.
    others = [a.attrs["href"] for a in page.first("nav", class_="languages").all("a")]
    assert {phone.get(href).status_code for href in others} == {200}


def test_as_long_as_allowed_and_with_signs_that_nobody_sees(
    phone: Phone, household: Household, secret: str
) -> None:
    phone.post(f"/da/list/{secret}", do="call", call="\x00é" + "\r\n" + LONG[3:] + "\ue000 ")
    assert row_of(household).call_note == "é\n" + LONG[3:]


def test_a_mistake_is_told_where_somebody_else_asked_meanwhile(
    phone: Phone, household: Household, secret: str
) -> None:
    phone.post(f"/da/list/{secret}", do="call", call="12345678")
    page = pages.read(phone.post(f"/da/list/{secret}", do="call", call=LONG), 422)
    assert list(pages.errors(page)) == ["call"]
    assert page.first("textarea", id="call").children == [f"\n{LONG}"]
    assert row_of(household).call_note == "12345678", "the first still holds"


def test_a_list_without_an_office_has_nobody_to_call(phone: Phone, sqlite_office: Flask) -> None:
    token = token_of(sqlite_office, DEMOLITION)
    address = phone.post(f"/da/checklist/{token}/keep").location
    before = all_rows()
    for target in (address, f"/da/list/{'A' * 22}"):
        page = pages.read(phone.post(target, do="call", call="12345678"), 404)
        assert page.first("h1").text == said("da", "kept", "gone_title")
    assert phone.post(f"{address}/opened").status_code == 204
    assert all_rows() == before


# Opening


def test_a_program_that_only_fetches_changes_nothing(
    office: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A chat program looks at a link before its reader does."""
    household = a_household(case_of(people))
    secret, robot = make_link(household).secret, Phone(office)
    before = all_rows()
    for lang in LANGUAGES:
        address = f"/{lang}/list/{secret}"
        for path in ("", ".ics", "?do=done:keys", "?do=call&call=1", "/opened", "/delete", "/keep"):
            for method in ("GET", "HEAD", "OPTIONS"):
                robot.ask(method, address + path, headers={"User-Agent": "WhatsApp/2.23"})
        robot.get(f"/{lang}/c?code=ABCD")
    assert all_rows() == before
    assert robot.post(f"/ar/list/{secret}/opened").status_code == 204
    row = row_of(household)
    assert row.opened == row.seen == datetime.now(UTC)
    changed = {name for name, rows in all_rows().items() if rows != before[name]}
    assert changed == {"household"}


@pytest.mark.parametrize("form", [{"do": "done:keys"}, {"do": "call", "call": "12345678"}])
def test_who_presses_something_has_opened_it(
    phone: Phone, household: Household, secret: str, form: dict[str, str]
) -> None:
    """A phone without a script cannot say so by itself."""
    opened = datetime.now(UTC)
    phone.post(f"/da/list/{secret}", **form)
    assert row_of(household).opened == opened
    with time_machine.travel(opened + timedelta(days=1), tick=False):
        phone.post(f"/da/list/{secret}", **form)
    assert row_of(household).opened == opened, "the first time counts"


@pytest.mark.parametrize("secret", ["A" * 22, "x", "A" * 3000])
def test_no_list_was_opened(phone: Phone, household: Household, secret: str) -> None:
    before = all_rows()
    assert phone.post(f"/da/list/{secret}/opened").status_code == 204
    assert all_rows() == before


def test_the_log_tells_of_no_link(
    phone: Phone, secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    address = f"/da/list/{secret}"
    for path, form in (
        ("", {"do": "done:keys", "note": "noget hemmeligt"}),
        ("", {"do": "call", "call": "noget hemmeligt"}),
        ("/opened", {}),
        ("/delete", {}),
    ):
        phone.post(address + path, **form)
    phone.get(f"{address}.ics")
    everything = caplog.text + str([record.__dict__ for record in caplog.records])
    assert secret not in everything
    assert "hemmeligt" not in everything


# The calendar


def test_the_days_as_a_calendar(phone: Phone, case: Case, secret: str) -> None:
    title = "Hent kasser; på loftet"
    put(
        own(
            case,
            "own-1",
            Change.ADDED,
            {"da": {"title": title}},
            phase="before",
            day=date(2027, 1, 5),
        )
    )
    phone.post(f"/ar/list/{secret}", do="note:own-1", note="min egen note")
    response = phone.get(f"/ar/list/{secret}.ics")
    assert response.mimetype == "text/calendar"
    found = events(response)
    assert title in {event.summary.value for event in found.values()}
    file = response.get_data(as_text=True)
    for private in (secret, OFFICE, "0815", "min egen note", "Mette"):
        assert private not in file
    assert events(phone.get(f"/da/list/{secret}.ics")).keys() == found.keys(), (
        "fetched twice, the days stand in the calendar once"
    )
    other = make_link(make_household(case, "2-2")).secret
    assert not events(phone.get(f"/da/list/{other}.ics")).keys() & found.keys()
    for name in entries(pages.read(phone.get(f"/da/list/{secret}"))):
        phone.post(f"/da/list/{secret}", do=f"done:{name}")
    assert phone.get(f"/da/list/{secret}.ics").location == f"/da/list/{secret}"


# The end


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_family_cannot_delete_what_its_office_made(phone: Phone, secret: str, lang: str) -> None:
    address = f"/{lang}/list/{secret}"
    phone.post(address, do="done:keys", note="Ali")
    before = all_rows()
    response = phone.post(f"{address}/delete")
    page = pages.read(response, 403)
    assert "Clear-Site-Data" not in response.headers
    assert page.first("h1").text == said(lang, "office", "delete_title")
    assert OFFICE in page.text
    assert address in pages.links(page)
    assert not_its_own(page, lang) == []
    assert all_rows() == before
    assert ticked(pages.read(phone.get(address))) == {"keys"}
    for other in page.first("nav", class_="languages").all("a"):
        assert phone.get(other.attrs["href"]).status_code in (200, 303)
    assert phone.get(f"{address}/delete").location == address


@pytest.mark.parametrize("end", ["expired", "withdrawn", "removed", "never"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_that_works_no_longer(
    phone: Phone, household: Household, secret: str, lang: str, end: str
) -> None:
    later = datetime.now(UTC)
    with unscoped() as session:
        if end == "expired":
            later += timedelta(days=30)
        elif end == "withdrawn":
            links.withdraw(session, [household.id or 0])
        elif end == "removed":
            session.get_one(Household, household.id).removed = later
        session.commit()
    address = f"/{lang}/list/{secret if end != 'never' else 'A' * 22}"
    before = all_rows()
    with time_machine.travel(later, tick=False):
        for answer in (
            phone.get(address),
            phone.post(address, do="done:keys"),
            phone.post(address, "application/json", do="done:keys"),
            phone.post(address, do="note:keys", note="x" * 301),
            phone.post(address, do="call", call="12345678"),
            phone.get(f"{address}.ics"),
        ):
            page = pages.read(answer, 404)
            assert answer.headers["Cache-Control"] == "no-store"
            assert page.first("h1").text == said(lang, "kept", "gone_title")
            for line in words(lang).text("checklist", "kept", "gone_text").raw:
                assert line in page.text
            assert f"/{lang}/c" in pages.links(page)
            assert f"/{lang}/checklist/" in pages.links(page)
            assert OFFICE not in page.text
            assert "hidden" in page.first("div", **{"data-forget": "this"}).attrs
            assert not_its_own(page, lang) == []
        assert phone.post(f"{address}/opened").status_code == 204
    assert all_rows() == before


def test_the_last_moment_counts(phone: Phone, household: Household, secret: str) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(days=30, seconds=-1), tick=False):
        assert phone.post(f"/da/list/{secret}", do="done:keys").status_code == 303
    with unscoped() as session:
        assert session.exec(select(Household.opened)).one() is not None
