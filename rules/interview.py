"""The interview: which question next, which are settled, what belongs to the path.

The order is fixed, most telling first. A question is asked only while one of its facts can still
change the main verdict (the *main* part) or a finding that concerns the household (the parts
that follow, each about one thing). *Ved ikke* is an answer: the question is not asked again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from rules import parameters
from rules.approximate import earliest
from rules.assess import main_needs, main_verdict, possible_laws
from rules.case import Case
from rules.conditions import Test, needs
from rules.facts import Facts
from rules.findings import Finding
from rules.laws import ACTS, LAW
from rules.outcomes import Law, Rehousing
from rules.truth import NO, VERDICT, YES, Verdict


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

_SHARED = frozenset(f for f in QUESTION_OF if sum(f in q.facts for q in QUESTIONS) > 1)


def _asks(question: Question, fact: str, part: Part) -> bool:
    """A fact that two pages ask for is asked on the one that is at home in the part."""
    return fact not in _SHARED or part is Part.MAIN or question.id in THEMES[part].questions


#: Answers by attribute name. A fact that was asked for and is not known is there with None.
Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The facts that can still change something, by part, most telling first."""

    by_part: Mapping[Part, tuple[str, ...]]

    def questions(self, part: Part) -> list[Question]:
        """The questions of a part still worth asking, in order."""
        facts = self.by_part.get(part, ())
        return [q for q in QUESTIONS if any(f in facts and _asks(q, f, part) for f in q.facts)]

    def includes(self, question: Question) -> bool:
        """The question can still change something, in whatever part."""
        fields = question.fields
        return any(fact in fields for facts in self.by_part.values() for fact in facts)


def facts_of(answers: Answers) -> Facts:
    """The facts that the answers give; a month is taken as its first day."""
    return earliest(answers)


def supposed(answers: Answers) -> Facts:
    """The facts, and where nobody knows of a decision of the municipality, that there is one.

    A person who cannot tell is asked on as if there were, and is told what hangs on it.
    """
    facts = facts_of(answers)
    if "renewal_decision" in answers and facts.renewal_decision is None:
        return facts.but(renewal_decision=True)
    return facts


def _case(answers: Answers, on: date) -> Case:
    return Case(supposed(answers), on, parameters.load(), frozenset(answers))


def wanted(answers: Answers, on: date) -> Wanted:
    """What is still worth asking after these answers, in every part."""
    case = _case(answers, on)
    return Wanted({part: _wanted_in(part, case) for part in Part})


def _wanted_in(part: Part, case: Case) -> tuple[str, ...]:
    """The facts that can still change something in a part, most telling first."""
    # In one order, whatever a set gives: what is needed comes out the same on every day.
    laws = [law for law in Law if law in possible_laws(case)]
    if part is Part.MAIN:
        needed = main_needs(case, laws)
        return (*needed, *_main_rescues(case, laws, bool(needed)))
    attainable = LAW.attainable(case)
    acts = [ACTS[law] for law in laws if law in ACTS and law in attainable]
    about = THEMES[part].findings
    facts: dict[str, None] = {}
    for finding in (f for act in acts for f in act.findings if f.id in about):
        facts.update(dict.fromkeys(_of_finding(finding, case)))
    if part is Part.DATES:
        for deadline in (d for act in acts for d in act.deadlines if d.concerns.of(case) != NO):
            facts.update((fact, None) for fact in deadline.facts if case.may_ask(fact))
    return tuple(facts)


def _main_rescues(case: Case, laws: Sequence[Law], more: bool) -> Iterator[str]:
    """Facts that count as not the case while untold, and would change the main verdict.

    ``more``: there are others to ask for first, which an open verdict waits for.
    """
    verdict = main_verdict(case, laws)
    if verdict is Rehousing.UNKNOWN and more:
        return
    for fact, value in dict(_rescues(laws, case)).items():
        if case.may_ask(fact):
            told = Case(case.facts.but(**{fact: value}), case.on, case.parameters)
            if main_verdict(told, laws) is not verdict:
                yield fact


