"""The words of an own item in several languages, and which of them still say what the Danish says.

They are kept as `{"da": {"title": …, "why": …}, "ar": {…, "of": …}}`, where `of` tells from which
Danish a translation was made.
"""

import hashlib
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from portal.i18n import DEFAULT_LANGUAGE

_DANISH = DEFAULT_LANGUAGE.code
_SIGNS = 16


class Words(NamedTuple):
    """What is to be done, and why."""

    title: str = ""
    why: str = ""


class Standing(StrEnum):
    """How a language stands to the Danish."""

    MISSING = "missing"
    OLDER = "older"
    """The Danish was changed afterwards, so families are shown the Danish."""
    CURRENT = "current"


def words_of(texts: Mapping[str, Any], lang: str) -> Words:
    """What is written in a language, empty where nothing is."""
    said = texts.get(lang, {})
    return Words(said.get("title", ""), said.get("why", ""))


def fingerprint(danish: Words) -> str:
    """By what a Danish text is known again."""
    return hashlib.sha256("\0".join(danish).encode()).hexdigest()[:_SIGNS]


def standing(texts: Mapping[str, Any], lang: str) -> Standing:
    """How a language of an item stands. A translation that names no Danish is taken as good."""
    if not words_of(texts, lang).title:
        return Standing.MISSING
    now = fingerprint(words_of(texts, _DANISH))
    same = lang == _DANISH or texts[lang].get("of", now) == now
    return Standing.CURRENT if same else Standing.OLDER


def revised(
    before: Mapping[str, Any], given: Mapping[str, Words], fits: Collection[str]
) -> dict[str, Any]:
    """The texts after somebody wrote `given`, by language; empty ones are left out.

    A translation that was changed belongs to the new Danish; one that was not, to the Danish it
    was made from, unless its language is in `fits`.
    """
    danish = given[_DANISH]
    now = fingerprint(danish)
    texts: dict[str, Any] = {_DANISH: danish._asdict()}
    for lang, words in given.items():
        if lang == _DANISH or not words.title:
            continue
        untouched = lang not in fits and words == words_of(before, lang)
        texts[lang] = {**words._asdict(), "of": _made_of(before, lang) if untouched else now}
    return texts


def _made_of(texts: Mapping[str, Any], lang: str) -> str:
    of: str = texts[lang].get("of") or fingerprint(words_of(texts, _DANISH))
    return of
