"""Letters with links for the households of a case: ordering them, waiting, fetching the file."""

from flask import abort, current_app, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.cases.letters import jobs, order
from portal.cases.tables import Case, Job, JobState
from portal.staff.actions import Action
from portal.staff.gate import scope
from portal.staff.page import page

_TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def letters(case_id: int) -> ResponseReturnValue:
    """Who gets a letter, and as what. `?household=` chooses one before."""
    case = scope().get(Case, case_id)
    every = order.recipients(scope(), case)
    errors: dict[str, str] = {}
    given = order.start(case, request.args.getlist("household", type=int))
    if request.method == "POST":
        given = order.from_request()
        wanted, errors = order.read(given, case, every)
        job = jobs.begin(scope(), case, wanted) if wanted else None
        if job:
            return redirect(url_for(".letters_job", case_id=case_id, job_id=job.id), 303)
        errors = errors or {"whom": "letters_going"}
    shown = page(
        "cases/letters.html",
        errors=errors,
        case=case,
        every=every,
        without=sum(not one.has_link for one in every),
        typed=given,
        last_day=order.last_day_of(case),
        most_months=order.LONGEST,
        own=jobs.own(scope(), case),
        until=jobs.KEPT,
    )
    return shown, 422 if errors else 200


def letters_job(case_id: int, job_id: int) -> ResponseReturnValue:
    """How far it is, and the file when it is there; as JSON for the script of the page."""
    case, job = _found(case_id, job_id)
    job = jobs.looked_at(scope(), job)
    over = jobs.is_over(job)
    if over:
        jobs.forget_file(scope(), job)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(made=job.made, total=job.total, state=job.state)
    waits = job.state in (JobState.WAITING, JobState.RUNNING)
    return page(
        "cases/letters_job.html", case=case, job=job, waits=waits, over=over, until=jobs.KEPT
    )


def letters_file(case_id: int, job_id: int) -> ResponseReturnValue:
    """The file, for the one who ordered it and for an hour."""
    case, job = _found(case_id, job_id)
    if job.state is not JobState.READY or jobs.is_over(job):
        return redirect(url_for(".letters_job", case_id=case_id, job_id=job_id), 303)
    content = jobs.content(scope(), job)
    scope().note(Action.LETTERS_FETCHED, case)
    scope().commit()
    mimetype = _TYPES[job.filename.rpartition(".")[2]]
    response = current_app.response_class(content, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=job.filename)
    response.headers["Cache-Control"] = "no-store"
    return response


def _found(case_id: int, job_id: int) -> tuple[Case, Job]:
    """A job of this user's, in this case; else 404."""
    case, job = scope().get(Case, case_id), scope().get(Job, job_id)
    if job.case_id != case.id or job.user_id != scope().user.id:
        abort(404)
    return case, job
