"""The one question that settles a topic, and what then holds for the person."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from portal.ask import clarify
from portal.ask.clarify import MOST_IN_A_ROW, Ask, Personal
from portal.guide.forms import UNKNOWN
from portal.i18n import LANGUAGES, use_language
from portal.topics import check
from portal.topics.library import Topic, topics
from rules.assess import assess
from rules.facts import SPECS, Facts, HomeKind, Kind, Landlord, Reason, SelfFound, Tenure
from rules.outcomes import Law
from rules.truth import Verdict

ON = date(2026, 11, 21)
BYFORNYELSE: dict[str, Any] = {
    "reason": Reason.DEMOLITION,
    "tenure": Tenure.TENANT,
    "renewal_decision": True,
    "lease_start": date(2015, 1, 1),
    "vacating_demanded": date(2026, 1, 5),
}
WITH_FINDINGS = [slug for slug, page in topics().items() if page.topic.findings]


@pytest.fixture(autouse=True)
def _request(portal: Flask) -> Iterator[None]:
    with portal.test_request_context("/da/"):
        use_language("da")
        yield


def _topic(slug: str) -> Topic:
    return topics()[slug].topic


@pytest.mark.parametrize("slug", WITH_FINDINGS)
def test_a_stranger_is_asked_something_with_buttons(slug: str) -> None:
    step = clarify.next_step(_topic(slug), {}, ON)
    assert isinstance(step, Ask)
    (fact,) = step.question.fields
    assert SPECS[fact].kind in (Kind.CHOICE, Kind.BOOL)
    assert step.buttons[-1].value == UNKNOWN
    assert all(button.label for button in step.buttons)


def test_a_topic_without_findings_asks_nothing() -> None:
    assert clarify.next_step(_topic("get-help"), {}, ON) is None
    assert clarify.next_step(_topic("get-help"), BYFORNYELSE, ON) is None


def test_most_is_settled_by_how_the_new_home_was_found() -> None:
    step = clarify.next_step(_topic("change-your-mind"), {}, ON)
    assert isinstance(step, Ask)
    assert step.question.id == "self_found"


def test_the_question_is_not_asked_again_where_the_answer_is_not_known() -> None:
    told: dict[str, Any] = {}
    seen = []
    while isinstance(step := clarify.next_step(_topic("moving-costs"), told, ON), Ask):
        seen.append(step.question.id)
        told[step.question.facts[0]] = None
    assert len(seen) == len(set(seen))
    assert step is None


def test_three_questions_in_a_row_are_the_most() -> None:
    told = {"tenure": Tenure.TENANT}
    assert isinstance(clarify.next_step(_topic("moving-costs"), told, ON, MOST_IN_A_ROW - 1), Ask)
    step = clarify.next_step(_topic("moving-costs"), told, ON, MOST_IN_A_ROW)
    assert isinstance(step, Personal)
    assert [item.verdict for item in step.items] == [Verdict.UNKNOWN]


def test_what_is_settled_is_told_and_nothing_asked() -> None:
    told = {**BYFORNYELSE, "self_found": SelfFound.NO, "assigned": date(2026, 3, 2)}
    step = clarify.next_step(_topic("change-your-mind"), told, ON)
    assert isinstance(step, Personal)
    (item,) = step.items
    assert (item.id, item.verdict) == ("regret", Verdict.YES)
    assert "fortryd" in item.text
    assert item.because
    assert item.sources
    assert step.law is Law.BYFORNYELSE


def test_the_verdicts_are_those_of_the_rules() -> None:
    told = {**BYFORNYELSE, "offer_kind": HomeKind.PERMANENT, "refusals_used": 1}
    step = clarify.next_step(_topic("refuse-an-offer"), told, ON)
    assert isinstance(step, Personal)
    assessment = assess(Facts(**told), ON)
    assert [(i.id, i.verdict) for i in step.items] == [
        ("refuse_once", assessment.verdict("refuse_once"))
    ]


def test_where_no_finding_concerns_the_person_the_act_is_named() -> None:
    told = {
        "reason": Reason.RENOVATION,
        "tenure": Tenure.TENANT,
        "renewal_decision": False,
        "landlord": Landlord.ALMEN,
    }
    step = clarify.next_step(_topic("change-your-mind"), told, ON)
    assert isinstance(step, Personal)
    assert (step.law, step.items[0].verdict) == (Law.ALMEN, None)
    assert "almenlejeloven" in step.items[0].text


def test_no_act_for_owners_without_a_decision() -> None:
    told = {"reason": Reason.RENOVATION, "tenure": Tenure.OWNER, "renewal_decision": False}
    step = clarify.next_step(_topic("moving-costs"), told, ON)
    assert isinstance(step, Personal)
    assert step.law is Law.NONE


def test_the_reason_need_not_be_told_where_the_topic_is_about_it() -> None:
    for slug in ("expropriation", "fire-and-flood", "condemned-home"):
        step = clarify.next_step(_topic(slug), {}, ON)
        assert isinstance(step, Ask)
        assert step.question.id != "reason"


def test_what_was_told_counts_more_than_the_topic() -> None:
    told = {"reason": Reason.RENOVATION, "tenure": Tenure.TENANT, "renewal_decision": False}
    told |= {"landlord": Landlord.PRIVATE, "months_away": Decimal(4)}
    step = clarify.next_step(_topic("expropriation"), told, ON)
    assert isinstance(step, Personal)
    assert step.law is Law.PRIVATE


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", WITH_FINDINGS)
def test_every_topic_ends_in_words_in_every_language(slug: str, lang: str) -> None:
    use_language(lang)
    told: dict[str, Any] = dict(BYFORNYELSE)
    step = clarify.next_step(_topic(slug), told, ON, MOST_IN_A_ROW)
    if slug not in ("transformation-areas", "voluntary-move"):
        assert isinstance(step, Personal)
        assert all(item.title and item.text for item in step.items)
        assert "…" not in "".join(item.text for item in step.items)


def test_a_finding_that_is_none_is_told_to_who_writes_the_page() -> None:
    page = topics()["notice"]
    wrong = replace(page, topic=replace(page.topic, findings=("nothing",)))
    assert "there is no finding nothing" in set(check._danish_page(wrong))
    assert "there is no finding" not in " ".join(check._danish_page(page))
