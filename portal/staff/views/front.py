"""The front page of the office, and a form that came too late."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import select

from portal.cases.listed import cases_of
from portal.clock import today
from portal.staff import kept
from portal.staff.gate import scope, take, visit
from portal.staff.page import page
from portal.staff.scope import Scope
from portal.staff.tables import Organisation


def front() -> ResponseReturnValue:
    """The cases that run, and what else there is to do."""
    running = cases_of(scope(), today()).running
    return page("staff/front.html", organisation=organisation_of(scope()), cases=running)


def organisation_of(scope: Scope) -> Organisation:
    """The user's own organisation."""
    own = select(Organisation).where(Organisation.id == scope.organisation_id)
    return scope.session.exec(own).one()


def resume() -> ResponseReturnValue:
    """The form that was sent when the session had ended, to be sent again or thrown away."""
    form = visit().carried.get("form")
    if form is None:
        return redirect(url_for(".front"), 303)
    return page("staff/resume.html", kept=form, pairs=kept.shown(form))


def discard() -> ResponseReturnValue:
    take("form")
    return redirect(url_for(".front"), 303)
