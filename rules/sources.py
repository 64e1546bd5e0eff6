"""What each rule rests on: the registry of rules, and the texts that they cite.

`sources.yaml` holds the texts, `registry.yaml` the rules with their places in those texts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rules.strict_yaml import read_mapping

_HERE = Path(__file__).parent


class SourceError(ValueError):
    """A citation or a registry entry that is not well formed; names the place and the key."""


class Kind(StrEnum):
    """What weight a text has."""

    LAW = "law"
    JUDGMENT = "judgment"
    GUIDANCE = "guidance"
    PRACTICE = "practice"
    PAGE = "page"


class Confidence(StrEnum):
    """How sure the reading of a rule is; the surest part of it where its parts differ."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Text:
    """A text that can be cited. `name` and `title` are Danish, `url` is https."""

    key: str
    name: str
    title: str
    kind: Kind
    url: str


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a text, as a citizen reads it: `law` "byfornyelsesloven", `ref` "§ 62, stk. 3".

    `ref` is empty where the whole text is meant. `silent`: cited because the text says nothing.
    """

    key: str
    law: str
    ref: str
    url: str
    kind: Kind
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the law.

    `confidence_note` is empty where the confidence holds for all of it, `left_out` (why neither
    the code nor the texts carry it) where they do.
    """

    id: str
    title: str
    confidence: Confidence
    confidence_note: str
    sources: tuple[Source, ...]
    left_out: str = ""


def fields(
    entry: Any, where: str, required: Mapping[str, type], optional: Mapping[str, type]
) -> dict[str, Any]:
    """The entry itself, if it is a mapping with all required keys, no unknown ones, right types."""
    if not isinstance(entry, dict):
        raise SourceError(f"{where}: expected a mapping")
    if missing := sorted(required.keys() - entry.keys()):
        raise SourceError(f"{where}: {', '.join(missing)} missing")
    allowed = {**required, **optional}
    if unknown := sorted(str(key) for key in entry.keys() - allowed.keys()):
        raise SourceError(f"{where}: unknown {', '.join(unknown)}")
    for key, value in entry.items():
        if not isinstance(value, allowed[key]) or value == "":
            raise SourceError(f"{where}: {key} must be {allowed[key].__name__} and not empty")
    return entry


def parse_texts(data: Mapping[str, Any]) -> Mapping[str, Text]:
    """The texts of `sources.yaml`, by key."""
    texts = {}
    required = {"name": str, "kind": str, "title": str, "url": str}
    for key, entry in data.items():
        found = fields(entry, key, required, {})
        if found["kind"] not in list(Kind):
            raise SourceError(f"{key}: unknown kind {found['kind']}")
        if not found["url"].startswith("https://"):
            raise SourceError(f"{key}: the url must start with https://")
        texts[key] = Text(key, found["name"], found["title"], Kind(found["kind"]), found["url"])
    return MappingProxyType(texts)


def cite(entry: Any, where: str, texts: Mapping[str, Text]) -> Source:
    """The source that `{law: KEY, ref: "§ …", silent: true}` names."""
    found = fields(entry, where, {"law": str}, {"ref": str, "silent": bool})
    text = texts.get(found["law"])
    if text is None:
        raise SourceError(f"{where}: unknown source {found['law']}")
    return Source(
        key=text.key,
        law=text.name,
        ref=found.get("ref", ""),
        url=text.url,
        kind=text.kind,
        silent=found.get("silent", False),
    )


def parse_registry(data: Mapping[str, Any], texts: Mapping[str, Text]) -> Mapping[str, Rule]:
    """The rules of `registry.yaml`, by id, in the order of the file."""
    rules = {}
    required = {"title": str, "confidence": str, "sources": list}
    for rule_id, entry in data.items():
        found = fields(entry, rule_id, required, {"confidence_note": str, "left_out": str})
        if found["confidence"] not in list(Confidence):
            raise SourceError(f"{rule_id}: unknown confidence {found['confidence']}")
        if not found["sources"]:
            raise SourceError(f"{rule_id}: at least one source is needed")
        rules[rule_id] = Rule(
            id=rule_id,
            title=found["title"],
            confidence=Confidence(found["confidence"]),
            confidence_note=found.get("confidence_note", ""),
            sources=tuple(cite(source, rule_id, texts) for source in found["sources"]),
            left_out=found.get("left_out", ""),
        )
    return MappingProxyType(rules)


@cache
def load_texts() -> Mapping[str, Text]:
    """The texts of the law, by key. Read once."""
    return parse_texts(read_mapping(_HERE / "sources.yaml"))


@cache
def load_registry() -> Mapping[str, Rule]:
    """All rules of the law, by id. Read once."""
    return parse_registry(read_mapping(_HERE / "registry.yaml"), load_texts())
