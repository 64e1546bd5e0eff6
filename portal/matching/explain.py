"""Why a question got its answer: what each word was taken for, and what spoke for each topic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.matching.calibration import FEATURES
from portal.matching.matcher import Judged, Match, Matcher
from portal.matching.scoring import by_evidence, by_phrases
from portal.matching.vocabulary import Reading

_MOST_SIGNS = 6
_MOST_TOPICS = 3


@dataclass(frozen=True)
class TopicExplained:
    """What spoke for one topic."""

    topic: str
    score: float
    likeness: float
    """0 to 1: to its phrasings."""
    evidence: float
    nearest: str
    """The phrasing that is most like the question."""
    signs: tuple[tuple[str, float], ...]
    """The signs that said most, strongest first."""


@dataclass(frozen=True)
class Explanation:
    """A match and all that led to it."""

    match: Match
    readings: Sequence[Reading]
    topics: tuple[TopicExplained, ...]
    elsewhere: tuple[str, float]
    """The other subject that it is most like, and its score."""
    values: Mapping[str, float]
    """What the calibration looked at."""
    right: float
    covered: float


def explain(matcher: Matcher, q: str, lang: str, context: Sequence[str] = ()) -> Explanation:
    """Explain what `matcher.match` gives for the same question."""
    judged = matcher.judge(q, lang, context)
    best = judged.scores.best(_MOST_TOPICS)
    elsewhere = max(judged.scores.elsewhere.items(), key=lambda item: item[1], default=("", 0.0))
    return Explanation(
        match=judged.match,
        readings=judged.question.readings,
        topics=tuple(_topic(matcher, judged, topic, found) for topic, found in best),
        elsewhere=(elsewhere[0].lstrip("~"), elsewhere[1]),
        values=dict(zip(FEATURES, judged.values, strict=True)),
        right=judged.right,
        covered=judged.covered,
    )


def _topic(matcher: Matcher, judged: Judged, topic: str, score: float) -> TopicExplained:
    known, question = matcher.known, judged.question
    said = {
        name: weight * known.evidence(code, name).get(topic, 0.0)
        for code, found in question.signs.items()
        for name, weight in found.items()
    }
    strongest = sorted(said.items(), key=lambda item: (-item[1], item[0]))[:_MOST_SIGNS]
    return TopicExplained(
        topic=topic,
        score=score,
        likeness=by_phrases(question, known).get(topic, 0.0),
        evidence=by_evidence(question, known).get(topic, 0.0),
        nearest=_nearest(matcher, judged, topic),
        signs=tuple((name, strength) for name, strength in strongest if strength > 0),
    )


def _nearest(matcher: Matcher, judged: Judged, topic: str) -> str:
    found = [
        (likeness, index.texts[number])
        for code, signs in judged.question.signs.items()
        for index in [matcher.known.models[code].index]
        for number, likeness in index.like(signs, 1.0).items()
        if index.topics[number] == topic
    ]
    return max(found)[1] if found else ""


def printed(explanation: Explanation) -> str:
    """The explanation as lines for a terminal."""
    match = explanation.match
    lines = [
        f"{match.verdict} ({match.kind}{' ' + match.emergency if match.emergency else ''}), "
        f"read as {match.language_seen}; right {explanation.right:.2f}, "
        f"covered {explanation.covered:.2f}"
    ]
    for reading in explanation.readings:
        signs = " ".join(name for name, _ in reading.features)
        taken = f" as {reading.taken_for}" if reading.taken_for else ""
        lines.append(f"  {reading.word}: {reading.how}{taken} [{reading.lang}] {signs}".rstrip())
    for topic in explanation.topics:
        lines.append(
            f"{topic.topic}: {topic.score:.2f} = likeness {topic.likeness:.2f}, "
            f"evidence {topic.evidence:.2f}"
        )
        if topic.nearest:
            lines.append(f"  nearest: {topic.nearest}")
        lines.append("  " + ", ".join(f"{name} {strength:.1f}" for name, strength in topic.signs))
    lines.append(f"elsewhere: {explanation.elsewhere[0]} {explanation.elsewhere[1]:.2f}")
    lines.append(", ".join(f"{name} {value:.2f}" for name, value in explanation.values.items()))
    return "\n".join(lines)
