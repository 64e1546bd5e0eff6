"""Whatever an office tells of a case: its lists are whole and in order, and what it marks in the
plan stands there."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.cases.lists import (
    CASE_FACTS,
    MEETING,
    NEEDS,
    OFFICE_ITEMS,
    TALK,
    dues_of,
    facts_of,
    put_in,
)
from portal.cases.own import Added, OwnItems
from portal.cases.plan import Origin, Plan, State
from portal.cases.plan_tasks import Key, tasks
from portal.cases.tables import Case, Household, Kind, TaskDone
from rules.checklist import ITEM_IDS, Doer, Due, Phase
from rules.course.model import Moment
from rules.facts import Landlord, Reason
from tests.portal.cases.factory import CASE

ON = date(2026, 11, 21)
DAYS = st.dates(ON - timedelta(400), ON + timedelta(900))
MAYBE = st.none() | st.booleans()
TEXTS = {"da": {"title": "Hent flyttekasser", "why": ""}}

CASES = st.builds(
    lambda columns: Case(**{**CASE, "id": 1, "organisation_id": 1, **columns}),
    st.fixed_dictionaries(
        {
            "reason": st.sampled_from(Reason),
            "landlord": st.none() | st.sampled_from(Landlord),
            "kind": st.sampled_from(Kind),
            "renewal_decision": MAYBE,
            "months_away": st.none() | st.integers(0, 24),
            "facts": st.dictionaries(st.sampled_from(CASE_FACTS), st.booleans()),
            **dict.fromkeys(Key, st.none() | DAYS),
        }
    ),
)
HOUSEHOLDS = st.builds(
    lambda columns: Household(**columns),
    st.fixed_dictionaries(
        {
            "kind": st.none() | st.sampled_from(Kind),
            "sublet": st.booleans(),
            "fixed_term": MAYBE,
            "agrees_to_longer": MAYBE,
            "lease_start": st.none() | st.dates(date(2000, 1, 1), ON),
            "persons": st.none() | st.integers(1, 8),
            "talk": st.none() | DAYS,
            **dict.fromkeys(NEEDS, MAYBE),
        }
    ),
)
ADDED = st.builds(Added, st.just(""), st.sampled_from(Phase), st.none() | DAYS, st.just(TEXTS))
OWN = st.builds(
    lambda removed, added: OwnItems(
        frozenset(removed),
        {},
        tuple(Added(f"own-{n}", a.phase, a.day, a.texts) for n, a in enumerate(added)),
    ),
    st.sets(st.sampled_from([*ITEM_IDS, *OFFICE_ITEMS]), max_size=20),
    st.lists(ADDED, max_size=4),
)


@settings(max_examples=150)
@given(case=CASES, household=HOUSEHOLDS, own=OWN)
def test_a_list_is_what_the_rules_say_less_what_was_removed_and_what_was_added(
    case: Case, household: Household, own: OwnItems
) -> None:
    facts = facts_of(case, household)
    found = dues_of(facts, own, ON)
    ids = [due.id for due in found]
    assert len(ids) == len(set(ids))
    assert own.removed.isdisjoint(ids)
    assert {each.id for each in own.added} <= set(ids)
    days = {due.id: due.moment.day for due in found}
    assert all(days[each.id] == each.day for each in own.added)
    # without what is the case's own, all else stands in the same order
    plain = [due for due in dues_of(facts, OwnItems(), ON) if due.id not in own.removed]
    theirs = {each.id for each in own.added}
    assert [due for due in found if due.id not in theirs] == plain
    told = {MEETING: facts.meeting, TALK: facts.talk}
    for name in OFFICE_ITEMS:
        over = name == MEETING and facts.meeting is not None and facts.meeting < ON
        wanted = told[name] is not None and not over and name not in own.removed
        assert (name in ids) == wanted
        assert not wanted or days[name] == told[name]


@settings(max_examples=150)
@given(case=CASES, one=HOUSEHOLDS, other=HOUSEHOLDS)
def test_only_households_of_equal_facts_share_a_list(
    case: Case, one: Household, other: Household
) -> None:
    facts, others = facts_of(case, one), facts_of(case, other)
    assert (facts.key == others.key) == (facts == others)
    assert hash(facts.key) == hash(facts_of(case, one).key)


@settings(max_examples=200)
@given(case=CASES, household=HOUSEHOLDS, own=OWN)
def test_what_has_a_day_is_in_order_of_days(
    case: Case, household: Household, own: OwnItems
) -> None:
    days = [due.moment.marked for due in dues_of(facts_of(case, household), own, ON)]
    dated = [day for day in days if day]
    assert dated == sorted(dated)


def _due(item: str, phase: Phase, moment: Moment) -> Due:
    return Due(item, (), phase, Doer.YOU, moment, None, must_act=False, approximate=False)


MOMENTS = (
    st.builds(lambda day: Moment(day=day), DAYS)
    | st.builds(lambda day: Moment(latest=day), DAYS)
    | st.sampled_from([Moment(), Moment(after="talk"), Moment(before="leave")])
)


@settings(max_examples=300)
@given(added=st.lists(st.tuples(st.sampled_from(Phase), MOMENTS), max_size=8))
def test_what_is_put_in_keeps_the_days_in_order(added: list[tuple[Phase, Moment]]) -> None:
    dues: list[Due] = []
    for number, (phase, moment) in enumerate(added):
        before = list(dues)
        put_in(dues, _due(str(number), phase, moment))
        assert [due for due in dues if due.id != str(number)] == before
        place = [due.id for due in dues].index(str(number))
        same = [due for due in before if due.phase is phase]
        if not moment.is_dated and same:
            assert dues[place - 1] == same[-1]
        elif not moment.is_dated:
            assert place == len(before)
    days = [due.moment.marked for due in dues if due.moment.marked]
    assert days == sorted(days)


def test_a_talk_after_the_home_is_empty_stands_by_its_day() -> None:
    days = {"empty_by": date(2027, 1, 1), "talks": date(2027, 1, 10)}
    case = Case(**{**CASE, "id": 1, "organisation_id": 1, **days})
    ids = [due.id for due in dues_of(facts_of(case), OwnItems(), ON)]
    assert ids.index("empty") < ids.index(TALK) < ids.index("not_ready")
    usual = Case(**{**CASE, "id": 1, "organisation_id": 1, "talks": date(2027, 1, 10)})
    ids = [due.id for due in dues_of(facts_of(usual), OwnItems(), ON)]
    assert ids.index("wishes") < ids.index(TALK) < ids.index("agreement") < ids.index("empty")


MARKS = st.dictionaries(
    st.sampled_from(sorted(tasks())), st.tuples(st.none() | DAYS, st.none() | DAYS), max_size=8
)


@settings(max_examples=150)
@given(case=CASES, marks=MARKS, today=st.dates(ON, ON + timedelta(400)))
def test_what_an_office_marks_in_the_plan_stands_there(
    case: Case, marks: dict[str, tuple[date | None, date | None]], today: date
) -> None:
    plan = Plan(case, _rows(marks), today)
    plain = Plan(case, (), today)
    # no mark brings a task in, or takes one out
    assert [each.id for each in plan.tasks] == [each.id for each in plain.tasks]
    for each in plan.tasks:
        day, done = marks.get(each.id, (None, None))
        assert (each.origin is Origin.OWN) == (day is not None)
        assert day is None or each.day == day
        assert each.done == done
        assert (each.state is State.DONE) == (done is not None)
        assert each.limit is None or each.counted is not None
    coming = [each for each in plan.tasks if each.state in (State.NEXT, State.COMING)]
    following = [each.day for each in coming if each.in_time and each.day]
    chosen = [each.day for each in plan.tasks if each.state is State.NEXT]
    assert chosen == ([min(following)] if following else [])
    assert all(each.day is None or each.day >= today or not each.in_time for each in coming)


@settings(max_examples=100)
@given(case=CASES, marks=MARKS, today=st.dates(ON, ON + timedelta(400)))
def test_what_is_done_changes_no_day(
    case: Case, marks: dict[str, tuple[date | None, date | None]], today: date
) -> None:
    undone = {task: (day, None) for task, (day, _) in marks.items()}
    days = [
        [(each.id, each.day, each.counted, each.clash) for each in Plan(case, rows, today).tasks]
        for rows in (_rows(marks), _rows(undone))
    ]
    assert days[0] == days[1]


def _rows(marks: dict[str, tuple[date | None, date | None]]) -> list[TaskDone]:
    columns: list[dict[str, Any]] = [
        {"task": task, "day": day, "done": done} for task, (day, done) in marks.items()
    ]
    return [TaskDone(organisation_id=1, case_id=1, **each) for each in columns]
