"""How well questions must be understood, in each language that the portal has."""

import pytest

from portal.i18n import DEFAULT_LANGUAGE, LANGUAGES
from portal.matching import Matcher
from portal.matching.measures import judgements, ranked, ranking_of
from portal.matching.questions import Question, questions, without_diacritics
from portal.matching.report import typo_first

MENDING = "; `make ask-report` shows where, `flask ask explain` why"


@pytest.fixture(scope="module", params=LANGUAGES)
def asked(request: pytest.FixtureRequest) -> list[Question]:
    return questions(request.param)


def test_the_right_topic_comes_first_or_among_three(
    matcher: Matcher, asked: list[Question]
) -> None:
    found = ranked(asked, ranking_of(matcher))
    assert found.first >= 0.80, f"right first: {found.first:.3f}{MENDING}"
    assert found.among_three >= 0.93, f"among three: {found.among_three:.3f}{MENDING}"


@pytest.fixture(scope="module")
def danish(matcher: Matcher) -> float:
    """How often the first is right in the language that the rest is measured against."""
    return ranked(questions(DEFAULT_LANGUAGE.code), ranking_of(matcher)).first


def test_no_language_is_understood_much_worse_than_danish(
    matcher: Matcher, asked: list[Question], danish: float
) -> None:
    first = ranked(asked, ranking_of(matcher)).first
    assert first >= danish - 0.05, f"right first: {first:.3f}, Danish {danish:.3f}{MENDING}"


def test_one_typo_costs_little(matcher: Matcher, asked: list[Question]) -> None:
    ranking = ranking_of(matcher)
    loss = ranked(asked, ranking).first - typo_first(asked, ranking)
    assert loss <= 0.03, f"one typo costs {100 * loss:.1f} points{MENDING}"


def test_lost_diacritics_cost_little(matcher: Matcher, asked: list[Question]) -> None:
    bare = [Question(without_diacritics(q.q), q.topics, q.style, q.lang, q.part) for q in asked]
    ranking = ranking_of(matcher)
    assert ranked(asked, ranking).first - ranked(bare, ranking).first <= 0.03


def test_verdicts_can_be_trusted(matcher: Matcher, asked: list[Question]) -> None:
    found = judgements(asked, matcher)
    assert found.answers_right >= 0.95, f"direct answers right: {found.answers_right:.3f}{MENDING}"
    assert found.answered >= 0.40, f"answered directly: {found.answered:.3f}{MENDING}"
    assert found.kept >= 0.95, f"real questions kept: {found.kept:.3f}{MENDING}"
    assert found.refused >= 0.85, f"others refused: {found.refused:.3f}{MENDING}"


def test_both_parts_have_questions_of_every_topic(asked: list[Question], matcher: Matcher) -> None:
    named = {topic for q in asked for topic in q.topics} - {"none"}
    assert named == set(matcher.slugs)
    assert {q.part for q in asked} == {"development", "test"}
