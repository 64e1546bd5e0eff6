"""Households from a file: sent, its columns told, looked through, and saved all or none."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from portal.cases import exporting, sheets
from portal.cases.household_form import MOST_PERSONS, languages
from portal.cases.importing import draft, reading, saving
from portal.cases.importing import page as shown
from portal.cases.importing.table import MAX_BYTES, MAX_ROWS, FileError
from portal.cases.tables import Case, Draft
from portal.staff.actions import Action
from portal.staff.gate import scope
from portal.staff.page import page


def upload(case_id: int) -> ResponseReturnValue:
    """A file to read in; nothing is saved of it but a draft that nobody else opens."""
    case = scope().get(Case, case_id)
    if request.method == "GET":
        return _upload_page(case)
    try:
        file = request.files.get("file")
        if file is None or not file.filename:
            raise FileError("missing")
        kept = draft.keep(scope(), case, reading.read(file.read()))
    except FileError as error:
        said = shown.words("file_error", error.code, error.params)
        return _upload_page(case, {"file": said}), 422
    scope().commit()
    return redirect(url_for(".columns", case_id=case_id, draft_id=kept.id), 303)


def _upload_page(case: Case, said: dict[str, str] | None = None) -> str:
    return page(
        "cases/import.html",
        case=case,
        said=said or {},
        names=sheets.column_names(),
        languages=", ".join(languages().values()),
        most_persons=MOST_PERSONS,
        most_megabytes=MAX_BYTES // 1_000_000,
        most_rows=MAX_ROWS,
        kinds=exporting.KINDS,
    )


def example(case_id: int, kind: str) -> ResponseReturnValue:
    """A file to begin with: every column, and two made-up households."""
    scope().get(Case, case_id)
    sheet = sheets.example()
    return exporting.table(kind, sheet.columns, sheet.rows, "husstande")


def columns(case_id: int, draft_id: int) -> ResponseReturnValue:
    """Which column is what, and what comes of it: all that is wrong, or what will be saved."""
    case, row = _found(case_id, draft_id)
    content = draft.read(row)
    if content.saved is not None:
        return page("cases/import_saved.html", case=case, counts=content.saved)
    if request.method == "GET":
        return _columns_page(case, row, content)
    chosen, errors = shown.sent(content.table)
    if errors:
        return _columns_page(case, row, content, chosen, errors), 422
    mapped = {field: at for at, field in chosen.items() if field}
    draft.write(row, draft.Content(content.table, mapped))
    scope().commit()
    return redirect(url_for(".columns", case_id=case_id, draft_id=draft_id) + "#outcome", 303)


def _columns_page(
    case: Case,
    row: Draft,
    content: draft.Content,
    chosen: dict[int, str] | None = None,
    errors: dict[str, str] | None = None,
    *,
    stale: bool = False,
) -> str:
    chosen = shown.chosen_of(content.mapped) if chosen is None else chosen
    return page(
        "cases/import_columns.html",
        case=case,
        draft=row,
        said={name: shown.words("column_error", code) for name, code in (errors or {}).items()},
        columns=shown.columns_of(content.table, chosen),
        names=sheets.column_names(),
        outcome=None if errors else shown.Outcome(scope(), case, content),
        rows=len(content.table.rows),
        stale=stale,
    )


def save(case_id: int, draft_id: int) -> ResponseReturnValue:
    """Save every row, or none: only what was seen, and only where nothing is wrong."""
    case, row = _found(case_id, draft_id)
    content = draft.read(row)
    here = redirect(url_for(".columns", case_id=case_id, draft_id=draft_id), 303)
    if content.saved is not None:
        return here  # sent twice
    outcome = shown.Outcome(scope(), case, content)
    seen = request.form.get("seen")
    if outcome.plan is None or not seen:
        return _columns_page(case, row, content), 422
    if seen != outcome.seal:
        return _columns_page(case, row, content, stale=True), 409
    try:
        saving.save(scope(), case, outcome.plan)
        draft.close(row, outcome.plan.counts)
        scope().note(Action.HOUSEHOLDS_IMPORTED, case)
        scope().commit()
    except IntegrityError:  # somebody else saved one of the labels this very moment
        scope().session.rollback()
    return here


def discard_import(case_id: int, draft_id: int) -> ResponseReturnValue:
    """Throw the file away."""
    _, row = _found(case_id, draft_id)
    scope().delete(row)
    scope().commit()
    return redirect(url_for(".upload", case_id=case_id), 303)


def _found(case_id: int, draft_id: int) -> tuple[Case, Draft]:
    case = scope().get(Case, case_id)
    return case, draft.find(scope(), case, draft_id)
