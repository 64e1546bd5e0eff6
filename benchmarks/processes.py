"""What the workers of a server take: memory, and time of the processor."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")
_HAS_PROC = (_PROC / "self" / "stat").exists()


def largest_memory(parent: int) -> int:
    """Bytes resident in the largest child, those shared with the others included."""
    if _HAS_PROC:
        page = os.sysconf("SC_PAGE_SIZE")
        return max(int(fields[21]) * page for fields in _children(parent))
    command = ["ps", "-A", "-o", "ppid=,rss="]
    listed = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    rows = (line.split() for line in listed.stdout.splitlines())
    return max(int(kilobytes) * 1024 for found, kilobytes in rows if int(found) == parent)


def processor_seconds(parent: int) -> float | None:
    """Seconds that the children have had a processor; None where only Linux would tell."""
    if not _HAS_PROC:
        return None
    ticks = sum(int(fields[11]) + int(fields[12]) for fields in _children(parent))
    return ticks / os.sysconf("SC_CLK_TCK")


def _children(parent: int) -> Iterator[list[str]]:
    """Of each child what `/proc/<pid>/stat` tells after the name, which may hold spaces."""
    for path in _PROC.glob("[0-9]*/stat"):
        with suppress(OSError):  # it may have ended meanwhile
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[1]) == parent:
                yield fields
