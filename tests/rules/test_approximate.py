"""Dates known only to the month: what comes out the same for its first and last day holds."""

from datetime import date
from decimal import Decimal
from typing import Any

from rules.approximate import Month, assess_answers, earliest, possible
from rules.assess import assess
from rules.facts import Facts, Reason, Tenure
from rules.findings import Certainty
from rules.outcomes import Duty, Law, Rehousing
from rules.truth import Verdict

ON = date(2026, 11, 21)
GONE: dict[str, Any] = {
    "tenure": Tenure.TENANT,
    "reason": Reason.DEMOLITION,
    "renewal_decision": True,
    "decision_date": date(2024, 1, 8),
    "landlord_informed": date(2024, 1, 10),
    "vacating_demanded": date(2026, 6, 15),
}


def test_the_ends_of_a_month() -> None:
    assert (Month(2024, 2).first, Month(2024, 2).last) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (Month(2026, 12).first, Month(2026, 12).last) == (date(2026, 12, 1), date(2026, 12, 31))


def test_a_month_is_taken_as_its_first_day() -> None:
    facts = earliest({"lease_start": Month(2024, 6), "persons": 2})
    assert facts == Facts(lease_start=date(2024, 6, 1), persons=2)


def test_every_first_and_last_day() -> None:
    answers = {"lease_start": Month(2024, 6), "decision_date": Month(2025, 2), "persons": 2}
    assert possible(answers, ON) == [
        Facts(persons=2, lease_start=start, decision_date=decided)
        for start in (date(2024, 6, 1), date(2024, 6, 30))
        for decided in (date(2025, 2, 1), date(2025, 2, 28))
    ]
    assert possible({"persons": 2}, ON) == [Facts(persons=2)]


def test_days_that_are_impossible_are_not_tried() -> None:
    # The month runs beyond today, and what was received cannot lie ahead.
    answers = {"notice_received": Month(2026, 11)}
    assert possible(answers, ON) == [Facts(notice_received=date(2026, 11, 1))]
    # The last day is before the objection's day, the first day is not.
    answers = {"notice_received": Month(2026, 10), "notice_objected": date(2026, 10, 5)}
    assert [facts.notice_received for facts in possible(answers, ON)] == [date(2026, 10, 1)]


def test_where_no_day_is_possible_the_first_is_taken_for_the_errors_to_be_told() -> None:
    answers = {"notice_received": Month(2027, 3)}
    assert possible(answers, ON) == [Facts(notice_received=date(2027, 3, 1))]


def test_at_most_four_months_are_tried() -> None:
    names = (
        "lease_start",
        "lease_signed",
        "landlord_informed",
        "decision_date",
        "increase_announced",
    )
    facts = possible({name: Month(2024, 6) for name in names}, ON)
    assert len(facts) == 16
    assert {each.increase_announced for each in facts} == {date(2024, 6, 1)}
    assert {each.decision_date for each in facts} == {date(2024, 6, 1), date(2024, 6, 30)}


def test_what_is_the_same_for_every_day_holds() -> None:
    told = assess_answers({**GONE, "lease_start": Month(2024, 3)}, ON)
    assert told.rehousing is Rehousing.PERMANENT
    assert told.law is Law.BYFORNYELSE
    assert told.duty is Duty.MUNICIPALITY
    assert told.verdict("two_year_rule") is Verdict.NO
    assert told.reasons
    first = assess(earliest({**GONE, "lease_start": Month(2024, 3)}), ON)
    assert told.finding("permanent_right") == first.finding("permanent_right")
    assert told.needs == first.needs


def test_what_hangs_on_the_day_is_not_known_until_it_is_found() -> None:
    # Two years before the demand lie in the middle of the month.
    answers = {**GONE, "lease_start": Month(2024, 6)}
    told = assess_answers(answers, ON)
    assert told.rehousing is Rehousing.UNKNOWN
    assert told.law is Law.BYFORNYELSE
    assert told.duty is None
    assert told.reasons == ()
    assert told.needs == ("lease_start",)
    rule = told.finding("two_year_rule")
    assert rule is not None
    assert rule.verdict is Verdict.UNKNOWN
    assert rule.needs == ("lease_start",)
    assert rule.certainty is Certainty.LAW
    # This one the day has nothing to do with.
    assert told.verdict("notice_ground") is Verdict.YES


def test_without_months_nothing_changes() -> None:
    answers = {**GONE, "lease_start": date(2024, 6, 15), "months_away": Decimal(3)}
    assert assess_answers(answers, ON) == assess(earliest(answers), ON)
