"""Files that a language writes in its own way, not after the Danish: the words of the chat, and how
signs are said aloud. Laid out once; afterwards only looked at."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any

import yaml

from portal.i18n.languages import DEFAULT_LANGUAGE
from rules.strict_yaml import read_mapping

FILES = {
    "ask": "content/ask/{}.yaml",
    "said": "content/ask/said/{}.yaml",
    "spoken": "content/spoken/{}.yaml",
}
_EXPLAINED = Path(__file__).with_name("explained.yaml")
_WIDTH = 98
#: signs of the Danish that are shown
_SHOWN = 90


def laid_out(name: str, danish: str, head: str) -> str:
    """The keys of the Danish file, explained, with nothing in them. ``name``: one of `FILES`."""
    explained = read_mapping(_EXPLAINED)[name]
    lines = [head, *_comment(explained["head"]), ""]
    root: Any = yaml.compose(danish, yaml.SafeLoader)
    for pair in root.value:
        lines += [*_comment(explained.get(pair[0].value, "")), *_render([pair], 0), ""]
    return "\n".join(lines)


def empty(name: str, root: Path, code: str) -> list[str]:
    """The parts of the file that have nothing in them; all of them where there is no file."""
    path = root / FILES[name].format(code)
    danish = read_mapping(root / FILES[name].format(DEFAULT_LANGUAGE.code))
    own = read_mapping(path) if path.exists() else {}
    return [key for key in danish if not _filled(own.get(key))]


def _filled(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_filled, value.values()))
    return value not in (None, "", [])


def _comment(text: str) -> list[str]:
    return wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="# ")


def _render(pairs: list[Any], indent: int) -> Iterator[str]:
    space = " " * indent
    for key, value in pairs:
        name = key.value if key.style is None else f'"{key.value}"'
        if isinstance(value, yaml.MappingNode):
            yield f"{space}{name}:"
            yield from _render(value.value, indent + 2)
            continue
        if shown := _shown(value):
            yield f"{space}# da: {shown}"
        yield f"{space}{name}: " + ("[]" if isinstance(value, yaml.SequenceNode) else '""')


def _shown(node: Any) -> str:
    written = node.value
    if isinstance(node, yaml.SequenceNode):
        written = " / ".join(str(item.value) for item in node.value if item.id == "scalar")
    text = " ".join(written.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"
