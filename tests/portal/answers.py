"""Which of the short answers in `content/outcomes` a page gives."""

import re

from portal.words import words


def _pattern(text: str) -> str:
    parts = re.split(r"\{\w+\}", " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split()))
    return ".+".join(re.escape(part) for part in parts)


def said(heading: str, lang: str) -> tuple[str, str]:
    """The outcome and the variant whose words these are."""
    found = {
        (path[-2], path[-1])
        for path, text in words(lang).all()
        if path[0] == "outcomes" and path[-1].startswith("answer")
        if any(re.fullmatch(_pattern(raw), heading) for raw in text.raw)
    }
    assert len(found) == 1, (heading, found)
    return found.pop()
