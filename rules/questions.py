"""The questions of the interview in their fixed order, and the parts that they are asked in."""

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """A run of questions: first the main answer, then one thing at a time."""

    MAIN = "main"
    DATES = "dates"
    OFFER = "offer"
    NOTICE = "notice"
    AREA = "area"
    RENT = "rent"
    NEW_HOME = "new-home"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Theme:
    """What a part after the main one is about: its findings, and the questions at home there."""

    findings: tuple[str, ...]
    questions: tuple[str, ...]


THEMES: dict[Part, Theme] = {
    Part.DATES: Theme(
        ("landlord_compensation", "shelter"),
        ("told_in_writing", "imminent_danger", "vacating_date", "decision_date"),
    ),
    Part.OFFER: Theme(
        ("offer_size_ok", "offer_location_ok", "objection_open", "refuse_once"),
        (
            "offer_kind",
            "household",
            "offer_rooms",
            "offer_in_municipality",
            "offer_agreed_outside",
            "offer_inside_area",
            "offer_date",
            "offer_told_of_objection",
            "offer_objected",
            "refusals_used",
        ),
    ),
    Part.NOTICE: Theme(
        ("notice_valid", "notice_ground", "notice_period_ok", "notice_objection_open"),
        ("notice_received", "notice_leave_by", "notice_contents", "notice_objected"),
    ),
    Part.AREA: Theme(("inside_area_only", "legal_doubt"), ("area", "plan")),
    Part.RENT: Theme(
        ("rent_rule", "landlord_offer"),
        (
            "regulated_property",
            "rent_increase",
            "increase_announced",
            "return_increase_per_m2",
            "works_required_by_law",
            "raised_rent_first_paid",
        ),
    ),
    Part.NEW_HOME: Theme(
        ("regret", "phase_in_support"),
        ("self_found", "self_found_approved", "assigned", "moved_in", "permanent_rents"),
    ),
    Part.MONEY: Theme(
        ("rent_difference", "deposit_loan", "must_not_be_paid"),
        ("temporary_rents", "paid_to_leave"),
    ),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One page: its id and the facts asked there.

    ``extra`` facts are asked for on the same page but never make the question asked.
    """

    id: str
    facts: tuple[str, ...]
    extra: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """Every fact that the page asks for."""
        return self.facts + self.extra


def _q(name: str, *facts: str, extra: tuple[str, ...] = ()) -> Question:
    return Question(name, facts or (name,), extra)


QUESTIONS: tuple[Question, ...] = (
    _q("reason"),
    _q("tenure"),
    _q("renewal_decision"),
    _q("landlord"),
    _q("months_away", extra=("never_habitable",)),
    _q("fixed_term"),
    _q("home_destroyed"),
    _q("months_already_away", extra=("home_ready",)),
    _q("agreed_kind"),
    _q("agrees_to_longer"),
    _q("regulated_property"),
    _q("condemnable_conditions"),
    _q("rent_increase", "increase_per_m2", "earlier_increase_per_m2"),
    _q("increase_announced"),
    _q("return_increase_per_m2"),
    _q("works_required_by_law"),
    _q("raised_rent_first_paid"),
    _q("told_of_expropriation_before_lease"),
    _q("lease_start", extra=("lease_signed",)),
    _q("vacating_demanded"),
    _q("landlord_informed"),
    _q("decision_date"),
    _q("told_in_writing"),
    _q("imminent_danger"),
    _q("vacating_date"),
    _q("offer_kind"),
    _q("household", "persons", "rooms"),
    _q("offer_rooms"),
    _q("offer_in_municipality"),
    _q("offer_agreed_outside"),
    _q("offer_inside_area"),
    _q("offer_date"),
    _q("offer_told_of_objection"),
    _q("offer_objected"),
    _q("refusals_used"),
    _q("notice_received"),
    _q("notice_leave_by"),
    _q(
        "notice_contents",
        "notice_written",
        "notice_states_reason",
        "notice_states_objection_right",
        "notice_states_claims",
    ),
    _q("notice_objected"),
    _q("area", "vulnerable_area", "transformation_area", "sold_under_plan"),
    _q("plan"),
    _q("self_found"),
    _q("self_found_approved"),
    _q("assigned"),
    _q("moved_in"),
    _q("permanent_rents", "old_rent", "new_rent"),
    _q("temporary_rents", "old_rent", "temporary_rent"),
    _q("paid_to_leave"),
)

BY_ID: dict[str, Question] = {question.id: question for question in QUESTIONS}
#: the question that asks for a fact (the first, where two do)
QUESTION_OF: dict[str, Question] = {f: q for q in reversed(QUESTIONS) for f in q.fields}

#: facts that more than one page asks for
SHARED = frozenset(f for f in QUESTION_OF if sum(f in q.facts for q in QUESTIONS) > 1)


def asks(question: Question, fact: str, part: Part) -> bool:
    """A fact that two pages ask for is asked on the one that is at home in the part."""
    return fact not in SHARED or part is Part.MAIN or question.id in THEMES[part].questions
