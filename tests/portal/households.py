"""Households whose main answer is known beforehand: one for every verdict and cause."""

from datetime import date
from decimal import Decimal
from typing import Any

from rules.facts import NOT_YET, HomeKind, Landlord, Reason, Tenure
from rules.outcomes import Rehousing
from tests.rules.cases import BY_ID

Answers = dict[str, Any]

_TENANT: Answers = {"tenure": Tenure.TENANT, "renewal_decision": True}
_NEW_TENANT: Answers = {
    **_TENANT,
    "reason": Reason.DEMOLITION,
    "lease_start": date(2026, 3, 1),
    "landlord_informed": date(2026, 2, 1),
    "vacating_demanded": date(2026, 8, 3),
    "decision_date": date(2026, 2, 20),
}
_ALMEN: Answers = {
    "tenure": Tenure.TENANT,
    "renewal_decision": False,
    "landlord": Landlord.ALMEN,
    "reason": Reason.RENOVATION,
    "fixed_term": False,
}
_PRIVATE: Answers = {
    "tenure": Tenure.TENANT,
    "renewal_decision": False,
    "landlord": Landlord.PRIVATE,
}
_EXPROPRIATION: Answers = {
    "reason": Reason.EXPROPRIATION,
    "tenure": Tenure.TENANT,
    "told_of_expropriation_before_lease": False,
}
_RENT: Answers = {
    **_TENANT,
    "reason": Reason.RENT_INCREASE,
    "increase_per_m2": Decimal(300),
    "earlier_increase_per_m2": Decimal(0),
    "increase_announced": date(2026, 10, 1),
    "lease_start": date(2015, 5, 1),
    "landlord_informed": date(2026, 2, 2),
    "decision_date": date(2026, 3, 2),
    "raised_rent_first_paid": NOT_YET,
}

