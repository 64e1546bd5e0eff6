"""The letters: each in every language, filled from answers, and whatever is typed into them."""

import logging
import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from portal.i18n import LANGUAGES, in_language
from portal.letters import typed as forms
from portal.letters.catalogue import BY_ID, LETTERS
from portal.letters.page import Household, LetterPage, choices
from portal.letters.written import BLANK, CLOSE, OPEN
from portal.tokens import EMPTY
from portal.words import words
from rules.facts import NOT_YET, HomeKind, Landlord, Reason, SelfFound, Tenure
from rules.sources import load_registry
from tests.portal.danish import left
from tests.portal.pages import Element, errors, links, parse, read
from tests.rules.households import ON

Answers = dict[str, Any]

IDS = [letter.id for letter in LETTERS]
_PERMANENT: Answers = {
    "tenure": Tenure.TENANT,
    "landlord": Landlord.PRIVATE,
    "reason": Reason.DEMOLITION,
    "renewal_decision": True,
    "lease_start": date(2015, 5, 1),
    "landlord_informed": date(2026, 2, 2),
    "decision_date": date(2026, 3, 2),
    "persons": 4,
    "rooms": 3,
}
_OFFERED: Answers = {
    **_PERMANENT,
    "offer_kind": HomeKind.PERMANENT,
    "offer_rooms": 2,
    "offer_date": date(2026, 11, 2),
    "offer_told_of_objection": True,
    "refusals_used": 0,
}
_ALMEN: Answers = {
    "tenure": Tenure.TENANT,
    "landlord": Landlord.ALMEN,
    "reason": Reason.RENOVATION,
    "renewal_decision": False,
    "notice_received": date(2026, 11, 10),
}
#: household → (answers, letters that fit it, letters that do not)
CASES: dict[str, tuple[Answers, set[str], set[str]]] = {
    "offered": (
        _OFFERED,
        {"object_to_offer", "refuse_offer", "moving_costs", "written_decision", "interpreter"},
        {"object_to_notice", "demand_106", "compensation_landlord", "use_two_year_right"},
    ),
    "no used": (
        {**_OFFERED, "refusals_used": 1},
        {"object_to_offer"},
        {"refuse_offer"},
    ),
    "assigned": (
        {**_PERMANENT, "assigned": date(2026, 5, 1), "self_found": SelfFound.NO},
        {"use_two_year_right"},
        {"own_home_approval", "support_self_found", "object_to_offer"},
    ),
    "almen notice": (
        _ALMEN,
        {"object_to_notice"},
        {"refuse_offer", "use_two_year_right", "demand_155_rule", "demand_106"},
    ),
    "notice too old": (
        {**_ALMEN, "notice_received": date(2026, 8, 1)},
        {"interpreter"},
        {"object_to_notice"},
    ),
    "almen for good": (
        {**_ALMEN, "reason": Reason.DEMOLITION, "fixed_term": False},
        {"moving_costs"},
        {"own_home_approval"},
    ),
    "almen for a while": (
        {
            **_ALMEN,
            "fixed_term": False,
            "months_away": 5,
            "agreed_kind": HomeKind.TEMPORARY,
        },
        {"own_home_approval", "moving_costs"},
        {"support_self_found"},
    ),
    "rent": (
        {
            **_PERMANENT,
            "reason": Reason.RENT_INCREASE,
            "increase_per_m2": 300,
            "earlier_increase_per_m2": 0,
            "increase_announced": date(2026, 10, 1),
            "raised_rent_first_paid": NOT_YET,
        },
        {"demand_155_rule"},
        {"demand_106", "refuse_offer"},
    ),
    "found": (
        {**_PERMANENT, "self_found": SelfFound.RENTAL, "self_found_approved": False},
        {"own_home_approval", "complaint"},
        {"use_two_year_right"},
    ),
    "new tenant not told": (
        {
            **_PERMANENT,
            "lease_start": date(2026, 3, 1),
            "landlord_informed": date(2026, 2, 1),
            "decision_date": date(2026, 2, 20),
            "vacating_demanded": date(2026, 8, 3),
            "told_in_writing": False,
        },
        {"compensation_landlord"},
        {"moving_costs"},
    ),
}
TYPED = {
    "name": "Fatima Ali",
    "address": "Egevej 4, 2. th.",
    "town": "2400 København NV",
    "recipient": "Københavns Kommune\nGenhusning",
    "case_no": "26-1234",
    "about": "Lindevej 9",
    "addition": "Der er skimmel.\nDer er ingen elevator.",
    "date_day": "21",
    "date_month": "11",
    "date_year": "2026",
}


def token_of(portal: Flask, answers: Answers) -> str:
    return str(portal.extensions["answer_tokens"].write(answers))


