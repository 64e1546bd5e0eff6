"""The matcher: a question in any of the languages, and the topics that answer it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.matching import calibration as calibrations
from portal.matching.calibration import Calibration
from portal.matching.kinds import Kind, emergency, follows_up, kind
from portal.matching.language import Entry, knowledge
from portal.matching.lexicon import Lexicon, lexicon
from portal.matching.scoring import Scores, score
from portal.matching.understanding import Understood, understand
from portal.matching.weights import WEIGHTS, Weights

MOST_ANSWERS = 5
MOST_LETTERS = 500
"""What comes after is not read. A caller that wants to refuse longer questions does so itself."""


class Verdict(StrEnum):
    """What to do with the answers."""

    ANSWER = "answer"
    CHOOSE = "choose"
    NONE = "none"


@dataclass(frozen=True)
class Answer:
    """A topic and the probability (0 to 1) that it is the one."""

    topic: str
    score: float


@dataclass(frozen=True)
class Match:
    """The answer to a question; `answers` best first, at most five."""

    verdict: Verdict
    answers: tuple[Answer, ...]
    language_seen: str
    """The language the question is in; the page's, where nothing tells."""
    kind: Kind
    emergency: str = ""
    """`roof`, `violence` or `danger`, where `kind` is an emergency."""


@dataclass(frozen=True)
class Judged:
    """A match with all that led to it."""

    match: Match
    question: Understood
    scores: Scores
    values: tuple[float, ...]
    right: float
    covered: float
    with_context: bool


class Matcher:
    """Built once from the topics; matching changes nothing, so threads may share it."""

    def __init__(
        self,
        topics: Mapping[str, Mapping[str, Entry]],
        lexicons: Mapping[str, Lexicon] | None = None,
        calibration: Calibration | None = None,
        weights: Weights = WEIGHTS,
    ) -> None:
        """`topics`: language -> slug -> entry. The rest is read from `content/ask`."""
        if not topics:
            raise ValueError("no language to match in")
        if lexicons is None:
            lexicons = {lang: lexicon(lang) for lang in topics}
        self.known = knowledge(topics, lexicons, weights)
        self.slugs = frozenset(slug for entries in topics.values() for slug in entries)
        self._calibration = calibration or calibrations.load()

    def match(self, q: str, lang: str, context: Sequence[str] = ()) -> Match:
        """The topics that answer `q`, typed on a page in `lang`.

        `context`: slugs that were shown and questions that were asked before, oldest first.
        Any string gives a match.
        """
        return self.judge(q, lang, context).match

    def judge(self, q: str, lang: str, context: Sequence[str] = ()) -> Judged:
        """The match and all that led to it, for `explain` and for the measures."""
        question = self._understand(q, lang)
        lexicons = self._lexicons(question.lang, lang)
        seen = kind(question, lexicons)
        scores = score(question, self.known)
        follow_up = self._weight_of_context(question) if context else 0.0
        if follow_up and seen in (Kind.QUESTION, Kind.FRAGMENT):
            before = self._before(context, lang)
            scores = _together(scores, before, follow_up)
            seen = Kind.QUESTION if before and scores.topics else seen
        values = calibrations.features(question, scores)
        right = self._calibration.right.probability(values)
        covered = self._calibration.covered.probability(values)
        answers = _answers(scores, right) if seen in (Kind.QUESTION, Kind.EMERGENCY) else ()
        match = Match(
            verdict=self._verdict(answers, right, covered),
            answers=answers,
            language_seen=question.lang,
            kind=seen,
            emergency=emergency(question.words, lexicons),
        )
        return Judged(match, question, scores, values, right, covered, bool(follow_up))

    def _understand(self, q: str, lang: str) -> Understood:
        return understand(q[:MOST_LETTERS], lang, self.known)

    def _lexicons(self, seen: str, lang: str) -> list[Lexicon]:
        """The question's language first, then the page's, then the rest."""
        models = self.known.models
        return [
            models[code].lexicon for code in dict.fromkeys((seen, lang, *models)) if code in models
        ]

    def _verdict(self, answers: Sequence[Answer], right: float, covered: float) -> Verdict:
        if not answers or covered < self._calibration.choose_from:
            return Verdict.NONE
        return Verdict.ANSWER if right >= self._calibration.answer_from else Verdict.CHOOSE

    def _weight_of_context(self, question: Understood) -> float:
        weights, short = self.known.weights, len(question.content) <= 2
        if short and not question.things:
            return weights.bare_follow_up
        if follows_up(question, self.known.models[question.lang].lexicon):
            return weights.follow_up
        return weights.short_follow_up if short else 0.0

    def _before(self, context: Sequence[str], lang: str) -> dict[str, float]:
        """What was spoken of, 1 at most; what is longer ago counts half as much each time."""
        found: dict[str, float] = {}
        share = 1.0
        for said in reversed(context):
            if said in self.slugs:
                best = [(said, 1.0)]
            else:
                best = score(self._understand(said, lang), self.known).best(2)
            for topic, strength in best:
                part = share * strength / (best[0][1] or 1.0)
                found[topic] = max(part, found.get(topic, 0.0))
            share /= 2
        return found


def _together(scores: Scores, before: Mapping[str, float], weight: float) -> Scores:
    """The scores with those of what was spoken of before added."""
    topics = dict(scores.topics)
    most = max(topics.values(), default=1.0)
    for topic, strength in before.items():
        topics[topic] = topics.get(topic, 0.0) + weight * most * strength
    return Scores(topics, scores.elsewhere)


def _answers(scores: Scores, right: float) -> tuple[Answer, ...]:
    """The best topics; the others share what the first leaves, by their scores."""
    best = scores.best(MOST_ANSWERS)
    others = sum(max(found, 0.0) ** 2 for _, found in best[1:]) or 1.0
    answers = []
    for place, (topic, found) in enumerate(best):
        chance = right if place == 0 else min(right, (1 - right) * max(found, 0.0) ** 2 / others)
        answers.append(Answer(topic, round(chance, 4)))
    return tuple(answers)
