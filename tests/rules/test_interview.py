"""The interview: which question next, what belongs to the path, where Back leads."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rules.assess import assess
from rules.facts import SPECS, Facts, HomeKind, Reason, Tenure
from rules.interview import (
    BY_ID,
    QUESTION_OF,
    QUESTIONS,
    THEMES,
    Part,
    answered,
    before,
    facts_of,
    left_in,
    next_fact,
    next_question,
    path,
    prune,
    supposed,
    wanted,
)
from rules.laws import ACTS
from rules.outcomes import Rehousing
from tests.rules.cases import BY_ID as CASES
from tests.rules.households import ON

BASE: dict[str, Any] = {
    "reason": Reason.RENOVATION,
    "tenure": Tenure.TENANT,
    "renewal_decision": True,
}


def asked(facts: Facts, part: Part, answers: dict[str, Any]) -> list[str]:
    """The questions of a part, answered from the facts; the answers are added."""
    questions = []
    while question := next_question(answers, ON, part):
        assert question.id not in questions
        questions.append(question.id)
        answers.update({fact: getattr(facts, fact) for fact in question.fields})
    return questions


INTERVIEWS = {
    "WC-01": {
        Part.MAIN: "reason tenure renewal_decision months_away",
        Part.OFFER: (
            "rent_increase increase_announced offer_kind household offer_rooms"
            " offer_in_municipality refusals_used"
        ),
        Part.RENT: "",
        Part.MONEY: "temporary_rents",
    },
    "WC-04": {
        Part.MAIN: (
            "reason tenure renewal_decision months_away agrees_to_longer lease_start"
            " vacating_demanded"
        ),
        Part.DATES: "decision_date vacating_date",
        Part.NOTICE: "notice_received notice_contents",
        Part.NEW_HOME: "self_found assigned permanent_rents",
        Part.MONEY: "fixed_term",
    },
    "WC-11": {
        Part.MAIN: (
            "reason tenure renewal_decision lease_start vacating_demanded landlord_informed"
            " decision_date"
        ),
        Part.DATES: "told_in_writing vacating_date",
        Part.OFFER: "offer_kind household offer_in_municipality",
        Part.RENT: "",
        Part.NEW_HOME: "",
    },
    "WC-17": {
        Part.MAIN: (
            "reason tenure renewal_decision rent_increase increase_announced"
            " raised_rent_first_paid lease_start"
        ),
        Part.DATES: "",
        Part.RENT: "",
    },
    "WC-22": {Part.MAIN: "reason tenure renewal_decision", Part.NEW_HOME: "", Part.RENT: ""},
    "WC-31": {
        Part.MAIN: "reason tenure renewal_decision lease_start vacating_demanded",
        Part.OFFER: (
            "offer_kind household offer_rooms offer_date offer_told_of_objection refusals_used"
        ),
    },
    "WC-33": {
        Part.MAIN: "reason tenure renewal_decision lease_start vacating_demanded",
        Part.NEW_HOME: "self_found self_found_approved permanent_rents",
    },
    "WC-36": {
        Part.MAIN: "reason tenure renewal_decision months_away condemnable_conditions",
        Part.DATES: "vacating_date",
        Part.NOTICE: "",
        Part.MONEY: "",
    },
    "WC-38": {
        Part.MAIN: (
            "reason tenure renewal_decision landlord months_away fixed_term months_already_away"
        ),
        Part.DATES: "vacating_date",
        Part.NOTICE: "notice_received notice_contents",
        Part.AREA: "",
        Part.MONEY: "agreed_kind temporary_rents",
    },
    "WC-43": {
        Part.MAIN: "reason tenure landlord fixed_term",
        Part.OFFER: "offer_kind household offer_in_municipality offer_inside_area area",
        Part.AREA: "",
        Part.RENT: "",
    },
    "WC-44": {Part.MAIN: "reason tenure landlord", Part.OFFER: "", Part.NOTICE: ""},
    "WC-46": {
        Part.MAIN: "reason tenure renewal_decision landlord regulated_property",
        Part.DATES: "vacating_date",
        Part.NOTICE: "notice_received notice_contents",
        Part.MONEY: "paid_to_leave",
    },
    "WC-49": {
        Part.MAIN: (
            "reason tenure told_of_expropriation_before_lease lease_start vacating_demanded"
        ),
        Part.DATES: "vacating_date",
    },
    "WC-52": {
        Part.MAIN: "reason tenure landlord fixed_term home_destroyed",
        Part.OFFER: "offer_kind household offer_rooms",
        Part.NOTICE: "",
    },
    "WC-50": {
        Part.MAIN: "reason tenure months_away lease_start vacating_demanded",
        Part.DATES: "decision_date imminent_danger vacating_date",
    },
}


@pytest.mark.parametrize("case", INTERVIEWS)
def test_interviews_of_worked_cases(case: str) -> None:
    answers: dict[str, Any] = {}
    for part, questions in INTERVIEWS[case].items():
        assert asked(CASES[case].facts, part, answers) == questions.split(), part


def test_the_first_question_is_the_reason() -> None:
    assert next_question({}, ON) is BY_ID["reason"]
    assert next_question({}, ON, Part.MAIN) is QUESTIONS[0]


def test_every_fact_of_a_question_exists_and_most_telling_comes_first() -> None:
    for question in QUESTIONS:
        assert BY_ID[question.id] is question
        for fact in question.fields:
            assert fact in SPECS
            assert fact in QUESTION_OF[fact].fields
    assert len(BY_ID) == len(QUESTIONS)
    assert QUESTION_OF["old_rent"] is BY_ID["permanent_rents"]
    assert QUESTION_OF["never_habitable"] is BY_ID["months_away"]
    assert BY_ID["lease_start"].fields == ("lease_start", "lease_signed")


def test_the_parts_are_about_findings_and_questions_that_exist() -> None:
    findings = {finding.id for act in ACTS.values() for finding in act.findings}
    assert list(THEMES) == [part for part in Part if part is not Part.MAIN]
    for theme in THEMES.values():
        assert set(theme.findings) <= findings
        assert set(theme.questions) <= BY_ID.keys()


def test_a_fact_on_two_pages_is_asked_on_the_one_at_home() -> None:
    money = left_in({**BASE, "months_away": Decimal(4)}, ON, Part.MONEY)
    assert [question.id for question in money] == ["temporary_rents"]
    gone = {**BASE, "reason": Reason.DEMOLITION, "lease_start": date(2015, 5, 1)}
    new_home = left_in({**gone, "vacating_demanded": date(2026, 8, 3)}, ON, Part.NEW_HOME)
    assert [question.id for question in new_home] == [
        "self_found",
        "self_found_approved",
        "assigned",
        "moved_in",
        "permanent_rents",
    ]


def test_what_is_not_known_is_not_asked_again() -> None:
    assert next_question({"reason": None}, ON) is BY_ID["tenure"]
    answers = {**BASE, "months_away": None, "never_habitable": None}
    assert "months_away" not in [question.id for question in left_in(answers, ON, Part.MAIN)]


def test_who_does_not_know_the_reason_is_asked_on_and_told_nothing_that_hangs_on_it() -> None:
    unknown = {"reason": None}
    assert supposed(unknown).reason is Reason.RENOVATION
    assert facts_of(unknown).reason is None
    assert supposed({}).reason is None
    assert supposed({"reason": Reason.SALE}).reason is Reason.SALE
    asked = []
    while question := next_question(unknown, ON):
        asked.append(question.id)
        unknown |= dict.fromkeys(question.fields)
    assert asked == ["tenure", "renewal_decision", "months_away"]
    assert assess(facts_of(unknown), ON).rehousing is Rehousing.UNKNOWN


def test_nobody_knows_of_a_decision() -> None:
    unknown = {**BASE, "renewal_decision": None}
    assert supposed(unknown).renewal_decision is True
    assert facts_of(unknown).renewal_decision is None
    assert supposed({"reason": Reason.RENOVATION}).renewal_decision is None
    assert supposed({**BASE, "renewal_decision": False}).renewal_decision is False
    assert next_question(unknown, ON) is BY_ID["months_away"]


def test_the_next_fact_over_all_parts() -> None:
    assert next_fact({}, ON) == "reason"
    assert next_fact(BASE, ON) == "months_away"
    # The main answer is there; the first of what follows.
    assert next_fact({**BASE, "months_away": Decimal(4)}, ON) == "lease_start"
    assert next_fact({"reason": None}, ON) == "tenure"


def test_a_part_of_a_page_that_is_still_wanted() -> None:
    answers = {**BASE, "months_away": Decimal(4), "old_rent": Decimal(5000)}
    left = wanted(answers, ON)
    assert left.includes(BY_ID["temporary_rents"])
    assert "temporary_rent" in left.by_part[Part.MONEY]
    assert "old_rent" not in left.by_part[Part.MONEY]
    assert not left.includes(BY_ID["months_away"])
    assert left.includes(BY_ID["lease_start"])


def test_extra_fields_do_not_make_a_question_asked_but_belong_to_it() -> None:
    left = wanted({**BASE, "months_away": Decimal(4)}, ON)
    assert all("lease_signed" not in facts for facts in left.by_part.values())
    kept = prune({**BASE, "months_away": None, "never_habitable": True}, ON)
    assert kept["never_habitable"] is True


def test_an_objection_is_asked_for_once_it_would_be_late() -> None:
    notice = {**BASE, "reason": Reason.DEMOLITION, "notice_received": date(2026, 9, 1)}
    late = [question.id for question in left_in(notice, ON, Part.NOTICE)]
    assert "notice_objected" in late
    early = {**notice, "notice_received": date(2026, 11, 1)}
    assert "notice_objected" not in [q.id for q in left_in(early, ON, Part.NOTICE)]
    told = {**notice, "notice_objected": None}
    assert "notice_objected" not in [q.id for q in left_in(told, ON, Part.NOTICE)]


def test_condemnable_conditions_are_asked_for_where_they_would_tell() -> None:
    andel = {**BASE, "tenure": Tenure.ANDEL, "months_away": Decimal(3)}
    assert next_question(andel, ON) is BY_ID["condemnable_conditions"]
    assert next_question({**andel, "condemnable_conditions": False}, ON) is None
    tenant = {**BASE, "months_away": Decimal(3)}
    assert next_question(tenant, ON) is None


def test_dates_that_only_a_deadline_needs() -> None:
    gone = {**BASE, "reason": Reason.DEMOLITION, "lease_start": date(2015, 5, 1)}
    gone |= {"lease_signed": None, "vacating_demanded": date(2026, 8, 3)}
    left = [question.id for question in left_in(gone, ON, Part.DATES)]
    assert left == ["decision_date", "vacating_date"]


# The path


def test_answers_that_left_the_path_are_dropped() -> None:
    long_away = {**BASE, "months_away": Decimal(7), "agrees_to_longer": True}
    assert prune(long_away, ON) == long_away
    short = {**long_away, "months_away": Decimal(5)}
    assert prune(short, ON) == {**BASE, "months_away": Decimal(5)}
    assert [question.id for question in path(short, ON)] == [
        "reason",
        "tenure",
        "renewal_decision",
        "months_away",
    ]


def test_pruning_keeps_the_order_of_the_answers() -> None:
    answers = {**BASE, "months_away": Decimal(4), "fixed_term": None, "offer_kind": None}
    kept = prune(answers, ON)
    assert list(kept) == [name for name in answers if name in kept]
    assert prune(kept, ON) == kept


def test_of_nothing_nothing_is_left() -> None:
    assert prune({}, ON) == {}
    assert path({}, ON) == []
    assert answered({}) == []


def test_answered_questions_in_the_order_they_were() -> None:
    answers = {"tenure": None, "reason": None, "old_rent": None, "temporary_rent": None}
    assert [q.id for q in answered(answers)] == ["tenure", "reason", "temporary_rents"]
    rooms = {"rooms": 2, "persons": 3}
    assert answered(rooms) == [BY_ID["household"]]


# Back


def test_back_in_the_main_part() -> None:
    assert before(BY_ID["reason"], {}, Part.MAIN, ON) is None
    assert before(BY_ID["months_away"], BASE, Part.MAIN, ON) is BY_ID["renewal_decision"]
    assert before(BY_ID["tenure"], BASE, Part.MAIN, ON) is BY_ID["reason"]
    assert before(BY_ID["reason"], BASE, Part.MAIN, ON) is None


def test_back_in_a_part_stays_in_it() -> None:
    main = {**BASE, "months_away": Decimal(4), "never_habitable": None}
    first = next_question(main, ON, Part.MONEY)
    assert first is BY_ID["temporary_rents"]
    assert before(first, main, Part.MONEY, ON) is None
    dates = {**main, "lease_start": date(2026, 1, 1), "lease_signed": None}
    following = next_question(dates, ON, Part.DATES)
    assert following is not None
    assert before(following, dates, Part.DATES, ON) is BY_ID["lease_start"]
    # Another part begins after it.
    assert before(BY_ID["temporary_rents"], dates, Part.MONEY, ON) is None


def test_back_from_a_page_answered_before() -> None:
    offer = {**BASE, "reason": Reason.DEMOLITION, "lease_start": date(2015, 5, 1)}
    offer |= {"lease_signed": None, "vacating_demanded": date(2026, 8, 3)}
    offer |= {"offer_kind": HomeKind.PERMANENT, "persons": 2, "rooms": 2, "offer_rooms": 2}
    assert before(BY_ID["offer_rooms"], offer, Part.OFFER, ON) is BY_ID["household"]
    assert before(BY_ID["household"], offer, Part.OFFER, ON) is BY_ID["offer_kind"]
    assert before(BY_ID["offer_kind"], offer, Part.OFFER, ON) is None