def danish_letter(page: Element) -> Element:
    """The Danish letter on a page."""
    return page.first("section", class_="sent").first("article")


def typed_lines() -> set[str]:
    """What was typed; it is in the language it was typed in."""
    return {line for text in TYPED.values() for line in text.splitlines()}


def plain(page: Element) -> str:
    """The text to copy."""
    return "".join(str(c) for c in page.first("textarea", id="text").children)


def post(visitor: FlaskClient, address: str, **typed: str) -> Element:
    response = visitor.post(address, data={**TYPED, **typed})
    assert response.headers["Cache-Control"] == "no-store"
    return read(response)


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
    token = token_of(portal, _OFFERED)
    letter = plain(post(visitor, f"/ar/letters/{token}/object_to_offer"))
    assert "Jeg modtog tilbuddet den 2. november 2026." in letter
    assert "Husstanden er på 4 personer, og den bolig, vi skal forlade, har 3 rum." in letter
    assert "byfornyelseslovens § 62, stk. 5-6" in letter
    assert "Min begrundelse: Der er skimmel.\nDer er ingen elevator." in letter
    page = read(visitor.get(f"/da/letters/{token}/object_to_offer"))
    assert "14. december 2026" in page.first("dl").text


def test_a_date_known_to_the_month_is_written_as_such(portal: Flask) -> None:
    from rules.approximate import Month

    household = Household({**_OFFERED, "offer_date": Month(2026, 11)}, ON)
    with portal.test_request_context("/da/"):
        page = LetterPage(BY_ID["object_to_offer"], household, forms.nothing(ON), "")
        assert any("tilbuddet i november 2026" in text for text in page.danish.paragraphs)


