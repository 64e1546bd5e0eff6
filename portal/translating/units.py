"""Every text of a language beside the Danish one, wherever it stands."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog

from portal.i18n.languages import DEFAULT_LANGUAGE, Language
from portal.translating import catalogue, pages, sources
from portal.words.library import FOLDERS, files_of
from rules.strict_yaml import YamlError, read_mapping

ROOT = Path(__file__).resolve().parents[2]
_DANISH = DEFAULT_LANGUAGE.code
_WORD = re.compile(r"[^\W\d_]+")


class Kind(StrEnum):
    """Where a text stands."""

    INTERFACE = "words of the interface"
    TEXT = "texts"
    TERM = "names of terms"
    TOPIC = "topic pages"


@dataclass(frozen=True, slots=True)
class Unit:
    """A text and the Danish one. ``own`` is empty where there is none.

    ``outdated``: made from another Danish text. ``counted``: one of several plural forms, which
    may leave the number out.
    """

    kind: Kind
    file: str
    key: str
    danish: str
    own: str
    outdated: bool = False
    counted: bool = False

    @property
    def words(self) -> int:
        """Words of the Danish text."""
        return len(_WORD.findall(self.danish))


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that cannot be read."""

    file: str
    problem: str


def files(root: Path, language: Language) -> list[str]:
    """Where the texts of a language stand, with `{}` for its code; no topics."""
    found = [f"content/{kind}/{{}}.yaml" for kind in files_of(language)]
    for kind in FOLDERS:
        names = sorted(path.name for path in (root / "content" / kind).iterdir() if path.is_dir())
        found += [f"content/{kind}/{name}/{{}}.yaml" for name in names]
    return found


def topic_files(root: Path) -> list[str]:
    """The same for the topics."""
    folders = sorted(path.parent.name for path in (root / "content/topics").glob("*/da.md"))
    return [f"content/topics/{name}/{{}}.md" for name in folders]


def units(
    language: Language, root: Path = ROOT, template: Catalog | None = None
) -> Iterator[Unit | Broken]:
    """All texts of a language, or which file cannot be read.

    ``template``: the messages of the interface; None leaves them out.
    """
    readers: list[tuple[str, Callable[[str, str, str], Iterator[Unit]]]] = [
        *((file, _texts) for file in files(root, language)),
        *((file, _parts) for file in topic_files(root)),
    ]
    for file, reader in readers:
        danish = (root / file.format(_DANISH)).read_text(encoding="utf-8")
        own = root / (name := file.format(language.code))
        try:
            yield from reader(name, danish, own.read_text("utf-8") if own.exists() else "")
        except (ValueError, YamlError, yaml.YAMLError) as error:
            yield Broken(name, " ".join(str(error).split()))
    yield from _terms(language.code, root)
    if template is not None:
        yield from _messages(language, root, template)


def _texts(file: str, danish: str, own: str) -> Iterator[Unit]:
    mine = {text.path: text for text in sources.texts(own)}
    theirs = {text.path: text.text for text in sources.texts(danish)}
    for path, text in theirs.items():
        if sources.COPIED & {*path[-2:]}:
            continue
        found = mine.get(path)
        old = found is not None and (found.was or found.made_from not in ("", text))
        yield Unit(Kind.TEXT, file, "/".join(path), text, found.text if found else "", old)
    if own and (extra := mine.keys() - theirs.keys()):
        raise ValueError(f"the Danish has no {', '.join(sorted('/'.join(path) for path in extra))}")


def _parts(file: str, danish: str, own: str) -> Iterator[Unit]:
    theirs, _ = pages.parts(danish)
    mine = {part.name: part for part in pages.parts(own)[0]} if own else {}
    for part in theirs:
        found = mine.get(part.name)
        old = found is not None and found.made_from not in ("", part.text)
        text = found.text if found else ""
        yield Unit(Kind.TOPIC, file, part.name, part.text, text, old)
    if len(mine) > len(theirs):
        raise ValueError("more blocks than the Danish")


def _terms(code: str, root: Path) -> Iterator[Unit]:
    file = "content/terms.yaml"
    for name, term in read_mapping(root / file).items():
        yield Unit(Kind.TERM, file, name, term[_DANISH], str(term.get(code) or ""))


def _messages(language: Language, root: Path, template: Catalog) -> Iterator[Unit]:
    file = f"locales/{language.code}/LC_MESSAGES/messages.po"
    path = root / file
    known = catalogue.read(path) if path.exists() else catalogue.new(language.code, language.locale)
    for message in catalogue.needed(template, language):
        found = known.get(message.id)
        fuzzy = found is not None and found.fuzzy
        if isinstance(message.id, str):
            own = "".join(catalogue.forms(found)) if found else ""
            yield Unit(Kind.INTERFACE, file, message.id, message.id, own, fuzzy)
            continue
        strings = [*(catalogue.forms(found) if found else ()), *[""] * known.num_plurals]
        for number in range(known.num_plurals):
            yield Unit(
                Kind.INTERFACE,
                file,
                f"{message.id[0]} [{number}]",
                message.id[1],
                strings[number],
                fuzzy,
                counted=True,
            )
