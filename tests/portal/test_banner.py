"""What stands above a translated page: that the Danish text holds, and the way to it."""

import pytest
from flask.testing import FlaskClient

from tests.portal import pages

PATHS = ["", "phase-in-support/", "home-check/", "compare/", "receipt/"]


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("query", ["", "?on=2023-05-01"])
def test_every_page_leads_to_its_danish(
    visitor: FlaskClient, lang: str, path: str, query: str
) -> None:
    page = pages.read(visitor.get(f"/{lang}/{path}{query}"))
    banner = page.first("aside", class_="banner")
    assert banner.first("a", hreflang="da").attrs["href"] == f"/da/{path}{query}"
