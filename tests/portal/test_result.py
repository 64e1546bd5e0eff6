"""The answer as a letter: complete in each language, the same in each, and right."""

from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from portal.i18n import LANGUAGES
from portal.words import words
from rules.approximate import Month
from rules.assess import assess
from rules.interview import QUESTION_OF, THEMES, Part
from rules.outcomes import Rehousing
from tests.portal import danish, pages
from tests.portal.answers import said
from tests.portal.households import EVERYTHING, MAIN
from tests.portal.journeys import Journey
from tests.rules.cases import ALL, WorkedCase
from tests.rules.households import ON

#: those that are also led through every part
FURTHER = ("temporary", "permanent", "on_demand", "none_two_year", "disputed_any_home")
ALL_PARTS = tuple(part for part in Part if part is not Part.MAIN)
#: where *yes* is bad news for the household
AGAINST = ("two_year_rule",)
#: no rights, but whether what was given is as the law wants it
CHECKS = (
    "offer_size_ok",
    "offer_location_ok",
    "notice_valid",
    "notice_period_ok",
    "notice_ground",
)


def addresses(client: FlaskClient, name: str, *, further: bool) -> str:
    """The result of a household; ``further``: after every part, as far as it knows."""
    facts = {**EVERYTHING, **MAIN[name][0]} if further else MAIN[name][0]
    journey = Journey(client, facts).begin()
    return (journey.further(*ALL_PARTS) if further else journey).address


def in_language(address: str, lang: str) -> str:
    return address.replace("/da/", f"/{lang}/", 1)


@pytest.fixture(scope="module")
def results(visitor: FlaskClient) -> dict[str, dict[str, pages.Element]]:
    """Every result in every language: `results[address][lang]`."""
    found = [addresses(visitor, name, further=False) for name in MAIN]
    found += [addresses(visitor, name, further=True) for name in FURTHER]
    return {
        address: {lang: pages.read(visitor.get(in_language(address, lang))) for lang in LANGUAGES}
        for address in dict.fromkeys(found)
    }


Results = dict[str, dict[str, pages.Element]]


def test_the_answer_is_the_same_in_each_language(results: Results) -> None:
    assert len(results) >= len(MAIN)
    for spoken in results.values():
        page = spoken["da"]
        for lang, other in spoken.items():
            assert said(other.first("h1").text, lang) == said(page.first("h1").text, "da")
            assert pages.findings(other) == pages.findings(page)
            for tag in ("h2", "h3", "time", "details", "td"):
                assert len(list(other.all(tag))) == len(list(page.all(tag)))
            assert days(other) == days(page)
            assert laws(other) == laws(page)


def days(page: pages.Element) -> list[str]:
    return [time.attrs["datetime"] for time in page.all("time")]


def laws(page: pages.Element) -> list[str]:
    return [a for a in pages.links(page) if a.startswith("http")]


def test_no_danish_is_left_in_english(results: Results) -> None:
    found = {text for spoken in results.values() for text in danish.left(spoken["en"], "en")}
    assert not found


def test_no_danish_is_left_in_arabic(results: Results) -> None:
    found = {text for spoken in results.values() for text in danish.left(spoken["ar"], "ar")}
    found |= {t for spoken in results.values() for t in danish.without_arabic(spoken["ar"])}
    assert not found


def test_every_right_names_its_source(results: Results) -> None:
    for spoken in results.values():
        for lang, page in spoken.items():
            for identity in pages.findings(page):
                item = page.first("li", id=identity)
                sources = item.first("ul", class_="sources")
                assert list(sources.all("li"))
                for law in sources.all(lang="da"):
                    assert law.attrs["dir"] == "ltr"
                    assert law.tag == "bdi" or law.attrs["href"].startswith("https://")
                    assert law.text
                assert item.first("h3").text, (lang, identity)


def test_every_result_ends_with_somebody_who_helps(results: Results) -> None:
    for spoken in results.values():
        for lang, page in spoken.items():
            helpers = page.first("ul", class_="helpers").text
            for helper in ("kommunen", "lejerorganisation", "advokatvagt"):
                assert words(lang).text("helpers", helper, "name").raw[0] in helpers
            assert f"/{lang}/delete" in pages.links(page)


def test_the_act_that_applies_is_named(results: Results) -> None:
    for address in results:
        page = results[address]["ar"]
        outcome = said(page.first("h1").text, "ar")[0]
        letterhead = page.first("header", class_="letterhead").text
        if outcome in (Rehousing.DISPUTED, Rehousing.MUNICIPALITY_DECIDES):
            assert "Byfornyelsesloven" in letterhead
        if outcome in (Rehousing.LANDLORD_DECIDES, Rehousing.TENANT_CHOOSES):
            assert "Almenlejeloven" in letterhead


def test_danish_can_stand_beside_a_translation(visitor: FlaskClient) -> None:
    address = addresses(visitor, "permanent", further=False)
    heading = pages.read(visitor.get(address)).first("h1").text
    for lang in ("en", "ar"):
        alone = pages.read(visitor.get(in_language(address, lang)))
        both = pages.read(visitor.get(f"{in_language(address, lang)}?beside=da"))
        beside = [element.text for element in both.all(lang="da", class_="danish")]
        assert any(heading in text for text in beside)
        assert not [e for e in alone.all(class_="danish") if heading in e.text]
        assert pages.findings(both) == pages.findings(alone)
    assert "Dansk" in pages.read(visitor.get(f"{address}?beside=da")).text
    assert not list(pages.read(visitor.get(f"{address}?beside=xx")).all(class_="danish"))


