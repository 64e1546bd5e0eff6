"""Probabilities that were fitted, and their file."""

import pytest

from portal.matching import calibration
from portal.matching.fitting import Row, fit, logistic


def test_a_logistic_model_finds_the_line() -> None:
    values = [(float(n), 1.0) for n in range(-20, 21)]
    model = logistic(values, [n > 0 for n, _ in values])
    assert model.probability((10.0, 1.0)) > 0.8
    assert model.probability((-10.0, 1.0)) < 0.2


def test_thresholds_keep_their_promises() -> None:
    size = len(calibration.FEATURES)
    rows = [
        Row((float(n), *[0.0] * (size - 1)), right=n >= 60, covered=n >= 20) for n in range(100)
    ]
    found = fit(rows)
    sure = [row for row in rows if found.right.probability(row.values) >= found.answer_from]
    assert sure
    assert sum(row.right for row in sure) / len(sure) >= 0.95
    kept = [r for r in rows if found.covered.probability(r.values) >= found.choose_from]
    assert sum(row.covered for row in kept) >= 0.95 * 80


def test_what_is_written_can_be_read(tmp_path) -> None:
    file = tmp_path / "calibration.yaml"
    fitted = calibration.load()
    file.write_text(calibration.written(fitted))
    assert calibration.load(file) == fitted


def test_extreme_values_overflow_nothing() -> None:
    model = calibration.Logistic(0.0, (1e6,) * len(calibration.FEATURES))
    assert model.probability([1e6] * len(calibration.FEATURES)) == pytest.approx(1.0)
