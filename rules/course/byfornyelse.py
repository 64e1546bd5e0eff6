"""The stages of a case under byfornyelsesloven."""

from datetime import date

from rules import dates
from rules.byfornyelse import two_year
from rules.byfornyelse.notice import imminent_danger
from rules.byfornyelse.scope import condemned
from rules.course import leaving, notice
from rules.course.model import Moment
from rules.course.plan import Plan, View, after, always, before, never
from rules.facts import Reason, Tenure
from rules.outcomes import Rehousing
from rules.truth import NO

NOTICE_EARLIEST = "byf.notice.earliest_months_before"
NOTICE_MONTHS = "byf.notice.months"
NOTICE_OBJECTION_WEEKS = "byf.notice.objection_weeks"
OBJECTION_WEEKS = "byf.perm.objection_weeks"
RIGHT_EARLIEST_MONTHS = "byf.perm.right_earliest_months_before"
CHANGE_YEARS = "byf.perm.change_years"
WITHOUT_CONSENT = "byf.temp.max_months_without_consent"
WITH_CONSENT = "byf.temp.max_months_with_consent"
LANDLORD_WEEKS = "byf.notice.landlord_weeks"
MUNICIPALITY_WEEKS = "byf.perm.municipality_weeks"
SUPPORT_YEARS = "byf.support.years"
GRANT_MONTHS = "byf.kondem.grant_apply_months"
PERMANENT_START = "byf.perm.practice_start_months_before"
TEMPORARY_START = "byf.temp.practice_start_months_before"
#: as many as the law has years of support
MOST_STEPS = 10


def _new_home(view: View) -> bool:
    """A permanent home is to be assigned, because of the works or on demand."""
    return view.permanent or view.assessment.rehousing is Rehousing.ON_DEMAND


def _must_leave(view: View) -> bool:
    return view.rehoused and view.assessment.rehousing is not Rehousing.ON_DEMAND


def _temporary(view: View) -> bool:
    return view.holds("temporary_right")


def _window(view: View) -> Moment:
    vacating, case = view.day("vacating_date"), view.assessment.case
    earliest, months = view.number(NOTICE_EARLIEST), view.number(NOTICE_MONTHS)
    if vacating is None or earliest is None or months is None:
        return Moment(before="leave")
    first = dates.minus_months(vacating, earliest)
    # Shorter where there is danger, or for tenants who were told of the two-year rule.
    shorter = (condemned & imminent_danger) | (two_year.vacating & two_year.told_in_writing)
    if shorter.of(case) != NO:
        return Moment(earliest=first, before="leave")
    last = notice.last_day_for(vacating, months, to_first_weekday=False)
    return Moment(earliest=first, latest=last)


def _home_again(view: View) -> Moment:
    """Back within the months the law has, counted from the day the home must be empty."""
    agreed = view.facts.agrees_to_longer
    last = view.months_after_leaving(WITH_CONSENT if agreed else WITHOUT_CONSENT)
    return Moment(latest=last, after="leave")


def _moving(view: View) -> Moment:
    return Moment(latest=view.leave if _must_leave(view) else None, after="assigned")


def _offer_objection(view: View) -> Moment:
    return Moment(latest=view.due("objection_open"), after="offer")


def _answer_to_offer(view: View) -> Moment:
    return Moment(latest=view.weeks_after(view.day("offer_objected"), MUNICIPALITY_WEEKS))


def _grant(view: View) -> Moment:
    decided, months = view.day("decision_date"), view.number(GRANT_MONTHS)
    if decided is None or months is None:
        return Moment(after="decision")
    return Moment(latest=dates.plus_months(decided, months))


def _may_have_grant(view: View) -> bool:
    owns = view.facts.tenure in (Tenure.OWNER, Tenure.ANDEL)
    return owns and view.facts.reason is Reason.CONDEMNATION


def _demand(view: View) -> Moment:
    return Moment(day=view.due("rent_rule"))


def _support_from(view: View, years: int) -> date | None:
    moved, most = view.day("moved_in"), view.number(SUPPORT_YEARS)
    return dates.plus_years(moved, years) if moved and most and years <= most else None


def _supported(view: View) -> bool:
    return _new_home(view) and view.may_hold("phase_in_support")


def _support(view: View) -> Moment:
    return Moment(earliest=view.day("moved_in"), after="moving")


