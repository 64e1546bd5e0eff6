"""Pages that are rendered once for everyone: the right one for each, and no more than there are."""

from dataclasses import replace

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from portal import create_app, rendered
from portal.config import Config
from portal.i18n import LANGUAGES
from portal.topics.library import topics
from tests.portal import pages

PAGE = "/ar/topics/notice"


def kept(app: Flask) -> dict[object, rendered.Rendered]:
    found: dict[object, rendered.Rendered] = app.extensions.get("rendered", {})
    return found


def test_all_that_is_linked_to_finds_room() -> None:
    alone, beside, posters, others = 1, 1, 1, 8
    assert len(LANGUAGES) * (len(topics()) * (alone + beside + posters) + others) < rendered.MOST


def test_the_oldest_makes_room(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendered, "MOST", 2)
    app = create_app(config)
    for path in ("/da/ask", "/en/news", PAGE, "/da/ask"):
        assert app.test_client().get(path).status_code == 200
    assert [str(key) for key in kept(app) if "/en/news" in str(key)] == []
    assert len(kept(app)) == 2
    app.extensions["engine"].dispose()


def test_a_query_of_ones_own_pushes_nothing_out(portal: Flask, visitor: FlaskClient) -> None:
    plain = visitor.get(PAGE)
    beside = visitor.get(f"{PAGE}?beside=da")
    assert beside.text != plain.text
    before = dict(kept(portal))
    for query in ("x=1", "on=2023-05-01", "beside=ar", "beside=da&x=1", "beside=da&on=2023-05-01"):
        response = visitor.get(f"{PAGE}?{query}")
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "public, max-age=300"
    assert kept(portal) == before
    assert visitor.get(PAGE).text == plain.text
    assert visitor.get(f"{PAGE}?beside=da").text == beside.text


def test_the_host_in_a_request_is_none_of_ours(config: Config) -> None:
    app = create_app(replace(config, base_url="https://genhusning.example"))
    client = app.test_client()
    own = client.get(PAGE)
    other = client.get(PAGE, headers={"Host": "evil.example"})
    assert other.data == own.data
    assert b"evil.example" not in other.data
    assert len(kept(app)) == 1
    app.extensions["engine"].dispose()


def test_each_host_without_a_public_address_has_its_own_page(visitor: FlaskClient) -> None:
    assert "evil.example" in visitor.get(PAGE, headers={"Host": "evil.example"}).text
    assert "evil.example" not in visitor.get(PAGE).text


def test_a_new_day_has_new_pages(portal: Flask) -> None:
    client = portal.test_client()
    for day, text in (("2026-11-30", "30. november 2026"), ("2026-12-01", "1. december 2026")):
        with time_machine.travel(f"{day}T12:00:00+01:00", tick=False):
            # Under the law of that day, which is ahead on the first of the two.
            ahead = pages.read(client.get("/da/ask?on=2026-12-01"))
            assert bool(list(ahead.all("aside", class_="day"))) == (day == "2026-11-30")
            assert text in ahead.first("footer").text
            assert text in pages.read(client.get("/da/ask")).first("footer").text


@pytest.mark.parametrize("path", [PAGE, "/da/ask", "/en/news"])
def test_asked_again_a_page_may_still_be_kept(visitor: FlaskClient, path: str) -> None:
    """What a 304 says of keeping replaces what the browser was told with the page."""
    first = visitor.get(path)
    again = visitor.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    for name in ("Cache-Control", "ETag", "Vary", "Content-Security-Policy"):
        assert again.headers[name] == first.headers[name]
    changed = visitor.get(path, headers={"If-None-Match": '"another"'})
    assert (changed.status_code, changed.data) == (200, first.data)


def test_a_question_about_the_head_spoils_no_page(portal: Flask, visitor: FlaskClient) -> None:
    kept(portal).clear()
    head = visitor.head(PAGE)
    page = visitor.get(PAGE)
    assert head.data == b""
    assert head.headers["Content-Length"] == str(len(page.data))
    assert head.headers["ETag"] == page.headers["ETag"]
    assert page.text.endswith("</html>")
