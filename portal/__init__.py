"""The web application. `create_app` puts it together; each journey is a package of its own."""

from types import TracebackType

from flask import Flask

from portal import (
    api,
    ask,
    assets,
    calculator,
    checklist,
    compare,
    compression,
    corrections,
    course,
    data,
    discovery,
    errors,
    guide,
    health,
    helper,
    home_check,
    i18n,
    letters,
    logging,
    municipality,
    receipt,
    rulebook,
    security,
    spoken,
    staff,
    start,
    tokens,
    topics,
    words,
)
from portal.config import Config
from portal.db import head, make_engine
from portal.json import Json


class Portal(Flask):
    """Flask, with a log that keeps no paths and no texts of errors."""

    json_provider_class = Json

    def log_exception(
        self,
        exc_info: (tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]),
    ) -> None:
        if exc_info[1]:
            logging.log_exception(exc_info[1])


def create_app(config: Config | None = None) -> Flask:
    """Build the application. Raises ConfigError where the environment cannot be used."""
    config = config or Config.from_environ()
    app = Portal(__name__, static_folder=None)
    app.extensions["config"] = config
    app.extensions["engine"] = make_engine(config.database_url)
    app.extensions["schema_revision"] = head()

    # What surrounds every request. Flask runs what follows a response in reverse order:
    # compression, named first, comes last.
    for part in (
        compression,
        logging,
        security,
        errors,
        i18n,
        assets,
        words,
        tokens,
        discovery,
        helper,
        spoken,
        rulebook,
        topics,
        staff,
        ask,
        checklist,
        data,
    ):
        part.init_app(app)

    # The journeys, and what stands beside them.
    for blueprint in (
        health.bp,
        helper.bp,
        start.bp,
        guide.bp,
        calculator.bp,
        checklist.bp,
        checklist.kept,
        checklist.code,
        compare.bp,
        corrections.bp,
        course.bp,
        home_check.bp,
        letters.bp,
        municipality.bp,
        receipt.bp,
        rulebook.bp,
        topics.bp,
        topics.news,
        ask.bp,
        discovery.bp,
        api.bp,
    ):
        app.register_blueprint(blueprint)
    return app