def _step(number: int) -> Plan:
    """The support falls each year, counted from the day of moving in; at last to nothing."""
    return Plan(
        f"support_{number}",
        ("BYF-I-02",),
        lambda view: view.holds("phase_in_support") and _support_from(view, number) is not None,
        lambda view: Moment(day=_support_from(view, number)),
        parameters=(SUPPORT_YEARS,),
        facts=("moved_in",),
        step=number,
    )


STAGES: tuple[Plan, ...] = (
    Plan("decision", ("BYF-G-01",), always, event="decision_date"),
    Plan("meeting", ("HLP-02", "HLP-11"), _must_leave, before("leave")),
    Plan(
        "rent_rule",
        ("BYF-R-04",),
        never,
        _demand,
        deadline="rent_rule",
        must_act=True,
        facts=("raised_rent_first_paid",),
    ),
    Plan(
        "grant",
        ("KON-06",),
        _may_have_grant,
        _grant,
        parameters=(GRANT_MONTHS,),
        facts=("decision_date",),
        must_act=True,
    ),
    Plan(
        "permanent_from",
        ("BYF-G-05",),
        lambda view: view.permanent and _must_leave(view),
        lambda view: Moment(earliest=view.due("permanent_from"), after="decision"),
        deadline="permanent_from",
        parameters=(RIGHT_EARLIEST_MONTHS,),
        facts=("decision_date", "vacating_date"),
    ),
    notice.received(("BYF-P-02", "BYF-N-05", "KON-04"), _window, (NOTICE_EARLIEST,)),
    notice.objection(("BYF-P-04",), NOTICE_OBJECTION_WEEKS),
    notice.answer(("BYF-P-04",), LANDLORD_WEEKS),
    Plan(
        "rehousing_begins",
        ("BYF-P-19",),
        lambda view: view.permanent and _must_leave(view),
        lambda view: Moment(earliest=view.months_before_leaving(PERMANENT_START), before="leave"),
        parameters=(PERMANENT_START,),
        facts=("vacating_date",),
    ),
    Plan(
        "building_empties",
        ("BYF-T-17",),
        _temporary,
        lambda view: Moment(earliest=view.months_before_leaving(TEMPORARY_START), before="leave"),
        parameters=(TEMPORARY_START,),
        facts=("vacating_date",),
    ),
    Plan(
        "offer",
        ("BYF-G-01",),
        lambda view: _must_leave(view) or _new_home(view),
        lambda view: before("leave" if _must_leave(view) else "moving")(view),
        event="offer_date",
    ),
    Plan(
        "offer_objection",
        ("BYF-P-10",),
        _new_home,
        _offer_objection,
        event="offer_objected",
        deadline="objection_open",
        parameters=(OBJECTION_WEEKS,),
        facts=("offer_date",),
        must_act=True,
    ),
    Plan(
        "municipality_answer",
        ("BYF-P-10",),
        lambda view: bool(view.facts.offer_objected) and view.holds("objection_open"),
        _answer_to_offer,
        parameters=(MUNICIPALITY_WEEKS,),
        facts=("offer_objected",),
    ),
    Plan(
        "refusal",
        ("BYF-P-09",),
        lambda view: _new_home(view) and view.may_hold("refuse_once"),
        after("offer"),
    ),
    Plan("assigned", ("BYF-P-11",), _new_home, before("moving"), event="assigned"),
    Plan("get_ready", ("BYF-T-18",), _temporary, before("leave")),
    leaving.leave(("BYF-P-02", "BYF-T-01"), _must_leave),
    Plan("address_stays", ("BYF-T-13",), _temporary, after("leave")),
    leaving.moving("BYF-P-15", _new_home, _moving),
    leaving.cpr(_new_home),
    Plan(
        "return_home",
        ("BYF-T-01", "BYF-T-02", "BYF-T-16"),
        _temporary,
        _home_again,
        parameters=(WITHOUT_CONSENT,),
        facts=leaving.LEAVING,
    ),
    Plan("keys", ("BYF-T-18",), _temporary, after("return_home")),
    Plan(
        "regret",
        ("BYF-P-11",),
        lambda view: _new_home(view) and (view.may_hold("regret") or bool(view.due("regret"))),
        lambda view: Moment(latest=view.due("regret"), after="assigned"),
        deadline="regret",
        parameters=(CHANGE_YEARS,),
        facts=("assigned",),
        must_act=True,
    ),
    Plan("support", ("BYF-I-01", "BYF-I-02"), _supported, _support, facts=("moved_in",)),
    *(_step(number) for number in range(1, MOST_STEPS + 1)),
)
