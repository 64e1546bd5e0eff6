"""A content file with one text of it replaced, and nothing else touched."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from portal.corrections.places import BLOCK
from rules.strict_yaml import YamlError, read_text

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FRONT = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)


def patched(source: str, at: str, was: str, text: str) -> str | None:
    """The file's text with `text` where `was` stands at a place.

    None where something else stands there by now, or where nothing can be put there safely.
    `source` is Markdown with front matter, or YAML.
    """
    front = _FRONT.match(source)
    if front is None:
        return _in_yaml(source, at.split("/"), was, text)
    kind, _, number = at.partition("/")
    if kind == "body":
        return _in_body(source, front.end(), int(number), was, text)
    head = _in_yaml(front[1], [at], was, text)
    return head and source[: front.start(1)] + head + source[front.end(1) :]


def _in_body(source: str, begins: int, number: int, was: str, text: str) -> str | None:
    """The block with this number; or, where blocks have come before it, the one that says so."""
    found = list(BLOCK.finditer(_COMMENT.sub(_blank, source), begins))
    same = [block for block in found if block[0] == was]
    there = found[number] if number < len(found) else None
    if there is None or there[0] != was:
        if len(same) != 1:
            return None
        there = same[0]
    return source[: there.start()] + text + source[there.end() :]


def _blank(comment: re.Match[str]) -> str:
    """As long as the comment with the Danish, which is no block of the page."""
    return re.sub(r"[^\n]", " ", comment[0])


def _in_yaml(source: str, path: list[str], was: str, text: str) -> str | None:
    node = yaml.compose(source, Loader=yaml.SafeLoader)
    for part in path:
        node = _child(node, part)
    if not isinstance(node, yaml.ScalarNode):
        return None
    if was not in (node.value, " ".join(node.value.split())):  # titles are read with single spaces
        return None
    begins, ends = node.start_mark.index, node.end_mark.index
    folded = node.style in ("|", ">")
    for written in _ways_to_write(text, quoted=node.style is not None):
        made = source[:begins] + written + ("\n" if folded else "") + source[ends:]
        if _differ_there_only(source, made, path, text):
            return made
    return None


def _child(node: Any, part: str) -> Any:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and part.isdecimal() and int(part) < len(node.value):
        return node.value[int(part)]
    return None


def _ways_to_write(text: str, quoted: bool) -> Iterator[str]:
    """As it stood: with quotes or without. The latter holds for a text that YAML leaves alone."""
    if not quoted:
        yield text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    yield f'"{escaped}"'


def _differ_there_only(source: str, made: str, path: list[str], text: str) -> bool:
    try:
        expected, read = read_text(source, ""), read_text(made, "")
    except YamlError:
        return False
    holder: Any = expected
    for part in path[:-1]:
        holder = holder[int(part) if isinstance(holder, list) else part]
    holder[int(path[-1]) if isinstance(holder, list) else path[-1]] = text
    return bool(read == expected)
