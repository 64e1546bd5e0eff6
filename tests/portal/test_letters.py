"""The letters: each in every language, filled from answers, on sources of its own."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.i18n import LANGUAGES, in_language
from portal.letters import typed as forms
from portal.letters.catalogue import BY_ID
from portal.letters.page import Household, LetterPage, choices
from portal.letters.written import BLANK
from portal.tokens import EMPTY
from portal.words import words
from rules.facts import Landlord, Reason, Tenure
from rules.sources import load_registry
from tests.portal.danish import left
from tests.portal.letters import (
    ALMEN,
    CASES,
    IDS,
    OFFERED,
    PERMANENT,
    Answers,
    danish_letter,
    plain,
    post,
    token_of,
    typed_lines,
)
from tests.portal.pages import links, read
from tests.rules.households import ON


@pytest.mark.parametrize("case", CASES)
def test_a_case_gets_the_letters_that_fit_it(
    visitor: FlaskClient, portal: Flask, case: str
) -> None:
    answers, fit, unfit = CASES[case]
    page = read(visitor.get(f"/da/letters/{token_of(portal, answers)}/"))
    fitting = [
        a.attrs["href"].rpartition("/")[2]
        for a in page.first("section", **{"aria-labelledby": "fitting"}).all("a")
    ]
    assert fit <= set(fitting)
    assert not unfit & set(fitting)
    everywhere = {href.rpartition("/")[2] for href in links(page)}
    assert everywhere >= set(IDS), "the others can be reached as well"
    assert fitting == [name for name in IDS if name in fitting], "time limits first"


def test_without_answers_all_letters_stand_in_one_list(visitor: FlaskClient) -> None:
    for address in ("/da/letters/", f"/da/letters/{EMPTY}/"):
        page = read(visitor.get(address))
        assert {h.rpartition("/")[2] for h in links(page)} >= set(IDS)
        assert not list(page.all("section", **{"aria-labelledby": "fitting"}))


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("case", ["", *CASES])
def test_each_letter_is_whole_and_its_danish_the_same_in_every_language(
    visitor: FlaskClient, portal: Flask, name: str, case: str
) -> None:
    token = token_of(portal, CASES[case][0]) if case else EMPTY
    sent, copied = set(), set()
    for lang in LANGUAGES:
        address = f"/{lang}/letters/{token}/{name}"
        form = read(visitor.get(address))
        assert form.first("h1").text
        page = post(visitor, address)
        for shown in (form, page):
            assert not re.search(r"[\ue000\ue001]", shown.text)
            if lang != "da":
                assert not [text for text in left(shown, lang) if text not in typed_lines()]
        sent.add(danish_letter(page).text)
        copied.add(plain(page))
        # read() has seen that no placeholder is left
        assert len(list(page.all("article"))) == (1 if lang == "da" else 2)
    assert len(sent) == len(copied) == 1
    letter = sent.pop()
    for text in ("Fatima Ali", "2400 København NV", "26-1234", "21. november 2026"):
        assert text in letter
        assert text in next(iter(copied))


@pytest.mark.parametrize("name", IDS)
def test_a_letter_leaves_room_for_what_nobody_typed(visitor: FlaskClient, name: str) -> None:
    page = read(visitor.post(f"/da/letters/{EMPTY}/{name}", data={}))
    letter = danish_letter(page).text
    assert f"Navn: {BLANK}" in letter
    assert f"Til: {BLANK}" in letter
    assert f"Dato: {BLANK}" in letter


def test_answers_are_written_in(visitor: FlaskClient, portal: Flask) -> None:
    token = token_of(portal, OFFERED)
    letter = plain(post(visitor, f"/ar/letters/{token}/object_to_offer"))
    assert "Jeg modtog tilbuddet den 2. november 2026." in letter
    assert "Husstanden er på 4 personer, og den bolig, vi skal forlade, har 3 rum." in letter
    assert "byfornyelseslovens § 62, stk. 5-6" in letter
    assert "Min begrundelse: Der er skimmel.\nDer er ingen elevator." in letter
    page = read(visitor.get(f"/da/letters/{token}/object_to_offer"))
    assert "14. december 2026" in page.first("dl").text


def test_a_date_known_to_the_month_is_written_as_such(portal: Flask) -> None:
    from rules.approximate import Month

    household = Household({**OFFERED, "offer_date": Month(2026, 11)}, ON)
    with portal.test_request_context("/da/"):
        page = LetterPage(BY_ID["object_to_offer"], household, forms.nothing(ON), "")
        assert any("tilbuddet i november 2026" in text for text in page.danish.paragraphs)


@pytest.mark.parametrize(
    ("answers", "act"),
    [
        (ALMEN, "almenlejelovens § 89, stk. 2"),
        ({**PERMANENT, "notice_received": date(2026, 11, 10)}, "byfornyelseslovens § 58, stk. 4"),
        ({**ALMEN, "landlord": Landlord.PRIVATE}, "lejelovens § 176"),
        (
            {"tenure": Tenure.TENANT, "reason": Reason.EXPROPRIATION, "landlord": Landlord.ALMEN},
            "almenlejelovens § 89, stk. 2",
        ),
    ],
)
def test_an_objection_names_the_act_that_applies(
    visitor: FlaskClient, portal: Flask, answers: Answers, act: str
) -> None:
    token = token_of(portal, answers)
    form = read(visitor.get(f"/da/letters/{token}/object_to_notice"))
    assert not list(form.all("input", name="version")), "nothing to choose"
    letter = danish_letter(post(visitor, f"/da/letters/{token}/object_to_notice")).text
    assert set(re.findall(r"\w+lovens §", letter)) == {act.partition("§")[0] + "§"}
    assert act in letter


def test_who_cannot_tell_the_act_chooses_or_does_not_know(visitor: FlaskClient) -> None:
    address = f"/da/letters/{EMPTY}/object_to_notice"
    form = read(visitor.get(address))
    offered = [i.attrs["value"] for i in form.all("input", name="version")]
    assert offered == ["byfornyelse", "almen", "private", "unknown"]
    almen = danish_letter(post(visitor, address, version="almen")).text
    assert "almenlejelovens § 89, stk. 2" in almen
    assert "lejelovens § 176" not in almen
    for other in ("unknown", "", "nonsense", "<script>"):
        letter = danish_letter(post(visitor, address, version=other)).text
        assert "eller lejelovens § 176" in letter


def test_a_letter_whose_rule_does_not_hold_says_so(visitor: FlaskClient, portal: Flask) -> None:
    used = token_of(portal, {**OFFERED, "refusals_used": 1})
    warned = read(visitor.get(f"/da/letters/{used}/refuse_offer"))
    assert list(warned.all("div", class_="warn"))
    other_act = read(visitor.get(f"/da/letters/{token_of(portal, ALMEN)}/refuse_offer"))
    notice = words("da").text("pages", "letters", "not_yours").raw[0]
    assert notice in other_act.first("div", class_="warn").text
    fits = read(visitor.get(f"/da/letters/{token_of(portal, OFFERED)}/refuse_offer"))
    assert not list(fits.all("div", class_="warn"))


def test_receipts_are_listed_and_added_up(visitor: FlaskClient) -> None:
    typed = {
        "what_1": "Flyttebil",
        "amount_1": "1.200,50",
        "what_2": "Kasser",
        "amount_2": "٣٠٠",
        "amount_3": "0,25",
    }
    address = f"/en/letters/{EMPTY}/moving_costs"
    letter = plain(post(visitor, address, **typed))
    assert "- Flyttebil: 1.200,50 kr.\n- Kasser: 300,00 kr.\n" in letter
    assert "I alt: 1.500,75 kr." in letter
    open_ = plain(post(visitor, address, what_1="Flyttebil", what_2="Kasser", amount_2="10"))
    assert f"- Flyttebil: {BLANK}\n- Kasser: 10,00 kr." in open_
    assert "I alt" not in open_, "no sum while an amount is missing"


def _acts(name: str) -> Iterator[tuple[str, str, str]]:
    """Each paragraph that a letter names: (version, act, number)."""
    versions = set(words("da").branch("letters", name, "versions"))
    for path, text in words("da").all():
        if path[:2] != ("letters", name) or path[2] not in ("title", "subject", "body"):
            continue
        version = path[-1] if path[-1] in versions else ""
        for raw in text.raw:
            act = ""
            for word, numbers in re.findall(
                r"(\w+lov)ens?\b|§§? ([\d, a-]+(?:og \d+)?(?:-\d+)?)", raw
            ):
                act = f"{word}en" if word else act
                for number in re.findall(r"\d+(?: a)?(?=\b)", numbers):
                    yield version, act, number


@pytest.mark.parametrize("name", IDS)
def test_every_paragraph_named_is_one_of_the_letters_sources(name: str) -> None:
    found = list(_acts(name))
    for version, act, number in found:
        where = words("da").branch("letters", name, "versions")
        versions = [version] if version else list(where)
        cited = {
            (source.law, n)
            for v in versions
            for rule in words("da").text("letters", name, "versions", v, "rules").raw
            for source in load_registry()[rule].sources
            for n in _numbers(source.ref)
        }
        assert (act, number) in cited, (name, version, act, number)


def _numbers(ref: str) -> set[str]:
    """The paragraphs of a reference, those between two ends too."""
    whole = re.sub(r"(stk|nr|pkt)\. [\d-]+( og \d+)?", "", ref)
    found = set(re.findall(r"\d+(?: a)?\b", whole))
    for low, high in re.findall(r"(\d+)-(\d+)", whole):
        found |= {str(n) for n in range(int(low), int(high) + 1)}
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_letter_has_its_words_and_no_word_is_left_over(lang: str) -> None:
    found = words(lang)
    assert set(found.branch("letters")) == set(IDS)
    for name in IDS:
        versions = set(found.branch("letters", name, "versions"))
        for version in versions:
            for part in ("label", "to", "deadline", "rules"):
                assert found.has("letters", name, "versions", version, part), (name, version)
        for part, node in found.branch("letters", name, "body").items():
            if not hasattr(node, "raw"):
                assert set(node) <= versions, (name, part)
        assert found.has("letters", name, "fields", "addition", "label")


def test_the_list_is_in_the_language_of_the_page(portal: Flask) -> None:
    for lang in LANGUAGES:
        with portal.test_request_context(f"/{lang}/"), in_language(lang):
            found = choices(Household(OFFERED, ON))
            titles = [entry.title for entry in (*found.fitting, *found.others)]
            own = words(lang).branch("letters").values()
            assert sorted(titles) == sorted(node["title"].raw[0] for node in own)  # type: ignore[index,union-attr]
