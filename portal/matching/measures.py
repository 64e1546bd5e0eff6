"""How good the matcher is, on questions whose answer is known."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from portal.matching.calibration import Calibration
from portal.matching.fitting import Row, fit
from portal.matching.kinds import Kind
from portal.matching.matcher import Judged, Matcher, Verdict
from portal.matching.questions import Question

Ranking = Callable[[str, str], Sequence[str]]
"""A question and its language -> topics, best first."""

_FAR = 1000


@dataclass(frozen=True)
class Ranked:
    """How often the right topic came first, among three, and the mean reciprocal rank."""

    count: int
    first: float
    among_three: float
    reciprocal: float


@dataclass(frozen=True)
class Judgements:
    """What the verdicts were. Precision is over every direct answer, of outside questions too."""

    answers_right: float
    """Of the direct answers to any question, the share that was right."""
    answered: float
    """Of the covered questions, the share that got a direct answer."""
    kept: float
    """Of the covered questions, the share that got an answer or a choice."""
    refused: float
    """Of the outside questions, the share that got nothing."""


def ranked(questions: Iterable[Question], ranking: Ranking) -> Ranked:
    """Measure a ranking on the questions that are covered."""
    places = [
        next((n for n, topic in enumerate(ranking(q.q, q.lang)) if topic in q.topics), _FAR)
        for q in questions
        if q.covered
    ]
    if not places:
        return Ranked(0, 0.0, 0.0, 0.0)
    return Ranked(
        len(places),
        fmean(place == 0 for place in places),
        fmean(place < 3 for place in places),
        fmean(0.0 if place == _FAR else 1 / (place + 1) for place in places),
    )


def ranking_of(matcher: Matcher) -> Ranking:
    """The matcher as a ranking of all topics, whatever its verdict."""
    return lambda q, lang: [topic for topic, _ in matcher.judge(q, lang).scores.best(_FAR)]


def judgements(questions: Sequence[Question], matcher: Matcher) -> Judgements:
    """Measure the verdicts."""
    made = [(q, matcher.match(q.q, q.lang)) for q in questions]
    direct = [(q, m) for q, m in made if m.verdict is Verdict.ANSWER]
    covered = [m for q, m in made if q.covered]
    outside = [m for q, m in made if not q.covered]
    return Judgements(
        answers_right=_share(m.answers[0].topic in q.topics for q, m in direct),
        answered=_share(m.verdict is Verdict.ANSWER for m in covered),
        kept=_share(m.verdict is not Verdict.NONE for m in covered),
        refused=_share(m.verdict is Verdict.NONE for m in outside),
    )


def calibrated(matcher: Matcher, questions: Iterable[Question]) -> Calibration:
    """Fit the calibration on the development questions."""
    judged = [(q, matcher.judge(q.q, q.lang)) for q in questions if q.part == "development"]
    looked_up = (Kind.QUESTION, Kind.EMERGENCY)
    return fit([_row(q, found) for q, found in judged if found.match.kind in looked_up])


def _row(question: Question, judged: Judged) -> Row:
    best = judged.scores.best(1)
    right = bool(best) and best[0][0] in question.topics
    return Row(judged.values, right, question.covered)


def _share(found: Iterable[bool]) -> float:
    values = list(found)
    return fmean(values) if values else 1.0
