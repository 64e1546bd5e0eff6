"""`flask ask`: why, and the numbers anew."""

from pathlib import Path

import pytest
from flask import Flask

from portal.matching import calibration
from portal.matching.cli import group


def test_explain_tells_words_topics_and_verdict(app: Flask) -> None:
    told = app.test_cli_runner().invoke(group, ["explain", "kan jeg sige nej til boligen"]).output
    assert "refuse-an-offer: " in told
    assert "nej: known" in told
    assert "nearest: " in told


def test_explain_knows_what_came_before(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    told = run(group, ["explain", "and how long?", "--lang", "en", "--after", "storage"]).output
    assert "\nstorage: " in told


def test_calibrate_writes_what_can_be_loaded(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "calibration.yaml"
    monkeypatch.setattr(calibration, "FILE", file)
    result = app.test_cli_runner().invoke(group, ["calibrate"])
    assert result.exit_code == 0, result.output
    found = calibration.load(file)
    assert 0.5 < found.answer_from < 1
    assert found.choose_from < found.answer_from
