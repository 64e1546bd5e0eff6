"""Letters as one PDF, set by a process of its own."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

from portal.cases.letters.letter import HouseholdLetter, html
from portal.cases.letters.press import BATCH

_ROOT = Path(__file__).resolve().parents[3]
_LONGEST = 30 * 60
"""Seconds for all letters: far more than thousands take. Then the next ones have their turn."""
_PRESS = (sys.executable, "-m", "portal.cases.letters.press")


class PrintingError(RuntimeError):
    """The letters could not be set: no Pango, no memory, or one that fits on no page."""


def render(letters: Sequence[HouseholdLetter], progress: Callable[[int], None]) -> bytes:
    """The PDF of the letters, a page each, tagged for screen readers.

    ``progress`` is told how many are set so far; what it raises ends the work. In an application
    context. Raises PrintingError.
    """
    pipe = subprocess.PIPE
    press = subprocess.Popen(  # noqa: S603  a module of our own
        _PRESS, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, cwd=_ROOT
    )
    into, out = cast(BinaryIO, press.stdin), cast(BinaryIO, press.stdout)
    end = threading.Timer(_LONGEST, press.kill)
    end.daemon = True
    end.start()
    try:
        _send(into, letters[0].case)
        made = 0
        for count in _counts(into, out, letters):
            made += count
            progress(made)
        into.close()
        if out.readline() != b"\n":
            raise PrintingError
        whole = out.read()
        if press.wait():
            raise PrintingError
        return whole
    except BrokenPipeError:
        raise PrintingError from None
    finally:
        end.cancel()
        _end(press)


def _counts(into: BinaryIO, out: BinaryIO, letters: Sequence[HouseholdLetter]) -> Iterator[int]:
    """How many were set, time after time. While some are set, the next are written."""
    for start in range(0, len(letters), BATCH):
        parts = [html(letter) for letter in letters[start : start + BATCH]]
        if start:
            yield _count(out)
        _send(into, parts)
    yield _count(out)


def _count(out: BinaryIO) -> int:
    line = out.readline().strip()
    if not line.isdigit():
        raise PrintingError
    return int(line)


def _send(into: BinaryIO, what: Any) -> None:
    into.write(json.dumps(what).encode() + b"\n")
    into.flush()


def _end(press: "subprocess.Popen[bytes]") -> None:
    """Leave no process behind, whatever happened."""
    press.kill()
    press.wait()
    for pipe in (press.stdin, press.stdout):
        try:
            if pipe:
                pipe.close()
        except BrokenPipeError:  # what was not sent is not needed
            pass
