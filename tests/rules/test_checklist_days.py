"""The day of each item, and the order of those without one, beside the course of the case."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.approximate import Month, assess_answers
from rules.assess import assess
from rules.checklist import ITEM_IDS, Doer, Due, Household, Phase, items
from rules.checklist.build import arranged
from rules.course import course
from rules.course.model import Moment
from rules.facts import Facts
from tests.rules.households import ON
from tests.rules.test_checklist import AWAY, EXPROPRIATION, FOR_GOOD, RENT_RISES

DAY = date(2027, 3, 1)


def due(item: str, **moment: Any) -> Due:
    return Due(item, (), Phase.ANSWER, Doer.YOU, Moment(**moment), None, False, False)


def of(facts: Mapping[str, Any], on: date = ON) -> dict[str, Due]:
    return {each.id: each for each in items(assess(Facts(**facts), on))}


def ids(*dues: Due) -> list[str]:
    return [each.id for each in arranged(dues)]


def test_what_has_a_day_stands_by_its_day() -> None:
    """Of the same day by what usually comes first."""
    late, soon, same = due("papers", day=DAY), due("cpr", latest=ON), due("advice", day=DAY)
    assert ids(same, late, soon) == ["cpr", "papers", "advice"]


def test_what_must_be_done_by_a_day_counts_by_its_last_one() -> None:
    between = due("papers", earliest=ON, latest=DAY + timedelta(1))
    assert ids(between, due("advice", day=DAY)) == ["advice", "papers"]
    open_ended = due("papers", earliest=DAY + timedelta(1))
    assert ids(open_ended, due("advice", day=DAY)) == ["advice", "papers"]


def test_what_has_no_day_stands_before_the_first_that_usually_comes_later() -> None:
    # advice comes before meters and cpr, and after papers, whatever the days of these are
    line = (due("cpr", day=ON), due("papers", day=DAY), due("meters", day=DAY + timedelta(1)))
    assert ids(due("advice"), *line) == ["advice", "cpr", "papers", "meters"]
    assert ids(due("regret"), *line) == ["cpr", "papers", "meters", "regret"]
    assert ids(due("keys", after="leave"), *line[1:]) == ["papers", "meters", "keys"]


def test_without_any_day_all_stand_in_their_usual_order() -> None:
    assert ids(*(due(item) for item in reversed(ITEM_IDS))) == list(ITEM_IDS)


@given(
    days=st.lists(st.none() | st.dates(ON, DAY), min_size=1, max_size=12),
    names=st.permutations(ITEM_IDS),
)
def test_any_days_give_one_line(days: list[date | None], names: list[str]) -> None:
    dues = [due(name, day=day) for name, day in zip(names, days, strict=False)]
    found = arranged(dues)
    assert sorted(found, key=repr) == sorted(dues, key=repr)
    assert found == arranged(reversed(dues))
    dated = [(each.moment.day, ITEM_IDS.index(each.id)) for each in found if each.moment.day]
    assert dated == sorted(dated)
    undated = [ITEM_IDS.index(each.id) for each in found if not each.moment.day]
    assert undated == sorted(undated)
    # nothing without a day stands behind all that usually comes later
    for place, each in enumerate(found):
        if each.moment.day is None:
            later = [o for o in found[:place] if ITEM_IDS.index(o.id) > ITEM_IDS.index(each.id)]
            assert later == []


#: item, its day or the stage that it stands beside, the stage that it is, and whether it must
#: not be missed
MOMENTS: list[tuple[Mapping[str, Any], str, Moment, str | None, bool]] = [
    # by the day the home must be empty, else before that stage, else before the move
    (FOR_GOOD, "keys", Moment(latest=date(2027, 6, 1)), None, False),
    ({**FOR_GOOD, "vacating_date": None}, "keys", Moment(before="leave"), None, False),
    (RENT_RISES, "keys", Moment(before="moving"), None, False),
    # what comes after has no day, also where that of the stage is known
    (FOR_GOOD, "receipts", Moment(after="leave"), None, False),
    (RENT_RISES, "receipts", Moment(after="moving"), None, False),
    (AWAY, "keys_back", Moment(after="return_home"), None, False),
    # the last day to come home by (BYF-T-01) is not the day that one does
    (AWAY, "meters_home", Moment(before="return_home"), None, False),
    # an item that is a stage has its day, and is lost with it where that is
    (FOR_GOOD, "empty", Moment(day=date(2027, 6, 1)), "leave", False),
    ({**FOR_GOOD, "moved_in": ON}, "cpr", Moment(latest=date(2026, 11, 26)), "cpr", True),
    (FOR_GOOD, "cpr", Moment(after="moving"), "cpr", True),
    # where the act has no such stage, nothing is said of the day
    ({**EXPROPRIATION, "vacating_date": None}, "papers", Moment(), None, False),
    # only leaving falls back upon moving, not what comes after another stage
    (RENT_RISES, "support", Moment(after="moving"), None, False),
]


@pytest.mark.parametrize(("facts", "item", "moment", "stage", "must_act"), MOMENTS)
def test_beside_which_stage_and_by_when(
    facts: Mapping[str, Any], item: str, moment: Moment, stage: str | None, must_act: bool
) -> None:
    found = of(facts)[item]
    assert (found.moment, found.stage, found.must_act) == (moment, stage, must_act)


def test_what_hangs_on_a_stage_that_is_not_there_has_no_moment() -> None:
    subtenant = {**FOR_GOOD, "tenure": "subtenant"}
    assert course(assess(Facts(**subtenant), ON)).stage("cpr") is None
    found = of(subtenant)["cpr"]
    assert (found.moment, found.stage, found.must_act) == (Moment(), None, False)


def test_only_a_day_that_follows_from_a_month_is_approximate() -> None:
    months = frozenset({"vacating_date"})
    facts = {**AWAY, "vacating_date": Month(2027, 6)}
    listed = items(assess_answers(facts, ON), months)
    found = {each.id: each.approximate for each in listed}
    # the stage `leave` is; what comes some time after it has no day that could be
    assert found["meters"]
    assert found["empty"]
    assert not found["meters_home"]
    assert not found["rent"]
    assert not found["keys_back"]
    assert not found["papers"]
    assert not any(each.approximate for each in items(assess_answers(facts, ON)))


#: whether the household lives where it was to move to, and packs no more
THERE: list[tuple[Mapping[str, Any], date, bool]] = [
    ({**FOR_GOOD, "moved_in": ON}, ON, True),
    # told ahead: it has not moved yet
    ({**FOR_GOOD, "moved_in": ON}, ON - timedelta(1), False),
    (FOR_GOOD, ON, False),
    ({**AWAY, "months_already_away": Decimal(1)}, ON, True),
    ({**AWAY, "months_already_away": Decimal(0)}, ON, False),
    # away until now, and for good from now on: another move is to come
    ({**AWAY, "months_already_away": Decimal(7), "agrees_to_longer": False}, ON, False),
]


@pytest.mark.parametrize(("facts", "on", "there"), THERE)
def test_who_has_moved_packs_no_more(facts: Mapping[str, Any], on: date, there: bool) -> None:
    phases = {each.phase for each in of(facts, on).values()}
    behind = {Phase.TALK, Phase.BEFORE, Phase.LEAVING}
    assert phases & behind == (set() if there else behind)


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("children", "school"),
        ("needs_help", "extra_help"),
        ("too_much_to_fit", "storage"),
    ],
)
def test_what_is_left_out_is_that_item_alone(name: str, item: str) -> None:
    every = items(assess(Facts(**AWAY), ON))
    less = items(assess(Facts(**AWAY), ON), household=Household(**{name: False}))
    assert [each for each in every if each.id != item] == less
    assert every == items(assess(Facts(**AWAY), ON), household=Household(**{name: True}))
