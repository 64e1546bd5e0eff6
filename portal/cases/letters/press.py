"""The process that sets letters: `python -m portal.cases.letters.press`.

It keeps the server free: setting takes a core for a while, and memory that is given back when the
process ends. The letters come in over its standard input and go out over its standard output, so
no secret stands in a file or on a command line; and it ends when the server does, for then its
input ends.

In: first a title, then lists of letters as HTML, a line of JSON each. Out: a line with a number
each time that so many more are set; at the end an empty line and the PDF.
"""

import json
import os
import sys
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from portal.cases.letters.joined import joined
from portal.pdf import pdf

_STYLE = Path(__file__).with_name("letter.css")
#: classes of `letter.css`, from large to small
_SIZES = ("size-0", "size-1", "size-2", "size-3", "size-4", "size-5")
#: so many of them are easy to read, and may be chosen for all to suit the longest
_ALIKE = 3
#: what is set at once: larger shares its fonts better, smaller is told of sooner
BATCH = 25
_KINDNESS = 10
_DOCUMENT = (
    '<!doctype html><html lang="da"><head><meta charset="utf-8"><title>{title}</title>'
    '<style>{style}</style></head><body class="{size}">{letters}</body></html>'
)


class TooLongError(ValueError):
    """A letter that is longer than a page however small it is set."""


def main() -> None:
    """Set what comes in. Raises PdfError."""
    os.nice(_KINDNESS)
    title, parts, size = json.loads(sys.stdin.readline()), [], 0
    for line in sys.stdin:
        letters = json.loads(line)
        made, size = _set(letters, title, size)
        parts += made
        print(len(letters), flush=True)
    whole = joined(parts)
    print(flush=True)
    sys.stdout.buffer.write(whole)


def _set(letters: list[str], title: str, largest: int) -> tuple[list[bytes], int]:
    """The letters as PDFs of a page each, and the size in which to try the next ones.

    All alike, or one by one where that would be small. Raises TooLongError.
    """
    for size in range(largest, _ALIKE):
        if made := _if_it_fits(letters, title, size):
            return [made], size
    return [_alone(letter, title) for letter in letters], largest


def _alone(letter: str, title: str) -> bytes:
    for size in range(len(_SIZES)):
        if made := _if_it_fits([letter], title, size):
            return made
    raise TooLongError


def _if_it_fits(letters: list[str], title: str, size: int) -> bytes | None:
    made = pdf(_document(letters, title, _SIZES[size]), title=title)
    return made if len(PdfReader(BytesIO(made)).pages) == len(letters) else None


def _document(letters: list[str], title: str, size: str) -> str:
    return _DOCUMENT.format(
        title=escape(title), style=_style(), size=size, letters="".join(letters)
    )


@cache
def _style() -> str:
    return _STYLE.read_text("utf-8")


if __name__ == "__main__":
    main()
