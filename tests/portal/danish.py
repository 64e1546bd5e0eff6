"""Does a page in another language still speak Danish somewhere?"""

import re
import unicodedata
from functools import cache

from babel.messages.pofile import read_po

from portal.i18n import LANGUAGES
from portal.i18n.catalogue import LOCALES
from portal.words import words
from tests.portal.pages import Element

#: words that no other language of the portal has, and that few Danish sentences do without
COMMON = frozenset(
    re.findall(
        r"\w+",
        "og ikke du dig din hvis eller boligen kommunen skal på hvad hvor som efter den har ved"
        " kan må flytte bolig uger dage spørg skriv",
    )
)
#: neither is a language: the address of a source on paper, and the version of the rules
_ADDRESS = re.compile(r"https?://\S+|\b[0-9a-f]{8}\b")
#: what an authority is called in Danish, also where the rest is not
_NAMES = re.compile(r"\bNaturskaderådet\b")
_EXPLAINED = re.compile(
    r"The Danish words? (?:is|are) [^.]*|\([^()]*\)|«[^«»]*»|»[^»«]*«|“[^“”]*”|\"[^\"]*\""
)

#: in brackets; and of an amount what stands in the letters, also where letters are others
_IN_BRACKETS = re.compile(r"\([^()]*\)|\bkr\.")


@cache
def sentences(lang: str) -> frozenset[str]:
    """Every Danish text as it is written, but for those that this language has alike."""
    danish = {" ".join(raw.split()) for _, text in words("da").all() for raw in text.raw}
    own = {" ".join(raw.split()) for _, text in words(lang).all() for raw in text.raw}
    with (LOCALES / lang / "LC_MESSAGES" / "messages.po").open("rb") as file:
        for message in read_po(file, locale=lang):
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            danish.update(ids)
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            own.update(str(string) for string in strings)
    return frozenset(danish - own - {""})


def left(page: Element, lang: str) -> list[str]:
    """Runs of text that are not marked as Danish, and are.

    In a language with other letters also those that have none of them.
    """
    found = [] if LANGUAGES[lang].script == "latin" else without_own_letters(page, lang)
    for marked, text in page.first("html").strings():
        if marked == "da":
            continue
        plain = _EXPLAINED.sub(" ", _NAMES.sub(" ", _ADDRESS.sub(" ", text))).lower()
        common = (COMMON - LANGUAGES[lang].its_own) & set(re.findall(r"\w+", plain))
        if text in sentences(lang) or len(common) >= 2 or re.search("[æøå]", plain):
            found.append(text)
    return found


def without_arabic(page: Element) -> list[str]:
    """Runs of text on an Arabic page with words, none of them Arabic."""
    return without_own_letters(page, "ar")


def without_own_letters(page: Element, lang: str) -> list[str]:
    """Runs of text with words, of which none has a letter of the page's language.

    A Danish term in brackets may stand alone on a line of a drawing.
    """
    script = LANGUAGES[lang].script.upper()
    return [
        text
        for marked, text in page.first("html").strings()
        if marked == lang
        and re.search("[a-zA-Z]{2}", _IN_BRACKETS.sub(" ", _ADDRESS.sub(" ", text)))
        and not any(unicodedata.name(sign, "").startswith(script) for sign in text)
    ]
