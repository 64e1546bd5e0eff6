"""The process that sets letters: `python -m portal.cases.letters.press`.

It keeps the server free: setting takes a core for a while, and memory that is given back when the
process ends. The letters come in over its standard input and go out over its standard output, so
no secret stands in a file or on a command line; and it ends when the server does, for then its
input ends.

In: first a title, then lists of letters as HTML, a line of JSON each. Out: a line with a number
each time that so many more are set; at the end an empty line and the PDF.
"""

import gc
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
#: what is set at once: larger shares its fonts better, smaller is told of sooner
BATCH = 25
_KINDNESS = 10
#: what a part leaves behind is collected once, after it: to look for it sooner takes a third longer
_COLLECTED = 100_000, 50, 100
_DOCUMENT = (
    '<!doctype html><html lang="da"><head><meta charset="utf-8"><title>{title}</title>'
    "<style>{style}</style></head><body>{letters}</body></html>"
)


class TooLongError(ValueError):
    """A letter that is longer than a page however small it is set."""


def main() -> None:
    """Set what comes in. Raises PdfError or TooLongError."""
    os.nice(_KINDNESS)
    gc.set_threshold(*_COLLECTED)
    title, parts, size = json.loads(sys.stdin.readline()), [], 0
    for line in sys.stdin:
        letters = json.loads(line)
        part, sizes = together(letters, title, size)
        # What was too large for all of them will be so for the next ones, of the same case.
        size = min(sizes)
        parts.append(part)
        gc.collect()
        print(len(letters), flush=True)
    whole = joined(parts)
    print(flush=True)
    sys.stdout.buffer.write(whole)


def together(letters: list[str], title: str, largest: int = 0) -> tuple[bytes, list[int]]:
    """The PDF of some letters, a page each, and the size in which each fits on its page.

    ``largest``: the first size that is tried. Raises TooLongError.
    """
    sizes = [largest] * len(letters)
    while True:
        made = pdf(_document(letters, title, sizes), title=title)
        pages = _pages(made)
        if max(pages) == 1:
            return made, sizes
        sizes = [size + (count > 1) for size, count in zip(sizes, pages, strict=True)]
        if max(sizes) == len(_SIZES):
            raise TooLongError


def _pages(made: bytes) -> list[int]:
    """How many pages each letter takes."""
    reader = PdfReader(BytesIO(made))
    names = reader.named_destinations
    starts = [reader.get_destination_page_number(names[str(n)]) for n in range(len(names))]
    ends = [*starts[1:], len(reader.pages)]
    return [(end or 0) - (start or 0) for start, end in zip(starts, ends, strict=True)]


def _document(letters: list[str], title: str, sizes: list[int]) -> str:
    """The letters, each with its number as a name, by which its page is found."""
    sections = [
        f'<section id="{number}" class="letter {_SIZES[size]}">{letter}</section>'
        for number, (letter, size) in enumerate(zip(letters, sizes, strict=True))
    ]
    return _DOCUMENT.format(title=escape(title), style=_style(), letters="".join(sections))


@cache
def _style() -> str:
    return _STYLE.read_text("utf-8")


if __name__ == "__main__":
    main()
