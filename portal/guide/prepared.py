"""Pages of questions not answered yet: the same for everyone, so rendered once and filled in.

Nothing of a person can be kept here by mistake: what is rendered is given no answers, only the
law's numbers; and the one thing of theirs on the page, the token in its addresses, is taken out
before the page is kept.
"""

import re
from collections.abc import Callable, Hashable

from portal.tokens import EMPTY
from portal.words import words
from portal.words.law import LAW_NAMES
from rules.interview import Question

#: stands for the token in a page that is kept; private use, so no text has it
_HERE = "\ue000"
#: tokens that stand in an address and in HTML just as they are
_PLAIN = re.compile(r"[A-Za-z0-9_-]{20,}")
#: pages; when there are more, the oldest are forgotten
_MOST = 1000

_pages: dict[Hashable, bytes] = {}


def can_be_prepared(question: Question, token: str, lang: str) -> bool:
    """The question names nothing but numbers of the law, and the token can be put in later."""
    fits = token == EMPTY or _PLAIN.fullmatch(token) is not None
    return fits and _speaks_of_law_only(question.id, lang)


def _speaks_of_law_only(question: str, lang: str) -> bool:
    return words(lang).placeholders("questions", question) <= LAW_NAMES


def page(key: Hashable, token: str, render: Callable[[], str]) -> str:
    """The page kept under ``key``, which must name all that it depends on except the token."""
    # No answers, no token: its sign is all over the page, and tells nothing of anyone.
    here = token if token == EMPTY else _HERE
    key = (key, here)
    kept = _pages.get(key)
    if kept is None:
        kept = render().replace(token, here).encode()
        if len(_pages) >= _MOST:
            _pages.pop(next(iter(_pages)), None)
        _pages[key] = kept
    return kept.decode().replace(here, token)