def test_the_rents_go_along_to_the_calculator(visitor: FlaskClient) -> None:
    page = Journey(visitor, EVERYTHING).begin().further(Part.NEW_HOME).page
    link = next(a for a in pages.links(page) if "/phase-in-support/" in a)
    sums = pages.read(visitor.get(link))
    assert "1.684,50 kr." in sums.first("p", class_="amount").text
    for rent in ("4385", "6912"):
        assert rent not in link


def test_dates_known_to_the_month_are_shown_as_about(visitor: FlaskClient) -> None:
    facts = {**EVERYTHING, "assigned": Month(2026, 3), "moved_in": Month(2026, 5)}
    page = Journey(visitor, facts).begin().further(Part.NEW_HOME).page
    assert "regret" in pages.findings(page)
    assert "marts 2028" in page.first("li", id="regret").text
    assert "1. marts 2028" not in page.first("li", id="regret").text
    assert "cirka 1. marts 2028" in page.first("ol", class_="timeline").text


def test_deadlines_stand_in_order_and_one_is_next(visitor: FlaskClient) -> None:
    page = Journey(visitor, EVERYTHING).begin().further(*ALL_PARTS).page
    line = page.first("ol", class_="timeline")
    told = days(line)
    assert told == sorted(told)
    assert {"2026-12-07", "2026-12-14", "2028-03-02"} <= set(told)
    upcoming = [day for day in told if date.fromisoformat(day) >= ON]
    assert [days(item)[0] for item in line.all("li", class_="next")] == upcoming[:1]
    past = [days(item)[0] for item in line.all("li", class_="past")]
    assert past == [day for day in told if date.fromisoformat(day) < ON]


def test_the_day_decides(visitor: FlaskClient) -> None:
    """The same link, opened after the objection's last day."""
    address = Journey(visitor, EVERYTHING).begin().further(Part.OFFER).address
    open_ = pages.findings(pages.read(visitor.get(address)))
    with time_machine.travel(date(2026, 12, 7), tick=False):
        last = pages.findings(pages.read(visitor.get(address)))
    with time_machine.travel(date(2026, 12, 8) + timedelta(hours=12), tick=False):
        late = pages.findings(pages.read(visitor.get(address)))
    assert (open_["objection_open"], last["objection_open"]) == ("yes", "yes")
    # Nobody was asked yet whether they objected in time.
    assert late["objection_open"] == "unsure"


def asked(case: WorkedCase) -> bool:
    """The guide asks for every fact of the case."""
    return all(name in QUESTION_OF for name in case.facts.known())


def parts_of(case: WorkedCase) -> list[Part]:
    """The parts whose questions the case has answers to."""
    told = {QUESTION_OF[name].id for name in case.facts.known() if name in QUESTION_OF}
    return [part for part in ALL_PARTS if told & set(THEMES[part].questions)]


def group_of(finding: str, verdict: str) -> set[str]:
    """Where a finding is shown; one that is left out counts as *no*."""
    if verdict == "disputed":
        return {"unsure"}
    if verdict == "unknown":  # shown once it was asked about
        return {"unsure", "left out"}
    if finding in CHECKS:
        return {"met", "left out"} if verdict == "yes" else {"broken", "left out"}
    good = (verdict == "yes") is not (finding in AGAINST)
    return {"yes"} if good else {"no", "left out"}


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_a_worked_case_through_the_guide(portal: Flask, case: WorkedCase) -> None:
    """The main verdict, and every finding that the guide asks about, as the law sheet has them."""
    with time_machine.travel(f"{case.on}T12:00:00+01:00", tick=False):
        journey = Journey(portal.test_client(), case.facts.known()).begin()
        outcome = said(journey.page.first("h1").text, "da")[0]
        assert outcome == assess(case.facts, case.on).rehousing, case.why
        journey.further(*parts_of(case))
    assert said(journey.page.first("h1").text, "da")[0] == outcome
    if verdict := case.expect.get("rehousing", {}).get("verdict"):
        assert outcome == verdict
    shown = pages.findings(journey.page)
    for finding, verdict in case.expect.get("findings", {}).items():
        assert shown.get(finding, "left out") in group_of(finding, verdict), (finding, case.why)
    for finding in case.expect.get("not_findings", []):
        assert shown.get(finding) != "yes", finding
    for day in case.expect.get("deadlines", {}).values():
        assert day in days(journey.page.first("ol", class_="timeline"))
    for finding, value in case.expect.get("values", {}).items():
        if finding in shown:
            item = journey.page.first("li", id=finding).text
            assert value.removesuffix(".00").replace("-", "–") in item.replace(".", ""), finding


def test_the_guide_asks_for_nearly_all_that_the_cases_tell() -> None:
    assert [case.id for case in ALL if not asked(case)] == ["WC-07"]


def test_what_is_wrong_with_an_offer_or_a_notice_is_no_lack_of_a_right(
    portal: Flask, visitor: FlaskClient
) -> None:
    facts = {**EVERYTHING, "offer_rooms": 1, "notice_states_objection_right": False}
    page = Journey(visitor, facts).begin().further(*ALL_PARTS).page
    shown = pages.findings(page)
    assert (shown["offer_size_ok"], shown["notice_valid"]) == ("broken", "broken")
    assert not [each for each, kind in shown.items() if kind in ("yes", "no") and each in CHECKS]
    for kind in ("yes", "no"):
        for group in page.all("section", class_=kind):
            assert not [title.text for title in group.all("h3") if title.text.endswith("?")]


def test_nothing_is_refused_to_someone_of_whom_nothing_is_known(visitor: FlaskClient) -> None:
    """And there is still something to do: no letter of the law names it, but advice is free."""
    page = Journey(visitor, {"reason": None}).begin().page
    assert "no" not in pages.findings(page).values()
    steps = page.first("ol", class_="steps").text
    assert "Find først ud af" in steps
    assert "Få råd" in steps
