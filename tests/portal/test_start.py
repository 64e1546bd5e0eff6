"""The start page, and the way out."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.i18n import LANGUAGES
from tests.portal import danish, pages


def languages(page: pages.Element) -> list[str]:
    return [a.attrs["hreflang"] for a in page.first("ul", class_="language-list").all("a")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_start_page_leads_to_all_there_is(visitor: FlaskClient, lang: str) -> None:
    response = visitor.get(f"/{lang}/")
    page = pages.read(response)
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert languages(page) == list(LANGUAGES)
    names = [a.text for a in page.first("ul", class_="language-list").all("a")]
    assert names == [language.endonym for language in LANGUAGES.values()]
    for path in ("guide/", "phase-in-support/", "home-check/"):
        assert f"/{lang}/{path}" in pages.links(page)
    for link in pages.links(page):
        if link.startswith("/"):
            assert visitor.get(link).status_code == 200, link
    assert page.first("a", class_="button").attrs["href"] == f"/{lang}/guide/"
    if lang != "da":
        assert not danish.left(page, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_fixed_pages_keep_nothing_and_speak_one_language(visitor: FlaskClient, lang: str) -> None:
    for path in ("", "guide/", "phase-in-support/", "home-check/", "delete", "deleted"):
        page = pages.read(visitor.get(f"/{lang}/{path}"))
        assert page.first("html").attrs["lang"] == lang
        if lang != "da":
            assert not danish.left(page, lang)
        if lang == "ar":
            assert not danish.without_arabic(page)


@pytest.mark.parametrize(
    ("accept", "first"),
    [
        ("ar-SY,ar;q=0.9,en;q=0.5", "ar"),
        ("en-US", "en"),
        ("tr,de", "tr"),
        ("ti,de", "da"),
        ("", "da"),
        ("*", "da"),
    ],
)
def test_the_door_offers_the_browsers_language_first(
    visitor: FlaskClient, accept: str, first: str
) -> None:
    response = visitor.get("/", headers={"Accept-Language": accept})
    page = pages.read(response)
    assert languages(page)[0] == first
    assert sorted(languages(page)) == sorted(LANGUAGES)
    assert page.first("html").attrs["lang"] == "da"
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_deleting_clears_what_the_browser_holds(visitor: FlaskClient, lang: str) -> None:
    page = pages.read(visitor.get(f"/{lang}/delete"))
    assert page.first("main").first("form").attrs["method"] == "post"
    response = visitor.post(f"/{lang}/delete")
    assert response.status_code == 303
    done = visitor.get(response.location)
    for answer in (response, done):
        assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert answer.headers["Cache-Control"] == "no-store"
    assert f"/{lang}/" in pages.links(pages.read(done))
    assert visitor.get(f"/{lang}/").headers.get("Clear-Site-Data") is None


def test_no_page_has_a_dead_link(portal: Flask, visitor: FlaskClient) -> None:
    """From each fixed page, every link inside the portal leads somewhere."""
    paths = ("", "guide/", "phase-in-support/", "home-check/", "delete", "deleted")
    seen = {
        link
        for lang in LANGUAGES
        for path in paths
        for link in pages.links(pages.read(visitor.get(f"/{lang}/{path}")))
        if link.startswith("/")
    }
    assert len(seen) > 10
    assert [link for link in seen if visitor.get(link).status_code != 200] == []
