"""What search engines and other sites read of the portal: sitemap, robots, canonical addresses."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from flask import Blueprint, Flask, Response, g, render_template, request, url_for

from portal.i18n import DEFAULT_LANGUAGE, LANGUAGES
from portal.security import public_for
from portal.sharing import here
from portal.topics.library import topics

bp = Blueprint("discovery", __name__)

#: pages without answers that are worth finding
_VIEWS = (
    "start.page",
    "ask.page",
    "topics.index",
    "topics.glossary",
    "news.page",
    "guide.begin",
    "calculator.page",
    "home_check.page",
    "compare.page",
    "checklist.begin",
    "municipality.index",
    "rulebook.page",
    "helper.page",
)


class Listed(NamedTuple):
    """A page in the sitemap. ``languages``: its address in each language."""

    url: str
    languages: dict[str, str]


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(public_address=public_address, whole=here)


def public_address() -> str | None:
    """The one address under which a page is to be found; None where it holds somebody's answers.

    What is only another view of the page (`?beside=da`, `?on=…`) belongs to the same address.
    """
    return here(request.path) if "public_seconds" in g else None


@bp.get("/sitemap.xml")
@public_for(seconds=3600)
def sitemap() -> Response:
    body = render_template("discovery/sitemap.xml", pages=list(_pages()), default=DEFAULT_LANGUAGE)
    return Response(body, mimetype="application/xml")


@bp.get("/robots.txt")
@public_for(seconds=3600)
def robots() -> Response:
    body = f"User-agent: *\nAllow: /\n\nSitemap: {here(url_for('.sitemap'))}\n"
    return Response(body, mimetype="text/plain")


def _pages() -> Iterator[Listed]:
    for view in _VIEWS:
        yield from _in_each_language(view)
    for slug in topics():
        yield from _in_each_language("topics.page", slug=slug)


def _in_each_language(view: str, **values: Any) -> Iterator[Listed]:
    languages = {lang: here(url_for(view, lang=lang, **values)) for lang in LANGUAGES}
    for url in languages.values():
        yield Listed(url, languages)
