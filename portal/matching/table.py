"""Names and rows of numbered values, packed: as mappings they would take ten times as much."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from hashlib import blake2b


class Names:
    """Names, numbered from 0. Of each is kept a hash of eight bytes, not the name itself."""

    def __init__(self, names: Iterable[str]) -> None:
        self._hashes = array("Q", sorted({_hash(name) for name in names}))

    def __len__(self) -> int:
        return len(self._hashes)

    def number(self, name: str) -> int | None:
        """The number of a name, or None where it is not among them."""
        wanted = _hash(name)
        place = bisect_left(self._hashes, wanted)
        found = place < len(self._hashes) and self._hashes[place] == wanted
        return place if found else None


def _hash(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(errors="surrogatepass"), digest_size=8).digest())


class Table:
    """Row -> pairs of a number (0 to 2**32 - 1) and a value."""

    def __init__(self, rows: Iterable[Iterable[tuple[int, float]]]) -> None:
        self._numbers, self._values, self._ends = array("I"), array("f"), array("I", [0])
        for row in rows:
            for number, value in row:
                self._numbers.append(number)
                self._values.append(value)
            self._ends.append(len(self._numbers))

    def row(self, place: int) -> Iterator[tuple[int, float]]:
        """The pairs of a row, in the order in which they were given."""
        start, end = self._ends[place], self._ends[place + 1]
        return zip(self._numbers[start:end], self._values[start:end], strict=True)