#: name → (facts, the part of content/outcomes that must be shown, its variant)
MAIN: dict[str, tuple[Answers, str, str]] = {
    "temporary": (
        {**_TENANT, "reason": Reason.RENOVATION, "months_away": Decimal(5)},
        Rehousing.TEMPORARY,
        "answer",
    ),
    "permanent": (
        {
            **_TENANT,
            "reason": Reason.DEMOLITION,
            "lease_start": date(2015, 5, 1),
            "landlord_informed": date(2026, 2, 2),
            "decision_date": date(2026, 3, 2),
        },
        Rehousing.PERMANENT,
        "answer",
    ),
    "municipality_decides": (
        {**_TENANT, "reason": Reason.CONDEMNATION, "months_away": Decimal(4)},
        Rehousing.MUNICIPALITY_DECIDES,
        "answer",
    ),
    "on_demand": (_RENT, Rehousing.ON_DEMAND, "answer"),
    "none_two_year": (_NEW_TENANT, Rehousing.NONE, "answer_two_year"),
    "none_tenure": (
        {"tenure": Tenure.OWNER, "reason": Reason.DEMOLITION, "renewal_decision": True},
        Rehousing.NONE,
        "answer_not_covered_tenure",
    ),
    "none_nothing_to_leave": (
        {**_TENANT, "reason": Reason.RENOVATION, "months_away": Decimal(0)},
        Rehousing.NONE,
        "answer_nothing_to_leave",
    ),
    "none_rent": (
        {**_RENT, "increase_per_m2": Decimal(100)},
        Rehousing.NONE,
        "answer_rent",
    ),
    "disputed_any_home": (
        {
            "tenure": Tenure.ANDEL,
            "renewal_decision": True,
            "reason": Reason.RENOVATION,
            "months_away": Decimal(3),
        },
        Rehousing.DISPUTED,
        "answer_any_home",
    ),
    "disputed_two_year": (
        {**_NEW_TENANT, "decision_date": date(2026, 5, 1)},
        Rehousing.DISPUTED,
        "answer_two_year",
    ),
    "disputed_rent_paid": (
        {**_RENT, "raised_rent_first_paid": date(2026, 11, 1)},
        Rehousing.DISPUTED,
        "answer_rent",
    ),
    "disputed_rent_threshold": (
        {**_RENT, "increase_per_m2": Decimal(233)},
        Rehousing.DISPUTED,
        "answer_rent",
    ),
    "andel_condemned": (
        {"tenure": Tenure.ANDEL, "reason": Reason.CONDEMNATION, "months_away": Decimal(20)},
        Rehousing.PERMANENT,
        "answer",
    ),
    "almen_decides": ({**_ALMEN, "months_away": Decimal(10)}, Rehousing.LANDLORD_DECIDES, "answer"),
    "almen_temporary": (
        {**_ALMEN, "months_away": Decimal(10), "agreed_kind": HomeKind.TEMPORARY},
        Rehousing.TEMPORARY,
        "answer",
    ),
    "almen_permanent": ({**_ALMEN, "months_away": Decimal(14)}, Rehousing.PERMANENT, "answer"),
    "almen_chooses": (
        {**_ALMEN, "months_already_away": Decimal(13), "home_ready": False},
        Rehousing.TENANT_CHOOSES,
        "answer",
    ),
    "almen_fixed_term": ({**_ALMEN, "fixed_term": True}, Rehousing.NONE, "answer_fixed_term"),
    "almen_fire": (
        {**_ALMEN, "reason": Reason.FIRE, "home_destroyed": True},
        Rehousing.PERMANENT,
        "answer_fire",
    ),
    "almen_sale": (
        {
            **_ALMEN,
            "reason": Reason.SALE,
            "vulnerable_area": True,
            "transformation_area": True,
            "sold_under_plan": True,
        },
        Rehousing.PERMANENT,
        "answer",
    ),
    "private_works": (
        {**_PRIVATE, "reason": Reason.RENOVATION, "regulated_property": False},
        Rehousing.NONE,
        "answer",
    ),
    "private_demolition": (
        {**_PRIVATE, "reason": Reason.DEMOLITION},
        Rehousing.NONE,
        "answer_demolition",
    ),
    "private_increase": (
        {
            **_PRIVATE,
            "reason": Reason.RENT_INCREASE,
            "regulated_property": True,
            "increase_per_m2": Decimal(300),
            "increase_announced": date(2023, 3, 1),
        },
        Rehousing.ON_DEMAND,
        "answer",
    ),
    "expropriation": (_EXPROPRIATION, Rehousing.PERMANENT, "answer"),
    "expropriation_told": (
        {
            **_EXPROPRIATION,
            "told_of_expropriation_before_lease": True,
            "lease_start": date(2024, 1, 1),
            "vacating_demanded": date(2026, 10, 1),
        },
        Rehousing.NONE,
        "answer_told",
    ),
    "which_law": ({"tenure": Tenure.TENANT, "reason": Reason.RENOVATION}, "which_law", "answer"),
    "no_act": (
        {"tenure": Tenure.ANDEL, "renewal_decision": False, "reason": Reason.RENOVATION},
        "no_act",
        "answer",
    ),
    "nothing_known": ({}, Rehousing.UNKNOWN, "answer"),
}

#: facts for every part after the main answer, beside those of `permanent`
EVERYTHING: Answers = {
    **MAIN["permanent"][0],
    "vacating_demanded": date(2026, 8, 3),
    "vacating_date": date(2027, 2, 1),
    "told_in_writing": False,
    "offer_kind": BY_ID["WC-27"].facts.offer_kind,
    "persons": 3,
    "rooms": 2,
    "offer_rooms": 2,
    "offer_in_municipality": True,
    "offer_date": date(2026, 10, 26),
    "offer_told_of_objection": True,
    "refusals_used": 0,
    "notice_received": date(2026, 11, 2),
    "notice_leave_by": date(2027, 5, 1),
    "notice_written": True,
    "notice_states_reason": True,
    "notice_states_objection_right": False,
    "notice_states_claims": True,
    "self_found": "no",
    "assigned": date(2026, 3, 2),
    "moved_in": date(2026, 5, 1),
    "old_rent": Decimal("4385.50"),
    "new_rent": Decimal("6912.25"),
    "temporary_rent": Decimal(4000),
    "fixed_term": False,
}
