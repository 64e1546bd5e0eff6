"""The requests that are measured: pages of real households in every language, and worked cases.

Several of each kind, taken in turn, so that nothing is measured that only answers one question.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Flask

from portal.i18n import LANGUAGES
from portal.tokens import answer_tokens
from portal.topics.library import topics
from rules.facts import HomeKind, Landlord, Reason, SelfFound, Tenure
from rules.interview import QUESTION_OF
from tests.rules import cases

ON = date(2026, 11, 21)


@dataclass(frozen=True)
class Call:
    """One request. ``body`` is JSON where there is one, or a form: then `#` in it is a number that
    no other request of the run has."""

    path: str
    method: str = "GET"
    body: str = ""
    form: bool = False

    @property
    def headers(self) -> dict[str, str]:
        """What is said of the body, and what is asked for."""
        if self.form:
            kind = "application/x-www-form-urlencoded"
            return {"Content-Type": kind, "Accept": "application/json"}
        return {"Content-Type": "application/json"} if self.body else {}

    def numbered(self, number: int) -> str:
        """The body of the request of that number."""
        return self.body.replace("#", str(number)) if self.form else self.body


#: the main questions of a household whose home is renovated, as the guide asks them
_MAIN: Mapping[str, Any] = {
    "reason": Reason.RENOVATION,
    "tenure": Tenure.TENANT,
    "renewal_decision": True,
    "months_away": Decimal(14),
    "lease_start": date(2020, 3, 1),
    "vacating_demanded": date(2026, 8, 1),
    "landlord_informed": date(2026, 5, 1),
}
#: the same household with an offer, a notice and rents: nearly every finding applies
FULL: Mapping[str, Any] = {
    **_MAIN,
    "landlord": Landlord.PRIVATE,
    "agrees_to_longer": False,
    "persons": 4,
    "rooms": 3,
    "decision_date": date(2026, 4, 15),
    "vacating_date": date(2027, 3, 1),
    "told_in_writing": False,
    "offer_kind": HomeKind.PERMANENT,
    "offer_rooms": 4,
    "offer_in_municipality": True,
    "offer_date": date(2026, 11, 1),
    "offer_told_of_objection": True,
    "refusals_used": 0,
    "self_found": SelfFound.NO,
    "assigned": date(2026, 11, 1),
    "old_rent": Decimal("4385.50"),
    "new_rent": Decimal("6912.25"),
    "fixed_term": False,
    "notice_received": date(2026, 10, 20),
    "notice_leave_by": date(2027, 3, 1),
    "notice_written": True,
    "notice_states_reason": True,
    "notice_states_objection_right": True,
    "notice_states_claims": True,
}


def question_pages(app: Flask) -> list[Call]:
    """The questions of the main part, in each language, each after the answers before it."""
    found = []
    with app.app_context():
        for lang in LANGUAGES:
            answered: dict[str, Any] = {}
            for fact, value in _MAIN.items():
                token = answer_tokens().write(answered)
                question = QUESTION_OF[fact].id
                found.append(Call(f"/{lang}/guide/{token}/main/{question}"))
                answered[fact] = value
    return found


def topic_pages() -> list[Call]:
    """Every topic page in every language."""
    return [Call(f"/{lang}/topics/{slug}") for lang in LANGUAGES for slug in topics()]


def result_pages(app: Flask) -> list[Call]:
    """The answer to a household that told little, and to one that told all; in each language."""
    with app.app_context():
        tokens = [answer_tokens().write(answers) for answers in (_MAIN, FULL)]
    return [Call(f"/{lang}/guide/{token}/result") for lang in LANGUAGES for token in tokens]


def assessments() -> list[Call]:
    """The worked cases under byfornyelsesloven, in each language in turn."""
    languages = list(LANGUAGES)
    of_act = [case for case in cases.load() if case.expect.get("law") == "byfornyelse"]
    return [
        Call(
            "/api/v1/assess",
            "POST",
            json.dumps(
                {
                    "on": case.on.isoformat(),
                    "lang": languages[i % len(languages)],
                    "facts": case.raw,
                },
                default=str,
            ),
        )
        for i, case in enumerate(of_act)
    ]
