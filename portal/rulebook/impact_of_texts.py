"""Which texts read otherwise in another version, and in which languages."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.i18n import DEFAULT_LANGUAGE, LANGUAGES
from rules.impact.running import WorkerError
from rules.impact.trees import Trees

_WORKER = Path(__file__).with_name("texts_worker.py")

#: language → path → text
Texts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Changed:
    """A text that changed: in which languages, and what the Danish was and is."""

    path: str
    languages: tuple[str, ...]
    before: str | None
    after: str | None


def changed(trees: Trees, days: Iterable[str]) -> list[Changed]:
    """The texts that differ, each on the first of the days on which it does. Raises WorkerError."""
    days = tuple(days)
    old, new = _texts(trees.old, days), _texts(trees.new, days)
    found: dict[str, Changed] = {}
    for day in days:
        for each in differences(old[day], new[day]):
            found.setdefault(each.path, each)
    return list(found.values())


def _texts(tree: Path, days: Iterable[str]) -> Mapping[str, Texts]:
    command = [sys.executable, "-I", "-B", str(_WORKER), *days]
    done = subprocess.run(  # noqa: S603  our own worker
        command, cwd=tree, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise WorkerError(f"The texts of a version cannot be read:\n{done.stderr}")
    texts: Mapping[str, Texts] = json.loads(done.stdout)
    return texts


def differences(old: Texts, new: Texts) -> Iterator[Changed]:
    """By path: the languages in which the text differs."""
    both = (*old.values(), *new.values())
    for path in dict.fromkeys(path for texts in both for path in texts):
        languages = tuple(
            lang
            for lang in dict.fromkeys([*old, *new])
            if old.get(lang, {}).get(path) != new.get(lang, {}).get(path)
        )
        if languages:
            danish = (texts.get(DEFAULT_LANGUAGE.code, {}).get(path) for texts in (old, new))
            yield Changed(path, languages, *danish)


def report(found: list[Changed]) -> str:
    """The texts in Markdown: the Danish before and after, and which languages follow."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: list[Changed]) -> Iterator[str]:
    yield from ("", "## Texts", "")
    if not found:
        yield "No text reads otherwise."
        return
    yield f"{len(found)} texts read otherwise. They lie in `content/`, by their path."
    for text in found:
        yield from ("", f"### {text.path} ({', '.join(text.languages)})", "")
        if DEFAULT_LANGUAGE.code in text.languages:
            yield f"- before: {_one_line(text.before)}"
            yield f"- after: {_one_line(text.after)}"
            left = [lang for lang in LANGUAGES if lang not in text.languages]
            if left:
                yield f"- **unchanged in {', '.join(left)}: is the translation out of date?**"


def _one_line(text: str | None) -> str:
    return "not there" if text is None else text.replace("\n", " / ")
