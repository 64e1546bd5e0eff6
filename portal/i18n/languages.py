"""The languages of the portal, and which of them a request is in.

They are data: `content/languages.yaml`. Nothing in Python knows a language but the one that the
words are written in, Danish.

The language stands in the address (`/da/…`) and nowhere else: no cookie, no session. A link
therefore always opens in the language it was sent in.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from babel import Locale, UnknownLocaleError

from rules.strict_yaml import read_mapping

FILE = Path(__file__).resolve().parents[2] / "content" / "languages.yaml"
CODE = re.compile(r"[a-z]{2,3}")
_NEEDED = frozenset({"endonym", "direction", "locale", "script", "quotes", "state", "review"})
_MAY = _NEEDED | {
    "office",
    "date",
    "short_units",
    "months",
    "alphabet",
    "named",
    "common",
    "its_own",
}
_CHOICES = {
    "direction": ("ltr", "rtl"),
    "state": ("ready", "in_preparation"),
    "review": ("original", "person", "machine"),
    "office": (False, True),
}


class LanguagesError(ValueError):
    """An entry of `content/languages.yaml` that is not as its head describes it."""


@dataclass(frozen=True)
class Language:
    """One language; `code` is what stands in addresses, in `lang` and in file names."""

    code: str
    endonym: str
    """The language's name in the language itself."""
    direction: Literal["ltr", "rtl"]
    locale: Locale
    """Whose dates and numbers are used."""
    script: str = "latin"
    """Its letters, as their names in Unicode begin."""
    quotes: str = "“”"
    """How a quotation begins and ends: two signs."""
    state: Literal["ready", "in_preparation"] = "ready"
    review: Literal["original", "person", "machine"] = "machine"
    office: bool = False
    """Whether the office's own pages are in it."""
    date: str = "long"
    """How a day is written: a pattern of CLDR, or the name of one."""
    short_units: frozenset[str] = frozenset()
    """The units of time that CLDR writes out in full only in what it calls the short form."""
    months: Mapping[int, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """Names of months (1-12) beside those of CLDR."""
    alphabet: str = ""
    named: tuple[str, ...] = ()
    """Names with a number in them, such as *2-year rule*."""
    common: frozenset[str] = frozenset()
    """Words that give the language away where another should stand."""
    its_own: frozenset[str] = frozenset()
    """Words of it that are among the common ones of another."""

    def in_order(self, word: str) -> list[int]:
        """By what a word stands in its place in a list: by the alphabet, else as Unicode has it."""
        return [self._place(sign) for sign in word.casefold()]

    def _place(self, sign: str) -> int:
        place = self.alphabet.find(sign)
        return ord(sign) if place < 0 else ord(self.alphabet[0]) + place


def read_languages(path: Path = FILE) -> dict[str, Language]:
    """Every language that is listed, ready or not. Raises LanguagesError, YamlError."""
    return {code: _language(code, raw) for code, raw in read_mapping(path).items()}


def _language(code: str, raw: Any) -> Language:
    def wrong(what: str) -> LanguagesError:
        return LanguagesError(f"content/languages.yaml: {code}: {what}")

    if not CODE.fullmatch(code):
        raise wrong("a code is two or three small letters")
    if not isinstance(raw, dict) or not _NEEDED <= raw.keys() <= _MAY:
        raise wrong(f"needs {', '.join(sorted(_NEEDED))}; may have {', '.join(_MAY - _NEEDED)}")
    for key, choices in _CHOICES.items():
        if raw.get(key, choices[0]) not in choices:
            raise wrong(f"{key} is one of {', '.join(map(str, choices))}")
    if len(raw["quotes"]) != 2:
        raise wrong("quotes are two signs")
    try:
        locale = Locale.parse(raw["locale"])
    except (UnknownLocaleError, ValueError, TypeError) as error:
        raise wrong(f"CLDR knows no locale {raw['locale']}") from error
    return Language(
        **{key: value for key, value in raw.items() if key not in _MADE},
        code=code,
        locale=locale,
        months={int(n): tuple(names) for n, names in (raw.get("months") or {}).items()},
        named=tuple(raw.get("named") or ()),
        common=frozenset(raw.get("common") or ()),
        its_own=frozenset(raw.get("its_own") or ()),
        short_units=frozenset(raw.get("short_units") or ()),
    )


_MADE = frozenset({"locale", "months", "named", "common", "its_own", "short_units"})

KNOWN = read_languages()
"""Every language that is listed, with those that are still being translated."""

LANGUAGES = {code: language for code, language in KNOWN.items() if language.state == "ready"}
"""Those that readers are offered, in their order."""

OFFICE_LANGUAGES = tuple(code for code, language in LANGUAGES.items() if language.office)
"""Those that the office's own pages are in."""

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
