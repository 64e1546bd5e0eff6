"""One JSON line for each request and each mishap, without anything that belongs to a person.

A path can hold a token with somebody's answers, and the text of an error can quote what was
typed. So a line says which route answered, how and how fast, or which kind of error came
through which lines of code; never a path, query, form, address or the text of an error.
"""

import json
import logging
import sys
import time
import traceback
from datetime import UTC, datetime

from flask import Flask, g, has_request_context, request
from flask.wrappers import Response
from gunicorn.config import Config as GunicornConfig
from gunicorn.glogging import Logger

_requests = logging.getLogger("portal.requests")
_errors = logging.getLogger("portal.errors")
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON; a record with `fields` has these instead of a message."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        line |= getattr(record, "fields", None) or {"message": _message(record)}
        if record.exc_info and record.exc_info[1]:
            line |= describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    """The message; without what gunicorn fills in where it would quote a request."""
    if record.exc_info:
        return str(record.msg)
    return record.getMessage().partition(" from ip=")[0]


def describe(error: BaseException) -> dict[str, object]:
    """The kind of an error and the lines of code it came through, without its text."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": type(error).__name__,
        "where": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


def init_app(app: Flask) -> None:
    _requests.setLevel(logging.INFO)
    app.before_request(_start_clock)
    app.after_request(_log_request)


def log_exception(error: BaseException) -> None:
    """Note an error that no view expected; also of work beside the requests."""
    route = _route() if has_request_context() else None
    _errors.error("error", extra={"fields": {"route": route, **describe(error)}})


def _start_clock() -> None:
    g.started = time.perf_counter()


def _log_request(response: Response) -> Response:
    fields = {
        "method": request.method if request.method in _METHODS else "OTHER",
        "route": _route(),
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.started) * 1000, 1),
    }
    _requests.info("request", extra={"fields": fields})
    return response


def _route() -> str | None:
    """The route as the code writes it, `/<lang:lang>/guide/<token>/`; None where none fits."""
    return request.url_rule.rule if request.url_rule else None


class GunicornLogger(Logger):
    """gunicorn's own messages, and those of every library, in the same form."""

    def setup(self, cfg: GunicornConfig) -> None:
        super().setup(cfg)
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonFormatter())
        logging.getLogger().handlers = [handler]
        self.error_log.handlers = [handler]
