"""From the first day on every rule finds its numbers; the day before it, some do not."""

from datetime import date, timedelta
from random import Random

import pytest

from rules.assess import assess
from rules.days import FIRST_DAY, last_day
from rules.parameters import NotInForceError, ParametersOn
from rules.parameters.model import Number
from tests.rules.households import ON, household

HOUSEHOLDS = [household(Random(number)) for number in range(300)]


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The numbers that were looked up while they were not in force."""
    found: set[str] = set()
    settled = ParametersOn._settled

    def noted(self: ParametersOn, key: str) -> Number:
        try:
            return settled(self, key)
        except NotInForceError:
            found.add(key)
            raise

    monkeypatch.setattr(ParametersOn, "_settled", noted)
    return found


@pytest.mark.parametrize("on", [FIRST_DAY, date(2023, 5, 1), last_day(ON)])
def test_no_rule_lacks_a_number(missing: set[str], on: date) -> None:
    for facts in HOUSEHOLDS:
        assess(facts, on)
    assert missing == set()


def test_no_earlier_day_would_do(missing: set[str]) -> None:
    for facts in HOUSEHOLDS:
        assess(facts, FIRST_DAY - timedelta(days=1))
    assert "prv.expropriation_years" in missing


def test_the_last_day_is_ten_years_ahead() -> None:
    assert last_day(date(2026, 11, 21)) == date(2036, 11, 21)
    assert last_day(date(2024, 2, 29)) == date(2034, 2, 28)
