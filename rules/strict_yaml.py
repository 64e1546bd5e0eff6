"""YAML for the data of the law: read with the C parser, and refusing what YAML lets slip.

A key written twice would silently win, and a number with a point would become a binary float;
both are errors here, with file and line.
"""

from pathlib import Path
from typing import Any

import yaml

# libyaml is about ten times faster; a wheel without it still works.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlError(ValueError):
    """A data file that cannot be read; the message names file and line."""


class _StrictLoader(_Base):  # type: ignore[misc]
    """Refuses floats and keys that are written twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key!r} is written twice", key_node.start_mark
                )
            seen.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def _refuse_float(loader: Any, node: yaml.ScalarNode) -> Any:
    raise yaml.constructor.ConstructorError(
        None, None, f"{node.value} is a binary float: write it in quotes", node.start_mark
    )


_StrictLoader.add_constructor("tag:yaml.org,2002:float", _refuse_float)


def read_mapping(path: Path) -> dict[str, Any]:
    """The mapping that a YAML file holds; an empty file is an empty mapping.

    Raises YamlError where the file is no YAML, no mapping, has a key twice or a float.
    """
    try:
        return read_text(path.read_text(encoding="utf-8"), path.name)
    except UnicodeDecodeError as error:
        raise YamlError(f"{path.name}: {error}") from error


def read_text(text: str, name: str) -> dict[str, Any]:
    """The mapping that a text holds; an error tells ``name``, where it stands. Raises YamlError."""
    try:
        data = yaml.load(text, _StrictLoader)  # noqa: S506
    except (yaml.YAMLError, TypeError, ValueError) as error:
        raise YamlError(f"{name}: {error}") from error
    if data is None:
        return {}
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise YamlError(f"{name}: expected a mapping with text keys")
    return data
