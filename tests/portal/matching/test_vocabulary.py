"""What a word is taken for; above all, what it must never be taken for."""

import itertools
from pathlib import Path

import pytest

from portal.i18n import LANGUAGES
from portal.matching import Matcher
from portal.matching.folding import fold
from portal.matching.lexicon import LexiconError, languages, lexicon
from portal.matching.vocabulary import How


def typos(word: str) -> set[str]:
    """Every word that one slip of the finger makes of another."""
    made = {word[:i] + word[i + 1 :] for i in range(len(word))}
    made |= {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
    letters = set(word)
    made |= {word[:i] + c + word[i:] for i in range(len(word) + 1) for c in letters}
    made |= {word[:i] + c + word[i + 1 :] for i in range(len(word)) for c in letters}
    return made - {word}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_typo_never_turns_a_protected_word_into_its_opposite(matcher: Matcher, lang: str) -> None:
    vocabulary = matcher.known.models[lang].vocabulary
    for group in vocabulary.lexicon.protected:
        for side, others in itertools.permutations(group, 2):
            for word in side:
                for typed in typos(word) - others:
                    reading = vocabulary.read(typed)
                    if reading.how is How.UNKNOWN and typed:
                        reading = vocabulary.guess(typed)
                    assert reading.taken_for not in others, f"{typed} was read as the opposite"


def test_numbers_are_never_guessed(matcher: Matcher) -> None:
    vocabulary = matcher.known.models["da"].vocabulary
    for number in ("156", "§63", "999999"):
        reading = vocabulary.read(number)
        assert reading.how is How.NUMBER
        assert reading.features == (("n:" + number, 1.0),)


@pytest.mark.parametrize(
    ("lang", "typed", "meant"),
    [
        ("da", "midlertidgi", "temporary"),
        ("da", "kommnuen", "municipality"),
        ("en", "comunity", "network"),
        ("ur", "رکایہ", "rent"),
        ("ur", "مرت", "renovation"),
        ("ar", "shakwaa", "complain"),
        ("ar", "الكومنة", "municipality"),
    ],
)
def test_a_typo_is_understood(matcher: Matcher, lang: str, typed: str, meant: str) -> None:
    reading = matcher.known.models[lang].vocabulary.guess(fold(typed))
    assert reading.how is How.SPELLING
    assert "c:" + meant in dict(reading.features)


def test_danish_compounds_come_apart(matcher: Matcher) -> None:
    names = {
        name for name, _ in matcher.known.models["da"].vocabulary.read("genhusningsbrev").features
    }
    assert {"c:rehousing", "c:letter"} <= names


def test_a_misspelt_key_in_a_lexicon_is_told(tmp_path: pytest.TempPathFactory) -> None:
    (tmp_path / "xx.yaml").write_text("stopwords: a, b\n")
    with pytest.raises(LexiconError, match="stopwords"):
        lexicon("xx", tmp_path)


def test_a_star_among_several_words_is_told(tmp_path: Path) -> None:
    (tmp_path / "xx.yaml").write_text("concepts:\n  queue: waiting list*\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="single words"):
        lexicon("xx", tmp_path)


def test_a_word_that_yaml_takes_for_a_truth_value_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "tr.yaml").write_text("numbers:\n  10: on\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="in quotes"):
        lexicon("tr", tmp_path)


def test_a_language_without_a_lexicon_has_an_empty_one(tmp_path) -> None:
    assert lexicon("xx", tmp_path).stop_words == frozenset()


@pytest.mark.parametrize("lang", languages())
def test_lexicons_name_only_things_and_topics_that_danish_has(matcher: Matcher, lang: str) -> None:
    danish, own = lexicon("da"), lexicon(lang)
    names = {name for found in own.concepts.values() for name in found}
    known = {name for found in danish.concepts.values() for name in found}
    known |= {p.name for found in danish.phrases.values() for p in found}
    known |= {name for found in danish.beginnings.values() for name in found}
    assert names <= known
    assert own.also_said.keys() <= set(matcher.slugs)
    assert {p.name for p in own.emergencies} == {"roof", "violence", "danger"}
