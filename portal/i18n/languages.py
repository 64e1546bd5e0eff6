"""The languages of the portal, and which of them a request is in.

The language stands in the address (`/da/…`) and nowhere else: no cookie, no session. A link
therefore always opens in the language it was sent in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from babel import Locale


@dataclass(frozen=True)
class Language:
    """One language; `code` is what stands in addresses, in `lang` and in file names."""

    code: str
    endonym: str
    """The language's name in the language itself."""
    direction: Literal["ltr", "rtl"]
    locale: Locale
    """Whose dates and numbers are used."""


LANGUAGES = {
    language.code: language
    for language in (
        Language("da", "Dansk", "ltr", Locale("da")),
        # British, for the order of day and month.
        Language("en", "English", "ltr", Locale("en", "GB")),
        Language("ar", "العربية", "rtl", Locale("ar")),
    )
}
"""In the order in which a reader is offered them."""

DEFAULT_LANGUAGE = LANGUAGES["da"]
"""The language the words are written in; where languages differ, it decides."""


def language_of_path(path: str) -> Language:
    """The language a path begins with, or the default one."""
    return LANGUAGES.get(path.removeprefix("/").partition("/")[0], DEFAULT_LANGUAGE)


def suggest_language(accepted: Iterable[str]) -> Language:
    """The first of a browser's wishes (`en-US`, best first) that the portal has.

    Only for a suggestion on the start page: what a borrowed phone asks for says little about
    who holds it.
    """
    for wish in accepted:
        language = LANGUAGES.get(wish.partition("-")[0].lower())
        if language:
            return language
    return DEFAULT_LANGUAGE
