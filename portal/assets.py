"""Style sheet, script and icons: named after their contents, so that a browser keeps them.

Everything in `portal/static/` is read once at start, named `portal.<hash>.css`, compressed as
small as it gets and kept in memory. A changed file has another name, so nobody sees an old one.
"""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import brotli
from flask import Blueprint, Flask, current_app, request
from flask.wrappers import Response
from werkzeug.exceptions import NotFound

from portal.compression import TEXT_TYPES, best_encoding

STATIC = Path(__file__).parent / "static"

# Written out, because Python's own table differs from machine to machine.
_TYPES = {
    ".css": "text/css",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_CSS_COMMENT = re.compile(rb"/\*.*?\*/", re.DOTALL)
_CSS_URL = re.compile(rb"""url\((["']?)([^"')]+)\1\)""")

bp = Blueprint("assets", __name__)


class AssetError(LookupError):
    """A file that is not in `portal/static/`, or of a kind the portal does not know."""


@dataclass(frozen=True)
class Asset:
    """One file as it is sent. `bodies` holds its bytes for each Content-Encoding."""

    url: str
    mimetype: str
    digest: str
    bodies: Mapping[str | None, bytes]


class Assets:
    """All static files, by their own name and by the name they are sent under."""

    def __init__(self, directory: Path = STATIC) -> None:
        self._by_name: dict[str, Asset] = {}
        self._by_url: dict[str, Asset] = {}
        paths = [
            path for path in sorted(directory.rglob("*")) if path.is_file() and path.name[0] != "."
        ]
        # Style sheets last: they name other files.
        for path in sorted(paths, key=lambda path: path.suffix == ".css"):
            self._add(path.relative_to(directory).as_posix(), path.read_bytes())

    def url(self, name: str) -> str:
        """The address of a file: `portal.css` → `/static/portal.<hash>.css`.

        Raises AssetError.
        """
        try:
            return self._by_name[name].url
        except KeyError:
            raise AssetError(f"there is no portal/static/{name}") from None

    def sent_as(self, url: str) -> Asset | None:
        return self._by_url.get(url)

    def _add(self, name: str, body: bytes) -> None:
        stem, dot, extension = name.rpartition(".")
        mimetype = _TYPES.get(dot + extension)
        if mimetype is None:
            raise AssetError(f"portal/static/{name}: add its kind to portal/assets.py")
        if mimetype == "text/css":
            body = smaller(_CSS_URL.sub(self._hashed, body))
        digest = hashlib.sha256(body).hexdigest()[:12]
        bodies: dict[str | None, bytes] = {None: body}
        if mimetype in TEXT_TYPES:
            bodies["br"] = brotli.compress(body, quality=11)
            bodies["gzip"] = gzip.compress(body, 9)
        asset = Asset(f"/static/{stem}.{digest}.{extension}", mimetype, digest, bodies)
        self._by_name[name] = self._by_url[asset.url] = asset

    def _hashed(self, match: re.Match[bytes]) -> bytes:
        name = match[2].decode()
        if name.startswith(("data:", "#")):
            return match[0]
        return b"url(" + self.url(name).encode() + b")"


def smaller(css: bytes) -> bytes:
    """A style sheet without comments, indents and line breaks; within a line nothing changes."""
    lines = (line.strip() for line in _CSS_COMMENT.sub(b"", css).splitlines())
    # A selector or a value may go on in the next line; only there does a break stand for a space.
    return b"".join(
        line if line.endswith((b"{", b"}", b";", b",")) else line + b" " for line in lines if line
    )


def init_app(app: Flask) -> None:
    assets = Assets()
    app.extensions["assets"] = assets
    app.jinja_env.globals["asset"] = assets.url
    app.register_blueprint(bp)


@bp.get("/static/<path:name>")
def file(name: str) -> Response:
    assets: Assets = current_app.extensions["assets"]
    asset = assets.sent_as(f"/static/{name}")
    if asset is None:
        raise NotFound
    encoding = best_encoding(request.accept_encodings) if len(asset.bodies) > 1 else None
    response = current_app.response_class(asset.bodies[encoding], mimetype=asset.mimetype)
    if len(asset.bodies) > 1:
        response.vary.add("Accept-Encoding")
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.set_etag(f"{asset.digest}-{encoding or 'identity'}")
    response.make_conditional(request)
    return response
