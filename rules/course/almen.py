"""The stages of a case under almenlejeloven, and what AlmenNet's guidance adds."""

from rules.course import leaving, notice
from rules.course.leaving import LEAVING
from rules.course.model import Moment
from rules.course.plan import Plan, View, after, before
from rules.facts import Reason
from rules.outcomes import Rehousing

NOTICE_MONTHS = "alm.notice.months"
OBJECTION_WEEKS = "alm.objection_weeks"
MONTHS = "alm.temp.max_months_before_choice"
TALKS_MONTHS = "alm.talks_before_months"
PRACTICE_MONTHS = "alm.notice.practice_months"
SUE_WEEKS = "alm.landlord_sue_weeks"
RETURN_LETTER_MONTHS = "alm.return_letter_months"
VACANCY_MONTHS = "alm.vacancy_offer_months"
INSPECTION_WEEKS = "alm.inspection_weeks"


def _planned(view: View) -> bool:
    """The organisation rehouses, and not after a fire."""
    return view.rehoused and view.facts.reason is not Reason.FIRE


def _notice_may_come(view: View) -> bool:
    return _planned(view) and notice.is_open(view)


def _away_for_a_while(view: View) -> bool:
    return view.temporary and view.facts.reason is not Reason.FIRE


def _inspection(view: View) -> Moment:
    moved = view.day("moved_in") or view.leave
    return Moment(latest=view.weeks_after(moved, INSPECTION_WEEKS), after="leave")


STAGES: tuple[Plan, ...] = (
    Plan("information_meeting", ("ALM-20",), _planned, before("talk")),
    Plan(
        "talk",
        ("ALM-20",),
        _planned,
        lambda view: Moment(latest=view.months_before_leaving(TALKS_MONTHS), before="leave"),
        parameters=(TALKS_MONTHS,),
        facts=LEAVING,
    ),
    Plan("agreement", ("ALM-23",), _planned, after("talk")),
    Plan(
        "works_warning",
        ("ALM-19",),
        lambda view: view.assessment.rehousing is Rehousing.LANDLORD_DECIDES,
        before("leave"),
    ),
    Plan(
        "notice_early",
        ("ALM-20",),
        lambda view: _notice_may_come(view) and view.facts.notice_received is None,
        lambda view: Moment(latest=view.months_before_leaving(PRACTICE_MONTHS), before="leave"),
        parameters=(PRACTICE_MONTHS,),
        facts=LEAVING,
    ),
    notice.received(("ALM-02",), notice.first_weekday(NOTICE_MONTHS), (NOTICE_MONTHS,)),
    notice.objection(("ALM-04",), OBJECTION_WEEKS),
    notice.answer(("ALM-04",), SUE_WEEKS),
    Plan("rebuilt_offer", ("ALM-12",), lambda view: view.holds("return_offer"), after("notice")),
    Plan(
        "offer",
        ("ALM-05", "ALM-30"),
        lambda view: view.rehoused,
        before("leave"),
        event="offer_date",
    ),
    leaving.leave(("ALM-02",), _planned),
    Plan(
        "inspection",
        ("ALM-24",),
        lambda view: _planned(view) and view.permanent,
        _inspection,
        parameters=(INSPECTION_WEEKS,),
        facts=("moved_in", *LEAVING),
    ),
    Plan(
        "mild_inspection",
        ("ALM-24",),
        lambda view: _away_for_a_while(view) and not view.permanent,
        before("leave"),
    ),
    leaving.moving("ALM-16", lambda view: view.permanent),
    leaving.cpr(lambda view: view.permanent),
    leaving.vacant_home(
        "ALM-11",
        lambda view: _planned(view) and view.holds("same_property_offer"),
        VACANCY_MONTHS,
    ),
    Plan(
        "twelve_months",
        ("ALM-09",),
        _away_for_a_while,
        lambda view: Moment(earliest=view.months_after_leaving(MONTHS), after="leave"),
        parameters=(MONTHS,),
        facts=LEAVING,
    ),
    Plan(
        "return_letter",
        ("ALM-20",),
        _away_for_a_while,
        before("return_home"),
        parameters=(RETURN_LETTER_MONTHS,),
    ),
    Plan("return_home", ("ALM-13",), _away_for_a_while, after("leave")),
    Plan("keys", ("ALM-20",), _away_for_a_while, after("return_letter")),
)
