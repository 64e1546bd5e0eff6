"""The log tells how the portal does and nothing about those who use it."""

import json
import logging
from collections.abc import Iterator

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from gunicorn.config import Config as GunicornConfig

from portal import create_app
from portal.config import Config
from portal.logging import GunicornLogger, JsonFormatter

TOKEN = "hemmeligt-token"


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    app = create_app(config)

    @app.route("/<lang:lang>/guide/<token>/", methods=["GET", "POST"])
    def guide(token: str) -> str:
        if token.endswith("-forkert"):
            raise ValueError(token)
        if token.endswith("-ukendt"):
            abort(404, token)
        return token

    yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """What the log has got, as it is written."""
    written: list[str] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(JsonFormatter().format(record))

    handler = Handler()
    logging.getLogger().addHandler(handler)
    caplog.set_level(logging.DEBUG)
    yield written
    logging.getLogger().removeHandler(handler)


def test_a_request_is_one_line_with_its_route(client: FlaskClient, lines: list[str]) -> None:
    client.get(f"/da/guide/{TOKEN}/")
    (line,) = map(json.loads, lines)
    assert line.keys() == {"time", "level", "logger", "method", "route", "status", "ms"}
    assert (line["method"], line["status"]) == ("GET", 200)
    assert line["route"] == "/<lang:lang>/guide/<token>/"
    assert line["ms"] >= 0


def test_nothing_of_a_person_reaches_the_log(client: FlaskClient, lines: list[str]) -> None:
    for path in (f"/da/guide/{TOKEN}/", f"/{TOKEN}", f"/da/guide/{TOKEN}-ukendt/"):
        client.get(path, query_string={"q": TOKEN}, headers={"Referer": TOKEN, "User-Agent": TOKEN})
        client.post(path, data={"rent": TOKEN})
        client.open(path, method=TOKEN.upper())
    assert client.get(f"/da/guide/{TOKEN}-forkert/").status_code == 500
    log = "\n".join(lines).lower()
    assert len(lines) == 11
    assert TOKEN not in log
    assert "127.0.0.1" not in log


def test_an_unexpected_error_tells_its_kind_and_place(
    client: FlaskClient, lines: list[str]
) -> None:
    client.get(f"/da/guide/{TOKEN}-forkert/")
    error, request = map(json.loads, lines)
    assert (error["level"], error["error"]) == ("error", "ValueError")
    assert error["where"][-1].endswith(" guide")
    assert request["status"] == 500


def test_gunicorn_keeps_the_same_silence(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = root.handlers
    try:
        log = GunicornLogger(GunicornConfig())
        log.info("Listening at: %s", "http://127.0.0.1:8000")
        log.warning(f"Invalid request from ip=10.0.0.1: /da/guide/{TOKEN}")
        try:
            raise ValueError(TOKEN)
        except ValueError:
            log.exception("Error handling request %s", f"/da/guide/{TOKEN}")
    finally:
        root.handlers = before
        logging.getLogger("gunicorn.error").handlers = []
    written = capsys.readouterr().err
    listening, invalid, failed = map(json.loads, written.splitlines())
    assert listening["message"] == "Listening at: http://127.0.0.1:8000"
    assert invalid["message"] == "Invalid request"
    assert (failed["message"], failed["error"]) == ("Error handling request %s", "ValueError")
    assert TOKEN not in written
    assert "10.0.0.1" not in written
