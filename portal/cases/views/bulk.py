"""One change of many households at once: asked for, confirmed, done, and taken back."""

from collections.abc import Collection
from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.cases import bulk as acts
from portal.cases import filters, households, tables
from portal.cases import household_form as form
from portal.cases.bulk import Act, Done
from portal.cases.households_page import table
from portal.cases.tables import Case
from portal.clock import law_day
from portal.staff import typed
from portal.staff.actions import Action
from portal.staff.gate import carry, scope
from portal.staff.page import page
from portal.tokens import TokenError

#: labels that the page of confirmation names
_NAMED = 20
#: what is written in the log
_NOTED = {
    Act.LANGUAGE: Action.HOUSEHOLDS_LANGUAGE,
    Act.KIND: Action.HOUSEHOLDS_KIND,
    Act.TALK: Action.HOUSEHOLDS_TALK,
    Act.WITHDRAW: Action.HOUSEHOLDS_WITHDRAWN,
    Act.REMOVE: Action.HOUSEHOLDS_REMOVED,
}


def bulk(case_id: int) -> ResponseReturnValue:
    """Ask whether it is meant; once that was answered, do it."""
    case = scope().get(Case, case_id)
    try:
        asked = filters.of_address(request.args)
        if "sealed" in request.form:
            return _confirmed(case, asked)
    except (filters.FilterError, TokenError, LookupError):
        abort(404)
    return _asked_for(case, asked)


def undo(case_id: int, undo_id: int) -> ResponseReturnValue:
    """Take it back where nothing was changed since, and say what was left."""
    case, row = scope().get(Case, case_id), scope().get(tables.Undo, undo_id)
    if row.case_id != case_id or acts.is_over(row):
        abort(404)
    done = acts.undo(scope(), case, row)
    if done is None:
        abort(404)
    scope().note(Action.BULK_UNDONE, case)
    return _back(case, done, undone=True)


def _asked_for(case: Case, asked: filters.Filter) -> ResponseReturnValue:
    picked = request.form.getlist("household")
    _, found = households.find(scope(), case, asked, law_day())
    if request.form.get("whom") != "all":
        found = [row for row in found if str(row.id) in set(picked)]
    act = request.form.get("act", "")
    errors = {}
    if not found:
        errors["whom"] = "pick"
    if act not in list(Act):
        errors["act"] = "choose"
    if errors:
        return table(case, asked, picked=picked, act=act, errors=errors), 422
    sealed = acts.seal(case.id or 0, Act(act), [row.id for row in found])
    return _confirmation(case, asked, Act(act), sealed, [row.id for row in found])


def _confirmation(
    case: Case,
    asked: filters.Filter,
    act: Act,
    sealed: str,
    ids: Collection[int],
    given: str = "",
    errors: dict[str, str] | None = None,
) -> str:
    wanted = set(ids)
    every, _ = households.find(scope(), case, filters.Filter(), law_day())
    named = [row.label for row in households.chosen(every, filters.Filter()) if row.id in wanted]
    return page(
        "cases/bulk.html",
        case=case,
        asked=asked,
        act=act,
        sealed=sealed,
        count=len(named),
        named=named[:_NAMED],
        typed=given,
        errors=errors or {},
        languages=form.languages(),
        kinds=form.KINDS,
    )


def _confirmed(case: Case, asked: filters.Filter) -> ResponseReturnValue:
    sealed = request.form["sealed"]
    act, ids = acts.unseal(sealed, case.id or 0)
    given = typed.text("value")
    try:
        value = _value(act, given)
    except form.FieldError as error:
        errors = {"value": error.code}
        return _confirmation(case, asked, act, sealed, ids, given, errors), 422
    if act in acts.SETS:
        done = acts.set_column(scope(), case, act, ids, value)
    else:
        done = (acts.remove if act is Act.REMOVE else acts.withdraw)(scope(), case, ids)
    if done.changed:
        scope().note(_NOTED[act], case)
    return _back(case, done, asked.query())


def _value(act: Act, given: str) -> Any:
    if act is Act.LANGUAGE:
        return form.read_language(given)
    if act is Act.KIND:
        return form.read_kind("" if given == "case" else given or "none")
    if act is Act.TALK and not request.form.get("none"):
        day = form.read_day(given)
        if day is None:
            raise form.FieldError("day_or_none")
        return day
    return None


def _back(
    case: Case, done: Done, query: dict[str, Any] | None = None, *, undone: bool = False
) -> ResponseReturnValue:
    scope().commit()
    said = {"act": done.act, "changed": done.changed, "left": done.left, "undone": undone}
    carry(households_said={**said, "undo": done.undo_id})
    return redirect(url_for(".households", case_id=case.id, **(query or {})), 303)
