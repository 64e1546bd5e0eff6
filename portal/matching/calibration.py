"""From scores to probabilities: two small logistic models, fitted on the development questions.

The numbers lie in `content/ask/calibration.yaml`, written by `flask ask calibrate`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from portal.matching.lexicon import CONTENT
from portal.matching.scoring import Scores
from portal.matching.understanding import Understood
from portal.matching.vocabulary import How
from rules.strict_yaml import read_mapping

FILE = CONTENT / "calibration.yaml"

FEATURES = ("top", "margin", "third", "elsewhere", "gap", "length", "unknown", "things")
"""What the models look at: the best score, how far it is before the second and the third, the best
score of another subject, how far the best is before that, the logarithm of the number of words,
the share of words that nobody knows, and of words that stand for a thing."""


@dataclass(frozen=True)
class Logistic:
    """A logistic model; `weights` in the order of FEATURES."""

    intercept: float
    weights: tuple[float, ...]

    def probability(self, values: Sequence[float]) -> float:
        """0 to 1."""
        total = self.intercept + sum(w * v for w, v in zip(self.weights, values, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True)
class Calibration:
    """`right`: the best topic is the right one. `covered`: the portal answers this at all."""

    right: Logistic
    covered: Logistic
    answer_from: float
    """From this probability of `right` on, one answer is given."""
    choose_from: float
    """From this probability of `covered` on, topics are offered; below, nothing."""


def features(question: Understood, scores: Scores) -> tuple[float, ...]:
    """The values of FEATURES."""
    best = [found for _, found in scores.best(3)] + [0.0] * 3
    elsewhere = max(scores.elsewhere.values(), default=0.0)
    content = question.content
    count = len(content) or 1
    unknown = sum(reading.how is How.UNKNOWN for reading in content)
    return (
        best[0],
        best[0] - best[1],
        best[0] - best[2],
        elsewhere,
        best[0] - elsewhere,
        math.log(1 + len(content)),
        unknown / count,
        len(question.things) / count,
    )


def load(path: Path = FILE) -> Calibration:
    """Read the fitted numbers."""
    raw = read_mapping(path)
    return Calibration(
        right=_logistic(raw["right"]),
        covered=_logistic(raw["covered"]),
        answer_from=float(raw["answer_from"]),
        choose_from=float(raw["choose_from"]),
    )


def written(calibration: Calibration) -> str:
    """The file that `load` reads."""
    lines = ["# Written by `flask ask calibrate`; docs/decisions/0011-matching.md tells of what."]
    for name in ("right", "covered"):
        model: Logistic = getattr(calibration, name)
        lines += [f"{name}:", f'  intercept: "{_number(model.intercept)}"']
        pairs = zip(FEATURES, model.weights, strict=True)
        lines += [f'  {feature}: "{_number(weight)}"' for feature, weight in pairs]
    lines.append(f'answer_from: "{_number(calibration.answer_from)}"')
    lines.append(f'choose_from: "{_number(calibration.choose_from)}"')
    return "\n".join(lines) + "\n"


def _logistic(raw: Mapping[str, str]) -> Logistic:
    return Logistic(float(raw["intercept"]), tuple(float(raw[name]) for name in FEATURES))


def _number(value: float) -> Decimal:
    return Decimal(f"{value:.4f}")


_NOTHING = Logistic(0.0, (0.0,) * len(FEATURES))
UNFITTED = Calibration(_NOTHING, _NOTHING, answer_from=0.5, choose_from=0.5)
"""To look at scores before there are probabilities."""
