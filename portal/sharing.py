"""Addresses as others see them: absolute, and as a QR picture to hold a phone over."""

from dataclasses import dataclass

import segno
from flask import current_app, request

#: what names the family that is being helped, in the address of a page
FAMILY = "family"
#: modules of white around it, as the standard asks
_BORDER = 4


def here(path: str) -> str:
    """The whole address of a path of this portal; of whom it was made for it says nothing."""
    base: str | None = current_app.extensions["config"].base_url
    return (base or request.host_url.rstrip("/")) + _for_others(path)


def _for_others(path: str) -> str:
    """The path without the family that somebody helps (`portal.helper`)."""
    start, mark, query = path.partition("?")
    kept = [part for part in query.split("&") if part.partition("=")[0] != FAMILY]
    return start + mark + "&".join(kept) if any(kept) else start


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture: its modules to a side, white border included, and the dark ones as a path."""

    size: int
    path: str


def picture(address: str) -> Picture:
    """The QR picture of an address, readable with a twelfth of it spoilt."""
    rows = segno.make(address, error="m", micro=False).matrix
    parts = []
    for y, row in enumerate(rows, _BORDER):
        start = None
        for x, dark in enumerate([*row, 0], _BORDER):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                parts.append(f"M{start} {y}h{x - start}v1H{start}z")
                start = None
    return Picture(len(rows) + 2 * _BORDER, "".join(parts))
