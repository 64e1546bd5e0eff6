"""Lays out what a language needs, for `flask content new-language`; what is written stays."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.units import format_unit

from portal.i18n.languages import CODE, DEFAULT_LANGUAGE, Language
from portal.topics.library import topics
from portal.translating import catalogue, own_words, pages, sources
from portal.translating.units import ROOT, files, topic_files
from rules.strict_yaml import read_mapping

LANGUAGES_FILE = "content/languages.yaml"
TERMS = "content/terms.yaml"
_DANISH = DEFAULT_LANGUAGE.code
_NAME = re.compile(r"^\S+:\s*$")
_TERM = re.compile(r"^  ([a-z]{2,3}): ")


def entry(code: str) -> str:
    """A new language's entry in `content/languages.yaml`, as far as CLDR knows.

    Raises babel.UnknownLocaleError, ValueError.
    """
    locale = Locale.parse(code)
    endonym = locale.get_language_name(code) or code
    letter = next(sign for sign in endonym if sign.isalpha())
    script = unicodedata.name(letter).split()[0].casefold()
    units = ("day", "week", "month", "year")
    short = [u for u in units if "duration-" in format_unit(2, f"duration-{u}", locale=locale)]
    return "\n".join(
        [
            f"{code}:",
            f'  endonym: "{endonym}"',
            f"  direction: {locale.text_direction}",
            f"  locale: {code}",
            f"  script: {script}",
            "  # As CLDR does not tell it: how a quotation begins and ends.",
            '  quotes: "“”"',
            *([f"  short_units: [{', '.join(short)}]"] if short else []),
            "  state: in_preparation",
            "  review: machine",
            "",
        ]
    )


def lay_out(language: Language, root: Path = ROOT) -> Iterator[str]:
    """Write what is missing; the paths of the files that were made or added to."""
    head = f"# {language.endonym}. How to fill it in: docs/translating.md."
    for file in files(root, language):
        danish = (root / file.format(_DANISH)).read_text(encoding="utf-8")
        path = root / file.format(language.code)
        own = path.read_text(encoding="utf-8") if path.exists() else None
        yield from _write(root, path, sources.laid_out(danish, own, head))
    for file in topic_files(root):
        yield from _topic(root, file, language, head)
    for name, file in own_words.FILES.items():
        path = root / file.format(language.code)
        if not path.exists():
            danish = (root / file.format(_DANISH)).read_text(encoding="utf-8")
            yield from _write(root, path, own_words.laid_out(name, danish, head))
    terms = root / TERMS
    yield from _write(root, terms, _with_terms(terms.read_text(encoding="utf-8"), language.code))
    yield from _messages(root, language)


def _topic(root: Path, file: str, language: Language, head: str) -> Iterator[str]:
    danish = (root / file.format(_DANISH)).read_text(encoding="utf-8")
    path = root / file.format(language.code)
    if path.exists() and pages.begun(path.read_text(encoding="utf-8")):
        return
    slug = path.parent.name
    version = topics()[slug].version if slug in topics() else ""
    yield from _write(root, path, pages.laid_out(danish, version, head))


def _messages(root: Path, language: Language) -> Iterator[str]:
    path = root / "locales" / language.code / "LC_MESSAGES" / "messages.po"
    found = catalogue.read(path) if path.exists() else catalogue.new(language.code, language.locale)
    catalogue.bring_up_to_date(found, catalogue.extract(), language)
    yield from _write(root, path, catalogue.as_written(found))


def _with_terms(written: str, code: str) -> str:
    """The file of terms with an empty line of the language in each entry that has none."""
    lines: list[str] = []
    for block in re.split(r"(?m)^(?=\S)", written):
        own = block.rstrip("\n").split("\n")
        spoken = [number for number, line in enumerate(own) if _TERM.match(line)]
        if _NAME.match(own[0]) and spoken and f"  {code}: " not in block:
            own.insert(spoken[-1] + 1, f'  {code}: ""')
        ending = block[len(block.rstrip("\n")) :]
        lines.append("\n".join(own) + ending)
    return "".join(lines)


def add_entry(code: str, root: Path = ROOT) -> None:
    """Write a language that is not listed yet at the end of the list.

    Raises babel.UnknownLocaleError, ValueError.
    """
    if not CODE.fullmatch(code):
        raise ValueError("a code is two or three small letters")
    path = root / LANGUAGES_FILE
    if code not in read_mapping(path):
        written = path.read_text(encoding="utf-8").rstrip("\n")
        path.write_text(f"{written}\n{entry(code)}", encoding="utf-8")


def _write(root: Path, path: Path, text: str) -> Iterator[str]:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    yield path.relative_to(root).as_posix()
