"""The office that keeps the texts: sees what was told, proposes, looks, decides."""

import pytest
from flask import Flask
from sqlmodel import col, select

from portal.corrections.kinds import PageKind, State
from portal.corrections.places import Place, nearest, places
from portal.staff.actions import Action
from portal.staff.roles import Role
from portal.staff.scope import unscoped
from portal.staff.tables import LogEntry
from portal.staff.times import now
from portal.topics.library import topics
from tests.portal import pages
from tests.portal.corrections.conftest import kept, told
from tests.portal.staff.conftest import People
from tests.portal.staff.worker import Worker


def summary(lang: str = "ar") -> Place:
    return next(p for p in places(PageKind.TOPIC, "notice", lang) if p.at == "summary")


def actions() -> list[str]:
    with unscoped() as session:
        entries = select(LogEntry).where(LogEntry.object_kind == "correction")
        return [entry.action for entry in session.exec(entries.order_by(col(LogEntry.id)))]


def propose(worker: Worker, number: int, place: Place, text: str, status: int = 303) -> None:
    worker.open(f"/corrections/{number}/text?place={place.key.replace('#', '%23')}")
    assert worker.page.first("p", class_="as-written").text == " ".join(place.text.split())
    hidden = {name: worker.hidden(name) for name in ("place", "version")}
    assert hidden["place"] == place.key
    sent = {**hidden, "do": "propose"}
    worker.send(f"/corrections/{number}/text", status, proposal=text, **sent)


@pytest.mark.parametrize("role", Role)
def test_another_organisation_sees_nothing(
    sqlite_office: Flask, sqlite_people: People, role: Role
) -> None:
    number = told(wrong="Hemmeligt sted")
    worker = Worker(sqlite_office).sign_in(role, ours=False)
    assert "Rettelser" not in [link.text for link in worker.page.all("a")]
    for path in ("", f"/{number}", f"/{number}/text"):
        answer = worker.try_to_open(f"/corrections{path}")
        assert answer.status_code == 404
        assert "Hemmeligt" not in answer.text
    worker.open("/")
    for path, sent in (
        ("text", {"place": summary().key, "proposal": "x", "do": "propose"}),
        ("decide", {"do": "decline", "version": "1"}),
        ("decide", {"do": "delete", "sure": "1"}),
    ):
        code = worker.try_to_send(f"/corrections/{number}/{path}", **sent).status_code
        assert code == (403 if path == "decide" and role is not Role.ADMINISTRATOR else 404)
    (row,) = kept()
    assert (row.state, row.version, row.proposal) == (State.OPEN, 1, None)


@pytest.mark.parametrize("number", ["0", "-1", "x", "99", str(2**31), "9" * 30, "1.5", "²"])
def test_a_number_that_is_none_is_not_found(
    sqlite_office: Flask, sqlite_people: People, number: str
) -> None:
    told()
    worker = Worker(sqlite_office).sign_in(Role.READER)
    assert worker.try_to_open(f"/corrections/{number}").status_code == 404


def test_the_list_is_filtered_by_language_page_and_state(office: Flask, people: People) -> None:
    told(wrong="En")
    told(wrong="To", lang="ar")
    told(wrong="Tre", page=PageKind.GLOSSARY, name="", lang="ar")
    told(wrong="Fire", state=State.DECLINED)
    worker = Worker(office).sign_in(Role.READER)

    def shown(query: str) -> set[str]:
        page = worker.open(f"/corrections{query}")
        return {found.text for found in page.all("span", class_="own-text")}

    assert shown("") == {"En", "To", "Tre"}
    assert shown("?language=ar") == {"To", "Tre"}
    assert shown("?language=ar&page=glossary") == {"Tre"}
    assert shown("?state=done") == {"Fire"}
    assert shown("?state=all") == {"En", "To", "Tre", "Fire"}
    assert shown("?state=x&language=xx&page=nowhere&n=99") == {"En", "To", "Tre"}
    # The same filter in the other language of the office.
    worker.open("/corrections?language=ar")
    links = [a.attrs["href"] for a in worker.page.all("a") if a.attrs.get("hreflang") == "en"]
    assert any("language=ar" in link for link in links)


def test_many_are_shown_in_pages(sqlite_office: Flask, sqlite_people: People) -> None:
    for number in range(51):
        told(wrong=f"Nummer {number}")
    worker = Worker(sqlite_office).sign_in(Role.READER)
    assert len(list(worker.open("/corrections").all("span", class_="own-text"))) == 50
    second = worker.open("/corrections?n=2")
    assert [found.text for found in second.all("span", class_="own-text")] == ["Nummer 0"]


