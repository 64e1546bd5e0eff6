"""The same list on a secret link: kept, shared, changed by several, deleted."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from portal.i18n import LANGUAGES
from portal.staff import limits
from portal.words import words
from tests.browser.states import DEMOLITION
from tests.portal import danish, pages
from tests.portal.checklist.test_page import entries, press, ticked, token_of
from tests.portal.test_course import CASES, events
from tests.rules.households import ON

WIPED = '"cache", "storage"'


def kept_list(keeping: Flask, family: FlaskClient, lang: str = "da") -> str:
    """The address of a new list, kept from one with a tick and a note."""
    first = f"/{lang}/checklist/{token_of(keeping, DEMOLITION)}"
    noted = press(family, first, do="done:keys", note="علي Алі", was="")
    page = pages.read(family.get(noted))
    form = next(f for f in page.all("form") if f.attrs["action"].endswith("/keep"))
    address = press(family, form.attrs["action"])
    assert re.fullmatch(rf"/{lang}/list/[\w-]{{22}}", address)
    return address


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_list_is_kept_with_what_was_ticked_and_noted(
    keeping: Flask, family: FlaskClient, lang: str
) -> None:
    address = kept_list(keeping, family, lang)
    response = family.get(address)
    assert response.headers["Cache-Control"] == "no-store"
    page = pages.read(response)
    assert ticked(page) == {"keys"}
    assert entries(page)["keys"].first("p", class_="own-note").children == ["علي Алі"]
    assert f"http://localhost{address}" in page.text
    assert page.first("svg", class_="qr").attrs["aria-label"]
    # Here the usual promise to keep nothing would not be true.
    assert "Vi spørger ikke om dit navn" not in page.first("footer").text
    said = words(lang).text("checklist", "kept", "saved").raw[0]
    assert said in page.first("footer").text
    if lang != "da":
        assert not danish.left(page, lang)
    if lang == "ar":
        assert not danish.without_arabic(page)


def test_two_phones_see_each_others_ticks(keeping: Flask, family: FlaskClient) -> None:
    address = kept_list(keeping, family)
    other = keeping.test_client()
    assert press(family, address, do="done:meters") == f"{address}#meters"
    assert press(other, address, do="done:fridge", note="a", was="") == f"{address}#fridge"
    assert press(family, address, do="open:keys", note="علي Алі", was="علي Алі")
    for phone in (family, other):
        page = pages.read(phone.get(address))
        assert ticked(page) == {"meters", "fridge"}
        assert entries(page)["keys"].first("textarea").children == ["\nعلي Алі"]


def test_the_same_change_sent_twice_is_done_once(keeping: Flask, family: FlaskClient) -> None:
    address = kept_list(keeping, family)
    press(family, address, do="done:meters", change="0123456789abcdef")
    press(family, address, do="open:meters", change="fedcba9876543210")
    press(family, address, do="done:meters", change="0123456789abcdef")
    assert "meters" not in ticked(pages.read(family.get(address)))


def test_opening_a_link_ticks_nothing(keeping: Flask, family: FlaskClient) -> None:
    """A chat program looks at a link before its reader does."""
    address = kept_list(keeping, family)
    for path in (address, f"{address}?do=done:meters", f"{address}.ics", f"{address}/delete"):
        family.get(path)
        family.head(path)
    assert ticked(pages.read(family.get(address))) == {"keys"}


def test_each_language_shows_the_same_list(keeping: Flask, family: FlaskClient) -> None:
    address = kept_list(keeping, family)
    for lang in LANGUAGES:
        page = pages.read(family.get(address.replace("/da/", f"/{lang}/")))
        assert page.first("html").attrs["lang"] == lang
        assert ticked(page) == {"keys"}


def test_a_note_that_is_too_long_is_told_and_kept(keeping: Flask, family: FlaskClient) -> None:
    address = kept_list(keeping, family)
    response = family.post(address, data={"do": "note:keys", "note": "x" * 301, "was": "علي Алі"})
    page = pages.read(response, 422)
    assert list(pages.errors(page)) == ["note-keys"]
    assert entries(page)["keys"].first("textarea").children == ["\n" + "x" * 301]
    assert entries(pages.read(family.get(address)))["keys"].first("p", class_="own-note").children


def test_many_notes_find_room(keeping: Flask, family: FlaskClient) -> None:
    address = kept_list(keeping, family)
    for name in entries(pages.read(family.get(address))):
        press(family, address, do=f"note:{name}", note="ض" * 300, was="علي Алі" * (name == "keys"))
    page = pages.read(family.get(address))
    assert all(li.first("p", class_="own-note").text == "ض" * 300 for li in entries(page).values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_deleting_is_at_once_and_for_all(keeping: Flask, family: FlaskClient, lang: str) -> None:
    address, other = kept_list(keeping, family, lang), kept_list(keeping, family, lang)
    page = pages.read(family.get(address))
    form = next(f for f in page.all("form") if f.attrs["action"].endswith("/delete"))
    response = family.post(form.attrs["action"])
    assert (response.status_code, response.location) == (303, f"/{lang}/list/deleted")
    done = family.get(response.location)
    assert response.headers["Clear-Site-Data"] == done.headers["Clear-Site-Data"] == WIPED
    said = pages.read(done)
    assert said.first("h1").text == words(lang).text("checklist", "kept", "deleted_title").raw[0]
    gone = pages.read(family.get(address), 404)
    assert f"/{lang}/checklist/" in pages.links(gone)
    if lang != "da":
        assert not danish.left(said, lang)
        assert not danish.left(gone, lang)
    for answer in (
        family.post(address, data={"do": "done:meters"}),
        family.get(f"{address}.ics"),
    ):
        pages.read(answer, 404)
    assert family.post(f"{address}/delete").status_code == 303, "deleting twice is no error"
    assert family.get(other).status_code == 200


@pytest.mark.parametrize("secret", ["x", "A" * 22, "A" * 21, "A" * 4000, "æ", "..", "%00"])
def test_a_link_that_is_none(family: FlaskClient, secret: str) -> None:
    assert family.get(f"/da/list/{secret}").status_code == 404
    assert family.post(f"/da/list/{secret}", data={"do": "done:keys"}).status_code == 404


def test_keeping_a_link_that_does_not_open_keeps_nothing(family: FlaskClient) -> None:
    assert family.post("/da/checklist/nonsense/keep").status_code == 200


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_address_keeps_so_many_lists_an_hour(
    keeping: Flask, family: FlaskClient, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.setattr(limits, "LIST", replace(limits.LIST, free=2))
    here = {"REMOTE_ADDR": f"203.0.113.{list(LANGUAGES).index(lang)}"}
    token = token_of(keeping, DEMOLITION)
    keep = f"/{lang}/checklist/{token}/keep"
    assert [family.post(keep, environ_base=here).status_code for _ in range(3)] == [303] * 3
    response = family.post(keep, environ_base=here)
    assert response.headers["Retry-After"] == "900"
    page = pages.read(response, 429)
    assert page.first("h1").text == words(lang).text("checklist", "wait", "title").raw[0]
    assert "15" in page.first("main").text
    assert f"/{lang}/checklist/{token}" in pages.links(page), "the way back to the list"
    for other in LANGUAGES:
        assert family.get(f"/{other}/checklist/{token}/keep").location == (
            f"/{other}/checklist/{token}"
        )
    if lang != "da":
        assert not danish.left(page, lang)
    elsewhere = {"REMOTE_ADDR": f"198.51.100.{list(LANGUAGES).index(lang)}"}
    assert family.post(keep, environ_base=elsewhere).status_code == 303
    with time_machine.travel(f"{ON}T13:00:01+01:00", tick=False):
        assert family.post(keep, environ_base=here).status_code == 303


def test_after_twelve_months_it_is_gone(keeping: Flask, family: FlaskClient) -> None:
    address = kept_list(keeping, family)
    assert "21. november 2027" in pages.read(family.get(address)).text
    run = keeping.test_cli_runner()
    with time_machine.travel(f"{ON + timedelta(days=364)}T12:00:00+01:00", tick=False):
        assert "checklists: 0 deleted" in run.invoke(args=["data", "purge"]).output
        assert family.get(address).status_code == 200
    with time_machine.travel(f"{ON + timedelta(days=366)}T12:00:00+01:00", tick=False):
        assert family.get(address).status_code == 404
        output = run.invoke(args=["data", "purge"]).output
        assert re.search(r"checklists: [1-9]\d* deleted", output)
        assert "checklists: 0 deleted" in run.invoke(args=["data", "purge"]).output
    assert family.get(address).status_code == 404


def test_the_calendar(keeping: Flask, family: FlaskClient) -> None:
    address = kept_list(keeping, family)
    found = events(family.get(f"{address}.ics"))
    press(family, address, do="done:meters")
    assert len(events(family.get(f"{address}.ics"))) == len(found) - 1
    bare = family.post(f"/da/checklist/{token_of(keeping, CASES['temporary'])}/keep").location
    assert family.get(f"{bare}.ics").location == bare


def test_the_worker_is_for_these_pages_only(family: FlaskClient) -> None:
    response = family.get("/ar/list/worker.js")
    assert (response.status_code, response.mimetype) == (200, "text/javascript")
    assert response.headers["Cache-Control"] == "no-cache"
    assert "Service-Worker-Allowed" not in response.headers
    assert "worker-src 'self'" in response.headers["Content-Security-Policy"]
    again = family.get("/ar/list/worker.js", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_a_list_in_its_address_has_no_worker(keeping: Flask, family: FlaskClient) -> None:
    token = token_of(keeping, DEMOLITION)
    assert "worker.js" not in family.get(f"/da/checklist/{token}").text
    assert "worker.js" in family.get(kept_list(keeping, family)).text


def test_the_log_tells_of_no_link(
    keeping: Flask, family: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    address = kept_list(keeping, family)
    family.get(address)
    secret = address.rpartition("/")[2]
    assert secret not in caplog.text
    assert secret not in str([record.__dict__ for record in caplog.records])
