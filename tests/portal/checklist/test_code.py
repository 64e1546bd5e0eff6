"""The short code of a letter, typed in place of the long address."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from portal.cases import links
from portal.cases.tables import Household
from portal.i18n import LANGUAGES, gettext, in_language
from portal.staff import limits
from portal.staff.scope import unscoped
from portal.words import words
from tests.portal import danish, pages
from tests.portal.cases.factory import make_case, make_household, make_link
from tests.portal.checklist.phone import Phone, all_rows
from tests.portal.checklist.test_page import entries, ticked
from tests.portal.staff.conftest import People
from tests.rules.households import ON

ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
#: made of the right signs, and of no letter
WRONG = "AAAA-CCCC"


@pytest.fixture(autouse=True)
def _on_one_day() -> Iterator[None]:
    with time_machine.travel(f"{ON}T12:00:00+01:00", tick=False):
        yield


@pytest.fixture
def phone(sqlite_office: Flask) -> Phone:
    return Phone(sqlite_office)


@pytest.fixture
def household(sqlite_people: People) -> Household:
    return make_household(make_case(sqlite_people.our_organisation))


@pytest.fixture
def code(household: Household) -> str:
    return links.shown_code(make_link(household).code)


def message(lang: str, problem: str) -> str:
    return words(lang).text("checklist", "errors", problem).raw[0].replace("{minutes}", "1")


def try_wrong(phone: Phone, times: int) -> list[int]:
    return [phone.post("/da/c", code=WRONG).status_code for _ in range(times)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page(phone: Phone, household: Household, lang: str) -> None:
    response = phone.get(f"/{lang}/c")
    page = pages.read(response)
    assert page.first("h1").text == words(lang).text("checklist", "code", "title").raw[0]
    field = page.first("input", name="code").attrs
    assert (field["value"], field["dir"], field["autocomplete"]) == ("", "ltr", "off")
    assert page.first("label", **{"for": field["id"]}).text
    assert page.first(id=field["aria-describedby"]).text
    assert pages.errors(page) == {}
    assert f"/{lang}/checklist/" in pages.links(page)
    if lang != "da":
        assert not danish.left(page, lang)
    if lang == "ar":
        assert not danish.without_arabic(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_right_code_opens_the_list(phone: Phone, code: str, lang: str) -> None:
    response = phone.post(f"/{lang}/c", code=code)
    assert response.status_code == 303
    assert response.headers["Cache-Control"] == "no-store"
    secret = response.location.removeprefix(f"/{lang}/list/")
    assert len(secret) == 22
    assert code.replace("-", "") not in response.location
    page = pages.read(phone.get(response.location))
    assert entries(page)
    assert phone.post(response.location, do="done:keys").status_code == 303
    # Another phone gets a link of its own to the same list.
    other = phone.post("/da/c", code=code).location
    assert not other.endswith(secret)
    assert ticked(pages.read(phone.get(other))) == {"keys"}


@pytest.mark.parametrize(
    "typed",
    [
        "{}",
        "  {} ",
        "{}-",
        "{0[0]} {0[1]}{0[2]}–{0[3]}\t{0[5]}.{0[6]}  {0[7]}-{0[8]}\n",
        "\u2066{}\u2069",
    ],
)
@pytest.mark.parametrize("change", [str, str.lower, lambda code: code.translate(ARABIC_DIGITS)])
def test_a_code_as_people_type_it(
    phone: Phone, household: Household, typed: str, change: Callable[[str], str]
) -> None:
    code = ""
    while not any(sign.isdecimal() for sign in code):
        code = links.shown_code(make_link(household).code)
    assert phone.post("/ar/c", code=typed.format(change(code))).status_code == 303


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "code_empty"),
        (" \t ", "code_empty"),
        (WRONG, "code_wrong"),
        ("AAAA", "code_wrong"),
        ("AAAA-CCCC-DDDD", "code_wrong"),
        ("O0I1-5S8B", "code_wrong"),
        ("'; --", "code_wrong"),
        ("<b>&amp;", "code_wrong"),
        ("رمز ١٢٣", "code_wrong"),
        ("\x00\ud7ff", "code_wrong"),
        ("7" * 5000, "code_wrong"),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_no_code_is_told_and_kept(
    phone: Phone, code: str, lang: str, typed: str, problem: str
) -> None:
    page = pages.read(phone.post(f"/{lang}/c", code=typed), 422)
    assert pages.errors(page) == {"code": message(lang, problem)}
    assert message(lang, problem) in page.first("p", id="code-error").text
    field = page.first("input", name="code").attrs
    assert field["value"] == typed[:40]
    assert field["aria-invalid"] == "true"
    assert field["aria-describedby"] == "code-hint code-error"
    assert page.first("title").text.startswith(words_of_error(lang))
    if lang != "da":
        assert not danish.left(page, lang)


def words_of_error(lang: str) -> str:
    with in_language(lang):
        return gettext("Fejl:")


def test_no_field_at_all_is_an_empty_one(phone: Phone, code: str) -> None:
    assert list(pages.errors(pages.read(phone.post("/da/c"), 422))) == ["code"]


@pytest.mark.parametrize("end", ["expired", "withdrawn", "removed"])
def test_a_code_that_works_no_longer(
    phone: Phone, household: Household, code: str, end: str
) -> None:
    later = datetime.now(UTC)
    opened = phone.post("/da/c", code=code).location
    with unscoped() as session:
        if end == "expired":
            later += timedelta(days=30)
        elif end == "withdrawn":
            links.withdraw(session, [household.id or 0])
        else:
            session.get_one(Household, household.id).removed = later
        session.commit()
    with time_machine.travel(later, tick=False):
        page = pages.read(phone.post("/da/c", code=code), 422)
        assert pages.errors(page) == {"code": message("da", "code_wrong")}
        assert phone.get(opened).status_code == 404, "nor does what it opened"


def test_a_new_letter_has_a_new_code_and_the_old_one_ends_with_its_link(
    phone: Phone, household: Household, code: str
) -> None:
    with unscoped() as session:
        links.withdraw(session, [household.id or 0])
        session.commit()
    new = make_link(household).code
    assert phone.post("/da/c", code=new).status_code == 303
    assert phone.post("/da/c", code=code).status_code == 422


@pytest.mark.parametrize("lang", LANGUAGES)
def test_guessing_is_slowed(sqlite_office: Flask, code: str, lang: str) -> None:
    guesser = Phone(sqlite_office)
    assert try_wrong(guesser, limits.CODE.free + 1) == [422] * (limits.CODE.free + 1)
    before = all_rows()
    response = guesser.post(f"/{lang}/c", code=code)
    page = pages.read(response, 429)
    assert response.headers["Retry-After"] == str(limits.CODE.first.seconds)
    assert response.headers["Cache-Control"] == "no-store"
    assert pages.errors(page) == {"code": message(lang, "code_wait")}
    assert page.first("input", name="code").attrs["value"] == code, "what was typed is kept"
    if lang != "da":
        assert not danish.left(page, lang)
    assert all_rows() == before, "the right code opens nothing meanwhile"
    assert Phone(sqlite_office, "203.0.113.7").post("/da/c", code=code).status_code == 303
    with time_machine.travel(datetime.now(UTC) + limits.CODE.first, tick=False):
        assert guesser.post(f"/{lang}/c", code=code).status_code == 303


def test_the_wait_grows_and_is_forgotten_after_an_hour(phone: Phone, household: Household) -> None:
    try_wrong(phone, limits.CODE.free)
    moment, waits = datetime.now(UTC), []
    for _ in range(9):
        with time_machine.travel(moment, tick=False):
            assert try_wrong(phone, 2) == [422, 429]
            waits.append(int(phone.post("/da/c", code=WRONG).headers["Retry-After"]))
        moment += timedelta(seconds=waits[-1])
    assert waits == [15, 30, 60, 120, 240, 480, 900, 900, 900][: len(waits)]
    with time_machine.travel(moment + timedelta(hours=1), tick=False):
        assert try_wrong(phone, limits.CODE.free) == [422] * limits.CODE.free


def test_a_success_takes_back_only_its_own_try(phone: Phone, code: str) -> None:
    """Else one code that is right would pay for any number of guesses."""
    assert try_wrong(phone, limits.CODE.free - 1) == [422] * (limits.CODE.free - 1)
    for _ in range(limits.CODE.free + 1):
        assert phone.post("/da/c", code=code).status_code == 303
    assert try_wrong(phone, 3) == [422, 422, 429]


def test_the_log_tells_of_no_code(
    phone: Phone, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    phone.post("/da/c", code=code)
    phone.post("/da/c", code=WRONG)
    everything = caplog.text + str([record.__dict__ for record in caplog.records])
    assert code not in everything
    assert WRONG not in everything


def test_many_addresses_of_one_network_gain_nothing(
    sqlite_office: Flask, household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CODE_NETWORK", replace(limits.CODE_NETWORK, free=20))
    tries = iter(range(1, 100))

    def one_of(network: str) -> int:
        (status,) = try_wrong(Phone(sqlite_office, f"{network}:{next(tries):x}::1"), 1)
        return status

    assert {one_of("2001:db8:1") for _ in range(21)} == {422}
    assert one_of("2001:db8:1") == 429
    assert one_of("2001:db8:2") == 422
