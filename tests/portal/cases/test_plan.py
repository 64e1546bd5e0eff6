"""The plan of a case: days counted from its key dates, under each act; what goes before them."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cases.need import Need, homes, reserve_range
from portal.cases.plan import Clash, Origin, Plan, Planned, State
from portal.cases.plan_tasks import Key, Phase, Side, numbers, tasks
from portal.cases.tables import Case, Kind, TaskDone
from portal.cases.timeline import line_of
from portal.words import words
from rules import dates, parameters
from rules.course.notice import last_day_for
from rules.facts import Landlord, Reason
from rules.findings import Finding
from rules.laws import ACTS
from rules.outcomes import Law
from rules.sources import Kind as Weight
from rules.sources import load_registry
from tests.portal.cases.factory import CASE

TODAY = date(2026, 11, 21)
NO_DATES: dict[str, Any] = dict.fromkeys(Key)
DAYS = st.dates(date(2020, 1, 1), date(2036, 12, 31))


def case_of(**columns: Any) -> Case:
    return Case(**{**CASE, "id": 1, "organisation_id": 1, "facts": {}, **columns})


def plan_of(marks: tuple[TaskDone, ...] = (), today: date = TODAY, **columns: Any) -> Plan:
    return Plan(case_of(**columns), marks, today)


def mark(task: str, **columns: Any) -> TaskDone:
    return TaskDone(organisation_id=1, case_id=1, task=task, **columns)


def find(plan: Plan, task: str) -> Planned:
    found = plan.find(task)
    assert found is not None, task
    return found


def test_days_are_counted_back_from_the_start_of_works() -> None:
    plan = plan_of(**{**NO_DATES, "works_start": date(2028, 3, 31)})
    days = {each.id: each.counted for each in plan.tasks}
    assert days["talks"] == date(2027, 3, 31)
    assert days["cleared"] == date(2028, 2, 29)
    assert days["open_case"] == date(2026, 3, 31)
    # four months before is 30 November; the law's three months to 1 February end a month earlier
    assert dates.minus_months(date(2028, 3, 31), 4) == date(2027, 11, 30)
    assert find(plan, "notice").limit == date(2027, 11, 1)
    assert days["notice"] == date(2027, 11, 1)


def test_the_day_of_the_booklet_is_told_where_it_is_the_earlier() -> None:
    plan = plan_of(**{**NO_DATES, "empty_by": date(2027, 4, 1), "works_start": date(2027, 4, 1)})
    notice = find(plan, "notice")
    assert (notice.counted, notice.limit) == (date(2026, 12, 1), date(2027, 1, 1))
    assert notice.weight is Weight.GUIDANCE
    later = find(plan_of(empty_by=date(2027, 3, 31), works_start=date(2027, 5, 1)), "notice")
    assert later.counted == later.limit == date(2026, 12, 1)
    assert later.weight is Weight.GUIDANCE  # of the four months; the limit is told beside it
    assert {source.ref for source in later.task.sources} >= {"§ 88, stk. 1"}
    byf = find(plan_of(renewal_decision=True), "notice_byf")
    assert byf.weight is Weight.LAW


def test_across_the_end_of_a_year_and_of_a_month() -> None:
    plan = plan_of(
        **{**NO_DATES, "works_start": date(2028, 1, 31), "return_day": date(2029, 3, 31)}
    )
    assert find(plan, "cleared").day == date(2027, 12, 31)
    assert find(plan, "works_warning").day == date(2027, 10, 31)
    assert find(plan, "return_letter").day == date(2029, 2, 28)
    assert find(plan, "side_rooms").day == date(2027, 9, 30)
    assert find(plan, "twelve_months").day == date(2028, 12, 31)


@given(works_start=DAYS)
def test_what_is_counted_from_the_start_lies_before_it_in_its_order(works_start: date) -> None:
    plan = plan_of(**{**NO_DATES, "works_start": works_start})
    order = ("open_case", "talks", "notice", "cleared")
    days = [day for name in order if (day := find(plan, name).counted)]
    assert len(days) == len(order)
    assert days == sorted(days)
    assert days[-1] < works_start


@given(empty_by=DAYS, works_start=DAYS)
def test_a_notice_in_time_ends_the_lease_by_the_day_the_homes_must_be_empty(
    empty_by: date, works_start: date
) -> None:
    notice = find(plan_of(empty_by=empty_by, works_start=works_start), "notice")
    assert notice.counted is not None
    assert notice.limit is not None
    assert notice.counted <= notice.limit
    assert dates.end_of_notice(notice.limit, 3) <= empty_by
    assert dates.end_of_notice(notice.limit + timedelta(1), 3) > empty_by


@given(notice=DAYS)
def test_the_weeks_for_objecting_and_suing_are_added(notice: date) -> None:
    plan = plan_of(notice=notice, empty_by=None)
    assert find(plan, "objections").day == notice + timedelta(weeks=6)
    assert find(plan, "court").day == notice + timedelta(weeks=12)


@given(columns=st.fixed_dictionaries(dict.fromkeys(Key, st.none() | DAYS)), today=DAYS)
def test_any_dates_give_a_plan(columns: dict[str, date | None], today: date) -> None:
    plan = plan_of(today=today, **columns)
    for each in plan.tasks:
        late = each.day is not None and each.day < today
        assert (each.state is State.OVERDUE) <= late
        assert (each.day is None) == (each.state is State.UNDATED)
        missing = each.origin is Origin.MISSING
        assert not missing or plan.missing
    assert [each.state for each in plan.tasks].count(State.NEXT) <= 1
    line = line_of(plan)
    if line is not None:
        for lane in line.lanes:
            spots = [(m.x, m.row) for m in lane.marks]
            assert all(0 <= x <= 100 for x, _ in spots)
            assert len(set(spots)) == len(spots)
        assert [flag.day for flag in line.flags] == sorted(plan.told.values())
    in_phases = [each.id for phase in Phase for each in plan.of(phase)]
    assert sorted(in_phases) == sorted(each.id for each in plan.tasks)


def test_nothing_is_guessed_without_dates() -> None:
    plan = plan_of(**NO_DATES)
    assert all(each.day is None for each in plan.tasks)
    assert plan.missing[0] is Key.WORKS_START
    assert Key.RETURN_DAY in plan.missing
    assert line_of(plan) is None


def test_what_the_case_tells_goes_before_what_is_counted() -> None:
    plan = plan_of(talks=date(2026, 12, 1), notice=date(2026, 12, 24))
    talks, notice = find(plan, "talks"), find(plan, "notice")
    assert (talks.day, talks.origin, talks.clash) == (date(2026, 12, 1), Origin.TOLD, Clash.LATER)
    assert (notice.day, notice.clash) == (date(2026, 12, 24), Clash.TOO_LATE)
    assert find(plan_of(talks=talks.counted), "talks").clash is None


def test_a_day_of_its_own_goes_before_both_and_moves_what_follows() -> None:
    own = date(2026, 11, 2)
    plan = plan_of((mark("notice", day=own),), notice=date(2026, 12, 24))
    assert (find(plan, "notice").day, find(plan, "notice").origin) == (own, Origin.OWN)
    assert find(plan, "notice").clash is None
    assert find(plan, "objections").day == own + timedelta(weeks=6)


def test_states_follow_the_day() -> None:
    day = find(plan_of(), "notice").day
    assert day is not None
    assert find(plan_of(today=day), "notice").state is State.NEXT
    assert find(plan_of(today=day + timedelta(1)), "notice").state is State.OVERDUE
    done = plan_of((mark("notice", done=day),), today=day + timedelta(1))
    assert find(done, "notice").state is State.DONE
    # What comes some time after a day is not late when it has come.
    beside = find(plan_of(today=date(2030, 1, 1), works_end=date(2029, 1, 1)), "finish")
    assert (beside.origin, beside.state) == (Origin.BESIDE, State.COMING)
    assert find(plan_of(today=date(2030, 1, 1)), "mover").state is State.OVERDUE


def test_each_act_has_its_own_notice() -> None:
    def ids(**columns: Any) -> set[str]:
        return {each.id for each in plan_of(**columns).tasks}

    almen, byf = ids(), ids(renewal_decision=True)
    assert {"notice", "side_rooms", "boards"} <= almen
    assert {"notice_byf", "court_byf", "consent_byf"} <= byf
    assert not {"notice", "side_rooms", "boards", "twelve_months"} & byf
    both = plan_of(renewal_decision=None)
    assert both.laws == {Law.ALMEN, Law.BYFORNYELSE}
    assert {"notice", "notice_byf"} <= {each.id for each in both.tasks}
    private = ids(landlord=Landlord.PRIVATE)
    assert "big_increase" in private
    assert not any(name.startswith("notice") for name in private)  # no ground for one
    torn_down = ids(
        landlord=Landlord.PRIVATE, reason=Reason.DEMOLITION, kind=Kind.PERMANENT, months_away=None
    )
    assert "notice_private" in torn_down


def test_under_byfornyelse_a_notice_has_a_first_and_a_last_day() -> None:
    plan = plan_of(renewal_decision=True, empty_by=date(2027, 8, 31))
    notice = find(plan, "notice_byf")
    assert (notice.earliest, notice.limit) == (date(2027, 2, 28), date(2027, 5, 31))
    early = (mark("notice_byf", day=date(2027, 2, 27)),)
    marked = plan_of(early, renewal_decision=True, empty_by=date(2027, 8, 31))
    assert find(marked, "notice_byf").clash is Clash.TOO_EARLY


def test_a_fire_is_not_planned_for() -> None:
    plan = plan_of(reason=Reason.FIRE, facts={"home_destroyed": True})
    assert plan.of(Phase.PREPARATION) == []
    assert plan.find("talks") is None
    assert plan.find("after_fire") is not None
    # no notice was given: what almenlejeloven says of one is no duty here (ALM-30)
    assert not {"offer_homes", "moving_costs"} & {each.id for each in plan.tasks}
    assert plan_of().find("after_fire") is None


def test_a_municipality_pays_moves_after_an_expropriation() -> None:
    ids = {each.id for each in plan_of(reason=Reason.EXPROPRIATION).tasks}
    assert "moving_costs_byf" in ids
    assert "moving_costs" not in ids


@pytest.mark.parametrize("kind", Kind)
def test_only_who_comes_back_gets_a_letter_about_it(kind: Kind) -> None:
    ids = {each.id for each in plan_of(kind=kind).tasks}
    assert ("return_letter" in ids) == (kind is not Kind.PERMANENT)
    assert ("offer_homes" in ids) == (kind is not Kind.TEMPORARY)


def test_tasks_rest_on_rules_and_are_shown_to_somebody() -> None:
    findings = {finding.id for act in ACTS.values() for finding in _findings(act)}
    for task in tasks().values():
        assert set(task.rules) <= set(load_registry())
        assert task.sources
        assert task.laws
        assert task.kinds
        assert task.finding is None or task.finding in findings
        assert len(task.id) <= 40
        if task.limit:
            assert set(task.limit.rules) <= set(load_registry())
            assert parameters.load().all[task.limit.months].source.kind is Weight.LAW
        if task.when and task.when.side in (Side.AHEAD_OF, Side.FOLLOWING):
            assert not task.when.is_counted


def _findings(act: Any) -> tuple[Finding, ...]:
    found: tuple[Finding, ...] = act.findings
    return found


def test_every_task_has_its_words_and_no_word_is_left_over() -> None:
    for lang in ("da", "en"):
        assert list(words(lang).branch("plan", "tasks")) == sorted(
            words(lang).branch("plan", "tasks"), key=list(tasks()).index
        )
        assert set(words(lang).branch("plan", "tasks")) == set(tasks())
        assert set(words(lang).branch("plan", "keys")) == set(Key)
        assert set(words(lang).branch("plan", "phases")) == set(Phase)


@given(households=st.integers(0, 5000), reserve=st.integers(0, 100))
def test_homes_are_never_too_few(households: int, reserve: int) -> None:
    found = homes(households, reserve)
    assert 100 * found >= households * (100 + reserve)
    assert 100 * (found - 1) < households * (100 + reserve)


def test_the_reserve_of_the_booklet() -> None:
    assert reserve_range() == (20, 40)
    need = Need({Kind.TEMPORARY: 9, Kind.PERMANENT: 1, Kind.MIXED: 0}, 30)
    assert (need.households, need.low, need.homes, need.high) == (10, 12, 13, 14)
    assert need.is_usual
    assert not Need({}, 41).is_usual
    assert all(number.source.kind is Weight.GUIDANCE for number in numbers().values())


def test_the_last_day_is_counted_as_in_the_course_of_a_household() -> None:
    empty_by = date(2027, 6, 30)
    assert find(plan_of(empty_by=empty_by), "notice").limit == last_day_for(
        empty_by, 3, to_first_weekday=True
    )
