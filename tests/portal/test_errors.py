"""Error pages: in the reader's language, with a way on."""

from collections.abc import Iterator

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from portal import create_app
from portal.config import Config
from portal.i18n import LANGUAGES


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    app = create_app(config)

    @app.get("/<lang:lang>/fejl/<int:code>")
    def fail(code: int) -> str:
        if code == 500:
            raise RuntimeError
        abort(code)

    @app.get("/<lang:lang>/side/")
    def page() -> str:
        return "side"

    yield app
    app.extensions["engine"].dispose()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", [400, 404, 405, 413, 418, 500, 503])
def test_an_error_is_a_page_in_the_language_of_the_address(
    client: FlaskClient, lang: str, code: int
) -> None:
    response = client.get(f"/{lang}/fejl/{code}")
    assert response.status_code == code
    assert response.mimetype == "text/html"
    assert f'<html lang="{lang}" dir="{LANGUAGES[lang].direction}">' in response.text
    assert f'href="/{lang}/"' in response.text


def test_languages_say_it_in_their_own_words(client: FlaskClient) -> None:
    titles = {client.get(f"/{lang}/nope").text.split("<h1>")[1] for lang in LANGUAGES}
    assert len(titles) == len(LANGUAGES)


def test_an_unknown_language_is_a_danish_page_not_found(client: FlaskClient) -> None:
    response = client.get("/xx/side/")
    assert response.status_code == 404
    assert "Siden findes ikke" in response.text


def test_a_wrong_method_tells_the_right_ones(client: FlaskClient) -> None:
    response = client.post("/da/side/")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_a_missing_slash_is_put_right(client: FlaskClient) -> None:
    response = client.get("/ar/side")
    assert response.status_code == 308
    assert response.location.endswith("/ar/side/")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_programs_get_json(client: FlaskClient, lang: str) -> None:
    response = client.get(f"/api/v1/nope?lang={lang}")
    assert response.status_code == 404
    assert response.json
    (error,) = response.json["errors"]
    assert error["field"] is None
    assert "&" not in error["message"]
    spoken = client.get(f"/{lang}/nope").text.split("<h1>")[1].split("</h1>")[0]
    assert error["message"].startswith(spoken)


def test_programs_that_ask_in_an_unknown_language_are_answered_in_danish(
    client: FlaskClient,
) -> None:
    response = client.get("/api/v1/nope?lang=%3Cx%3E")
    assert response.json
    assert response.json["errors"][0]["message"].startswith("Siden findes ikke")


def test_what_was_asked_for_is_not_repeated(client: FlaskClient) -> None:
    assert "alert" not in client.get("/da/<script>alert(1)</script>").text
