"""Days of a case under byfornyelsesloven that hang on more than the date told."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rules.facts import Reason
from tests.rules.courses import AWAY, FOR_GOOD, following, line, stages

NEW_TENANT = {
    "lease_start": date(2026, 5, 1),
    "landlord_informed": date(2026, 4, 1),
    "decision_date": date(2026, 4, 1),
}
CONDEMNED = {"reason": Reason.CONDEMNATION, "months_away": Decimal(20)}


@pytest.mark.parametrize(
    ("changes", "latest"),
    [
        # Shorter where continued use is a danger (KON-04), or for newer tenants who were told of
        # it (BYF-N-05): no last day is told then, nor while it may be so.
        (CONDEMNED, None),
        ({**CONDEMNED, "imminent_danger": True}, None),
        ({**CONDEMNED, "imminent_danger": False}, date(2027, 3, 1)),
        ({"imminent_danger": True}, date(2027, 3, 1)),
        (NEW_TENANT, None),
        ({**NEW_TENANT, "told_in_writing": True}, None),
        ({**NEW_TENANT, "told_in_writing": False}, date(2027, 3, 1)),
        ({"told_in_writing": True}, date(2027, 3, 1)),
    ],
)
def test_the_last_day_for_a_notice_that_may_be_shorter(
    changes: dict[str, Any], latest: date | None
) -> None:
    moment = stages({**FOR_GOOD, **changes})["notice"].moment
    assert (moment.earliest, moment.latest) == (date(2026, 12, 1), latest)


@pytest.mark.parametrize(
    ("changes", "back"),
    [
        ({}, date(2027, 12, 1)),
        # Six to twelve months only with consent (T-02).
        ({"months_away": Decimal(9), "agrees_to_longer": True}, date(2028, 6, 1)),
        ({"agrees_to_longer": False}, date(2027, 12, 1)),
    ],
)
def test_home_again(changes: dict[str, Any], back: date) -> None:
    assert stages({**AWAY, **changes})["return_home"].moment.latest == back


def test_the_support_is_told_from_moving_in_and_its_steps_where_it_is_sure() -> None:
    moved = {**FOR_GOOD, "assigned": date(2026, 8, 1), "moved_in": date(2026, 9, 1)}
    assert line(stages(moved)["support"]) == "support >= 2026-09-01"
    assert "support_1" not in stages(moved)  # whether the rent rises is open
    sure = {**moved, "self_found": "no", "old_rent": Decimal(4000), "new_rent": Decimal(6000)}
    assert line(stages(sure)["support_1"]) == "support_1 = 2027-09-01"
    assert line(stages(sure)["support_10"]) == "support_10 = 2036-09-01"
    assert following(sure, "moved_in")[-10:] == [f"support_{number}" for number in range(1, 11)]
