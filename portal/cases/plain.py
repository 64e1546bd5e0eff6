"""Plain text that the office writes to families, read from a form and checked."""

import re
import unicodedata

from flask import request

from portal.cases import cpr

#: far longer than anything asked for; what is beyond is cut before it is shown again
_MOST_TYPED = 20_000
_CONTROL = re.compile(r"[^\S\n ]|[\x00-\x09\x0b-\x1f\x7f-\x9f\ue000-\uf8ff]")
_BLANK_LINES = re.compile(r"\n{3,}")


def lines(name: str) -> str:
    """A text of several lines, without spaces around it and without control characters."""
    typed = unicodedata.normalize("NFC", request.form.get(name, "")[:_MOST_TYPED])
    plain = _CONTROL.sub(" ", typed.replace("\r\n", "\n").replace("\r", "\n"))
    trimmed = "\n".join(line.rstrip() for line in plain.split("\n"))
    return _BLANK_LINES.sub("\n\n", trimmed).strip()


def line(name: str) -> str:
    """A text on one line."""
    return " ".join(lines(name).split())


def problem(text: str, most: int) -> str | None:
    """`empty`, `too_long` or `cpr`; None for a text that families can be shown."""
    if not any(unicodedata.category(sign)[0] not in "CZ" for sign in text):
        return "empty"
    if len(text) > most:
        return "too_long"
    return "cpr" if cpr.looks_like(text) else None
