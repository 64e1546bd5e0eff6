"""What to do now: the steps that a household is given, in order, and what is good to know."""

from datetime import date
from decimal import Decimal

import pytest

from rules.assess import advice, assess, value_of
from rules.facts import Facts, HomeKind, Landlord, Reason, SelfFound, Tenure
from rules.laws import ACTS
from tests.rules.cases import BY_ID
from tests.rules.households import ON


def steps(facts: Facts, on: date = ON) -> list[str]:
    return [step.id for step in advice(assess(facts, on))[0]]


def notes(facts: Facts, on: date = ON) -> list[str]:
    return [note.id for note in advice(assess(facts, on))[1]]


def of(case: str) -> tuple[Facts, date]:
    return BY_ID[case].facts, BY_ID[case].on


AWAY = "ask_decision agree_before_signing keep_receipts leave_well seek_advice"


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("WC-01", AWAY),
        # The hotel has too few rooms; the home lies in another municipality.
        ("WC-07", f"ask_larger_temporary {AWAY}"),
        ("WC-08", f"refuse_outside {AWAY}"),
        # No right to a home, so nothing but advice to seek; and, who must leave, the loan.
        ("WC-11", "apply_for_loan seek_advice"),
        ("WC-18", "seek_advice"),
        ("WC-22", "apply_for_loan seek_advice"),
        # One krone more, and the home can be demanded.
        (
            "WC-17",
            "demand_rent_rule tell_wishes agree_before_signing keep_receipts report_move"
            " seek_advice",
        ),
        # The objection has been made already: it is not told again.
        (
            "WC-31",
            "answer_offer ask_decision tell_wishes agree_before_signing apply_for_loan"
            " keep_receipts report_move seek_advice",
        ),
        (
            "WC-32",
            "ask_decision tell_wishes use_regret agree_before_signing apply_for_loan"
            " keep_receipts report_move seek_advice",
        ),
        # Disputed whether there is a right: what to do is told all the same.
        ("WC-36", AWAY),
        (
            "WC-50",
            "call_today ask_decision tell_wishes agree_before_signing apply_for_loan"
            " keep_receipts report_move seek_advice",
        ),
    ],
)
def test_steps_under_byfornyelsesloven(case: str, expected: str) -> None:
    assert steps(*of(case)) == expected.split()


GONE = Facts(
    tenure=Tenure.TENANT,
    reason=Reason.DEMOLITION,
    renewal_decision=True,
    lease_start=date(2015, 5, 1),
    vacating_demanded=date(2026, 8, 3),
)


@pytest.mark.parametrize(
    ("step", "changes"),
    [
        ("object_to_notice", {"notice_objected": date(2026, 11, 10)}),
        ("object_to_notice", {"notice_received": None}),
        ("object_to_notice", {"notice_received": date(2026, 8, 1)}),
        ("object_to_notice", {"tenure": Tenure.OWNER}),
    ],
)
def test_a_notice_is_objected_to_while_there_is_time(step: str, changes: dict[str, object]) -> None:
    noticed = GONE.but(notice_received=date(2026, 11, 9), notice_states_objection_right=True)
    assert step in steps(noticed)
    assert step not in steps(noticed.but(**changes))


@pytest.mark.parametrize(
    ("step", "changes"),
    [
        ("object_to_offer", {"offer_objected": date(2026, 11, 20)}),
        ("object_to_offer", {"offer_date": date(2026, 9, 1)}),
        ("object_to_offer", {"offer_kind": HomeKind.TEMPORARY}),
        ("object_to_offer", {"tenure": Tenure.ROOM_IN_LANDLORDS_HOME}),
        ("answer_offer", {"offer_kind": HomeKind.TEMPORARY}),
        ("answer_offer", {"offer_kind": None}),
        ("answer_offer", {"tenure": Tenure.ROOM_IN_LANDLORDS_HOME}),
    ],
)
def test_an_offer_is_answered_and_objected_to_while_there_is_time(
    step: str, changes: dict[str, object]
) -> None:
    offered = GONE.but(
        offer_kind=HomeKind.PERMANENT, offer_date=date(2026, 11, 9), offer_told_of_objection=True
    )
    assert step in steps(offered)
    assert step not in steps(offered.but(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"assigned": None},
        {"assigned": date(2024, 1, 1), "moved_in": date(2024, 2, 1)},
        {"self_found": SelfFound.RENTAL},
        {"tenure": Tenure.ROOM_IN_LANDLORDS_HOME},
    ],
)
def test_the_regret_right_is_told_of_while_it_lasts(changes: dict[str, object]) -> None:
    moved = GONE.but(assigned=date(2026, 1, 5), self_found=SelfFound.NO)
    assert "use_regret" in steps(moved)
    assert "use_regret" not in steps(moved.but(**changes))


