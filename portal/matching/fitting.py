"""Fits the calibration: logistic regression by Newton's method, and thresholds held out.

A few hundred rows of eight numbers: no library is needed.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from portal.matching.calibration import Calibration, Logistic

_RIDGE = 1.0
_STEPS = 25
_FOLDS = 10
PRECISION = 0.98
"""Of the direct answers, this share must be right in the held-out folds."""
KEPT = 0.98
"""Of the questions that the portal covers, this share must be kept."""


@dataclass(frozen=True)
class Row:
    """A development question as the calibration sees it."""

    values: tuple[float, ...]
    right: bool
    covered: bool


def fit(rows: Sequence[Row]) -> Calibration:
    """Fit both models on all rows; choose the thresholds by what folds held out were given."""
    right = [row.right for row in rows]
    covered = [row.covered for row in rows]
    values = [row.values for row in rows]
    sure = _held_out(values, right)
    inside = _held_out(values, covered)
    return Calibration(
        right=logistic(values, right),
        covered=logistic(values, covered),
        answer_from=_answer_from(sure, right),
        choose_from=_choose_from(inside, covered),
    )


def _held_out(values: Sequence[Sequence[float]], truth: Sequence[bool]) -> list[float]:
    """For each row the probability by a model that has not seen it."""
    found = [0.0] * len(values)
    for fold in range(_FOLDS):
        seen = [n for n in range(len(values)) if n % _FOLDS != fold]
        model = logistic([values[n] for n in seen], [truth[n] for n in seen])
        for n in range(fold, len(values), _FOLDS):
            found[n] = model.probability(values[n])
    return found


def _answer_from(sure: Sequence[float], right: Sequence[bool]) -> float:
    """The lowest threshold above which enough of the answers are right."""
    ordered = sorted(zip(sure, right, strict=True), reverse=True)
    lowest, good = 1.0, 0
    for count, (probability, is_right) in enumerate(ordered, start=1):
        good += is_right
        if good / count >= PRECISION:
            lowest = probability
    return lowest


def _choose_from(inside: Sequence[float], covered: Sequence[bool]) -> float:
    """The highest threshold that keeps enough of the questions that are covered."""
    kept = sorted(p for p, is_covered in zip(inside, covered, strict=True) if is_covered)
    return kept[int(len(kept) * (1 - KEPT))]


def logistic(values: Sequence[Sequence[float]], truth: Sequence[bool]) -> Logistic:
    """Logistic regression with a small ridge on standardised values."""
    count, size = len(values), len(values[0])
    means = [sum(row[j] for row in values) / count for j in range(size)]
    spread = [
        math.sqrt(sum((row[j] - means[j]) ** 2 for row in values) / count) or 1.0
        for j in range(size)
    ]
    rows = [[1.0, *((row[j] - means[j]) / spread[j] for j in range(size))] for row in values]
    weights = [0.0] * (size + 1)
    for _ in range(_STEPS):
        weights = _newton(rows, truth, weights)
    scaled = [weights[j + 1] / spread[j] for j in range(size)]
    shift = sum(scaled[j] * means[j] for j in range(size))
    return Logistic(weights[0] - shift, tuple(scaled))


def _newton(
    rows: Sequence[Sequence[float]], truth: Sequence[bool], weights: Sequence[float]
) -> list[float]:
    size = len(weights)
    slope = [-_RIDGE * w if j else 0.0 for j, w in enumerate(weights)]
    bend = [[_RIDGE if i == j and i else 0.0 for j in range(size)] for i in range(size)]
    for row, is_true in zip(rows, truth, strict=True):
        total = sum(w * v for w, v in zip(weights, row, strict=True))
        p = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
        for i in range(size):
            slope[i] += (is_true - p) * row[i]
            for j in range(size):
                bend[i][j] += p * (1 - p) * row[i] * row[j]
    return [w + step for w, step in zip(weights, _solve(bend, slope), strict=True)]


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss; the matrix is positive definite."""
    size = len(right)
    rows = [[*matrix[i], right[i]] for i in range(size)]
    for i in range(size):
        rows[i] = [value / (rows[i][i] or 1e-9) for value in rows[i]]
        for k in range(size):
            if k != i:
                rows[k] = [a - rows[k][i] * b for a, b in zip(rows[k], rows[i], strict=True)]
    return [row[-1] for row in rows]