def test_a_reader_proposes_and_an_administrator_accepts(office: Flask, people: People) -> None:
    number = told(lang="ar", sentence=topics("ar")["notice"].summary[:60])
    reader = Worker(office).sign_in(Role.READER)
    page = reader.open(f"/corrections/{number}/text")
    first = next(link for link in pages.links(page) if "place=" in link)
    assert "summary" in first  # the most like the sentence stands first
    better = summary().text.replace("إذا وصلك", "إذا وصلتك رسالة", 1)
    assert better != summary().text
    sent = {"place": summary().key, "version": "1", "proposal": better, "do": "look"}
    reader.send(f"/corrections/{number}/text", 200, **sent)
    seen = reader.page.first("div", class_="in-place")
    assert (seen.attrs["lang"], seen.attrs["dir"]) == ("ar", "rtl")
    assert "رسالة" in seen.first("mark").text
    assert "{" not in seen.text  # numbers of the law are filled in
    assert kept()[0].state is State.OPEN
    propose(reader, number, summary(), better)
    refused = reader.try_to_send(f"/corrections/{number}/decide", do="accept", version="2")
    assert refused.status_code == 403
    boss = Worker(office).sign_in(Role.ADMINISTRATOR)
    page = boss.open(f"/corrections/{number}")
    assert "Vores reader" in page.text
    boss.send(f"/corrections/{number}/decide", do="accept", version="2")
    (row,) = kept()
    assert (row.state, row.file, row.place) == (State.ACCEPTED, "topics/notice/ar.md", "summary")
    assert (row.was, row.proposal) == (summary().text, better)
    assert row.proposed_by == people.ours[Role.READER]
    assert row.decided_by == people.ours[Role.ADMINISTRATOR]
    assert actions() == [Action.CORRECTION_PROPOSED, Action.CORRECTION_ACCEPTED]


@pytest.mark.parametrize(
    ("at", "change", "said"),
    [
        ("summary", lambda text: text, "den samme"),
        ("summary", lambda text: "", "udfyldes"),
        ("summary", lambda text: text.replace("{", "").replace("}", ""), "krøllede"),
        ("summary", lambda text: text + " {old_rent}", "krøllede"),
        ("summary", lambda text: text + " 010190-1234", "CPR"),
        ("summary", lambda text: text + "x" * 4000, "for langt"),
        ("body/0", lambda text: text + "\n\nEt nyt afsnit", "Linjer"),
        ("body/0", lambda text: f"- {text}", "Linjer"),
        ("body/0", lambda text: text + " [her](https://evil.example)", "Linjer"),
        ("body/0", lambda text: text + "\n\n### x", "Linjer"),
    ],
)
def test_a_proposal_that_would_break_the_page_is_refused(
    sqlite_office: Flask, sqlite_people: People, at: str, change: object, said: str
) -> None:
    number = told()
    place = next(p for p in places(PageKind.TOPIC, "notice", "da") if p.at == at)
    typed = change(place.text)  # type: ignore[operator]
    worker = Worker(sqlite_office).sign_in(Role.READER)
    propose(worker, number, place, typed, 422)
    assert said in pages.errors(worker.page)["proposal"]
    assert kept()[0].proposal is None


def test_html_is_shown_and_does_nothing(sqlite_office: Flask, sqlite_people: People) -> None:
    number = told(wrong="<script>alert(1)</script>")
    worker = Worker(sqlite_office).sign_in(Role.READER)
    worker.open(f"/corrections/{number}")
    sent = {"place": summary("da").key, "version": "1", "do": "look"}
    evil = summary("da").text + " <b onclick=x>"
    worker.send(f"/corrections/{number}/text", 200, proposal=evil, **sent)
    assert worker.response is not None
    assert "<script>alert" not in worker.response.text
    assert "<b onclick" not in worker.response.text


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (PageKind.QUESTION, "reason"),
        (PageKind.RESULT, ""),
        (PageKind.CHECKLIST, ""),
        (PageKind.GLOSSARY, ""),
    ],
)
def test_texts_of_every_kind_of_page_can_be_seen_in_place(
    sqlite_office: Flask, sqlite_people: People, kind: PageKind, name: str
) -> None:
    number = told(page=kind, name=name)
    every = places(kind, name, "da")
    assert every == [place for place in every if place.text]
    assert len({place.key for place in every}) == len(every)
    worker = Worker(sqlite_office).sign_in(Role.READER)
    worker.open(f"/corrections/{number}/text")
    worker.send(f"/corrections/{number}/text", 200, q=every[5].text)
    place = every[5]
    worker.open(f"/corrections/{number}/text?place={place.key.replace('#', '%23')}")
    sent = {"place": place.key, "version": "1", "do": "look"}
    worker.send(f"/corrections/{number}/text", 200, proposal=place.text + " Bedre.", **sent)
    assert worker.page.first("mark").text.endswith("Bedre.")
    assert len(list(worker.page.first("div", class_="in-place").all("p"))) > 3