def test_consent_is_thought_over_where_it_decides() -> None:
    away = Facts(tenure=Tenure.TENANT, reason=Reason.RENOVATION, renewal_decision=True)
    long = {"agrees_to_longer": True}
    assert "think_before_consent" in steps(away.but(months_away=Decimal(7), **long))
    assert "think_before_consent" not in steps(away.but(months_away=Decimal(6), **long))
    assert "think_before_consent" not in steps(away.but(months_away=Decimal(13), **long))


def test_compensation_is_claimed_where_the_landlord_said_nothing() -> None:
    facts, on = of("WC-11")
    assert "claim_compensation" in steps(facts.but(told_in_writing=False), on)
    assert "claim_compensation" not in steps(facts.but(told_in_writing=True), on)
    assert "claim_compensation" not in steps(GONE.but(told_in_writing=False))


@pytest.mark.parametrize("tenure", [Tenure.OWNER, Tenure.ANDEL])
def test_owners_and_andelshavere_of_condemned_homes_apply_for_a_grant(tenure: Tenure) -> None:
    condemned = Facts(tenure=tenure, reason=Reason.CONDEMNATION)
    assert "apply_for_grant" in steps(condemned)
    assert "apply_for_grant" not in steps(condemned.but(tenure=Tenure.TENANT))
    assert "apply_for_grant" not in steps(condemned.but(reason=Reason.COURTYARD))


def test_notes_are_for_those_whom_they_concern() -> None:
    condemned, plain = notes(*of("WC-50")), notes(*of("WC-01"))
    assert {"KON-01", "KON-02", "KON-03", "KON-07", "KON-10", "KON-12"} <= set(condemned)
    assert not [note for note in plain if note.startswith("KON-")]
    assert {"BYF-T-03", "BYF-T-16"} <= set(plain)
    # An andelshaver rents from nobody.
    assert not {"BYF-T-03", "BYF-T-16"} & set(notes(*of("WC-36")))
    assert {"BYF-R-02", "BYF-R-03", "BYF-R-05"} <= set(notes(*of("WC-18")))
    assert not {"BYF-R-02", "BYF-R-03", "BYF-R-05"} & set(condemned)


def test_there_is_no_advice_while_it_is_open_which_act_applies() -> None:
    assert advice(assess(Facts(), ON)) == ((), ())


def test_steps_and_notes_keep_the_order_of_the_act() -> None:
    for case in BY_ID.values():
        assessment = assess(case.facts, case.on)
        for given, kind in zip(advice(assessment), ("steps", "notes"), strict=True):
            order = list(getattr(ACTS[assessment.law], kind)) if assessment.law else []
            assert list(given) == [each for each in order if each in given], case.id


def test_the_value_of_a_finding() -> None:
    for case, finding, value in (("WC-01", "offer_size_ok", 2), ("WC-18", "rent_rule", "218")):
        assert value_of(assess(*of(case)).case, finding) == value
    assert value_of(assess(*of("WC-01")).case, "no_such_finding") is None


OTHERS = {
    "alm_object_to_notice": Facts(tenure=Tenure.TENANT, landlord=Landlord.ALMEN),
    "prv_object_to_notice": Facts(tenure=Tenure.TENANT, landlord=Landlord.PRIVATE),
}


@pytest.mark.parametrize("step", OTHERS)
@pytest.mark.parametrize(
    "changes",
    [
        {"notice_objected": date(2026, 11, 10)},
        {"notice_received": None},
        {"notice_received": date(2026, 8, 1)},
    ],
)
def test_other_notices_are_objected_to_while_there_is_time(
    step: str, changes: dict[str, object]
) -> None:
    noticed = OTHERS[step].but(
        reason=Reason.DEMOLITION,
        renewal_decision=False,
        notice_received=date(2026, 11, 9),
        notice_states_objection_right=True,
    )
    assert step in steps(noticed)
    assert step not in steps(noticed.but(**changes))
    if step.startswith("prv_"):
        expropriated = noticed.but(reason=Reason.EXPROPRIATION)
        assert step in steps(expropriated)
        assert step not in steps(expropriated.but(**changes))


def test_what_does_not_concern_a_household_is_left_out() -> None:
    condemned = assess(Facts(tenure=Tenure.TENANT, reason=Reason.CONDEMNATION), ON)
    assert condemned.verdict("rent_stops") == "yes"
    for facts in (GONE, Facts(tenure=Tenure.OWNER, reason=Reason.CONDEMNATION)):
        assert assess(facts, ON).finding("rent_stops") is None
    assert assess(GONE, ON).finding("regret") is not None
    room = GONE.but(tenure=Tenure.ROOM_IN_LANDLORDS_HOME)
    assert assess(room, ON).finding("regret") is None


def test_the_landlord_has_a_duty_only_where_a_home_can_be_demanded() -> None:
    facts, on = of("WC-46")
    assert assess(facts, on).duty is None
