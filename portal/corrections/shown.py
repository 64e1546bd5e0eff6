"""What a page that somebody told of is called, in the language of whoever reads it."""

from portal.corrections.kinds import PageKind
from portal.i18n import current_language
from portal.topics.library import topics
from portal.words import words


def page_title(page: PageKind, name: str) -> str:
    """The title of a topic, or the words of a question without its numbers; else nothing."""
    lang = current_language().code
    if page is PageKind.TOPIC and name in topics(lang):
        return topics(lang)[name].title
    if page is PageKind.QUESTION and words(lang).has("questions", name, "answered"):
        return words(lang).text("questions", name, "answered").raw[0]
    return ""
