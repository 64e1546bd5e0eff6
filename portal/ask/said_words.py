"""The language data of `said`: `content/ask/said/<lang>.yaml`.

A translator adds a language by writing that file; docs/asking-facts.md tells how.
"""

from dataclasses import replace
from functools import cache
from typing import Any

from portal.ask.said_patterns import Builder, SaidWordsError, Tongue, listed
from portal.i18n import LANGUAGES
from portal.words.library import CONTENT
from rules.strict_yaml import read_mapping

FOLDER = CONTENT / "ask" / "said"
#: the language whose words are mixed into every other: letters and offices speak it
_MIXED_IN = "da"
_KEYS = {"abbreviations", "prefixes", "numbers", "measures", "words", "told", "values"}
_KEYS |= {"not_told", "unless", "unless_anywhere", "only_with"}


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a file, of those that readers are offered."""
    return tuple(sorted(code for code in LANGUAGES if (FOLDER / f"{code}.yaml").exists()))


@cache
def abbreviations() -> frozenset[str]:
    """Words of any language after which a full stop ends no sentence."""
    return frozenset(w for lang in languages() for w in listed(_raw(lang).get("abbreviations")))


@cache
def prefixes() -> frozenset[str]:
    """What is written together with the word after it, in any language."""
    return frozenset(w for lang in languages() for w in listed(_raw(lang).get("prefixes")))


@cache
def tongue(lang: str, page: str) -> Tongue:
    """The patterns of a language, for a person whose page is in another.

    Whoever writes a Danish word into a sentence of their own denies it in their own, often after
    it. Raises SaidWordsError, YamlError.
    """
    own = _own(lang)
    if page in (lang, _MIXED_IN) or page not in languages():
        return own
    there = _own(page)
    classes = {
        name: words.with_those_of(there.classes[name]) for name, words in own.classes.items()
    }
    # A small word of one language, such as `i`, is another's *I*.
    classes["ours"] = own.classes["ours"]
    return replace(own, classes=classes, unless_on_page=there.unless)


def build(lang: str) -> Tongue:
    """The patterns of a language for a page in the same. Raises SaidWordsError, YamlError."""
    mixed = [_raw(each) for each in dict.fromkeys((lang, _MIXED_IN))]
    return Builder(_raw(lang), mixed).tongue()


_own = cache(build)


@cache
def _raw(lang: str) -> dict[str, Any]:
    raw = read_mapping(FOLDER / f"{lang}.yaml")
    if unknown := sorted(raw.keys() - _KEYS):
        raise SaidWordsError(f"{lang}.yaml: unknown {', '.join(unknown)}")
    return raw
