"""How pages are found and shared: one address each, all languages, and none with answers."""

import xml.etree.ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal import create_app
from portal.config import Config
from portal.i18n import LANGUAGES
from portal.topics.library import topics
from tests.conftest import SECRET
from tests.portal import pages

_SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
_LINK = "{http://www.w3.org/1999/xhtml}link"
PUBLIC = ["/{}/", "/{}/topics/", "/{}/topics/notice", "/{}/glossary", "/{}/guide/"]


def _head(response_text: str) -> dict[str, str]:
    page = pages.parse(response_text)
    found = {m.attrs.get("property", m.attrs.get("name", "")): m.attrs for m in page.all("meta")}
    return {name: attrs.get("content", "") for name, attrs in found.items()}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_has_one_address(visitor: FlaskClient, path: str, lang: str) -> None:
    page = pages.read(visitor.get(path.format(lang)))
    address = "http://localhost" + path
    assert page.first("link", rel="canonical").attrs["href"] == address.format(lang)
    others = {e.attrs["hreflang"]: e.attrs["href"] for e in page.all("link", rel="alternate")}
    assert others == {code: address.format(code) for code in LANGUAGES}
    head = _head(visitor.get(path.format(lang)).text)
    assert head["og:title"] in page.first("title").text
    assert head["og:description"] == head["description"]
    assert head["og:url"] == address.format(lang)
    image = head["og:image"].removeprefix("http://localhost")
    assert visitor.get(image).mimetype == "image/png"
    assert "robots" not in head


def test_views_of_a_page_belong_to_its_address(visitor: FlaskClient) -> None:
    for query in ("?beside=da", "?on=2023-05-01"):
        page = pages.read(visitor.get(f"/ar/topics/notice{query}"))
        canonical = page.first("link", rel="canonical").attrs["href"]
        assert canonical == "http://localhost/ar/topics/notice"


@pytest.mark.parametrize("path", ["/da/delete", "/da/topics/nope", "/da/guide/x/result"])
def test_what_nobody_should_find(visitor: FlaskClient, path: str) -> None:
    response = visitor.get(path)
    assert _head(response.text)["robots"] == "noindex"
    assert 'rel="canonical"' not in response.text


def test_the_sitemap_names_every_public_page_in_every_language(visitor: FlaskClient) -> None:
    response = visitor.get("/sitemap.xml")
    assert response.mimetype == "application/xml"
    found = ET.fromstring(response.text).findall("s:url", _SITEMAP)
    addresses = [each.findtext("s:loc", None, _SITEMAP) or "" for each in found]
    assert len(addresses) == len(set(addresses)) >= len(LANGUAGES) * (len(topics()) + 5)
    for address, each in zip(addresses, found, strict=True):
        response = visitor.get(address.removeprefix("http://localhost"))
        assert response.status_code == 200, address
        assert f'<link rel="canonical" href="{address}">' in response.text
        languages = {link.attrib["hreflang"] for link in each.findall(_LINK)}
        assert languages == {*LANGUAGES, "x-default"}


def test_robots_may_read_and_find_the_sitemap(visitor: FlaskClient) -> None:
    text = visitor.get("/robots.txt").text
    assert "Sitemap: http://localhost/sitemap.xml" in text
    assert "Disallow" not in text


def test_behind_a_proxy_the_public_address_counts(config: Config) -> None:
    settings = {
        "SECRET_KEY": SECRET,
        "DATABASE_URL": config.database_url,
        "BASE_URL": "https://genhusning.example",
    }
    app: Flask = create_app(Config.from_environ(settings))
    text = app.test_client().get("/da/topics/").text
    app.extensions["engine"].dispose()
    assert 'rel="canonical" href="https://genhusning.example/da/topics/"' in text
    assert "localhost" not in text
