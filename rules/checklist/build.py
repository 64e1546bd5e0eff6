"""From an assessment to the list of a household."""

from collections.abc import Iterable, Iterator

from rules.assess import Assessment
from rules.checklist import almen, byfornyelse, others
from rules.checklist.model import By, Due, Household, Item, Phase, Side
from rules.checklist.said import away, moved
from rules.course import Course, Stage, course
from rules.course.model import Moment
from rules.outcomes import Law, Rehousing
from rules.truth import VERDICT, YES, Verdict

PLANS: dict[Law | None, tuple[Item, ...]] = {
    Law.BYFORNYELSE: byfornyelse.ITEMS,
    Law.ALMEN: almen.ITEMS,
    Law.PRIVATE: others.PRIVATE,
    Law.EXPROPRIATION: others.EXPROPRIATION,
    Law.NONE: others.NO_ACT,
    None: others.UNSETTLED,
}
#: every item that can come up, in the order in which one comes to it
ITEM_IDS: tuple[str, ...] = (
    "call_today",
    "fire",
    "notice_objection",
    "offer_objection",
    "rent_rule",
    "demand_home",
    "grant",
    "choose",
    "do_not_sign",
    "written_decision",
    "ask_decision",
    "ask_in_writing",
    "ask_home",
    "legal_help",
    "papers",
    "check_offer",
    "answer_offer",
    "rebuilt_offer",
    "longer",
    "agree_in_writing",
    "advice",
    "wishes",
    "bring",
    "companion",
    "interpreter",
    "school",
    "agreement",
    "own_home",
    "loan",
    "extra_help",
    "moving_help",
    "improvements",
    "side_rooms",
    "storage",
    "insurer",
    "phone",
    "mail",
    "new_address",
    "fridge",
    "photos",
    "meters",
    "inspection",
    "keys",
    "empty",
    "address_stays",
    "rent",
    "digital_post",
    "benefit_away",
    "not_ready",
    "return_letter",
    "return_day",
    "meters_home",
    "keys_back",
    "look_round",
    "rent_letter",
    "cpr",
    "receipts",
    "support",
    "benefit_new",
    "waiting_list",
    "regret",
)
_RANK = {item: rank for rank, item in enumerate(ITEM_IDS)}
_GIVEN = (Verdict.YES, Verdict.DISPUTED)
#: behind those who have moved already
_BEHIND = frozenset({Phase.TALK, Phase.BEFORE, Phase.LEAVING})


def items(
    assessment: Assessment,
    months: frozenset[str] = frozenset(),
    household: Household | None = None,
) -> list[Due]:
    """What a household has to see to, in order of date; what has no date where it usually comes.

    ``months``: the facts that are known only to the month. What the household told as done is
    left out.
    """
    line = course(assessment, months)
    household = household or Household()
    found = [
        _due(item, line) for item in PLANS[assessment.law] if _concerns(item, assessment, household)
    ]
    return arranged(found)


def _concerns(item: Item, assessment: Assessment, household: Household) -> bool:
    if item.of is not None and getattr(household, item.of) is False:
        return False
    if item.phase in _BEHIND and _is_there(assessment):
        return False
    return VERDICT[item.when.of(assessment.case)] in _GIVEN


def _is_there(assessment: Assessment) -> bool:
    """The household lives in the home that it was to move to."""
    case = assessment.case
    if moved.of(case) == YES:
        return True
    stays_away = assessment.rehousing is not Rehousing.PERMANENT
    return away.of(case) == YES and stays_away


def _due(item: Item, line: Course) -> Due:
    stage = _stage(item.by, line)
    is_it = stage is not None and item.by is not None and item.by.side is Side.ON
    moment = _moment(item.by.side, stage) if item.by and stage else Moment()
    return Due(
        id=item.id,
        rules=item.rules,
        phase=item.phase,
        doer=item.doer,
        moment=moment,
        stage=stage.id if stage and is_it else None,
        must_act=bool(stage and is_it and stage.must_act),
        approximate=bool(stage and stage.approximate and moment.is_dated),
    )


def _stage(by: By | None, line: Course) -> Stage | None:
    if by is None:
        return None
    # Who moves without having to leave by a day, leaves on the day of moving.
    also = "moving" if by.stage == "leave" else None
    return line.stage(by.stage) or (line.stage(also) if also else None)


def _moment(side: Side, stage: Stage) -> Moment:
    if side is Side.ON:
        return stage.moment
    if side is Side.AFTER:
        return Moment(after=stage.id)
    day = stage.moment.day
    return Moment(latest=day) if day else Moment(before=stage.id)


def arranged(dues: Iterable[Due]) -> list[Due]:
    """In order of date; those without one before the first that usually comes later."""
    by_rank = sorted(dues, key=lambda due: _RANK[due.id])
    line = [due for due in by_rank if due.moment.is_dated]
    line.sort(key=_day)
    for due in by_rank:
        if not due.moment.is_dated:
            line.insert(next(_later(due, line), len(line)), due)
    return line


def _later(due: Due, line: list[Due]) -> Iterator[int]:
    return (place for place, other in enumerate(line) if _RANK[other.id] > _RANK[due.id])


def _day(due: Due) -> int:
    day = due.moment.marked
    assert day is not None  # noqa: S101  only those with a day are sorted by it
    return day.toordinal()
