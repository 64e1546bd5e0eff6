"""Facts told in passing: what is found in three languages, and what must not be."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.ask import said_words
from portal.ask.said import Said, recognise
from portal.i18n import LANGUAGES
from rules.approximate import Month, possible
from rules.facts import SPECS
from rules.interview import QUESTION_OF
from rules.validation import check

ON = date(2026, 11, 21)
FOLDER = Path(__file__).parent / "said"
FEWEST, FEWEST_WITHOUT = 40, 15


def _sentences() -> Iterator[tuple[str, str, str]]:
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                sentence, _, expected = line.partition(" =>")
                yield path.stem, sentence, expected.strip()


SENTENCES = list(_sentences())


def _written(said: list[Said]) -> str:
    return "; ".join(f"{each.fact}={_plain(each.value)}" for each in said)


def _plain(value: Any) -> str:
    return f"{value.year}-{value.month:02}" if isinstance(value, Month) else str(value)


@pytest.mark.parametrize(("lang", "sentence", "expected"), SENTENCES)
def test_what_a_sentence_tells(lang: str, sentence: str, expected: str) -> None:
    found = _written(recognise(sentence, lang, ON))
    assert sorted(found.split("; ")) == sorted(expected.split("; "))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_are_enough_sentences(lang: str) -> None:
    own = [expected for each, _, expected in SENTENCES if each == lang]
    assert len(own) >= FEWEST
    assert own.count("") >= FEWEST_WITHOUT


def test_the_words_are_those_that_were_typed() -> None:
    found = recognise("Hej, vi er 6 i 3 værelser og skal væk i ca. 5 måneder.", "da", ON)
    words = {each.fact: each.words for each in found}
    assert words["rooms"] == "vi er 6 i 3 værelser"
    assert words["months_away"] == "ca. 5 måneder"


@pytest.mark.parametrize("page", LANGUAGES)
@pytest.mark.parametrize(
    "sentence", ["vi er 6 i 3 værelser", "We are 6 in 3 rooms", "نحن 6 في 3 غرف"]
)
def test_every_language_is_understood_on_every_page(page: str, sentence: str) -> None:
    assert _written(recognise(sentence, page, ON)) == "persons=6; rooms=3"


def test_two_values_are_none() -> None:
    assert recognise("Vi er 5 personer. Nej, vi er 6 personer.", "da", ON) == []
    assert recognise("huset rives ned. Huset skal renoveres.", "da", ON) == []


def test_what_cannot_be_is_left_out() -> None:
    assert recognise("vi skal være ude 1. marts 2094", "da", ON) == []
    told = "flyttede ind 1. marts 2026. Vi skal være ude senest 1. januar 2025"
    assert recognise(told, "da", ON) == []


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("ur", "el-måler kab aflæse karun?"),
        ("ur", "hum boligforening mein rehte nahi"),
        ("fa", "من در boligforening زندگی نمی‌کنم"),
    ],
)
def test_what_the_language_of_the_page_denies_is_not_told_in_another(
    page: str, sentence: str
) -> None:
    assert recognise(sentence, page, ON) == []


def test_a_page_in_another_language_falls_back() -> None:
    assert _written(recognise("vi er 6 i 3 værelser", "tr", ON)) == "persons=6; rooms=3"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "😀😀😀",
        "\u202e\u2066",
        "x" * 10_000,
        "5 " * 5000,
        "'; DROP TABLE x; --",
        "½",
        "١٢٣" * 400,
    ],
)
def test_odd_texts_tell_nothing(text: str) -> None:
    assert recognise(text, "da", ON) == []


_PIECES = st.sampled_from(
    [word for _, sentence, _ in SENTENCES for word in sentence.split()]
    + [".", ",", "§", "½", "-", "\n", "2025", "99999999999", "0", "\u0660"]
)


@settings(max_examples=150)
@given(
    st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=25).map(" ".join)),
    st.sampled_from([*LANGUAGES, "tr"]),
)
def test_any_text_gives_a_list_of_facts_that_can_be(text: str, lang: str) -> None:
    found = recognise(text, lang, ON)
    answers = {each.fact: each.value for each in found}
    assert len(answers) == len(found)
    assert answers.keys() <= SPECS.keys() & QUESTION_OF.keys()
    assert any(not check(facts, ON) for facts in possible(answers, ON))


@pytest.mark.parametrize("lang", said_words.languages())
def test_every_fact_of_the_language_data_is_asked_in_the_guide(lang: str) -> None:
    tongue = said_words.tongue(lang, lang)
    facts = {p.fact for p in tongue.told if p.fact}
    facts |= {c.fact for p in tongue.told for c in p.captures if c.fact}
    assert facts <= QUESTION_OF.keys()


def test_a_mistake_in_the_language_data_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(said_words, "FOLDER", tmp_path)
    for wrong in (
        "tolds: []",
        'told: ["{no_such_fact}"]',
        'told: ["<no_such_words>"]',
        "values: {tenure: {king: [x]}}",
        "unless: {nothing: x}",
    ):
        (tmp_path / "da.yaml").write_text(wrong, encoding="utf-8")
        said_words._raw.cache_clear()
        with pytest.raises(said_words.SaidWordsError):
            said_words.build("da")
    said_words._raw.cache_clear()
