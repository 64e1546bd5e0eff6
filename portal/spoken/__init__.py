"""How signs and numbers are said aloud in each language, for `portal/static/speak.js`.

The rules of a language are data (`content/spoken/`), sent as JSON when somebody asks to have a
page read aloud, and not before.
"""

from flask import Flask

from portal.spoken.rules import init_rules
from portal.spoken.views import bp

__all__ = ["bp", "init_app"]


def init_app(app: Flask) -> None:
    init_rules(app)
    app.register_blueprint(bp)
