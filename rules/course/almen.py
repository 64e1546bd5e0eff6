"""The stages of a case under almenlejeloven, and what AlmenNet's guidance adds."""

from rules.course import notice
from rules.course.model import Moment
from rules.course.plan import Plan, View, after, before
from rules.facts import Reason
from rules.outcomes import Rehousing

CPR_DAYS = "cpr.report_days"
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


def _talk(view: View) -> Moment:
    last = view.months_before_leaving(TALKS_MONTHS)
    return Moment(latest=last, before=None if last else "leave")


def _early_notice(view: View) -> Moment:
    last = view.months_before_leaving(PRACTICE_MONTHS)
    return Moment(latest=last, before=None if last else "leave")


def _choice(view: View) -> Moment:
    first = view.months_after_leaving(MONTHS)
    return Moment(earliest=first, after=None if first else "leave")


def _vacancy(view: View) -> Moment:
    last = view.months_after_leaving(VACANCY_MONTHS)
    return Moment(latest=last, after=None if last else "leave")


def _inspection(view: View) -> Moment:
    moved = view.day("moved_in") or view.leave
    last = view.weeks_after(moved, INSPECTION_WEEKS)
    return Moment(latest=last, after=None if last else "leave")


def _moving(view: View) -> Moment:
    return Moment(latest=view.leave, before=None if view.leave else "leave")


_LEAVING = ("notice_leave_by", "vacating_date")

STAGES: tuple[Plan, ...] = (
    Plan("information_meeting", ("ALM-20",), _planned, before("talk")),
    Plan("talk", ("ALM-20",), _planned, _talk, parameters=(TALKS_MONTHS,), facts=_LEAVING),
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
        _early_notice,
        parameters=(PRACTICE_MONTHS,),
        facts=_LEAVING,
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
    Plan(
        "leave",
        ("ALM-02",),
        _planned,
        lambda view: Moment(day=view.leave),
        deadline="leave_by",
        facts=_LEAVING,
    ),
    Plan(
        "inspection",
        ("ALM-24",),
        lambda view: _planned(view) and view.permanent,
        _inspection,
        parameters=(INSPECTION_WEEKS,),
        facts=("moved_in", *_LEAVING),
    ),
    Plan(
        "mild_inspection",
        ("ALM-24",),
        lambda view: _away_for_a_while(view) and not view.permanent,
        before("leave"),
    ),
    Plan(
        "moving",
        ("ALM-16",),
        lambda view: view.permanent,
        _moving,
        event="moved_in",
        facts=_LEAVING,
    ),
    Plan(
        "cpr",
        ("BYF-P-18",),
        lambda view: view.permanent,
        lambda view: Moment(latest=view.due("cpr"), after="moving"),
        deadline="cpr",
        parameters=(CPR_DAYS,),
        facts=("moved_in",),
        must_act=True,
    ),
    Plan(
        "vacant_home",
        ("ALM-11",),
        lambda view: _planned(view) and view.holds("same_property_offer"),
        _vacancy,
        parameters=(VACANCY_MONTHS,),
        facts=_LEAVING,
    ),
    Plan(
        "twelve_months",
        ("ALM-09",),
        _away_for_a_while,
        _choice,
        parameters=(MONTHS,),
        facts=_LEAVING,
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
