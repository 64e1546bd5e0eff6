"""The office: where housing staff sign in and work, in Danish and in English.

`routes` every address and whom it is open to · `gate` what stands before each · `scope` the one
place that rows of an organisation are read and written through · `views` the pages · `cli` the
commands `flask staff …`.

Nothing else of it is loaded before somebody opens the office: the tables, with SQLModel, would
cost each worker 13 MB.
"""

from flask import Flask

from portal.security import LARGER
from portal.staff import cli, keys, routes

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    app.register_blueprint(routes.bp)
    app.register_blueprint(routes.door)
    app.extensions[LARGER] |= {
        f"staff.{route.endpoint}": route.max_body for route in routes.ROUTES if route.max_body
    }
    app.cli.add_command(cli.group)
    app.cli.add_command(keys.group)