@pytest.mark.parametrize(
    ("answers", "act"),
    [
        (_ALMEN, "almenlejelovens § 89, stk. 2"),
        ({**_PERMANENT, "notice_received": date(2026, 11, 10)}, "byfornyelseslovens § 58, stk. 4"),
        ({**_ALMEN, "landlord": Landlord.PRIVATE}, "lejelovens § 176"),
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
    used = token_of(portal, {**_OFFERED, "refusals_used": 1})
    warned = read(visitor.get(f"/da/letters/{used}/refuse_offer"))
    assert list(warned.all("div", class_="warn"))
    other_act = read(visitor.get(f"/da/letters/{token_of(portal, _ALMEN)}/refuse_offer"))
    notice = words("da").text("pages", "letters", "not_yours").raw[0]
    assert notice in other_act.first("div", class_="warn").text
    fits = read(visitor.get(f"/da/letters/{token_of(portal, _OFFERED)}/refuse_offer"))
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


#: what is typed → what must be shown; None: the same
WEIRD = {
    "{{7*7}}": None,
    "%(name)s {about} {0} ${x}": None,
    "<script>alert(1)</script>": None,
    "\"><img src=x onerror=alert(1)> ' &amp;": None,
    "\N{GRINNING FACE} \N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}": None,
    "فاطمة علي": None,
    "‮snyd": "snyd",
    "a\u2066b\u2069c\ufeffd": "abcd",
    "a\x00b\x07c\x1bd": "abcd",
    f"a{OPEN}b{CLOSE}c": "abc",
}


@pytest.mark.parametrize("weird", WEIRD)
@pytest.mark.parametrize("lang", ["da", "ar"])
def test_what_is_typed_is_shown_as_typed_in_every_field(
    visitor: FlaskClient, weird: str, lang: str
) -> None:
    expected = WEIRD[weird] or weird
    fields = (*forms.LINES, *forms.TEXTS, "what_1")
    typed = {name: f"{name} {weird}" for name in fields}
    address = f"/{lang}/letters/{EMPTY}/moving_costs"
    response = visitor.post(address, data=typed)
    assert response.status_code == 200
    page = parse(response.text)
    letter, copied = danish_letter(page).text, plain(page)
    for name in fields:
        assert f"{name} {expected}" in copied, name
        assert f"{name} {expected}" in letter, name
    assert not list(page.first("main").all("script"))
    assert not list(page.first("main").all("img"))
    # back to the form, with everything in it
    hidden = {i.attrs["name"]: i.attrs["value"] for i in page.all("input", type="hidden")}
    form = parse(visitor.post(address, data={**hidden, "as": "form"}).text)
    for name in fields:
        field = form.first(id=name)
        held = field.attrs.get("value") or field.text
        assert held.strip() == f"{name} {expected}", name
    pdf = visitor.post(address, data={**hidden, "as": "pdf"})
    assert pdf.data.startswith(b"%PDF")


@pytest.mark.parametrize("field", [*forms.LINES, *forms.TEXTS, "what_1"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_too_long_is_refused_at_the_field_and_nothing_is_lost(
    visitor: FlaskClient, field: str, lang: str
) -> None:
    limit = {**forms.LINES, **forms.TEXTS}.get(field, 80)
    address = f"/{lang}/letters/{EMPTY}/moving_costs"
    fits = {**TYPED, field: "æ" * limit}
    assert visitor.post(address, data=fits).status_code == 200
    long = "æ" * max(limit + 1, 500)
    page = read(visitor.post(address, data={**TYPED, field: long}), 422)
    found = errors(page)
    assert list(found) == [field]
    assert (
        f"{len(long):,}".replace(",", "." if lang == "da" else ",")
        in found[field].replace("\N{ARABIC THOUSANDS SEPARATOR}", ",")
        or str(len(long)) in found[field]
    )
    assert page.first(id=field).attrs["aria-invalid"] == "true"
    for name in (*forms.LINES, *forms.TEXTS):
        if name != field:
            held = page.first(id=name)
            assert (held.attrs.get("value") or held.text).split() == TYPED[name].split()
    held = page.first(id=field)
    assert (held.attrs.get("value") or held.text) == long


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"date_day": "31", "date_month": "2"}, "date"),
        ({"date_day": ""}, "date"),
        ({"date_year": ""}, "date"),
        ({"date_day": "æ", "date_month": "ø"}, "date"),
        ({"date_year": "0001"}, "date"),
        ({"amount_2": "mange penge"}, "amount_2"),
        ({"amount_2": "9" * 500}, "amount_2"),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_wrong_date_or_amount_is_told_at_the_field(
    visitor: FlaskClient, wrong: dict[str, str], field: str, lang: str
) -> None:
    data = {**TYPED, **wrong}
    page = read(visitor.post(f"/{lang}/letters/{EMPTY}/moving_costs", data=data), 422)
    assert list(errors(page)) == [field]
    assert page.first(id="name").attrs["value"] == TYPED["name"]


def test_nothing_typed_is_in_an_address_or_the_log(
    visitor: FlaskClient, portal: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    address = f"/da/letters/{token_of(portal, _OFFERED)}/moving_costs"
    for as_ in ("", "pdf", "form"):
        response = visitor.post(address, data={**TYPED, "as": as_})
        assert response.status_code == 200
        assert "Location" not in response.headers
        assert response.headers["Cache-Control"] == "no-store"
    seen = " ".join(f"{r.getMessage()} {r.__dict__}" for r in caplog.records)
    for text in ("Fatima", "Egevej", "Lindevej", "skimmel", "26-1234"):
        assert text not in seen
        assert text not in response.request.url
        page = parse(visitor.post(address, data=TYPED).text)
        assert not [href for href in links(page) if text in href]


@pytest.mark.parametrize("name", IDS)
def test_each_letter_comes_as_a_pdf(visitor: FlaskClient, portal: Flask, name: str) -> None:
    token = token_of(portal, _OFFERED)
    response = visitor.post(f"/ar/letters/{token}/{name}", data={**TYPED, "as": "pdf"})
    assert response.mimetype == "application/pdf"
    assert f"{name.replace('_', '-')}.pdf" in response.headers["Content-Disposition"]
    reader = PdfReader(BytesIO(response.data))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "da"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    page = post(visitor, f"/ar/letters/{token}/{name}")
    printed = "".join("".join(p.extract_text() for p in reader.pages).split())
    for line in plain(page).splitlines():
        assert "".join(line.removeprefix("- ").split()) in printed, line


def test_where_no_pdf_can_be_made_the_page_says_so(
    visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal.pdf import PdfError

    def missing(*_: object, **__: object) -> None:
        raise PdfError

    monkeypatch.setattr("portal.letters.views.pdf_response", missing)
    page = post(visitor, f"/da/letters/{EMPTY}/interpreter", **{"as": "pdf"})
    told = page.first("div", class_="warn").text
    assert told == words("da").text("pages", "letters", "no_pdf").raw[0]
    assert "Fatima Ali" in danish_letter(page).text


def test_unknown_letters_and_broken_links(visitor: FlaskClient) -> None:
    assert visitor.get(f"/da/letters/{EMPTY}/no_such_letter").status_code == 404
    assert visitor.post(f"/da/letters/{EMPTY}/no_such_letter").status_code == 404
    for address in ("/da/letters/broken/", "/da/letters/broken/interpreter"):
        page = read(visitor.get(address))
        assert page.first("h1").text == words("da").text("pages", "start_again", "title").raw[0]
    assert "virker ikke" in read(visitor.post("/da/letters/broken/interpreter")).first("h1").text


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
            found = choices(Household(_OFFERED, ON))
            titles = [entry.title for entry in (*found.fitting, *found.others)]
            own = words(lang).branch("letters").values()
            assert sorted(titles) == sorted(node["title"].raw[0] for node in own)  # type: ignore[index,union-attr]
