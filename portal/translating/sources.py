"""YAML files of content with the Danish in a comment above each text.

A file is edited where something is to be added, and left alone everywhere else: what a translator
wrote is never written again. Three kinds of lines are ours:

    # da: Du kan sige nej én gang.     the Danish that the text below was made from
    # was: Du kan sige nej.            ... and what it was before; take the line away
    yes: ""                            empty: to be translated
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DANISH, _BEFORE = "# da: ", "# was: "
#: what stands beside the words and is the same in every language
COPIED = frozenset({"kind", "rules", "url", "tel"})

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a file, or one item of a list of texts.

    ``made_from``: the Danish that stands above it, empty where none does; ``was``: it has changed
    since. ``line`` counts from 0.
    """

    path: Path
    text: str
    line: int
    made_from: str = ""
    was: bool = False


def texts(source: str) -> list[Text]:
    """Every text of a file, in order. Raises yaml.YAMLError."""
    root: Any = yaml.compose(source, _Loader)
    lines = source.split("\n")
    return [] if root is None else [_read(lines, *found) for found in _leaves((), root)]


def _leaves(path: Path, node: yaml.Node, line: int = 0) -> Iterator[tuple[Path, str, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _leaves((*path, key.value), value, key.start_mark.line)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _leaves((*path, str(number)), item, item.start_mark.line)
    else:
        yield path, " ".join(node.value.split()), line


def _read(lines: list[str], path: Path, text: str, line: int) -> Text:
    above = list(_above(lines, line))
    danish = [found[1] for found in above if found[0] == _DANISH]
    return Text(
        path, text, line, danish[0] if danish else "", any(found[0] == _BEFORE for found in above)
    )


def _above(lines: list[str], line: int) -> Iterator[tuple[str, str, int]]:
    """Our comments directly above a line: which, its text, its line."""
    for number in range(line - 1, -1, -1):
        written = lines[number].strip()
        if not written.startswith("#"):
            return
        for mark in (_DANISH, _BEFORE):
            if written.startswith(mark):
                yield mark, written.removeprefix(mark), number


def laid_out(danish: str, own: str | None, head: str) -> str:
    """The own file with all that the Danish has: new texts empty, each with its Danish above.

    ``own``: the file as it is, None where there is none yet. Raises yaml.YAMLError.
    """
    root: Any = yaml.compose(danish, _Loader)
    mine: Any = None if own is None else yaml.compose(own, _Loader)
    if own is None or mine is None:
        return "\n".join([*(own or head).rstrip().split("\n"), "", *_render(root, 0), ""])
    lines = own.split("\n")
    changes = [*_missing(root, mine), *_changed(danish, own, lines)]
    # From below, so that the lines above keep their numbers.
    for start, end, new in sorted(changes, key=lambda change: change[0], reverse=True):
        lines[start:end] = new
    return "\n".join(lines)


Change = tuple[int, int, list[str]]


def _missing(danish: yaml.Node, own: yaml.Node) -> Iterator[Change]:
    """What the Danish has and the own file lacks, behind what it follows."""
    if not isinstance(danish, yaml.MappingNode) or not isinstance(own, yaml.MappingNode):
        return
    if own.flow_style:
        return
    present = {key.value: (key, value) for key, value in own.value}
    after, indent = own.start_mark.line, own.start_mark.column
    for key, value in danish.value:
        if key.value not in present:
            pair = yaml.MappingNode(danish.tag, [(key, value)])
            yield after, after, list(_render(pair, indent))
            continue
        mine = present[key.value][1]
        yield from _missing(value, mine)
        after = _last_line(present[key.value][0], mine) + 1


def _last_line(key: yaml.Node, node: yaml.Node) -> int:
    if isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
        return _last_line(*node.value[-1])
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        return _last_line(node.value[-1], node.value[-1])
    end = node.end_mark
    before = end.column == 0 and end.line > node.start_mark.line
    return max(int(key.start_mark.line), int(end.line) - before)


def _changed(danish: str, own: str, lines: list[str]) -> Iterator[Change]:
    """The Danish above a text, where it has changed: what it was stays to be seen."""
    now = {text.path: text.text for text in texts(danish)}
    for text in texts(own):
        new = now.get(text.path)
        if new is None or not text.made_from or text.made_from == new:
            continue
        marks = {mark: number for mark, _, number in _above(lines, text.line)}
        place = marks[_DANISH]
        space = lines[place][: len(lines[place]) - len(lines[place].lstrip())]
        kept = [f"{space}{_BEFORE}{text.made_from}"] if text.text and not text.was else []
        yield place, place + 1, [*kept, f"{space}{_DANISH}{new}"]


def _render(node: yaml.Node, indent: int) -> Iterator[str]:
    """The texts of a Danish node, empty, with the Danish above."""
    space = " " * indent
    for key, value in node.value:
        name = _key(key)
        if key.value in COPIED and not isinstance(value, yaml.MappingNode):
            yield f"{space}{name}: {_copied(value)}"
        elif isinstance(value, yaml.MappingNode):
            yield f"{space}{name}:"
            yield from _render(value, indent + 2)
        elif isinstance(value, yaml.SequenceNode):
            yield f"{space}{name}:"
            for item in value.value:
                yield f"{space}  {_DANISH}{' '.join(item.value.split())}"
                yield f'{space}  - ""'
        else:
            yield f"{space}{_DANISH}{' '.join(value.value.split())}"
            yield f'{space}{name}: ""'


def _key(key: yaml.Node) -> str:
    written: str = key.value
    return written if yaml.safe_load(written) == written else f'"{written}"'


def _copied(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return f"[{', '.join(_copied(item) for item in node.value)}]"
    return '"' + str(node.value).replace("\\", "\\\\").replace('"', '\\"') + '"'
