"""The plan of a case: its page, marking a task, and the calendar file."""

from datetime import UTC, datetime

from flask import Response, abort, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import select

from portal.cases.case_form import read_near_day
from portal.cases.claims import hold
from portal.cases.household_form import FieldError, shown_date
from portal.cases.need import need_of
from portal.cases.plan import Plan
from portal.cases.plan_shown import ShownPlan
from portal.cases.plan_tasks import tasks
from portal.cases.tables import Case, TaskDone
from portal.cases.timeline import line_of
from portal.clock import today
from portal.course.calendar import TYPE
from portal.sharing import here
from portal.staff import typed
from portal.staff.actions import Action
from portal.staff.gate import carry, scope, take
from portal.staff.page import page
from portal.staff.roles import Access

_FILE = "genhusningsplan.ics"


def plan(case_id: int) -> ResponseReturnValue:
    """The tasks in their three phases, the line of time, and how many homes are needed."""
    return _page(scope().get(Case, case_id))


def mark_task(case_id: int, task: str) -> ResponseReturnValue:
    """Mark a task as done or not done, or give it a day of its own; an empty one takes it back."""
    case = scope().get(Case, case_id)
    if task not in tasks():
        abort(404)
    act = typed.text("do")
    hold(scope(), case)  # so that no mark is made twice
    mark = _mark(case, task) or TaskDone(
        organisation_id=scope().organisation_id, case_id=case_id, task=task
    )
    if act == "day":
        given = typed.text("day")
        try:
            mark.day = read_near_day(given)
        except FieldError as error:
            return _page(case, {f"day-{task}": error.code}, {task: given}), 422
    elif act in ("done", "open"):
        mark.done = (mark.done or today()) if act == "done" else None
    else:
        abort(404)
    _keep(mark)
    scope().note(Action.TASK_MARKED, case)
    scope().commit()
    carry(said="task_marked")
    return redirect(f"{url_for('.plan', case_id=case_id)}#{task}", 303)


def plan_calendar(case_id: int) -> ResponseReturnValue:
    """The days as a calendar file."""
    from portal.cases import plan_calendar as calendar  # few ask for one, and icalendar takes 4 MB

    case = scope().get(Case, case_id)
    url = here(url_for(".plan", case_id=case_id))
    file = calendar.as_file(ShownPlan(_plan(case)), url, datetime.now(UTC))
    response = Response(file, content_type=TYPE)
    response.headers.set("Content-Disposition", "attachment", filename=_FILE)
    return response


def _page(
    case: Case, errors: dict[str, str] | None = None, given: dict[str, str] | None = None
) -> str:
    found = _plan(case)
    shown = ShownPlan(found)
    typed_days = {row.id: shown_date(found.own_day(row.id)) for row in shown.rows}
    return page(
        "cases/plan.html",
        errors=errors,
        case=case,
        shown=shown,
        line=line_of(found),
        need=need_of(scope(), case),
        typed=typed_days | (given or {}),
        may_write=scope().may(Access.CASEWORKER),
        said=take("said"),
    )


def _plan(case: Case) -> Plan:
    marks = scope().all(select(TaskDone).where(TaskDone.case_id == case.id))
    return Plan(case, marks, today())


def _mark(case: Case, task: str) -> TaskDone | None:
    of_task = select(TaskDone).where(TaskDone.case_id == case.id, TaskDone.task == task)
    return scope().first(of_task)


def _keep(mark: TaskDone) -> None:
    """Save a mark; one that says nothing is not kept."""
    if mark.done or mark.day:
        scope().add(mark)
    elif mark in scope().session:
        scope().delete(mark)
