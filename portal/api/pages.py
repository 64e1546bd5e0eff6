"""The topic pages as the interface names them."""

from typing import Any

from flask import get_template_attribute, url_for

from portal.i18n import current_language
from portal.sharing import here
from portal.topics.library import topics
from portal.topics.shown import ShownTopic


def topics_json() -> list[dict[str, Any]]:
    """Every page without its text, in the order in which a reader meets them."""
    return [_head(ShownTopic(page)) for page in topics(current_language().code).values()]


def topic_json(slug: str) -> dict[str, Any] | None:
    """One page; None where there is none. `html` is the body without title and summary."""
    page = topics(current_language().code).get(slug)
    if page is None:
        return None
    shown = ShownTopic(page)
    body = get_template_attribute("components/topic.html", "body")
    sources = [
        {"law": s.law, "ref": s.ref, "url": s.url, "kind": str(s.kind)} for s in shown.sources
    ]
    return {
        **_head(shown),
        "html": str(body(shown.blocks)).strip(),
        "sources": sources,
        "rules": list(page.topic.rules),
        "related": list(page.topic.related),
    }


def _head(shown: ShownTopic) -> dict[str, Any]:
    return {
        "slug": shown.slug,
        "title": shown.title,
        "summary": shown.summary,
        "url": here(url_for("topics.page", slug=shown.slug)),
        "translation": str(shown.state),
    }