def _rescues(laws: Sequence[Law], case: Case) -> Iterator[tuple[str, Any]]:
    """Such facts, with a value at which their test turns."""
    for law in laws:
        if law in ACTS:
            for branch in ACTS[law].rehousing.branches:
                for test in branch.when.rescues:
                    if test.turns:
                        yield from (turn for turn in test.turns(case) if turn[0] == test.rescue)


def _of_finding(finding: Finding, case: Case) -> Sequence[str]:
    if VERDICT[finding.of(case)] is not Verdict.NO:
        return needs(finding.condition, case)
    # A *no* that rests on something not told, such as an objection already made.
    return [
        test.rescue
        for test in finding.condition.rescues
        if test.rescue and case.may_ask(test.rescue) and _would_rescue(test, finding, case)
    ]


def _would_rescue(test: Test, finding: Finding, case: Case) -> bool:
    if test.of(case) != NO:
        return False
    told = Case(case.facts, case.on, case.parameters, truths={test.index: YES})
    return finding.of(told) != NO


def path(answers: Answers, on: date) -> list[Question]:
    """The answered questions that belong to the path, in the order they were answered.

    A question belongs to it if it was worth asking after the answers before it.
    """
    kept: dict[str, Any] = {}
    belonging: list[Question] = []
    for question in answered(answers):
        if wanted(kept, on).includes(question):
            kept.update((fact, answers[fact]) for fact in question.fields if fact in answers)
            belonging.append(question)
    return belonging


def prune(answers: Answers, on: date) -> dict[str, Any]:
    """The answers that belong to the path, in the order they were given; others are dropped."""
    belonging = {fact for question in path(answers, on) for fact in question.fields}
    return {fact: value for fact, value in answers.items() if fact in belonging}


def left_in(answers: Answers, on: date, part: Part) -> list[Question]:
    """The questions of one part still worth asking, in order."""
    return _left_in(part, _case(answers, on))


def _left_in(part: Part, case: Case) -> list[Question]:
    return Wanted({part: _wanted_in(part, case)}).questions(part)


def next_question(answers: Answers, on: date, part: Part = Part.MAIN) -> Question | None:
    """The next question of the part, or None where the part is done."""
    return next(iter(left_in(answers, on, part)), None)


def next_fact(answers: Answers, on: date) -> str | None:
    """The fact most worth asking for next, over all parts; None where nothing is left to ask."""
    return next_fact_in(_case(answers, on))


def next_fact_in(case: Case) -> str | None:
    """`next_fact` for a case that may have been assessed already; nothing is worked out twice."""
    for part in Part:
        facts = _wanted_in(part, case)
        questions = Wanted({part: facts}).questions(part) if facts else []
        for question in questions:
            return next(fact for fact in question.facts if fact in facts)
    return None


def answered(answers: Answers) -> list[Question]:
    """The questions that were answered, in the order they were."""
    own = (fact for fact in answers if fact not in _SHARED)
    return list(dict.fromkeys(QUESTION_OF[fact] for fact in own))


def before(
    question: Question, answers: Answers, part: Part, on: date | None = None
) -> Question | None:
    """Where Back leads: the question answered before this one in the part, None at its start.

    A part can ask for what is at home in another; with ``on`` such questions are found as well.
    """
    order = answered(answers)
    earlier = order[: order.index(question)] if question in order else order
    if part is Part.MAIN:
        return earlier[-1] if earlier else None
    if on is None:
        earlier = [q for q in earlier if q.id in THEMES[part].questions]
        return earlier[-1] if earlier else None
    if not earlier:
        return None
    facts = {fact for q in earlier[:-1] for fact in q.fields}
    given = {fact: value for fact, value in answers.items() if fact in facts}
    if next_question(given, on) is not None:
        return None
    return earlier[-1] if next_question(given, on, part) is earlier[-1] else None
