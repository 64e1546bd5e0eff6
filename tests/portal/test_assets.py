"""Static files: named by contents, small, and kept for long."""

import gzip
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient

from portal.assets import STATIC, AssetError, Assets, smaller


@pytest.fixture
def sheet(client: FlaskClient) -> str:
    address: str = client.application.extensions["assets"].url("portal.css")
    return address


def test_a_file_is_named_by_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a{}")
    first = Assets(tmp_path).url("a.css")
    assert first == Assets(tmp_path).url("a.css")
    (tmp_path / "a.css").write_text("b{}")
    assert Assets(tmp_path).url("a.css") != first


def test_a_style_sheet_names_files_as_they_are_sent(tmp_path: Path) -> None:
    (tmp_path / "icons").mkdir()
    (tmp_path / "icons" / "ja.svg").write_text("<svg/>")
    (tmp_path / "a.css").write_text('a{background:url("icons/ja.svg")}b{fill:url(#x)}')
    assets = Assets(tmp_path)
    sent = assets.sent_as(assets.url("a.css"))
    assert sent
    address = assets.url("icons/ja.svg")
    assert sent.bodies[None].decode() == f"a{{background:url({address})}}b{{fill:url(#x)}}"


@pytest.mark.parametrize(
    ("css", "sent"),
    [
        ("/* why\n so */a {\n  color: red;\n}\n\nb{}", "a {color: red;}b{}"),
        ("a,\nb {\n}", "a,b {}"),
        ("a\nb{}", "a b{}"),
        (
            'a{content: "  ·  "; width: calc(1px + 2px)}',
            'a{content: "  ·  "; width: calc(1px + 2px)}',
        ),
    ],
)
def test_a_style_sheet_loses_nothing_but_comments_and_breaks(css: str, sent: str) -> None:
    assert smaller(css.encode()).decode().strip() == sent


def test_a_missing_file_is_found_out(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match=r"portal/static/b\.css"):
        Assets(tmp_path).url("b.css")
    (tmp_path / "a.css").write_text("a{background:url(b.svg)}")
    with pytest.raises(AssetError, match=r"b\.svg"):
        Assets(tmp_path)


def test_an_unknown_kind_is_found_out_and_hidden_files_are_not_sent(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").write_text("")
    assert Assets(tmp_path)
    (tmp_path / "a.exe").write_text("")
    with pytest.raises(AssetError, match="add its kind"):
        Assets(tmp_path)


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip;q=1.0, br;q=0.5", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
    ],
)
def test_it_is_sent_as_the_browser_takes_it(
    client: FlaskClient, sheet: str, accepted: str, encoding: str | None, unpack: type[bytes]
) -> None:
    response = client.get(sheet, headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == encoding
    assert unpack(response.data) == smaller((STATIC / "portal.css").read_bytes())
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.mimetype == "text/css"


def test_a_browser_that_has_it_gets_no_body(client: FlaskClient, sheet: str) -> None:
    etag = client.get(sheet, headers={"Accept-Encoding": "br"}).headers["ETag"]
    again = client.get(sheet, headers={"Accept-Encoding": "br", "If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get(sheet, headers={"Accept-Encoding": "gzip", "If-None-Match": etag})
    assert other.status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/static/portal.css",
        "/static/portal.000000000000.css",
        "/static/../config.py",
        "/static/%2e%2e/config.py",
        "/static/",
    ],
)
def test_other_names_are_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_images_are_not_compressed_again(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    assets = Assets(tmp_path)
    sent = assets.sent_as(assets.url("a.png"))
    assert sent
    assert set(sent.bodies) == {None}
