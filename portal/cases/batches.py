"""Many numbers, a statement at a time: SQLite takes 32,766 values in one."""

from collections.abc import Iterable, Iterator

SIZE = 500


def batches(numbers: Iterable[int]) -> Iterator[list[int]]:
    """The numbers in order, so many at once that a statement can name them."""
    every = sorted(numbers)
    return (every[start : start + SIZE] for start in range(0, len(every), SIZE))
