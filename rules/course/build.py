"""From an assessment to the course of the case."""

from rules.assess import Assessment
from rules.course import almen, byfornyelse, others
from rules.course.contradictions import CONTRADICTION_IDS, contradictions
from rules.course.model import Course, Moment, Stage, State
from rules.course.order import USUAL, arranged, as_seen_on, with_known_neighbours
from rules.course.plan import Plan, View
from rules.outcomes import Law

PLANS: dict[Law | None, tuple[Plan, ...]] = {
    Law.BYFORNYELSE: byfornyelse.STAGES,
    Law.ALMEN: almen.STAGES,
    Law.PRIVATE: others.PRIVATE,
    Law.EXPROPRIATION: others.EXPROPRIATION,
    Law.NONE: (),
    None: others.UNSETTLED,
}
#: every stage that can come up
STAGE_IDS: tuple[str, ...] = USUAL

__all__ = ["CONTRADICTION_IDS", "PLANS", "STAGE_IDS", "course"]


def course(assessment: Assessment, months: frozenset[str] = frozenset()) -> Course:
    """The course of the case as it stands on the day of the assessment.

    ``months``: the facts that are known only to the month. Dates that contradict each other are
    named, and every stage keeps the date that it was told.
    """
    view = View(assessment)
    stages = [_stage(plan, view, months) for plan in PLANS[assessment.law] if plan.is_shown(view)]
    line = arranged(with_known_neighbours(stages))
    return Course(
        stages=tuple(as_seen_on(assessment.case.on, line)),
        contradictions=contradictions(view, months),
    )


def _stage(plan: Plan, view: View, months: frozenset[str]) -> Stage:
    moment = plan.moment(view)
    happened = view.day(plan.event) if plan.event else None
    if happened:
        moment = Moment(day=happened, latest=moment.latest if plan.deadline else None)
    done = happened is not None and happened <= view.assessment.case.on
    facts = (*((plan.event,) if plan.event else ()), *plan.facts)
    told = {plan.event} if happened and not moment.latest else set(facts)
    return Stage(
        id=plan.id,
        rules=plan.rules,
        certainty=plan.certainty(view),
        moment=moment,
        state=State.DONE if done else State.COMING,
        must_act=plan.must_act and not done,
        approximate=moment.is_dated and not told.isdisjoint(months & _given(view, facts)),
        facts=facts,
        step=plan.step,
    )


def _given(view: View, facts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fact for fact in facts if view.day(fact) is not None)
