"""The words that citizens read, from `content/`, prepared once at start and filled in per page.

`words("ar").text("findings", "refuse_once", "yes")` is a `Text`; `Values` fills its placeholders
with the law's numbers and the person's own facts, in the language of the page.
"""

from flask import Flask

from portal.i18n import LANGUAGES
from portal.words.library import ContentError, Words, load_words, words
from portal.words.pages import page_text, page_words
from portal.words.text import Given, Text
from portal.words.values import Values

__all__ = [
    "ContentError",
    "Given",
    "Text",
    "Values",
    "Words",
    "init_app",
    "load_words",
    "page_text",
    "page_words",
    "words",
]


def init_app(app: Flask) -> None:
    for lang in LANGUAGES:
        words(lang)
    app.jinja_env.globals.update(page_words=page_words, page_text=page_text)
