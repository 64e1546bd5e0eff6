"""Which of the short answers in `content/outcomes` a page gives."""

import re

from portal.words import Text, words


def _pattern(text: str) -> str:
    parts = re.split(r"\{\w+\}", " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split()))
    return ".+".join(re.escape(part) for part in parts)


def said(heading: str, lang: str) -> tuple[str, str]:
    """The outcome and the variant whose words these are."""
    found = [
        (outcome, variant)
        for outcome, variant, text in _answers(lang)
        if any(re.fullmatch(_pattern(raw), heading) for raw in text.raw)
    ]
    assert len(found) == 1, (heading, found)
    return found[0]


def _answers(lang: str) -> list[tuple[str, str, Text]]:
    outcomes = words(lang).branch("outcomes")
    return [
        (path[0], path[1], text)
        for path, text in (
            ((outcome, variant), words(lang).text("outcomes", outcome, variant))
            for outcome in outcomes
            for variant in words(lang).branch("outcomes", outcome)
        )
        if path[1].startswith("answer")
    ]
