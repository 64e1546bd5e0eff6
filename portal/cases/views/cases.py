"""The cases: their list, and each to make, change and delete."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.cases import case_form as form
from portal.cases import lists
from portal.cases.claims import claim, version_of
from portal.cases.listed import cases_of
from portal.cases.need import need_of
from portal.cases.ruling import ruling_of
from portal.cases.tables import Case
from portal.clock import law_day, today
from portal.municipality.places import municipalities
from portal.staff import typed
from portal.staff.actions import Action
from portal.staff.gate import carry, scope, take
from portal.staff.page import page
from rules.facts import Reason


def cases() -> ResponseReturnValue:
    """Those that run, and apart from them those that have ended."""
    return page("cases/cases.html", cases=cases_of(scope(), today()), said=take("said"))


def new_case() -> ResponseReturnValue:
    if request.method == "GET":
        return _form(None, form.start(), {})
    given = form.from_request()
    values, errors = form.read(given)
    if errors:
        return _form(None, given, errors), 422
    case = scope().add(Case(organisation_id=scope().organisation_id, **values))
    lists.refresh(scope().session, case)
    scope().note(Action.CASE_ADDED, case)
    scope().commit()
    carry(said="case_added")
    return redirect(url_for(".plan", case_id=case.id), 303)


def edit_case(case_id: int) -> ResponseReturnValue:
    """All that is told of a case, and what the rules say of it."""
    found = scope().get(Case, case_id)
    if request.method == "GET":
        return _form(found, form.typed_of(found), {})
    given = form.from_request()
    values, errors = form.read(given)
    if errors:
        return _form(found, given, errors, version=typed.text("version")), 422
    if not claim(scope(), found, version_of(typed.text("version"))):
        found = scope().get(Case, case_id)
        return _form(found, given, {}, there=form.typed_of(found)), 409
    for name, value in values.items():
        setattr(found, name, value)
    lists.refresh(scope().session, found)
    scope().note(Action.CASE_CHANGED, found)
    scope().commit()
    carry(said="case_changed")
    return redirect(url_for(".edit_case", case_id=case_id), 303)


def delete_case(case_id: int) -> ResponseReturnValue:
    """All of a case at once and for good, once its name was typed."""
    found = scope().get(Case, case_id)
    errors: dict[str, str] = {}
    if request.method == "POST":
        if typed.text("name") == found.name:
            scope().note(Action.CASE_DELETED, found)
            scope().delete(found)
            scope().commit()
            carry(said="case_deleted")
            return redirect(url_for(".cases"), 303)
        errors = {"name": "other_name" if typed.text("name") else "empty"}
    shown = page(
        "cases/case_delete.html",
        case=found,
        households=need_of(scope(), found).households,
        typed={"name": typed.text("name")},
        errors=errors,
    )
    return shown, 422 if errors else 200


def _form(
    found: Case | None,
    given: form.Typed,
    errors: form.Errors,
    *,
    version: str | None = None,
    there: form.Typed | None = None,
) -> str:
    """The fields. ``there``: what a colleague has saved since the page was made."""
    return page(
        "cases/case_form.html",
        case=found,
        typed=given,
        errors=errors,
        version=version if version is not None else str(found.version if found else 0),
        there={name: value for name, value in (there or {}).items() if value != given[name]},
        collided=there is not None,
        municipalities=municipalities().values(),
        reasons=list(Reason),
        facts=lists.CASE_FACTS,
        dates=form.DATES,
        ruling=ruling_of(found, law_day()) if found else None,
        said=take("said"),
    )
