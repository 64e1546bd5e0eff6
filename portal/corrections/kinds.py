"""The pages whose texts a reader can tell of, and how far that has come."""

from collections.abc import Collection
from enum import StrEnum

from portal.topics.library import topics
from rules.interview import BY_ID


class PageKind(StrEnum):
    """A kind of page. `TOPIC` and `QUESTION` are told apart by a name."""

    TOPIC = "topic"
    QUESTION = "question"
    RESULT = "result"
    CHECKLIST = "checklist"
    GLOSSARY = "glossary"


class State(StrEnum):
    """How far a correction has come."""

    OPEN = "open"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"


#: those that wait for somebody
WAITING = (State.OPEN, State.PROPOSED)


def is_page(kind: str, name: str) -> bool:
    """Whether there is such a page. What it holds of a reader's answers is never part of it."""
    return kind in list(PageKind) and name in _names(PageKind(kind))


def _names(kind: PageKind) -> Collection[str]:
    match kind:
        case PageKind.TOPIC:
            return topics().keys()
        case PageKind.QUESTION:
            return BY_ID.keys()
    return ("",)
