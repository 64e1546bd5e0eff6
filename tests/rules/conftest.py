"""Mutants of rules that are put together as modules are imported are seen as well."""

import os
import sys


def pytest_configure() -> None:
    """In a run of one mutant, forget the rules that the process imported without it."""
    if os.environ.get("MUTANT_UNDER_TEST"):
        for name in [name for name in sys.modules if name.startswith(("rules", "tests.rules"))]:
            if name != __name__:
                del sys.modules[name]
