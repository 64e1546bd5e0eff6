"""The family that is being helped: `?family=…` on every page, kept by every link on it.

The name is drawn at random when the helper begins, signed, and says nothing of anybody. What is
sealed into an address while a family is helped opens only together with its name; and once the
family is closed, no page with its name opens again, whatever the browser kept.
"""

import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from itsdangerous import BadSignature, TimestampSigner

from portal.i18n import DEFAULT_LANGUAGE, LANGUAGES
from portal.sharing import FAMILY

#: seconds; a family that nobody closed is closed by itself
LASTS = 12 * 60 * 60
#: enough that no two families ever draw the same
_NAME_BYTES = 12
#: longer is not worth looking at
_MOST = 120
#: journeys in whose addresses a family is named
_NOT_FOR_FAMILIES = frozenset({"staff"})


class FamilyError(ValueError):
    """A name that this portal did not draw, or drew too long ago."""


@dataclass(frozen=True, slots=True)
class Family:
    """``name``: as it stands in addresses. ``lang``: the language of who helps."""

    name: str
    lang: str

    @property
    def digest(self) -> str:
        """What is kept of a family that is closed: SHA-256 of its name, in hexadecimal."""
        return sha256(self.name.encode()).hexdigest()


def init_app(app: Flask) -> None:
    # The last key signs, each one reads: the other way round than in the configuration.
    keys = list(reversed(app.extensions["config"].secret_key))
    app.extensions["families"] = TimestampSigner(keys, salt="family", digest_method=sha256)
    app.before_request(_choose)
    app.after_request(_keep_nothing)
    app.url_defaults(_keep)
    app.jinja_env.globals["helping"] = helping


def helping() -> Family | None:
    """The family of this request; None on all pages but a helper's."""
    family: Family | None = g.get("family")
    return family


def new(lang: str) -> Family:
    """A family that nobody has helped yet. ``lang``: the language of who helps."""
    drawn = lang + secrets.token_urlsafe(_NAME_BYTES)
    return Family(_signer().sign(drawn).decode(), lang)


def read(name: str) -> Family:
    """The family of a name. Raises FamilyError."""
    try:
        drawn = _signer().unsign(name[:_MOST], max_age=LASTS).decode()
    except BadSignature:
        raise FamilyError from None
    lang = next((code for code in LANGUAGES if drawn.startswith(code)), DEFAULT_LANGUAGE.code)
    return Family(name, lang)


def _signer() -> TimestampSigner:
    signer: TimestampSigner = current_app.extensions["families"]
    return signer


def _choose() -> ResponseReturnValue | None:
    """Take the family from the address; of one that is closed no page is shown."""
    name = request.args.get(FAMILY)
    if not name or not _is_page(request.endpoint):
        return None
    try:
        family = read(name)
    except FamilyError:
        return _closed()
    from portal.helper import store  # SQLModel takes 13 MB of a worker

    if store.is_closed(current_app.extensions["engine"], family.digest):
        return _closed()
    g.family = family
    return None


def _closed() -> ResponseReturnValue | None:
    """That the pages of this family are closed; but the next one can always be begun."""
    if request.blueprint == "helper" and request.method == "POST":
        return None
    return render_template("helper/closed.html", danish_url=None), 410


def _keep_nothing(response: Response) -> Response:
    """What a family saw stays in no cache, also where the page is the same for everyone."""
    if FAMILY in request.args and _is_page(request.endpoint):
        response.headers["Cache-Control"] = "no-store"
    return response


def _is_page(endpoint: str | None) -> bool:
    return (
        endpoint is not None
        and endpoint.partition(".")[0] not in _NOT_FOR_FAMILIES
        and current_app.url_map.is_endpoint_expecting(endpoint, "lang")
    )


def _keep(endpoint: str, values: dict[str, Any]) -> None:
    """Let every link from a page of a family lead to a page of the same one."""
    family = helping()
    if family is not None and _is_page(endpoint):
        values.setdefault(FAMILY, family.name)
