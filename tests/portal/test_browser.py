"""A page of the portal in a real browser: the look arrives, and nothing else does."""

from playwright.sync_api import Page

from portal.i18n import LANGUAGES


def test_a_page_loads_only_its_own_files_and_stores_nothing(page: Page, base_url: str) -> None:
    complaints: list[str] = []
    requested: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requested.append(request.url))
    for code in LANGUAGES:
        response = page.goto(f"/{code}/findes-ikke")
        assert response
        assert response.status == 404
        assert page.evaluate("document.styleSheets[0].cssRules.length > 0")
        assert page.evaluate("document.documentElement.dir") == LANGUAGES[code].direction
    assert page.context.cookies() == []
    assert [url for url in requested if not url.startswith(base_url)] == []
    # The browser reports each page that is not found; anything more is a breach of the policy.
    assert [text for text in complaints if "404" not in text] == []
