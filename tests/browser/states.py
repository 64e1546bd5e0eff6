"""Pages and states of the portal, each by a name and an address without its language.

What a person would have to answer to get there is written into the address directly; that the
way there works is what the journeys test.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from portal.config import Config
from portal.letters.catalogue import LETTERS
from portal.tokens import AnswerTokens, Sealed
from portal.topics.library import topics
from rules.approximate import Month
from rules.facts import HomeKind, Landlord, Reason, SelfFound, Tenure
from rules.interview import QUESTIONS, THEMES, Part
from tests.conftest import SECRET

#: the day on which all tests in the browser take place
DAY = date(2026, 11, 21)

Answers = Mapping[str, Any]

_TENANT: Answers = {
    "reason": Reason.RENOVATION,
    "tenure": Tenure.TENANT,
    "renewal_decision": True,
    "landlord": Landlord.PRIVATE,
}
_OFFER: Answers = {
    "offer_kind": HomeKind.PERMANENT,
    "persons": 4,
    "rooms": 3,
    "offer_rooms": 2,
    "offer_date": date(2026, 11, 2),
    "offer_told_of_objection": True,
}
TEMPORARY: Answers = {**_TENANT, "months_away": Decimal(4)}
PERMANENT: Answers = {
    **_TENANT,
    "months_away": Decimal(14),
    "lease_start": date(2019, 5, 1),
    "vacating_demanded": date(2026, 9, 1),
    "landlord_informed": date(2026, 6, 10),
}
DEMOLITION: Answers = {
    **PERMANENT,
    "reason": Reason.DEMOLITION,
    "vacating_date": date(2027, 3, 1),
    **_OFFER,
    "refusals_used": 0,
    "notice_received": date(2026, 11, 1),
    "notice_leave_by": date(2027, 3, 1),
    "notice_written": True,
    "notice_states_reason": True,
    "notice_states_objection_right": False,
    "notice_states_claims": None,
    "self_found": SelfFound.NO,
    "assigned": date(2026, 10, 15),
    "old_rent": Decimal("4385.50"),
    "new_rent": Decimal("6912.25"),
}
TWO_YEARS: Answers = {
    **PERMANENT,
    "lease_start": date(2026, 7, 1),
    "decision_date": date(2026, 6, 1),
}
DISPUTED: Answers = {
    **PERMANENT,
    "lease_start": date(2026, 7, 1),
    "decision_date": date(2026, 8, 1),
}
ON_DEMAND: Answers = {
    **_TENANT,
    "reason": Reason.RENT_INCREASE,
    "increase_per_m2": Decimal(300),
    "increase_announced": date(2024, 9, 1),
    "raised_rent_first_paid": "not_yet",
    "lease_start": date(2019, 5, 1),
}
CONDEMNED: Answers = {
    "reason": Reason.CONDEMNATION,
    "tenure": Tenure.TENANT,
    "months_away": Decimal(5),
    "lease_start": Month(2020, 3),
}
UNKNOWN: Answers = dict.fromkeys(("reason", "tenure", "renewal_decision", "landlord"))
IF_DECIDED: Answers = {
    "reason": Reason.RENOVATION,
    "tenure": Tenure.TENANT,
    "renewal_decision": None,
    "landlord": Landlord.PRIVATE,
    "months_away": None,
}
ALMEN: Answers = {
    "reason": Reason.RENOVATION,
    "tenure": Tenure.TENANT,
    "renewal_decision": False,
    "landlord": Landlord.ALMEN,
    "fixed_term": False,
    "months_away": Decimal(14),
}
ANDEL: Answers = {
    "reason": Reason.RENOVATION,
    "tenure": Tenure.ANDEL,
    "renewal_decision": True,
    "months_away": Decimal(4),
    "condemnable_conditions": False,
}
NO_REASON: Answers = {
    "reason": None,
    "tenure": Tenure.TENANT,
    "renewal_decision": None,
    "months_away": Decimal(14),
}
RESULTS: Mapping[str, Answers] = {
    "temporary": TEMPORARY,
    "permanent": PERMANENT,
    "demolition": DEMOLITION,
    "two-years": TWO_YEARS,
    "disputed": DISPUTED,
    "on-demand": ON_DEMAND,
    "condemned": CONDEMNED,
    "unknown": UNKNOWN,
    "no-reason": NO_REASON,
    "if-decided": IF_DECIDED,
    "almen": ALMEN,
    "andel": ANDEL,
}
_HOMES: Mapping[str, Answers] = {
    "home-fits": {
        "offer_kind": HomeKind.TEMPORARY,
        "persons": 3,
        "rooms": 3,
        "offer_rooms": 2,
        "offer_in_municipality": True,
    },
    "home-small": {"persons": 5, "rooms": 2, "offer_rooms": 2, "offer_kind": HomeKind.PERMANENT},
    "home-outside": {
        "offer_kind": HomeKind.TEMPORARY,
        "persons": 2,
        "offer_rooms": 1,
        "offer_in_municipality": False,
        "offer_agreed_outside": False,
    },
    "home-unknown": {"persons": 2},
}
_SUMS: Mapping[str, Mapping[str, str]] = {
    "sum": {"kind": "permanent", "old_rent": "4385.50", "new_rent": "6912.25"},
    "sum-return": {
        "kind": "after_return",
        "area_m2": "70",
        "increase_per_m2": "260",
        "lower_part_rate": "2/3",
        "year": "2023",
    },
    "sum-span": {
        "kind": "after_return",
        "area_m2": "70",
        "increase_per_m2": "260",
        "lower_part_rate": "1/3",
        "year": "2026",
    },
    "sum-nothing": {"kind": "permanent", "old_rent": "6000", "new_rent": "5000"},
    "sum-begun": {"kind": "permanent", "old_rent": "4385.50"},
}

_COMPARED = {"own_rent": "6000", "return_rent": "6500", "payment": "5000", "area_m2": "50"}

_config = Config.from_environ({"SECRET_KEY": SECRET})
_tokens = AnswerTokens(_config.secret_key, _config.answers_days, "answers")
_sums = Sealed(_config.secret_key, _config.answers_days, "sums")


def result_address(answers: Answers) -> str:
    """Where the answer for these answers stands."""
    return f"/guide/{_tokens.write(answers)}/result"


def question_address(question: str, part: str = Part.MAIN, answers: Answers | None = None) -> str:
    return f"/guide/{_tokens.write(answers or {})}/{part}/{question}"


def _part_of(question: str) -> Part:
    return next((part for part, theme in THEMES.items() if question in theme.questions), Part.MAIN)


QUESTION_PAGES = {
    f"question-{q.id}": question_address(q.id, _part_of(q.id), _TENANT) for q in QUESTIONS
}
RESULT_PAGES = {f"result-{name}": result_address(answers) for name, answers in RESULTS.items()}
OTHER_PAGES = {
    "start": "/",
    "guide": "/guide/",
    "calculator": "/phase-in-support/",
    **{name: f"/phase-in-support/{_sums.seal(dict(given))}" for name, given in _SUMS.items()},
    "home-check": "/home-check/",
    **{name: f"/home-check/{_tokens.write(given)}" for name, given in _HOMES.items()},
    "delete": "/delete",
    "deleted": "/deleted",
    "start-again": "/guide/not-a-token/result",
    "not-found": "/findes-ikke",
}
#: what an answer of the guide leads on to, for one household under each act
ONWARD_PAGES = {
    f"{page}-{name}": f"/{address.format(_tokens.write(answers))}"
    for name, answers in {
        "demolition": DEMOLITION,
        "almen": ALMEN,
        "on-demand": ON_DEMAND,
        "unknown": UNKNOWN,
    }.items()
    for page, address in {
        "letters": "letters/{}/",
        "course": "course/{}",
        "compare": "compare/{}",
        "receipt": "receipt/{}",
    }.items()
}
LETTER_PAGES = {
    f"letter-{letter.id}": f"/letters/{_tokens.write(DEMOLITION)}/{letter.id}" for letter in LETTERS
}
TOPIC_PAGES = {f"topic-{slug}": f"/topics/{slug}" for slug in topics()}
READING_PAGES = {
    "ask": "/ask",
    "code": "/c",
    "topics": "/topics/",
    "poster": "/topics/complain/poster",
    "glossary": "/glossary",
    "news": "/news",
    "how-it-decides": "/how-it-decides",
    "compare": "/compare/",
    "compare-numbers": f"/compare/{_tokens.write(DEMOLITION)}/{_sums.seal(_COMPARED)}",
    "letters": "/letters/",
    "municipalities": "/municipalities/",
    "municipality": "/municipalities/aalborg",
    "receipt": "/receipt/",
    "helper": "/helper/",
}
#: an older day, whose law and amounts are shown on every page that follows from answers
ANOTHER_DAY = "?on=2023-05-01"
OF_ANOTHER_DAY = {
    f"{name}-then": f"{address}{ANOTHER_DAY}"
    for name, address in {
        **ONWARD_PAGES,
        **RESULT_PAGES,
        "topic": "/topics/rent-increase-rule",
        "letter": LETTER_PAGES["letter-demand_155_rule"],
    }.items()
    if name.endswith(("demolition", "almen", "topic", "letter"))
}
#: everything that can be opened by its address alone, without the language it begins with
PAGES: Mapping[str, str] = {
    **OTHER_PAGES,
    **QUESTION_PAGES,
    **RESULT_PAGES,
    **ONWARD_PAGES,
    **LETTER_PAGES,
    **TOPIC_PAGES,
    **READING_PAGES,
    **OF_ANOTHER_DAY,
}
