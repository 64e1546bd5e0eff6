"""Almenlejeloven: the twelve months, who decides, the area, fire, the notice."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rules.assess import Assessment, advice, assess
from rules.facts import Facts, HomeKind, Landlord, Plan, Reason, Tenure
from rules.outcomes import Duty, Law, Rehousing
from rules.truth import Verdict

ON = date(2026, 11, 21)
TENANT = Facts(
    tenure=Tenure.TENANT, landlord=Landlord.ALMEN, renewal_decision=False, fixed_term=False
)


def told(reason: Reason, **facts: Any) -> Assessment:
    assessment = assess(TENANT.but(reason=reason, **facts), ON)
    assert assessment.law is Law.ALMEN
    return assessment


def away(months: str | int, **facts: Any) -> Assessment:
    return told(Reason.RENOVATION, months_away=Decimal(months), **facts)


# How long, and who decides


@pytest.mark.parametrize(
    ("months", "rehousing", "permanent"),
    [
        (0, Rehousing.NONE, Verdict.NO),
        (1, Rehousing.LANDLORD_DECIDES, Verdict.NO),
        (12, Rehousing.LANDLORD_DECIDES, Verdict.NO),
        ("12.5", Rehousing.PERMANENT, Verdict.YES),
        (13, Rehousing.PERMANENT, Verdict.YES),
    ],
)
def test_more_than_twelve_months(months: str, rehousing: Rehousing, permanent: Verdict) -> None:
    assert away(months).rehousing is rehousing
    assert away(months).verdict("permanent_right") is permanent


def test_where_nothing_is_agreed_a_temporary_home_is_open() -> None:
    short = away(5)
    assert short.verdict("temporary_right") is Verdict.UNKNOWN
    assert short.verdict("moving_costs") is Verdict.UNKNOWN
    assert short.verdict("notice_ground") is Verdict.UNKNOWN
    assert short.duty is Duty.HOUSING_ORGANISATION


def test_agreed_temporary() -> None:
    agreed = away(5, agreed_kind=HomeKind.TEMPORARY)
    assert agreed.rehousing is Rehousing.TEMPORARY
    assert agreed.verdict("temporary_right") is Verdict.YES
    assert agreed.verdict("moving_costs") is Verdict.YES
    assert agreed.verdict("return_offer") is Verdict.NO


def test_agreed_permanent_up_to_twelve_months() -> None:
    agreed = away(12, agreed_kind=HomeKind.PERMANENT)
    assert agreed.rehousing is Rehousing.PERMANENT
    assert agreed.verdict("permanent_right") is Verdict.NO  # agreed, not a right
    assert agreed.verdict("moving_costs") is Verdict.YES
    assert agreed.verdict("same_property_offer") is Verdict.YES
    assert "report_move" in [step.id for step in advice(agreed)[0]]


@pytest.mark.parametrize("months", [5, 14])
def test_the_difference_in_rent_is_owed_however_long_the_agreed_stay_is(months: int) -> None:
    rents = {"old_rent": Decimal(6500), "temporary_rent": Decimal(5000)}
    agreed = away(months, agreed_kind=HomeKind.TEMPORARY, **rents)
    assert agreed.verdict("rent_difference") is Verdict.YES
    found = agreed.finding("rent_difference")
    assert found is not None
    assert found.value == Decimal("1500.00")
    assert away(months, **rents).verdict("rent_difference") is Verdict.UNKNOWN
    permanent = away(months, agreed_kind=HomeKind.PERMANENT, **rents)
    assert permanent.verdict("rent_difference") is Verdict.NO


@pytest.mark.parametrize(
    ("already", "ready", "rehousing"),
    [
        (11, None, Rehousing.LANDLORD_DECIDES),
        (12, None, Rehousing.TENANT_CHOOSES),
        (12, False, Rehousing.TENANT_CHOOSES),
        (12, True, Rehousing.NONE),
        (13, False, Rehousing.TENANT_CHOOSES),
    ],
)
def test_the_choice_after_twelve_months(
    already: int, ready: bool | None, rehousing: Rehousing
) -> None:
    assessment = away(12, months_already_away=Decimal(already), home_ready=ready)
    assert assessment.rehousing is rehousing
    chooses = rehousing is Rehousing.TENANT_CHOOSES
    assert (assessment.verdict("choice_after_12_months") is Verdict.YES) is chooses
    assert (assessment.verdict("permanent_right") is Verdict.YES) is chooses
    assert (assessment.verdict("temporary_right") is Verdict.YES) is chooses


def test_the_choice_comes_before_the_right_by_duration() -> None:
    assert away(14, months_already_away=Decimal(12)).rehousing is Rehousing.TENANT_CHOOSES
    assert away(14, months_already_away=Decimal(11)).rehousing is Rehousing.PERMANENT


@pytest.mark.parametrize(
    ("reason", "rehousing"),
    [
        (Reason.DEMOLITION, Rehousing.PERMANENT),
        (Reason.MERGER, Rehousing.PERMANENT),
        (Reason.SALE, Rehousing.PERMANENT),
        (Reason.RENT_INCREASE, Rehousing.NONE),
        (Reason.LEASE_END, Rehousing.NONE),
    ],
)
def test_the_answer_by_reason(reason: Reason, rehousing: Rehousing) -> None:
    assert told(reason).rehousing is rehousing


@pytest.mark.parametrize("reason", [Reason.RENOVATION, Reason.DEMOLITION, Reason.SALE, Reason.FIRE])
def test_a_time_limited_lease_gives_no_rehousing_and_it_must_be_known(reason: Reason) -> None:
    facts = {"months_away": Decimal(14), "home_destroyed": True, "vulnerable_area": True}
    limited = told(reason, fixed_term=True, **facts)
    assert limited.rehousing is Rehousing.NONE
    assert limited.duty is None
    for finding in ("permanent_right", "temporary_right", "moving_costs", "same_property_offer"):
        assert limited.verdict(finding) is Verdict.NO, finding
    assert limited.verdict("notice_ground") in (Verdict.UNKNOWN, Verdict.NO)
    assert "alm_check_time_limit" in [step.id for step in advice(limited)[0]]
    untold = told(reason, fixed_term=None, **facts)
    assert untold.rehousing is Rehousing.UNKNOWN
    assert untold.needs == ("fixed_term",)


@pytest.mark.parametrize("tenure", [Tenure.SUBTENANT, Tenure.ROOM_IN_LANDLORDS_HOME])
@pytest.mark.parametrize("reason", [Reason.RENOVATION, Reason.DEMOLITION, Reason.SALE, Reason.FIRE])
def test_of_who_rents_from_a_tenant_the_rules_say_nothing(tenure: Tenure, reason: Reason) -> None:
    facts = {"months_away": Decimal(5), "home_destroyed": True, "tenure": tenure}
    silent = told(reason, agreed_kind=HomeKind.PERMANENT, **facts)
    assert silent.rehousing is Rehousing.UNKNOWN
    assert silent.verdict("permanent_right") is not Verdict.YES
    assert silent.verdict("moving_costs") is not Verdict.YES
    assert silent.needs == ()


# Whose duty


@pytest.mark.parametrize("reason", [Reason.SALE, Reason.DEMOLITION])
@pytest.mark.parametrize(
    ("plan", "duty"),
    [
        (Plan.MUNICIPAL, Duty.MUNICIPALITY),
        (Plan.COMMON, Duty.HOUSING_ORGANISATION),
        (Plan.NONE, Duty.HOUSING_ORGANISATION),
        (None, None),
    ],
)
def test_the_municipality_has_the_duty_where_its_plan_orders_it(
    reason: Reason, plan: Plan | None, duty: Duty | None
) -> None:
    assert told(reason, plan=plan).duty is duty


def test_a_plan_does_not_matter_to_works() -> None:
    assert told(Reason.MERGER, plan=Plan.MUNICIPAL).duty is Duty.HOUSING_ORGANISATION
    assert away(14, plan=Plan.MUNICIPAL).duty is Duty.HOUSING_ORGANISATION


# The area


@pytest.mark.parametrize(
    ("area", "plan", "verdict"),
    [
        (True, True, Verdict.YES),
        (True, False, Verdict.NO),
        (False, True, Verdict.NO),
        (True, None, Verdict.UNKNOWN),
        (None, True, Verdict.UNKNOWN),
    ],
)
def test_only_inside_the_area(area: bool | None, plan: bool | None, verdict: Verdict) -> None:
    facts = {"transformation_area": area, "sold_under_plan": plan}
    assert told(Reason.SALE, **facts).verdict("inside_area_only") is verdict
    assert told(Reason.DEMOLITION, **facts).finding("inside_area_only") is None


@pytest.mark.parametrize(
    ("under_plan", "inside", "in_municipality", "agreed", "verdict"),
    [
        (True, True, False, False, Verdict.YES),
        (True, False, True, True, Verdict.NO),
        (False, False, True, False, Verdict.YES),
        (False, False, False, True, Verdict.YES),
        (False, True, False, False, Verdict.NO),
        (None, True, True, False, Verdict.YES),
        (None, False, False, False, Verdict.NO),
        (None, False, True, False, Verdict.UNKNOWN),
    ],
)
def test_where_the_offered_home_must_be(
    under_plan: bool | None, inside: bool, in_municipality: bool, agreed: bool, verdict: Verdict
) -> None:
    sold = told(
        Reason.SALE,
        transformation_area=True,
        sold_under_plan=under_plan,
        offer_kind=HomeKind.PERMANENT,
        offer_inside_area=inside,
        offer_in_municipality=in_municipality,
        offer_agreed_outside=agreed,
    )
    assert sold.verdict("offer_location_ok") is verdict


@pytest.mark.parametrize("reason", [Reason.SALE, Reason.DEMOLITION])
def test_the_doubt_after_the_judgment(reason: Reason) -> None:
    for plan in (Plan.COMMON, Plan.MUNICIPAL):
        doubt = told(reason, transformation_area=True, plan=plan)
        assert doubt.verdict("legal_doubt") is Verdict.YES
        assert "alm_get_legal_help" in [step.id for step in advice(doubt)[0]]
        assert told(reason, transformation_area=False, plan=plan).verdict("legal_doubt") is (
            Verdict.NO
        )
    without = told(reason, transformation_area=True, plan=Plan.NONE, sold_under_plan=False)
    assert without.verdict("legal_doubt") is Verdict.NO


def test_no_doubt_is_told_of_where_it_is_about_works() -> None:
    assert away(14, transformation_area=True, plan=Plan.COMMON).finding("legal_doubt") is None


@pytest.mark.parametrize(
    ("vulnerable", "verdict"),
    [(True, Verdict.YES), (False, Verdict.NO), (None, Verdict.UNKNOWN)],
)
def test_a_sale_is_a_ground_only_in_a_vulnerable_area(
    vulnerable: bool | None, verdict: Verdict
) -> None:
    sold = told(Reason.SALE, vulnerable_area=vulnerable)
    assert sold.verdict("notice_ground") is verdict
    assert sold.rehousing is Rehousing.PERMANENT
    assert "ALM-01" in [note.id for note in advice(sold)[1]]


# The offered home


@pytest.mark.parametrize(
    ("persons", "rooms", "offered", "verdict", "needed"),
    [
        (2, 4, 3, Verdict.YES, 3),
        (2, 4, 2, Verdict.NO, 3),
        (5, 3, 3, Verdict.YES, 3),  # as many as before
        (7, 2, 2, Verdict.YES, 2),  # almenlejeloven makes no exception for crowded homes
        (5, 3, 2, Verdict.NO, 3),
        (None, 3, 3, Verdict.YES, None),
        (None, 3, 1, Verdict.NO, None),
        (None, 3, 2, Verdict.UNKNOWN, None),
        (4, None, 5, Verdict.YES, None),
        (4, 3, None, Verdict.UNKNOWN, 3),
    ],
)
def test_rooms_of_a_permanent_home(
    persons: int | None,
    rooms: int | None,
    offered: int | None,
    verdict: Verdict,
    needed: int | None,
) -> None:
    heads = {"persons": persons, "rooms": rooms, "offer_rooms": offered}
    offer = away(14, offer_kind=HomeKind.PERMANENT, **heads)
    found = offer.finding("offer_size_ok")
    assert found is not None
    assert (found.verdict, found.value) == (verdict, needed)
    assert away(5, offer_kind=HomeKind.TEMPORARY, **heads).finding("offer_size_ok") is None


def test_no_refusal_no_regret_no_support() -> None:
    for assessment in (away(14), told(Reason.DEMOLITION), told(Reason.SALE)):
        for finding in ("refuse_once", "regret", "phase_in_support", "objection_open", "storage"):
            assert assessment.finding(finding) is None, finding


# Fire


@pytest.mark.parametrize(
    ("destroyed", "rehousing", "duty"),
    [
        (True, Rehousing.PERMANENT, Duty.MUNICIPALITY),
        (False, Rehousing.NONE, None),
        (None, Rehousing.UNKNOWN, None),
    ],
)
def test_fire(destroyed: bool | None, rehousing: Rehousing, duty: Duty | None) -> None:
    burnt = told(Reason.FIRE, home_destroyed=destroyed)
    assert (burnt.rehousing, burnt.duty) == (rehousing, duty)
    for finding in ("notice_ground", "notice_valid", "notice_period_ok", "same_property_offer"):
        assert burnt.finding(finding) is None, finding
    assert (burnt.verdict("return_offer") is Verdict.YES) is bool(destroyed)


# The notice


@pytest.mark.parametrize(
    ("received", "leave_by", "verdict"),
    [
        # Three months end on 10 February 2027; the first weekday after is 1 March.
        (date(2026, 11, 10), date(2027, 3, 1), Verdict.YES),
        (date(2026, 11, 10), date(2027, 2, 28), Verdict.NO),
        # 1 October 2026: 1 January 2027 and the Saturday and Sunday after it are out.
        (date(2026, 10, 1), date(2027, 1, 4), Verdict.YES),
        (date(2026, 10, 1), date(2027, 1, 3), Verdict.NO),
        (date(2026, 10, 1), None, Verdict.UNKNOWN),
    ],
)
def test_the_length_of_the_notice(received: date, leave_by: date | None, verdict: Verdict) -> None:
    notice = away(14, notice_received=received, notice_leave_by=leave_by)
    assert notice.verdict("notice_period_ok") is verdict


@pytest.mark.parametrize(
    "missing", ["notice_written", "notice_states_reason", "notice_states_objection_right"]
)
def test_what_a_notice_must_have(missing: str) -> None:
    whole = {
        "notice_written": True,
        "notice_states_reason": True,
        "notice_states_objection_right": True,
    }
    assert away(14, **whole).verdict("notice_valid") is Verdict.YES
    assert away(14, **{**whole, missing: False}).verdict("notice_valid") is Verdict.NO
    assert away(14, **{**whole, missing: None}).verdict("notice_valid") is Verdict.UNKNOWN
    claims = away(14, **whole, notice_states_claims=False)
    assert claims.verdict("notice_valid") is Verdict.YES  # only byfornyelsesloven asks for it


@pytest.mark.parametrize(
    ("received", "objected", "verdict"),
    [
        (date(2026, 10, 10), None, Verdict.YES),  # day 42 is today
        (date(2026, 10, 9), None, Verdict.NO),
        (date(2026, 10, 9), date(2026, 11, 20), Verdict.YES),
        (date(2026, 10, 9), date(2026, 11, 21), Verdict.NO),
        (None, None, Verdict.UNKNOWN),
    ],
)
def test_objecting_within_six_weeks(
    received: date | None, objected: date | None, verdict: Verdict
) -> None:
    notice = away(14, notice_received=received, notice_objected=objected)
    assert notice.verdict("notice_objection_open") is verdict


def test_money_from_the_municipality_is_never_promised() -> None:
    for vulnerable in (True, False, None):
        grant = away(14, vulnerable_area=vulnerable).finding("municipal_grant")
        assert grant is not None
        assert grant.verdict is Verdict.UNKNOWN
        assert grant.needs == ()
