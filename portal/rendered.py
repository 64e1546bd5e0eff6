"""Pages that are the same for everyone: rendered and compressed once, then sent as they are.

Only for views whose page depends on nothing but its address and the day: no answers, no form, no
header but `Accept-Encoding`. Kept is what the portal itself links to; whatever else a visitor puts
into the query (`?on=…`, `?utm_source=…`) is rendered for that visitor, so that nobody can push out
what all others read.
"""

import gzip
import hashlib
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import brotli
from flask import current_app, g, make_response, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.clock import today
from portal.compression import best_encoding
from portal.i18n import DEFAULT_LANGUAGE
from portal.security import public_for
from portal.sharing import here

P = ParamSpec("P")

#: pages of one process, more than there are; beyond it (days, hosts) the oldest are forgotten
MOST = 1500
#: what stands beside a Danish page, as addresses name it
EASY = "easy"
#: with these a page is kept: alone, and with the Danish or the easy Danish beside it
_QUERIES = (b"", *(f"beside={beside}".encode() for beside in (DEFAULT_LANGUAGE.code, EASY)))


class Rendered:
    """A page as it is sent: its bytes for each Content-Encoding, and what names them.

    As it is without one, which no browser asks for, it is not kept.
    """

    __slots__ = ("bodies", "digest")

    def __init__(self, body: bytes) -> None:
        self.digest = hashlib.sha256(body).hexdigest()[:16]
        self.bodies = {
            "br": brotli.compress(body, quality=9),
            "gzip": gzip.compress(body, 9),
        }

    def response(self) -> Response:
        """The answer to this request; 304 where the browser has the page already."""
        encoding = best_encoding(request.accept_encodings)
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Vary", "Accept-Encoding"),
            ("ETag", f'"{self.digest}-{encoding or "identity"}"'),
        ]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        body = self.bodies[encoding] if encoding else gzip.decompress(self.bodies["gzip"])
        response = Response(body, headers=headers)
        if "If-None-Match" in request.headers:
            response.make_conditional(request)
        return response


def rendered_once(
    view: Callable[P, ResponseReturnValue],
) -> Callable[P, ResponseReturnValue]:
    """Keep what a view returns, if it is a page that was found, by its address, for today."""

    @wraps(view)
    @public_for(seconds=300)
    def kept(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if request.query_string not in _QUERIES:
            return view(*args, **kwargs)
        pages: dict[object, Rendered] = current_app.extensions.setdefault("rendered", {})
        key = (today(), here(request.path), request.query_string)
        found = pages.get(key)
        if found is None:
            response = make_response(view(*args, **kwargs))
            if response.status_code != 200:
                g.pop("public_seconds")
                return response
            if len(pages) >= MOST:
                pages.pop(next(iter(pages)), None)
            found = pages[key] = Rendered(response.get_data())
        return found.response()

    return kept
