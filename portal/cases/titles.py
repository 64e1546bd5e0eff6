"""What an item of a list is called, where no household's own facts are at hand."""

from portal.cases.lists import OFFICE_ITEMS
from portal.cases.own import OwnItems, words_in
from portal.i18n import current_language
from portal.words import page_words, words


def title_of(item: str, own: OwnItems) -> str | None:
    """The title in the language of the page; None for an item that there is not."""
    texts = own.texts(item)
    if texts:
        return words_in(texts, current_language().code).title
    kind = "office_items" if item in OFFICE_ITEMS else "items"
    if not words(current_language().code).has("checklist", kind, item, "title"):
        return None
    title: str = page_words("checklist", kind, item)["title"]
    return title
