"""Questions that nobody could answer, counted where the operator has said so.

Nothing that could identify is kept: see `masking`, and `unanswered_store` for how long what is.
"""

import base64
import logging

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from portal.ask.masking import masked
from portal.clock import today
from portal.config import Config

_log = logging.getLogger("portal.errors")


def count(text: str, lang: str) -> None:
    """Count a question that got no answer. Does nothing unless the operator counts them.

    ``lang`` is the language that it was typed in. Never raises because of the database.
    """
    config: Config = current_app.extensions["config"]
    if not config.count_unanswered:
        return
    form = masked(text, lang)
    if form is None:
        return
    # SQLModel costs a worker memory; those that count nothing never load it.
    from portal.ask import unanswered_store

    engine = current_app.extensions["engine"]
    try:
        unanswered_store.keep(engine, _key(config), form, lang, today())
    except SQLAlchemyError as error:
        _log.warning("not counted", extra={"fields": {"error": type(error).__name__}})


def _key(config: Config) -> bytes:
    """What the hashes are keyed with; derived from the newest key, for nothing else."""
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"unanswered")
    return base64.urlsafe_b64encode(derivation.derive(config.secret_key[0].encode()))
