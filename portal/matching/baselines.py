"""What the matcher is measured against: two ways that need no matcher at all."""

import sqlite3
from collections.abc import Mapping

from rapidfuzz import fuzz, process, utils

from portal.matching.language import Entry
from portal.matching.measures import Ranking
from portal.matching.tokens import tokens

Topics = Mapping[str, Mapping[str, Entry]]
_MOST = 60


def wratio(topics: Topics) -> Ranking:
    """rapidfuzz's `process.extract` with WRatio over the phrasings, as its documentation shows."""
    texts = {lang: _texts(entries) for lang, entries in topics.items()}
    owners = {lang: [slug for slug, _ in found] for lang, found in texts.items()}
    choices = {lang: [text for _, text in found] for lang, found in texts.items()}

    def rank(q: str, lang: str) -> list[str]:
        found = process.extract(
            q, choices[lang], scorer=fuzz.WRatio, processor=utils.default_process, limit=_MOST
        )
        return list(dict.fromkeys(owners[lang][number] for _, _, number in found))

    return rank


def fts5(topics: Topics) -> Ranking:
    """SQLite's full-text search over the phrasings, any of the words, by bm25."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE said USING fts5(text, lang UNINDEXED, slug UNINDEXED)")
    for lang, entries in topics.items():
        rows = [(text, lang, slug) for slug, text in _texts(entries)]
        base.executemany("INSERT INTO said VALUES (?, ?, ?)", rows)

    def rank(q: str, lang: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in q.replace('"', " ").split() if tokens(word))
        if not words:
            return []
        found = base.execute(
            "SELECT slug FROM said WHERE said MATCH ? AND lang = ? ORDER BY bm25(said) LIMIT ?",
            (words, lang, _MOST),
        )
        return list(dict.fromkeys(slug for (slug,) in found))

    return rank


def _texts(entries: Mapping[str, Entry]) -> list[tuple[str, str]]:
    return [
        (slug, text) for slug, entry in entries.items() for text in (entry.title, *entry.phrasings)
    ]
