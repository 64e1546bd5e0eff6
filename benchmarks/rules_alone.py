"""The rules without the web: households assessed in one process, on one core."""

import time
from collections.abc import Iterable, Iterator
from itertools import islice
from random import Random

from benchmarks.stock import households
from rules.assess import assess
from rules.facts import Facts
from rules.memo import Memo
from tests.rules.households import ON, household

#: a housing organisation's whole stock
STOCK = 100_000
_BY_CHANCE = 5_000
_AT_ONCE = 1_000


def stock_per_second(count: int = STOCK) -> float:
    """Households of a stock a second, starting with nothing kept of any before."""
    return _per_second(households(count))


def by_chance_per_second() -> float:
    """The same of households with every fact drawn by itself, of which hardly two are alike."""
    random = Random(1)  # noqa: S311
    return _per_second(household(random) for _ in range(_BY_CHANCE))


def _per_second(of: Iterable[Facts]) -> float:
    """Each with its verdicts, reasons, missing facts, values, dates; processor time only.

    They are made a thousand at a time, and that time is not counted.
    """
    Memo.forget()
    waiting: Iterator[Facts] = iter(of)
    done, taken = 0, 0.0
    while some := list(islice(waiting, _AT_ONCE)):
        began = time.process_time()
        for facts in some:
            assess(facts, ON)
        taken += time.process_time() - began
        done += len(some)
    return done / taken
