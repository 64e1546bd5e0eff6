"""For those who keep the rules, and those who want to see them.

`shown` the ladders of `rules.graph` in words · `layout` and `picture` the same as a drawing ·
`day` the rules of another day · `views` the page · `cli` the commands `flask rules …`.
"""

from flask import Flask

from portal.rulebook import cli, day
from portal.rulebook.views import bp

__all__ = ["bp", "init_app"]


def init_app(app: Flask) -> None:
    day.init_app(app)
    app.cli.add_command(cli.group)
