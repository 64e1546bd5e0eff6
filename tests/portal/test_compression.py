"""Pages are sent small to whoever can unpack them."""

import gzip
from collections.abc import Iterator

import brotli
import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from portal import create_app
from portal.compression import MINIMUM_SIZE
from portal.config import Config

LONG = "genhusning " * 100


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    app = create_app(config)
    app.add_url_rule("/long", "long", lambda: LONG)
    app.add_url_rule("/short", "short", lambda: "x" * MINIMUM_SIZE)
    app.add_url_rule("/image", "image", lambda: Response(LONG, mimetype="image/png"))
    yield app
    app.extensions["engine"].dispose()


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [("br, gzip", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes)],
)
def test_a_page_is_packed_as_the_browser_takes_it(
    client: FlaskClient, accepted: str, encoding: str | None, unpack: type[bytes]
) -> None:
    response = client.get("/long", headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == encoding
    assert unpack(response.data).decode() == LONG
    assert int(response.headers["Content-Length"]) == len(response.data)
    assert response.headers["Vary"] == "Accept-Encoding"


def test_head_tells_the_same_length(client: FlaskClient) -> None:
    headers = {"Accept-Encoding": "br"}
    length = client.get("/long", headers=headers).headers["Content-Length"]
    head = client.head("/long", headers=headers)
    assert (head.headers["Content-Length"], head.data) == (length, b"")


@pytest.mark.parametrize("address", ["/short", "/image"])
def test_what_gains_nothing_is_left_alone(client: FlaskClient, address: str) -> None:
    assert "Content-Encoding" not in client.get(address, headers={"Accept-Encoding": "br"}).headers


def test_a_request_that_proves_who_one_is_gets_no_packed_page(client: FlaskClient) -> None:
    headers = {"Accept-Encoding": "br"}
    response = client.get("/long", headers={**headers, "Authorization": "Bearer x"})
    assert "Content-Encoding" not in response.headers
    client.set_cookie("session", "x")
    assert "Content-Encoding" not in client.get("/long", headers=headers).headers
