"""The course of a case: its stages, their days and their order."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import dates
from rules.approximate import Month, assess_answers
from rules.assess import assess
from rules.course import STAGE_IDS, Course, State, course
from rules.course.build import PLANS
from rules.course.notice import last_day_for
from rules.facts import Facts, HomeKind, Landlord, Reason, Tenure
from rules.findings import Certainty
from rules.laws import ACTS
from rules.outcomes import Law
from rules.parameters import load
from rules.sources import load_registry
from tests.rules import cases
from tests.rules.households import NOT_SHRINKING, ON, households

BYFORNYELSE = Facts(
    reason=Reason.DEMOLITION,
    tenure=Tenure.TENANT,
    renewal_decision=True,
    lease_start=date(2010, 5, 1),
    landlord_informed=date(2026, 1, 1),
    vacating_demanded=date(2026, 6, 1),
    vacating_date=date(2027, 6, 1),
    decision_date=date(2026, 9, 1),
)
ALMEN = Facts(
    reason=Reason.RENOVATION,
    tenure=Tenure.TENANT,
    renewal_decision=False,
    landlord=Landlord.ALMEN,
    fixed_term=False,
    months_away=8,
    agreed_kind=HomeKind.TEMPORARY,
    vacating_date=date(2027, 6, 1),
)
PRIVATE = Facts(
    reason=Reason.DEMOLITION,
    tenure=Tenure.TENANT,
    renewal_decision=False,
    landlord=Landlord.PRIVATE,
    vacating_date=date(2027, 6, 1),
)
EXPROPRIATION = Facts(
    reason=Reason.EXPROPRIATION,
    tenure=Tenure.TENANT,
    told_of_expropriation_before_lease=False,
    vacating_date=date(2027, 6, 1),
)


def of(facts: Facts, on: date = ON, months: frozenset[str] = frozenset()) -> Course:
    return course(assess(facts, on), months)


def moment(facts: Facts, stage: str) -> Any:
    found = of(facts).stage(stage)
    assert found, stage
    return found.moment


def ids(facts: Facts) -> list[str]:
    return [stage.id for stage in of(facts).stages]


def test_a_notice_under_byfornyelsesloven_comes_between_two_days() -> None:
    window = moment(BYFORNYELSE, "notice")
    assert (window.earliest, window.latest) == (date(2026, 12, 1), date(2027, 3, 1))
    received = moment(BYFORNYELSE.but(notice_received=date(2026, 11, 2)), "notice")
    assert (received.day, received.earliest, received.latest) == (date(2026, 11, 2), None, None)


def test_law_and_guidance_on_the_notice_of_an_almen_home_stand_apart() -> None:
    long = ALMEN.but(reason=Reason.DEMOLITION)
    # 1 June 2027 is a Tuesday, not before a holiday: three months before it is 1 March.
    assert moment(long, "notice").latest == date(2027, 3, 1)
    assert moment(long, "notice_early").latest == date(2027, 2, 1)
    stages = {stage.id: stage for stage in of(long).stages}
    assert stages["notice"].certainty is Certainty.LAW
    assert stages["notice_early"].certainty is Certainty.GUIDANCE
    assert "notice_early" not in ids(long.but(notice_received=date(2026, 11, 1)))


@pytest.mark.parametrize("to_first_weekday", [True, False])
@given(leave=st.dates(date(2020, 1, 1), date(2035, 1, 1)), months=st.integers(1, 12))
def test_the_last_day_for_a_notice_is_the_last(
    to_first_weekday: bool, leave: date, months: int
) -> None:
    ends = dates.end_of_notice if to_first_weekday else dates.plus_months
    last = last_day_for(leave, months, to_first_weekday=to_first_weekday)
    assert ends(last, months) <= leave < ends(last + timedelta(days=1), months)


def test_an_almen_case_from_the_first_meeting_to_the_keys() -> None:
    order = ids(ALMEN)
    wanted = ["information_meeting", "talk", "notice", "notice_objection", "offer", "leave"]
    wanted += ["return_letter", "return_home", "keys"]
    assert sorted(wanted, key=order.index) == wanted
    assert moment(ALMEN, "talk").latest == date(2026, 6, 1)
    assert moment(ALMEN, "twelve_months").earliest == date(2028, 6, 1)
    assert moment(ALMEN, "return_letter").before == "return_home"
    talk = of(ALMEN).stage("talk")
    assert talk
    assert (talk.certainty, talk.state) == (Certainty.GUIDANCE, State.OVER)


def test_an_almen_case_knows_no_refusal_and_no_objection_to_a_home() -> None:
    for facts in (ALMEN, ALMEN.but(reason=Reason.DEMOLITION)):
        assert {"refusal", "offer_objection", "regret", "support"}.isdisjoint(ids(facts))


def test_a_private_case() -> None:
    assert moment(PRIVATE, "notice").latest == date(2027, 3, 1)
    assert moment(PRIVATE, "vacant_home").latest == date(2027, 9, 1)
    objected = PRIVATE.but(notice_received=date(2026, 11, 2), notice_objected=date(2026, 11, 9))
    # Six weeks from 2 November, and six more.
    assert moment(objected, "notice_objection").latest == date(2026, 12, 14)
    assert moment(objected, "landlord_answer").latest == date(2027, 1, 25)
    assert "landlord_answer" not in ids(PRIVATE.but(notice_received=date(2026, 11, 2)))


def test_the_time_to_demand_a_home_has_no_day() -> None:
    """It runs from a message that nobody told of; a day too late would be a trap."""
    facts = Facts(
        reason=Reason.RENT_INCREASE,
        tenure=Tenure.TENANT,
        landlord=Landlord.PRIVATE,
        renewal_decision=False,
        regulated_property=True,
        increase_per_m2=400,
        increase_announced=date(2023, 11, 1),
    )
    found = of(facts).stage("demand_home")
    assert found
    assert found.must_act
    assert not found.moment.is_dated


def test_the_support_falls_in_ten_yearly_steps_from_moving_in() -> None:
    facts = BYFORNYELSE.but(
        assigned=date(2024, 1, 8),
        moved_in=date(2024, 2, 29),
        self_found="no",
        old_rent=4000,
        new_rent=7000,
    )
    steps = [stage for stage in of(facts).stages if stage.step]
    assert [stage.step for stage in steps] == list(range(1, 11))
    assert steps[0].moment.day == date(2025, 2, 28)
    assert steps[3].moment.day == date(2028, 2, 29)
    assert steps[9].moment.day == date(2034, 2, 28)
    assert not any(stage.must_act for stage in steps)
    assert of(facts.but(new_rent=3000)).stage("support") is None


def test_an_objection_made_keeps_its_last_day_and_asks_for_nothing_more() -> None:
    facts = BYFORNYELSE.but(notice_received=date(2026, 11, 2), notice_objected=date(2026, 11, 9))
    stage = of(facts).stage("notice_objection")
    assert stage
    assert (stage.moment.day, stage.moment.latest) == (date(2026, 11, 9), date(2026, 12, 14))
    assert (stage.state, stage.must_act) == (State.DONE, False)


def test_the_last_day_itself_is_not_over() -> None:
    facts = BYFORNYELSE.but(notice_received=ON - timedelta(weeks=6))
    states = [of(facts, ON + timedelta(days=n)).stage("notice_objection") for n in (0, 1)]
    assert [stage and stage.state for stage in states] == [State.NEXT, State.OVER]


def test_a_right_that_is_over_is_told_and_one_that_never_was_is_not() -> None:
    facts = BYFORNYELSE.but(assigned=date(2023, 3, 1), moved_in=date(2023, 4, 1), self_found="no")
    over = of(facts).stage("regret")
    assert over
    assert (over.moment.latest, over.state) == (date(2025, 3, 1), State.OVER)
    own = facts.but(assigned=date(2026, 3, 1), moved_in=date(2026, 4, 1), self_found="rental")
    assert of(own).stage("regret") is None


def test_one_stage_is_next() -> None:
    facts = BYFORNYELSE.but(notice_received=date(2026, 11, 2))
    following = [stage.id for stage in of(facts).stages if stage.state is State.NEXT]
    assert following == ["notice_objection"]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"notice_leave_by": date(2026, 10, 1)}, ["leave_before_notice", "two_days_to_leave"]),
        ({"vacating_date": date(2026, 10, 31)}, ["empty_before_notice"]),
        ({"vacating_date": date(2026, 8, 31)}, ["empty_before_notice", "empty_before_decision"]),
        ({"decision_date": date(2026, 11, 2)}, ["notice_before_decision"]),
        ({"lease_start": date(2026, 11, 2)}, ["notice_before_lease"]),
        (
            {"assigned": date(2026, 11, 2), "moved_in": date(2026, 11, 1)},
            ["moved_before_assigned"],
        ),
        ({"moved_in": date(2010, 4, 30)}, ["moved_before_lease"]),
        ({"vacating_demanded": date(2027, 6, 2)}, ["empty_before_demand"]),
        ({"vacating_demanded": date(2027, 6, 1)}, []),
        (
            {
                "increase_announced": date(2026, 11, 2),
                "raised_rent_first_paid": date(2026, 11, 1),
            },
            ["paid_before_announced"],
        ),
        ({"notice_leave_by": date(2027, 6, 1)}, []),
        ({"assigned": date(2026, 11, 2), "moved_in": date(2026, 11, 2)}, []),
    ],
)
def test_dates_that_contradict_each_other_are_named(
    changes: Mapping[str, date], named: list[str]
) -> None:
    facts = BYFORNYELSE.but(notice_received=date(2026, 11, 1)).but(**changes)
    assert [each.id for each in of(facts).contradictions] == named


def test_a_decision_contradicts_nothing_where_another_act_applies() -> None:
    decided = ALMEN.but(decision_date=date(2027, 7, 1), notice_received=date(2026, 11, 1))
    assert of(decided).contradictions == ()


def test_a_contradiction_names_the_facts_that_cannot_both_be_right() -> None:
    facts = BYFORNYELSE.but(notice_received=date(2026, 11, 1), notice_leave_by=date(2026, 10, 1))
    assert [each.facts for each in of(facts).contradictions] == [
        ("notice_received", "notice_leave_by"),
        ("notice_leave_by", "vacating_date"),
    ]


def test_a_month_contradicts_only_what_every_day_of_it_does() -> None:
    base = {
        "reason": Reason.DEMOLITION,
        "tenure": Tenure.TENANT,
        "renewal_decision": True,
        "notice_received": date(2026, 11, 10),
    }
    for month, named in ((11, []), (10, ["leave_before_notice"])):
        answers = {**base, "notice_leave_by": Month(2026, month)}
        found = course(assess_answers(answers, ON), frozenset({"notice_leave_by"}))
        assert [each.id for each in found.contradictions] == named
        leave = found.stage("leave")
        assert leave
        assert leave.approximate
        # Told to the day, though the day to leave is not.
        moved = course(
            assess_answers({**answers, "moved_in": date(2026, 11, 12)}, ON),
            frozenset({"notice_leave_by"}),
        ).stage("moving")
        assert moved
        assert (moved.moment.day, moved.approximate) == (date(2026, 11, 12), False)
        objection = found.stage("notice_objection")
        assert objection
        assert not objection.approximate


def test_without_any_answer_there_is_no_stage() -> None:
    assert of(Facts()).stages == ()


@pytest.mark.parametrize("case", cases.ALL, ids=lambda case: case.id)
def test_worked_cases(case: cases.WorkedCase) -> None:
    whole(case.facts, case.on)


@settings(max_examples=400, phases=NOT_SHRINKING)
@given(households())
def test_whatever_is_told(facts: Facts) -> None:
    whole(facts, ON)


def whole(facts: Facts, on: date) -> None:
    """What holds for every household."""
    assessment = assess(facts, on)
    found = course(assessment)
    stages = found.stages
    order = [stage.id for stage in stages]
    assert len(set(order)) == len(order), "no stage twice"
    assert course(assess(facts, on)) == found, "the same each time"
    told = {d for s in stages for m in [s.moment] for d in (m.day, m.earliest, m.latest) if d}
    assert {due.date for due in assessment.deadlines} <= told, "no date lost"
    days = [stage.moment.start for stage in stages if stage.moment.start]
    assert days == sorted(days)
    for place, stage in enumerate(stages):
        assert stage.id in STAGE_IDS
        assert stage.rules
        assert set(stage.rules) <= set(load_registry())
        assert stage.moment.before is None or stage.moment.before in order[place + 1 :]
        assert stage.moment.after is None or stage.moment.after in order[:place]
        assert not (stage.state is State.NEXT and stage.moment.end and stage.moment.end < on)
    assert sum(stage.state is State.NEXT for stage in stages) <= 1
    if (received := facts.notice_received) and assessment.law in (Law.ALMEN, Law.PRIVATE):
        assert received in told


@pytest.mark.parametrize("law", [*Law, None])
def test_every_act_has_its_stages(law: Law | None) -> None:
    assert law in PLANS
    if law in ACTS and law is not Law.NONE:
        assert PLANS[law]


def test_stages_rest_on_rules_and_parameters_that_exist() -> None:
    declared = {plan.id for plans in PLANS.values() for plan in plans}
    assert declared == set(STAGE_IDS), "every place in the usual order is somebody's"
    for plans in PLANS.values():
        assert len({plan.id for plan in plans}) == len(plans)
        for plan in plans:
            assert set(plan.rules) <= set(load_registry())
            assert set(plan.parameters) <= set(load().all)
            assert set(plan.facts) <= set(Facts.__slots__)
