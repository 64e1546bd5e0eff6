"""Reads `content/spoken/`, and says where the rules of a language are fetched."""

import hashlib
from pathlib import Path
from typing import Any

import orjson
from flask import Flask, current_app

from portal.i18n import DEFAULT_LANGUAGE, LANGUAGES, current_language
from rules.strict_yaml import YamlError, read_mapping

SPOKEN = Path(__file__).resolve().parents[2] / "content" / "spoken"
#: what each language must tell; `ordinals` only where a date has one
_NEEDED = frozenset({"abbreviations", "replace", "figures", "group", "decimal", "point", "numbers"})
_MAY = _NEEDED | {"ordinals"}


def load(lang: str, directory: Path = SPOKEN) -> dict[str, Any]:
    """The rules of a language. Raises YamlError where one is missing or unknown."""
    found = read_mapping(directory / f"{lang}.yaml")
    if not _NEEDED <= found.keys() <= _MAY or "main" not in found["numbers"]:
        raise YamlError(f"spoken/{lang}.yaml: needs {sorted(_NEEDED)} and nothing else")
    return found


def init_rules(app: Flask) -> None:
    """Read all once, and name each after its contents, so that a browser may keep it."""
    bodies = {lang: orjson.dumps(load(lang)) for lang in LANGUAGES}
    app.extensions["spoken"] = {
        f"{lang}.{hashlib.sha256(body).hexdigest()[:12]}": body for lang, body in bodies.items()
    }
    app.jinja_env.globals["spoken_rules"] = addresses


def addresses() -> dict[str, str]:
    """Where the rules are that a page may need: of its language, and of the Danish words in it."""
    wanted = {current_language().code, DEFAULT_LANGUAGE.code}
    names: dict[str, bytes] = current_app.extensions["spoken"]
    return {
        lang: f"/spoken/{name}.json" for name in names if (lang := name.partition(".")[0]) in wanted
    }
