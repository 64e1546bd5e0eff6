"""What every response tells the browser: trust nothing else, remember nothing, say nothing on.

Pages are not stored unless a view says that they hold nobody's answers; a page that forgets
to say so is merely slower.
"""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import IO, Any, ParamSpec

from flask import Flask, current_app, g, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.wsgi import get_content_length

P = ParamSpec("P")

MAX_BODY = 64 * 1024
"""Bytes. The longest form and the largest set of facts stay well below."""

MAX_DRAINED = 32 * 1024 * 1024
"""Bytes of a larger one that are read and thrown away, so that the browser
still listens when it is told what was wrong."""

LARGER = "larger_bodies"
"""The extension with the bytes that an endpoint takes beyond MAX_BODY. They are only read after
the endpoint's own gate has let the sender in, by `let_in`."""

_POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_UNUSED_FEATURES = (
    "browsing-topics",
    "camera",
    "display-capture",
    "fullscreen",
    "geolocation",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED_FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_HSTS = "max-age=31536000; includeSubDomains"


def init_app(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_BODY
    app.extensions[LARGER] = {}
    app.before_request(_refuse_large_body)
    app.after_request(_add_headers)


def public_for(
    seconds: int = 300,
) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """Mark a view whose pages hold nobody's answers: they may be kept for some seconds."""

    def decorate(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def marked(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            g.public_seconds = seconds
            return view(*args, **kwargs)

        return marked

    return decorate


def _refuse_large_body() -> None:
    """Refuse a body before any view reads it, by the length that is announced or is found.

    A body sent in chunks has no length; werkzeug would cut it at the limit without a word.
    """
    environ = request.environ
    stream: IO[bytes] = environ["wsgi.input"]
    announced = length = get_content_length(environ)
    largest = _largest()
    if length is None and "HTTP_TRANSFER_ENCODING" in environ:
        largest = MAX_BODY  # no browser sends a file like that
        body = stream.read(MAX_BODY + 1)
        length = len(body)
        environ |= {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(length)}
        del environ["HTTP_TRANSFER_ENCODING"]
    if length is not None and length > largest:
        _drain(stream, announced)
        raise RequestEntityTooLarge


def _largest() -> int:
    """The bytes that the endpoint takes from whomever it lets in."""
    largest: int = current_app.extensions[LARGER].get(request.endpoint, MAX_BODY)
    return largest


class _InMemory(FormDataParser):
    """Files of a form stay in memory: they hold households, and a disk keeps what it is given."""

    def __init__(self, stream_factory: object = None, **more: Any) -> None:
        super().__init__(stream_factory=lambda *_, **__: BytesIO(), **more)


def let_in() -> None:
    """Read as much of this request as its endpoint takes. Before that, a larger body is left
    unread, and asking for its form raises RequestEntityTooLarge."""
    if _largest() > MAX_BODY:
        request.max_content_length = _largest()
        # Of the form, not of the file in it; what is read of the file at a time counts, too.
        request.max_form_memory_size = 4 * MAX_BODY
        request.form_data_parser_class = _InMemory


def turn_away() -> bool:
    """Whether this request brings a larger body; it is then read and thrown away, so that the
    browser listens to the answer."""
    length = get_content_length(request.environ)
    larger = length is not None and length > MAX_BODY
    if larger and request.form_data_parser_class is not _InMemory:
        _drain(request.environ["wsgi.input"], length)
    return larger


def _drain(stream: IO[bytes], length: int | None) -> None:
    """Read what was announced, and no more: a stream may stay open for the next request."""
    remaining = MAX_DRAINED if length is None else min(length, MAX_DRAINED)
    while remaining > 0 and (chunk := stream.read(min(remaining, 65536))):
        remaining -= len(chunk)


def _add_headers(response: Response) -> Response:
    # `setdefault` would search through all headers, once for each.
    present = {name.lower() for name, _ in response.headers}
    response.headers.extend(
        [(name, value) for name, value in HEADERS.items() if name.lower() not in present]
    )
    base_url = current_app.extensions["config"].base_url or ""
    if request.is_secure or base_url.startswith("https:"):
        response.headers["Strict-Transport-Security"] = _HSTS
    if "Cache-Control" not in response.headers:
        seconds = g.get("public_seconds")
        # Said again by a 304, for what it says replaces what the browser was told with the page.
        keep = seconds is not None and response.status_code in (200, 304)
        response.headers["Cache-Control"] = f"public, max-age={seconds}" if keep else "no-store"
    return response
