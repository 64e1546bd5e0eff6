"""The words of the interface: `_` and `ngettext` for templates, `gettext` for Python.

A message's id is its Danish text, so Danish needs no catalogue and a template reads as what
it says. Catalogues are read from their .po files once, at start: there is no compiled file
that could be out of date. See docs/decisions/0003-interface-words.md.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from pathlib import Path
from typing import TypeVar, cast

from babel.messages.pofile import read_po
from markupsafe import Markup, escape

from portal.i18n.languages import DEFAULT_LANGUAGE, LANGUAGES, Language

_Str = TypeVar("_Str", bound=str)

LOCALES = Path(__file__).resolve().parents[2] / "locales"


@dataclass(frozen=True)
class Catalogue:
    """The words of one language."""

    language: Language
    texts: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]
    plural_form: Callable[[int], int]
    html: Mapping[str, Markup]
    """`texts`, escaped once instead of on every page."""


_DANISH = Catalogue(DEFAULT_LANGUAGE, {}, {}, c2py("n != 1"), {})

# A context variable rather than `g`: it is read for every word of a page, and costs a tenth.
_current: ContextVar[Catalogue] = ContextVar("catalogue", default=_DANISH)


@cache
def load_catalogue(code: str) -> Catalogue:
    """Read a language's words; fuzzy and empty ones are left out and shown in Danish."""
    if code == DEFAULT_LANGUAGE.code:
        return _DANISH
    with (LOCALES / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        messages = read_po(file, locale=code)
    texts: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for message in messages:
        if not message.id or message.fuzzy or not message.string:
            continue
        if isinstance(message.id, str):
            texts[message.id] = str(message.string)
        elif all(message.string):
            plurals[message.id[0]] = tuple(message.string)
    return Catalogue(
        language=LANGUAGES[code],
        texts=texts,
        plurals=plurals,
        plural_form=c2py(messages.plural_expr),
        html={message: escape(text) for message, text in texts.items()},
    )


def current_language() -> Language:
    """The language that words, dates and numbers come out in."""
    return _current.get().language


def use_language(code: str) -> None:
    """Speak this language until the end of the request. Raises KeyError for an unknown one."""
    _current.set(load_catalogue(LANGUAGES[code].code))


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Speak this language inside a `with` block."""
    token = _current.set(load_catalogue(LANGUAGES[code].code))
    try:
        yield
    finally:
        _current.reset(token)


def one_stop(text: _Str) -> _Str:
    """A filled-in text whose last amount ended its sentence: `kr.` has the full stop already."""
    return cast(_Str, text.replace("kr..", "kr.") if "kr.." in text else text)


def gettext(message: str, **values: object) -> str:
    """The message as plain text, with `%(name)s` filled in. For JSON and for Python."""
    text = _current.get().texts.get(message, message)
    return one_stop(text % values) if values else text


def gettext_html(message: str, **values: object) -> Markup:
    """The message for a template (`_`): escaped, as are the values that are not markup."""
    text = _current.get().html.get(message) or escape(message)
    return one_stop(text % values) if values else text


def ngettext(singular: str, plural: str, n: int, **values: object) -> str:
    """The form of the message that goes with `n`, which also fills `%(num)s`."""
    return one_stop(_plural(singular, plural, n) % {"num": n, **values})


def ngettext_html(singular: str, plural: str, n: int, **values: object) -> Markup:
    """`ngettext` for a template."""
    return one_stop(escape(_plural(singular, plural, n)) % {"num": n, **values})


def _plural(singular: str, plural: str, n: int) -> str:
    catalogue = _current.get()
    forms = catalogue.plurals.get(singular)
    if forms:
        return forms[catalogue.plural_form(n)]
    return singular if n == 1 else plural
