"""Phone numbers in what an office wrote, so that a finger is enough to call."""

import re
from collections.abc import Iterator
from typing import NamedTuple

#: eight digits as Danes group them; no longer number, and no date
_NUMBER = re.compile(
    r"(?<![\w+])(?<!\d )(?:(?:\+|00)45 ?)?(?:\d{8}|\d{4} \d{4}|\d\d(?: \d\d){3})(?![\w]| \d)"
)


class Run(NamedTuple):
    """A piece of a text. `tel`: what a phone dials, where it is a number; else empty."""

    text: str
    tel: str


def runs(text: str) -> Iterator[Run]:
    """The whole text in pieces, numbers by themselves."""
    end = 0
    for found in _NUMBER.finditer(text):
        if found.start() > end:
            yield Run(text[end : found.start()], "")
        yield Run(found[0], "".join(sign for sign in found[0] if sign in "+0123456789"))
        end = found.end()
    if end < len(text):
        yield Run(text[end:], "")
