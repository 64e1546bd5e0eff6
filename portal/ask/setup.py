"""What the conversation needs of the application: its tokens, its commands, and the matcher."""

from flask import Flask

from portal.ask import cli, said
from portal.ask.state import AskTokens
from portal.clock import today
from portal.i18n import LANGUAGES
from portal.matching.prepared import matcher, semantic_matcher


def init_app(app: Flask) -> None:
    config = app.extensions["config"]
    app.extensions["ask_tokens"] = AskTokens(config.secret_key, config.answers_days, "ask")
    app.extensions["matcher"] = semantic_matcher() if config.semantic else matcher()
    cli.init_app(app)
    if config.in_production:
        _read_patterns()


def _read_patterns() -> None:
    """Read what facts are recognised by, so that the first who asks need not wait for it."""
    for lang in LANGUAGES:
        said.recognise("", lang, today())
