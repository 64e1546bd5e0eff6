"""The rules without the web: households assessed in one process, on one core."""

import time
from random import Random

from rules.assess import assess
from tests.rules.households import ON, household

_HOUSEHOLDS = 500


def assessments_per_second(seconds: float = 2.0) -> float:
    """Random households a second: every finding, reason, deadline and missing fact."""
    random = Random(1)  # noqa: S311
    households = [household(random) for _ in range(_HOUSEHOLDS)]
    done, began = 0, time.perf_counter()
    while (taken := time.perf_counter() - began) < seconds:
        for facts in households:
            assess(facts, ON)
        done += len(households)
    return done / taken
