"""Mutation tests (`make mutants`): what mutmut has to know. Other runs have no use for it."""

import importlib
import os

import pytest
from hypothesis import settings

MUTANTS = "MUTANT_UNDER_TEST" in os.environ
#: Run first, where all that an import calls is noted; mutmut takes it for the one test of that.
FIRST = "tests/rules/test_acts.py::test_every_act_is_there"
#: These find most of what is wrong with a rule, so they come before the rest.
TELLING = (
    "test_acts.py",
    "test_cases.py",
    "test_advice.py",
    "test_advice_almen.py",
    "test_advice_byfornyelse.py",
    "test_advice_others.py",
    "test_left_out.py",
    "test_interview.py",
    "test_course_almen.py",
    "test_course_byfornyelse.py",
    "test_course_others.py",
    "test_ways.py",
)

if MUTANTS:
    # The walk and the random households take seconds, for every mutant anew. The other two
    # are about documents, or ask git.
    collect_ignore = [
        "test_impact.py",
        "test_never_taken_back.py",
        "test_table.py",
        "test_walk.py",
    ]
    settings.register_profile(
        "mutants", deadline=None, derandomize=True, database=None, max_examples=10
    )
    settings.load_profile("mutants")
    # Asked at every call of a function of the rules, and the environment is slow to read.
    trampoline = importlib.import_module("mutmut.mutation.trampoline")
    trampoline.get_mutant_under_test = os.environ["MUTANT_UNDER_TEST"].__str__


@pytest.fixture(autouse=MUTANTS)
def nothing_kept() -> None:
    """What one test worked out another works out anew: else mutmut does not see that it does."""
    importlib.import_module("rules.memo").Memo.forget()


def pytest_configure(config: pytest.Config) -> None:
    """What an import calls concerns every test, so for a mutant of that every test is run."""
    if MUTANTS and FIRST in config.args:
        config.args[:] = ["tests/rules"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The telling tests first, then the quick ones."""
    if MUTANTS:
        took = importlib.import_module("mutmut.state").state().duration_by_test
        slow = ("random", "whatever_is_sent", "whatever_is_told")
        items[:] = [item for item in items if not any(word in item.name for word in slow)]
        items.sort(
            key=lambda item: (
                item.nodeid != FIRST,
                item.path.name not in TELLING,
                took.get(item.nodeid, 0.0),
            )
        )


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A module that cannot be imported any more is a mutant that was noticed."""
    broken = session.testscollected == 0 or session.exitstatus == pytest.ExitCode.INTERRUPTED
    if MUTANTS and broken:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
