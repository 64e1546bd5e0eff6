"""What every response says to the browser, and what is refused at the door."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal import create_app
from portal.config import Config
from portal.security import HEADERS, LARGER, MAX_BODY, let_in, public_for, turn_away

ADDRESSES = ["/healthz", "/readyz", "/da/findes-ikke", "/api/v1/findes-ikke", "/open", "/form"]


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """The portal with a page that anyone may keep, and a form."""
    app = create_app(config)

    @app.get("/open")
    @public_for(60)
    def page() -> str:
        return "the same for everybody"

    @app.get("/broken")
    @public_for(60)
    def broken() -> str:
        raise ValueError

    @app.route("/form", methods=["GET", "POST"])
    def form() -> str:
        return f"{len(request.form)} fields"

    yield app
    app.extensions["engine"].dispose()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_response_carries_the_headers(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "Strict-Transport-Security" not in headers


def test_the_policy_allows_nothing_inline_and_no_third_party() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_response_sets_a_cookie(client: FlaskClient, address: str) -> None:
    for response in (client.get(address), client.post(address)):
        assert "Set-Cookie" not in response.headers


def test_the_session_cannot_be_used(client: FlaskClient) -> None:
    assert client.application.secret_key is None


def test_https_is_remembered_where_it_is_used(config: Config) -> None:
    secure = create_app(config).test_client().get("/healthz", base_url="https://localhost")
    assert "max-age=31536000" in secure.headers["Strict-Transport-Security"]
    app = create_app(replace(config, base_url="https://example.org"))
    assert "Strict-Transport-Security" in app.test_client().get("/healthz").headers


def test_a_page_is_not_stored_unless_it_says_so(client: FlaskClient) -> None:
    assert client.get("/form").headers["Cache-Control"] == "no-store"
    assert client.get("/open").headers["Cache-Control"] == "public, max-age=60"


def test_an_error_on_a_public_page_is_not_stored(client: FlaskClient) -> None:
    response = client.get("/broken")
    assert response.status_code == 500
    assert response.headers["Cache-Control"] == "no-store"


def is_friendly(response: TestResponse) -> bool:
    return response.status_code == 413 and "Du har sendt for meget" in response.text


def test_ten_megabytes_are_refused_kindly(client: FlaskClient) -> None:
    assert is_friendly(client.post("/form", data=b"x" * 10_000_000))
    assert is_friendly(client.post("/form", data={"name": "x" * MAX_BODY}))
    assert is_friendly(client.get("/form", data=b"x" * (MAX_BODY + 1)))


def in_chunks(client: FlaskClient, body: bytes) -> TestResponse:
    return client.post(
        "/form",
        input_stream=BytesIO(body),
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"},
    )


def test_a_body_in_chunks_is_measured_too(client: FlaskClient) -> None:
    assert is_friendly(in_chunks(client, b"a=" + b"x" * 10_000_000))
    assert is_friendly(in_chunks(client, b"a=" + b"x" * (MAX_BODY - 1)))
    assert in_chunks(client, b"a=" + b"x" * (MAX_BODY - 2)).text == "1 fields"
    assert in_chunks(client, b"a=1&b=2").text == "2 fields"


def test_programs_hear_of_it_as_json(client: FlaskClient) -> None:
    response = client.post("/api/v1/assess?lang=da", data=b"x" * 10_000_000)
    assert response.status_code == 413
    assert response.json
    assert response.json["errors"][0]["message"].startswith("Du har sendt for meget")


def test_a_body_of_the_greatest_size_is_read(client: FlaskClient) -> None:
    body = b"a=" + b"x" * (MAX_BODY - 2)
    response = client.post("/form", data=body, content_type="application/x-www-form-urlencoded")
    assert response.text == "1 fields"


class _Line(BytesIO):
    """A connection that stays open: reading beyond what was sent would wait for ever."""

    def read(self, size: int | None = -1, /) -> bytes:
        got = super().read(size)
        assert size is None or size < 0 or len(got) == size, "read beyond the body"
        return got


def test_of_a_refused_body_no_more_is_read_than_was_announced(client: FlaskClient) -> None:
    body = b"x" * 300_001
    answer = client.post("/form", input_stream=_Line(body), content_length=len(body))
    assert is_friendly(answer)


def test_a_larger_body_is_only_read_by_whoever_lets_it_in(app: Flask) -> None:
    app.extensions[LARGER] |= {"upload": 400_000}

    @app.post("/upload")
    def upload() -> str:
        if "in" in request.args:
            let_in()
        elif "away" in request.args:
            return str(turn_away())
        return f"{len(request.files['file'].read())}, {type(request.files['file'].stream)}"

    client = app.test_client()

    def send(path: str, size: int) -> TestResponse:
        return client.post(path, data={"file": (BytesIO(b"x" * size), "a")})

    assert send("/upload?in", 300_000).text == "300000, <class '_io.BytesIO'>"
    assert is_friendly(send("/upload", 300_000))
    assert is_friendly(send("/upload?in", 400_001))
    assert send("/upload?away", 300_000).text == "True"
    assert send("/upload?away", 100).text == "False"
    chunked = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    body = BytesIO(b"x" * (MAX_BODY + 1))
    assert is_friendly(client.post("/upload?in", input_stream=body, environ_overrides=chunked))
