"""Pages that are the same for everyone: rendered and compressed once, then sent as they are.

Only for views whose page depends on nothing but its address and the day of the law: no answers,
no form, no header but `Accept-Encoding`.
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

from portal.clock import law_day
from portal.compression import best_encoding
from portal.security import public_for

P = ParamSpec("P")

#: pages of one process; when there are more, all are forgotten
MOST = 400


class Rendered:
    """A page as it is sent: its bytes for each Content-Encoding, and what names them."""

    __slots__ = ("bodies", "digest")

    def __init__(self, body: bytes) -> None:
        self.digest = hashlib.sha256(body).hexdigest()[:16]
        self.bodies: dict[str | None, bytes] = {
            None: body,
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
        response = Response(self.bodies[encoding], headers=headers)
        if "If-None-Match" in request.headers:
            response.make_conditional(request)
        return response


def rendered_once(
    view: Callable[P, ResponseReturnValue],
) -> Callable[P, ResponseReturnValue]:
    """Keep what a view returns, if it is a page that was found, for each address and day."""

    @wraps(view)
    @public_for(seconds=300)
    def kept(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        pages: dict[object, Rendered] = current_app.extensions.setdefault("rendered", {})
        key = (request.url, law_day())
        found = pages.get(key)
        if found is None:
            response = make_response(view(*args, **kwargs))
            if response.status_code != 200:
                g.pop("public_seconds")
                return response
            if len(pages) >= MOST:
                pages.clear()
            found = pages[key] = Rendered(response.get_data())
        return found.response()

    return kept
