"""What the office tells of local practice: the list, the forms, and what was told before."""

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import col, select

from portal.i18n import LANGUAGES
from portal.municipality import entries, shown, typed
from portal.municipality.kinds import Kind, Per
from portal.municipality.places import municipalities
from portal.municipality.tables import Practice
from portal.staff.gate import carry, scope, take
from portal.staff.page import page
from portal.staff.roles import Access
from portal.staff.tables import User

#: entries of the past that are shown
_PAST = 100


def practices() -> ResponseReturnValue:
    """All that the organisation has told, what holds now first."""
    now = scope().all(select(Practice).where(col(Practice.withdrawn).is_(None)))
    past = select(Practice).where(col(Practice.withdrawn).is_not(None))
    return page(
        "municipality/staff_list.html",
        now=sorted(now, key=_in_order),
        past=scope().all(past.order_by(col(Practice.withdrawn).desc()).limit(_PAST)),
        said=take("said"),
        **_words(),
    )


def new_practice() -> ResponseReturnValue:
    """First what it is about, then the form of it."""
    kind = _kind()
    if kind is None:
        missing = request.method == "POST" or "kind" in request.args
        errors, status = ({"kind": "choose"}, 422) if missing else ({}, 200)
        return page("municipality/staff_kind.html", kinds=list(Kind), errors=errors), status
    if request.method == "GET":
        return _form(kind, _to_begin_with(), {})
    given = typed.of_form(kind)
    columns, errors = typed.checked(kind, given)
    if errors:
        return _form(kind, given, errors), 422
    entries.enter(scope(), columns)
    return _back("practice_entered")


def edit_practice(practice_id: int) -> ResponseReturnValue:
    """One entry; what is changed is entered anew, and the old one kept."""
    row = scope().get(Practice, practice_id)
    if request.method == "GET":
        return _one(row, typed.of_entry(row), {})
    given = typed.of_form(row.kind)
    columns, errors = typed.checked(row.kind, given)
    if errors:
        return _one(row, given, errors), 422
    after = entries.follow(scope(), row, columns)
    if after is None:  # somebody was quicker: nothing is lost, and nothing overwritten
        newest = entries.newest(scope(), row)
        return _one(newest, given, {}, meanwhile=newest), 409
    return _back("practice_changed")


def withdraw_practice(practice_id: int) -> ResponseReturnValue:
    """Show it to residents no more."""
    entries.withdraw(scope(), scope().get(Practice, practice_id))
    return _back("practice_withdrawn")


def _kind() -> Kind | None:
    """What is to be told of; chosen on the page before."""
    given = request.values.get("kind", "")
    return Kind(given) if given in list(Kind) else None


def _to_begin_with() -> typed.Typed:
    """An empty form but for the municipality, which is mostly the one of the last time."""
    last = scope().first(select(Practice).order_by(col(Practice.id).desc()).limit(1))
    return {"municipality": last.municipality if last else ""}


def _in_order(row: Practice) -> tuple[int, int, int]:
    places = list(municipalities())
    return places.index(row.municipality), list(Kind).index(row.kind), row.id or 0


def _form(kind: Kind, given: typed.Typed, errors: typed.Errors) -> str:
    return page(
        "municipality/staff_form.html",
        kind=kind,
        action=url_for(".new_practice", kind=kind),
        row=None,
        typed=given,
        errors=errors,
        **_choices(),
    )


def _one(
    row: Practice,
    given: typed.Typed,
    errors: typed.Errors,
    meanwhile: Practice | None = None,
) -> str:
    """The form of an entry; of one that holds no more, the form to tell it again."""
    anew = url_for(".new_practice", kind=row.kind)
    return page(
        "municipality/staff_form.html",
        kind=row.kind,
        action=anew if row.withdrawn else url_for(".edit_practice", practice_id=row.id),
        row=row,
        typed=given,
        errors=errors,
        meanwhile=meanwhile,
        history=entries.history(scope(), row),
        **_choices(),
    )


def _choices() -> dict[str, Any]:
    return {"pers": list(Per), "languages": list(LANGUAGES.values()), **_words()}


def _words() -> dict[str, Any]:
    """Names for numbers and codes, and whether the user may write."""
    return {
        "users": {user.id: user.name for user in scope().all(select(User))},
        "places": municipalities(),
        "practice_kroner": shown.kroner,
        "writes": scope().may(Access.CASEWORKER),
    }


def _back(said: str) -> ResponseReturnValue:
    carry(said=said)
    return redirect(url_for(".practices"), 303)
