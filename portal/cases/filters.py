"""Which households are asked for, as it stands in the address of their table.

A label may be a name, and what is searched for is part of a label: so it stands there only sealed.
Unlike a search kept in the session it stays with Back, in two tabs, and through sorting and pages.
"""

import re
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from flask import current_app
from werkzeug.datastructures import MultiDict

from portal.cases import labels
from portal.cases.tables import Kind
from portal.i18n import LANGUAGES
from portal.tokens import Sealed, TokenError

SORTS = ("label", "language", "opened", "done", "late", "call")
_ITEM = re.compile(r"[a-z0-9_-]{0,40}")
_PAGE_DIGITS = 5
#: that an address with a search in it can be opened
_DAYS = 30


class FilterError(ValueError):
    """An address that no page of the office leads to."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; all empty: everything.

    ``text``: part of a label. ``link``: whether one works, ``opened``: whether the list was;
    `yes`, `no` or empty. ``late``, ``call``, ``finished``: only those with something overdue, those
    who asked to be called, those with nothing left to do. ``item``: only those who are late with
    this one.
    """

    text: str = ""
    language: str = ""
    kind: str = ""
    link: str = ""
    opened: str = ""
    item: str = ""
    late: bool = False
    call: bool = False
    finished: bool = False
    sort: str = "label"
    page: int = 1

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return replace(self, sort="label", page=1) != Filter()

    def query(self, **changed: str | int) -> dict[str, Any]:
        """The filter in an address, with something changed; without what says nothing."""
        other = asdict(replace(self, **{"page": 1, **changed}))  # type: ignore[arg-type]
        start = asdict(Filter())
        text = other.pop("text")
        query = {
            name: "1" if value is True else str(value)
            for name, value in other.items()
            if value != start[name]
        }
        return query | ({"find": _tokens().seal(text)} if text else {})

    @property
    def here(self) -> dict[str, Any]:
        """The filter as it stands, with its page."""
        return self.query(page=self.page)


_ALLOWED: dict[str, tuple[str, ...]] = {
    "language": ("", *LANGUAGES),
    "kind": ("", *Kind),
    "link": ("", "yes", "no"),
    "opened": ("", "yes", "no"),
    "late": ("", "1"),
    "call": ("", "1"),
    "finished": ("", "1"),
    "sort": SORTS,
}


def of_address(query: "MultiDict[str, str]") -> Filter:
    """The filter of an address. Raises FilterError."""
    try:
        text = str(_tokens().unseal(query["find"])) if "find" in query else ""
    except TokenError:
        raise FilterError from None
    page = query.get("page", "1")
    if not (page.isascii() and page.isdigit() and len(page) <= _PAGE_DIGITS and int(page)):
        raise FilterError
    return replace(_of_words(query), text=text, page=int(page))


def of_form(form: "MultiDict[str, str]", text: str) -> Filter:
    """The filter as it was filled in; ``text`` is what was typed. Raises FilterError."""
    return replace(_of_words(form), text=labels.clean(text))


def _of_words(given: "MultiDict[str, str]") -> Filter:
    start = Filter()
    values = {name: given.get(name, "") or _ALLOWED[name][0] for name in _ALLOWED}
    item = given.get("item", "")
    if any(value not in _ALLOWED[name] for name, value in values.items()):
        raise FilterError
    if not _ITEM.fullmatch(item):
        raise FilterError
    flags = {field.name for field in fields(start) if isinstance(getattr(start, field.name), bool)}
    read = {name: value == "1" if name in flags else value for name, value in values.items()}
    return Filter(item=item, **read)  # type: ignore[arg-type]


def _tokens() -> Sealed:
    found: Sealed | None = current_app.extensions.get("household_filter")
    if found is None:
        keys = current_app.extensions["config"].secret_key
        found = Sealed(keys, _DAYS, "household filter")
        current_app.extensions["household_filter"] = found
    return found