def test_the_nearest_text_is_found_with_a_slip() -> None:
    every = places(PageKind.GLOSSARY, "", "da")
    found = nearest(every, "Komunen forbyder at nogen bor i boligen")
    assert found[0].at == "kondemnering"
    assert list(nearest(every, " ")) == every[:60]


def test_of_two_at_once_one_is_told(office: Flask, people: People) -> None:
    number = told(lang="da")
    one, two = Worker(office).sign_in(Role.READER), Worker(office).sign_in(Role.CASEWORKER)
    place = summary("da")
    two.open(f"/corrections/{number}/text?place={place.key.replace('#', '%23')}")
    propose(one, number, place, place.text + " Den ene.")
    late = {"place": place.key, "version": "1", "do": "propose"}
    two.send(f"/corrections/{number}/text", 409, proposal=place.text + " Den anden.", **late)
    assert "Den ene." in two.page.first("main").text
    assert two.page.first("textarea", id="proposal").text.endswith("Den anden.")
    assert (kept()[0].proposal or "").endswith("Den ene.")
    two.send(
        f"/corrections/{number}/text",
        proposal=place.text + " Den anden.",
        **{**late, "version": two.hidden("version")},
    )
    assert (kept()[0].proposal or "").endswith("Den anden.")
    boss = Worker(office).sign_in(Role.ADMINISTRATOR)
    boss.open(f"/corrections/{number}")
    boss.send(f"/corrections/{number}/decide", 409, do="accept", version="2")
    assert kept()[0].state is State.PROPOSED


def test_closed_and_deleted(office: Flask, people: People) -> None:
    closed, gone = told(), told(wrong="Jeg hedder Ida Holm")
    boss = Worker(office).sign_in(Role.ADMINISTRATOR)
    boss.open(f"/corrections/{gone}")
    boss.send(f"/corrections/{gone}/decide", 422)
    boss.send(f"/corrections/{gone}/decide", 422, do="delete")
    assert "sure" in pages.errors(boss.page)
    boss.send(f"/corrections/{gone}/decide", 409, do="accept", version="1")  # nothing is proposed
    boss.send(f"/corrections/{gone}/decide", do="delete", sure="1")
    boss.open(f"/corrections/{closed}")
    boss.send(f"/corrections/{closed}/decide", do="decline", version="1")
    (row,) = kept()
    assert (row.id, row.state) == (closed, State.DECLINED)
    assert actions() == [Action.CORRECTION_DELETED, Action.CORRECTION_DECLINED]


def test_a_text_that_has_changed_since_is_told(sqlite_office: Flask, sqlite_people: People) -> None:
    columns = {"file": "topics/notice/da.md", "place": "summary", "state": State.PROPOSED}
    number = told(
        **columns, was="Noget andet", proposal="Noget bedre", proposed_by=99, proposed=now()
    )
    boss = Worker(sqlite_office).sign_in(Role.ADMINISTRATOR)
    page = boss.open(f"/corrections/{number}")
    assert "ændret siden" in boss.said()
    assert "accept" not in [button.attrs.get("value") for button in page.all("button")]


def test_those_who_run_the_portal_name_the_keepers(office: Flask, people: People) -> None:
    def command(*more: str, status: int = 0) -> str:
        asked = ["staff", "edits-texts", "--organisation", *more]
        result = office.test_cli_runner().invoke(args=asked)
        assert result.exit_code == status, result.output
        return result.output

    told()
    reader = Worker(office).sign_in(Role.READER, ours=False)
    assert reader.try_to_open("/corrections").status_code == 404
    assert "keeps the texts" in command(" Deres Bolig")
    reader.open("/corrections/1")
    assert "Rettelser" in [link.text for link in reader.page.all("a")]
    command("Deres Bolig", "--stop")
    assert reader.try_to_open("/corrections").status_code == 404
    assert "no organisation" in command("Ingen", status=1)
