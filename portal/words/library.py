"""Reads `content/` into memory: for each language a tree of texts, the same in each."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from sys import intern
from typing import Any, TypeAlias, cast

from portal.i18n import DEFAULT_LANGUAGE, LANGUAGES, Language
from portal.i18n.languages import KNOWN
from portal.words.text import Text
from rules.strict_yaml import read_mapping

CONTENT = Path(__file__).resolve().parents[2] / "content"

#: kinds with a folder for each text, and kinds with a file for each language
FOLDERS = ("findings", "letters", "questions")
FILES = (
    "changes",
    "checklist",
    "compare",
    "course",
    "deadlines",
    "glossary",
    "helpers",
    "news",
    "notes",
    "office_letter",
    "outcomes",
    "pages",
    "reasons",
    "receipt",
    "rulebook",
    "steps",
)
#: what only the office reads
OFFICE_FILES = ("plan",)

Tree: TypeAlias = "Mapping[str, Text | Tree]"


class ContentError(LookupError):
    """A text that is not there, or a content file that is not well formed."""


class Words:
    """The texts of one language."""

    def __init__(self, lang: str, tree: Tree) -> None:
        self.lang = lang
        self._tree = tree
        self._placeholders: dict[tuple[str, ...], frozenset[str]] = {}

    def find(self, *path: str) -> "Text | Tree | None":
        """The text or branch at a path, or None."""
        node: Any = self._tree
        for key in path:
            node = node.get(key) if isinstance(node, dict) else None
        return cast("Text | Tree | None", node)

    def text(self, *path: str) -> Text:
        """The text at a path. Raises ContentError."""
        node = self.find(*path)
        if not isinstance(node, Text):
            raise ContentError(f"content has no text {'/'.join(path)} in {self.lang}")
        return node

    def has(self, *path: str) -> bool:
        return self.find(*path) is not None

    def branch(self, *path: str) -> Tree:
        """What lies below a path, in order; empty where there is nothing."""
        node = self.find(*path)
        return node if isinstance(node, Mapping) else {}

    def placeholders(self, *path: str) -> frozenset[str]:
        """All placeholders below a path."""
        known = self._placeholders.get(path)
        if known is None:
            node = self.find(*path)
            texts = dict(_walk(path, node)) if isinstance(node, Mapping) else {}
            known = frozenset(name for text in texts.values() for name in text.placeholders)
            self._placeholders[path] = known
        return known

    def all(self) -> Iterator[tuple[tuple[str, ...], Text]]:
        """Every text with its path."""
        yield from _walk((), self._tree)


def _walk(path: tuple[str, ...], tree: Tree) -> Iterator[tuple[tuple[str, ...], Text]]:
    for key, node in tree.items():
        if isinstance(node, Text):
            yield (*path, key), node
        else:
            yield from _walk((*path, key), node)


def _tree(path: Path, raw: Any) -> "Text | Tree":
    if isinstance(raw, str):
        return Text((raw,))
    if isinstance(raw, list) and all(isinstance(item, str) for item in raw):
        return Text(raw)
    if isinstance(raw, dict) and all(isinstance(key, str) for key in raw):
        return {intern(key): _tree(path, value) for key, value in raw.items()}
    raise ContentError(f"{path.relative_to(CONTENT)}: only texts, lists of texts and quoted keys")


def _file(path: Path) -> Tree:
    tree = _tree(path, read_mapping(path))
    assert isinstance(tree, Mapping)  # noqa: S101  read_mapping gives nothing else
    return tree


def files_of(language: Language) -> tuple[str, ...]:
    """The kinds of text that a language has in a file each."""
    return (*FILES, *OFFICE_FILES) if language.office else FILES


def load_words(lang: str) -> Words:
    """Read the texts of a language. Raises ContentError or YamlError."""
    kinds = files_of(KNOWN[lang])
    tree: dict[str, Text | Tree] = {kind: _file(CONTENT / kind / f"{lang}.yaml") for kind in kinds}
    for kind in FOLDERS:
        folders = sorted(path for path in (CONTENT / kind).iterdir() if path.is_dir())
        tree[kind] = {path.name: _file(path / f"{lang}.yaml") for path in folders}
    return Words(lang, tree)


def words(lang: str = DEFAULT_LANGUAGE.code) -> Words:
    """The texts of a language, read once."""
    return _words(lang)


@cache
def _words(lang: str) -> Words:
    if lang not in LANGUAGES:
        raise ContentError(lang)
    return load_words(lang)
