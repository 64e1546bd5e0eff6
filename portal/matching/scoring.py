"""How well each topic answers: likeness to its phrasings, and the evidence of single signs."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from portal.matching.language import ELSEWHERE, Knowledge
from portal.matching.understanding import Understood


@dataclass(frozen=True)
class Scores:
    """Topic -> score; subjects elsewhere are kept apart."""

    topics: Mapping[str, float]
    elsewhere: Mapping[str, float]

    def best(self, most: int) -> list[tuple[str, float]]:
        """The best topics, best first; equals in the order of their names."""
        return sorted(self.topics.items(), key=lambda item: (-item[1], item[0]))[:most]


def score(question: Understood, known: Knowledge) -> Scores:
    """Score every topic that shares a sign with the question."""
    total: dict[str, float] = defaultdict(float)
    for topic, likeness in by_phrases(question, known).items():
        total[topic] += known.weights.phrases * likeness
    for topic, evidence in by_evidence(question, known).items():
        total[topic] += evidence
    return Scores(
        {topic: found for topic, found in total.items() if not topic.startswith(ELSEWHERE)},
        {topic: found for topic, found in total.items() if topic.startswith(ELSEWHERE)},
    )


def by_phrases(question: Understood, known: Knowledge) -> dict[str, float]:
    """Topic -> 0 to 1: its best phrasing and the mean of the nearest."""
    size = sum(known.models[code].index.size(found) for code, found in question.signs.items())
    if not size:
        return {}
    by_topic: dict[str, list[float]] = defaultdict(list)
    for code, found in question.signs.items():
        index = known.models[code].index
        for number, likeness in index.like(found, size**0.5).items():
            by_topic[index.topics[number]].append(likeness)
    share, nearest = known.weights.nearest_share, known.weights.nearest
    likenesses = {}
    for topic, found_there in by_topic.items():
        best = sorted(found_there, reverse=True)[:nearest]
        likenesses[topic] = (1 - share) * best[0] + share * sum(best) / nearest
    return likenesses


def by_evidence(question: Understood, known: Knowledge) -> dict[str, float]:
    """Topic -> the sum of what the signs say, so scaled that a story does not shout."""
    total: dict[str, float] = defaultdict(float)
    heard = 0.0
    for code, found in question.signs.items():
        for name, weight in found.items():
            said = known.evidence(code, name)
            heard += weight if said else 0.0
            for topic, strength in said.items():
                total[topic] += weight * strength
    return {topic: strength / heard**0.5 for topic, strength in total.items()}
