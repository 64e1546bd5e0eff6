"""Words of a folded text. Numbers are whole, and § stays with its number."""

import re

from portal.matching.folding import fold

_THOUSANDS = re.compile(r"(?<=\d)[.,\s](?=\d{3}(?!\d))")
_DECIMALS = re.compile(r"(?<=\d)[.,]\d{1,2}(?!\d)")
_TOKEN = re.compile(r"§+\s*\d+|[^\W_]+")
_UNIT = re.compile(r"^(\d{2,}|[0146])([^\W\d_].*)$")


def tokens(text: str) -> list[str]:
    """The words and numbers of any text, folded, in order.

    `5.400 kr` gives `5400`, `kr`; `§ 62` gives `§62`; `71m2` gives `71`, `m2`.
    """
    folded = _DECIMALS.sub("", _THOUSANDS.sub("", fold(text)))
    found: list[str] = []
    for token in _TOKEN.findall(folded):
        if token.startswith("§"):
            found.append("§" + token.lstrip("§ "))
        elif unit := _UNIT.match(token):
            found.extend(unit.groups())
        else:
            found.append(token)
    return found
