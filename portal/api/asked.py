"""What the matcher finds for a question, under the names that the contract fixes."""

from typing import Any

from flask import current_app, url_for

from portal.i18n import current_language
from portal.matching import Matcher
from portal.sharing import here
from portal.topics.library import topics
from portal.topics.shown import ShownTopic


def asked_json(question: str) -> dict[str, Any]:
    """The answer to GET /ask: topics in the language of the call, the likeliest first."""
    matcher: Matcher = current_app.extensions["matcher"]
    own = current_language().code
    match = matcher.match(question, own)
    pages = topics(own)
    return {
        "verdict": match.verdict,
        "answers": [
            {
                "topic": answer.topic,
                "title": ShownTopic(pages[answer.topic]).title,
                "score": answer.score,
                "url": here(url_for("topics.page", slug=answer.topic, lang=own)),
            }
            for answer in match.answers
        ],
        "language": match.language_seen,
        "kind": match.kind,
    }
