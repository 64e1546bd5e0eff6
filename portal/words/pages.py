"""The words of fixed pages, as a template reads them: `page_words("start").lead`."""

from collections.abc import Mapping
from typing import Any

from portal.clock import law_day
from portal.i18n import current_language
from portal.words.library import Tree, words
from portal.words.text import Given, Lookup, Text
from portal.words.values import law_values
from rules import parameters


def page_words(*path: str, **given: str) -> Any:
    """The texts of a page, filled with the law's numbers: strings, lists of strings, mappings.

    ``path``: its name below `content/pages`, or the whole path below `content`.
    """
    values = Given(given, law_values(law_day(), parameters.load()))
    whole = path if len(path) > 1 else ("pages", *path)
    return _filled(words(current_language().code).branch(*whole), values)


def page_text(*path: str, **given: str) -> str:
    """One text of a page, in the first variant that can be filled."""
    values = Given(given, law_values(law_day(), parameters.load()))
    return words(current_language().code).text("pages", *path).fill(values)


def _filled(node: "Text | Tree", values: Lookup) -> Any:
    if isinstance(node, Mapping):
        return {key: _filled(child, values) for key, child in node.items()}
    return node.fill(values) if len(node.raw) == 1 else node.paragraphs(values)
