"""Households and the letters that fit them, and what is read on the pages of a letter."""

from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from portal.letters.catalogue import LETTERS
from rules.facts import NOT_YET, HomeKind, Landlord, Reason, SelfFound, Tenure
from tests.portal.pages import Element, read

Answers = dict[str, Any]

IDS = [letter.id for letter in LETTERS]
PERMANENT: Answers = {
    "tenure": Tenure.TENANT,
    "landlord": Landlord.PRIVATE,
    "reason": Reason.DEMOLITION,
    "renewal_decision": True,
    "lease_start": date(2015, 5, 1),
    "landlord_informed": date(2026, 2, 2),
    "decision_date": date(2026, 3, 2),
    "persons": 4,
    "rooms": 3,
}
OFFERED: Answers = {
    **PERMANENT,
    "offer_kind": HomeKind.PERMANENT,
    "offer_rooms": 2,
    "offer_date": date(2026, 11, 2),
    "offer_told_of_objection": True,
    "refusals_used": 0,
}
ALMEN: Answers = {
    "tenure": Tenure.TENANT,
    "landlord": Landlord.ALMEN,
    "reason": Reason.RENOVATION,
    "renewal_decision": False,
    "notice_received": date(2026, 11, 10),
}
#: household → (answers, letters that fit it, letters that do not)
CASES: dict[str, tuple[Answers, set[str], set[str]]] = {
    "offered": (
        OFFERED,
        {"object_to_offer", "refuse_offer", "moving_costs", "written_decision", "interpreter"},
        {"object_to_notice", "demand_106", "compensation_landlord", "use_two_year_right"},
    ),
    "no used": (
        {**OFFERED, "refusals_used": 1},
        {"object_to_offer"},
        {"refuse_offer"},
    ),
    "assigned": (
        {**PERMANENT, "assigned": date(2026, 5, 1), "self_found": SelfFound.NO},
        {"use_two_year_right"},
        {"own_home_approval", "support_self_found", "object_to_offer"},
    ),
    "almen notice": (
        ALMEN,
        {"object_to_notice"},
        {"refuse_offer", "use_two_year_right", "demand_155_rule", "demand_106"},
    ),
    "notice too old": (
        {**ALMEN, "notice_received": date(2026, 8, 1)},
        {"interpreter"},
        {"object_to_notice"},
    ),
    "almen for good": (
        {**ALMEN, "reason": Reason.DEMOLITION, "fixed_term": False},
        {"moving_costs"},
        {"own_home_approval"},
    ),
    "almen for a while": (
        {
            **ALMEN,
            "fixed_term": False,
            "months_away": 5,
            "agreed_kind": HomeKind.TEMPORARY,
        },
        {"own_home_approval", "moving_costs"},
        {"support_self_found"},
    ),
    "rent": (
        {
            **PERMANENT,
            "reason": Reason.RENT_INCREASE,
            "increase_per_m2": 300,
            "earlier_increase_per_m2": 0,
            "increase_announced": date(2026, 10, 1),
            "raised_rent_first_paid": NOT_YET,
        },
        {"demand_155_rule"},
        {"demand_106", "refuse_offer"},
    ),
    "rent, and who knows whether it was paid": (
        {
            **PERMANENT,
            "reason": Reason.RENT_INCREASE,
            "increase_per_m2": 300,
            "increase_announced": date(2026, 10, 1),
        },
        {"demand_155_rule"},
        {"demand_106"},
    ),
    "private rent, under a threshold that nobody has published": (
        {
            "reason": Reason.RENT_INCREASE,
            "tenure": Tenure.TENANT,
            "renewal_decision": False,
            "landlord": Landlord.PRIVATE,
            "regulated_property": True,
            "increase_per_m2": 300,
            "increase_announced": date(2026, 10, 15),
        },
        {"demand_106"},
        {"demand_155_rule"},
    ),
    "found": (
        {**PERMANENT, "self_found": SelfFound.RENTAL, "self_found_approved": False},
        {"own_home_approval", "complaint"},
        {"use_two_year_right"},
    ),
    "new tenant not told": (
        {
            **PERMANENT,
            "lease_start": date(2026, 3, 1),
            "landlord_informed": date(2026, 2, 1),
            "decision_date": date(2026, 2, 20),
            "vacating_demanded": date(2026, 8, 3),
            "told_in_writing": False,
        },
        {"compensation_landlord"},
        {"moving_costs"},
    ),
}
TYPED = {
    "name": "Fatima Ali",
    "address": "Egevej 4, 2. th.",
    "town": "2400 København NV",
    "recipient": "Københavns Kommune\nGenhusning",
    "case_no": "26-1234",
    "about": "Lindevej 9",
    "addition": "Der er skimmel.\nDer er ingen elevator.",
    "date_day": "21",
    "date_month": "11",
    "date_year": "2026",
}


def token_of(portal: Flask, answers: Answers) -> str:
    return str(portal.extensions["answer_tokens"].write(answers))


def danish_letter(page: Element) -> Element:
    """The Danish letter on a page."""
    return page.first("section", class_="sent").first("article")


def typed_lines() -> set[str]:
    """What was typed; it is in the language it was typed in."""
    lines = {line for text in TYPED.values() for line in text.splitlines()}
    return lines | {" ".join(text.split()) for text in TYPED.values()}


def plain(page: Element) -> str:
    """The text to copy."""
    return "".join(str(c) for c in page.first("textarea", id="text").children)


def post(visitor: FlaskClient, address: str, **typed: str) -> Element:
    response = visitor.post(address, data={**TYPED, **typed})
    assert response.headers["Cache-Control"] == "no-store"
    return read(response)
