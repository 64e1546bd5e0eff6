"""What every response tells the browser: trust nothing else, remember nothing, say nothing on.

Pages are not stored unless a view says that they hold nobody's answers; a page that forgets
to say so is merely slower.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Flask, current_app, g, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from werkzeug.exceptions import RequestEntityTooLarge

P = ParamSpec("P")

MAX_BODY = 64 * 1024
"""Bytes. The longest form and the largest set of facts stay well below."""

_DRAIN = 32 * 1024 * 1024
"""Bytes read and thrown away so that a browser still hears why its request was too large."""

_POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
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
    """Refuse by the length that is announced, before any view reads the body.

    A body without a length is stopped by MAX_CONTENT_LENGTH when it is read.
    """
    length = request.content_length
    if length is None or length <= MAX_BODY:
        return
    stream = request.environ["wsgi.input"]
    remaining = min(length, _DRAIN)
    while remaining > 0 and (chunk := stream.read(min(remaining, 65536))):
        remaining -= len(chunk)
    raise RequestEntityTooLarge


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    base_url = current_app.extensions["config"].base_url or ""
    if request.is_secure or base_url.startswith("https:"):
        response.headers["Strict-Transport-Security"] = _HSTS
    if "Cache-Control" not in response.headers:
        seconds = g.get("public_seconds")
        keep = seconds is not None and response.status_code == 200
        response.headers["Cache-Control"] = f"public, max-age={seconds}" if keep else "no-store"
    return response
