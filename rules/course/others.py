"""The stages of a case under lejeloven, under expropriation, and where no act is settled."""

from rules.course import leaving, notice
from rules.course.model import Moment
from rules.course.plan import Plan, View, after, before, never, until
from rules.facts import Reason, Tenure

NOTICE_MONTHS = "prv.notice.months"
NOTICE_MONTHS_ROOM = "prv.notice.months_room"
OBJECTION_WEEKS = "prv.objection_weeks"
SUE_WEEKS = "prv.sue_weeks"
VACANCY_MONTHS = "prv.vacancy_offer_months"
CLAIM_WEEKS = "prv.claim_weeks"
_WORKS = (Reason.RENOVATION, Reason.RENT_INCREASE, Reason.MERGER)


def _works(view: View) -> bool:
    return view.facts.reason in _WORKS


def _notice_window(view: View) -> Moment:
    room = view.facts.tenure is Tenure.ROOM_IN_LANDLORDS_HOME
    return notice.first_weekday(NOTICE_MONTHS_ROOM if room else NOTICE_MONTHS)(view)


def _leaves(view: View) -> bool:
    return view.leave is not None or view.holds("notice_ground")


_NOTICE = (
    notice.received(("PRV-02",), _notice_window, (NOTICE_MONTHS,)),
    notice.objection(("PRV-02",), OBJECTION_WEEKS),
    notice.answer(("PRV-02",), SUE_WEEKS),
)

PRIVATE: tuple[Plan, ...] = (
    Plan("works_warning", ("PRV-07",), _works),
    Plan("increase", ("PRV-05",), never, event="increase_announced"),
    Plan(
        "demand_home",
        ("PRV-05", "PRV-06"),
        lambda view: view.holds("landlord_offer"),
        parameters=(CLAIM_WEEKS,),
        must_act=True,
    ),
    *_NOTICE,
    Plan("rebuilt_offer", ("PRV-03",), lambda view: view.holds("return_offer"), after("notice")),
    leaving.leave(("PRV-02",), _leaves),
    leaving.vacant_home("PRV-03", lambda view: view.holds("same_property_offer"), VACANCY_MONTHS),
)


def _has_right(view: View) -> bool:
    return view.permanent


EXPROPRIATION: tuple[Plan, ...] = (
    *_NOTICE,
    Plan("meeting", ("HLP-02", "HLP-11"), _has_right, before("leave")),
    Plan("offer", ("PRV-04",), _has_right, before("leave"), event="offer_date"),
    leaving.leave(("PRV-04",), _leaves),
    leaving.moving("PRV-04", _has_right),
    leaving.cpr(_has_right),
    Plan("apply_costs", ("PRV-04",), _has_right, after("moving")),
)

#: Where several acts may apply: the dates that at least one of them has.
UNSETTLED: tuple[Plan, ...] = (
    Plan(
        "rent_rule",
        ("BYF-R-04",),
        never,
        lambda view: Moment(day=view.due("rent_rule")),
        deadline="rent_rule",
        facts=("raised_rent_first_paid",),
        must_act=True,
    ),
    Plan(
        "permanent_from",
        ("BYF-G-05",),
        never,
        lambda view: Moment(earliest=view.due("permanent_from")),
        deadline="permanent_from",
        facts=("decision_date", "vacating_date"),
    ),
    Plan("notice", ("BYF-P-02", "ALM-02", "PRV-02"), never, event="notice_received"),
    Plan(
        "notice_objection",
        ("BYF-P-04", "ALM-04", "PRV-02"),
        never,
        until("notice_objection_open"),
        event="notice_objected",
        deadline="notice_objection_open",
        facts=("notice_received",),
        must_act=True,
    ),
    Plan("offer", ("BYF-G-01", "ALM-05", "PRV-04"), never, event="offer_date"),
    Plan(
        "offer_objection",
        ("BYF-P-10",),
        never,
        until("objection_open"),
        event="offer_objected",
        deadline="objection_open",
        facts=("offer_date",),
        must_act=True,
    ),
    leaving.leave(("BYF-P-02", "ALM-02", "PRV-02"), never),
    Plan("moving", ("BYF-P-18",), never, event="moved_in"),
    leaving.cpr(never),
    Plan(
        "regret",
        ("BYF-P-11",),
        never,
        until("regret"),
        deadline="regret",
        facts=("assigned",),
        must_act=True,
    ),
)
