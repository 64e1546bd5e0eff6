"""The fixed order of names in a code; `order.yaml` says why it only ever grows at its ends."""

from functools import cache
from pathlib import Path
from typing import Final

from rules.strict_yaml import read_mapping

_FILE = Path(__file__).parent / "order.yaml"


class Names:
    """Names that a number stands for. Numbers of names that are not here raise LookupError."""

    def __init__(self, names: list[str]) -> None:
        self.names: Final = tuple(names)
        self._numbers = {name: number for number, name in enumerate(names)}

    def number(self, name: str) -> int:
        """The number of a name. Raises LookupError."""
        return self._numbers[name]

    def name(self, number: int) -> str:
        """The name of a number. Raises LookupError."""
        return self.names[number]


class Order:
    """All lists of `order.yaml`."""

    def __init__(self) -> None:
        data = read_mapping(_FILE)
        self.facts = Names(data["facts"])
        self.findings = Names(data["findings"])
        self.laws = Names(data["laws"])
        self.rehousing = Names(data["rehousing"])
        self.choices = {fact: Names(names) for fact, names in data["choices"].items()}


@cache
def order() -> Order:
    """The order, read once."""
    return Order()
