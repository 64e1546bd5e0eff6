"""The worked cases of the law as data: facts in, and what must come out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from rules.facts import Facts
from rules.validation import read

DATA = Path(__file__).parent / "data" / "worked_cases.json"


@dataclass(frozen=True)
class WorkedCase:
    """One case. `expect` is as in the file; what it leaves out is not asserted."""

    id: str
    why: str
    on: date
    raw: Mapping[str, Any]
    expect: Mapping[str, Any]

    @property
    def facts(self) -> Facts:
        """The facts of the case, validated."""
        return read(self.raw, self.on)


def load() -> list[WorkedCase]:
    """Every worked case, in the order of the file."""
    entries = json.loads(DATA.read_text(encoding="utf-8"), parse_float=Decimal)
    return [
        WorkedCase(
            entry["id"],
            entry["why"],
            date.fromisoformat(entry["on"]),
            entry["facts"],
            entry["expect"],
        )
        for entry in entries
    ]


ALL = load()
BY_ID = {case.id: case for case in ALL}
