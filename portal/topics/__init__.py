"""The pages: topics from `content/topics`, and the words that they explain.

`markdown` cuts a text into blocks · `library` reads the files · `glossary` the words · `shown`
a page filled and linked · `check` what `flask content check` finds · `news` what has changed ·
`views` the addresses.
"""

from flask import Flask

from portal.i18n import LANGUAGES
from portal.topics import cli
from portal.topics.glossary import glossary
from portal.topics.library import topics
from portal.topics.news import bp as news
from portal.topics.views import bp

__all__ = ["bp", "init_app", "news"]


def init_app(app: Flask) -> None:
    for lang in LANGUAGES:
        topics(lang)
        glossary(lang)
    app.cli.add_command(cli.group)
