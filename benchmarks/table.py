"""What was measured, beside what is aimed at and what the closest public peer reaches."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One measure. ``met``: whether it reaches the aim, or None where there is no aim."""

    what: str
    value: str
    aim: str = ""
    peer: str = ""
    met: bool | None = None


def machine() -> str:
    """The size of the machine, in a few words."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return (
        f"{os.cpu_count()} cores, {pages / 2**30:.0f} GB, {platform.system()}, "
        f"Python {platform.python_version()}"
    )


def render(lines: Sequence[Line]) -> str:
    """The table, as Markdown that can also be read as it is."""
    rows = [("Measure", "Now", "Aim", "Peer", "")]
    marks = {True: "met", False: "missed", None: ""}
    rows += [(line.what, line.value, line.aim, line.peer, marks[line.met]) for line in lines]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    ruler = tuple("-" * width for width in widths)
    return "\n".join(
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) + " |"
        for row in (rows[0], ruler, *rows[1:])
    )
