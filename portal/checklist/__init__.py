"""The checklist of a household: what to see to, ticked off and with notes of one's own.

`state` what is ticked and noted, sealed in the address · `links` where an item leads · `shown` the
page · `days` its days as a calendar · `views` the addresses · `store` lists that are kept under a
secret link, and `kept_views` theirs; `code_views` the short codes of letters; `worker.js` shows
lists without a network.
"""

from flask import Flask

from portal.checklist.code_views import bp as code
from portal.checklist.kept_views import bp as kept
from portal.checklist.state import ListTokens
from portal.checklist.views import bp

__all__ = ["bp", "code", "init_app", "kept"]


def init_app(app: Flask) -> None:
    config = app.extensions["config"]
    app.extensions["list_tokens"] = ListTokens(config.secret_key, config.answers_days, "checklist")
