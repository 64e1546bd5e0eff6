"""The households of a case: their table, and each by itself."""

from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import CursorResult, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from portal.cases import bulk, filters, labels, lists
from portal.cases import household_form as form
from portal.cases.claims import claim, hold, household_of, version_of
from portal.cases.household_page import HouseholdPage
from portal.cases.households_page import table
from portal.cases.tables import Case, Household
from portal.staff import typed
from portal.staff.actions import Action
from portal.staff.gate import carry, scope, take
from portal.staff.page import page


def households(case_id: int) -> ResponseReturnValue:
    """The table; a filter that is sent leads to the address in which it stands."""
    case = scope().get(Case, case_id)
    try:
        if request.method == "POST":
            asked = filters.of_form(request.form, typed.text("find"))
            return redirect(url_for(".households", case_id=case_id, **asked.query()), 303)
        asked = filters.of_address(request.args)
    except filters.FilterError:
        abort(404)
    return table(case, asked)


def new_household(case_id: int) -> ResponseReturnValue:
    case = scope().get(Case, case_id)
    if request.method == "GET":
        return _form(case, None, form.start(), {}), 200
    given = form.from_request()
    values, errors = form.read(given)
    added = None if errors else _added(case, values)
    if added is None:
        return _form(case, None, given, errors or {"label": "label_taken"}), 422
    carry(household_said="added")
    return redirect(url_for(".household", case_id=case_id, household_id=added.id), 303)


def household(case_id: int, household_id: int) -> ResponseReturnValue:
    """One household: what is known, its list, its links, what was written."""
    case, found = _found(case_id, household_id)
    shown = HouseholdPage(scope(), case, found)
    said, made = take("household_said"), take("made_link")
    return page(
        "cases/household.html",
        case=case,
        shown=shown,
        said=said,
        made=made,
        languages=form.languages(),
    )


def edit_household(case_id: int, household_id: int) -> ResponseReturnValue:
    case, found = _found(case_id, household_id)
    if request.method == "GET":
        return _form(case, found, form.typed_of(found), {}), 200
    given = form.from_request()
    values, errors = form.read(given)
    if not errors and not _claim(case, found):
        case, found = _found(case_id, household_id)
        return _form(case, found, given, {}, there=form.typed_of(found)), 409
    if not errors and not _changed(case, found, values):
        errors = {"label": "label_taken"}
    if errors:
        return _form(case, found, given, errors, version=typed.text("version")), 422
    carry(household_said="changed")
    return redirect(url_for(".household", case_id=case_id, household_id=household_id), 303)


def delete_household(case_id: int, household_id: int) -> ResponseReturnValue:
    """All of it at once, and for good."""
    case, found = _found(case_id, household_id)
    if not request.form.get("sure"):
        return page("cases/household_delete.html", case=case, household=found)
    hold(scope(), case)
    bulk.forget(scope(), case_id, household_id)
    scope().note(Action.HOUSEHOLD_DELETED, found)
    scope().delete(found)
    lists.forget_unused(scope().session, case_id)
    scope().commit()
    carry(households_said={"deleted": True})
    return redirect(url_for(".households", case_id=case_id), 303)


def called(case_id: int, household_id: int) -> ResponseReturnValue:
    """The household was called; a wish that came since the page was made stays."""
    _, found = _found(case_id, household_id)
    at = found.call_asked and found.call_asked.isoformat()
    if at and typed.text("asked") in ("", at) and _answered(found):
        scope().note(Action.HOUSEHOLD_CALLED, found)
        scope().commit()
        carry(household_said="called")
    elif found.call_asked:
        carry(household_said="asked_again")
    return redirect(url_for(".household", case_id=case_id, household_id=household_id), 303)


def _found(case_id: int, household_id: int) -> tuple[Case, Household]:
    return household_of(scope(), case_id, household_id)


def _form(
    case: Case,
    found: Household | None,
    given: form.Typed,
    errors: form.Errors,
    *,
    version: str | None = None,
    there: form.Typed | None = None,
) -> str:
    """The fields. ``there``: what a colleague has saved since the page was made."""
    now_there = found.version if found else 0
    return page(
        "cases/household_form.html",
        case=case,
        household=found,
        typed=given,
        errors=errors,
        version=version if version is not None else now_there,
        there={name: value for name, value in (there or {}).items() if value != given[name]},
        collided=there is not None,
        languages=form.languages(),
        facts=form.FACTS,
    )


def _added(case: Case, values: dict[str, Any]) -> Household | None:
    """The new household; None where the case has one with this label."""
    hold(scope(), case)
    row = Household(organisation_id=scope().organisation_id, case_id=case.id or 0, **values)
    if _is_taken(case, row.label):
        return None
    row.label_key = labels.key(case.id or 0, row.label)
    try:
        added = scope().add(row)
    except IntegrityError:
        scope().session.rollback()
        return None
    lists.place(scope(), case, [added])
    scope().note(Action.HOUSEHOLD_ADDED, added)
    scope().commit()
    return added


def _claim(case: Case, found: Household) -> bool:
    """Whether it is still as it was when the page was made; from here on nobody else changes it."""
    hold(scope(), case)
    return claim(scope(), found, version_of(typed.text("version")))


def _changed(case: Case, found: Household, values: dict[str, Any]) -> bool:
    """Save what was typed; whether no other household of the case has the label."""
    if _is_taken(case, values["label"], other_than=found):
        return False
    for name, value in values.items():
        if getattr(found, name) != value:
            setattr(found, name, value)
    found.label_key = labels.key(case.id or 0, found.label)
    try:
        lists.place(scope(), case, [found])
    except IntegrityError:
        scope().session.rollback()
        return False
    scope().note(Action.HOUSEHOLD_CHANGED, found)
    scope().commit()
    return True


def _is_taken(case: Case, label: str, other_than: Household | None = None) -> bool:
    """Whether another household of the case has the label, also one kept under an older key."""
    keys = labels.keys(case.id or 0, label)
    mine = other_than.id if other_than else None
    return bool(
        scope().count(
            Household,
            col(Household.case_id) == case.id,
            col(Household.label_key).in_(keys),
            col(Household.id).is_distinct_from(mine),
        )
    )


def _answered(found: Household) -> bool:
    """Take the wish away, if it is still the one that was seen."""
    taken: CursorResult[Any] = scope().session.execute(  # type: ignore[assignment]
        update(Household)
        .where(col(Household.id) == found.id, col(Household.call_asked) == found.call_asked)
        .values(call_asked=None, call_note=None)
        .execution_options(synchronize_session=False)
    )
    return bool(taken.rowcount)
