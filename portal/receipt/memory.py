"""What a receipt remembers, in its code and in the link of its QR picture. Nothing is kept here."""

import base64
import binascii
from datetime import date

from flask import current_app
from flask.sansio.app import App

from portal.clock import today
from portal.guide.result import Result
from portal.receipt import code
from portal.receipt.packing import VERSION_FIGURES, PackingError, Told, pack, unpack
from portal.receipt.seal import CompactSeal
from portal.tokens import TokenError
from rules.dates import plus_years

YEARS = 10
"""So long a code is opened: as long as indfasningsstøtte runs, the longest of what a case leaves
behind."""
_MOST_LINK = 800


class OldCodeError(code.CodeError):
    """A code that this portal made, too long ago or in a form that it no longer reads."""


def init_app(app: App) -> None:
    keys = app.extensions["config"].secret_key
    app.extensions["receipt_codes"] = CompactSeal(keys, "receipt code")
    app.extensions["receipt_links"] = CompactSeal(keys, "receipt link")


def told_by(result: Result) -> Told:
    """What a result told, as far as a receipt remembers it."""
    assessment = result.assessment
    return Told(
        answers=result.answers,
        day=result.on,
        version=result.version[:VERSION_FIGURES],
        law=assessment.law,
        rehousing=assessment.rehousing,
        verdicts={found.id: found.verdict for found in assessment.findings},
    )


def last_day(told: Told) -> date:
    """The last day on which the code is opened."""
    return plus_years(told.day, YEARS)


def code_of(told: Told) -> str:
    """The code, in groups with spaces between."""
    return code.spell(_seal("codes").seal(pack(told)))


def link_of(told: Told) -> str:
    """What stands for it in an address; a code does not open there, nor this as a code."""
    return base64.urlsafe_b64encode(_seal("links").seal(pack(told))).decode().rstrip("=")


def from_code(typed: str) -> Told:
    """What a typed code remembers. Raises CodeError."""
    seal = _seal("codes")
    sealed = code.read(typed, seal.unseal)
    try:
        return _young(unpack(seal.unseal(sealed)))
    except (PackingError, TokenError):
        raise OldCodeError from None


def from_link(link: str) -> Told:
    """What a link remembers. Raises TokenError."""
    try:
        sealed = base64.b64decode(link[:_MOST_LINK] + "=" * (-len(link) % 4), b"-_", validate=True)
        return _young(unpack(_seal("links").unseal(sealed)))
    except (PackingError, binascii.Error, ValueError):
        raise TokenError from None


def _young(told: Told) -> Told:
    if today() > last_day(told):
        raise PackingError("too old")
    return told


def _seal(name: str) -> CompactSeal:
    seal: CompactSeal = current_app.extensions[f"receipt_{name}"]
    return seal
