"""Smaller responses for slow networks: brotli or gzip, whichever the browser takes.

Compressing a page that holds a secret next to text from an attacker lets the attacker guess
the secret by the page's size (BREACH). It needs a page that the victim's browser can be made
to fetch with the victim's secret in it. On the public side there is none: no cookie and no login
goes along with a request, and whoever can write the address of a page with answers has the
answers. Pages of the office must not be compressed; `_worth_it` sees to it by leaving out requests
that carry a cookie or an Authorization header, and responses that set a cookie.
"""

import gzip

import brotli
from flask import Flask, request
from flask.wrappers import Response
from werkzeug.datastructures import Accept

MINIMUM_SIZE = 500
"""Bytes. Below it, headers weigh more than what is saved."""

TEXT_TYPES = frozenset(
    {
        "application/json",
        "application/manifest+json",
        "image/svg+xml",
        "text/calendar",
        "text/css",
        "text/html",
        "text/javascript",
        "text/plain",
    }
)


def init_app(app: Flask) -> None:
    app.after_request(_compress)


def best_encoding(accepted: Accept) -> str | None:
    """`br` or `gzip` if the browser takes one of them; brotli where both are as welcome."""
    brotli_quality, gzip_quality = accepted.quality("br"), accepted.quality("gzip")
    if not brotli_quality and not gzip_quality:
        return None
    return "br" if brotli_quality >= gzip_quality else "gzip"


def _compress(response: Response) -> Response:
    if response.mimetype not in TEXT_TYPES or "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    encoding = best_encoding(request.accept_encodings)
    if encoding and _worth_it(response):
        body = response.get_data()
        # Quality 5 and 6: a tenth of a millisecond for a page; more gains next to nothing.
        small = brotli.compress(body, quality=5) if encoding == "br" else gzip.compress(body, 6)
        response.set_data(small)
        response.headers["Content-Encoding"] = encoding
    return response


def _worth_it(response: Response) -> bool:
    return (
        not response.is_streamed
        and not response.direct_passthrough
        and response.status_code not in {204, 304}
        and len(response.get_data()) > MINIMUM_SIZE
        and not {"Cookie", "Authorization"} & set(request.headers.keys())
        and "Set-Cookie" not in response.headers
    )
