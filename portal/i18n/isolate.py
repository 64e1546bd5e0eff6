"""Danish words inside text that runs from right to left, kept whole and read as Danish."""

import re

from markupsafe import Markup, escape

from portal.i18n.catalogue import current_language

_WORD = r"[A-Za-zÆØÅæøå0-9§][\wÆØÅæøå§.,'²/\N{EN DASH}-]*"
# One or several Latin words, of which the first or the last begins with a letter: numbers alone
# stand right without help. `§ 62, stk. 3` is one run, though a comma parts it.
_LATIN = re.compile(
    rf"(?=[0-9§ .\-]*[A-Za-zÆØÅæøå]|§[0-9§ .,\-]*stk\.)"
    rf"{_WORD}(?:[ \N{{NO-BREAK SPACE}}]{_WORD})*\??",
    re.A,
)
#: behind a whole Danish sentence; its full stop belongs to it, not to the sentence around
_CLOSING = tuple('»«”“"\u2069')


def isolated(text: str) -> str:
    """The text for a page; from right to left, its Danish in `<bdi lang="da">`."""
    if current_language().direction == "ltr" or hasattr(text, "__html__"):
        return text
    parts, end = [], 0
    for found in _LATIN.finditer(text):
        quoted = text.startswith(_CLOSING, found.end())
        danish = found[0] if quoted else found[0].rstrip(".,")
        parts += [escape(text[end : found.start()]), _BDI.format(danish)]
        end = found.start() + len(danish)
    return Markup("").join([*parts, escape(text[end:])])


_BDI = Markup('<bdi lang="da">{}</bdi>')
