"""Which drawing stands beside an outcome, a stage or an item, as `pictures.yaml` has it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rules.strict_yaml import read_mapping

_FILE = Path(__file__).with_name("pictures.yaml")


def of_outcome(outcome: str, cause: str = "") -> str:
    """The drawing of a short answer, in the variant that names its cause where there is one."""
    drawn = _drawn("outcomes")
    return drawn.get(f"{outcome}_{cause}") or drawn[outcome]


def of_stage(stage: str) -> str:
    """The drawing of a stage of the course."""
    return _drawn("stages")[stage]


def of_item(item: str) -> str:
    """The drawing of an item of a checklist; that of an office's own where it is none of ours."""
    return _drawn("items").get(item, _all()["own_item"])


def _drawn(kind: str) -> Mapping[str, str]:
    drawn: Mapping[str, str] = _all()[kind]
    return drawn


@cache
def _all() -> Mapping[str, Any]:
    return read_mapping(_FILE)
