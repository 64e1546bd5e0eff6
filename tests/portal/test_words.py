"""Words filled with a person's facts and the law's numbers: no gap for any household."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random

import pytest
from flask import Flask

from portal.explain import Explainer
from portal.guide.result import Result
from portal.i18n import LANGUAGES, in_language
from portal.words import ContentError, Given, Text, Values, load_words, page_text, page_words, words
from portal.words.law import LAW
from portal.words.text import GAP
from portal.words.values import NAMES, law_values, shown, span_number
from rules import parameters
from rules.approximate import Month
from rules.assess import assess
from rules.byfornyelse.rent_rule import THRESHOLD
from rules.case import Case
from rules.facts import SPECS, Facts, Kind
from rules.interview import QUESTION_OF, Part, next_question, prune
from rules.truth import Verdict
from tests.rules.households import ON, household

HOUSEHOLDS = 5_000
SHOWN = 40


def households(seed: int, number: int) -> Iterator[Facts]:
    random = Random(seed)
    return (household(random) for _ in range(number))


def test_a_text_takes_the_first_variant_that_is_known() -> None:
    text = Text(["{a} and {b}", "only {a}", "neither"])
    assert text.fill({"a": "1", "b": "2"}) == "1 and 2"
    assert text.fill({"a": "1"}) == "only 1"
    assert text.fill({}) == "neither"
    assert text.placeholders == {"a", "b"}


def test_a_text_without_a_way_out_shows_a_gap() -> None:
    assert Text(["{a}!"]).fill({}) == f"{GAP}!"
    assert Text(["{a}!", "plain"]).paragraphs({}) == ["plain"]
    assert Text(["{a}!", "plain"]).paragraphs({"a": "1"}) == ["1!", "plain"]


def test_braces_that_are_no_placeholder_stay() -> None:
    assert Text(["{} { a } {a-b}"]).fill({"a": "1"}) == "{} { a } {a-b}"
    assert Text(["{a}"]).fill({"a": "{b}", "b": "2"}) == "{b}", "what is filled in is not filled"


def test_an_amount_at_the_end_of_a_sentence_ends_it() -> None:
    assert Text(["You pay {a}. Then {b}."]).fill({"a": "5 kr.", "b": "6"}) == (
        "You pay 5 kr. Then 6."
    )
    assert Text(["{a}."]).paragraphs({"a": "5 kr."}) == ["5 kr."]


def test_given_values_come_first() -> None:
    values = Given({"a": "given"}, {"a": "other", "b": "other"})
    assert (values.get("a"), values.get("b"), values.get("c")) == ("given", "other", None)


def test_what_is_not_there_is_an_error_and_no_empty_text() -> None:
    with pytest.raises(ContentError, match="findings/nothing"):
        words("da").text("findings", "nothing")
    with pytest.raises(ContentError):
        words("da").text("findings")
    with pytest.raises(ContentError):
        words("xx")
    assert words("da").find("findings", "nothing", "yes") is None
    assert words("da").branch("findings", "refuse_once", "yes") == {}
    assert load_words("da").lang == "da"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_that_can_be_found_has_words(lang: str) -> None:
    """For each verdict and each reason that some household meets."""
    findings: Counter[tuple[str, Verdict]] = Counter()
    reasons: Counter[tuple[str, Verdict]] = Counter()
    deadlines: set[str] = set()
    for facts in households(1, HOUSEHOLDS if lang == "da" else 1000):
        assessment = assess(facts, ON)
        reasons.update(assessment.reasons)
        for found in assessment.findings:
            findings[found.id, found.verdict] += 1
            reasons.update(found.reasons)
        deadlines.update(due.id for due in assessment.deadlines)
    assert len(findings) > 60
    assert len(reasons) > 60
    missing = [key for key in findings if not words(lang).has("findings", *key)]
    missing += [key for key in reasons if not words(lang).has("reasons", *key)]
    missing += [(d, Verdict.YES) for d in deadlines if not words(lang).has("deadlines", d, "text")]
    assert not missing


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_household_meets_a_gap(lang: str) -> None:
    with in_language(lang):
        for facts in households(2, HOUSEHOLDS // 10):
            explain = Explainer(assess(facts, ON))
            outcome = explain.outcome()
            told = [outcome.answer, outcome.meaning, *explain.main_reasons()]
            for found in explain.assessment.findings:
                told.append(explain.finding(found))
                told += explain.because(found.reasons)
                told += explain.more(found)
                assert explain.because(found.reasons), found.id
            told += [explain.due(due) for due in explain.assessment.deadlines]
            for text in told:
                assert text
                assert not {GAP, "{", "}", "%"} & set(text.replace("\N{NO-BREAK SPACE}%", "")), text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_result_page_has_a_gap(portal: Flask, lang: str) -> None:
    """After a walk through every part, with random answers, as the page shows it."""
    for answers in _walked():
        with portal.test_request_context(f"/{lang}/guide/0/result"), in_language(lang):
            result = Result(answers, "0", ON)
            told = [result.outcome.answer, result.outcome.meaning, *result.reasons]
            for item in (i for group in result.groups.values() for i in group):
                told += [item.title, item.text, *item.because, *item.more, item.change or "-"]
                assert item.sources
            told += [text for step in result.steps for text in step.values()]
            told += [text for note in result.notes for text in (note["title"], *note["text"])]
            told += [text for moment in result.moments for text in (moment.text, moment.detail)]
            told += [text for row in result.rows for text in (row.label, row.value)]
            told += [text for helper in result.helpers for text in helper.values()]
            for text in told:
                assert text
                assert not {GAP, "{", "}"} & set(text), text


@cache
def _walked() -> list[dict[str, object]]:
    return [_asked(facts) for facts in households(3, SHOWN)]


def _asked(facts: Facts) -> dict[str, object]:
    """What the guide would have been told; every third date only to the month."""
    answers: dict[str, object] = {}
    for part in Part:
        while question := next_question(answers, ON, part):
            for number, name in enumerate(question.fields):
                value = getattr(facts, name)
                to_the_month = isinstance(value, date) and (value.day + number) % 3 == 0
                answers[name] = Month(value.year, value.month) if to_the_month else value
            answers = prune(answers, ON)
    return answers


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_laws_numbers_are_always_known(lang: str) -> None:
    with in_language(lang):
        for day in (date(2004, 1, 1), date(2023, 6, 1), ON, date(2036, 11, 21)):
            values = law_values(day, parameters.load())
            for name in NAMES - SPECS.keys():
                text = values.get(name)
                if name.removesuffix("_n") in LAW:
                    assert text, (name, day)
                assert text is None or GAP not in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fact_can_be_shown(lang: str) -> None:
    seen: set[str] = set()
    with in_language(lang):
        for facts in households(4, 3000):
            values = Values(Case(facts, ON, parameters.load()))
            for name, value in facts.known().items():
                if name in QUESTION_OF or SPECS[name].kind is not Kind.CHOICE:
                    text = shown(name, value) if value != "not_yet" else "-"
                    assert text
                    assert not text.startswith(("Decimal", "Month"))
                    seen.add(name)
                    assert values.get(name) in (text, None)
    assert set(QUESTION_OF) <= seen


def test_numbers_are_written_as_the_language_does() -> None:
    rent = Decimal("4385.5")
    with in_language("da"):
        assert shown("old_rent", rent).replace("\N{NO-BREAK SPACE}", " ") == "4.385,50 kr."
        assert shown("old_rent", Decimal(4000)).replace("\N{NO-BREAK SPACE}", " ") == "4.000 kr."
        assert shown("months_away", Decimal(5)).replace("\N{NO-BREAK SPACE}", " ") == "5 måneder"
        assert shown("lease_start", Month(2025, 3)) == "marts 2025"
        assert shown("persons", 1) == "1 person"
        assert shown("rooms", 3) == "3 rum"
    with in_language("en"):
        assert "4,385.50" in shown("old_rent", rent)
        assert shown("lease_start", Month(2025, 3)) == "March 2025"
        assert shown("renewal_decision", True) == "Yes"
    with in_language("ar"):
        assert shown("persons", 2) == "شخصان"
        assert "2025" in shown("lease_start", date(2025, 3, 14))


def test_a_span_reads_from_left_to_right_everywhere() -> None:
    span = parameters.load().span_or_none(THRESHOLD, ON)
    assert span
    assert span_number(span).strip("\u2066\u2069") == "232–233"
    with in_language("ar"):
        assert span_number(span).startswith("\N{LEFT-TO-RIGHT ISOLATE}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fixed_page_can_be_filled(portal: Flask, lang: str) -> None:
    with portal.test_request_context(f"/{lang}/"), in_language(lang):
        for name in words(lang).branch("pages"):
            # These fill in the rest themselves.
            if name not in ("calculator", "home_check", "news", "topics"):
                assert GAP not in str(page_words(name)), name
        assert "3" in page_text("home_check", "results", "too_small", "title", rooms_needed="3 x")
        assert GAP not in page_text("home_check", "results", "too_small", "title")
